"""Going through all tickets by their ids, whoever may see them."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.tickets.models import Ticket


async def count_tickets(session: AsyncSession) -> int:
    return (await session.execute(select(func.count()).select_from(Ticket))).scalar_one()


async def next_ids(session: AsyncSession, after_id: int, limit: int) -> list[int]:
    """In their order."""
    return list(await session.scalars(select(Ticket.id).where(Ticket.id > after_id).order_by(Ticket.id).limit(limit)))
