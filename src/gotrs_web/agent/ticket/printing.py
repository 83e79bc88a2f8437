"""A ticket on paper: everything below each other, for the browser's own printing (which also makes PDFs)."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.uow.deps import Read
from gotrs_web.agent.ticket.page import load_page
from gotrs_web.agent.ticket.stream import Message, history_text
from gotrs_web.deps import Agent
from gotrs_web.render import render
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/tickets")


@router.get("/{ticket_id}/print", name="agent_ticket_print")
async def show(
    request: Request, principal: Agent, read: Read, ticket_id: int, article: int | None = None, history: bool = False
) -> Response:
    """`article`: that message alone, as OTRS prints it from its menu; `history`: with every line of it at the end."""
    page = await load_page(request, read, principal, TicketId(ticket_id))
    _ = catalogue_of(request).gettext
    messages = [item for item in page.stream if isinstance(item, Message)]
    context = {
        "ticket": page.ticket,
        "zoom": page,
        "messages": [item for item in messages if article in (None, item.article.id)],
        "history": [(entry, history_text(entry, _)) for entry in page.history] if history else [],
        "with_history": history,
        "time_booked": (await tickets.list_time(read, principal, TicketId(ticket_id))).total,
    }
    return render(request, "agent/ticket/print.html", context)
