"""Inserting, changing and deleting the ticket row and its version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, delete, exists, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.db.inserting import insert_unless
from gotrs_api.db.results import changed_rows
from gotrs_api.tickets.models import (
    Mention,
    Ticket,
    TicketFlag,
    TicketHistory,
    TicketIndex,
    TicketLockIndex,
    TicketReminder,
    TicketVersion,
    TicketWatcher,
    TimeAccounting,
)

_TICKET = cast(Table, Ticket.__table__)


async def insert_ticket(session: AsyncSession, values: Mapping[str, Any]) -> int | None:
    """The new id, or None when a ticket has this number already."""
    taken = exists(select(literal(1)).select_from(_TICKET).where(_TICKET.c.tn == values["tn"]))
    return await insert_unless(session, _TICKET, values, taken)


async def update_ticket(
    session: AsyncSession, ticket_id: int, now: datetime, acting_id: int, values: Mapping[str, Any]
) -> None:
    await session.execute(
        update(Ticket).where(Ticket.id == ticket_id).values(**values, change_time=now, change_by=acting_id)
    )


async def raise_version(session: AsyncSession, ticket_id: int) -> None:
    """The caller holds the ticket's row, so nobody else inserts the version meanwhile."""
    raised = await session.execute(
        update(TicketVersion)
        .where(TicketVersion.ticket_id == ticket_id)
        .values(version=TicketVersion.version + 1)
        .execution_options(synchronize_session=False)
    )
    if not changed_rows(raised):
        await session.execute(insert(TicketVersion).values(ticket_id=ticket_id, version=1))


async def delete_ticket(session: AsyncSession, ticket_id: int) -> None:
    """The row itself, last of all."""
    await delete_beside(session, ticket_id)
    await session.execute(delete(Ticket).where(Ticket.id == ticket_id))


async def delete_beside(session: AsyncSession, ticket_id: int) -> None:
    """What tables of ours say about it."""
    for beside in (TicketVersion, TicketReminder):
        await session.execute(delete(beside).where(beside.ticket_id == ticket_id))


async def delete_before_articles(session: AsyncSession, ticket_id: int) -> None:
    """Index rows, watchers, flags, mentions and history, in OTRS's order."""
    for model in (TicketIndex, TicketLockIndex, TicketWatcher, TicketFlag, Mention, TicketHistory, TimeAccounting):
        await session.execute(delete(model).where(model.ticket_id == ticket_id))
