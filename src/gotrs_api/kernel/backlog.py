"""The shape of what waits somewhere, for monitoring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

# By state: how many, and when the oldest of them began to wait (None where there is none).
Backlog: TypeAlias = Mapping[str, tuple[int, datetime | None]]


def by_state(states: Iterable[str], rows: Iterable[Any]) -> Backlog:
    """Of rows (state, count, oldest). States without rows count 0: a gauge that comes and goes alarms nobody."""
    found = {state: (int(count), oldest) for state, count, oldest in rows}
    return {state: found.get(state, (0, None)) for state in states}
