"""Calendars that the tests of this package share, and a strategy for arbitrary ones."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from gotrs_api.sla.calendar import WorkingCalendar

NO_HOURS: frozenset[int] = frozenset()
HOLIDAYS = frozenset({(1, 1), (5, 1), (12, 24), (12, 25), (12, 26), (12, 31)})
# Zones with hard cases: half an hour of summer time, offsets of 45 minutes, clock changes at midnight.
ZONES = ("UTC", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo", "America/Santiago")


def weekdays(
    hours: Iterable[int],
    *,
    zone: str = "UTC",
    holidays: frozenset[tuple[int, int]] = HOLIDAYS,
    dates: Iterable[date] = (),
) -> WorkingCalendar:
    """Monday to Friday the same hours, the weekend free."""
    working = frozenset(hours)
    return WorkingCalendar((*(working,) * 5, NO_HOURS, NO_HOURS), holidays, frozenset(dates), ZoneInfo(zone))


def daily(hours: Iterable[int], zone: str, *, holidays: Iterable[tuple[int, int]] = ()) -> WorkingCalendar:
    """The same hours on all seven days."""
    return WorkingCalendar((frozenset(hours),) * 7, frozenset(holidays), frozenset(), ZoneInfo(zone))


DEFAULT = weekdays(range(8, 21))
BERLIN = weekdays(range(9, 17), zone="Europe/Berlin", dates=[date(2024, 10, 29)])
NEVER = weekdays(())


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


hour_sets = st.one_of(
    st.just(NO_HOURS), st.just(frozenset(range(24))), st.frozensets(st.integers(0, 23), min_size=1, max_size=12)
)
calendars = st.builds(
    WorkingCalendar,
    hours=st.tuples(*[hour_sets] * 7),
    vacation_days=st.frozensets(st.sampled_from([(1, 1), (2, 29), (3, 31), (10, 27), (12, 25)])),
    vacation_dates=st.frozensets(st.dates(date(2024, 3, 1), date(2024, 11, 30)), max_size=5),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
)
