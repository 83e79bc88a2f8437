"""How near a ticket is to escalating, derived at read time from the stored `escalation_*` columns.

Source of the rules: OTRS 6, Kernel/System/Ticket.pm, TicketEscalationDateCalculation.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from gotrs_api.sla.calendar import WorkingCalendar
from gotrs_api.sla.escalation import EscalationTimes, is_finished
from gotrs_api.sla.rules import EscalationKind, EscalationLimit, EscalationRule
from gotrs_api.sla.working_time import epoch_seconds, moment_of, working_seconds_between_epoch


@dataclass(frozen=True, slots=True)
class EscalationClock:
    """One running clock; the seconds left are negative once the destination is past."""

    kind: EscalationKind
    destination: int
    seconds_left: int
    working_seconds_left: int
    is_escalated: bool
    is_warning: bool

    @property
    def destination_at(self) -> datetime:
        return moment_of(self.destination)

    @property
    def working_time_left_text(self) -> str:
        """OTRS's EscalationDestinationIn, `<h>h <m>m`; the part with hours only from one hour on."""
        hours, rest = divmod(self.working_seconds_left, 3600)
        if hours > 0:
            return f"{hours}h {rest // 60}m"
        return f"{int(self.working_seconds_left / 60)}m"


def escalation_clocks(
    times: EscalationTimes, rule: EscalationRule, calendar: WorkingCalendar, state_type: str, now: datetime
) -> tuple[EscalationClock, ...]:
    """The running clocks of a ticket; none for finished ones. Raises ValueError for a naive `now`."""
    if is_finished(state_type):
        return ()
    moment = epoch_seconds(now)
    return tuple(
        _clock(kind, times.of(kind), rule.limit(kind), calendar, moment) for kind in EscalationKind if times.of(kind)
    )


def next_clock(clocks: tuple[EscalationClock, ...]) -> EscalationClock | None:
    """The clock that ends first; it gives the ticket's global escalation attributes."""
    return min(clocks, key=lambda clock: clock.destination, default=None)


def otrs_escalation_attributes(clocks: tuple[EscalationClock, ...], zone: tzinfo) -> dict[str, int | str]:
    """OTRS's ticket attributes (`FirstResponseTimeDestinationTime`, …); dates are in `zone`, which is `OTRSTimeZone`.

    Attributes that do not apply are absent, as in OTRS; the flags …TimeEscalation and …TimeNotification are 1 or
    absent.
    """
    attributes: dict[str, int | str] = {}
    for clock in clocks:
        prefix = clock.kind.otrs_prefix
        attributes[f"{prefix}TimeDestinationTime"] = clock.destination
        attributes[f"{prefix}TimeDestinationDate"] = _otrs_date(clock, zone)
        attributes[f"{prefix}Time"] = clock.seconds_left
        attributes[f"{prefix}TimeWorkingTime"] = clock.working_seconds_left
        if clock.is_escalated:
            attributes[f"{prefix}TimeEscalation"] = 1
        if clock.is_warning:
            attributes[f"{prefix}TimeNotification"] = 1
    first = next_clock(clocks)
    if first:
        attributes["EscalationDestinationTime"] = first.destination
        attributes["EscalationDestinationDate"] = _otrs_date(first, zone)
        attributes["EscalationDestinationIn"] = first.working_time_left_text
        attributes["EscalationTime"] = first.seconds_left
        attributes["EscalationTimeWorkingTime"] = first.working_seconds_left
    return attributes


def _clock(
    kind: EscalationKind, destination: int, limit: EscalationLimit, calendar: WorkingCalendar, now: int
) -> EscalationClock:
    is_escalated = destination <= now
    if is_escalated:
        working_left = -working_seconds_between_epoch(calendar, destination, now)
    else:
        working_left = working_seconds_between_epoch(calendar, now, destination)
    return EscalationClock(
        kind=kind,
        destination=destination,
        seconds_left=destination - now,
        working_seconds_left=working_left,
        is_escalated=is_escalated,
        is_warning=not is_escalated and _is_warning(limit, working_left),
    )


def _is_warning(limit: EscalationLimit, working_left: int) -> bool:
    """Whether the used share, 100 - left / (limit / 100), has reached the percentage; in integers, so exact."""
    if not limit.notify_percent or not limit.minutes:
        return False
    limit_seconds = limit.minutes * 60
    return 100 * (limit_seconds - working_left) >= limit.notify_percent * limit_seconds


def _otrs_date(clock: EscalationClock, zone: tzinfo) -> str:
    return clock.destination_at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
