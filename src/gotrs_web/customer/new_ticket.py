"""A new ticket from the portal: what happened, and as much more as the settings ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response

from gotrs_api.catalog import service as catalog
from gotrs_api.customers import service as customers
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Conflict, Forbidden, GotrsError, InvalidInput, NotFound
from gotrs_api.queues import service as queues
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketCreate
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read
from gotrs_web.customer.navigation import NEW_TICKET
from gotrs_web.customer.ticket import ticket_url
from gotrs_web.deps import Customer
from gotrs_web.dynamic_fields import ARTICLE, TICKET, FormField, form_fields, labels_of, pointers_of, sent_values
from gotrs_web.forms import FormErrors, build, errors_of, given, number, text_values
from gotrs_web.found_choices import Options, Searched, answer, has_more, some
from gotrs_web.render import redirect, render
from gotrs_web.uploads import KeptFile, attachments, kept_files
from gotrs_web.view import catalogue_of

router = APIRouter(prefix=NEW_TICKET)
SCREEN = "CustomerTicketMessage"
TEXTS = ("title", "body")
CHOICES = ("queue_id", "type_id", "service_id", "priority_id")
# What is sent without scripts: the words of a choice, and the button that asks for the form with what they find.
WORDS, LOOK = "_words", "look"


@router.get("", name="customer_new_ticket")
async def show(request: Request, principal: Customer, read: Read) -> Response:
    choices = await _choices(request, read, principal)
    return _form(request, choices, await _usual(read, choices), await form_fields(request, read, SCREEN))


@router.get("/choices", name="customer_new_ticket_choices")
async def find(request: Request, principal: Customer, read: Read, search: Searched) -> Response:
    """Of a field with many choices some that words find. Raises NotFound for one that is not asked for."""
    options = (await _choices(request, read, principal)).get(search.field)
    if options is None:
        raise NotFound
    return answer(request, search, options)


@router.post("")
async def create(request: Request, principal: Customer) -> Response:
    sent = await request.form()
    site: Site = request.state.site
    async with site.read() as read:
        choices = await _choices(request, read, principal)
        fields = [field.read(sent) for field in await form_fields(request, read, SCREEN)]
    values = text_values(sent, (*TEXTS, *choices))
    files = await kept_files(request, principal, sent)
    if LOOK in sent:
        words = text_values(sent, [name + WORDS for name in choices])
        return _form(request, choices, values, fields, files=files, words=words)
    try:
        wanted = _command_values(values, choices, files)
        wanted["dynamic_fields"] = sent_values(request, fields, TICKET)
        wanted["article"]["dynamic_fields"] = sent_values(request, fields, ARTICLE)
        command = build(TicketCreate, wanted)
        async with site.uow(acting_id=principal.user_id) as uow:
            ticket = await tickets.create_ticket(uow, principal, command)
    except (InvalidInput, Conflict, Forbidden) as refusal:
        return _form(request, choices, values, fields, files=files, refusal=refusal)
    _ = catalogue_of(request).gettext
    return redirect(request, ticket_url(ticket), toast=_("Thank you. We have your request."))


def _command_values(values: Mapping[str, str], choices: Mapping[str, Options], files: list[KeptFile]) -> dict[str, Any]:
    ids = given({name: number(values[name]) for name in choices})
    article = given({"subject": values["title"].strip(), "body": values["body"] if values["body"].strip() else ""})
    return {**given({"title": values["title"]}), **ids, "article": {**article, "attachments": attachments(files)}}


async def _choices(request: Request, read: ReadUow, principal: Principal) -> dict[str, Options]:
    """What the customer may choose, by field; a question with one answer is not asked."""
    _ = catalogue_of(request).gettext
    found: dict[str, Options] = {}
    words = await sysconfig.get(read, settings.CUSTOMER_QUEUE_NAMES)
    if await sysconfig.get(read, settings.CUSTOMER_TICKET_QUEUE):
        rows = await queues.list_queues_for_portal(read, principal)
        found["queue_id"] = [(str(row.id), _(words.get(row.name) or row.name)) for row in rows]
    if await sysconfig.get(read, settings.TICKET_TYPE) and await sysconfig.get(read, settings.CUSTOMER_TICKET_TYPE):
        found["type_id"] = [(str(row.id), _(row.name)) for row in await catalog.list_types(read) if row.is_valid]
    if await sysconfig.get(read, settings.TICKET_SERVICE) and await sysconfig.get(
        read, settings.CUSTOMER_TICKET_SERVICE
    ):
        services = await customers.services_of(read, principal.login)
        found["service_id"] = [(str(row.id), row.name) for row in services]
    if await sysconfig.get(read, settings.CUSTOMER_TICKET_PRIORITY):
        found["priority_id"] = [
            (str(row.id), _(row.name)) for row in await catalog.list_priorities(read) if row.is_valid
        ]
    # A service can be left open, and a queue that is offered need not be the usual one: even one is a question.
    open_ones = ("service_id", "queue_id") if words else ("service_id",)
    return {name: options for name, options in found.items() if len(options) > (0 if name in open_ones else 1)}


async def _usual(read: ReadUow, choices: Mapping[str, Options]) -> dict[str, str]:
    """The settings' defaults, chosen beforehand."""
    names = {
        "queue_id": (await queues.list_queues(read)).find(
            await sysconfig.get(read, settings.CUSTOMER_TICKET_DEFAULT_QUEUE)
        ),
        "type_id": (await catalog.list_types(read)).find(await sysconfig.get(read, settings.TICKET_TYPE_DEFAULT)),
        "priority_id": (await catalog.list_priorities(read)).find(
            await sysconfig.get(read, settings.CUSTOMER_TICKET_PRIORITY_DEFAULT)
        ),
        "service_id": None,
    }
    usual = {name: str(row.id) for name, row in names.items() if row is not None}
    chosen = {name: usual[name] if usual.get(name) in dict(options) else "" for name, options in choices.items()}
    return {"title": "", "body": "", **chosen}


def _form(
    request: Request,
    choices: Mapping[str, Options],
    values: Mapping[str, str],
    fields: Sequence[FormField],
    *,
    files: Sequence[KeptFile] = (),
    refusal: GotrsError | None = None,
    words: Mapping[str, str] | None = None,
) -> Response:
    _ = catalogue_of(request).gettext
    labels = {
        "title": _("What is it about?"),
        "body": _("What happened, and what do you need?"),
        "queue_id": _("For whom"),
        "type_id": _("Kind"),
        "service_id": _("Service"),
        "priority_id": _("How urgent"),
        **labels_of(fields),
    }
    pointers = {**pointers_of(fields), "subject": "title", **{name.removesuffix("_id"): name for name in CHOICES}}
    context = {
        "choices": {
            name: some(options, (values[name],), (words or {}).get(name + WORDS, ""))
            for name, options in choices.items()
        },
        "more": [name for name, options in choices.items() if has_more(options)],
        "words": words or {},
        "errors": errors_of(request, refusal, labels, pointers) if refusal else FormErrors(),
        "fields": fields,
        "files": files,
        "labels": labels,
        "values": values,
    }
    return render(request, "customer/new_ticket.html", context, status=422 if refusal else 200)
