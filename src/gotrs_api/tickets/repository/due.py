"""Which tickets the periodic jobs look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.catalog.models import TicketLockType, TicketState, TicketStateType
from gotrs_api.queues.models import Queue
from gotrs_api.tickets.models import Ticket

_MOST_AT_ONCE: Final = 5000


async def pending(session: AsyncSession, state_type: str, until: int) -> list[int]:
    """In a state of this type whose time is over at `until` (epoch seconds), by that time."""
    statement = (
        select(Ticket.id)
        .join(TicketState, TicketState.id == Ticket.ticket_state_id)
        .join(TicketStateType, TicketStateType.id == TicketState.type_id)
        .where(TicketStateType.name == state_type, Ticket.until_time <= until)
        .order_by(Ticket.until_time, Ticket.id)
        .limit(_MOST_AT_ONCE)
    )
    return list(await session.scalars(statement))


async def locked_with_timeout(
    session: AsyncSession, state_types: Sequence[str], free_locks: Sequence[str]
) -> list[int]:
    statement = (
        select(Ticket.id)
        .join(Queue, Queue.id == Ticket.queue_id)
        .join(TicketState, TicketState.id == Ticket.ticket_state_id)
        .join(TicketStateType, TicketStateType.id == TicketState.type_id)
        .join(TicketLockType, TicketLockType.id == Ticket.ticket_lock_id)
        .where(
            Queue.unlock_timeout > 0,
            TicketStateType.name.in_(state_types),
            TicketLockType.name.not_in(free_locks),
        )
        .order_by(Ticket.timeout, Ticket.id)
        .limit(_MOST_AT_ONCE)
    )
    return list(await session.scalars(statement))


async def count_all(session: AsyncSession) -> int:
    return (await session.execute(select(func.count()).select_from(Ticket))).scalar_one()


async def next_ids(session: AsyncSession, after_id: int, limit: int) -> list[int]:
    return list(await session.scalars(select(Ticket.id).where(Ticket.id > after_id).order_by(Ticket.id).limit(limit)))
