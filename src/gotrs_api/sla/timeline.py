"""The working intervals of one calendar in one year, ready for binary search."""

import time
from bisect import bisect_left, bisect_right
from calendar import timegm
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from gotrs_api.sla.calendar import WorkingCalendar

_DAY_S = 86_400
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_EPOCH_WEEKDAY = date(1970, 1, 1).weekday()


class YearTimeline(NamedTuple):
    """Disjoint working intervals [start, end) of a UTC year in epoch seconds, with the seconds counted before each."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    before: tuple[int, ...]
    total: int

    def counted_until(self, moment: int) -> int:
        """Working seconds between the start of the year and `moment`."""
        index = bisect_right(self.starts, moment) - 1
        if index < 0:
            return 0
        return self.before[index] + min(moment, self.ends[index]) - self.starts[index]

    def moment_after(self, seconds: int) -> int:
        """The earliest moment with `seconds` (1 … total) counted before it."""
        index = bisect_left(self.before, seconds) - 1
        return self.starts[index] + seconds - self.before[index]


def utc_year(moment: int) -> int:
    return time.gmtime(moment).tm_year


def year_start(year: int) -> int:
    return timegm((year, 1, 1, 0, 0, 0))


@lru_cache(maxsize=512)
def year_timeline(calendar: WorkingCalendar, year: int) -> YearTimeline:
    """Compute (once per calendar and year, about a millisecond) the working intervals of a UTC year."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _working_intervals(calendar, year_start(year), year_start(year + 1)):
        if ends and ends[-1] == start:
            ends[-1] = end
        else:
            starts.append(start)
            ends.append(end)
    before: list[int] = []
    total = 0
    for start, end in zip(starts, ends, strict=True):
        before.append(total)
        total += end - start
    return YearTimeline(tuple(starts), tuple(ends), tuple(before), total)


def _working_intervals(calendar: WorkingCalendar, start: int, stop: int) -> Iterator[tuple[int, int]]:
    for piece_start, piece_end, offset in _constant_offset_pieces(calendar.zone, start, stop):
        day = (piece_start + offset) // _DAY_S
        ranges = calendar.day_ranges[(day + _EPOCH_WEEKDAY) % 7]
        if not ranges or calendar.is_vacation(date.fromordinal(_EPOCH_ORDINAL + day)):
            continue
        midnight = day * _DAY_S - offset
        for range_start, range_end in ranges:
            first = max(piece_start, midnight + range_start)
            last = min(piece_end, midnight + range_end)
            if first < last:
                yield first, last


def _constant_offset_pieces(zone: ZoneInfo, start: int, stop: int) -> Iterator[tuple[int, int, int]]:
    """Cut [start, stop) at local midnights and at changes of the UTC offset: (start, end, offset in seconds)."""
    offset = _offset(zone, start)
    while start < stop:
        local_day = (start + offset) // _DAY_S
        end = min((local_day + 1) * _DAY_S - offset, stop)
        next_offset = _offset(zone, end)
        if next_offset != offset:
            end = _first_change(zone, start, end, offset)
        yield start, end, offset
        start, offset = end, next_offset


def _first_change(zone: ZoneInfo, same: int, changed: int, offset: int) -> int:
    while changed - same > 1:
        middle = (same + changed) // 2
        if _offset(zone, middle) == offset:
            same = middle
        else:
            changed = middle
    return changed


def _offset(zone: ZoneInfo, moment: int) -> int:
    offset = datetime.fromtimestamp(moment, zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0
