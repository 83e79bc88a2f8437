"""What an open ticket's page hears of the others: what they changed since, and who is here."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.kernel.ids import SYSTEM_USER_ID, TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.errors import TicketNotFound
from gotrs_api.tickets.schemas import HistoryEntry
from gotrs_api.uow.deps import Read
from gotrs_web.agent.ticket.stream import history_text
from gotrs_web.deps import Agent
from gotrs_web.hx_events import HxEvent
from gotrs_web.render import empty, redirect, render, wants_fragment
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/tickets/{ticket_id}")
TOLD = 3


@router.get("/news", name="agent_ticket_news")
async def show_news(
    request: Request, principal: Agent, read: Read, ticket_id: int, since: int = 0, show: bool = False
) -> Response:
    """What others did after the history row `since`; with `show` the page's parts are told to load themselves anew."""
    if not wants_fragment(request):
        return redirect(request, f"/agent/tickets/{ticket_id}")
    if show:
        return empty(request, trigger=(HxEvent.TICKET_CHANGED, HxEvent.ARTICLE_ADDED))
    later: list[HistoryEntry] = []
    is_gone = False
    try:
        history = await tickets.list_history(read, principal, TicketId(ticket_id))
        later = [entry for entry in history if entry.id > since and entry.created_by.id != principal.user_id]
    except TicketNotFound:
        is_gone = True
    translate = catalogue_of(request).gettext
    context = {
        "ticket_id": ticket_id,
        "is_gone": is_gone,
        "n": len(later),
        "names": list(dict.fromkeys(one.created_by.name for one in later if one.created_by.id != SYSTEM_USER_ID)),
        "told": [history_text(entry, translate) for entry in later[-TOLD:]],
    }
    return render(request, "agent/ticket/_news.html", context)


@router.post("/presence", name="agent_ticket_presence")
async def be_present(request: Request, principal: Agent, read: Read, ticket_id: int) -> Response:
    """Every few seconds from an open page, with `writing` or `leaving`; answers with the others."""
    form = await request.form()
    if form.get("leaving"):
        await tickets.leave_presence(read, principal, TicketId(ticket_id))
        return empty(request)
    others = await tickets.be_present(read, principal, TicketId(ticket_id), is_writing=form.get("writing") == "1")
    return render(request, "agent/ticket/_presence.html", {"others": others})
