"""OTRS's `form_draft`, for tickets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Select, Table, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.db.results import new_id
from gotrs_api.identity.models import User
from gotrs_api.tickets.models import FormDraft, Ticket
from gotrs_api.tickets.repository.visibility import Visibility

TICKET: Final = "Ticket"
_DRAFT = cast(Table, FormDraft.__table__)


def _rows() -> Select[Any]:
    return (
        select(_DRAFT, User.login, User.first_name, User.last_name)
        .join(User, User.id == _DRAFT.c.create_by)
        .where(_DRAFT.c.object_type == TICKET)
    )


async def of_agent(session: AsyncSession, ticket_id: int, user_id: int) -> Sequence[Any]:
    """Newest first."""
    query = _rows().where(_DRAFT.c.object_id == ticket_id, _DRAFT.c.create_by == user_id)
    rows: Sequence[Any] = (await session.execute(query.order_by(_DRAFT.c.change_time.desc(), _DRAFT.c.id.desc()))).all()
    return rows


async def all_of_agent(session: AsyncSession, visibility: Visibility, user_id: int, limit: int) -> Sequence[Any]:
    """At all tickets that the agent may still see, and of new ones (object id 0), newest first."""
    query = (
        select(_DRAFT.c.id, _DRAFT.c.action, _DRAFT.c.title, _DRAFT.c.change_time, Ticket.id.label("ticket_id"))
        .add_columns(Ticket.tn, Ticket.title.label("ticket_title"))
        .outerjoin(Ticket, Ticket.id == _DRAFT.c.object_id)
        .where(_DRAFT.c.object_type == TICKET, _DRAFT.c.create_by == user_id)
        .where(or_(_DRAFT.c.object_id == 0, visibility.predicate))
        .order_by(_DRAFT.c.change_time.desc(), _DRAFT.c.id.desc())
        .limit(limit)
    )
    return (await session.execute(query, visibility.parameters)).all()


async def one(session: AsyncSession, ticket_id: int, user_id: int, draft_id: int) -> Any | None:
    query = _rows().where(_DRAFT.c.id == draft_id, _DRAFT.c.object_id == ticket_id, _DRAFT.c.create_by == user_id)
    return (await session.execute(query)).first()


async def count(session: AsyncSession, ticket_id: int, user_id: int) -> int:
    query = select(func.count()).where(
        _DRAFT.c.object_type == TICKET, _DRAFT.c.object_id == ticket_id, _DRAFT.c.create_by == user_id
    )
    return (await session.execute(query)).scalar_one()


async def add(session: AsyncSession, ticket_id: int, user_id: int, now: datetime, values: dict[str, Any]) -> int:
    stamps = {"create_time": now, "create_by": user_id, "change_time": now, "change_by": user_id}
    return new_id(
        await session.execute(insert(_DRAFT).values(object_type=TICKET, object_id=ticket_id, **stamps, **values))
    )


async def change(session: AsyncSession, draft_id: int, user_id: int, now: datetime, values: dict[str, Any]) -> None:
    await session.execute(
        update(_DRAFT).where(_DRAFT.c.id == draft_id).values(change_time=now, change_by=user_id, **values)
    )


async def remove(session: AsyncSession, draft_id: int) -> None:
    await session.execute(delete(_DRAFT).where(_DRAFT.c.id == draft_id))


async def remove_of_ticket(session: AsyncSession, ticket_id: int) -> None:
    await session.execute(delete(_DRAFT).where(_DRAFT.c.object_type == TICKET, _DRAFT.c.object_id == ticket_id))


async def remove_older(session: AsyncSession, than: datetime) -> None:
    await session.execute(delete(_DRAFT).where(_DRAFT.c.object_type == TICKET, _DRAFT.c.change_time < than))
