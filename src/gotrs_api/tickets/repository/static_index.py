"""OTRS's static queue index: `ticket_index` and `ticket_lock_index`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Select, Table, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.catalog.models import TicketLockType, TicketState, TicketStateType
from gotrs_api.queues.models import Queue
from gotrs_api.tickets.models import Ticket, TicketIndex, TicketLockIndex

_INDEX, _LOCKS = cast(Table, TicketIndex.__table__), cast(Table, TicketLockIndex.__table__)
_COLUMNS = ("ticket_id", "queue_id", "queue", "group_id", "s_lock", "s_state", "create_time")


async def renew(session: AsyncSession, state_types: Sequence[str], free_locks: Sequence[str], ticket_id: int) -> None:
    """The rows of one ticket as it stands now."""
    for table in (_INDEX, _LOCKS):
        await session.execute(delete(table).where(table.c.ticket_id == ticket_id))
    await _fill(
        session, _open(state_types).where(Ticket.id == ticket_id), _locked(free_locks).where(Ticket.id == ticket_id)
    )


async def renew_all(session: AsyncSession, state_types: Sequence[str], free_locks: Sequence[str]) -> None:
    """Both tables anew, in four statements."""
    for table in (_INDEX, _LOCKS):
        await session.execute(delete(table))
    await _fill(session, _open(state_types), _locked(free_locks))


async def _fill(session: AsyncSession, tickets: Select[*tuple[Any, ...]], locked: Select[*tuple[Any, ...]]) -> None:
    await session.execute(insert(_INDEX).from_select(_COLUMNS, tickets))
    await session.execute(insert(_LOCKS).from_select(("ticket_id",), locked))


def _open(state_types: Sequence[str]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Ticket.id, Ticket.queue_id, Queue.name, Queue.group_id, TicketLockType.name, TicketState.name,
            Ticket.create_time,
        )
        .join(Queue, Queue.id == Ticket.queue_id)
        .join(TicketLockType, TicketLockType.id == Ticket.ticket_lock_id)
        .join(TicketState, TicketState.id == Ticket.ticket_state_id)
        .join(TicketStateType, TicketStateType.id == TicketState.type_id)
        .where(TicketStateType.name.in_(state_types), Ticket.archive_flag == 0)
    )  # fmt: skip


def _locked(free_locks: Sequence[str]) -> Select[*tuple[Any, ...]]:
    return (
        select(Ticket.id)
        .join(TicketLockType, TicketLockType.id == Ticket.ticket_lock_id)
        .where(TicketLockType.name.not_in(free_locks))
    )
