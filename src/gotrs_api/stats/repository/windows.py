"""Counts over a span of time: all of them enter by an index on `create_time` of tickets or of the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    case,
    distinct,
    extract,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.catalog import state_types
from gotrs_api.catalog.models import TicketPriority, TicketState, TicketStateType
from gotrs_api.identity.models import User
from gotrs_api.queues.models import Queue
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.models import Ticket, TicketHistory, TicketHistoryType
from gotrs_api.tickets.schemas.numbers import MOST_OWN_COUNTED

if TYPE_CHECKING:
    from gotrs_api.tickets.repository.visibility import Visibility

Statement = Select[*tuple[Any, ...]]
Narrow = dict[str, int]
ANSWERS: Final = (HistoryType.SEND_ANSWER, HistoryType.EMAIL_AGENT, HistoryType.PHONE_CALL_AGENT)
NOTES: Final = (HistoryType.ADD_NOTE,)
BREACHES: Final = {
    "first_response": HistoryType.ESCALATION_RESPONSE_TIME_START,
    "update": HistoryType.ESCALATION_UPDATE_TIME_START,
    "solution": HistoryType.ESCALATION_SOLUTION_TIME_START,
}
UNLOCKED_ID: Final = 1
_STATE_CHANGES: Final = (HistoryType.STATE_UPDATE, HistoryType.NEW_TICKET)
_NAMED: Final[dict[str, tuple[Any, Any, Any]]] = {
    "state": (Ticket.ticket_state_id, TicketState.id, TicketState.name),
    "priority": (Ticket.ticket_priority_id, TicketPriority.id, TicketPriority.name),
    "queue": (Ticket.queue_id, Queue.id, Queue.name),
    "owner": (Ticket.user_id, User.id, User.login),
}
# What a count may be narrowed to besides the span.
_NARROWED: Final[dict[str, Any]] = {
    "queue_id": Ticket.queue_id,
    "sla_id": Ticket.sla_id,
    "owner_id": Ticket.user_id,
}
_BY: Final = {"author_id": TicketHistory.create_by}
# States come as ids: only then does the database know how few tickets are open, and takes the index.
_OPEN: Final = bindparam("open_states", expanding=True, type_=Ticket.ticket_state_id.type)
_OPEN_NOW: Final = (Ticket.ticket_state_id.in_(_OPEN), Ticket.archive_flag == 0)
_ME: Final = bindparam("me", type_=Ticket.user_id.type)
_statements: dict[tuple[Any, ...], Statement | CompoundSelect[*tuple[Any, ...]]] = {}


async def _run(
    session: AsyncSession,
    visibility: Visibility,
    narrow: Narrow,
    key: tuple[Any, ...],
    build: Callable[[], Statement],
    parts: slice | None = None,
    **parameters: Any,
) -> Sequence[Any]:
    """Statements are built once for each kind of caller and set of conditions.

    With `parts` the rows of each of these parts of what is visible, one after the other; nothing where there are none.
    """
    key = (*key, visibility.variant, *sorted(narrow))
    statement = _statements.get(key)
    if statement is None:
        conditions = [_condition(name) for name in sorted(narrow)]
        taken = (visibility.predicate,) if parts is None else visibility.parts[parts]
        if not taken:
            return []
        each = [build().where(part, *conditions) for part in taken]
        statement = _statements.setdefault(key, each[0] if len(each) == 1 else union_all(*each))
    return (await session.execute(statement, {**visibility.parameters, **narrow, **parameters})).all()


def _condition(name: str) -> ColumnElement[bool]:
    column: Any = _NARROWED.get(name, _BY.get(name))
    assert column is not None, name
    equal: ColumnElement[bool] = column == bindparam(name, type_=column.type)
    return equal


def _within(column: Any) -> ColumnElement[bool]:
    since, until = bindparam("since", type_=column.type), bindparam("until", type_=column.type)
    inside: ColumnElement[bool] = (column >= since) & (column < until)
    return inside


def _states(*type_names: str) -> Select[int]:
    """Ids of the states of these types; the literal names keep the statement the same for all."""
    return (
        select(TicketState.id)
        .join(TicketStateType, TicketStateType.id == TicketState.type_id)
        .where(TicketStateType.name.in_(type_names))
    )


def _history(types: Sequence[str]) -> Select[int]:
    return select(TicketHistoryType.id).where(TicketHistoryType.name.in_(types))


async def created_by(
    session: AsyncSession, visibility: Visibility, what: str, since: datetime, until: datetime, narrow: Narrow
) -> Sequence[Any]:
    """id, name, tickets: those made in the span by their present state, priority, queue or owner."""

    def build() -> Statement:
        column, id_, name = _NAMED[what]
        return (
            select(id_.label("id"), name.label("name"), func.count().label("tickets"))
            .select_from(Ticket)
            .join(id_.class_, id_ == column)
            .where(_within(Ticket.create_time))
            .group_by(id_, name)
            .order_by(name)
        )

    return await _run(session, visibility, narrow, ("created_by", what), build, since=since, until=until)


async def created_by_customer(
    session: AsyncSession, visibility: Visibility, since: datetime, until: datetime, limit: int
) -> Sequence[Any]:
    """customer_id, tickets: most first."""

    def build() -> Statement:
        return (
            select(Ticket.customer_id, func.count().label("tickets"))
            .where(_within(Ticket.create_time), Ticket.customer_id != "")
            .group_by(Ticket.customer_id)
            .order_by(func.count().desc(), Ticket.customer_id)
            .limit(bindparam("most", type_=TicketState.id.type))
        )

    return await _run(session, visibility, {}, ("customers",), build, since=since, until=until, most=limit)


async def created_per_day(
    session: AsyncSession, visibility: Visibility, since: datetime, until: datetime, narrow: Narrow
) -> Sequence[Any]:
    """day (text or date), tickets."""

    def build() -> Statement:
        day = func.date(Ticket.create_time)
        return select(day.label("day"), func.count().label("tickets")).where(_within(Ticket.create_time)).group_by(day)

    return await _run(session, visibility, narrow, ("created_per_day",), build, since=since, until=until)


async def created_per_hour(
    session: AsyncSession, visibility: Visibility, since: datetime, until: datetime
) -> Sequence[Any]:
    """hour (0-23), tickets."""

    def build() -> Statement:
        hour = extract("hour", Ticket.create_time)
        return (
            select(hour.label("hour"), func.count().label("tickets")).where(_within(Ticket.create_time)).group_by(hour)
        )

    return await _run(session, visibility, {}, ("created_per_hour",), build, since=since, until=until)


def _closings(*columns: Any) -> Statement:
    return (
        select(*columns)
        .select_from(TicketHistory)
        .join(Ticket, Ticket.id == TicketHistory.ticket_id)
        .where(
            _within(TicketHistory.create_time),
            TicketHistory.history_type_id.in_(_history(_STATE_CHANGES)),
            TicketHistory.state_id.in_(_states(state_types.CLOSED)),
        )
    )


async def closed_per_day(
    session: AsyncSession, visibility: Visibility, since: datetime, until: datetime, narrow: Narrow
) -> Sequence[Any]:
    """day, tickets: one that was closed twice on a day counts once."""

    def build() -> Statement:
        day = func.date(TicketHistory.create_time)
        counted = func.count(distinct(TicketHistory.ticket_id))
        return _closings(day.label("day"), counted.label("tickets")).group_by(day)

    return await _run(session, visibility, narrow, ("closed_per_day",), build, since=since, until=until)


async def closed_by(
    session: AsyncSession, visibility: Visibility, what: str, since: datetime, until: datetime, narrow: Narrow
) -> Sequence[Any]:
    """id, tickets: by the `queue` that a ticket was in, or by the `agent` who closed it."""

    def build() -> Statement:
        column = TicketHistory.queue_id if what == "queue" else TicketHistory.create_by
        counted = func.count(distinct(TicketHistory.ticket_id))
        return _closings(column.label("id"), counted.label("tickets")).group_by(column)

    return await _run(session, visibility, narrow, ("closed_by", what), build, since=since, until=until)


async def written_by_agent(
    session: AsyncSession,
    visibility: Visibility,
    types: Sequence[str],
    since: datetime,
    until: datetime,
    narrow: Narrow,
) -> Sequence[Any]:
    """id (of the agent), entries: history entries of these types."""

    def build() -> Statement:
        return (
            select(TicketHistory.create_by.label("id"), func.count().label("entries"))
            .select_from(TicketHistory)
            .join(Ticket, Ticket.id == TicketHistory.ticket_id)
            .where(_within(TicketHistory.create_time), TicketHistory.history_type_id.in_(_history(types)))
            .group_by(TicketHistory.create_by)
        )

    return await _run(session, visibility, narrow, ("written", *types), build, since=since, until=until)


async def breaches(
    session: AsyncSession, visibility: Visibility, since: datetime, until: datetime, narrow: Narrow
) -> Sequence[Any]:
    """sla_id (or None), type (name of the history entry), tickets: whose time ran out in the span."""

    def build() -> Statement:
        return (
            select(
                Ticket.sla_id,
                TicketHistoryType.name.label("type"),
                func.count(distinct(TicketHistory.ticket_id)).label("tickets"),
            )
            .select_from(TicketHistory)
            .join(Ticket, Ticket.id == TicketHistory.ticket_id)
            .join(TicketHistoryType, TicketHistoryType.id == TicketHistory.history_type_id)
            .where(_within(TicketHistory.create_time), TicketHistoryType.name.in_(tuple(BREACHES.values())))
            .group_by(Ticket.sla_id, TicketHistoryType.name)
        )

    return await _run(session, visibility, narrow, ("breaches",), build, since=since, until=until)


async def first_answers(
    session: AsyncSession, visibility: Visibility, since: datetime, until: datetime, narrow: Narrow, limit: int
) -> Sequence[Any]:
    """created, answered: of the newest tickets made in the span that an agent has answered."""

    def build() -> Statement:
        answered = func.min(TicketHistory.create_time).label("answered")
        return (
            select(Ticket.create_time.label("created"), answered)
            .select_from(Ticket)
            .join(TicketHistory, TicketHistory.ticket_id == Ticket.id)
            .where(_within(Ticket.create_time), TicketHistory.history_type_id.in_(_history(ANSWERS)))
            .group_by(Ticket.id, Ticket.create_time)
            .order_by(Ticket.id.desc())
            .limit(bindparam("most", type_=TicketState.id.type))
        )

    return await _run(session, visibility, narrow, ("first_answers",), build, since=since, until=until, most=limit)


async def solutions(
    session: AsyncSession, visibility: Visibility, since: datetime, until: datetime, narrow: Narrow, limit: int
) -> Sequence[Any]:
    """created, closed: of the tickets that were closed in the span, the last closing."""

    def build() -> Statement:
        closed = func.max(TicketHistory.create_time).label("closed")
        return (
            _closings(Ticket.create_time.label("created"), closed)
            .group_by(Ticket.id, Ticket.create_time)
            .order_by(Ticket.id.desc())
            .limit(bindparam("most", type_=TicketState.id.type))
        )

    return await _run(session, visibility, narrow, ("solutions",), build, since=since, until=until, most=limit)


async def present(
    session: AsyncSession,
    visibility: Visibility,
    now: datetime,
    me: int,
    narrow: Narrow,
    *,
    open_states: Sequence[int],
    elsewhere: bool,
) -> Sequence[Any]:
    """open, new, pending_reached, escalated, unlocked, mine, of the tickets that are not closed nor archived: rows to add up.

    `elsewhere`: but for those in queues of the agent's groups.
    """

    def build() -> Statement:
        def counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
            return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

        epoch = bindparam("epoch", type_=Ticket.until_time.type)
        waiting = Ticket.ticket_state_id.in_(_states(*state_types.PENDING))
        late = (Ticket.escalation_time > 0) & (Ticket.escalation_time <= epoch)
        return select(
            func.count().label("open"),
            counted(Ticket.ticket_state_id.in_(_states("new"))).label("new"),
            counted(waiting & (Ticket.until_time > 0) & (Ticket.until_time <= epoch)).label("pending_reached"),
            counted(late).label("escalated"),
            counted(Ticket.ticket_lock_id == bindparam("free", type_=Ticket.ticket_lock_id.type)).label("unlocked"),
            counted(Ticket.user_id == _ME).label("mine"),
        ).where(*_OPEN_NOW)

    parameters = {"epoch": int(now.timestamp()), "me": me, "free": UNLOCKED_ID, "open_states": list(open_states)}
    parts = slice(int(elsewhere), None)
    return await _run(session, visibility, narrow, ("present", elsewhere), build, parts, **parameters)


async def owned(session: AsyncSession, visibility: Visibility, me: int, *, open_states: Sequence[int]) -> int:
    """How many of the tickets that are not closed nor archived are theirs, as far as they may see them; at most `MOST_OWN_COUNTED`."""
    theirs = select(Ticket.user_id).where(*_OPEN_NOW, Ticket.user_id == _ME)
    if not visibility.owned_is_visible:
        theirs = theirs.where(visibility.predicate)
    some = theirs.limit(literal_column(str(MOST_OWN_COUNTED))).subquery()
    parameters = {**visibility.parameters, "me": me, "open_states": list(open_states)}
    return int(await session.scalar(select(func.count()).select_from(some), parameters) or 0)


async def open_by(
    session: AsyncSession,
    visibility: Visibility,
    what: str,
    narrow: Narrow,
    *,
    open_states: Sequence[int],
    elsewhere: bool,
) -> Sequence[Any]:
    """id, name, tickets: those not closed nor archived by state, priority, queue or owner; several rows of one id are to be added up.

    `elsewhere`: but for those in queues of the agent's groups.
    """

    def build() -> Statement:
        column, id_, name = _NAMED[what]
        return (
            select(id_.label("id"), name.label("name"), func.count().label("tickets"))
            .select_from(Ticket)
            .join(id_.class_, id_ == column)
            .where(*_OPEN_NOW)
            .group_by(id_, name)
        )

    key, parts = ("open_by", what, elsewhere), slice(int(elsewhere), None)
    return await _run(session, visibility, narrow, key, build, parts, open_states=list(open_states))


async def activity(
    session: AsyncSession, visibility: Visibility, since: datetime, until: datetime, limit: int
) -> Sequence[Any]:
    """id, type, name, ticket_id, tn, title, created, agent_id, login, first_name, last_name: newest first."""

    def build() -> Statement:
        return (
            select(
                TicketHistory.id,
                TicketHistoryType.name.label("type"),
                TicketHistory.name,
                Ticket.id.label("ticket_id"),
                Ticket.tn,
                Ticket.title,
                TicketHistory.create_time.label("created"),
                User.id.label("agent_id"),
                User.login,
                User.first_name,
                User.last_name,
            )
            .select_from(TicketHistory)
            .join(Ticket, Ticket.id == TicketHistory.ticket_id)
            .join(TicketHistoryType, TicketHistoryType.id == TicketHistory.history_type_id)
            .join(User, User.id == TicketHistory.create_by)
            .where(_within(TicketHistory.create_time))
            .order_by(TicketHistory.id.desc())
            .limit(bindparam("most", type_=TicketState.id.type))
        )

    return await _run(session, visibility, {}, ("activity",), build, since=since, until=until, most=limit)
