"""Loading one ticket: to look at, or locked to be changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.repository.rows import TicketRow, ticket_select
from gotrs_api.tickets.repository.visibility import Visibility

_by_id = Ticket.id == bindparam("ticket_id", type_=Ticket.id.type)
_by_number = Ticket.tn == bindparam("number", type_=Ticket.tn.type)
_UNCHECKED = ticket_select().where(_by_id)
_LOCK = select(Ticket.id).where(_by_id).with_for_update()


async def load_visible(
    session: AsyncSession, visibility: Visibility, ticket_id: int, viewer_id: int
) -> TicketRow | None:
    statement = _visible(visibility.variant, visibility, False)
    return _row(
        await session.execute(statement, {**visibility.parameters, "ticket_id": ticket_id, "viewer": viewer_id})
    )


async def load_visible_by_number(
    session: AsyncSession, visibility: Visibility, number: str, viewer_id: int
) -> TicketRow | None:
    statement = _visible(visibility.variant, visibility, True)
    return _row(await session.execute(statement, {**visibility.parameters, "number": number, "viewer": viewer_id}))


async def load_unchecked(session: AsyncSession, ticket_id: int, viewer_id: int) -> TicketRow | None:
    """Whoever calls has checked the right before, or acts for the system."""
    return _row(await session.execute(_UNCHECKED, {"ticket_id": ticket_id, "viewer": viewer_id}))


async def lock_row(session: AsyncSession, ticket_id: int) -> bool:
    """Wait for and hold the ticket's row until the transaction ends; False when there is none.

    A statement of its own: `FOR UPDATE OF` does not exist on MariaDB, and the joined rows must stay free.
    """
    return await session.scalar(_LOCK, {"ticket_id": ticket_id}) is not None


_statements: dict[tuple[str, bool], Select[*tuple[Any, ...]]] = {}


def _visible(variant: str, visibility: Visibility, by_number: bool) -> Select[*tuple[Any, ...]]:
    key = (variant, by_number)
    if key not in _statements:
        _statements[key] = ticket_select().where(_by_number if by_number else _by_id, visibility.predicate)
    return _statements[key]


def _row(result: Any) -> TicketRow | None:
    row = result.first()
    return None if row is None else TicketRow(*row)
