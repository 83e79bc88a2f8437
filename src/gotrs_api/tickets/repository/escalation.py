"""The facts that decide a ticket's escalation times, in one statement; and which tickets are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, cast

from sqlalchemy import ColumnElement, ScalarSelect, Table, and_, bindparam, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from gotrs_api.articles.models import Article, ArticleSenderType
from gotrs_api.catalog import state_types
from gotrs_api.catalog.models import TicketState, TicketStateType
from gotrs_api.sla.rules import ArticleTimes, EscalationKind
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.models import Ticket, TicketHistory, TicketHistoryType
from gotrs_api.uow import ReadUow

_ticket_id = bindparam("ticket_id", type_=Ticket.id.type)
_Answer = aliased(Article)
_HISTORY = cast(Table, TicketHistory.__table__)


def _sender(name: str) -> ScalarSelect[int]:
    return select(ArticleSenderType.id).where(ArticleSenderType.name == name).scalar_subquery()


_NEWEST = select(func.max(Article.create_time)).where(Article.ticket_id == _ticket_id).scalar_subquery()
_ANSWERED = (
    select(func.max(Article.create_time))
    .where(
        Article.ticket_id == _ticket_id,
        Article.is_visible_for_customer == 1,
        Article.article_sender_type_id == _sender("agent"),
    )
    .scalar_subquery()
)
_WAITING = (
    select(func.min(Article.create_time))
    .where(
        Article.ticket_id == _ticket_id,
        Article.is_visible_for_customer == 1,
        Article.article_sender_type_id == _sender("customer"),
        ~exists().where(
            _Answer.ticket_id == _ticket_id,
            _Answer.is_visible_for_customer == 1,
            _Answer.article_sender_type_id == _sender("agent"),
            or_(
                _Answer.create_time > Article.create_time,
                (_Answer.create_time == Article.create_time) & (_Answer.id > Article.id),
            ),
        ),
    )
    .scalar_subquery()
)
_EVER_CLOSED = (
    select(func.count())
    .select_from(TicketHistory)
    .join(TicketHistoryType, TicketHistoryType.id == TicketHistory.history_type_id)
    .join(TicketState, TicketState.id == TicketHistory.state_id)
    .join(TicketStateType, TicketStateType.id == TicketState.type_id)
    .where(
        TicketHistory.ticket_id == _ticket_id,
        TicketHistoryType.name.in_((HistoryType.STATE_UPDATE.value, HistoryType.NEW_TICKET.value)),
        TicketStateType.name == state_types.CLOSED,
    )
    .scalar_subquery()
)
_FACTS = select(_NEWEST, _ANSWERED, _WAITING, _EVER_CLOSED)


async def facts(uow: ReadUow, ticket_id: int) -> tuple[ArticleTimes, bool]:
    """The articles reduced to three moments, and whether the ticket was ever closed."""
    await uow.write_gathered(_HISTORY, ticket_id=ticket_id)
    newest, answered, waiting, closings = (await uow.session.execute(_FACTS, {"ticket_id": ticket_id})).one()
    return ArticleTimes(newest, answered, waiting), bool(closings)


_COLUMNS: Final = {
    EscalationKind.FIRST_RESPONSE: Ticket.escalation_response_time,
    EscalationKind.UPDATE: Ticket.escalation_update_time,
    EscalationKind.SOLUTION: Ticket.escalation_solution_time,
}


async def escalating(session: AsyncSession, now: int, until: int, told_since: datetime) -> list[int]:
    """Ids of tickets that escalate before `until` or have escalated by `now` (epoch seconds), the most urgent first.

    Tickets whose clocks have all run out and were all reported after `told_since` are left out: neglected tickets are
    many, and stay.
    """
    statement = (
        select(Ticket.id)
        .join(TicketState, TicketState.id == Ticket.ticket_state_id)
        .join(TicketStateType, TicketStateType.id == TicketState.type_id)
        .where(
            Ticket.escalation_time > 0,
            Ticket.escalation_time < until,
            TicketStateType.name.not_in(state_types.FINISHED),
            or_(*(_is_open(kind, column, now, told_since) for kind, column in _COLUMNS.items())),
        )
        .order_by(Ticket.escalation_time, Ticket.id)
    )
    return list(await session.scalars(statement))


def _is_open(
    kind: EscalationKind, column: InstrumentedAttribute[int], now: int, told_since: datetime
) -> ColumnElement[bool]:
    """Whether this clock still has something to report, now or later."""
    told = (
        exists()
        .where(
            TicketHistory.ticket_id == Ticket.id,
            TicketHistory.create_time > told_since,
            TicketHistory.history_type_id == TicketHistoryType.id,
            TicketHistoryType.name == f"{kind.otrs_event}Start",
        )
        .correlate(Ticket)
    )
    return or_(column > now, and_(column > 0, ~told))


async def newest_of_types(session: AsyncSession, ticket_id: int, types: Sequence[str]) -> dict[str, datetime]:
    """When the newest history row of each of these types was written."""
    statement = (
        select(TicketHistoryType.name, func.max(TicketHistory.create_time))
        .join(TicketHistoryType, TicketHistoryType.id == TicketHistory.history_type_id)
        .where(TicketHistory.ticket_id == ticket_id, TicketHistoryType.name.in_(types))
        .group_by(TicketHistoryType.name)
    )
    return {row[0]: row[1] for row in await session.execute(statement)}
