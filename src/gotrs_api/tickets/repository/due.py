"""Which tickets the periodic jobs look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Select, and_, delete, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.catalog.models import TicketLockType, TicketState, TicketStateType
from gotrs_api.queues.models import Queue
from gotrs_api.tickets.models import Ticket, TicketReminder

_MOST_AT_ONCE: Final = 5000


async def closing_by_itself(session: AsyncSession, state_type: str, states: Sequence[str], until: int) -> list[int]:
    """Ids of tickets in one of these states of this type whose pending time ended before `until` (epoch seconds), by that time."""
    statement = _over(state_type, until).where(TicketState.name.in_(states))
    return list(await session.scalars(statement))


async def to_remind_of(session: AsyncSession, state_type: str, until: int, not_since: datetime) -> list[int]:
    """Ids of tickets in a state of this type whose pending time ended, and with no reminder after `not_since`."""
    statement = (
        _over(state_type, until)
        .outerjoin(
            TicketReminder,
            and_(TicketReminder.ticket_id == Ticket.id, TicketReminder.until_time == Ticket.until_time),
        )
        .where(or_(TicketReminder.reminded_at.is_(None), TicketReminder.reminded_at <= not_since))
    )
    return list(await session.scalars(statement))


async def note_reminder(session: AsyncSession, ticket_id: int, until_time: int, now: datetime) -> None:
    """The caller holds the ticket's row, so nobody else notes it meanwhile."""
    await session.execute(delete(TicketReminder).where(TicketReminder.ticket_id == ticket_id))
    await session.execute(insert(TicketReminder).values(ticket_id=ticket_id, until_time=until_time, reminded_at=now))


def _over(state_type: str, until: int) -> Select[int]:
    return (
        select(Ticket.id)
        .join(TicketState, TicketState.id == Ticket.ticket_state_id)
        .join(TicketStateType, TicketStateType.id == TicketState.type_id)
        .where(TicketStateType.name == state_type, Ticket.until_time <= until)
        .order_by(Ticket.until_time, Ticket.id)
        .limit(_MOST_AT_ONCE)
    )


async def locked_with_timeout(
    session: AsyncSession, state_types: Sequence[str], free_locks: Sequence[str], now: int
) -> list[int]:
    """Ids of tickets locked for longer than their queues allow by wall-clock time; in working time it may be less."""
    statement = (
        select(Ticket.id)
        .join(Queue, Queue.id == Ticket.queue_id)
        .join(TicketState, TicketState.id == Ticket.ticket_state_id)
        .join(TicketStateType, TicketStateType.id == TicketState.type_id)
        .join(TicketLockType, TicketLockType.id == Ticket.ticket_lock_id)
        .where(
            Queue.unlock_timeout > 0,
            Ticket.timeout + Queue.unlock_timeout * 60 <= now,
            TicketStateType.name.in_(state_types),
            TicketLockType.name.not_in(free_locks),
        )
        .order_by(Ticket.timeout, Ticket.id)
        .limit(_MOST_AT_ONCE)
    )
    return list(await session.scalars(statement))
