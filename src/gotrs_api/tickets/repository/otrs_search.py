"""Ids of tickets by OTRS's TicketSearch: what goes beyond the lists' conditions, and OTRS's orders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.articles.models import Article, ArticleMime
from gotrs_api.catalog.models import Service, TicketLockType, TicketPriority, TicketState, TicketType
from gotrs_api.dynamic_fields.types import Column
from gotrs_api.identity.models import User
from gotrs_api.queues.models import Queue
from gotrs_api.sla.models import Sla
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.repository.field_conditions import sort_value
from gotrs_api.tickets.repository.listing import Query, conditions_of

_ESCAPE: Final = "\\"


class LikeAny(NamedTuple):
    """One of `columns` (keys of TICKET_TEXTS or ARTICLE_TEXTS) fits one of `patterns` (SQL's, as `kernel.wildcards` makes them).

    `excluded`: none of them does.
    """

    columns: tuple[str, ...]
    patterns: tuple[str, ...]
    excluded: bool = False


class Either(NamedTuple):
    """One of these groups fits as a whole."""

    groups: tuple[tuple[LikeAny, ...], ...]


class OtrsSort(NamedTuple):
    """By a key of SORTS, or by a dynamic field: its id, where its values are, and whose (see `field_conditions`)."""

    key: str
    descending: bool
    field: tuple[int, Column, str] | None = None


TICKET_TEXTS: Final[dict[str, Any]] = {
    "number": Ticket.tn,
    "title": Ticket.title,
    "customer_id": Ticket.customer_id,
    "customer_user": Ticket.customer_user_id,
}
ARTICLE_TEXTS: Final[dict[str, Any]] = {
    "from": ArticleMime.a_from,
    "to": ArticleMime.a_to,
    "cc": ArticleMime.a_cc,
    "bcc": ArticleMime.a_bcc,
    "subject": ArticleMime.a_subject,
    "body": ArticleMime.a_body,
}


def _name(model: Any, foreign_key: Any, column: Any = None) -> ColumnElement[Any]:
    named = model.name if column is None else column
    found: ColumnElement[Any] = func.coalesce(
        select(named).where(model.id == foreign_key).correlate(Ticket).scalar_subquery(), ""
    )
    return found


SORTS: Final[dict[str, Any]] = {
    "Age": Ticket.create_time,
    "Created": Ticket.create_time,
    "Changed": Ticket.change_time,
    "CustomerID": func.coalesce(Ticket.customer_id, ""),
    "EscalationResponseTime": Ticket.escalation_response_time,
    "EscalationSolutionTime": Ticket.escalation_solution_time,
    "EscalationTime": Ticket.escalation_time,
    "EscalationUpdateTime": Ticket.escalation_update_time,
    "Lock": _name(TicketLockType, Ticket.ticket_lock_id),
    "Owner": _name(User, Ticket.user_id, User.login),
    "PendingTime": Ticket.until_time,
    "Priority": _name(TicketPriority, Ticket.ticket_priority_id),
    "Queue": _name(Queue, Ticket.queue_id),
    "Responsible": _name(User, Ticket.responsible_user_id, User.login),
    "SLA": _name(Sla, Ticket.sla_id),
    "Service": _name(Service, Ticket.service_id),
    "State": _name(TicketState, Ticket.ticket_state_id),
    "Ticket": Ticket.tn,
    "TicketNumber": Ticket.tn,
    "Title": func.coalesce(Ticket.title, ""),
    "Type": _name(TicketType, Ticket.type_id),
}  # fmt: skip


async def find_ids(
    session: AsyncSession,
    query: Query,
    texts: Sequence[LikeAny | Either],
    sorts: Sequence[OtrsSort],
    *,
    limit: int,
    visible_articles_only: bool,
) -> list[int]:
    """In the order of `sorts`, then by id in the direction of the first."""
    parameters: dict[str, Any] = {**query.visibility.parameters, **query.parameters, "viewer": query.viewer_id}
    statement = select(Ticket.id).where(query.visibility.predicate, *conditions_of(query))
    for n, text in enumerate(texts):
        groups = text.groups if isinstance(text, Either) else ((text,),)
        named = [[(one, f"{n}_{g}_{k}") for k, one in enumerate(group)] for g, group in enumerate(groups)]
        ways = [and_(*(_fits(one, name, visible_only=visible_articles_only) for one, name in group)) for group in named]
        statement = statement.where(or_(*ways))
        parameters |= {
            f"like_{name}_{m}": pattern
            for group in named
            for one, name in group
            for m, pattern in enumerate(one.patterns)
        }
    columns = []
    for n, sort in enumerate(sorts):
        if sort.field is not None:
            parameters[f"sort_{n}"] = sort.field[0]
        column = (
            SORTS[sort.key]
            if sort.field is None
            else sort_value(sort.field[1], f"sort_{n}", sort.field[2], descending=sort.descending)
        )
        columns.append((column, sort.descending))
    id_order = Ticket.id.desc() if sorts and sorts[0].descending else Ticket.id
    statement = statement.order_by(*(column.desc() if down else column for column, down in columns), id_order)
    return list(await session.scalars(statement.limit(limit), parameters))


def _fits(text: LikeAny, name: str, *, visible_only: bool) -> ColumnElement[bool]:
    of_ticket = [TICKET_TEXTS[column] for column in text.columns if column in TICKET_TEXTS]
    of_article = [ARTICLE_TEXTS[column] for column in text.columns if column in ARTICLE_TEXTS]
    ways: list[ColumnElement[bool]] = []
    for m in range(len(text.patterns)):
        value = func.lower(bindparam(f"like_{name}_{m}", type_=Ticket.tn.type))
        ways += [func.lower(column).like(value, escape=_ESCAPE) for column in of_ticket]
        if of_article:
            written = [func.lower(column).like(value, escape=_ESCAPE) for column in of_article]
            conditions = [Article.ticket_id == Ticket.id, ArticleMime.article_id == Article.id, or_(*written)]
            if visible_only:
                conditions.append(Article.is_visible_for_customer == 1)
            ways.append(exists().where(*conditions))
    return not_(or_(*ways)) if text.excluded else or_(*ways)
