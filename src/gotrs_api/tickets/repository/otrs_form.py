"""What OTRS's TicketGet shows beside a ticket's row, for many tickets at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.articles.models import Article, ArticleSenderType
from gotrs_api.catalog import state_types
from gotrs_api.catalog.models import TicketState, TicketStateType
from gotrs_api.queues.models import Queue
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.models import Ticket, TicketHistory, TicketHistoryType, TimeAccounting
from gotrs_api.tickets.repository.rows import TicketRow, ticket_select
from gotrs_api.tickets.repository.visibility import Visibility


class WholeTicket(NamedTuple):
    """A ticket with who made it and who changed it last."""

    row: TicketRow
    create_by: int
    change_by: int


class Milestones(NamedTuple):
    """When a ticket was first answered visibly, last closed and first locked; None: never."""

    first_response: datetime | None
    closed: datetime | None
    first_lock: datetime | None


_IDS = bindparam("ticket_ids", expanding=True, type_=Ticket.id.type)
_statements: dict[str, Select[Any]] = {}


async def whole_tickets(
    session: AsyncSession, visibility: Visibility, ticket_ids: Sequence[int], viewer_id: int
) -> dict[int, WholeTicket]:
    """Those that may be seen, by id."""
    statement = _statements.get(visibility.variant)
    if statement is None:
        statement = _statements[visibility.variant] = (
            ticket_select()
            .add_columns(Ticket.create_by, Ticket.change_by)
            .where(Ticket.id.in_(_IDS), visibility.predicate)
        )
    values = {**visibility.parameters, "ticket_ids": list(ticket_ids), "viewer": viewer_id}
    found = [WholeTicket(TicketRow(*row[:-2]), row[-2], row[-1]) for row in await session.execute(statement, values)]
    return {ticket.row.id: ticket for ticket in found}


async def time_totals(session: AsyncSession, ticket_ids: Sequence[int]) -> dict[int, Decimal]:
    rows = await session.execute(
        select(TimeAccounting.ticket_id, func.sum(TimeAccounting.time_unit))
        .where(TimeAccounting.ticket_id.in_(ticket_ids))
        .group_by(TimeAccounting.ticket_id)
    )
    return {ticket_id: Decimal(str(total or 0)) for ticket_id, total in rows}


async def time_of_articles(session: AsyncSession, ticket_ids: Sequence[int]) -> dict[int, Decimal]:
    """By article, for all articles of the tickets."""
    rows = await session.execute(
        select(TimeAccounting.article_id, func.sum(TimeAccounting.time_unit))
        .where(TimeAccounting.ticket_id.in_(ticket_ids), TimeAccounting.article_id.is_not(None))
        .group_by(TimeAccounting.article_id)
    )
    return {article_id: Decimal(str(total or 0)) for article_id, total in rows if article_id is not None}


async def milestones(session: AsyncSession, ticket_ids: Sequence[int]) -> dict[int, Milestones]:
    answered = await session.execute(
        select(Article.ticket_id, func.min(Article.create_time))
        .join(ArticleSenderType, ArticleSenderType.id == Article.article_sender_type_id)
        .where(
            Article.ticket_id.in_(ticket_ids), Article.is_visible_for_customer == 1, ArticleSenderType.name == "agent"
        )
        .group_by(Article.ticket_id)
    )
    closed = await session.execute(
        _history(HistoryType.STATE_UPDATE, HistoryType.NEW_TICKET)
        .add_columns(func.max(TicketHistory.create_time))
        .join(TicketState, TicketState.id == TicketHistory.state_id)
        .join(TicketStateType, TicketStateType.id == TicketState.type_id)
        .where(TicketHistory.ticket_id.in_(ticket_ids), TicketStateType.name == state_types.CLOSED)
    )
    locked = await session.execute(
        _history(HistoryType.LOCK)
        .add_columns(func.min(TicketHistory.create_time))
        .where(TicketHistory.ticket_id.in_(ticket_ids))
    )
    parts = [{row[0]: row[1] for row in rows} for rows in (answered, closed, locked)]
    return {ticket_id: Milestones(*(part.get(ticket_id) for part in parts)) for ticket_id in ticket_ids}


_ENTRIES = (
    select(
        TicketHistory.ticket_id,
        TicketHistory.article_id,
        TicketHistory.name,
        TicketHistory.create_by,
        TicketHistory.create_time,
        TicketHistoryType.name.label("type"),
        TicketHistory.history_type_id,
        TicketHistory.queue_id,
        TicketHistory.owner_id,
        TicketHistory.priority_id,
        TicketHistory.state_id,
        TicketHistory.type_id,
    )
    .join(TicketHistoryType, TicketHistoryType.id == TicketHistory.history_type_id)
    .where(TicketHistory.ticket_id.in_(_IDS))
    .order_by(TicketHistory.ticket_id, TicketHistory.create_time, TicketHistory.id)
)


async def history(session: AsyncSession, ticket_ids: Sequence[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Every row of the tickets' histories, oldest first."""
    return (await session.execute(_ENTRIES, {"ticket_ids": list(ticket_ids)})).all()


async def time_of_agent(
    session: AsyncSession, visibility: Visibility, user_id: int, start: datetime, end: datetime
) -> Sequence[Row[*tuple[Any, ...]]]:
    """What an agent booked in a span of time on tickets that may be seen: tn, title, queue, time_unit, create_time."""
    return (
        await session.execute(
            select(Ticket.tn, Ticket.title, Queue.name.label("queue"), TimeAccounting.time_unit,
                   TimeAccounting.create_time)
            .join(Ticket, Ticket.id == TimeAccounting.ticket_id)
            .join(Queue, Queue.id == Ticket.queue_id)
            .where(
                TimeAccounting.create_by == user_id,
                TimeAccounting.create_time >= bindparam("booked_from", type_=TimeAccounting.create_time.type),
                TimeAccounting.create_time <= bindparam("booked_to", type_=TimeAccounting.create_time.type),
                visibility.predicate,
            )
            .order_by(TimeAccounting.create_time, TimeAccounting.id),
            {**visibility.parameters, "booked_from": start, "booked_to": end},
        )
    ).all()  # fmt: skip


def _history(*types: HistoryType) -> Select[Any]:
    return (
        select(TicketHistory.ticket_id)
        .join(TicketHistoryType, TicketHistoryType.id == TicketHistory.history_type_id)
        .where(TicketHistoryType.name.in_([each.value for each in types]))
        .group_by(TicketHistory.ticket_id)
    )
