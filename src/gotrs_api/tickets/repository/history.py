"""Reading the history of a ticket."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from gotrs_api.catalog.models import TicketPriority, TicketState, TicketType
from gotrs_api.identity.models import User
from gotrs_api.queues.models import Queue
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.models import TicketHistory, TicketHistoryType

_IN_ONE: Final = 1000  # ids in one statement

_Owner, _Author = aliased(User), aliased(User)
_ENTRIES = (
    select(
        TicketHistory.id,
        TicketHistoryType.name.label("type"),
        TicketHistory.name,
        TicketHistory.article_id,
        TicketHistory.queue_id,
        Queue.name.label("queue_name"),
        TicketHistory.state_id,
        TicketState.name.label("state_name"),
        TicketHistory.priority_id,
        TicketPriority.name.label("priority_name"),
        TicketHistory.type_id,
        TicketType.name.label("type_name"),
        TicketHistory.owner_id,
        _Owner.login.label("owner_login"),
        _Owner.first_name.label("owner_first"),
        _Owner.last_name.label("owner_last"),
        TicketHistory.create_time,
        TicketHistory.create_by,
        _Author.login.label("author_login"),
        _Author.first_name.label("author_first"),
        _Author.last_name.label("author_last"),
    )
    .join(TicketHistoryType, TicketHistoryType.id == TicketHistory.history_type_id)
    .outerjoin(Queue, Queue.id == TicketHistory.queue_id)
    .outerjoin(TicketState, TicketState.id == TicketHistory.state_id)
    .outerjoin(TicketPriority, TicketPriority.id == TicketHistory.priority_id)
    .outerjoin(TicketType, TicketType.id == TicketHistory.type_id)
    .outerjoin(_Owner, _Owner.id == TicketHistory.owner_id)
    .outerjoin(_Author, _Author.id == TicketHistory.create_by)
    .where(TicketHistory.ticket_id == bindparam("ticket_id", type_=TicketHistory.ticket_id.type))
    .order_by(TicketHistory.create_time, TicketHistory.id)
)


async def entries(session: AsyncSession, ticket_id: int) -> Sequence[Any]:
    """Oldest first, with all names."""
    return (await session.execute(_ENTRIES, {"ticket_id": ticket_id})).all()


async def merge_lines(session: AsyncSession, ticket_ids: Sequence[int]) -> list[str]:
    """Texts of the rows of type Merged of these tickets."""
    query = _names(HistoryType.MERGED).where(TicketHistory.ticket_id.in_(ticket_ids))
    return [row.name for row in await session.execute(query)]


async def edits_after(session: AsyncSession, article_ids: Sequence[int], at: datetime) -> dict[int, list[str]]:
    """Texts of the Misc rows of these articles after `at`, oldest first; those about edits are among them."""
    found: dict[int, list[str]] = {}
    for start in range(0, len(article_ids), _IN_ONE):
        query = _names(HistoryType.MISC).where(
            TicketHistory.article_id.in_(article_ids[start : start + _IN_ONE]),
            TicketHistory.create_time > bindparam("at", type_=TicketHistory.create_time.type),
        )
        for row in await session.execute(query, {"at": at}):
            found.setdefault(row.article_id, []).append(row.name)
    return found


async def losses_after(session: AsyncSession, ticket_ids: Sequence[int], at: datetime) -> Sequence[Any]:
    """Rows (name, create_time) of the deletions of notes of these tickets."""
    query = _names(HistoryType.MISC).where(
        TicketHistory.ticket_id.in_(ticket_ids),
        TicketHistory.create_time > bindparam("at", type_=TicketHistory.create_time.type),
        TicketHistory.name.like("Article % was deleted.%"),
    )
    return (await session.execute(query, {"at": at})).all()


def _names(kind: HistoryType) -> Select[*tuple[Any, ...]]:
    return (
        select(TicketHistory.article_id, TicketHistory.name, TicketHistory.create_time)
        .join(TicketHistoryType, TicketHistoryType.id == TicketHistory.history_type_id)
        .where(TicketHistoryType.name == kind.value)
        .order_by(TicketHistory.create_time, TicketHistory.id)
    )
