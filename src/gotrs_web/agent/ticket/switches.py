"""What takes one press: watch, lock and their opposites."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketLock, TicketUnlock, TicketUnwatch, TicketWatch
from gotrs_api.uow.deps import Uow
from gotrs_web.agent.ticket.answering import changed
from gotrs_web.deps import Agent
from gotrs_web.hx_events import HxEvent
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/tickets")


@router.post("/{ticket_id}/watch", name="agent_ticket_watch")
async def watch(request: Request, principal: Agent, uow: Uow, ticket_id: int) -> Response:
    await tickets.watch_ticket(uow, principal, TicketId(ticket_id), TicketWatch())
    _ = catalogue_of(request).gettext
    return changed(request, ticket_id, _("You watch this ticket now."), (HxEvent.TICKET_WATCHERS_CHANGED,))


@router.post("/{ticket_id}/unwatch", name="agent_ticket_unwatch")
async def unwatch(request: Request, principal: Agent, uow: Uow, ticket_id: int) -> Response:
    await tickets.unwatch_ticket(uow, principal, TicketId(ticket_id), TicketUnwatch())
    _ = catalogue_of(request).gettext
    return changed(request, ticket_id, _("You no longer watch this ticket."), (HxEvent.TICKET_WATCHERS_CHANGED,))


@router.post("/{ticket_id}/lock", name="agent_ticket_lock")
async def lock(request: Request, principal: Agent, uow: Uow, ticket_id: int) -> Response:
    await tickets.lock_ticket(uow, principal, TicketId(ticket_id), TicketLock())
    _ = catalogue_of(request).gettext
    events = (HxEvent.TICKET_LOCK_CHANGED, HxEvent.TICKET_OWNER_CHANGED)
    return changed(request, ticket_id, _("The ticket is locked for you."), events)


@router.post("/{ticket_id}/unlock", name="agent_ticket_unlock")
async def unlock(request: Request, principal: Agent, uow: Uow, ticket_id: int) -> Response:
    await tickets.unlock_ticket(uow, principal, TicketId(ticket_id), TicketUnlock())
    _ = catalogue_of(request).gettext
    return changed(request, ticket_id, _("The ticket is free to take."), (HxEvent.TICKET_LOCK_CHANGED,))
