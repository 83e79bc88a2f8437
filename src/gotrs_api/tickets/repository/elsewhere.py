"""Rows that another system has written, and which of the new ones are ours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from sqlalchemy import Row, delete, exists, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.articles.models import Article
from gotrs_api.coexistence.models import OwnHistory
from gotrs_api.identity.models import GroupRole, GroupUser, PermissionGroup, Role, RoleUser, User
from gotrs_api.tickets.models import Ticket, TicketHistory


async def last(session: AsyncSession) -> tuple[int, int, datetime]:
    """The largest ids of history and articles, the last change of a ticket."""
    row = (
        await session.execute(
            select(
                select(func.max(TicketHistory.id)).scalar_subquery(),
                select(func.max(Article.id)).scalar_subquery(),
                select(func.max(Ticket.change_time)).scalar_subquery(),
            )
        )
    ).one()
    return row[0] or 0, row[1] or 0, row[2] or datetime(1970, 1, 1, tzinfo=UTC)


async def history_after(session: AsyncSession, after: int, limit: int) -> Sequence[Row[int, int]]:
    statement = select(TicketHistory.id, TicketHistory.ticket_id).where(TicketHistory.id > after)
    return (await session.execute(statement.order_by(TicketHistory.id).limit(limit))).all()


async def articles_after(session: AsyncSession, after: int, limit: int) -> Sequence[Row[int, int]]:
    statement = select(Article.id, Article.ticket_id).where(Article.id > after)
    return (await session.execute(statement.order_by(Article.id).limit(limit))).all()


async def changed_since(session: AsyncSession, since: datetime, limit: int) -> Sequence[Row[int, datetime]]:
    statement = select(Ticket.id, Ticket.change_time).where(Ticket.change_time >= since)
    return (await session.execute(statement.order_by(Ticket.change_time, Ticket.id).limit(limit))).all()


async def own_among(session: AsyncSession, ids: Collection[int]) -> set[int]:
    if not ids:
        return set()
    return set(await session.scalars(select(OwnHistory.history_id).where(OwnHistory.history_id.in_(ids))))


async def mark_own(session: AsyncSession, ticket_id: int, after: int) -> None:
    known = exists().where(OwnHistory.history_id == TicketHistory.id)
    rows = select(TicketHistory.id).where(TicketHistory.ticket_id == ticket_id, TicketHistory.id > after, ~known)
    await session.execute(insert(OwnHistory).from_select(["history_id"], rows))


async def forget_own(session: AsyncSession, ids: Collection[int]) -> None:
    if ids:
        await session.execute(delete(OwnHistory).where(OwnHistory.history_id.in_(ids)))


async def lock_existing(session: AsyncSession, ids: Collection[int]) -> list[int]:
    """Those of the tickets that are there, their rows held."""
    if not ids:
        return []
    return list(
        await session.scalars(select(Ticket.id).where(Ticket.id.in_(ids)).order_by(Ticket.id).with_for_update())
    )


async def rights_fingerprint(session: AsyncSession) -> str:
    parts = []
    for model in (User, PermissionGroup, Role, GroupUser, GroupRole, RoleUser):
        row = (await session.execute(select(func.count(), func.max(model.change_time)).select_from(model))).one()
        parts.append(f"{row[0]}@{row[1]}")
    return " ".join(parts)
