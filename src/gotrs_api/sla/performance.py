"""How long a ticket took, against what its rule allows."""

from dataclasses import dataclass
from datetime import datetime

from gotrs_api.sla.calendar import WorkingCalendar
from gotrs_api.sla.working_time import working_seconds_between


@dataclass(frozen=True, slots=True)
class MinutesUsed:
    """Whole working minutes used, and those left of the limit: negative when it was missed."""

    used_minutes: int
    left_minutes: int


def minutes_used(
    calendar: WorkingCalendar, created_at: datetime, reached_at: datetime, limit_minutes: int
) -> MinutesUsed | None:
    """Working time from creation to the first response or the solution; None without a limit.

    Gives OTRS's FirstResponseInMin / …DiffInMin (`reached_at`: first visible agent article) and SolutionInMin /
    …DiffInMin (`reached_at`: the newest closing). Both are cut towards zero.
    """
    if not limit_minutes:
        return None
    seconds = working_seconds_between(calendar, created_at, reached_at)
    return MinutesUsed(seconds // 60, int((limit_minutes * 60 - seconds) / 60))
