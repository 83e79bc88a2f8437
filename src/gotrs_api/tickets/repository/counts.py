"""The open tickets of the whole site, counted once for everybody; the service adds up what an agent may see."""

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


# Answered from one covering index (see `db.hot_indexes`). States are given as ids: only then can the database tell how
# few tickets are open.
_COUNTED: Final = (
    select(*_ALIKE, func.count(), _over(Ticket.escalation_time), _over(Ticket.until_time))
    .where(Ticket.ticket_state_id.in_(bindparam("states", expanding=True, type_=Ticket.ticket_state_id.type)))
    .group_by(*_ALIKE)
)


async def open_counts(session: AsyncSession, states: Sequence[int], now: int) -> list[OpenCount]:
    """The tickets in these states, counted at `now` (epoch seconds)."""
    rows = await session.execute(_COUNTED, {"states": list(states), "now": now})
    return [OpenCount(*map(int, row)) for row in rows]
