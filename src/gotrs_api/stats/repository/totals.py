"""Counts of all tickets, whatever their age: out of one index, and asked for at most once a minute (see the service)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.catalog.models import TicketState
from gotrs_api.identity.models import User
from gotrs_api.queues.models import Queue
from gotrs_api.tickets.models import Ticket

if TYPE_CHECKING:
    from gotrs_api.tickets.repository.visibility import Visibility

_VALID_AGENTS = select(func.count()).select_from(User).where(User.valid_id == 1)
_STATEMENTS: dict[str, Select[*tuple[Any, ...]]] = {}


async def by_state_and_queue(session: AsyncSession, visibility: Visibility) -> Sequence[Any]:
    """state_id, state_name, queue_id, queue_name, tickets."""
    statement = _STATEMENTS.get(visibility.variant)
    if statement is None:
        statement = _STATEMENTS.setdefault(visibility.variant, _by_state_and_queue(visibility))
    return (await session.execute(statement, visibility.parameters)).all()


def _by_state_and_queue(visibility: Visibility) -> Select[*tuple[Any, ...]]:
    counted = (
        select(Ticket.ticket_state_id, Ticket.queue_id, func.count().label("tickets"))
        .where(visibility.predicate)
        .group_by(Ticket.ticket_state_id, Ticket.queue_id)
        .subquery("counted")
    )
    return (
        select(
            TicketState.id.label("state_id"),
            TicketState.name.label("state_name"),
            Queue.id.label("queue_id"),
            Queue.name.label("queue_name"),
            counted.c.tickets,
        )
        .select_from(counted)
        .join(TicketState, TicketState.id == counted.c.ticket_state_id)
        .join(Queue, Queue.id == counted.c.queue_id)
        .order_by(TicketState.name, Queue.name)
    )


async def valid_agents(session: AsyncSession) -> int:
    return await session.scalar(_VALID_AGENTS) or 0
