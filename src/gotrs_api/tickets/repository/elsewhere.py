"""Rows that another system has written, and which of the new ones are ours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Row, and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.articles.models import Article
from gotrs_api.coexistence.models import OwnHistory
from gotrs_api.identity.models import GroupRole, GroupUser, PermissionGroup, Role, RoleUser, User
from gotrs_api.tickets.models import Ticket, TicketHistory


async def last_ids(session: AsyncSession) -> tuple[int, int]:
    """The largest ids of history and articles."""
    history, articles = select(func.max(TicketHistory.id)), select(func.max(Article.id))
    row = (await session.execute(select(history.scalar_subquery(), articles.scalar_subquery()))).one()
    return row[0] or 0, row[1] or 0


async def history_after(session: AsyncSession, after: int, limit: int) -> Sequence[Row[int, int]]:
    statement = select(TicketHistory.id, TicketHistory.ticket_id).where(TicketHistory.id > after)
    return (await session.execute(statement.order_by(TicketHistory.id).limit(limit))).all()


async def history_among(session: AsyncSession, ids: Collection[int]) -> Sequence[Row[int, int]]:
    if not ids:
        return ()
    return (
        await session.execute(select(TicketHistory.id, TicketHistory.ticket_id).where(TicketHistory.id.in_(ids)))
    ).all()


async def articles_after(session: AsyncSession, after: int, limit: int) -> Sequence[Row[int, int]]:
    statement = select(Article.id, Article.ticket_id).where(Article.id > after)
    return (await session.execute(statement.order_by(Article.id).limit(limit))).all()


async def changed_after(session: AsyncSession, after: tuple[datetime, int], limit: int) -> Sequence[Row[int, datetime]]:
    """Tickets after a place in the order of (change time, id)."""
    moment, ticket_id = after
    behind = or_(Ticket.change_time > moment, and_(Ticket.change_time == moment, Ticket.id > ticket_id))
    statement = select(Ticket.id, Ticket.change_time).where(Ticket.change_time >= moment, behind)
    return (await session.execute(statement.order_by(Ticket.change_time, Ticket.id).limit(limit))).all()


async def last_changes(
    session: AsyncSession, window: tuple[datetime, datetime, int] | None, limit: int
) -> Sequence[Row[int, datetime]]:
    """The latest first; with a window those from its moment up to a place in the order of (change time, id)."""
    statement = select(Ticket.id, Ticket.change_time)
    if window is not None:
        since, until, ticket_id = window
        within = or_(Ticket.change_time < until, and_(Ticket.change_time == until, Ticket.id <= ticket_id))
        statement = statement.where(Ticket.change_time.between(since, until), within)
    statement = statement.order_by(Ticket.change_time.desc(), Ticket.id.desc()).limit(limit)
    return (await session.execute(statement)).all()


async def own_among(session: AsyncSession, ids: Collection[int]) -> set[int]:
    if not ids:
        return set()
    return set(await session.scalars(select(OwnHistory.history_id).where(OwnHistory.history_id.in_(ids))))


async def forget_own(session: AsyncSession, before: int) -> None:
    """Rows with smaller ids will not be looked at again."""
    await session.execute(delete(OwnHistory).where(OwnHistory.history_id < before))


async def ids_after(session: AsyncSession, after: int) -> list[int]:
    return list(await session.scalars(select(Ticket.id).where(Ticket.id > after)))


async def ids_between(session: AsyncSession, first: int, end: int) -> set[int]:
    return set(await session.scalars(select(Ticket.id).where(Ticket.id >= first, Ticket.id < end)))


async def tickets_per_block(session: AsyncSession, size: int) -> dict[int, int]:
    """How many tickets exist in each block of `size` consecutive ids."""
    block = (Ticket.id // size).label("block")
    rows = await session.execute(select(block, func.count()).group_by(block))
    return {int(row[0]): row[1] for row in rows}


async def lock_existing(session: AsyncSession, ids: Collection[int]) -> list[int]:
    """Lock the rows of these tickets; returns the ids of those that exist."""
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
