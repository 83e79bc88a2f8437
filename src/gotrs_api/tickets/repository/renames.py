"""Tickets that refer to something by its name, which changed."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.tickets.models import Ticket, TicketIndex


async def of_customer_user(session: AsyncSession, login: str, *, after_id: int, limit: int) -> list[int]:
    query = select(Ticket.id).where(Ticket.customer_user_id == login, Ticket.id > after_id)
    return list(await session.scalars(query.order_by(Ticket.id).limit(limit)))


async def of_customer_id(session: AsyncSession, customer_id: str, *, after_id: int, limit: int) -> list[int]:
    query = select(Ticket.id).where(Ticket.customer_id == customer_id, Ticket.id > after_id)
    return list(await session.scalars(query.order_by(Ticket.id).limit(limit)))


async def rename_in_index(session: AsyncSession, queue_id: int, name: str) -> None:
    """OTRS's static index keeps names of queues."""
    await session.execute(
        update(TicketIndex)
        .where(TicketIndex.queue_id == queue_id)
        .values(queue=name)
        .execution_options(synchronize_session=False)
    )
