"""Working time: pairs observed with Znuny 6.5.1, hard days, and a slow model to compare with."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gotrs_api.sla.calendar import WorkingCalendar
from gotrs_api.sla.working_time import (
    HORIZON_YEARS,
    add_working_seconds,
    working_intervals,
    working_seconds_between,
)
from tests.sla.calendars import BERLIN, DEFAULT, NEVER, NO_HOURS, calendars, daily, utc, weekdays
from tests.sla.working_time_model import model_add, model_seconds_between

# Start, then where 15, 60, 480, 1440 and 2880 minutes end; Monday to Friday 8 to 21.
ADDED = [
    "10-21T09:30 10-21T09:45 10-21T10:30 10-21T17:30 10-22T20:30 10-24T18:30",
    "10-21T07:00 10-21T08:15 10-21T09:00 10-21T16:00 10-22T19:00 10-24T17:00",
    "10-21T20:30 10-21T20:45 10-22T08:30 10-22T15:30 10-23T18:30 10-25T16:30",
    "10-21T23:10 10-22T08:15 10-22T09:00 10-22T16:00 10-23T19:00 10-25T17:00",
    "10-25T20:15 10-25T20:30 10-28T08:15 10-28T15:15 10-29T18:15 10-31T16:15",
    "10-26T12:00 10-28T08:15 10-28T09:00 10-28T16:00 10-29T19:00 10-31T17:00",
    "12-23T19:00 12-23T19:15 12-23T20:00 12-27T14:00 12-30T17:00 13-03T15:00",
    "12-31T10:00 13-02T08:15 13-02T09:00 13-02T16:00 13-03T19:00 13-07T17:00",
    "10-25T00:00 10-25T08:15 10-25T09:00 10-25T16:00 10-28T19:00 10-30T17:00",
]
# Start, then where 30, 480 and 960 minutes end, all in UTC; Berlin, Monday to Friday 9 to 17, 2024-10-29 free.
ADDED_IN_BERLIN = [
    "2024-10-25T13:30 2024-10-25T14:00 2024-10-28T14:30 2024-10-30T14:30",
    "2024-10-28T07:30 2024-10-28T08:30 2024-10-28T16:00 2024-10-30T16:00",
    "2024-03-29T14:00 2024-03-29T14:30 2024-04-01T13:00 2024-04-02T13:00",
    "2024-07-01T06:59:30 2024-07-01T07:30 2024-07-01T15:00 2024-07-02T15:00",
]
BETWEEN = [
    ("2024-10-21T09:30", "2024-10-21T12:00", 9_000),
    ("2024-10-21T18:00", "2024-10-22T10:00", 18_000),
    ("2024-10-25T16:00", "2024-10-28T09:00", 21_600),
    ("2024-12-23T08:00", "2024-12-27T21:00", 93_600),
    ("2024-10-26T00:00", "2024-10-27T23:59:59", 0),
    ("2024-10-22T10:00", "2024-10-21T10:00", 0),
    ("2024-10-01T00:00", "2024-11-01T00:00", 1_076_400),
]

OFFICE = weekdays(range(8, 16), zone="Europe/Berlin")
NIGHT = daily({1, 2, 3}, "Europe/Berlin")
NEW_YORK = weekdays(range(9, 17), zone="America/New_York")
KATHMANDU = daily(range(10, 17), "Asia/Kathmandu")
KOLKATA = weekdays(range(9, 18), zone="Asia/Kolkata")
TOKYO = daily(range(24), "Asia/Tokyo", holidays={(12, 25)})
TWO_SHIFTS = weekdays({8, 9, 13, 14})
LEAP_DAY_OFF = weekdays(range(8, 21), dates=[date(2028, 2, 29)])
# Reckoned by hand: calendar, start, minutes, end; all in UTC. Berlin's clocks go on at 2026-03-29T01:00Z and back at
# 2026-10-25T01:00Z, New York's on 8 March and 1 November, Lord Howe's by half an hour on 5 April and 4 October.
BY_HAND = [
    (OFFICE, "2026-03-27T14:30", 60, "2026-03-30T06:30"),  # a weekend in which the clock goes on
    (OFFICE, "2026-10-23T13:30", 60, "2026-10-26T07:30"),  # and one in which it goes back
    (NEW_YORK, "2026-03-06T21:00", 120, "2026-03-09T14:00"),
    (NEW_YORK, "2026-10-30T20:00", 120, "2026-11-02T15:00"),
    (NIGHT, "2026-03-28T23:30", 90, "2026-03-29T01:30"),  # hours 1 and 3: there is no 2
    (NIGHT, "2026-03-28T23:30", 120, "2026-03-29T02:00"),
    (NIGHT, "2026-03-28T23:30", 150, "2026-03-29T23:30"),
    (NIGHT, "2026-10-24T22:00", 200, "2026-10-25T02:20"),  # hour 2 comes twice
    (NIGHT, "2026-10-24T22:00", 240, "2026-10-25T03:00"),
    (NIGHT, "2026-10-24T22:00", 241, "2026-10-26T00:01"),
    (NIGHT, "2026-10-25T00:30", 60, "2026-10-25T01:30"),  # from 2:30 to 2:30
    (daily({1}, "Australia/Lord_Howe"), "2026-04-04T14:00", 90, "2026-04-04T15:30"),
    (daily({1}, "Australia/Lord_Howe"), "2026-04-04T14:00", 91, "2026-04-05T14:31"),
    (daily({2}, "Australia/Lord_Howe"), "2026-10-03T15:00", 30, "2026-10-03T16:00"),
    (daily({2}, "Australia/Lord_Howe"), "2026-10-03T15:00", 31, "2026-10-04T15:01"),
    (daily({23}, "Africa/Cairo"), "2026-10-29T20:00", 120, "2026-10-29T22:00"),  # back to 23:00 at midnight
    (daily({0}, "Africa/Cairo"), "2026-04-23T21:30", 31, "2026-04-24T21:31"),  # on to 1:00 at midnight
    (KATHMANDU, "2026-03-03T04:00", 30, "2026-03-03T04:45"),
    (KATHMANDU, "2026-03-03T04:00", 420, "2026-03-03T11:15"),
    (KATHMANDU, "2026-03-03T04:00", 421, "2026-03-04T04:16"),
    (KOLKATA, "2026-03-06T12:15", 30, "2026-03-09T03:45"),  # Friday 17:45 to Monday 9:15
    (TOKYO, "2026-12-24T14:30", 60, "2026-12-25T15:30"),  # its 25 December, not that of UTC
    (TWO_SHIFTS, "2026-03-03T09:30", 60, "2026-03-03T13:30"),
    (TWO_SHIFTS, "2026-03-03T09:30", 150, "2026-03-03T15:00"),
    (TWO_SHIFTS, "2026-03-03T09:30", 210, "2026-03-04T09:00"),
    (TWO_SHIFTS, "2026-03-03T09:59:30", 1, "2026-03-03T13:00:30"),
    (LEAP_DAY_OFF, "2028-02-28T20:00", 90, "2028-03-01T08:30"),
    (DEFAULT, "2026-04-30T20:30", 60, "2026-05-04T08:30"),  # Thursday, 1 May free, weekend
]


def _of_2024(text: str) -> datetime:
    return utc(f"2024-{text}") if not text.startswith("13-") else utc(f"2025-01-{text[3:]}")


@pytest.mark.parametrize("row", ADDED)
def test_adds_like_otrs(row: str) -> None:
    start, *ends = map(_of_2024, row.split())
    added = [add_working_seconds(DEFAULT, start, minutes * 60) for minutes in (15, 60, 480, 1440, 2880)]
    assert added == ends


@pytest.mark.parametrize("row", ADDED_IN_BERLIN)
def test_adds_like_otrs_in_another_zone(row: str) -> None:
    start, *ends = map(utc, row.split())
    assert [add_working_seconds(BERLIN, start, minutes * 60) for minutes in (30, 480, 960)] == ends


@pytest.mark.parametrize(("calendar", "start", "minutes", "end"), BY_HAND)
def test_adds_as_reckoned_by_hand_and_counts_the_same_back(
    calendar: WorkingCalendar, start: str, minutes: int, end: str
) -> None:
    assert add_working_seconds(calendar, utc(start), minutes * 60) == utc(end)
    assert working_seconds_between(calendar, utc(start), utc(end)) == minutes * 60


@pytest.mark.parametrize(("start", "stop", "seconds"), BETWEEN)
def test_counts_like_otrs(start: str, stop: str, seconds: int) -> None:
    assert working_seconds_between(DEFAULT, utc(start), utc(stop)) == seconds


def test_a_calendar_without_hours_leaves_the_start_and_counts_nothing() -> None:
    start = utc("2024-10-21T09:30")
    assert add_working_seconds(NEVER, start, 3600) == start
    assert working_seconds_between(NEVER, start, start + timedelta(days=30)) == 0


def test_a_year_full_of_vacation_days_is_a_calendar_without_hours() -> None:
    every_day = frozenset((day.month, day.day) for day in (date(2024, 1, 1) + timedelta(n) for n in range(366)))
    start = utc("2024-10-21T09:30")
    assert add_working_seconds(weekdays(range(24), holidays=every_day), start, 60) == start


def test_a_calendar_of_leap_days_finds_the_next_one_on_its_weekday() -> None:
    holidays = frozenset((day.month, day.day) for day in (date(2023, 1, 1) + timedelta(n) for n in range(365)))
    mondays = WorkingCalendar((frozenset({9}), *(NO_HOURS,) * 6), holidays, frozenset(), ZoneInfo("UTC"))
    assert add_working_seconds(mondays, utc("2024-03-01T00:00"), 60) == utc("2044-02-29T09:01")


def test_a_limit_beyond_the_horizon_is_cut_there() -> None:
    start = utc("2024-10-21T09:30")
    one_hour_a_week = WorkingCalendar((frozenset({9}), *(NO_HOURS,) * 6), frozenset(), frozenset(), ZoneInfo("UTC"))
    assert add_working_seconds(one_hour_a_week, start, 10**9) == datetime(2024 + HORIZON_YEARS, 1, 1, tzinfo=UTC)


def test_the_hour_that_the_clock_repeats_counts_twice_and_the_skipped_one_not_at_all() -> None:
    nights = WorkingCalendar((frozenset({2}),) * 7, frozenset(), frozenset(), ZoneInfo("Europe/Berlin"))
    assert working_seconds_between(nights, utc("2024-10-26T22:00"), utc("2024-10-27T22:00")) == 7200
    assert working_seconds_between(nights, utc("2024-03-30T23:00"), utc("2024-03-31T22:00")) == 0


def test_the_day_that_samoa_skipped_has_no_working_time() -> None:
    samoa = WorkingCalendar((frozenset(range(24)),) * 7, frozenset(), frozenset(), ZoneInfo("Pacific/Apia"))
    free_on_new_years_eve = WorkingCalendar(samoa.hours, frozenset({(12, 31)}), frozenset(), samoa.zone)
    # 29 December ended at 10:00 UTC and 31 December began.
    assert working_seconds_between(samoa, utc("2011-12-30T09:00"), utc("2011-12-30T11:00")) == 7200
    assert working_seconds_between(free_on_new_years_eve, utc("2011-12-30T09:00"), utc("2011-12-30T11:00")) == 3600


def test_nothing_to_add_returns_the_start_even_outside_working_hours() -> None:
    assert add_working_seconds(DEFAULT, utc("2024-10-26T12:00"), 0) == utc("2024-10-26T12:00")
    assert add_working_seconds(DEFAULT, utc("2024-10-26T12:00"), -60) == utc("2024-10-26T12:00")


def test_moments_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        add_working_seconds(DEFAULT, datetime(2024, 10, 21, 9, 30), 60)  # noqa: DTZ001


def test_intervals_join_consecutive_hours_and_skip_the_weekend() -> None:
    intervals = list(working_intervals(DEFAULT, utc("2024-10-25T16:00"), utc("2024-10-28T09:00")))
    assert [tuple(interval) for interval in intervals] == [
        (utc("2024-10-25T16:00"), utc("2024-10-25T21:00")),
        (utc("2024-10-28T08:00"), utc("2024-10-28T09:00")),
    ]


def test_an_interval_over_new_year_is_one() -> None:
    always = WorkingCalendar((frozenset(range(24)),) * 7, frozenset(), frozenset(), ZoneInfo("UTC"))
    assert len(list(working_intervals(always, utc("2024-12-30T00:00"), utc("2025-01-02T00:00")))) == 1


moments = st.integers(int(utc("2024-02-20T00:00").timestamp()), int(utc("2025-01-10T00:00").timestamp()))


@given(calendar=calendars, start=moments, span=st.integers(-3600, 20 * 86_400))
def test_counting_agrees_with_the_model(calendar: WorkingCalendar, start: int, span: int) -> None:
    begin, end = (datetime.fromtimestamp(moment, UTC) for moment in (start, start + span))
    expected = model_seconds_between(calendar, start, start + span)
    assert working_seconds_between(calendar, begin, end) == expected
    assert sum(interval.seconds for interval in working_intervals(calendar, begin, end)) == expected


@given(calendar=calendars, start=moments, seconds=st.integers(1, 60 * 3600))
def test_adding_agrees_with_the_model(calendar: WorkingCalendar, start: int, seconds: int) -> None:
    begin = datetime.fromtimestamp(start, UTC)
    due = add_working_seconds(calendar, begin, seconds)
    expected = model_add(calendar, start, seconds, give_up_after_s=30 * 86_400)
    if expected is not None:
        assert int(due.timestamp()) == expected
    elif calendar.has_working_time:
        assert due > begin + timedelta(days=29)
        assert working_seconds_between(calendar, begin, due) == seconds


def test_ten_years_are_counted_without_stepping_through_them() -> None:
    """A tenth of a millisecond a call would already be slow; the first call may fill the calendar's time lines."""
    start, stop = utc("2014-01-01T00:00"), utc("2024-01-01T00:00")
    first = working_seconds_between(BERLIN, start, stop)
    began = time.process_time()
    for _ in range(1000):
        assert working_seconds_between(BERLIN, start, stop) == first
    assert time.process_time() - began < 1
