"""The type of a ticket."""

from __future__ import annotations

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId, TypeId
from gotrs_api.tickets import history_format
from gotrs_api.tickets.events import TicketTypeChanged
from gotrs_api.tickets.history_format import Named
from gotrs_api.tickets.repository.master import Datum
from gotrs_api.tickets.schemas import TicketRead, TicketSetType
from gotrs_api.tickets.service.current import change, current
from gotrs_api.tickets.service.notes import FREE_TEXT, add_note_of
from gotrs_api.tickets.service.opening import answer, open_ticket
from gotrs_api.tickets.service.resolving import one
from gotrs_api.uow import UnitOfWork


async def set_type(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketSetType, *, if_match: str | None = None
) -> TicketRead:
    await open_ticket(uow, principal, ticket_id, "type", if_match=if_match)
    await apply_type(uow, ticket_id, await one(uow, "type", command))
    await add_note_of(uow, principal, ticket_id, command, FREE_TEXT)
    return await answer(uow, principal, ticket_id)


async def apply_type(uow: UnitOfWork, ticket_id: TicketId, type_: Datum) -> None:
    row = await current(uow, ticket_id)
    if row.type_id == type_.id:
        return
    old = Named(row.type_name or "NULL", row.type_id or 0)
    await change(uow, ticket_id, history_format.type_update(Named(type_.name, type_.id), old), type_id=type_.id)
    await uow.emit(
        TicketTypeChanged(
            ticket_id=ticket_id,
            old_type_id=None if row.type_id is None else TypeId(row.type_id),
            new_type_id=TypeId(type_.id),
        )
    )
