"""The priority of a ticket."""

from __future__ import annotations

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import PriorityId, TicketId
from gotrs_api.tickets import history_format
from gotrs_api.tickets.events import TicketPriorityChanged
from gotrs_api.tickets.history_format import Named
from gotrs_api.tickets.repository.master import Datum
from gotrs_api.tickets.schemas import TicketRead, TicketSetPriority
from gotrs_api.tickets.service.current import change, current
from gotrs_api.tickets.service.notes import PRIORITY, add_note_of
from gotrs_api.tickets.service.opening import answer, open_ticket
from gotrs_api.tickets.service.resolving import one
from gotrs_api.uow import UnitOfWork


async def set_priority(
    uow: UnitOfWork,
    principal: Principal,
    ticket_id: TicketId,
    command: TicketSetPriority,
    *,
    if_match: str | None = None,
) -> TicketRead:
    await open_ticket(uow, principal, ticket_id, "priority", if_match=if_match)
    priority = await one(uow, "priority", command)
    await add_note_of(uow, principal, ticket_id, command, PRIORITY)
    await apply_priority(uow, ticket_id, priority)
    return await answer(uow, principal, ticket_id)


async def apply_priority(uow: UnitOfWork, ticket_id: TicketId, priority: Datum) -> None:
    row = await current(uow, ticket_id)
    if row.priority_id == priority.id:
        return
    line = history_format.priority_update(Named(priority.name, priority.id), Named(row.priority_name, row.priority_id))
    await change(uow, ticket_id, line, ticket_priority_id=priority.id)
    await uow.emit(
        TicketPriorityChanged(
            ticket_id=ticket_id,
            old_priority_id=PriorityId(row.priority_id),
            new_priority_id=PriorityId(priority.id),
        )
    )
