"""New phone and e-mail tickets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from gotrs_api.dynamic_fields.service import missing_on
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound
from gotrs_api.kernel.ids import QueueId
from gotrs_api.mail.drafts import service as drafts
from gotrs_api.mail.security import service as mail_security
from gotrs_api.responses import service as responses
from gotrs_api.responses.schemas import TemplateType
from gotrs_api.responses.tags import Format
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.errors import QueueRightMissing
from gotrs_api.tickets.schemas import FormDraftRead
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read
from gotrs_web.agent.customer_card import CustomerCard, load_card
from gotrs_web.agent.draft_addresses import DRAFT
from gotrs_web.agent.new_ticket_drafts import drop, offers, opened
from gotrs_web.agent.new_ticket_form import (
    FIELDS,
    POINTERS,
    TicketKind,
    blank,
    command_of,
    load_choices,
    with_preferred_queue,
)
from gotrs_web.agent.offered import files_of, texts_for
from gotrs_web.agent.sealing import sealing_labels, sign_keys
from gotrs_web.deps import Agent
from gotrs_web.dynamic_fields import FormField, form_fields, labels_of, pointers_of, sent_values
from gotrs_web.forms import FormErrors, errors_of, number, text_values
from gotrs_web.render import Toast, redirect, render
from gotrs_web.rich_text import RichText
from gotrs_web.uploads import KeptFile, kept_files
from gotrs_web.view import catalogue_of
from gotrs_web.wording import explain

router = APIRouter(prefix="/agent/tickets/new")
ANOTHER, TEMPLATE = "another", "template"


@router.get("/{kind}", name="new_ticket")
async def show(
    request: Request, principal: Agent, kind: TicketKind, draft: int | None = None, template: int | None = None
) -> Response:
    """An empty form; the address may fill in `customer`, `queue`, `subject` and other fields. `draft`: what was begun,
    `template`: what it begins with."""
    site: Site = request.state.site
    sent = {name: value for name, value in request.query_params.items() if name in FIELDS}
    begun_by = await _from_template(request, principal, template, sent)
    async with site.read() as read:
        if draft is not None:
            return await _as_sent(request, read, principal, kind, await opened(read, principal, draft), draft)
        values = blank(await load_choices(read, principal, sent)) | sent
        fields = await form_fields(request, read, kind.screen)
        begun = await offers(request, read, principal, kind)
        body = RichText(values["body"])
        return await _form(request, read, principal, kind, values, body, fields, begun=begun, begun_by=begun_by)


@router.post("/{kind}")
async def create(request: Request, principal: Agent, read: Read, kind: TicketKind) -> Response:
    """To the new ticket, or to the next empty form; with what was wrong the same form again (422)."""
    site: Site = request.state.site
    form = await request.form()
    values = text_values(form, FIELDS)
    body, draft = RichText.of_form(form, "body"), number(str(form.get(DRAFT, "")))
    files = await kept_files(request, principal, form)
    fields = [field.read(form) for field in await form_fields(request, read, kind.screen)]
    try:
        missing = await missing_on(read, kind.screen, sent_values(request, fields))
        async with site.read() as before:
            signature = await _signature(before, principal, kind, values, Format.HTML if body.html else Format.TEXT)
        signed = body.followed_by(signature) if body.body else body
        command = command_of(request, kind, values, signed, files, fields, missing)
        # A transaction of its own: a refusal must undo all before the form is shown again.
        async with site.uow(acting_id=principal.user_id) as uow:
            ticket = await tickets.create_ticket(uow, principal, command)
            await drop(uow, principal, draft)
    except (InvalidInput, Conflict, Forbidden) as refusal:
        labels = field_labels(request) | labels_of(fields)
        errors = errors_of(request, refusal, labels, POINTERS | pointers_of(fields))
        if isinstance(refusal, QueueRightMissing):
            errors = FormErrors(labels)
            errors.add("queue", explain(request, refusal))
        return await _form(
            request, read, principal, kind, values, body, fields, files=files, errors=errors, draft=draft
        )
    said = Toast(catalogue_of(request).gettext("Ticket {number} is created.", number=ticket.number))
    if form.get("then") == ANOTHER:
        return redirect(request, str(request.url_for("new_ticket", kind=kind.value).path), toast=said)
    return redirect(request, f"/agent/tickets/{ticket.id}", toast=said)


@router.post("/{kind}/properties", name="new_ticket_properties")
async def refresh(request: Request, principal: Agent, kind: TicketKind) -> Response:
    """The same form with the choices that fit to what is entered now, and with the template that was chosen in its text.
    Changes nothing."""
    site: Site = request.state.site
    form = await request.form()
    template = number(str(form.get(TEMPLATE, "")))
    begun_by = await _from_template(request, principal, template, text_values(form, FIELDS))
    draft = number(str(form.get(DRAFT, "")))
    async with site.read() as read:
        return await _as_sent(request, read, principal, kind, form, draft, begun_by)


async def _as_sent(
    request: Request,
    read: ReadUow,
    principal: Principal,
    kind: TicketKind,
    form: FormData,
    draft: int | None,
    begun_by: tuple[RichText, list[KeptFile]] | None = None,
) -> Response:
    files = await kept_files(request, principal, form)
    fields = [field.read(form) for field in await form_fields(request, read, kind.screen)]
    body, values = RichText.of_form(form, "body"), text_values(form, FIELDS)
    return await _form(
        request, read, principal, kind, values, body, fields, files=files, draft=draft, begun_by=begun_by
    )


async def _from_template(
    request: Request, principal: Principal, template_id: int | None, values: Mapping[str, str]
) -> tuple[RichText, list[KeptFile]] | None:
    """A template's text and files, in units of work of its own; None without one. Raises NotFound for one that the queue
    does not have."""
    if template_id is None:
        return None
    site: Site = request.state.site
    queue_id = number(values.get("queue", ""))
    async with site.read() as read:
        if template_id not in await texts_for(read, principal, queue_id or 0, TemplateType.CREATE):
            raise NotFound
        format_ = await drafts.chosen_format(read)
        text = await drafts.render_first_text(
            read,
            principal,
            template_id,
            queue_id=None if queue_id is None else QueueId(queue_id),
            customer=values.get("customer", "").strip(),
            format_=format_,
        )
    begun = RichText.of_draft(text, len(text), is_html=format_ is Format.HTML)
    return begun, await files_of(request, principal, template_id)


def field_labels(request: Request) -> dict[str, str]:
    _ = catalogue_of(request).gettext
    return {
        "customer": _("Customer"),
        "to": _("To"),
        "cc": _("Cc"),
        "bcc": _("Bcc"),
        "subject": _("Subject"),
        "body": _("Text"),
        "queue": _("Queue"),
        "template": _("Template"),
        "type": _("Type"),
        "service": _("Service"),
        "sla": _("SLA"),
        "priority": _("Priority"),
        "state": _("Next state"),
        "pending_until": _("Pending until"),
        "owner": _("Owner"),
        "time_units": _("Time units"),
        **sealing_labels(request),
    }


async def _templates(read: ReadUow, principal: Principal, values: Mapping[str, str]) -> list[tuple[int, str]]:
    """Id and name of those that the queue has for new tickets."""
    queue_id = number(values["queue"])
    if queue_id is None:
        return []
    found = await responses.list_templates_for(read, principal, template_type=TemplateType.CREATE, queue_id=queue_id)
    return [(one.id, one.name) for one in found]


async def _signature(
    read: ReadUow, principal: Principal, kind: TicketKind, values: Mapping[str, str], format_: Format
) -> RichText:
    """Of the queue that a mail leaves from (OTRS: AgentTicketEmail)."""
    queue_id = number(values["queue"])
    if kind is not TicketKind.EMAIL or queue_id is None:
        return RichText()
    try:
        draft = await drafts.render_new_mail(read, principal, QueueId(queue_id), format_=format_)
    except (NotFound, Forbidden):  # a queue in which one may write without reading it, or none at all
        return RichText()
    return RichText.of_html(draft.body) if format_ is Format.HTML else RichText(draft.body.strip())


async def _sealing(
    read: ReadUow, principal: Principal, kind: TicketKind, values: Mapping[str, str]
) -> mail_security.SealingChoices:
    """Of the queue that a mail leaves from."""
    queue_id = number(values["queue"])
    if kind is not TicketKind.EMAIL or queue_id is None:
        return mail_security.SealingChoices()
    try:
        return await mail_security.sealing_choices(read, principal, QueueId(queue_id))
    except (NotFound, Forbidden):  # as for its signature
        return mail_security.SealingChoices()


async def _form(
    request: Request,
    read: ReadUow,
    principal: Principal,
    kind: TicketKind,
    values: Mapping[str, str],
    body: RichText,
    fields: Sequence[FormField],
    *,
    files: list[KeptFile] | None = None,
    errors: FormErrors | None = None,
    draft: int | None = None,
    begun: Sequence[FormDraftRead] = (),
    begun_by: tuple[RichText, list[KeptFile]] | None = None,
) -> Response:
    """`begun`: drafts that are offered; `begun_by`: text and files of a template, put behind what is written."""
    files = files or []
    if begun_by is not None:
        text, more = begun_by
        body, files = body.followed_by(text) if body.body else text, [*files, *more]
    values = await with_preferred_queue(read, principal, values)
    choices = await load_choices(read, principal, values, fields)
    card: CustomerCard | None = None
    if choices.customer is not None:
        card = await load_card(read, principal, choices.customer)
    sealing = await _sealing(read, principal, kind, values)
    return render(
        request,
        "agent/new_ticket/index.html",
        {
            "kind": kind,
            "kinds": list(TicketKind),
            "labels": field_labels(request),
            "values": values,
            "body": body,
            "is_rich": await drafts.chosen_format(read) is Format.HTML,
            "signature": await _signature(read, principal, kind, values, Format.TEXT),
            "sign_keys": sign_keys(request, sealing),
            "can_encrypt": sealing.can_encrypt,
            "choices": choices,
            "card": card,
            "fields": choices.fields,
            "files": files,
            "errors": errors or FormErrors(),
            "draft": draft,
            "begun": begun,
            "is_begun": begun_by is not None,
            "texts": await _templates(read, principal, values),
        },
        fragment=f"agent/new_ticket/_{'create' if begun_by else 'properties'}.html",
        status=422 if errors else 200,
    )
