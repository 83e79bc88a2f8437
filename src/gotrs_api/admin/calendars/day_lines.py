"""Days without work as lines: a day, then what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gotrs_api.admin.calendars.schemas import SingleDay, YearlyDay
from gotrs_api.i18n import N_
from gotrs_api.kernel.errors import InvalidInput

_YEARLY = re.compile(r"(\d{1,2})-(\d{1,2})\s*(.*)")
_SINGLE = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(.*)")


def yearly_days(lines: Iterable[str]) -> list[dict[str, str]]:
    """For CalendarWrite. Raises InvalidInput for lines that are no days."""
    return [
        {"month": found[1], "day": found[2], "name": found[3]} for found in _matches(lines, "vacation_days", _YEARLY)
    ]


def single_days(lines: Iterable[str]) -> list[dict[str, str]]:
    """The same of days of one year."""
    return [{"date": found[1], "name": found[2]} for found in _matches(lines, "vacation_dates", _SINGLE)]


def yearly_lines(days: Iterable[YearlyDay]) -> list[str]:
    return [f"{one.month:02}-{one.day:02} {one.name}" for one in days]


def single_lines(days: Iterable[SingleDay]) -> list[str]:
    return [f"{one.date} {one.name}" for one in days]


def _matches(lines: Iterable[str], field: str, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    found = []
    for line in lines:
        if line.strip():
            match = pattern.fullmatch(line.strip())
            if match is None:
                raise InvalidInput.field(f"/{field}", "day", N_("Each line begins with a day, as in the hint."))
            found.append(match)
    return found
