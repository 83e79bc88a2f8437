"""Loading one ticket: to look at, or locked to be changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.db.prepared import Prepared
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.repository.rows import TicketRow, ticket_select
from gotrs_api.tickets.repository.visibility import Visibility
from gotrs_api.uow import ReadUow

_by_id = Ticket.id == bindparam("ticket_id", type_=Ticket.id.type)
_UNCHECKED = ticket_select().where(_by_id)
_LOCK = select(Ticket.id).where(_by_id).with_for_update()
_among = Ticket.id.in_(bindparam("ticket_ids", expanding=True, type_=Ticket.id.type))
_SEVERAL_UNCHECKED = ticket_select().where(_among)
_LOCK_SEVERAL = select(Ticket.id).where(_among).order_by(Ticket.id).with_for_update()


async def load_visible(uow: ReadUow, visibility: Visibility, ticket_id: int, viewer_id: int) -> TicketRow | None:
    parameters = {**visibility.parameters, "ticket_id": ticket_id, "viewer": viewer_id}
    rows = await uow.fetch(_visible(visibility), parameters)
    return TicketRow(*rows[0]) if rows else None


async def load_unchecked(session: AsyncSession, ticket_id: int, viewer_id: int) -> TicketRow | None:
    """The caller has checked the right, or acts for the system."""
    row = (await session.execute(_UNCHECKED, {"ticket_id": ticket_id, "viewer": viewer_id})).first()
    return None if row is None else TicketRow(*row)


async def load_several_unchecked(
    session: AsyncSession, ticket_ids: Collection[int], viewer_id: int
) -> Sequence[TicketRow]:
    """The same for several, in no order; those that there are."""
    values = {"ticket_ids": list(ticket_ids), "viewer": viewer_id}
    return [TicketRow(*row) for row in await session.execute(_SEVERAL_UNCHECKED, values)]


async def lock_row(session: AsyncSession, ticket_id: int) -> bool:
    """Wait for and hold the ticket's row until the transaction ends; False when there is none.

    A statement of its own: `FOR UPDATE OF` does not exist on MariaDB, and the joined rows must stay free.
    """
    return await session.scalar(_LOCK, {"ticket_id": ticket_id}) is not None


async def lock_rows(session: AsyncSession, ticket_ids: Collection[int]) -> set[int]:
    """The same for several, in the order of their ids; those that there are."""
    return set(await session.scalars(_LOCK_SEVERAL, {"ticket_ids": list(ticket_ids)}))


_statements: dict[str, Prepared] = {}


def _visible(visibility: Visibility) -> Prepared:
    prepared = _statements.get(visibility.variant)
    if prepared is None:
        prepared = _statements[visibility.variant] = Prepared(ticket_select().where(_by_id, visibility.predicate))
    return prepared
