"""Booked time (`time_accounting`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy import insert as sql_insert
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.articles.models import Article
from gotrs_api.identity.models import User
from gotrs_api.tickets.models import TimeAccounting


async def insert(
    session: AsyncSession, ticket_id: int, article_id: int | None, amount: Decimal, now: datetime, acting_id: int
) -> None:
    await session.execute(
        sql_insert(TimeAccounting).values(
            ticket_id=ticket_id,
            article_id=article_id,
            time_unit=amount,
            create_time=now,
            create_by=acting_id,
            change_time=now,
            change_by=acting_id,
        )
    )


async def total(session: AsyncSession, ticket_id: int) -> Decimal:
    found = await session.scalar(
        select(func.sum(TimeAccounting.time_unit)).where(TimeAccounting.ticket_id == ticket_id)
    )
    return Decimal(str(found or 0)).quantize(Decimal("0.01"))


async def is_article_of(session: AsyncSession, article_id: int, ticket_id: int) -> bool:
    found = await session.scalar(select(Article.id).where(Article.id == article_id, Article.ticket_id == ticket_id))
    return found is not None


async def entries(session: AsyncSession, ticket_id: int) -> Sequence[Any]:
    """id, article_id, time_unit, create_time and who booked it (user_id, login, first_name, last_name)."""
    return (
        await session.execute(
            select(
                TimeAccounting.id,
                TimeAccounting.article_id,
                TimeAccounting.time_unit,
                TimeAccounting.create_time,
                User.id.label("user_id"),
                User.login,
                User.first_name,
                User.last_name,
            )
            .join(User, User.id == TimeAccounting.create_by)
            .where(TimeAccounting.ticket_id == ticket_id)
            .order_by(TimeAccounting.id)
        )
    ).all()
