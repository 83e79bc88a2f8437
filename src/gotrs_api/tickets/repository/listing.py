"""Lists of tickets: one statement for each combination of conditions and order, built once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from gotrs_api.articles.models import Article, ArticleMime
from gotrs_api.catalog.models import Service, TicketLockType, TicketPriority, TicketState, TicketStateType, TicketType
from gotrs_api.customers.models import CustomerUser
from gotrs_api.identity.models import User
from gotrs_api.queues.models import Queue
from gotrs_api.sla.models import Sla
from gotrs_api.tickets.models import Ticket, TicketFlag, TicketWatcher
from gotrs_api.tickets.repository.visibility import Visibility

_Owner, _Responsible = aliased(User), aliased(User)
_SQL_ESCAPE: Final = "\\"


class Order(NamedTuple):
    """By one column, then by id, both in the same direction."""

    field: str
    descending: bool


class Query(NamedTuple):
    """`conditions`: names of `CONDITIONS`, sorted; `position`: from a cursor, sort value and id."""

    visibility: Visibility
    conditions: tuple[str, ...]
    parameters: dict[str, Any]
    order: Order
    viewer_id: int


# What has no time comes after all that has one, as people expect of "what is due first"; OTRS writes 0 for none.
NEVER: Final = 2**31 - 1


def _never_last(column: Any) -> ColumnElement[Any]:
    return case((column == 0, NEVER), else_=column)


SORTS: Final[dict[str, Any]] = {
    "created": Ticket.create_time,
    "changed": Ticket.change_time,
    "number": Ticket.tn,
    "title": func.coalesce(Ticket.title, ""),
    "priority": TicketPriority.name,
    "queue": Queue.name,
    "state": TicketState.name,
    "pending_until": _never_last(Ticket.until_time),
    "escalates_at": _never_last(Ticket.escalation_time),
}
_TIMES: Final = ("created", "changed")

_SUMMARY = (
    select(
        Ticket.id,
        Ticket.tn,
        func.coalesce(Ticket.title, "").label("title"),
        Ticket.queue_id,
        Queue.name.label("queue_name"),
        Ticket.ticket_state_id.label("state_id"),
        TicketState.name.label("state_name"),
        TicketStateType.name.label("state_type"),
        Ticket.ticket_priority_id.label("priority_id"),
        TicketPriority.name.label("priority_name"),
        Ticket.type_id,
        TicketType.name.label("type_name"),
        Ticket.ticket_lock_id.label("lock_id"),
        TicketLockType.name.label("lock_name"),
        Ticket.user_id.label("owner_id"),
        _Owner.login.label("owner_login"),
        _Owner.first_name.label("owner_first"),
        _Owner.last_name.label("owner_last"),
        Ticket.responsible_user_id.label("responsible_id"),
        _Responsible.login.label("responsible_login"),
        _Responsible.first_name.label("responsible_first"),
        _Responsible.last_name.label("responsible_last"),
        Ticket.customer_id,
        Ticket.customer_user_id.label("customer_user"),
        CustomerUser.login.label("customer_login"),
        CustomerUser.first_name.label("customer_first"),
        CustomerUser.last_name.label("customer_last"),
        CustomerUser.email.label("customer_email"),
        Ticket.until_time,
        Ticket.escalation_time,
        Ticket.archive_flag,
        Ticket.create_time,
        Ticket.change_time,
        exists()
        .where(
            TicketFlag.ticket_id == Ticket.id,
            TicketFlag.ticket_key == "Seen",
            TicketFlag.create_by == bindparam("viewer", type_=Ticket.user_id.type),
            TicketFlag.ticket_value == "1",
        )
        .label("seen"),
    )
    .select_from(Ticket)
    .join(Queue, Queue.id == Ticket.queue_id)
    .join(TicketState, TicketState.id == Ticket.ticket_state_id)
    .join(TicketStateType, TicketStateType.id == TicketState.type_id)
    .join(TicketPriority, TicketPriority.id == Ticket.ticket_priority_id)
    .join(TicketLockType, TicketLockType.id == Ticket.ticket_lock_id)
    .join(_Owner, _Owner.id == Ticket.user_id)
    .join(_Responsible, _Responsible.id == Ticket.responsible_user_id)
    .outerjoin(TicketType, TicketType.id == Ticket.type_id)
    .outerjoin(CustomerUser, CustomerUser.login == Ticket.customer_user_id)
)


def _in(name: str, column: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.in_(bindparam(f"f_{name}", expanding=True, type_=column.type))
    return found


def _by_name(name: str, foreign_key: Any, model: Any, column: Any = None) -> ColumnElement[bool]:
    column = model.name if column is None else column
    found: ColumnElement[bool] = foreign_key.in_(select(model.id).where(_in(name, column)))
    return found


def _value(name: str, column: Any) -> ColumnElement[Any]:
    return bindparam(f"f_{name}", type_=column.type)


def _like(name: str, column: Any) -> ColumnElement[bool]:
    pattern = func.lower(bindparam(f"f_{name}", type_=Ticket.tn.type))
    return func.lower(column).like(pattern, escape=_SQL_ESCAPE)


_STATE_IDS = select(TicketState.id).join(TicketStateType, TicketStateType.id == TicketState.type_id)
_VIEWER = bindparam("viewer", type_=Ticket.user_id.type)
_SEEN = exists().where(
    TicketFlag.ticket_id == Ticket.id, TicketFlag.ticket_key == "Seen", TicketFlag.create_by == _VIEWER
)
_WATCHED = exists().where(TicketWatcher.ticket_id == Ticket.id, TicketWatcher.user_id == _VIEWER)
_ESCALATED = and_(Ticket.escalation_time > 0, Ticket.escalation_time <= _value("escalated", Ticket.escalation_time))
_TEXT = or_(
    _like("q", Ticket.tn),
    _like("q", Ticket.title),
    _like("q", Ticket.customer_user_id),
    _like("q", Ticket.customer_id),
    exists().where(
        Article.ticket_id == Ticket.id,
        ArticleMime.article_id == Article.id,
        or_(_like("q", ArticleMime.a_subject), _like("q", ArticleMime.a_body), _like("q", ArticleMime.a_from)),
    ),
)
_TEXT_FOR_CUSTOMER = or_(
    _like("q", Ticket.tn),
    _like("q", Ticket.title),
    exists().where(
        Article.ticket_id == Ticket.id,
        Article.is_visible_for_customer == 1,
        ArticleMime.article_id == Article.id,
        or_(_like("q", ArticleMime.a_subject), _like("q", ArticleMime.a_body), _like("q", ArticleMime.a_from)),
    ),
)

CONDITIONS: Final[dict[str, ColumnElement[bool]]] = {
    "queue": _by_name("queue", Ticket.queue_id, Queue),
    "queue_id": _in("queue_id", Ticket.queue_id),
    "state": _by_name("state", Ticket.ticket_state_id, TicketState),
    "state_id": _in("state_id", Ticket.ticket_state_id),
    "state_type": Ticket.ticket_state_id.in_(_STATE_IDS.where(_in("state_type", TicketStateType.name))),
    "not_closed": Ticket.ticket_state_id.in_(_STATE_IDS.where(_in("not_closed", TicketStateType.name))),
    "closed": Ticket.ticket_state_id.not_in(_STATE_IDS.where(_in("closed", TicketStateType.name))),
    "priority": _by_name("priority", Ticket.ticket_priority_id, TicketPriority),
    "priority_id": _in("priority_id", Ticket.ticket_priority_id),
    "type": _by_name("type", Ticket.type_id, TicketType),
    "type_id": _in("type_id", Ticket.type_id),
    "service": _by_name("service", Ticket.service_id, Service),
    "service_id": _in("service_id", Ticket.service_id),
    "sla": _by_name("sla", Ticket.sla_id, Sla),
    "sla_id": _in("sla_id", Ticket.sla_id),
    "owner": _by_name("owner", Ticket.user_id, User, User.login),
    "owner_id": _in("owner_id", Ticket.user_id),
    "responsible": _by_name("responsible", Ticket.responsible_user_id, User, User.login),
    "responsible_id": _in("responsible_id", Ticket.responsible_user_id),
    "customer_id": _in("customer_id", Ticket.customer_id),
    "customer_id_like": _like("customer_id_like", Ticket.customer_id),
    "customer_user": _in("customer_user", Ticket.customer_user_id),
    "customer_user_like": _like("customer_user_like", Ticket.customer_user_id),
    "created_after": Ticket.create_time > _value("created_after", Ticket.create_time),
    "created_before": Ticket.create_time < _value("created_before", Ticket.create_time),
    "changed_after": Ticket.change_time > _value("changed_after", Ticket.change_time),
    "changed_before": Ticket.change_time < _value("changed_before", Ticket.change_time),
    "changed_settled": Ticket.change_time < _value("changed_settled", Ticket.change_time),
    "pending_before": and_(Ticket.until_time > 0, Ticket.until_time < _value("pending_before", Ticket.until_time)),
    "number": Ticket.tn == _value("number", Ticket.tn),
    "number_like": _like("number_like", Ticket.tn),
    "title": _like("title", Ticket.title),
    "q": _TEXT,
    "q_customer": _TEXT_FOR_CUSTOMER,
    "locked": Ticket.ticket_lock_id.not_in(select(TicketLockType.id).where(_in("locked", TicketLockType.name))),
    "unlocked": Ticket.ticket_lock_id.in_(select(TicketLockType.id).where(_in("unlocked", TicketLockType.name))),
    "archived": Ticket.archive_flag == _value("archived", Ticket.archive_flag),
    "watched": _WATCHED,
    "unwatched": ~_WATCHED,
    "escalated": _ESCALATED,
    "not_escalated": or_(
        Ticket.escalation_time == 0, Ticket.escalation_time > _value("not_escalated", Ticket.escalation_time)
    ),
    "seen": _SEEN,
    "unseen": ~_SEEN,
}


async def page(
    session: AsyncSession, query: Query, *, limit: int, position: Sequence[Any] | None, backwards: bool
) -> Sequence[Any]:
    """At most `limit` rows from the position on, against the order when `backwards`."""
    parameters = _parameters(query) | {"limit": limit}
    if position is not None:
        value, id_ = position
        parameters |= {"at_value": value, "at_id": id_}
    key = (query.visibility.variant, query.conditions, query.order, position is not None, backwards)
    statement = _statements.get(key)
    if statement is None:
        statement = _page_statement(query, has_position=position is not None, backwards=backwards)
        if len(_statements) < _MOST_STATEMENTS:
            _statements[key] = statement
    return (await session.execute(statement, parameters)).all()


async def count(session: AsyncSession, query: Query) -> int:
    statement = select(func.count()).select_from(Ticket).where(*_where(query))
    return int(await session.scalar(statement, _parameters(query)) or 0)


_MOST_STATEMENTS = 500
_statements: dict[tuple[Any, ...], Select[*tuple[Any, ...]]] = {}


def _where(query: Query) -> list[ColumnElement[bool]]:
    return [query.visibility.predicate, *(CONDITIONS[name] for name in query.conditions)]


def _parameters(query: Query) -> dict[str, Any]:
    return {**query.visibility.parameters, **query.parameters, "viewer": query.viewer_id}


def _page_statement(query: Query, *, has_position: bool, backwards: bool) -> Select[*tuple[Any, ...]]:
    column = SORTS[query.order.field]
    descending = query.order.descending is not backwards
    statement = _SUMMARY.where(*_where(query))
    if has_position:
        at, at_id = bindparam("at_value", type_=column.type), bindparam("at_id", type_=Ticket.id.type)
        beyond = (column < at, Ticket.id < at_id) if descending else (column > at, Ticket.id > at_id)
        statement = statement.where(or_(beyond[0], and_(column == at, beyond[1])))
    orders = (column.desc(), Ticket.id.desc()) if descending else (column.asc(), Ticket.id.asc())
    return statement.order_by(*orders).limit(bindparam("limit", type_=Ticket.user_id.type))


def is_time(field: str) -> bool:
    """Whether this order is by a moment; its cursors hold epoch seconds."""
    return field in _TIMES
