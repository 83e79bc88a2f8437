"""Tickets as they go out."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, field_serializer

from gotrs_api.articles.schemas import ArticleRead
from gotrs_api.catalog.validity import Validity
from gotrs_api.customers.schemas import CustomerOfTicket


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True)


class NamedRef(_Out):
    id: int
    name: str


class StateRef(_Out):
    """`type` is OTRS's state type: new, open, closed, pending reminder, pending auto, removed, merged."""

    id: int
    name: str
    type: str


class UserRef(_Out):
    """An agent; user 1 is the system itself and stands for "nobody" as owner or responsible."""

    id: int
    login: str
    name: str


class CustomerUserRef(_Out):
    """Of an address without a customer account, login and e-mail are that address and the name is too."""

    login: str
    name: str
    email: str


class EscalationClockRead(_Out):
    """`due` is None while the clock does not run; `warning` from the configured share of the time on."""

    due: datetime | None
    state: Literal["off", "running", "warning", "escalated"]


class EscalationRead(_Out):
    first_response: EscalationClockRead
    update: EscalationClockRead
    solution: EscalationClockRead


class TicketSummary(_Out):
    """A row of a list. `escalates_at` is the earliest of the running clocks; `seen` is the caller's own mark."""

    id: int
    number: str
    title: str
    queue: NamedRef
    state: StateRef
    priority: NamedRef
    type: NamedRef | None
    service: NamedRef | None
    sla: NamedRef | None
    lock: NamedRef
    owner: UserRef
    responsible: UserRef
    customer_id: str | None
    customer_user: CustomerUserRef | None
    pending_until: datetime | None
    escalates_at: datetime | None
    dynamic_fields: dict[str, JsonValue]
    archived: bool
    seen: bool
    created: datetime
    changed: datetime


class TicketRef(_Out):
    id: int
    number: str
    title: str
    state: StateRef


class TicketRead(_Out):
    """A whole ticket as this caller may see it. `allowed` names the actions that the caller may take now.

    `etag` is for the HTTP header (quotes included) and for `if_match` of the services; it is not in the body.
    """

    id: int
    number: str
    title: str
    queue: NamedRef
    state: StateRef
    priority: NamedRef
    type: NamedRef | None
    service: NamedRef | None
    sla: NamedRef | None
    lock: NamedRef
    owner: UserRef
    responsible: UserRef
    customer_id: str | None
    customer_user: CustomerUserRef | None
    pending_until: datetime | None
    escalation: EscalationRead
    dynamic_fields: dict[str, JsonValue]
    archived: bool
    watched: bool = Field(description="Whether the caller watches this ticket.")
    seen: bool = Field(description="Whether the caller has seen every article.")
    created: datetime
    changed: datetime
    merged_into: TicketRef | None = Field(
        description="What a merged ticket goes on as, if the caller may see that one."
    )
    allowed: frozenset[str]
    etag: str = Field(exclude=True)

    @field_serializer("allowed")
    def _in_order(self, allowed: frozenset[str]) -> list[str]:
        return sorted(allowed)


class TicketExpanded(TicketRead):
    """With `expand=articles` the articles that the caller may see, in order of time, with `expand=customer` who it is
    for; otherwise the members are absent."""

    articles: tuple[ArticleRead, ...] = ()
    customer: CustomerOfTicket | None = None


class HistoryEntry(_Out):
    """One row of the history. `text` is readable English; `name` is OTRS's raw layout with `%%`.

    queue, state, priority, type and owner are the ticket's after this entry.
    """

    id: int
    type: str
    name: str
    text: str
    article_id: int | None
    queue: NamedRef
    state: NamedRef
    priority: NamedRef
    ticket_type: NamedRef | None
    owner: UserRef
    created: datetime
    created_by: UserRef


class WatcherRead(UserRef):
    since: datetime


class PresenceRead(_Out):
    """An agent who has the ticket open."""

    user_id: int
    name: str
    is_writing: bool


class MentionRead(_Out):
    agent: UserRef
    article_id: int | None
    created: datetime | None


class TimeEntry(_Out):
    """Time booked on a ticket, in the units of `Ticket::Frontend::TimeUnits`, two decimals."""

    id: int
    article_id: int | None
    time_units: float
    created: datetime
    created_by: UserRef


class TicketTime(_Out):
    total: float
    entries: tuple[TimeEntry, ...]


class WorkingStretch(_Out):
    start: datetime
    end: datetime


class TicketEscalation(_Out):
    """Why a clock ends when it does. `counted` are the working hours counted so far; seconds left may be negative."""

    clock: Literal["first_response", "update", "solution"]
    limit_minutes: int
    source: Literal["queue", "sla"]
    calendar: str | None
    started: datetime
    due: datetime
    state: Literal["running", "warning", "escalated"]
    working_seconds_left: int
    counted: tuple[WorkingStretch, ...]


class ActionExplanation(_Out):
    """Whether the caller may take an action on this ticket now, and why (not).

    `message_key` with `params` in its `{}` places is `reason`, for those who translate it.
    """

    action: str
    allowed: bool
    reason: str
    message_key: str
    params: dict[str, str]


class QueueCounts(_Out):
    """Tickets of one queue in viewable (not closed) states that the caller may see; `unlocked` are free to take."""

    queue: NamedRef
    open: int
    new: int
    unlocked: int


class NumberRef(_Out):
    id: int
    number: str


class MergeEntry(_Out):
    """`merged` went into `into`; `undone` tells when it was taken out again."""

    merged: NumberRef
    into: NumberRef
    created: datetime
    created_by: UserRef
    undone: datetime | None = None


class TicketLinkRead(_Out):
    """`role` is what the other ticket is to this one."""

    type: str
    role: Literal["parent", "child", "peer"]
    ticket: TicketRef
    created: datetime


class LinkTypeRead(_Out):
    """`roles` are what the other ticket can be to this one."""

    id: int
    name: str
    roles: tuple[Literal["parent", "child", "peer"], ...]


class LinkTypeSurvey(_Out):
    """For the administration. `objects` are kinds of what it links, `is_possible` whether tickets can be linked anew."""

    id: int
    name: str
    source: str
    target: str
    objects: tuple[str, ...]
    valid: Validity
    is_possible: bool
    links: int
