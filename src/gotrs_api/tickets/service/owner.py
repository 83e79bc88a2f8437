"""Owner and responsible of a ticket."""

from __future__ import annotations

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import SYSTEM_USER_ID, TicketId, UserId
from gotrs_api.tickets import history_format
from gotrs_api.tickets.events import (
    NotificationOwnerUpdate,
    NotificationResponsibleUpdate,
    TicketOwnerChanged,
    TicketResponsibleChanged,
)
from gotrs_api.tickets.schemas import TicketAssign, TicketRead, TicketSetResponsible
from gotrs_api.tickets.service.current import add_lines, change, current
from gotrs_api.tickets.service.locking import LOCK, apply_lock
from gotrs_api.tickets.service.notes import OWNER, RESPONSIBLE, add_note_of
from gotrs_api.tickets.service.opening import answer, open_ticket
from gotrs_api.tickets.service.possible import require_possible_owner
from gotrs_api.tickets.service.resolving import one, pointer
from gotrs_api.uow import UnitOfWork


async def assign_ticket(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketAssign, *, if_match: str | None = None
) -> TicketRead:
    """As OTRS's owner screen: the ticket is locked for its new owner. Assigning to user 1 leaves the lock as it is.

    The new owner needs `owner` or `rw` on the queue, unless `Ticket::ChangeOwnerToEveryone` (InvalidTicketChange).
    """
    row = await open_ticket(uow, principal, ticket_id, "assign", if_match=if_match)
    new = await one(uow, "owner", command)
    if new.id != row.owner_id:
        await require_possible_owner(uow, row.group_id, UserId(new.id), "owner", pointer(command, "owner"))
    if new.id != SYSTEM_USER_ID:
        await apply_lock(uow, ticket_id, LOCK)
    await apply_owner(uow, ticket_id, UserId(new.id))
    await add_note_of(uow, principal, ticket_id, command, OWNER)
    return await answer(uow, principal, ticket_id)


async def set_responsible(
    uow: UnitOfWork,
    principal: Principal,
    ticket_id: TicketId,
    command: TicketSetResponsible,
    *,
    if_match: str | None = None,
) -> TicketRead:
    """As for owners, with the right `responsible`."""
    row = await open_ticket(uow, principal, ticket_id, "responsible", if_match=if_match)
    new = await one(uow, "responsible", command)
    if new.id != row.responsible_id:
        await require_possible_owner(uow, row.group_id, UserId(new.id), "responsible", pointer(command, "responsible"))
    await apply_responsible(uow, ticket_id, UserId(new.id))
    await add_note_of(uow, principal, ticket_id, command, RESPONSIBLE)
    return await answer(uow, principal, ticket_id)


async def apply_owner(uow: UnitOfWork, ticket_id: TicketId, owner_id: UserId, *, notify: bool = True) -> None:
    before = await current(uow, ticket_id)
    if before.owner_id == owner_id:
        return
    row = await change(uow, ticket_id, user_id=owner_id)
    await add_lines(uow, ticket_id, history_format.owner_update(row.owner_login, owner_id))
    if notify:
        skip = (UserId(uow.acting_id),) if uow.acting_id == owner_id else ()
        await uow.emit(NotificationOwnerUpdate(ticket_id=ticket_id, skip_user_ids=skip))
    await uow.emit(TicketOwnerChanged(ticket_id=ticket_id, old_owner_id=UserId(before.owner_id), new_owner_id=owner_id))


async def apply_responsible(
    uow: UnitOfWork, ticket_id: TicketId, responsible_id: UserId, *, notify: bool = True
) -> None:
    before = await current(uow, ticket_id)
    if before.responsible_id == responsible_id:
        return
    row = await change(uow, ticket_id, responsible_user_id=responsible_id)
    await add_lines(uow, ticket_id, history_format.responsible_update(row.responsible_login, responsible_id))
    if notify:
        skip = (UserId(uow.acting_id),) if uow.acting_id == responsible_id else ()
        await uow.emit(NotificationResponsibleUpdate(ticket_id=ticket_id, skip_user_ids=skip))
    await uow.emit(
        TicketResponsibleChanged(
            ticket_id=ticket_id,
            old_responsible_id=UserId(before.responsible_id),
            new_responsible_id=responsible_id,
        )
    )
