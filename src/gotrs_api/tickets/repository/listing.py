"""Lists of tickets: one statement for each combination of conditions and order, built once.

The page is cut in the ticket table alone; people's names are joined to the rows that are left. Names of queues, states
and other master data are not in here: `service.names` has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from gotrs_api.catalog.models import TicketPriority, TicketState
from gotrs_api.customers.models import CustomerUser
from gotrs_api.db.prepared import Prepared
from gotrs_api.dynamic_fields.conditions import FieldTest
from gotrs_api.dynamic_fields.models import DynamicFieldValue
from gotrs_api.dynamic_fields.types import Column
from gotrs_api.identity.models import User
from gotrs_api.queues.models import Queue
from gotrs_api.tickets.models import Ticket, TicketFlag
from gotrs_api.tickets.repository import field_conditions
from gotrs_api.tickets.repository.conditions import CONDITIONS
from gotrs_api.tickets.repository.search_conditions import FOUND, WORDS, words_of
from gotrs_api.tickets.repository.visibility import Visibility
from gotrs_api.uow import ReadUow


class SortKey(NamedTuple):
    """One column. `column` is that of a dynamic field of `owner`, `:sort<n>_field` for the n-th key of an order."""

    field: str
    descending: bool
    column: Column | None = None
    owner: str = "ticket"


class Order(NamedTuple):
    """By these columns one after the other, then by id, which makes the order total."""

    keys: tuple[SortKey, ...]
    id_descending: bool


class Query(NamedTuple):
    """`fields`: conditions on dynamic fields. `conditions`: names of `CONDITIONS`, sorted."""

    visibility: Visibility
    conditions: tuple[str, ...]
    parameters: dict[str, Any]
    order: Order
    viewer_id: int
    fields: tuple[FieldTest, ...] = ()


class SummaryRow(NamedTuple):
    """A row of a list, column by column of `_page_statement`. `sort_values` are what the order goes by, key by key."""

    id: int
    tn: str
    title: str
    queue_id: int
    state_id: int
    priority_id: int
    type_id: int | None
    service_id: int | None
    sla_id: int | None
    lock_id: int
    owner_id: int
    responsible_id: int
    customer_id: str | None
    customer_user: str | None
    until_time: int
    escalation_time: int
    archive_flag: int
    create_time: datetime
    change_time: datetime
    owner_login: str
    owner_first: str
    owner_last: str
    responsible_login: str
    responsible_first: str
    responsible_last: str
    customer_login: str | None
    customer_first: str | None
    customer_last: str | None
    customer_email: str | None
    seen: bool
    has_fields: bool
    sort_values: tuple[Any, ...]


# What has no time comes after all that has one, as people expect of "what is due first"; OTRS writes 0 for none.
NEVER: Final = 2**31 - 1


def _never_last(column: Any) -> ColumnElement[Any]:
    return case((column == 0, NEVER), else_=column)


SORTS: Final[dict[str, Any]] = {
    "created": Ticket.create_time,
    "changed": Ticket.change_time,
    "number": Ticket.tn,
    "title": func.coalesce(Ticket.title, ""),
    "owner": User.login,
    "customer_id": func.coalesce(Ticket.customer_id, ""),
    "priority": TicketPriority.name,
    "queue": Queue.name,
    "state": TicketState.name,
    "pending_until": _never_last(Ticket.until_time),
    "escalates_at": _never_last(Ticket.escalation_time),
}
_TIMES: Final = ("created", "changed")
_SORT_TABLES: Final[dict[str, tuple[Any, ColumnElement[bool]]]] = {
    "owner": (User, User.id == Ticket.user_id),
    "priority": (TicketPriority, TicketPriority.id == Ticket.ticket_priority_id),
    "queue": (Queue, Queue.id == Ticket.queue_id),
    "state": (TicketState, TicketState.id == Ticket.ticket_state_id),
}
_CUT: Final = (
    Ticket.id,
    Ticket.tn,
    func.coalesce(Ticket.title, "").label("title"),
    Ticket.queue_id,
    Ticket.ticket_state_id,
    Ticket.ticket_priority_id,
    Ticket.type_id,
    Ticket.service_id,
    Ticket.sla_id,
    Ticket.ticket_lock_id,
    Ticket.user_id,
    Ticket.responsible_user_id,
    Ticket.customer_id,
    Ticket.customer_user_id,
    Ticket.until_time,
    Ticket.escalation_time,
    Ticket.archive_flag,
    Ticket.create_time,
    Ticket.change_time,
)


async def page(
    uow: ReadUow, query: Query, *, limit: int, position: Sequence[Any] | None, backwards: bool
) -> list[SummaryRow]:
    """At most `limit` rows from the position on (of a cursor: the sort values and the id), against the order when `backwards`."""
    parameters = _parameters(query) | _at(position)
    key = (
        query.visibility.variant,
        query.conditions,
        query.fields,
        query.order,
        limit,
        position is not None,
        backwards,
    )
    prepared = _statements.get(key)
    if prepared is None:
        statement = _page_statement(query, limit, has_position=position is not None, backwards=backwards)
        prepared = Prepared(statement)
        if len(_statements) < _MOST_STATEMENTS:
            _statements[key] = prepared
    if has_common_words(query):
        # Planned for these very words each time (see `db.fulltext.searched`), which a prepared statement is not.
        return [_row(row) for row in await uow.session.execute(prepared.statement, parameters)]
    return [_row(row) for row in await uow.fetch(prepared, parameters)]


class Look(NamedTuple):
    """Ids of the tickets that hold the words, in order. `last`: sort values and id of the last one looked at, None where it was the last of all."""

    ids: list[int]
    last: list[Any] | None


async def look_for_words(
    uow: ReadUow, query: Query, *, among: int, position: Sequence[Any] | None, backwards: bool
) -> Look:
    """Through the first `among` tickets that fit but for the words, one by one."""
    others = query._replace(conditions=tuple(name for name in query.conditions if name not in WORDS))
    columns = (Ticket.id, Ticket.tn)
    ticket = _cut(
        others, columns, literal_column(str(among)), has_position=position is not None, backwards=backwards
    ).subquery("among")
    holds_words = and_(*(words_of(name, ticket.c.id, ticket.c.tn) for name in query.conditions if name in WORDS))
    _columns, directions = _order(query, backwards=backwards)
    sort_values = _sort_values(ticket)
    statement = select(ticket.c.id, holds_words, *sort_values)
    statement = statement.order_by(*_directed([*sort_values, ticket.c.id], directions))
    rows = (await uow.session.execute(statement, _parameters(query) | _at(position))).all()
    ids = [id_ for id_, holds, *_values in rows if holds]
    if len(rows) < among:
        return Look(ids, None)
    id_, _holds, *values = rows[-1]
    return Look(ids, [*values, id_])


_BEFORE_SORT_VALUES: Final = len(SummaryRow._fields) - 1


def _at(position: Sequence[Any] | None) -> dict[str, Any]:
    if position is None:
        return {}
    *values, id_ = position
    return {f"at_{n}": value for n, value in enumerate(values)} | {"at_id": id_}


def _row(row: Any) -> SummaryRow:
    return SummaryRow._make((*row[:_BEFORE_SORT_VALUES], tuple(row[_BEFORE_SORT_VALUES:])))


async def count_each(uow: ReadUow, queries: Sequence[Query], *, elsewhere: Sequence[bool]) -> list[int]:
    """In one statement. What two of them are both narrowed by must be narrowed to the same: values go by name.

    `elsewhere`, one for each: leave out the queues of the agent's groups, whose tickets the caller has counted already.
    """
    parameters: dict[str, Any] = {}
    for name, value in (pair for query in queries for pair in _parameters(query).items()):
        assert parameters.setdefault(name, value) == value, name
    parts = [
        _counted_parts(query, beyond_first=beyond_first) for query, beyond_first in zip(queries, elsewhere, strict=True)
    ]
    if not any(parts):
        return [0 for _ in queries]
    columns: list[Any] = [sum(one, start=literal_column("0")) for one in parts]
    row = (await uow.session.execute(select(*columns), parameters)).one()
    return [int(found) for found in row]


def has_common_words(query: Query) -> bool:
    """Whether words are looked for in the documents: rare ones have become ids by now (see `bounded_words`)."""
    return not WORDS.keys().isdisjoint(query.conditions)


async def count_up_to(uow: ReadUow, query: Query, most: int) -> int | None:
    """None for more than `most`: no more tickets than that are gone through for each way to see them."""
    counted: Any = sum(_counted_parts(query, most=most), start=literal_column("0"))
    found = int(await uow.session.scalar(select(counted), _parameters(query)) or 0)
    return None if found > most else found


def _counted_parts(query: Query, *, beyond_first: bool = False, most: int | None = None) -> list[ScalarSelect[int]]:
    """A count for each part of what is visible; one for all where words are looked for, as those parts have no index of theirs."""
    has_words = FOUND in query.conditions or has_common_words(query)
    key = (query.visibility.variant, query.conditions, query.fields, beyond_first, most)
    found = _counts.get(key)
    if found is None:
        parts = [query.visibility.predicate] if has_words else query.visibility.parts[1 if beyond_first else 0 :]
        found = [_count(part, *conditions_of(query), most=most) for part in parts]
        if len(_counts) < _MOST_STATEMENTS:
            _counts[key] = found
    return found


def _count(*conditions: ColumnElement[bool], most: int | None) -> ScalarSelect[int]:
    if most is None:
        return select(func.count()).select_from(Ticket).where(*conditions).scalar_subquery()
    some = select(Ticket.id).where(*conditions).limit(literal_column(str(most + 1))).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


_MOST_STATEMENTS = 500
_statements: dict[tuple[Any, ...], Prepared] = {}
_counts: dict[tuple[Any, ...], list[ScalarSelect[int]]] = {}


def _where(query: Query) -> list[ColumnElement[bool]]:
    return [query.visibility.predicate, *conditions_of(query)]


def conditions_of(query: Query) -> list[ColumnElement[bool]]:
    """Without what the principal may see."""
    return [*(CONDITIONS[name] for name in query.conditions), *field_conditions.conditions(query.fields)]


def _parameters(query: Query) -> dict[str, Any]:
    return {**query.visibility.parameters, **query.parameters, "viewer": query.viewer_id}


def _page_statement(query: Query, limit: int, *, has_position: bool, backwards: bool) -> Select[*tuple[Any, ...]]:
    columns, directions = _order(query, backwards=backwards)
    # The number itself, not a parameter: PostgreSQL plans for the first few rows only if it knows that they are few.
    most: ColumnElement[Any] = literal_column(str(limit))
    cut = _cut(query, _CUT, most, has_position=has_position, backwards=backwards)
    return _with_people(cut, len(columns), directions)


def _cut(
    query: Query, selected: Sequence[Any], most: ColumnElement[Any], *, has_position: bool, backwards: bool
) -> Select[*tuple[Any, ...]]:
    columns, directions = _order(query, backwards=backwards)
    labels = [column.label(f"sort_{n}") for n, column in enumerate(columns)]
    cut = select(*selected, *labels).select_from(Ticket).where(*_where(query))
    for key in query.order.keys:
        if key.field in _SORT_TABLES:
            cut = cut.join(*_SORT_TABLES[key.field])
    if has_position:
        cut = cut.where(*_beyond([*columns, Ticket.id], directions))
    return cut.order_by(*_directed([*columns, Ticket.id], directions)).limit(most)


def _order(query: Query, *, backwards: bool) -> tuple[list[Any], list[bool]]:
    """What the order goes by, and for each of it and the id whether it goes down."""
    columns = [_column(n, key) for n, key in enumerate(query.order.keys)]
    directions = [key.descending is not backwards for key in query.order.keys]
    return columns, [*directions, query.order.id_descending is not backwards]


def _sort_values(ticket: FromClause) -> list[ColumnElement[Any]]:
    return [column for column in ticket.c if column.key.startswith("sort_")]


def _column(n: int, key: SortKey) -> Any:
    if key.column is None:
        return SORTS[key.field]
    return field_conditions.sort_value(key.column, f"sort{n}_field", key.owner, descending=key.descending)


def _beyond(columns: Sequence[Any], directions: Sequence[bool]) -> list[ColumnElement[bool]]:
    """What comes after the row at the position: alike in the first keys and beyond it in the next, the id last."""
    names = [f"at_{n}" for n in range(len(columns) - 1)] + ["at_id"]
    at = [bindparam(name, type_=column.type) for name, column in zip(names, columns, strict=True)]
    past = [
        column < value if descending else column > value
        for column, value, descending in zip(columns, at, directions, strict=True)
    ]
    alike = [column == value for column, value in zip(columns, at, strict=True)]
    found = or_(*(and_(*alike[:n], past[n]) for n in range(len(columns))))
    if len(columns) < 3:
        return [found]
    # Said once more for the first key alone: an index can begin there, which it cannot inside of an OR.
    return [columns[0] <= at[0] if directions[0] else columns[0] >= at[0], found]


def _with_people(cut: Select[*tuple[Any, ...]], keys: int, directions: Sequence[bool]) -> Select[*tuple[Any, ...]]:
    ticket = cut.subquery("page")
    sort_values = [ticket.c[f"sort_{n}"] for n in range(keys)]
    owner, responsible = aliased(User), aliased(User)
    return (
        select(
            *(column for column in ticket.c if column not in set(sort_values)),
            owner.login,
            owner.first_name,
            owner.last_name,
            responsible.login,
            responsible.first_name,
            responsible.last_name,
            CustomerUser.login,
            CustomerUser.first_name,
            CustomerUser.last_name,
            CustomerUser.email,
            exists()
            .where(
                TicketFlag.ticket_id == ticket.c.id,
                TicketFlag.ticket_key == "Seen",
                TicketFlag.create_by == bindparam("viewer", type_=Ticket.user_id.type),
                TicketFlag.ticket_value == "1",
            )
            .label("seen"),
            exists().where(DynamicFieldValue.object_id == ticket.c.id).label("has_fields"),
            *sort_values,
        )
        .select_from(ticket)
        .join(owner, owner.id == ticket.c.user_id)
        .join(responsible, responsible.id == ticket.c.responsible_user_id)
        .outerjoin(CustomerUser, CustomerUser.login == ticket.c.customer_user_id)
        .order_by(*_directed([*sort_values, ticket.c.id], directions))
    )


def _directed(columns: Sequence[Any], directions: Sequence[bool]) -> list[Any]:
    return [
        column.desc() if descending else column.asc() for column, descending in zip(columns, directions, strict=True)
    ]


def is_time(key: SortKey) -> bool:
    """Whether this key is a moment; its cursors hold epoch seconds."""
    return key.field in _TIMES or key.column is Column.DATE


def bits_of(key: SortKey) -> int:
    """How large such a number can be where it is compared: OTRS keeps epochs in 32 bits."""
    return 31 if key.field in ("pending_until", "escalates_at") else 63


def is_number(key: SortKey) -> bool:
    """Whether its cursors hold a number, of whatever meaning."""
    return is_time(key) or key.field in ("pending_until", "escalates_at") or key.column is Column.INT
