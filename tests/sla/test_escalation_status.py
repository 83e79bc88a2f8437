"""How near a ticket is to escalating."""

from zoneinfo import ZoneInfo

import pytest

from gotrs_api.sla.escalation import EscalationTimes
from gotrs_api.sla.escalation_status import (
    EscalationClock,
    escalation_clocks,
    next_clock,
    otrs_escalation_attributes,
)
from gotrs_api.sla.performance import MinutesUsed, minutes_used
from gotrs_api.sla.rules import EscalationKind, EscalationLimit, EscalationRule
from tests.sla.calendars import DEFAULT, utc

RULE = EscalationRule(EscalationLimit(60, 50), EscalationLimit(120), EscalationLimit(600, 90))


def _epoch(text: str) -> int:
    return int(utc(text).timestamp())


def _clock(now: str, destination: str = "2024-10-28T08:30") -> EscalationClock:
    times = EscalationTimes(response=_epoch(destination))
    (clock,) = escalation_clocks(times, RULE, DEFAULT, "open", utc(now))
    return clock


def test_working_time_left_leaves_out_the_weekend() -> None:
    clock = _clock("2024-10-25T20:45")
    assert clock.working_seconds_left == 45 * 60
    assert clock.seconds_left == _epoch("2024-10-28T08:30") - _epoch("2024-10-25T20:45")
    assert not clock.is_escalated


def test_a_missed_destination_counts_below_zero() -> None:
    clock = _clock("2024-10-28T09:00")
    assert (clock.is_escalated, clock.seconds_left, clock.working_seconds_left) == (True, -1800, -1800)


def test_a_ticket_escalates_in_the_very_second() -> None:
    assert _clock("2024-10-28T08:30:00").is_escalated
    assert not _clock("2024-10-28T08:29:59").is_escalated


@pytest.mark.parametrize(
    ("now", "is_warning"),
    [("2024-10-25T20:59:59", False), ("2024-10-28T08:00:00", True), ("2024-10-28T08:30:00", False)],
)
def test_the_warning_comes_at_the_percentage_and_ends_with_the_escalation(now: str, is_warning: bool) -> None:
    assert _clock(now).is_warning is is_warning


def test_without_a_percentage_nobody_is_warned() -> None:
    times = EscalationTimes(update=_epoch("2024-10-28T08:30"))
    (clock,) = escalation_clocks(times, RULE, DEFAULT, "open", utc("2024-10-28T08:29"))
    assert not clock.is_warning


def test_a_rule_that_was_taken_away_does_not_warn() -> None:
    times = EscalationTimes(solution=_epoch("2024-10-28T08:30"))
    rule = EscalationRule(solution=EscalationLimit(0, 50))
    (clock,) = escalation_clocks(times, rule, DEFAULT, "open", utc("2024-10-28T08:29"))
    assert not clock.is_warning


def test_finished_tickets_have_no_clocks() -> None:
    times = EscalationTimes(response=1, update=1, solution=1)
    assert escalation_clocks(times, RULE, DEFAULT, "closed", utc("2024-10-28T08:29")) == ()


@pytest.mark.parametrize(
    ("working_seconds", "text"),
    [(0, "0m"), (59, "0m"), (3599, "59m"), (3600, "1h 0m"), (90_061, "25h 1m"), (-59, "0m"), (-7260, "-121m")],
)
def test_the_text_shows_hours_from_one_hour_on(working_seconds: int, text: str) -> None:
    clock = EscalationClock(EscalationKind.UPDATE, 1, 0, working_seconds, is_escalated=False, is_warning=False)
    assert clock.working_time_left_text == text


def test_otrs_attributes_carry_each_clock_and_the_first_one() -> None:
    times = EscalationTimes(response=_epoch("2024-10-28T08:30"), solution=_epoch("2024-10-28T12:00"))
    clocks = escalation_clocks(times, RULE, DEFAULT, "open", utc("2024-10-28T09:00"))
    first = next_clock(clocks)
    assert first
    assert first.kind is EscalationKind.FIRST_RESPONSE
    assert otrs_escalation_attributes(clocks, ZoneInfo("Europe/Berlin")) == {
        "FirstResponseTimeDestinationTime": times.response,
        "FirstResponseTimeDestinationDate": "2024-10-28 09:30:00",
        "FirstResponseTime": -1800,
        "FirstResponseTimeWorkingTime": -1800,
        "FirstResponseTimeEscalation": 1,
        "SolutionTimeDestinationTime": times.solution,
        "SolutionTimeDestinationDate": "2024-10-28 13:00:00",
        "SolutionTime": 10_800,
        "SolutionTimeWorkingTime": 10_800,
        "EscalationDestinationTime": times.response,
        "EscalationDestinationDate": "2024-10-28 09:30:00",
        "EscalationDestinationIn": "-30m",
        "EscalationTime": -1800,
        "EscalationTimeWorkingTime": -1800,
    }


def test_no_clock_gives_no_attributes() -> None:
    assert otrs_escalation_attributes((), ZoneInfo("UTC")) == {}


@pytest.mark.parametrize(
    ("kind", "event"),
    [
        (EscalationKind.FIRST_RESPONSE, "EscalationResponseTime"),
        (EscalationKind.UPDATE, "EscalationUpdateTime"),
        (EscalationKind.SOLUTION, "EscalationSolutionTime"),
    ],
)
def test_events_have_otrs_names(kind: EscalationKind, event: str) -> None:
    assert kind.otrs_event == event


@pytest.mark.parametrize(
    ("reached", "limit", "used"),
    [
        ("2024-10-25T16:45:30", 60, MinutesUsed(45, 14)),
        ("2024-10-28T09:00:00", 60, MinutesUsed(360, -300)),
        ("2024-10-28T09:00:00", 0, None),
    ],
)
def test_minutes_used_are_working_minutes(reached: str, limit: int, used: MinutesUsed | None) -> None:
    assert minutes_used(DEFAULT, utc("2024-10-25T16:00"), utc(reached), limit) == used
