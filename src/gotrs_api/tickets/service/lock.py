"""Locks: who works on a ticket, taken by hand or by entering a screen, given back by hand or by a timeout."""

from __future__ import annotations

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId, UserId
from gotrs_api.tickets.permissions import Action
from gotrs_api.tickets.schemas import TicketLock, TicketRead, TicketUnlock
from gotrs_api.tickets.service.locking import LOCK, UNLOCK, apply_lock
from gotrs_api.tickets.service.notes import FREE_TEXT, add_note_of
from gotrs_api.tickets.service.opening import answer, open_ticket
from gotrs_api.tickets.service.owner import apply_owner
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.uow import ReadUow, UnitOfWork


async def lock_ticket(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketLock, *, if_match: str | None = None
) -> TicketRead:
    """Locks for the caller, who becomes the owner. Raises TicketLockedByOther."""
    row = await open_ticket(uow, principal, ticket_id, "lock", if_match=if_match)
    if row.lock_name in (await switches_of(uow)).free_locks:
        await _take(uow, principal, ticket_id)
    await add_note_of(uow, principal, ticket_id, command, FREE_TEXT)
    return await answer(uow, principal, ticket_id)


async def unlock_ticket(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketUnlock, *, if_match: str | None = None
) -> TicketRead:
    """Only owner and responsible unlock a locked ticket. Raises TicketLockedByOther."""
    await open_ticket(uow, principal, ticket_id, "unlock", if_match=if_match)
    await apply_lock(uow, ticket_id, UNLOCK)
    await add_note_of(uow, principal, ticket_id, command, FREE_TEXT)
    return await answer(uow, principal, ticket_id)


async def enter_screen(uow: UnitOfWork, principal: Principal, ticket_id: TicketId, action: str) -> TicketRead:
    """What entering OTRS's screen of this action does: where it needs a lock, a free ticket is locked and owned.

    Only screens call this; the API never locks by itself. Raises as the action itself would. The screen keeps the
    former owner for `leave_screen`.
    """
    row = await open_ticket(uow, principal, ticket_id, action)
    switches = await switches_of(uow)
    if switches.rule_of(action).takes_lock and row.lock_name in switches.free_locks:
        await _take(uow, principal, ticket_id)
    return await answer(uow, principal, ticket_id)


async def screen_rule(uow: ReadUow, action: str) -> Action:
    """What the screen of this action asks for on this site."""
    return (await switches_of(uow)).rule_of(action)


async def leave_screen(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, *, previous_owner_id: UserId
) -> TicketRead:
    """The screen's "undo": unlock again and give the ticket back to its former owner."""
    await open_ticket(uow, principal, ticket_id, "unlock")
    await apply_lock(uow, ticket_id, UNLOCK)
    await apply_owner(uow, ticket_id, previous_owner_id)
    return await answer(uow, principal, ticket_id)


async def _take(uow: UnitOfWork, principal: Principal, ticket_id: TicketId) -> None:
    await apply_lock(uow, ticket_id, LOCK)
    await apply_owner(uow, ticket_id, principal.user_id)
