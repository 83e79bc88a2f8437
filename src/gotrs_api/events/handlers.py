"""Who hears which event, and when."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from gotrs_api.events.event import Event


class Phase(Enum):
    """NOW runs inside `emit`, like OTRS's plain handlers; COMMIT runs once before the commit, like its transaction handlers."""

    NOW = "now"
    COMMIT = "commit"


@dataclass(frozen=True)
class Handler:
    """One reaction: database and enqueued jobs only, no network.

    `once_per` names an attribute of the event; in the COMMIT phase the reaction then runs once for each of its
    values (with the last event) instead of once for each event.
    """

    event: type[Event]
    react: Callable[[Any, Any], Awaitable[None]]
    phase: Phase = Phase.NOW
    once_per: str | None = None


class Handlers:
    """The explicit list from `wiring.py`, looked up by event class (base classes included)."""

    def __init__(self, handlers: Iterable[Handler] = ()) -> None:
        self._handlers = tuple(handlers)
        self._found: dict[tuple[type[Event], Phase], tuple[Handler, ...]] = {}

    def of(self, event_type: type[Event], phase: Phase) -> tuple[Handler, ...]:
        key = (event_type, phase)
        found = self._found.get(key)
        if found is None:
            found = tuple(h for h in self._handlers if h.phase is phase and issubclass(event_type, h.event))
            self._found[key] = found
        return found

    def at_commit(self, events: Sequence[Event]) -> list[tuple[Handler, Event]]:
        """The reactions due for these events, in the order of the list, each with the event it is called with."""
        due: list[tuple[Handler, Event]] = []
        for handler in self._handlers:
            if handler.phase is not Phase.COMMIT:
                continue
            heard = [event for event in events if isinstance(event, handler.event)]
            if handler.once_per is None:
                due += [(handler, event) for event in heard]
            else:
                last = {getattr(event, handler.once_per): event for event in heard}
                due += [(handler, event) for event in last.values()]
        return due
