"""Several values in one line of text: with commas between, in double quotes where a value holds a comma itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_ITEM: Final = re.compile(r'\s*"(?P<quoted>(?:[^"]|"")*+)"\s*(?=,|$)|(?P<plain>[^,]*)')


def joined(values: Iterable[str]) -> str:
    return ", ".join(one(value) for value in values)


def one(value: str) -> str:
    """A value as it stands in such a line."""
    if "," in value or value.startswith('"') or value != value.strip():
        return '"{}"'.format(value.replace('"', '""'))
    return value


def split(text: str) -> Iterator[str]:
    """The values; empty places between commas are none."""
    for _start, value in _items(text):
        if value:
            yield value


def being_typed(text: str) -> tuple[str, str]:
    """What stands before the last value, and that value, which somebody is still typing."""
    start, value = list(_items(text))[-1]
    return text[:start], value


def _items(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    while at <= len(text):
        found = _ITEM.match(text, at)
        assert found is not None  # the second alternative takes anything
        quoted = found["quoted"]
        yield at, found["plain"].strip() if quoted is None else quoted.replace('""', '"')
        at = found.end() + 1
