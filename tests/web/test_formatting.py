"""Dates, durations, sizes and names as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from gotrs_api.i18n import LANGUAGES, catalogue
from gotrs_web.formatting import Formatter, avatar_tone, initials

NOW = datetime(2026, 11, 23, 10, 2, tzinfo=UTC)


def reader(language: str = "en", zone: str = "Europe/Berlin") -> Formatter:
    return Formatter(catalogue(language), LANGUAGES[language].locale, ZoneInfo(zone))


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 11, 23, 7, 12, tzinfo=UTC), "Today 08:12"),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "Today 00:30"),
        (datetime(2026, 11, 22, 15, 20, tzinfo=UTC), "Yesterday 16:20"),
        (datetime(2026, 11, 12, 13, 3, tzinfo=UTC), "12 Nov, 14:03"),
        (datetime(2025, 11, 12, 13, 3, tzinfo=UTC), "12 Nov 2025"),
    ],
)
def test_a_moment_is_told_from_the_readers_day(moment: datetime, text: str) -> None:
    assert reader().moment(moment, "smart", NOW) == text


def test_a_moment_is_told_in_the_readers_language() -> None:
    assert reader("de").moment(NOW, "smart", NOW) == "Heute 11:02"
    assert reader("de").moment(NOW, "long", NOW) == "Montag, 23. November 2026, 11:02 (CET)"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (59, "0 min"),
        (18 * 60, "18 min"),
        (-18 * 60, "18 min"),
        (72 * 60, "1 h 12 min"),
        (65 * 60, "1 h 05 min"),
        (26 * 3600, "1 d 2 h"),
    ],
)
def test_a_duration_has_two_units_at_most(seconds: int, text: str) -> None:
    assert reader().duration(seconds) == text


@pytest.mark.parametrize(("seconds", "text"), [(50 * 60, "50 min"), (3 * 3600 + 5, "3 h"), (5 * 86400, "5 d")])
def test_an_age_has_one_unit(seconds: int, text: str) -> None:
    assert reader().age(seconds) == text


@pytest.mark.parametrize(("size", "text"), [(0, "0 B"), (999, "999 B"), (41_234, "41 kB"), (1_841_234, "1.8 MB")])
def test_a_size_is_short(size: int, text: str) -> None:
    assert reader().size(size) == text


def test_numbers_are_grouped_as_the_reader_is_used_to() -> None:
    assert (reader().number(4120), reader("de").number(4120)) == ("4,120", "4.120")


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Rosa Lind", "RL"), ("lena.fischer", "LF"), ("root@localhost", "R"), ("", "?"), ("Ana María Ruiz", "AR")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_person_keeps_one_of_five_colours() -> None:
    assert avatar_tone("Rosa Lind") == avatar_tone("Rosa Lind")
    assert {avatar_tone(f"person {n}") for n in range(100)} == {1, 2, 3, 4, 5}


def test_a_day_of_this_year_is_short_in_the_readers_language() -> None:
    assert reader().day(date(2026, 11, 12)) == "12 Nov"
    assert reader("de").day(date(2026, 11, 12)) == "12. Nov."
