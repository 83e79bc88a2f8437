"""How often somebody may ask: slowapi's limits, counted by `limits` over a sliding window; see decision 0021.

slowapi waits for nothing but a synchronous storage. `SiteStorage` is one: it hands on to the storage of the site that is
asked, and where that is in Redis, waits for it in a greenlet, so that the event loop goes on.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass
from inspect import isawaitable, signature
from math import ceil
from threading import Timer
from typing import Any, Final, TypeVar, cast

from fastapi import Request
from limits.aio.storage import RedisStorage
from limits.storage import MemoryStorage, SlidingWindowCounterSupport, Storage
from redis.exceptions import RedisError
from slowapi import Limiter
from slowapi.errors import RateLimitExceeded
from sqlalchemy.util import await_only, greenlet_spawn
from starlette.datastructures import MutableHeaders

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.cache import RedisCache
from gotrs_api.kernel.clock import SystemClock
from gotrs_api.kernel.errors import RateLimited
from gotrs_api.uow import Site

CallableT = TypeVar("CallableT", bound=Callable[..., Any])
_TIDIED_EVERY_S: Final = 60.0
_machine: Final = SystemClock()  # what `limits` goes by


class Counters:
    """Where one site counts: in Redis where it has one, shared by its processes, else in this process.

    The storage in memory is not `limits`' asynchronous one: that looks through all that it holds at every request, in the
    event loop (0.7 ms with 10,000 callers).
    """

    def __init__(self, site: Site) -> None:
        cache = site.cache
        self.waits = isinstance(cache, RedisCache)
        self.storage: Storage | RedisStorage = (
            RedisStorage(
                "async+redis://",
                implementation="redispy",
                key_prefix=cache.name("limits"),
                connection_pool=cast(Any, cache.pool),
            )
            if isinstance(cache, RedisCache)
            else _Memory()
        )


class _Memory(MemoryStorage):
    """Looks for what is over once a minute, by itself.

    `limits` starts a thread for that every 10 ms that somebody asks, and on a busy machine the request waits until it runs.
    """

    def __init__(self) -> None:
        super().__init__()
        self.timer = _NoThread()
        self._tidied_at = 0.0

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        now = _machine.now().timestamp()
        if now - self._tidied_at >= _TIDIED_EVERY_S:
            self._tidied_at = now
            for over in [name for name, until in self.expirations.items() if until <= now]:
                self.get(over)  # which forgets it
        return super().incr(key, expiry, amount)


class _NoThread(Timer):
    """Seems to be on its way, so none is started."""

    def __init__(self) -> None:
        super().__init__(0, lambda: None)

    def is_alive(self) -> bool:
        return True


@dataclass(frozen=True)
class _Asking:
    counters: Counters
    per_minute: int


_asking: ContextVar[_Asking] = ContextVar("asking")


class SiteStorage(Storage, SlidingWindowCounterSupport):
    """What slowapi counts in. `limits` finds it by its scheme."""

    STORAGE_SCHEME = ["gotrs-site"]  # noqa: RUF012 - as `limits` declares it

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        return cast("type[Exception] | tuple[type[Exception], ...]", _storage().base_exceptions)

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        return cast(int, _now(_storage().incr(key, expiry, amount)))

    def get(self, key: str) -> int:
        return cast(int, _now(_storage().get(key)))

    def get_expiry(self, key: str) -> float:
        return cast(float, _now(_storage().get_expiry(key)))

    def check(self) -> bool:
        return cast(bool, _now(_storage().check()))

    def reset(self) -> int | None:
        return cast("int | None", _now(_storage().reset()))

    def clear(self, key: str) -> None:
        _now(_storage().clear(key))

    def acquire_sliding_window_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        return cast(bool, _now(_storage().acquire_sliding_window_entry(key, limit, expiry, amount)))

    def get_sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        return cast("tuple[int, float, int, float]", _now(_storage().get_sliding_window(key, expiry)))

    def clear_sliding_window(self, key: str, expiry: int) -> None:
        _now(_storage().clear_sliding_window(key, expiry))


def _storage() -> Any:
    return _asking.get().counters.storage


def _now(answer: object) -> object:
    return await_only(cast("Awaitable[object]", answer)) if isawaitable(answer) else answer


def _described(function: CallableT) -> CallableT:
    """slowapi asks for the signature at each request; this one is found at once."""
    function.__dict__["__signature__"] = signature(function)
    return function


@_described
def _address(request: Request) -> str:
    return f"address:{request.state.address}"


@_described
def _caller(request: Request) -> str:
    """The token, else the person, else the address."""
    return cast(str, request.state.counted_as)


@_described
def _per_minute() -> str:
    return f"{_asking.get().per_minute}/minute"


# Where Redis cannot be reached, each process counts for itself until it can.
limiter: Final = Limiter(
    key_func=_address,
    storage_uri="gotrs-site://",
    strategy="sliding-window-counter",
    in_memory_fallback_enabled=True,
)
# The line of a request itself says that it was refused.
limiter.logger.addFilter(lambda record: not str(record.msg).startswith("ratelimit"))
Counted = Callable[[Request], None]


@limiter.shared_limit(_per_minute, scope="requests", key_func=_caller)
def any_request(request: Request) -> None:
    """`GOTRS_REQUESTS_PER_MINUTE`, or a personal access token's own number."""


@limiter.shared_limit("120/minute", scope="sign-in", key_func=_address)
def signing_in(request: Request) -> None:
    """Each step of a sign-in: hashing is costly. Wrong passwords wait besides (see `throttle`)."""


@limiter.shared_limit("10/minute", scope="password-forgot", key_func=_address)
def password_forgotten(request: Request) -> None:
    """Each sends a mail."""


@limiter.shared_limit("10/minute", scope="sign-up", key_func=_address)
def signing_up(request: Request) -> None:
    """Each sends a mail, or hashes a password."""


@dataclass(frozen=True)
class Limit:
    """How much is left at the moment, and when there is more."""

    name: str
    limit: int
    window_s: int
    remaining: int
    reset_s: int

    def describe(self, headers: MutableHeaders) -> None:
        """Set the headers of draft-ietf-httpapi-ratelimit-headers and the older X-RateLimit ones."""
        headers["RateLimit-Policy"] = f'"{self.name}";q={self.limit};w={self.window_s}'
        headers["RateLimit"] = f'"{self.name}";r={self.remaining};t={self.reset_s}'
        headers["X-RateLimit-Limit"] = str(self.limit)
        headers["X-RateLimit-Remaining"] = str(self.remaining)
        headers["X-RateLimit-Reset"] = str(self.reset_s)


async def count_request(request: Request, principal: Principal | None) -> None:
    """Count one request for its token, person or (None) address. Raises RateLimited when the minute's share is used up.

    A personal access token may have a limit of its own (`request.state.rate_limit`, set by `authenticate`).
    """
    if principal is None:
        who = _address(request)
    elif principal.token_id is not None:
        who = f"token:{principal.token_id}"
    else:
        who = principal.key
    request.state.counted_as = who
    await count(request, any_request)


async def count(request: Request, what: Counted) -> None:
    """Count one of `what`. Raises RateLimited.

    What is left is kept in `request.state.limit`; `edge.context` tells it with every answer, errors included.
    """
    site: Site = request.state.site
    counters = site.part(Counters, lambda: Counters(site))
    own = getattr(request.state, "rate_limit", None)
    _asking.set(_Asking(counters, own or site.settings.requests_per_minute))
    if counters.waits:
        await greenlet_spawn(_count, request, what)
    else:
        _count(request, what)


def _count(request: Request, what: Counted) -> None:
    try:
        _ask(request, what)
    except (RedisError, OSError):
        # Of those that wait for Redis when it goes away slowapi lets the first fall back and fails the others.
        limiter._storage_dead = True
        _ask(request, what)


def _ask(request: Request, what: Counted) -> None:
    try:
        limiter._check_request_limit(request, what, in_middleware=False)
    except RateLimitExceeded as exceeded:
        _keep(request)
        raise RateLimited(retry_after_s=request.state.limit.reset_s) from exceeded
    _keep(request)


def _keep(request: Request) -> None:
    item, names = request.state.view_rate_limit  # kept there by slowapi
    reset_at, remaining = limiter.limiter.get_window_stats(item, *names)
    reset_s = max(1, ceil(reset_at - _machine.now().timestamp()))
    request.state.limit = Limit(names[-1], item.amount, item.get_expiry(), remaining, reset_s)
