"""The table `ticket_number_counter`: draw the next counter so that no two get the same."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.db.inserting import insert_computed
from gotrs_api.db.results import changed_rows
from gotrs_api.tickets.models import Ticket, TicketNumberCounter
from gotrs_api.uow import UnitOfWork
from gotrs_api.uow.holding import hold

LEASE_NAME = "tickets.number"
_KEPT_ROWS = 10
_COUNTERS = cast(Table, TicketNumberCounter.__table__)
_LAST_NUMBER = select(Ticket.tn).where(Ticket.id != 1).order_by(Ticket.id.desc()).limit(1)


async def lock_counter(session: AsyncSession) -> None:
    """From here to the end of the transaction nobody else draws a counter."""
    await hold(session, LEASE_NAME)


async def draw_after_newest(
    session: AsyncSession, since: datetime | None, offset: int, uid: str, now: datetime
) -> int | None:
    """Draw the newest counter plus `offset`, in one statement. None, and nothing is drawn, where there is none yet or
    where OTRS has not filled the newest one.
    """
    newest = select(_COUNTERS.c.counter).order_by(_COUNTERS.c.id.desc()).limit(1)
    if since is not None:
        newest = newest.where(_COUNTERS.c.create_time >= since)
    last = newest.subquery()
    return await insert_computed(
        session,
        _COUNTERS,
        {"counter": last.c.counter + offset, "counter_uid": uid, "create_time": now},
        last.c.counter > 0,
        answer=_COUNTERS.c.counter,
        key=_COUNTERS.c.counter_uid,
    )


async def last_counter(session: AsyncSession, since: datetime | None) -> tuple[int | None, list[int]]:
    """The newest filled counter (None: there is none) and the ids of the rows after it that OTRS has not filled yet."""
    statement = (
        select(TicketNumberCounter.id, TicketNumberCounter.counter).order_by(TicketNumberCounter.id.desc()).limit(50)
    )
    if since is not None:
        statement = statement.where(TicketNumberCounter.create_time >= since)
    waiting: list[int] = []
    for id_, counter in await session.execute(statement):
        if counter:
            return counter, waiting[::-1]
        waiting.append(id_)
    return None, waiting[::-1]


async def fill_counter(session: AsyncSession, id_: int, counter: int) -> None:
    await session.execute(
        update(TicketNumberCounter)
        .where(TicketNumberCounter.id == id_, TicketNumberCounter.counter == 0)
        .values(counter=counter)
        .execution_options(synchronize_session=False)
    )


async def insert_counter(uow: UnitOfWork, counter: int, uid: str, now: datetime) -> None:
    await uow.insert_rows(_COUNTERS, [{"counter": counter, "counter_uid": uid, "create_time": now}])


async def last_number(session: AsyncSession) -> str | None:
    """The number of the newest ticket besides OTRS's first."""
    return await session.scalar(_LAST_NUMBER)


async def drop_old_counters(session: AsyncSession, before: datetime) -> int:
    """Delete what is older than `before`, but keep the newest ten; answers how many went."""
    newest = list(
        await session.scalars(select(TicketNumberCounter.id).order_by(TicketNumberCounter.id.desc()).limit(_KEPT_ROWS))
    )
    if len(newest) < _KEPT_ROWS:
        return 0
    gone = await session.execute(
        delete(TicketNumberCounter)
        .where(TicketNumberCounter.id < newest[-1], TicketNumberCounter.create_time < before)
        .execution_options(synchronize_session=False)
    )
    return changed_rows(gone)
