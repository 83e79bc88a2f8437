"""Statistics as they go out. Days are those of the database's time zone (`OTRSTimeZone`); durations are in seconds."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from gotrs_api.tickets.schemas import NamedRef, UserRef
from gotrs_api.tickets.schemas.numbers import MOST_OWN_COUNTED


class StatsOut(BaseModel):
    model_config = ConfigDict(frozen=True)


class Counted(StatsOut):
    """How many tickets something named has."""

    id: int
    name: str
    count: int


class DeskTotals(StatsOut):
    """Tickets that the caller may see, whenever they were made; agents that are valid."""

    tickets_by_state: list[Counted]
    tickets_by_queue: list[Counted]
    total_tickets: int
    total_users: int


class DashboardStats(StatsOut):
    """`open` are tickets that are neither closed nor archived, and the next five are among them."""

    open: int
    new: int
    pending_reached: int = Field(description="Whose pending time is over.")
    escalated: int
    unlocked: int
    mine: int = Field(description=f"Owned by the caller; {MOST_OWN_COUNTED} where there are more.")
    created_today: int
    closed_today: int


class DayCounts(StatsOut):
    day: date
    created: int
    closed: int


class TrendCounts(StatsOut):
    """`begin` is the first day of the period."""

    begin: date
    created: int
    closed: int


class StatisticsDashboard(StatsOut):
    overview: DashboardStats
    by_queue: list[Counted]
    by_priority: list[Counted]
    recent: list[DayCounts] = Field(description="The last seven days.")


class AgentStatistics(StatsOut):
    """`open` is now, the others are in the span. `answers` are mails and calls to customers."""

    agent: UserRef
    open: int
    closed: int
    answers: int
    notes: int


class QueueStatistics(StatsOut):
    """`open` is now, the others are in the span."""

    queue: NamedRef
    open: int
    created: int
    closed: int


class CustomerStatistics(StatsOut):
    customer_id: str
    created: int


class Durations(StatsOut):
    """Of at most 5,000 tickets, the newest; None where there is none."""

    tickets: int
    average_s: int | None
    median_s: int | None
    ninetieth_percentile_s: int | None


class Analytics(StatsOut):
    """When tickets come, and how long things take. Weekdays begin with Monday, hours with midnight."""

    created_by_weekday: list[int]
    created_by_hour: list[int]
    first_response: Durations
    solution: Durations


class QueueFigures(QueueStatistics):
    by_state: list[Counted] = Field(description="Of the open tickets.")
    by_priority: list[Counted] = Field(description="Of the open tickets.")
    first_response: Durations
    solution: Durations


class SlaMetrics(StatsOut):
    """`breached`: tickets whose time ran out in the span, by clock."""

    sla: NamedRef
    open: int
    created: int
    closed: int
    breached: dict[str, int]
    first_response: Durations
    solution: Durations


class AgentPerformance(StatsOut):
    """The caller's own figures in the span."""

    closed: int
    answers: int
    notes: int
    solution: Durations = Field(description="Of the tickets that the caller closed.")


class Workload(StatsOut):
    """The caller's own open tickets; `desk_average` is the mean of all agents who own any that the caller may see."""

    open: int
    new: int
    pending_reached: int
    escalated: int
    by_state: list[Counted]
    by_priority: list[Counted]
    desk_average: float


class ActivityEntry(StatsOut):
    """A row of the history of a ticket that the caller may see. `text` is readable English; `name`, OTRS's raw layout,
    is for readers of other languages and is no part of the API."""

    id: int
    type: str
    name: str = Field(exclude=True)
    text: str
    ticket_id: int
    ticket_number: str
    ticket_title: str
    created: datetime
    agent: UserRef


class TicketsReport(StatsOut):
    """All tickets of the desk, whoever may see them."""

    overview: DashboardStats
    created: int
    closed: int
    by_queue: list[QueueStatistics]
    by_state: list[Counted]
    by_priority: list[Counted]
    days: list[DayCounts]


class UsersReport(StatsOut):
    agents_valid: int
    agents_invalid: int
    customer_users_valid: int
    customer_users_invalid: int
    activity: list[AgentStatistics]


class SlaReport(StatsOut):
    """`without_sla` are breaches of the times of queues."""

    slas: list[SlaBreaches]
    without_sla: dict[str, int]


class SlaBreaches(StatsOut):
    sla: NamedRef
    breached: dict[str, int]


class PerformanceReport(StatsOut):
    analytics: Analytics
    agents: list[AgentStatistics]
