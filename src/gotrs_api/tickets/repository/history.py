"""Reading the history of a ticket."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from gotrs_api.catalog.models import TicketPriority, TicketState, TicketType
from gotrs_api.identity.models import User
from gotrs_api.queues.models import Queue
from gotrs_api.tickets.models import TicketHistory, TicketHistoryType

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
