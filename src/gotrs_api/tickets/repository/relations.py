"""What else points at a ticket: links, dynamic field values, merges."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, bindparam, column, delete, or_, select, table, update
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.catalog import state_types
from gotrs_api.catalog.models import TicketState, TicketStateType
from gotrs_api.dynamic_fields.models import DynamicField, DynamicFieldValue
from gotrs_api.search.models import ArticleSearchIndex
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.models import (
    LinkObject,
    LinkRelation,
    LinkType,
    Mention,
    Ticket,
    TicketHistory,
    TicketHistoryType,
    TimeAccounting,
)

# Of a domain above this one; its rows would hold the ticket.
_APPOINTMENTS = table("calendar_appointment_ticket", column("ticket_id"))
_TICKET_OBJECT = select(LinkObject.id).where(LinkObject.name == "Ticket").scalar_subquery()
_PARENT_CHILD = select(LinkType.id).where(LinkType.name == "ParentChild").scalar_subquery()


async def delete_field_values_and_links(session: AsyncSession, ticket_id: int) -> None:
    """Also the full-text rows and the appointments made from the ticket."""
    fields = select(DynamicField.id).where(DynamicField.object_type == "Ticket").scalar_subquery()
    await session.execute(
        delete(DynamicFieldValue)
        .where(DynamicFieldValue.object_id == ticket_id, DynamicFieldValue.field_id.in_(fields))
        .execution_options(synchronize_session=False)
    )
    key = str(ticket_id)
    await session.execute(
        delete(LinkRelation)
        .where(
            or_(
                and_(LinkRelation.source_object_id == _TICKET_OBJECT, LinkRelation.source_key == key),
                and_(LinkRelation.target_object_id == _TICKET_OBJECT, LinkRelation.target_key == key),
            )
        )
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        delete(ArticleSearchIndex)
        .where(ArticleSearchIndex.ticket_id == ticket_id)
        .execution_options(synchronize_session=False)
    )
    await session.execute(delete(_APPOINTMENTS).where(_APPOINTMENTS.c.ticket_id == ticket_id))


async def give_back_rows(session: AsyncSession, article_id: int, ticket_id: int, *, until: datetime) -> None:
    """What the history tells of an article until a moment goes to the ticket where it happened, without the article: the
    rows hold that ticket's queue, state and owner, and would be taken for the other's. If it is gone, they are, too."""
    theirs = (TicketHistory.article_id == article_id, TicketHistory.create_time <= until)
    is_there = await session.scalar(select(Ticket.id).where(Ticket.id == ticket_id))
    statement = (
        delete(TicketHistory).where(*theirs)
        if is_there is None
        else update(TicketHistory).where(*theirs).values(ticket_id=ticket_id, article_id=None)
    )
    await session.execute(statement.execution_options(synchronize_session=False))


async def detach_article(session: AsyncSession, article_id: int) -> None:
    """History and booked time stay without the article; full text and mentions go."""
    for model in (TicketHistory, TimeAccounting):
        await session.execute(
            update(model)
            .where(model.article_id == article_id)
            .values(article_id=None)
            .execution_options(synchronize_session=False)
        )
    for gone in (ArticleSearchIndex, Mention):
        await session.execute(
            delete(gone).where(gone.article_id == article_id).execution_options(synchronize_session=False)
        )


_PARENTS = select(LinkRelation.source_key).where(
    LinkRelation.source_object_id == _TICKET_OBJECT,
    LinkRelation.target_object_id == _TICKET_OBJECT,
    LinkRelation.type_id == _PARENT_CHILD,
    LinkRelation.target_key == bindparam("key", type_=LinkRelation.target_key.type),
)
_CHILDREN = select(LinkRelation.target_key).where(
    LinkRelation.source_object_id == _TICKET_OBJECT,
    LinkRelation.target_object_id == _TICKET_OBJECT,
    LinkRelation.type_id == _PARENT_CHILD,
    LinkRelation.source_key == bindparam("key", type_=LinkRelation.source_key.type),
)


async def parents(session: AsyncSession, ticket_id: int) -> list[int]:
    return [int(key) for key in await session.scalars(_PARENTS, {"key": str(ticket_id)})]


async def has_open_child(session: AsyncSession, ticket_id: int) -> bool:
    """Whether a child of this ticket is neither closed nor merged nor removed."""
    children = [int(key) for key in await session.scalars(_CHILDREN, {"key": str(ticket_id)})]
    if not children:
        return False
    found = await session.scalar(
        select(Ticket.id)
        .join(TicketState, TicketState.id == Ticket.ticket_state_id)
        .join(TicketStateType, TicketStateType.id == TicketState.type_id)
        .where(Ticket.id.in_(children), TicketStateType.name.not_in(state_types.FINISHED))
        .limit(1)
    )
    return found is not None


_STATE_TYPE = (
    select(Ticket.id, TicketStateType.name)
    .join(TicketState, TicketState.id == Ticket.ticket_state_id)
    .join(TicketStateType, TicketStateType.id == TicketState.type_id)
)


async def state_type_by_number(session: AsyncSession, number: str) -> tuple[int, str] | None:
    """Id and state type of the ticket with this number."""
    found = (await session.execute(_STATE_TYPE.where(Ticket.tn == number))).first()
    return None if found is None else (found[0], found[1])


async def state_types_by_numbers(session: AsyncSession, numbers: Collection[str]) -> dict[str, tuple[int, str]]:
    """The same for several; those that there are."""
    found = await session.execute(_STATE_TYPE.add_columns(Ticket.tn).where(Ticket.tn.in_(numbers)))
    return {row[2]: (row[0], row[1]) for row in found}


async def state_type_by_id(session: AsyncSession, ticket_id: int) -> tuple[int, str] | None:
    found = (await session.execute(_STATE_TYPE.where(Ticket.id == ticket_id))).first()
    return None if found is None else (found[0], found[1])


async def newest_merge_line(session: AsyncSession, ticket_id: int) -> str | None:
    """Text of the newest history row of type Merged."""
    return await session.scalar(
        select(TicketHistory.name)
        .join(TicketHistoryType, TicketHistoryType.id == TicketHistory.history_type_id)
        .where(TicketHistory.ticket_id == ticket_id, TicketHistoryType.name == HistoryType.MERGED.value)
        .order_by(TicketHistory.id.desc())
        .limit(1)
    )
