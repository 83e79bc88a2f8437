"""How many requests were answered, how, and how fast: numbers of this process since it started."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, Final

from starlette.types import Scope

# Upper bounds in seconds; what took longer is only in `+Inf`.
BOUNDS_S: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_STATIC: Final = "/static/"
UNMATCHED: Final = "unmatched"
Key = tuple[str, str, int]


class RequestCounts:
    """One per application. Written by the event loop alone, so nothing is locked."""

    def __init__(self) -> None:
        self._found: dict[Key, list[float]] = {}

    def add(self, scope: Scope, status: int, seconds: float) -> None:
        """`scope` after routing: it names the route. Strangers cannot make up labels: what has no route shares one."""
        method = scope["method"]
        key = (method if method in _METHODS else "other", route_of(scope), status)
        numbers = self._found.get(key)
        if numbers is None:
            numbers = self._found[key] = [0.0] * (len(BOUNDS_S) + 2)
        numbers[bisect_left(BOUNDS_S, seconds)] += 1
        numbers[-1] += seconds

    def rows(self) -> Iterator[tuple[Key, list[int], float]]:
        """Method, route and status; requests by bucket (each for itself, the last one without bound); seconds in all."""
        for key, numbers in sorted(self._found.items()):
            yield key, [int(count) for count in numbers[:-1]], numbers[-1]


def route_of(scope: Scope) -> str:
    """The pattern of the route that answered; one word for all that has none."""
    route: Any = scope.get("route")
    path: str | None = getattr(route, "path", None)
    if path is not None:
        return path
    return _STATIC if scope["path"].startswith(_STATIC) else UNMATCHED
