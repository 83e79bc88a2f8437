"""A small cache of bytes: in process, or in Redis where it is configured. A miss is always allowed."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

import structlog

if TYPE_CHECKING:
    from redis.asyncio import ConnectionPool, Redis

log = structlog.get_logger(__name__)
T = TypeVar("T")
AWAY_S: Final = 5.0  # Redis that has just failed is asked again after
PATIENCE_S: Final = 1.0  # an answer takes a millisecond


class Cache(Protocol):
    async def get(self, key: str) -> bytes | None: ...

    async def set(self, key: str, value: bytes, ttl_s: float) -> None: ...

    async def delete(self, *keys: str) -> None: ...

    async def incr(self, key: str, ttl_s: float) -> int:
        """Add one to a counter that vanishes `ttl_s` after its first increment; answers the new value."""
        ...

    async def is_reachable(self) -> bool: ...

    async def close(self) -> None: ...


class MemoryCache:
    """For one process. Bounded: the oldest entries leave first."""

    def __init__(self, max_entries: int = 50_000) -> None:
        self._entries: dict[str, tuple[float, bytes]] = {}
        self._max_entries = max_entries

    async def get(self, key: str) -> bytes | None:
        entry = self._entries.get(key)
        if entry is None:
            return None
        if entry[0] < time.monotonic():
            self._entries.pop(key, None)
            return None
        return entry[1]

    async def set(self, key: str, value: bytes, ttl_s: float) -> None:
        if len(self._entries) >= self._max_entries and key not in self._entries:
            self._entries.pop(next(iter(self._entries)))
        self._entries[key] = (time.monotonic() + ttl_s, value)

    async def delete(self, *keys: str) -> None:
        for key in keys:
            self._entries.pop(key, None)

    async def incr(self, key: str, ttl_s: float) -> int:
        entry = self._entries.get(key)
        if entry is None or entry[0] < time.monotonic():
            await self.set(key, b"1", ttl_s)
            return 1
        value = int(entry[1]) + 1
        self._entries[key] = (entry[0], str(value).encode())
        return value

    async def is_reachable(self) -> bool:
        return True

    async def close(self) -> None:
        self._entries.clear()


class RedisCache:
    """Shared by all processes of one site; keys carry the site's prefix.

    While Redis does not answer, each process remembers and counts for itself: nothing kept here is worth a request's failure.
    """

    def __init__(self, redis: Redis, prefix: str) -> None:
        from redis.exceptions import RedisError  # with it comes all of redis, which a memory needs not

        self._redis = redis
        self._prefix = prefix
        self._away = (RedisError, OSError)
        self._meanwhile = MemoryCache(max_entries=10_000)
        self._asked_again_at = 0.0

    def name(self, key: str) -> str:
        return f"{self._prefix}:{key}"

    @property
    def pool(self) -> ConnectionPool:
        """For what else belongs to the site and is kept in its Redis."""
        return self._redis.connection_pool

    async def get(self, key: str) -> bytes | None:
        async def ask() -> bytes | None:
            value = await self._redis.get(self.name(key))
            return value if value is None else bytes(value)

        return await self._asked(ask, lambda: self._meanwhile.get(key))

    async def set(self, key: str, value: bytes, ttl_s: float) -> None:
        async def ask() -> None:
            await self._redis.set(self.name(key), value, px=max(1, int(ttl_s * 1000)))

        await self._asked(ask, lambda: self._meanwhile.set(key, value, ttl_s))

    async def delete(self, *keys: str) -> None:
        async def ask() -> None:
            await self._redis.delete(*(self.name(key) for key in keys))

        if keys:
            await self._asked(ask, lambda: self._meanwhile.delete(*keys))

    async def incr(self, key: str, ttl_s: float) -> int:
        name = self.name(key)

        async def ask() -> int:
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.set(name, 0, px=max(1, int(ttl_s * 1000)), nx=True)
                pipe.incr(name)
                _, value = await pipe.execute()
            return int(value)

        return await self._asked(ask, lambda: self._meanwhile.incr(key, ttl_s))

    async def is_reachable(self) -> bool:
        try:
            await self._redis.ping()
        except self._away as error:
            log.warning("cache.unreachable", error=repr(error))
            return False
        return True

    async def close(self) -> None:
        await self._redis.aclose()

    async def _asked(self, ask: Callable[[], Awaitable[T]], meanwhile: Callable[[], Awaitable[T]]) -> T:
        if time.monotonic() >= self._asked_again_at:
            try:
                return await ask()
            except self._away as error:
                self._asked_again_at = time.monotonic() + AWAY_S
                log.warning("cache.redis_away", error=repr(error))
        return await meanwhile()
