"""Days without work as the value of a setting: a list here, in OTRS's tables a hash by (year,) month and day.

Source: OTRS 6, Kernel/System/SysConfig/ValueType/VacationDays.pm and VacationDaysOneTime.pm.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Annotated, Any, Final, TypeAlias

from pydantic import AfterValidator, BeforeValidator, PlainSerializer

Days: TypeAlias = list[dict[str, str]]
_LEAP_YEAR: Final = 2024
_NAMELESS: Final = "-"  # to OTRS a day without a name is a working day


def vacation_type(*parts: str) -> Any:
    """Type of a setting whose days have these parts (`year`, `month`, `day`) and a `name`.

    Both forms are read. In OTRS's a day that never comes, such as 30 February, is left out, as it frees nobody there
    either; people are told.
    """
    return Annotated[
        Days,
        BeforeValidator(partial(_listed, parts)),
        AfterValidator(partial(_existing, parts)),
        PlainSerializer(partial(_nested, parts)),
    ]


def _listed(parts: tuple[str, ...], value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    days = (dict(zip((*parts, "name"), found, strict=True)) for found in _leaves(value, len(parts)))
    return sorted((day for day in days if _exists(parts, day)), key=lambda day: [int(day[part]) for part in parts])


def _leaves(value: Mapping[Any, Any], depth: int) -> Iterator[tuple[str, ...]]:
    for key, below in value.items():
        if depth == 1:
            yield str(key), str(below)
        elif isinstance(below, Mapping):
            yield from ((str(key), *rest) for rest in _leaves(below, depth - 1))


def _existing(parts: tuple[str, ...], days: Days) -> Days:
    for day in days:
        if not _exists(parts, day):
            raise ValueError(f"{'-'.join(day.get(part, '') for part in parts)} is not a day of the calendar")
    return days


def _exists(parts: tuple[str, ...], day: Mapping[str, str]) -> bool:
    try:
        numbers = [int(day[part]) for part in parts]
        date(*([_LEAP_YEAR] * (3 - len(numbers)) + numbers))
    except (KeyError, ValueError):
        return False
    return True


def _nested(parts: tuple[str, ...], days: Days) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for day in days:
        inner = found
        *above, last = (str(int(day[part])) for part in parts)
        for number in above:
            inner = inner.setdefault(number, {})
        inner[last] = day.get("name") or _NAMELESS
    return found
