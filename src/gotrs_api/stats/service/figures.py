"""Numbers over a span, for whoever may see the tickets that are counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from statistics import mean, median, quantiles
from typing import Any, Final, Literal

from gotrs_api.catalog import state_types
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.service import agents
from gotrs_api.queues.service import list_queues
from gotrs_api.stats.repository import windows
from gotrs_api.stats.schemas import (
    AgentStatistics,
    Analytics,
    Counted,
    CustomerStatistics,
    DashboardStats,
    DayCounts,
    Durations,
    QueueStatistics,
    StatisticsDashboard,
    TrendCounts,
)
from gotrs_api.stats.spans import Span
from gotrs_api.tickets.schemas import NamedRef, UserRef
from gotrs_api.tickets.schemas.numbers import OpenCount
from gotrs_api.tickets.service import visible_tickets
from gotrs_api.tickets.service.names import NAMES, Ref, open_state_ids
from gotrs_api.tickets.service.open_counts import open_counts
from gotrs_api.uow import ReadUow

Period = Literal["day", "week", "month"]
What = Literal["state", "priority", "queue", "owner"]
MOST_MEASURED: Final = 5000
Narrow = dict[str, int]
Asked = tuple[datetime, datetime, Narrow]


async def dashboard_stats(uow: ReadUow, principal: Principal, *, narrow: Narrow | None = None) -> DashboardStats:
    """On a desk with very many open tickets up to ten seconds old, but for what is the agent's own (see `open_counts`).

    Raises Forbidden for customers, as all of these do.
    """
    principal.require_agent()
    visibility, states = await visible_tickets(uow, principal), await open_state_ids(uow)
    me, moment = int(principal.user_id), uow.clock.now()
    rows = await windows.present(
        uow.session, visibility, moment, me, narrow or {}, open_states=states, elsewhere=not narrow
    )
    found: dict[str, int] = {
        name: sum(int(getattr(row, name)) for row in rows)
        for name in ("open", "new", "pending_reached", "escalated", "unlocked", "mine")
    }
    if not narrow:
        kinds = (await NAMES.get(uow)).state
        new, waiting = kinds.ids_of_types((state_types.NEW,)), kinds.ids_of_types(state_types.PENDING)
        for one in await _in_my_queues(uow, principal, states):
            found["open"] += one.tickets
            found["new"] += one.tickets if one.state_id in new else 0
            found["pending_reached"] += one.pending_over if one.state_id in waiting else 0
            found["escalated"] += one.escalated
            found["unlocked"] += one.tickets if one.lock_id == windows.UNLOCKED_ID else 0
        found["mine"] = await windows.owned(uow.session, visibility, me, open_states=states)
    (today,) = await days(uow, principal, 1, narrow=narrow)
    return DashboardStats(**found, created_today=today.created, closed_today=today.closed)


async def _in_my_queues(uow: ReadUow, principal: Principal, states: Sequence[int]) -> list[OpenCount]:
    return [one for one in await open_counts(uow, principal) if one.state_id in states and not one.archived]


async def days(uow: ReadUow, principal: Principal, count: int, *, narrow: Narrow | None = None) -> list[DayCounts]:
    """Each day of the span, those without tickets too."""
    principal.require_agent()
    span, visibility = Span.of(uow, count), await visible_tickets(uow, principal)
    asked = (uow.session, visibility, span.since, span.until, narrow or {})
    created = {_day(row.day): row.tickets for row in await windows.created_per_day(*asked)}
    closed = {_day(row.day): row.tickets for row in await windows.closed_per_day(*asked)}
    return [DayCounts(day=day, created=created.get(day, 0), closed=closed.get(day, 0)) for day in span.each_day()]


async def trends(uow: ReadUow, principal: Principal, count: int, period: Period) -> list[TrendCounts]:
    """The days of the span put together; the first period may be cut off."""
    found: dict[date, TrendCounts] = {}
    for day in await days(uow, principal, count):
        begin = _begin(day.day, period)
        held = found.get(begin) or TrendCounts(begin=begin, created=0, closed=0)
        found[begin] = TrendCounts(begin=begin, created=held.created + day.created, closed=held.closed + day.closed)
    return list(found.values())


async def created_by(uow: ReadUow, principal: Principal, what: What, count: int) -> list[Counted]:
    """Tickets made in the span, by what they are now."""
    principal.require_agent()
    span, visibility = Span.of(uow, count), await visible_tickets(uow, principal)
    return _counted(await windows.created_by(uow.session, visibility, what, span.since, span.until, {}))


async def open_by(uow: ReadUow, principal: Principal, what: What, *, narrow: Narrow | None = None) -> list[Counted]:
    """By name; as old as `dashboard_stats`, by owner always counted now."""
    principal.require_agent()
    visibility, states = await visible_tickets(uow, principal), await open_state_ids(uow)
    known = not narrow and what != "owner"
    found: dict[int, Counted] = {}
    if known:
        names: dict[int | None, Ref] = getattr(await NAMES.get(uow), what).by_id
        for one in await _in_my_queues(uow, principal, states):
            id_: int = getattr(one, f"{what}_id")
            add_up(found, id_, names[id_]["name"], one.tickets)
    rows = await windows.open_by(uow.session, visibility, what, narrow or {}, open_states=states, elsewhere=known)
    for row in rows:
        add_up(found, row.id, row.name, row.tickets)
    return sorted(found.values(), key=lambda one: one.name)


def add_up(found: dict[int, Counted], id_: int, name: str, tickets: int) -> None:
    held = found[id_].count if id_ in found else 0
    found[id_] = Counted(id=id_, name=name, count=held + tickets)


async def statistics_dashboard(uow: ReadUow, principal: Principal) -> StatisticsDashboard:
    return StatisticsDashboard(
        overview=await dashboard_stats(uow, principal),
        by_queue=await open_by(uow, principal, "queue"),
        by_priority=await open_by(uow, principal, "priority"),
        recent=await days(uow, principal, 7),
    )


async def agent_statistics(uow: ReadUow, principal: Principal, count: int) -> list[AgentStatistics]:
    """Every valid agent and whoever else did something, by login."""
    span, visibility = Span.of(uow, count), await visible_tickets(uow, principal)
    people = await agents.list_agents(uow, principal, valid=None)
    asked: Asked = (span.since, span.until, {})
    closed = _by_id(await windows.closed_by(uow.session, visibility, "agent", *asked), "tickets")
    answers = _by_id(await windows.written_by_agent(uow.session, visibility, windows.ANSWERS, *asked), "entries")
    notes = _by_id(await windows.written_by_agent(uow.session, visibility, windows.NOTES, *asked), "entries")
    open_ = {one.id: one.count for one in await open_by(uow, principal, "owner")}
    return [
        AgentStatistics(
            agent=UserRef(id=one.id, login=one.login, name=one.name),
            open=open_.get(one.id, 0),
            closed=closed.get(one.id, 0),
            answers=answers.get(one.id, 0),
            notes=notes.get(one.id, 0),
        )
        for one in people
        if one.valid or one.id in closed.keys() | answers.keys() | notes.keys() | open_.keys()
    ]


async def queue_statistics(uow: ReadUow, principal: Principal, count: int) -> list[QueueStatistics]:
    """Queues that have any of these figures, by name."""
    principal.require_agent()
    span, visibility = Span.of(uow, count), await visible_tickets(uow, principal)
    asked: Asked = (span.since, span.until, {})
    created = _by_id(await windows.created_by(uow.session, visibility, "queue", *asked), "tickets")
    closed = _by_id(await windows.closed_by(uow.session, visibility, "queue", *asked), "tickets")
    open_ = {one.id: one.count for one in await open_by(uow, principal, "queue")}
    return [
        QueueStatistics(
            queue=NamedRef(id=queue.id, name=queue.name),
            open=open_.get(queue.id, 0),
            created=created.get(queue.id, 0),
            closed=closed.get(queue.id, 0),
        )
        for queue in await list_queues(uow)
        if queue.id in created.keys() | closed.keys() | open_.keys()
    ]


async def customer_statistics(uow: ReadUow, principal: Principal, count: int, limit: int) -> list[CustomerStatistics]:
    principal.require_agent()
    span, visibility = Span.of(uow, count), await visible_tickets(uow, principal)
    rows = await windows.created_by_customer(uow.session, visibility, span.since, span.until, limit)
    return [CustomerStatistics(customer_id=row.customer_id, created=row.tickets) for row in rows]


async def analytics(uow: ReadUow, principal: Principal, count: int) -> Analytics:
    principal.require_agent()
    span, visibility = Span.of(uow, count), await visible_tickets(uow, principal)
    by_weekday, by_hour = [0] * 7, [0] * 24
    for row in await windows.created_per_day(uow.session, visibility, span.since, span.until, {}):
        by_weekday[_day(row.day).weekday()] += row.tickets
    for row in await windows.created_per_hour(uow.session, visibility, span.since, span.until):
        by_hour[int(row.hour)] = row.tickets
    return Analytics(
        created_by_weekday=by_weekday,
        created_by_hour=by_hour,
        first_response=await first_response(uow, principal, span),
        solution=await solution(uow, principal, span),
    )


async def first_response(uow: ReadUow, principal: Principal, span: Span, *, narrow: Narrow | None = None) -> Durations:
    """From the making of a ticket to the first mail or call of an agent; hours as they pass, not working hours."""
    visibility = await visible_tickets(uow, principal)
    asked = (span.since, span.until, narrow or {}, MOST_MEASURED)
    rows = await windows.first_answers(uow.session, visibility, *asked)
    return durations((row.created, row.answered) for row in rows)


async def solution(uow: ReadUow, principal: Principal, span: Span, *, narrow: Narrow | None = None) -> Durations:
    """From the making of a ticket to its last closing, of those that were closed in the span."""
    visibility = await visible_tickets(uow, principal)
    asked = (span.since, span.until, narrow or {}, MOST_MEASURED)
    rows = await windows.solutions(uow.session, visibility, *asked)
    return durations((row.created, row.closed) for row in rows)


def durations(stretches: Iterable[tuple[datetime, datetime]]) -> Durations:
    seconds = [max(0, int((end - begin).total_seconds())) for begin, end in stretches]
    if not seconds:
        return Durations(tickets=0, average_s=None, median_s=None, ninetieth_percentile_s=None)
    tenths = quantiles(seconds, n=10, method="inclusive") if len(seconds) > 1 else seconds
    return Durations(
        tickets=len(seconds),
        average_s=round(mean(seconds)),
        median_s=round(median(seconds)),
        ninetieth_percentile_s=round(tenths[-1]),
    )


def _counted(rows: Sequence[Any]) -> list[Counted]:
    return [Counted(id=row.id, name=row.name, count=row.tickets) for row in rows]


def _by_id(rows: Sequence[Any], what: str) -> dict[int, int]:
    return {row.id: getattr(row, what) for row in rows}


def _day(value: date | str) -> date:
    """SQLite has no dates, only texts."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _begin(day: date, period: Period) -> date:
    match period:
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
    return day
