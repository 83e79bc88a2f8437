"""The moment at which a pending state ends."""

from __future__ import annotations

from datetime import datetime

from gotrs_api.catalog import state_types
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import history_format
from gotrs_api.tickets.errors import InvalidTicketChange
from gotrs_api.tickets.events import TicketPendingTimeChanged
from gotrs_api.tickets.service.current import change, current
from gotrs_api.tickets.service.switches import otrs_zone
from gotrs_api.uow import UnitOfWork


def require_fitting(uow: UnitOfWork, state_type: str, until: datetime | None) -> None:
    """Pending states need a time in the future, others have none. Raises InvalidTicketChange."""
    if state_type in state_types.PENDING:
        if until is None:
            raise InvalidTicketChange.field("/pending_until", "required", "Pending states need a time.")
        require_future(uow, until)
    elif until is not None:
        raise InvalidTicketChange.field("/pending_until", "not_pending", "Only pending states have a time.")


def require_future(uow: UnitOfWork, until: datetime) -> None:
    """Raises InvalidTicketChange."""
    if until <= uow.clock.now():
        raise InvalidTicketChange.field("/pending_until", "past", "The pending time lies in the past.")


async def apply_pending_time(
    uow: UnitOfWork, ticket_id: TicketId, until: datetime | None, *, even_if_unchanged: bool = False
) -> None:
    """OTRS's reset after a change of state writes its history row every time: `even_if_unchanged`."""
    row = await current(uow, ticket_id)
    epoch = int(until.timestamp()) if until else 0
    if row.until_time == epoch and not even_if_unchanged:
        return
    line = history_format.set_pending_time(until, await otrs_zone(uow))
    await change(uow, ticket_id, line, until_time=epoch)
    await uow.emit(TicketPendingTimeChanged(ticket_id=ticket_id, until=epoch))
