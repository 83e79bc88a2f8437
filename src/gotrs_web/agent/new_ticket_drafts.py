"""New tickets that somebody began: kept on the server while one writes, offered on return, gone once the ticket is there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.datastructures import FormData

from gotrs_api.identity.principal import Principal
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.errors import DraftNotFound
from gotrs_api.tickets.schemas import FormDraftRead, FormDraftWrite
from gotrs_api.tickets.service.drafts import NOT_YET
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.deps import Uow
from gotrs_web.agent.draft_addresses import ACTION, DRAFT
from gotrs_web.agent.new_ticket_form import TicketKind
from gotrs_web.agent.numbers import numbers_of
from gotrs_web.csrf import FIELD
from gotrs_web.deps import Agent
from gotrs_web.forms import number
from gotrs_web.render import redirect
from gotrs_web.view import View, catalogue_of

router = APIRouter(prefix="/agent/tickets/new")
_OF_THE_FORM_ONLY: Final = frozenset({DRAFT, FIELD})


@router.post("/{kind}/drafts", name="new_ticket_draft_save")
async def save(request: Request, principal: Agent, uow: Uow, kind: TicketKind) -> Response:
    """By a script while one writes, which wants the draft's number back; by the button "Put aside" otherwise."""
    saved = await _keep(uow, principal, kind, await request.form())
    _ = catalogue_of(request).gettext
    if "application/json" in request.headers.get("accept", ""):
        at = View(request).format.moment(saved.changed, "time", saved.changed)
        return JSONResponse({"id": saved.id, "text": _("Draft saved {time}", time=at)})
    return redirect(request, "/agent/drafts", toast=_("Put aside. You find it in the list of your drafts."))


@router.post("/{kind}/drafts/{draft_id}/removal", name="new_ticket_draft_removal")
async def throw_away(request: Request, principal: Agent, uow: Uow, kind: TicketKind, draft_id: int) -> Response:
    await drop(uow, principal, draft_id)
    said = catalogue_of(request).gettext("The draft is thrown away.")
    return redirect(request, f"/agent/tickets/new/{kind.value}", toast=said)


async def offers(request: Request, read: ReadUow, principal: Principal, kind: TicketKind) -> Sequence[FormDraftRead]:
    """What was begun in this form and not sent, newest first. Asks nothing where the toolbar has counted no draft."""
    if not (await numbers_of(request, read, principal)).drafts:
        return ()
    found = await tickets.list_drafts(read, principal, NOT_YET)
    return [one for one in found if one.action == ACTION + kind.value and one.content is not None]


async def opened(read: ReadUow, principal: Principal, draft_id: int) -> FormData:
    """The form as it was put aside. Raises DraftNotFound."""
    saved = await tickets.read_draft(read, principal, NOT_YET, draft_id)
    if saved.content is None:
        raise DraftNotFound
    return FormData(
        [(name, str(one)) for name, values in saved.content.items() if isinstance(values, list) for one in values]
    )


async def drop(uow: UnitOfWork, principal: Principal, draft_id: int | None) -> None:
    if draft_id is not None:
        with suppress(DraftNotFound):
            await tickets.delete_draft(uow, principal, NOT_YET, draft_id)


async def _keep(uow: UnitOfWork, principal: Principal, kind: TicketKind, form: FormData) -> FormDraftRead:
    names = [name for name in dict.fromkeys(form) if name not in _OF_THE_FORM_ONLY]
    content = {name: [one for one in form.getlist(name) if isinstance(one, str)] for name in names}
    title = str(form.get("subject", "")).strip()[:255]
    command = FormDraftWrite.model_validate(
        {"action": ACTION + kind.value, "title": title or None, "content": {k: v for k, v in content.items() if any(v)}}
    )
    draft_id = number(str(form.get(DRAFT, "")))
    if draft_id is not None:
        with suppress(DraftNotFound):
            return await tickets.replace_draft(uow, principal, NOT_YET, draft_id, command)
    return await tickets.save_draft(uow, principal, NOT_YET, command)
