"""OTRS's `mention`, and the names that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.identity.models import PermissionGroup, User
from gotrs_api.tickets.models import Mention

VALID = 1
_MENTION = cast(Table, Mention.__table__)


async def agents_by_login(session: AsyncSession, logins: Sequence[str]) -> dict[str, int]:
    """Valid ones, by login in lower case."""
    query = select(User.login, User.id).where(func.lower(User.login).in_(logins), User.valid_id == VALID)
    return {login.lower(): id_ for login, id_ in await session.execute(query)}


async def groups_by_name(session: AsyncSession, names: Sequence[str]) -> dict[str, int]:
    """Valid ones, by name in lower case."""
    group = PermissionGroup
    query = select(group.name, group.id).where(func.lower(group.name).in_(names), group.valid_id == VALID)
    return {name.lower(): id_ for name, id_ in await session.execute(query)}


async def add(session: AsyncSession, ticket_id: int, article_id: int, user_ids: Sequence[int], now: datetime) -> None:
    rows = [
        {"user_id": user_id, "ticket_id": ticket_id, "article_id": article_id, "create_time": now}
        for user_id in user_ids
    ]
    await session.execute(insert(_MENTION), rows)


async def of_ticket(session: AsyncSession, ticket_id: int) -> Sequence[Any]:
    """id, login, names, article and time, oldest first."""
    query = (
        select(User.id, User.login, User.first_name, User.last_name, Mention.article_id, Mention.create_time)
        .join(User, User.id == Mention.user_id)
        .where(Mention.ticket_id == ticket_id)
        .order_by(Mention.id)
    )
    return (await session.execute(query)).all()
