"""Arithmetic with working time: add it to a moment, count it between two moments, list what was counted.

Source of the rules: OTRS 6, working time in Kernel/System/DateTime.pm. Moments are aware datetimes; fractions of
seconds are dropped, results are UTC. Days with a change of the clock count by their real length.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple

from gotrs_api.sla.calendar import WorkingCalendar
from gotrs_api.sla.timeline import utc_year, year_start, year_timeline

# A calendar may work on nothing but some 29 February; beyond this a due date means nothing any more.
HORIZON_YEARS: Final = 100


class WorkingInterval(NamedTuple):
    """A stretch of uninterrupted working time, `end_at` exclusive, both aware UTC."""

    start_at: datetime
    end_at: datetime

    @property
    def seconds(self) -> int:
        return epoch_seconds(self.end_at) - epoch_seconds(self.start_at)


def add_working_seconds(calendar: WorkingCalendar, start: datetime, seconds: int) -> datetime:
    """The earliest moment at which `seconds` of working time have passed since `start`.

    `start` itself for zero or negative seconds and for a calendar without any working time. Results more than
    HORIZON_YEARS away are cut there. Raises ValueError for a naive `start`.
    """
    moment = epoch_seconds(start)
    due = add_working_seconds_epoch(calendar, moment, seconds)
    return start if due == moment else moment_of(due)


def working_seconds_between(calendar: WorkingCalendar, start: datetime, stop: datetime) -> int:
    """Working seconds in [start, stop); 0 when stop is not after start. Raises ValueError for naive moments."""
    return working_seconds_between_epoch(calendar, epoch_seconds(start), epoch_seconds(stop))


def working_intervals(calendar: WorkingCalendar, start: datetime, stop: datetime) -> Iterator[WorkingInterval]:
    """The intervals that `working_seconds_between` counts, in order of time; consecutive hours are one interval."""
    first, last = epoch_seconds(start), epoch_seconds(stop)
    pending: tuple[int, int] | None = None
    for interval_start, interval_end in _clipped_intervals(calendar, first, last):
        if pending and pending[1] == interval_start:
            pending = (pending[0], interval_end)
            continue
        if pending:
            yield WorkingInterval(moment_of(pending[0]), moment_of(pending[1]))
        pending = (interval_start, interval_end)
    if pending:
        yield WorkingInterval(moment_of(pending[0]), moment_of(pending[1]))


def add_working_seconds_epoch(calendar: WorkingCalendar, start: int, seconds: int) -> int:
    """As `add_working_seconds`, in epoch seconds."""
    if seconds <= 0 or not calendar.has_working_time:
        return start
    first_year = utc_year(start)
    last_year = first_year + HORIZON_YEARS
    wanted = seconds + year_timeline(calendar, first_year).counted_until(start)
    for year in range(first_year, last_year):
        timeline = year_timeline(calendar, year)
        if wanted <= timeline.total:
            return timeline.moment_after(wanted)
        wanted -= timeline.total
    return year_start(last_year)


def working_seconds_between_epoch(calendar: WorkingCalendar, start: int, stop: int) -> int:
    """As `working_seconds_between`, in epoch seconds."""
    if stop <= start or not calendar.has_working_time:
        return 0
    first_year, last_year = utc_year(start), utc_year(stop)
    whole_years = sum(year_timeline(calendar, year).total for year in range(first_year, last_year))
    until_stop = year_timeline(calendar, last_year).counted_until(stop)
    return whole_years + until_stop - year_timeline(calendar, first_year).counted_until(start)


def epoch_seconds(moment: datetime) -> int:
    """Whole epoch seconds of an aware datetime. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("Working time needs datetimes with a zone.")
    return int(moment.timestamp() // 1)


def moment_of(epoch: int) -> datetime:
    return datetime.fromtimestamp(epoch, UTC)


def _clipped_intervals(calendar: WorkingCalendar, start: int, stop: int) -> Iterator[tuple[int, int]]:
    if stop <= start:
        return
    for year in range(utc_year(start), utc_year(stop) + 1):
        timeline = year_timeline(calendar, year)
        for interval_start, interval_end in zip(timeline.starts, timeline.ends, strict=True):
            first, last = max(start, interval_start), min(stop, interval_end)
            if first < last:
                yield first, last
