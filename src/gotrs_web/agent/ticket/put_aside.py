"""Composers put aside: kept on the server while one writes, opened again, thrown away, given to somebody else."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import JsonValue
from starlette.datastructures import FormData, UploadFile

from gotrs_api.articles.schemas import ArticleRead
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.errors import DraftNotFound
from gotrs_api.tickets.schemas import FormDraftHandover, FormDraftRead, FormDraftWrite
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.agent.draft_addresses import ACTION, DRAFT, address_of
from gotrs_web.agent.ticket.answering import changed
from gotrs_web.agent.ticket.drafting import KINDS, RECIPIENTS, Draft, lines_of
from gotrs_web.agent.ticket.lost_updates import ETAG, LAST_ENTRY, Basis
from gotrs_web.deps import Agent
from gotrs_web.forms import errors_of, number
from gotrs_web.hx_events import HxEvent
from gotrs_web.render import Toast, redirect, render
from gotrs_web.rich_text import RichText
from gotrs_web.uploads import KEPT, kept_files
from gotrs_web.view import View, catalogue_of

router = APIRouter(prefix="/agent")
_TEXTS = (
    "subject", "body", "body_format", "state_id", "pending_until", "time_units", "sign_key", "encrypt", "article_id",
    ETAG, LAST_ENTRY,
)  # fmt: skip


@router.get("/drafts", name="agent_drafts")
async def show_all(request: Request, principal: Agent, read: Read) -> Response:
    """Every draft of one's own; the bar at the foot alone, when HTMX asks for it."""
    return await _list(request, read, principal)


@router.post("/tickets/{ticket_id}/drafts/{kind}", name="agent_draft_save")
async def save(request: Request, principal: Agent, uow: Uow, ticket_id: int, kind: str) -> Response:
    """While one writes by a script, which wants the draft's number back; by the button "Put aside" otherwise."""
    form = await request.form()
    saved = await keep(uow, principal, TicketId(ticket_id), kind, form)
    _ = catalogue_of(request).gettext
    if "application/json" in request.headers.get("accept", ""):
        at = View(request).format.moment(saved.changed, "time", saved.changed)
        return JSONResponse({"id": saved.id, "text": _("Draft saved {time}", time=at)})
    return changed(request, ticket_id, _("Put aside. You find it in the list of your drafts."), anchor="#composer")


@router.post("/tickets/{ticket_id}/drafts/{draft_id}/removal", name="agent_draft_removal")
async def throw_away(request: Request, principal: Agent, uow: Uow, ticket_id: int, draft_id: int) -> Response:
    with suppress(DraftNotFound):
        await tickets.delete_draft(uow, principal, TicketId(ticket_id), draft_id)
    said = catalogue_of(request).gettext("The draft is thrown away.")
    return changed(request, ticket_id, said, (HxEvent.DRAFTS_CHANGED,))


@router.post("/tickets/{ticket_id}/drafts/{draft_id}/handover", name="agent_draft_handover")
async def hand_over(request: Request, principal: Agent, read: Read, ticket_id: int, draft_id: int) -> Response:
    """422 with the list again when nobody has this login, or may not see the ticket."""
    to = str((await request.form()).get("to", "")).strip()
    _ = catalogue_of(request).gettext
    try:
        if not to:
            raise InvalidInput.field("/to", "required", "This is required.")
        async with read.site.uow(acting_id=principal.user_id) as uow:
            command = FormDraftHandover(to=to)
            await tickets.hand_over_draft(uow, principal, TicketId(ticket_id), draft_id, command)
    except InvalidInput as refusal:
        said = errors_of(request, refusal, {"to": _("Give to")}).at("to")
        return await _list(request, read, principal, refused=draft_id, error=" ".join(said), typed=to)
    return redirect(request, "/agent/drafts", toast=Toast(_("{name} has the draft now.", name=to)))


async def keep(uow: UnitOfWork, principal: Principal, ticket_id: TicketId, kind: str, form: FormData) -> FormDraftRead:
    """A new one, or the one that the form was opened from. Raises as `save_draft` does."""
    content: dict[str, JsonValue] = {name: str(form.get(name, "")) for name in _TEXTS}
    for name in RECIPIENTS:
        content[name] = ", ".join(str(value) for value in form.getlist(name))
    content["visible"] = "visible" in form
    content[KEPT] = [str(value) for value in form.getlist(KEPT)]
    title = (str(form.get("subject", "")).strip() or None) if kind in KINDS else None
    command = FormDraftWrite(
        action=kind if kind in KINDS else "note", title=(title or "")[:255] or None, content=content
    )
    draft_id = number(str(form.get(DRAFT, "")))
    if draft_id is not None:
        with suppress(DraftNotFound):
            return await tickets.replace_draft(uow, principal, ticket_id, draft_id, command)
    return await tickets.save_draft(uow, principal, ticket_id, command)


def form_of(article: ArticleRead, html: str | None, *, with_files: bool) -> FormData:
    """The composer's form as it was when this article was sent; its files stay with the article. `with_files`: it is this
    article then that is forwarded, and its files go along."""
    texts: list[tuple[str, str | UploadFile]] = [
        (name, str(getattr(article, name))) for name in ("subject", "body", "to", "cc", "bcc")
    ]
    if with_files:
        texts.append(("article_id", str(article.id)))
    if article.visible_for_customer:
        texts.append(("visible", "visible"))
    return FormData([*texts, ("body", html), ("body_format", "html")] if html else texts)


async def opened(
    request: Request, read: ReadUow, principal: Principal, ticket_id: TicketId, draft_id: int
) -> tuple[Draft, Basis | None]:
    """What was put aside, and what its writer had seen then. Raises DraftNotFound, also for one that only OTRS can read."""
    saved = await tickets.read_draft(read, principal, ticket_id, draft_id)
    if saved.content is None:
        raise DraftNotFound
    content: dict[str, Any] = saved.content
    texts = {name: str(content.get(name) or "") for name in _TEXTS}
    kept = content.get(KEPT)
    files = FormData([(KEPT, str(one)) for one in kept]) if isinstance(kept, list) else FormData()
    draft = Draft(
        subject=texts["subject"],
        body=RichText.of_form(FormData([("body", texts["body"]), ("body_format", texts["body_format"])]), "body"),
        to=lines_of(str(content.get("to") or "")),
        cc=lines_of(str(content.get("cc") or "")),
        bcc=lines_of(str(content.get("bcc") or "")),
        state_id=texts["state_id"],
        pending_until=texts["pending_until"],
        time_units=texts["time_units"],
        sign_key=texts["sign_key"],
        encrypt=texts["encrypt"],
        visible=bool(content.get("visible")),
        article_id=number(texts["article_id"], 63),
        files=await kept_files(request, principal, files),
        id=saved.id,
    )
    basis = Basis(texts[ETAG], number(texts[LAST_ENTRY], 63) or 0) if texts[ETAG] else None
    return draft, basis


async def _list(
    request: Request, read: ReadUow, principal: Principal, *, refused: int = 0, error: str = "", typed: str = ""
) -> Response:
    context = {
        "drafts": [
            (one, address_of(TicketId(one.ticket_id), one.action, one.id, KINDS), one.action.removeprefix(ACTION))
            for one in await tickets.own_drafts(read, principal)
        ],
        "kinds": KINDS,
        "refused": refused,
        "error": error,
        "typed": typed,
    }
    return render(
        request, "agent/drafts/index.html", context, fragment="layouts/_foot.html", status=422 if error else 200
    )
