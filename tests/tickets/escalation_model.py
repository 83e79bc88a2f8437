"""When tickets escalate and what is told of it, slow and obvious: from `otrs-ticket-core.md`, not from our code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from gotrs_api.sla.calendar import WorkingCalendar
from tests.sla.working_time_model import model_add, model_seconds_between

CLOCKS: Final = ("response", "update", "solution")
EVENTS: Final = {
    "response": "EscalationResponseTime",
    "update": "EscalationUpdateTime",
    "solution": "EscalationSolutionTime",
}
STATE_TYPES: Final = {
    "new": "new",
    "open": "open",
    "closed successful": "closed",
    "removed": "removed",
    "pending reminder": "pending reminder",
    "pending auto close+": "pending auto",
    "merged": "merged",
}
_LONG_S: Final = 120 * 86_400
_DECAY_S: Final = 86_400
_SOON_S: Final = 5 * 86_400
_LATELY_S: Final = 600


class Wrote(NamedTuple):
    """An article; `order` as its id."""

    at: int
    order: int
    sender: str
    visible: bool


@dataclass
class Rules:
    """Minutes and percentages of a queue or SLA by clock, and the calendar that it names."""

    limits: dict[str, tuple[int, int]]
    calendar: WorkingCalendar
    has_calendar: bool


@dataclass
class Told:
    """What the model knows of a ticket; moments are epoch seconds."""

    id: int
    created: int
    queue: Rules
    state: str
    sla: Rules | None = None
    articles: list[Wrote] = field(default_factory=list)
    ever_closed: bool = False
    until: int = 0
    has_service: bool = False
    priority: int = 3
    main: Told | None = None
    gave: list[Wrote] = field(default_factory=list)
    state_before_merge: str = ""
    columns: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CLOCKS, 0))
    events: Counter[str] = field(default_factory=Counter)
    last: dict[str, int] = field(default_factory=dict)

    @property
    def type(self) -> str:
        return STATE_TYPES[self.state]

    @property
    def rules(self) -> Rules:
        return self.sla or self.queue

    @property
    def finished(self) -> bool:
        return self.type in ("closed", "merged", "removed")

    def recalculate(self) -> None:
        self.columns = dict.fromkeys(CLOCKS, 0)
        if self.finished:
            return
        if not any(each.sender == "agent" and each.visible for each in self.articles):
            self.columns["response"] = self._due("response", self.created)
        if self.articles and not self.type.startswith("pending"):
            self.columns["update"] = self._due("update", self.update_start())
        if not self.ever_closed:
            self.columns["solution"] = self._due("solution", self.created)

    def update_start(self) -> int:
        newest_first = sorted(self.articles, reverse=True)
        start, customer_seen = newest_first[0].at, False
        for each in newest_first:
            if not each.visible or each.sender == "system":
                continue
            if each.sender == "agent":
                return start if customer_seen else each.at
            start, customer_seen = each.at, True
        return start

    def _due(self, clock: str, start: int) -> int:
        minutes = self.rules.limits[clock][0]
        if not minutes:
            return 0
        calendar = self.rules.calendar
        if not any(calendar.hours):
            return start
        due = model_add(calendar, start, minutes * 60, _LONG_S)
        assert due is not None
        return due

    def over(self, now: int) -> set[str]:
        return {clock for clock in CLOCKS if 0 < self.columns[clock] <= now and not self.finished}

    def happens(self, now: int, *, more: bool = False, **changes: Any) -> None:
        """One event that may stop clocks: a change of state, queue or SLA, or an article.

        With `more` to come in the same transaction it is reckoned at once only where a clock is over.
        """
        over = self.over(now)
        for name, value in changes.items():
            setattr(self, name, value)
        self.ever_closed |= "state" in changes and self.type == "closed"
        if more and not over:
            return
        self.recalculate()
        for clock in over - self.over(now):
            self.events[f"{EVENTS[clock]}Stop"] += 1

    def swept(self, now: int) -> None:
        """As the escalation job finds it."""
        calendar = self.rules.calendar
        earliest = min((due for due in self.columns.values() if due), default=0)
        if self.finished or not earliest or earliest >= now + _SOON_S:
            return
        if not model_seconds_between(self.sweep_calendar, now - _LATELY_S, now):
            return
        for clock in CLOCKS:
            due, (minutes, percent) = self.columns[clock], self.rules.limits[clock]
            if not due:
                continue
            name = ""
            if due <= now:
                name = f"{EVENTS[clock]}Start"
            elif percent and minutes:
                left = model_seconds_between(calendar, now, due)
                if 100 - left / (minutes * 60 / 100) >= percent:
                    name = f"{EVENTS[clock]}NotifyBefore"
            if name and now - self.last.get(name, 0) >= _DECAY_S:
                self.events[name] += 1
                self.last[name] = now

    @property
    def sweep_calendar(self) -> WorkingCalendar:
        """A level that names no calendar leaves this to the queue's, though its times count by the default one."""
        return self.sla.calendar if self.sla and self.sla.has_calendar else self.queue.calendar
