"""How a job is declared, and the list of all of them."""

import inspect
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict


class JobPayload(BaseModel):
    """Ids and plain values only: it takes a JSON round trip before the job sees it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ActsAs(StrEnum):
    """With whose rights a job works. `tests/contracts/job_rules.txt` has all of them."""

    DESK = "the desk"  # the rights of whoever caused it were checked then; it goes on even if they are lost
    ORDERER = "who ordered it"  # an agent, with the rights of the moment at which each step is done
    READERS = "who is told"  # each recipient is told what they may see at that time


ContextT = TypeVar("ContextT")
PayloadT = TypeVar("PayloadT", bound=JobPayload)


@dataclass(frozen=True)
class Job:
    """A function that does work outside a request, at least once.

    `backoff_s` is (first, longest): the wait doubles from the first to the longest. After `max_attempts` the row is a
    dead letter, seen and re-run under `/admin/jobs`.
    """

    name: str
    queue: str
    acts_as: ActsAs
    run: Callable[[Any, Any], Awaitable[None]]
    payload: type[JobPayload]
    max_attempts: int
    backoff_s: tuple[float, float]
    timeout_s: float

    def wait_before(self, attempt: int) -> float:
        """Seconds between failed attempt number `attempt` (from 1) and the next."""
        first, longest = self.backoff_s
        return float(min(longest, first * 2 ** min(attempt - 1, 30)))


@dataclass(frozen=True)
class Periodic:
    """Work that comes round every `every_s` seconds in exactly one process (a lease row says which), as the desk itself."""

    name: str
    every_s: float
    run: Callable[[Any], Awaitable[None]]
    timeout_s: float


def job(
    name: str,
    *,
    queue: str,
    acts_as: ActsAs,
    max_attempts: int = 8,
    backoff_s: tuple[float, float] = (10, 3600),
    timeout_s: float = 60,
) -> Callable[[Callable[[ContextT, PayloadT], Awaitable[None]]], Callable[[ContextT, PayloadT], Awaitable[None]]]:
    """Declare the decorated function as job `name`; its second parameter's annotation is the payload."""

    def declare(
        function: Callable[[ContextT, PayloadT], Awaitable[None]],
    ) -> Callable[[ContextT, PayloadT], Awaitable[None]]:
        payload = inspect.get_annotations(function, eval_str=True)["payload"]
        function.job = Job(name, queue, acts_as, function, payload, max_attempts, backoff_s, timeout_s)  # type: ignore[attr-defined]
        return function

    return declare


def periodic(
    name: str, *, every_s: float, timeout_s: float = 300
) -> Callable[[Callable[[ContextT], Awaitable[None]]], Callable[[ContextT], Awaitable[None]]]:
    """Declare the decorated function as work that comes round."""

    def declare(function: Callable[[ContextT], Awaitable[None]]) -> Callable[[ContextT], Awaitable[None]]:
        function.periodic = Periodic(name, every_s, function, timeout_s)  # type: ignore[attr-defined]
        return function

    return declare


class Jobs:
    """All jobs of the product, from the explicit list in `wiring.py`."""

    def __init__(self, functions: Iterable[Callable[..., Awaitable[None]]] = ()) -> None:
        self.by_name: dict[str, Job] = {}
        self.by_payload: dict[type[JobPayload], Job] = {}
        self.periodic: list[Periodic] = []
        for function in functions:
            declared = getattr(function, "job", None) or getattr(function, "periodic", None)
            if isinstance(declared, Periodic):
                self.periodic.append(declared)
            elif isinstance(declared, Job):
                if declared.name in self.by_name or declared.payload in self.by_payload:
                    raise ValueError(f"job {declared.name} is declared twice")
                self.by_name[declared.name] = declared
                self.by_payload[declared.payload] = declared
            else:
                raise TypeError(f"{function!r} is neither a job nor periodic")
