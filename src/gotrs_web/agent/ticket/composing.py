"""Writing into a ticket: reply, note, phone call. Opens below the conversation, with or without scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from gotrs_api.articles import service as articles
from gotrs_api.articles.errors import ArticleNotFound
from gotrs_api.articles.schemas import ArticleChannel, ArticleRead
from gotrs_api.catalog import service as catalog
from gotrs_api.catalog import state_types
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.addresses import is_valid_address, split_addresses
from gotrs_api.kernel.errors import Conflict, GotrsError, InvalidInput, PreconditionFailed
from gotrs_api.kernel.ids import ArticleId, QueueId, TicketId
from gotrs_api.mail.drafts import service as drafts
from gotrs_api.mail.security import service as mail_security
from gotrs_api.responses.tags import Format
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.errors import DraftNotFound
from gotrs_api.tickets.schemas import TicketForward, TicketRead, TicketReply
from gotrs_api.uow import ReadUow, Site, UnitOfWork
from gotrs_api.uow.deps import Read
from gotrs_web.agent.draft_addresses import DRAFT
from gotrs_web.agent.offered import files_of
from gotrs_web.agent.sealing import sealing_labels, sealing_of, sign_keys
from gotrs_web.agent.ticket.answering import changed, ticket_url
from gotrs_web.agent.ticket.drafting import (
    KINDS,
    RECIPIENTS,
    Draft,
    Kind,
    answered_of,
    begin,
    lines_of,
    next_states,
    templates_for,
)
from gotrs_web.agent.ticket.list_walk import PARAMETER
from gotrs_web.agent.ticket.lost_updates import Basis, Standing, standing
from gotrs_web.agent.ticket.page import TicketAddress, load_page
from gotrs_web.agent.ticket.put_aside import opened
from gotrs_web.agent.ticket.screen_lock import Entered, enter, without_taking
from gotrs_web.agent.ticket.stream import history_text
from gotrs_web.agent.ticket.zoom import show_page
from gotrs_web.deps import Agent
from gotrs_web.forms import FormErrors, build, errors_of, given, local_moment, number, text_values
from gotrs_web.hx_events import HxEvent
from gotrs_web.render import Toast, render, wants_fragment
from gotrs_web.rich_text import UPLOADS, RichText
from gotrs_web.uploads import KeptFile, kept_file, kept_files, with_text
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/tickets/{ticket_id}")


@dataclass(frozen=True)
class _Asked:
    article: int | None
    template: int | None
    to_all: bool
    draft: int | None
    files: Sequence[KeptFile]  # of the template
    images: Mapping[str, KeptFile] = field(default_factory=dict)  # of what is quoted, by their content ids


_TEXTS = ("subject", "state_id", "pending_until", "time_units", "sign_key", "encrypt", "article_id")


@router.get("/reply", name="agent_ticket_reply")
@router.get("/note", name="agent_ticket_note")
@router.get("/forward", name="agent_ticket_forward")
@router.get("/phone-out", name="agent_ticket_phone_out")
@router.get("/phone-in", name="agent_ticket_phone_in")
async def open_composer(
    request: Request,
    principal: Agent,
    ticket_id: int,
    article: int | None = None,
    template: int | None = None,
    to_all: bool = False,
    draft: int | None = None,
) -> Response:
    """`article` is what is answered, `to_all`: everybody who got it; `template` a text to begin with, `draft` what was
    put aside. Takes the lock where OTRS's screen does."""
    files = await files_of(request, principal, template) if template is not None else []
    kind, asked = _kind(request), _Asked(article, template, to_all, draft, files)
    site: Site = request.state.site
    async with site.read() as read:
        ticket = await tickets.get_ticket(read, principal, TicketId(ticket_id))
        rule = await tickets.screen_rule(read, kind.action)
        entered = without_taking(request, principal, ticket, kind.action, rule)
        illustrated = await _illustrated(read, principal, kind, TicketId(ticket_id), asked)
        if entered is not None and illustrated is None:
            return await _open(request, read, principal, kind, entered, asked)
    if entered is None:
        entered = await enter(request, principal, ticket, kind.action)
    if illustrated is not None:
        async with site.uow(acting_id=principal.user_id) as uow:
            attached = await drafts.attach_inline_images(uow, principal, illustrated)
        images = {content_id: kept_file(upload) for content_id, upload in attached.items()}
        asked = replace(asked, images=images)
    async with site.read() as read:
        return await _open(request, read, principal, kind, entered, asked)


async def _open(
    request: Request, read: ReadUow, principal: Principal, kind: Kind, entered: Entered, asked: _Asked
) -> Response:
    ticket_id = TicketId(entered.ticket.id)
    basis = Basis.of(entered.ticket, await tickets.list_history(read, principal, ticket_id))
    if asked.draft is not None:
        begun, then = await opened(request, read, principal, ticket_id, asked.draft)
        basis = basis if then is None or entered.undo_url else then
    else:
        format_ = await drafts.chosen_format(read)
        of_ticket = await tickets.list_articles(read, principal, ticket_id) if kind.is_mail else []
        answered = answered_of(of_ticket, asked.article) if kind.is_mail else None
        begun = await begin(
            request,
            read,
            principal,
            entered.ticket,
            kind,
            answered,
            template_id=asked.template,
            to_all=asked.to_all,
            format_=format_,
            images={content_id: UPLOADS + file.id for content_id, file in asked.images.items()},
        )
        begun = replace(begun, files=[*asked.files, *asked.images.values()])
    return await _show(request, read, principal, kind, begun, entered.ticket, basis, undo_url=entered.undo_url)


async def _illustrated(
    read: ReadUow, principal: Principal, kind: Kind, ticket_id: TicketId, asked: _Asked
) -> ArticleRead | None:
    """What will be quoted, if its HTML shows images of its own. Raises ArticleNotFound."""
    if not kind.is_mail or asked.draft is not None or await drafts.chosen_format(read) is Format.TEXT:
        return None
    quoted = answered_of(await tickets.list_articles(read, principal, ticket_id), asked.article)
    return quoted if quoted is not None and await drafts.inline_images(read, principal, quoted) else None


@router.get("/composer", name="agent_ticket_composer")
async def close_composer(request: Request, principal: Agent, read: Read, ticket_id: int) -> Response:
    """The row of buttons again, in place of an open composer."""
    ticket = await tickets.get_ticket(read, principal, TicketId(ticket_id))
    context = {"zoom": _address(request, ticket_id), "ticket": ticket}
    return _at_ticket(request, render(request, "agent/ticket/_composer_closed.html", context), ticket_id)


@router.post("/reply")
@router.post("/note")
@router.post("/forward")
@router.post("/phone-out")
@router.post("/phone-in")
async def send(request: Request, principal: Agent, ticket_id: int) -> Response:
    """422 with everything kept, files too, when something is wrong or somebody else changed the ticket meanwhile."""
    kind, sent = _kind(request), await request.form()
    site: Site = request.state.site
    draft = await _draft_of(request, principal, sent)
    async with site.read() as read:
        now = await standing(read, principal, TicketId(ticket_id), Basis.from_form(sent))
        going_along = await _going_along(read, principal, now.ticket, kind, draft)
    if now.is_stale:
        return await _again(request, principal, kind, draft, now, stale=now)
    try:
        command = _command(request, kind, draft, going_along)
        async with site.uow(acting_id=principal.user_id) as uow:
            article_id = await _write(uow, principal, TicketId(ticket_id), draft, command, now.ticket.etag)
    except PreconditionFailed:
        async with site.read() as read:
            now = await standing(read, principal, TicketId(ticket_id), now.basis)
        return await _again(request, principal, kind, draft, now, stale=now)
    except (InvalidInput, Conflict) as refusal:
        return await _again(request, principal, kind, draft, now, refusal=refusal)
    return await _sent(request, principal, kind, ticket_id, article_id)


async def _write(
    uow: UnitOfWork,
    principal: Principal,
    ticket_id: TicketId,
    draft: Draft,
    command: TicketReply | TicketForward,
    etag: str,
) -> ArticleId | None:
    """The new article, where it is a mail that may be called back."""
    if draft.id is not None:
        with suppress(DraftNotFound):
            await tickets.delete_draft(uow, principal, ticket_id, draft.id)
    if isinstance(command, TicketForward):
        await tickets.forward_article(uow, principal, ticket_id, command, if_match=etag)
        # Nobody writes between: the ticket is locked until this unit of work ends.
        return ArticleId((await articles.list_article_summaries(uow, principal, ticket_id))[-1].id)
    is_answer = draft.article_id is not None and command.channel is ArticleChannel.EMAIL
    reply_to = ArticleId(draft.article_id) if draft.article_id is not None and is_answer else None
    article = await tickets.add_article(uow, principal, ticket_id, command, reply_to=reply_to, if_match=etag)
    return ArticleId(article.id) if command.channel is ArticleChannel.EMAIL else None


async def _sent(
    request: Request, principal: Principal, kind: Kind, ticket_id: int, article_id: ArticleId | None
) -> Response:
    site: Site = request.state.site
    async with site.read() as read:
        toast = await _said(request, read, kind, ticket_id, article_id)
        if not wants_fragment(request):
            return changed(request, ticket_id, toast, anchor="#composer")
        ticket = await tickets.get_ticket(read, principal, TicketId(ticket_id))
    answer = render(
        request,
        "agent/ticket/_composer_closed.html",
        {"zoom": _address(request, ticket_id), "ticket": ticket},
        trigger=(HxEvent.TICKET_CHANGED, HxEvent.ARTICLE_ADDED, HxEvent.COUNTERS_CHANGED, HxEvent.DRAFTS_CHANGED),
        toast=toast,
    )
    return _at_ticket(request, answer, ticket_id)


async def _said(request: Request, read: ReadUow, kind: Kind, ticket_id: int, article_id: ArticleId | None) -> Toast:
    """With a way back as long as the mail waits (`GOTRS::Mail::UndoSendSeconds`)."""
    _ = catalogue_of(request).gettext
    seconds = await sysconfig.get(read, settings.MAIL_UNDO_SEND_S) if article_id is not None else 0
    if seconds <= 0:
        return Toast(_(kind.done))
    address = f"/agent/tickets/{ticket_id}/articles/{article_id}/recall?compose={kind.path}"
    return Toast(_(kind.done), action_label=_("Undo"), action_url=address, seconds=seconds)


def _at_ticket(request: Request, answer: Response, ticket_id: int) -> Response:
    """The address bar says so: where it kept the composer's address, loading the page again would open another one."""
    answer.headers["HX-Replace-Url"] = ticket_url(request, ticket_id)
    return answer


async def _again(
    request: Request,
    principal: Principal,
    kind: Kind,
    draft: Draft,
    now: Standing,
    *,
    stale: Standing | None = None,
    refusal: GotrsError | None = None,
) -> Response:
    site: Site = request.state.site
    async with site.read() as read:
        return await _show(request, read, principal, kind, draft, now.ticket, now.basis, stale=stale, refusal=refusal)


def _address(request: Request, ticket_id: int) -> TicketAddress:
    """What a part needs of the page that it stands in."""
    return TicketAddress(ticket_id, request.query_params.get(PARAMETER, ""))


def _kind(request: Request) -> Kind:
    return KINDS[request.url.path.rpartition("/")[2]]


async def _draft_of(request: Request, principal: Principal, sent: FormData) -> Draft:
    texts = text_values(sent, _TEXTS)
    return Draft(
        subject=texts["subject"],
        body=RichText.of_form(sent, "body"),
        to=_recipients(sent, "to"),
        cc=_recipients(sent, "cc"),
        bcc=_recipients(sent, "bcc"),
        state_id=texts["state_id"],
        pending_until=texts["pending_until"],
        time_units=texts["time_units"],
        sign_key=texts["sign_key"],
        encrypt=texts["encrypt"],
        visible="visible" in sent,
        article_id=number(texts["article_id"], 63),
        files=await kept_files(request, principal, sent),
        id=number(str(sent.get(DRAFT, ""))),
    )


def _recipients(sent: FormData, name: str) -> tuple[str, ...]:
    return lines_of(",".join(str(value) for value in sent.getlist(name)).replace("\n", ","))


async def _going_along(
    read: ReadUow, principal: Principal, ticket: TicketRead, kind: Kind, draft: Draft
) -> list[int] | None:
    """Which files of what is forwarded go along, None for all: its images stand in the text, as far as they were wanted."""
    if kind.path != "forward" or not draft.body.html or draft.article_id is None:
        return None
    with suppress(ArticleNotFound):  # refused when it is written
        article = await articles.read_article(read, principal, TicketId(ticket.id), ArticleId(draft.article_id))
        if images := {file.id for file in await drafts.inline_images(read, principal, article)}:
            return [file.id for file in article.attachments if file.id not in images]
    return None


def _command(request: Request, kind: Kind, draft: Draft, going_along: list[int] | None) -> TicketReply | TicketForward:
    """Raises InvalidInput."""
    if kind.is_mail:
        _require_recipients(draft)
    body, files = with_text(draft.body, draft.files)
    values: dict[str, Any] = given(
        {
            "subject": draft.subject,
            "body": body.body,
            "content_type": body.content_type,
            "state_id": number(draft.state_id),
            "pending_until": (local_moment(request, draft.pending_until) or draft.pending_until)
            if draft.state_id
            else "",
            "time_units": draft.time_units,
            **{name: ", ".join(getattr(draft, name)) for name in RECIPIENTS if kind.is_mail},
        }
    )
    if kind.is_mail:
        values |= sealing_of({"sign_key": draft.sign_key, "encrypt": draft.encrypt})
    if kind.path == "forward":
        of_forward = {"attachments": files, "article_id": draft.article_id, "attachment_ids": going_along}
        return build(TicketForward, {**values, **of_forward, "visible_for_customer": draft.visible})
    return build(
        TicketReply,
        {
            **values,
            "channel": kind.channel,
            "sender_type": kind.sender,
            "visible_for_customer": kind.path == "reply" or draft.visible,
            "attachments": files,
        },
    )


def _require_recipients(draft: Draft) -> None:
    if not draft.to:
        raise InvalidInput.field("/to", "required", "Somebody must get this mail.")
    for name in RECIPIENTS:
        for line in getattr(draft, name):
            if not all(one.email and is_valid_address(one.email) for one in split_addresses(line)):
                raise InvalidInput.field(f"/{name}", "address", "One of these is no e-mail address.")


async def _show(
    request: Request,
    read: ReadUow,
    principal: Principal,
    kind: Kind,
    draft: Draft,
    ticket: TicketRead,
    basis: Basis,
    *,
    undo_url: str = "",
    stale: Standing | None = None,
    refusal: GotrsError | None = None,
) -> Response:
    _ = catalogue_of(request).gettext
    labels = {
        "to": _("To"), "cc": _("Cc"), "bcc": _("Bcc"), "subject": _("Subject"), "body": _("Message"),
        "state_id": _("Next state"), "pending_until": _("Pending until"), "time_units": _("Time units"),
        **sealing_labels(request),
    }  # fmt: skip
    states = await next_states(read, ticket)
    pending = {state.id for state in await catalog.list_states(read) if state.type.name in state_types.PENDING}
    sealing = mail_security.SealingChoices()
    if kind.is_mail:
        sealing = await mail_security.sealing_choices(read, principal, QueueId(ticket.queue.id))
    composer = {
        "can_encrypt": sealing.can_encrypt,
        "sign_keys": sign_keys(request, sealing),
        "basis": basis,
        "changes": [(entry, history_text(entry, _)) for entry in stale.changes] if stale else [],
        "draft": draft,
        "errors": errors_of(request, refusal, labels, {"state": "state_id"}) if refusal else FormErrors(),
        "is_rich": await drafts.chosen_format(read) is Format.HTML,
        "is_stale": stale is not None,
        "kind": kind,
        "templates": await templates_for(read, principal, ticket, kind),
        "kinds": [one for one in KINDS.values() if one.action in ticket.allowed or one is kind],
        "states": [(str(id_), _(name)) for id_, name in states],
        "pending_states": [id_ for id_, _name in states if id_ in pending],
        "takes_time": await tickets.takes_time(read),
        "needs_time": await tickets.needs_time(read, principal),
        "undo_url": undo_url,
    }
    status = 422 if request.method == "POST" else 200
    if not wants_fragment(request):
        page = await load_page(request, read, principal, TicketId(ticket.id))
        return show_page(request, principal, page, composer=composer, status=status)
    context = {"composer": composer, "zoom": _address(request, ticket.id), "ticket": ticket}
    trigger = (HxEvent.TICKET_CHANGED,) if undo_url else ()
    return render(request, "agent/ticket/_composer.html", context, status=status, trigger=trigger)
