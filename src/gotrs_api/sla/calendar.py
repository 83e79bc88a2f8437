"""Working calendars: which local hours of which days count as working time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

DAY_NAMES: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NUMBERED_CALENDARS: Final = tuple(str(number) for number in range(1, 10))

_DAYS_OF_A_YEAR: Final = frozenset(
    (day.month, day.day)
    for day in map(date.fromordinal, range(date(2024, 1, 1).toordinal(), date(2025, 1, 1).toordinal()))
)


@dataclass(frozen=True)
class WorkingCalendar:
    """Whole working hours per weekday in a zone, less vacation days.

    An instant is working time when the local hour is in `hours` of the local weekday (Monday first; hour h means
    h:00:00 to h:59:59) and the local day is in neither `vacation_days` (month, day, every year) nor `vacation_dates`.
    Hashable, and equal calendars share their computed time lines, so building one per use is cheap.

    Source: OTRS 6, `TimeWorkingHours`, `TimeVacationDays`, `TimeVacationDaysOneTime`.
    """

    hours: tuple[frozenset[int], ...]
    vacation_days: frozenset[tuple[int, int]]
    vacation_dates: frozenset[date]
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if len(self.hours) != len(DAY_NAMES):
            raise ValueError("A working calendar needs the hours of seven weekdays.")
        if any(hour not in range(24) for hours in self.hours for hour in hours):
            raise ValueError("Working hours lie between 0 and 23.")

    @cached_property
    def has_working_time(self) -> bool:
        """False when no instant can ever count: no hours at all, or every day of the year is a vacation day."""
        return any(self.hours) and not self.vacation_days >= _DAYS_OF_A_YEAR

    @cached_property
    def day_ranges(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Per weekday the working ranges in seconds after local midnight, end exclusive, neighbours joined."""
        return tuple(_joined_ranges(hours) for hours in self.hours)

    def is_vacation(self, day: date) -> bool:
        return (day.month, day.day) in self.vacation_days or day in self.vacation_dates


def calendar_setting_names(calendar_name: str | None) -> tuple[str, ...]:
    """System settings that `calendar_from_settings` reads for the calendar of a queue or SLA (`calendar_name`)."""
    number = _number(calendar_name)
    default = ("OTRSTimeZone", "TimeWorkingHours", "TimeVacationDays", "TimeVacationDaysOneTime")
    if number is None:
        return default
    return (
        *default,
        f"TimeZone::Calendar{number}Name",
        f"TimeZone::Calendar{number}",
        *(f"{name}::Calendar{number}" for name in default[1:]),
    )


def is_calendar_setting(name: str) -> bool:
    """Whether any calendar's working time rests on this system setting."""
    return any(name in calendar_setting_names(number) for number in NUMBERED_CALENDARS)


def calendar_from_settings(calendar_name: str | None, values: Mapping[str, object]) -> WorkingCalendar:
    """Build the calendar that a queue or SLA names, from setting values (missing or None: not set).

    A numbered calendar counts only when its `TimeZone::Calendar<n>Name` is set; else the default calendar applies.
    A calendar without its own zone uses `OTRSTimeZone`.

    Raises ValueError for hours or days that do not exist and `zoneinfo.ZoneInfoNotFoundError` for an unknown zone.
    """
    number = _number(calendar_name)
    suffix = ""
    zone = values.get("OTRSTimeZone")
    if number is not None and values.get(f"TimeZone::Calendar{number}Name"):
        suffix = f"::Calendar{number}"
        zone = values.get(f"TimeZone::Calendar{number}") or zone
    return WorkingCalendar(
        hours=_weekday_hours(values.get(f"TimeWorkingHours{suffix}")),
        vacation_days=frozenset(
            _month_day(month, day) for month, day in _rows(values.get(f"TimeVacationDays{suffix}"), ("month", "day"))
        ),
        vacation_dates=frozenset(
            date(year, month, day)
            for year, month, day in _rows(
                values.get(f"TimeVacationDaysOneTime{suffix}"),
                ("year", "month", "day"),
            )
        ),
        zone=ZoneInfo(str(zone or "UTC")),
    )


def _number(calendar_name: str | None) -> str | None:
    name = (calendar_name or "").strip()
    return name if name in NUMBERED_CALENDARS else None


def _weekday_hours(value: object) -> tuple[frozenset[int], ...]:
    by_day = value if isinstance(value, Mapping) else {}
    return tuple(frozenset(int(hour) for hour in by_day.get(name) or ()) for name in DAY_NAMES)


def _month_day(month: int, day: int) -> tuple[int, int]:
    if (month, day) not in _DAYS_OF_A_YEAR:
        raise ValueError(f"There is no day {day} in month {month}.")
    return month, day


def _rows(value: object, keys: tuple[str, ...]) -> Iterable[tuple[int, ...]]:
    for entry in value if isinstance(value, list) else ():
        yield tuple(int(entry[key]) for key in keys)


def _joined_ranges(hours: frozenset[int]) -> tuple[tuple[int, int], ...]:
    ranges: list[tuple[int, int]] = []
    for hour in sorted(hours):
        start, end = hour * 3600, (hour + 1) * 3600
        if ranges and ranges[-1][1] == start:
            start = ranges.pop()[0]
        ranges.append((start, end))
    return tuple(ranges)
