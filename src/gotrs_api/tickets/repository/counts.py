"""Counts of open tickets by queue, out of indexes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.queues.models import Queue
from gotrs_api.tickets.models import Ticket


def _expanding(name: str, column: Any) -> Any:
    return bindparam(name, expanding=True, type_=column.type)


# Groups first, names afterwards: the inner statement reads nothing but the ticket table. States come as ids: only then does
# the database know how few tickets are open, and takes the index.
_COUNTED = (
    select(
        Ticket.queue_id,
        func.count().label("open"),
        func.sum(case((Ticket.ticket_state_id.in_(_expanding("new", Ticket.ticket_state_id)), 1), else_=0)).label(
            "new"
        ),
        func.sum(case((Ticket.ticket_lock_id.in_(_expanding("free", Ticket.ticket_lock_id)), 1), else_=0)).label(
            "unlocked"
        ),
    )
    .where(Ticket.ticket_state_id.in_(_expanding("states", Ticket.ticket_state_id)), Ticket.archive_flag == 0)
    .group_by(Ticket.queue_id)
)
_READABLE = Ticket.queue_id.in_(select(Queue.id).where(Queue.group_id.in_(_expanding("groups", Queue.group_id))))


def _named(counted: Any) -> Select[*tuple[Any, ...]]:
    inner = counted.subquery("counted")
    return (
        select(inner.c.queue_id, Queue.name.label("queue_name"), inner.c.open, inner.c.new, inner.c.unlocked)
        .join(Queue, Queue.id == inner.c.queue_id)
        .order_by(Queue.name)
    )


_ALL, _BY_GROUPS = _named(_COUNTED), _named(_COUNTED.where(_READABLE))


async def by_queue(
    session: AsyncSession,
    groups: Sequence[int] | None,
    *,
    states: Sequence[int],
    new: Sequence[int],
    free: Sequence[int],
) -> Sequence[Any]:
    """queue_id, queue_name, open, new, unlocked; `groups` None counts every queue (the system). Ids all of them."""
    parameters: dict[str, Any] = {"states": list(states), "new": list(new), "free": list(free)}
    if groups is None:
        return (await session.execute(_ALL, parameters)).all()
    return (await session.execute(_BY_GROUPS, parameters | {"groups": list(groups)})).all()
