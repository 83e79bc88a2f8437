"""Both caches keep the same promises."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from types import SimpleNamespace
from unittest.mock import AsyncMock

import pytest
from redis.asyncio import Redis

from gotrs_api.kernel import cache as cache_module
from gotrs_api.kernel.cache import AWAY_S, Cache, MemoryCache, RedisCache
from tests.support.servers import free_port
from tests.support.waiting import eventually


@pytest.fixture(params=["memory", "redis"])
async def cache(request: pytest.FixtureRequest, redis_url: str) -> AsyncIterator[Cache]:
    opened: Cache = MemoryCache() if request.param == "memory" else RedisCache(Redis.from_url(redis_url), "test")
    yield opened
    await opened.close()


async def test_a_value_comes_back_until_it_is_deleted(cache: Cache) -> None:
    await cache.set("a", b"\x00\xff", 60)
    await cache.set("b", b"2", 60)
    assert await cache.get("a") == b"\x00\xff"
    await cache.delete("a", "never there")
    assert await cache.get("a") is None
    assert await cache.get("b") == b"2"


async def test_a_value_is_gone_after_its_time(cache: Cache) -> None:
    await cache.set("brief", b"x", 0.001)

    async def gone() -> bool:
        return await cache.get("brief") is None

    await eventually(gone)


async def test_concurrent_increments_are_all_counted(cache: Cache) -> None:
    values = await asyncio.gather(*(cache.incr("n", 60) for _ in range(20)))
    assert sorted(values) == list(range(1, 21))


async def test_a_counter_starts_anew_after_its_time(cache: Cache) -> None:
    assert await cache.incr("n", 0.05) == 1

    async def anew() -> bool:
        return await cache.incr("n", 0.05) == 1

    await eventually(anew)


async def test_deleting_nothing_is_allowed(cache: Cache) -> None:
    await cache.delete()


async def test_the_memory_cache_lets_the_oldest_go_when_it_is_full() -> None:
    cache = MemoryCache(max_entries=2)
    for key in ("old", "middle", "new"):
        await cache.set(key, b"x", 60)
    assert [await cache.get(key) for key in ("old", "middle", "new")] == [None, b"x", b"x"]


async def test_while_redis_is_away_each_process_remembers_for_itself() -> None:
    cache = RedisCache(Redis(port=free_port()), "test")
    await cache.set("a", b"1", 60)
    assert await cache.get("a") == b"1"
    assert [await cache.incr("n", 60), await cache.incr("n", 60)] == [1, 2]
    await cache.delete("a")
    assert await cache.get("a") is None
    assert not await cache.is_reachable()
    await cache.close()


async def test_redis_counts_again_as_soon_as_it_answers(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    redis = Redis.from_url(redis_url)
    cache, other = (RedisCache(redis, "test") for _ in range(2))
    with monkeypatch.context() as patch:
        patch.setattr(redis, "get", AsyncMock(side_effect=TimeoutError))
        assert await cache.get("a") is None
    await other.set("a", b"1", 60)
    assert await cache.get("a") is None, "it is not asked at every turn while it hangs"
    monkeypatch.setattr(cache_module, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + AWAY_S))
    assert await cache.get("a") == b"1"
    assert await cache.is_reachable()
    await cache.close()
