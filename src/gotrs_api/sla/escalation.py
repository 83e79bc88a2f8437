"""When a ticket escalates: the values of its four `escalation_*` columns and how they came about.

Source of the rules: OTRS 6, Kernel/System/Ticket.pm, TicketEscalationIndexBuild.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gotrs_api.sla.calendar import WorkingCalendar
from gotrs_api.sla.rules import EscalationFacts, EscalationKind, EscalationRule
from gotrs_api.sla.working_time import WorkingInterval, add_working_seconds_epoch, epoch_seconds, moment_of
from gotrs_api.sla.working_time import working_intervals as intervals_between

_FINISHED_STATE_TYPES: Final = ("merge", "close", "remove")
# The columns are 32-bit integers; a limit of years must not make the ticket's update fail.
_MAX_COLUMN: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class EscalationTimes:
    """Destination of each clock in epoch seconds, 0 when it does not run."""

    response: int = 0
    update: int = 0
    solution: int = 0

    @property
    def earliest(self) -> int:
        """Value of `ticket.escalation_time`: the smallest destination that is not 0."""
        return min((time for time in (self.response, self.update, self.solution) if time), default=0)

    def of(self, kind: EscalationKind) -> int:
        if kind is EscalationKind.FIRST_RESPONSE:
            return self.response
        return self.update if kind is EscalationKind.UPDATE else self.solution

    def as_columns(self) -> dict[str, int]:
        """The four columns of `ticket`, by name."""
        return {
            "escalation_time": self.earliest,
            "escalation_response_time": self.response,
            "escalation_update_time": self.update,
            "escalation_solution_time": self.solution,
        }


@dataclass(frozen=True, slots=True)
class ClockExplanation:
    """Why a clock ends when it does: `counted_seconds` of the limit are used, in the intervals of `counted`."""

    kind: EscalationKind
    limit_minutes: int
    started_at: datetime
    destination_at: datetime
    counted: tuple[WorkingInterval, ...]

    @property
    def counted_seconds(self) -> int:
        return sum(interval.seconds for interval in self.counted)


def escalation_times(rule: EscalationRule, calendar: WorkingCalendar, facts: EscalationFacts) -> EscalationTimes:
    """The values that belong into the ticket's `escalation_*` columns. Raises ValueError for naive moments."""
    times = {
        kind: _destination(calendar, started_at, rule.limit(kind).minutes)
        for kind, started_at in _running_clocks(rule, facts).items()
    }
    return EscalationTimes(
        response=times.get(EscalationKind.FIRST_RESPONSE, 0),
        update=times.get(EscalationKind.UPDATE, 0),
        solution=times.get(EscalationKind.SOLUTION, 0),
    )


def explain_escalation(
    rule: EscalationRule, calendar: WorkingCalendar, facts: EscalationFacts, now: datetime
) -> tuple[ClockExplanation, ...]:
    """The running clocks with the working time counted until `now`, or until the destination once that is past."""
    return tuple(
        _explanation(kind, rule.limit(kind).minutes, calendar, started_at, now)
        for kind, started_at in _running_clocks(rule, facts).items()
    )


def is_finished(state_type: str) -> bool:
    """Closed, merged and removed tickets do not escalate."""
    return state_type.lower().startswith(_FINISHED_STATE_TYPES)


def _running_clocks(rule: EscalationRule, facts: EscalationFacts) -> dict[EscalationKind, datetime]:
    clocks: dict[EscalationKind, datetime] = {}
    if is_finished(facts.state_type):
        return clocks
    if rule.first_response.minutes and facts.articles.answered_at is None:
        clocks[EscalationKind.FIRST_RESPONSE] = facts.created_at
    update_start = _update_start(facts)
    if rule.update.minutes and update_start:
        clocks[EscalationKind.UPDATE] = update_start
    if rule.solution.minutes and not facts.ever_closed:
        clocks[EscalationKind.SOLUTION] = facts.created_at
    return clocks


def _update_start(facts: EscalationFacts) -> datetime | None:
    if facts.state_type.lower().startswith("pending"):
        return None
    articles = facts.articles
    return articles.waiting_since or articles.answered_at or articles.newest_at


def _destination(calendar: WorkingCalendar, started_at: datetime, minutes: int) -> int:
    return min(add_working_seconds_epoch(calendar, epoch_seconds(started_at), minutes * 60), _MAX_COLUMN)


def _explanation(
    kind: EscalationKind, minutes: int, calendar: WorkingCalendar, started_at: datetime, now: datetime
) -> ClockExplanation:
    destination_at = moment_of(_destination(calendar, started_at, minutes))
    counted = tuple(intervals_between(calendar, started_at, min(now, destination_at)))
    return ClockExplanation(kind, minutes, started_at, destination_at, counted)
