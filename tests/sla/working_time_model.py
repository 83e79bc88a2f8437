"""The slow and obvious way to count working time: look at every quarter of an hour.

Zones of our time change their offset by quarters of an hour and at such moments, so no piece is working time in part.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from gotrs_api.sla.calendar import WorkingCalendar

PIECE_S = 900


def is_working_time(calendar: WorkingCalendar, moment: datetime) -> bool:
    local = moment.astimezone(calendar.zone)
    if (local.month, local.day) in calendar.vacation_days or local.date() in calendar.vacation_dates:
        return False
    return local.hour in calendar.hours[local.weekday()]


def model_seconds_between(calendar: WorkingCalendar, start: int, stop: int) -> int:
    return sum(
        end - begin
        for begin, end in _pieces(start, stop)
        if is_working_time(calendar, datetime.fromtimestamp(begin, UTC))
    )


def model_add(calendar: WorkingCalendar, start: int, seconds: int, give_up_after_s: int) -> int | None:
    for begin, end in _pieces(start, start + give_up_after_s):
        if is_working_time(calendar, datetime.fromtimestamp(begin, UTC)):
            if seconds <= end - begin:
                return begin + seconds
            seconds -= end - begin
    return None


def _pieces(start: int, stop: int) -> Iterator[tuple[int, int]]:
    while start < stop:
        end = min((start // PIECE_S + 1) * PIECE_S, stop)
        yield start, end
        start = end
