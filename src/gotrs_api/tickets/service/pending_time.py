"""The moment at which a pending state ends."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import history_format
from gotrs_api.tickets.errors import InvalidTicketChange
from gotrs_api.tickets.events import TicketPendingTimeChanged
from gotrs_api.tickets.service.current import change, current
from gotrs_api.tickets.service.switches import otrs_zone
from gotrs_api.uow import UnitOfWork

PENDING_TYPES: Final = ("pending reminder", "pending auto")


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
