"""Reading pending times."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gotrs_api.tickets.pending import (
    InvalidPendingTime,
    parse_pending_time,
    pending_time_after_minutes,
    pending_time_from_parts,
)

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("60", timedelta(seconds=60)),
        ("+60s", timedelta(seconds=60)),
        ("+60m", timedelta(minutes=60)),
        ("+60h", timedelta(hours=60)),
        (" 60d ", timedelta(days=60)),
        ("-5m", timedelta(minutes=-5)),
    ],
)
def test_relative_times_count_from_now(text: str, shift: timedelta) -> None:
    assert parse_pending_time(text, NOW, BERLIN) == NOW + shift


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-01 10:20:30", datetime(2026, 12, 1, 9, 20, 30, tzinfo=UTC)),
        ("2026-07-01 10:20", datetime(2026, 7, 1, 8, 20, tzinfo=UTC)),
        ("2026-7-1T1:02:03", datetime(2026, 6, 30, 23, 2, 3, tzinfo=UTC)),
    ],
)
def test_timestamps_are_in_the_given_zone_and_come_back_as_utc(text: str, moment: datetime) -> None:
    parsed = parse_pending_time(text, NOW, BERLIN)
    assert parsed == moment
    assert parsed.tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+60y",
        "+30s +30m",
        "tomorrow",
        "2026-13-01 10:00:00",
        "2026-02-30 10:00",
        "2026-12-01",
        "9999-12-31 23:59:59",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidPendingTime):
        parse_pending_time(text, NOW, BERLIN)


@pytest.mark.parametrize("text", ["+30000d", "999999999999d", "-99999d"])
def test_times_that_the_column_cannot_hold_are_refused(text: str) -> None:
    with pytest.raises(InvalidPendingTime):
        parse_pending_time(text, NOW, BERLIN)


def test_zeros_clear_the_pending_time() -> None:
    assert parse_pending_time("0000-00-00 00:00:00", NOW, BERLIN) is None
    assert pending_time_from_parts(0, 0, 0, 0, 0, zone=BERLIN) is None


def test_minutes_count_from_now() -> None:
    assert pending_time_after_minutes(90, NOW) == NOW + timedelta(minutes=90)
