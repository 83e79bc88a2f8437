"""Links between tickets (`link_relation`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, case, cast, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.catalog.models import TicketState, TicketStateType
from gotrs_api.db.inserting import insert_new
from gotrs_api.tickets.models import LinkObject, LinkRelation, LinkState, LinkType, Ticket
from gotrs_api.tickets.repository.visibility import Visibility

TICKET, VALID = "Ticket", "Valid"


class Ids(NamedTuple):
    """Ids of the object kind Ticket, of the link state Valid and of the link type asked for."""

    object_id: int
    state_id: int
    type_id: int


async def ids_for(session: AsyncSession, type_name: str) -> Ids | None:
    """None for a link type that does not exist. OTRS adds the object kind when it is first needed; so do we."""
    ticket_kind = select(LinkObject.id).where(LinkObject.name == TICKET)
    object_id = await session.scalar(ticket_kind)
    if object_id is None:
        await insert_new(session, LinkObject, [{"name": TICKET}], key=LinkObject.name)
        object_id = await session.scalar(ticket_kind)
        assert object_id is not None
    type_id = await session.scalar(select(LinkType.id).where(LinkType.name == type_name, LinkType.valid_id == 1))
    state_id = await session.scalar(select(LinkState.id).where(LinkState.name == VALID))
    if type_id is None or state_id is None:
        return None
    return Ids(object_id, state_id, type_id)


async def types(session: AsyncSession) -> Sequence[LinkType]:
    return (await session.scalars(select(LinkType).order_by(LinkType.name))).all()


async def counts(session: AsyncSession) -> dict[tuple[int, str], int]:
    """How many links there are, by type and kind of what they start at."""
    rows = await session.execute(
        select(LinkRelation.type_id, LinkObject.name, func.count())
        .join(LinkObject, LinkObject.id == LinkRelation.source_object_id)
        .group_by(LinkRelation.type_id, LinkObject.name)
    )
    return {(type_id, name): count for type_id, name, count in rows}


class Link(NamedTuple):
    type_name: str
    source: int
    target: int
    create_time: datetime


def _own(key: str) -> Any:
    kind = select(LinkObject.id).where(LinkObject.name == TICKET).scalar_subquery()
    return and_(
        LinkRelation.source_object_id == kind,
        LinkRelation.target_object_id == kind,
        or_(LinkRelation.source_key == key, LinkRelation.target_key == key),
    )


class LinkedTicket(NamedTuple):
    """What a list of links shows of the ticket at the other end."""

    id: int
    tn: str
    title: str
    state_id: int
    state_name: str
    state_type: str


async def with_tickets(
    session: AsyncSession, visibility: Visibility, ticket_id: int
) -> list[tuple[Link, LinkedTicket]]:
    """As `of_ticket`, each with the ticket at the other end; only those whose other ticket is visible."""
    key = str(ticket_id)
    other = case((LinkRelation.source_key == key, LinkRelation.target_key), else_=LinkRelation.source_key)
    # Cast inside of a CASE: other kinds of objects need not have numbers, and PostgreSQL may look at their links first.
    other_id = case((_own(key), cast(other, Ticket.id.type)), else_=None)
    query = (
        select(LinkType.name, LinkRelation.source_key, LinkRelation.target_key, LinkRelation.create_time)
        .add_columns(Ticket.id, Ticket.tn, func.coalesce(Ticket.title, ""))
        .add_columns(TicketState.id, TicketState.name, TicketStateType.name)
        .select_from(LinkRelation)
        .join(LinkType, LinkType.id == LinkRelation.type_id)
        .join(LinkState, LinkState.id == LinkRelation.state_id)
        .join(Ticket, Ticket.id == other_id)
        .join(TicketState, TicketState.id == Ticket.ticket_state_id)
        .join(TicketStateType, TicketStateType.id == TicketState.type_id)
        .where(_own(key), LinkState.name == VALID, visibility.predicate)
        .order_by(LinkRelation.create_time, LinkRelation.source_key, LinkRelation.target_key)
    )
    rows = await session.execute(query, visibility.parameters)
    return [(Link(row[0], int(row[1]), int(row[2]), row[3]), LinkedTicket(*row[4:])) for row in rows]


async def of_ticket(session: AsyncSession, ticket_id: int) -> list[Link]:
    """All valid links with other tickets, oldest first."""
    rows = await session.execute(
        select(LinkType.name, LinkRelation.source_key, LinkRelation.target_key, LinkRelation.create_time)
        .join(LinkType, LinkType.id == LinkRelation.type_id)
        .join(LinkState, LinkState.id == LinkRelation.state_id)
        .where(_own(str(ticket_id)), LinkState.name == VALID)
        .order_by(LinkRelation.create_time, LinkRelation.source_key, LinkRelation.target_key)
    )
    return [Link(name, int(source), int(target), moment) for name, source, target, moment in rows]


async def add(session: AsyncSession, ids: Ids, source: int, target: int, now: datetime, acting_id: int) -> None:
    await session.execute(
        insert(LinkRelation).values(
            source_object_id=ids.object_id,
            source_key=str(source),
            target_object_id=ids.object_id,
            target_key=str(target),
            type_id=ids.type_id,
            state_id=ids.state_id,
            create_time=now,
            create_by=acting_id,
        )
    )


async def remove(session: AsyncSession, ids: Ids, source: int, target: int) -> None:
    await session.execute(
        delete(LinkRelation)
        .where(
            LinkRelation.source_object_id == ids.object_id,
            LinkRelation.target_object_id == ids.object_id,
            LinkRelation.source_key == str(source),
            LinkRelation.target_key == str(target),
            LinkRelation.type_id == ids.type_id,
        )
        .execution_options(synchronize_session=False)
    )


async def all_of_ticket(session: AsyncSession, object_id: int, ticket_id: int) -> Sequence[Any]:
    """Whole rows of every type, state and kind of partner; for merging."""
    key = str(ticket_id)
    table = LinkRelation.__table__
    rows = await session.execute(
        select(table).where(
            or_(
                and_(table.c.source_object_id == object_id, table.c.source_key == key),
                and_(table.c.target_object_id == object_id, table.c.target_key == key),
            )
        )
    )
    found: Sequence[Any] = rows.all()
    return found


async def delete_row(session: AsyncSession, row: Any) -> None:
    table: Any = LinkRelation.__table__
    names = ("source_object_id", "source_key", "target_object_id", "target_key", "type_id")
    await session.execute(delete(table).where(*(table.c[name] == getattr(row, name) for name in names)))


async def insert_row(session: AsyncSession, values: dict[str, Any]) -> None:
    table: Any = LinkRelation.__table__
    await session.execute(insert(table).values(**values))
