"""Moving a ticket to another queue."""

from __future__ import annotations

from gotrs_api.catalog import state_types
from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.kernel.ids import QueueId, TicketId
from gotrs_api.tickets import history_format
from gotrs_api.tickets.errors import QueueRightMissing
from gotrs_api.tickets.events import NotificationMove, TicketMoved
from gotrs_api.tickets.history_format import Named
from gotrs_api.tickets.repository.master import Datum
from gotrs_api.tickets.service.current import change, current
from gotrs_api.uow import UnitOfWork


def require_move_into(principal: Principal, queue: Datum) -> None:
    """Raises QueueRightMissing."""
    if not principal.has_right(queue.group_id, QueueRight.MOVE_INTO):
        raise QueueRightMissing(queue=queue.name, right=QueueRight.MOVE_INTO.value)


async def apply_queue(uow: UnitOfWork, ticket_id: TicketId, queue: Datum) -> None:
    row = await current(uow, ticket_id)
    if row.queue_id == queue.id:
        return
    line = history_format.move(Named(queue.name, queue.id), Named(row.queue_name, row.queue_id))
    await change(uow, ticket_id, line, queue_id=queue.id)
    if row.state_type != state_types.CLOSED:
        await uow.emit(NotificationMove(ticket_id=ticket_id))
    await uow.emit(TicketMoved(ticket_id=ticket_id, old_queue_id=QueueId(row.queue_id), new_queue_id=QueueId(queue.id)))
