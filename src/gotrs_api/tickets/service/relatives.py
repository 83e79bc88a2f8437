"""Parents and children of tickets."""

from __future__ import annotations

from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.events import TicketAllChildrenClosed
from gotrs_api.tickets.repository import relations
from gotrs_api.uow import UnitOfWork


async def tell_parents(uow: UnitOfWork, ticket_id: TicketId) -> None:
    """Fire TicketAllChildrenClosed on every parent whose children are all closed, merged or removed."""
    for parent_id in await relations.parents(uow.session, ticket_id):
        if not await relations.has_open_child(uow.session, parent_id):
            await uow.emit(TicketAllChildrenClosed(ticket_id=TicketId(parent_id)))
