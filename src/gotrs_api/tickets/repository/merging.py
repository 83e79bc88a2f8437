"""What moves along when a ticket is merged into another."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from gotrs_api.catalog import state_types
from gotrs_api.catalog.models import TicketState, TicketStateType
from gotrs_api.search.models import ArticleSearchIndex
from gotrs_api.tickets.models import TicketHistory, TicketWatcher, TimeAccounting
from gotrs_api.tickets.repository import master
from gotrs_api.tickets.repository.master import Datum


async def merged_state(session: AsyncSession) -> Datum | None:
    """The first valid state of type merged."""
    state_id = await session.scalar(
        select(TicketState.id)
        .join(TicketStateType, TicketStateType.id == TicketState.type_id)
        .where(TicketStateType.name == state_types.MERGED, TicketState.valid_id == 1)
        .order_by(TicketState.id)
        .limit(1)
    )
    if state_id is None:
        return None
    return (await master.find(session, {"state": (state_id, None)}))["state"][0]


async def move_rows(session: AsyncSession, from_id: int, to_id: int) -> None:
    """Full text, history rows of articles, booked time; the articles themselves are moved by their own domain."""
    for statement in (
        update(ArticleSearchIndex).where(ArticleSearchIndex.ticket_id == from_id).values(ticket_id=to_id),
        update(TicketHistory)
        .where(TicketHistory.ticket_id == from_id, TicketHistory.article_id.is_not(None))
        .values(ticket_id=to_id),
        update(TimeAccounting).where(TimeAccounting.ticket_id == from_id).values(ticket_id=to_id),
    ):
        await session.execute(statement.execution_options(synchronize_session=False))


async def move_rows_of_articles(session: AsyncSession, article_ids: Sequence[int], to_id: int) -> None:
    """The same for some articles that go to another ticket."""
    for model in (ArticleSearchIndex, TicketHistory, TimeAccounting):
        await session.execute(
            update(model)
            .where(model.article_id.in_(article_ids))
            .values(ticket_id=to_id)
            .execution_options(synchronize_session=False)
        )


async def move_watchers(session: AsyncSession, from_id: int, to_id: int) -> None:
    """Who watches both watches the main ticket once."""
    both = aliased(TicketWatcher)
    already = select(both.user_id).where(both.ticket_id == to_id)
    ids = list(await session.scalars(already))
    await session.execute(
        delete(TicketWatcher)
        .where(and_(TicketWatcher.ticket_id == from_id, TicketWatcher.user_id.in_(ids)))
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(TicketWatcher)
        .where(TicketWatcher.ticket_id == from_id)
        .values(ticket_id=to_id)
        .execution_options(synchronize_session=False)
    )
