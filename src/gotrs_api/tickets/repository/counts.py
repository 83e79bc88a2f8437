"""The open tickets of the whole site, counted once for everybody: what an agent may see of it, the service adds up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.schemas.numbers import OpenCount

_NOW: Final = bindparam("now", type_=Ticket.until_time.type)
_ALIKE: Final = (
    Ticket.queue_id,
    Ticket.ticket_state_id,
    Ticket.ticket_lock_id,
    Ticket.ticket_priority_id,
    Ticket.archive_flag,
)


def _over(column: Any) -> ColumnElement[int]:
    return func.sum(case(((column > 0) & (column <= _NOW), 1), else_=0))


# Out of one index that covers it (see `db.hot_indexes`). States come as ids: only then does the database know how few
# tickets are open.
_COUNTED: Final = (
    select(*_ALIKE, func.count(), _over(Ticket.escalation_time), _over(Ticket.until_time))
    .where(Ticket.ticket_state_id.in_(bindparam("states", expanding=True, type_=Ticket.ticket_state_id.type)))
    .group_by(*_ALIKE)
)


async def open_counts(session: AsyncSession, states: Sequence[int], now: int) -> list[OpenCount]:
    """Of the tickets in these states, at this moment (epoch seconds)."""
    rows = await session.execute(_COUNTED, {"states": list(states), "now": now})
    return [OpenCount(*map(int, row)) for row in rows]
