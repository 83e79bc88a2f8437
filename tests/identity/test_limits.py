"""How often one may ask: over a sliding window, in this process or in Redis."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import Request
from limits.storage import MemoryStorage
from redis.asyncio import Redis

from gotrs_api.identity import limits
from gotrs_api.identity.limits import Counters, count, count_request, limiter, signing_in
from gotrs_api.kernel.cache import RedisCache
from gotrs_api.kernel.errors import RateLimited
from gotrs_api.kernel.settings import Settings
from gotrs_api.uow import Site
from tests.support.factories import PASSWORD, Factories
from tests.support.servers import free_port
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
PER_MINUTE = 10


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"requests_per_minute": PER_MINUTE})


def arriving(site: Site, address: str = "198.51.100.7") -> Request:
    scope = {"type": "http", "path": "/", "headers": [], "method": "GET", "state": {"site": site, "address": address}}
    return Request(scope)


async def let_through(site: Site, tries: int = 2 * PER_MINUTE) -> int:
    passed = 0
    for _ in range(tries):
        try:
            await count_request(arriving(site), None)
            passed += 1
        except RateLimited:
            pass
    return passed


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets what the library takes for the time of day."""
    moment = [6_000_000.0]
    for module in ("limits.storage.memory", "limits.strategies"):
        monkeypatch.setattr(f"{module}.time", SimpleNamespace(time=lambda: moment[0]))
    return lambda value: moment.__setitem__(0, value)


async def test_twice_the_number_never_passes_at_the_edge_of_a_minute(site: Site, now: Callable[[float], None]) -> None:
    minute = 60 * 100_000.0
    now(minute + 59)
    assert await let_through(site) == PER_MINUTE
    now(minute + 61)
    assert await let_through(site) <= 1, "two seconds later nearly all of the minute behind still counts"
    now(minute + 90)
    assert await let_through(site) <= PER_MINUTE / 2
    now(minute + 210)
    assert await let_through(site) == PER_MINUTE


async def test_each_address_has_its_own_share_and_a_costly_step_a_smaller_one(site: Site) -> None:
    assert await let_through(site) == PER_MINUTE
    await count_request(arriving(site, "198.51.100.8"), None)
    request = arriving(site)
    await count(request, signing_in)
    assert (request.state.limit.name, request.state.limit.limit, request.state.limit.remaining) == ("sign-in", 120, 119)


async def test_counting_starts_no_thread_and_forgets_what_is_over_once_a_minute(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    await count_request(arriving(site), None)
    held = site.part(Counters, lambda: Counters(site)).storage
    assert isinstance(held, MemoryStorage)
    held.storage["over"], held.expirations["over"] = 1, 1.0
    monkeypatch.setattr(threading.Thread, "start", None)
    await count_request(arriving(site), None)
    assert "over" in held.storage
    monkeypatch.setattr(limits, "_TIDIED_EVERY_S", 0.0)
    await count_request(arriving(site), None)
    assert "over" not in held.storage


async def test_an_answer_says_what_is_left(client: httpx.AsyncClient) -> None:
    answers = [await client.get("/api/v1/tickets") for _ in range(PER_MINUTE + 1)]
    assert [answer.status_code for answer in answers] == [401] * PER_MINUTE + [429]
    assert answers[0].headers["ratelimit-policy"] == f'"requests";q={PER_MINUTE};w=60'
    assert answers[0].headers["ratelimit"].startswith(f'"requests";r={PER_MINUTE - 1};t=')
    refused = answers[-1]
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.json()["code"] == "rate_limited"


async def test_the_sign_in_page_has_a_limit(site: Site, web: WebBrowser) -> None:
    await web.get("/auth/login")
    for _ in range(120):
        await count(arriving(site, "127.0.0.1"), signing_in)
    page = await web.send("/auth/login", {"login": "rosa", "password": "whatever"})
    assert page.status == 429
    assert page.has("Too many requests")
    assert int(page.response.headers["retry-after"]) >= 1


async def test_pages_count_like_requests_of_the_same_person(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("rosa", password=PASSWORD)
    await web.sign_in("rosa")
    pages = [await web.get("/agent/profile") for _ in range(PER_MINUTE + 1)]
    assert [page.status for page in pages] == [200] * PER_MINUTE + [429]
    assert pages[0].response.headers["x-ratelimit-remaining"] == str(PER_MINUTE - 1)
    assert pages[-1].has("Too many requests")


async def test_processes_count_together_in_redis_and_wait_for_it_beside_the_loop(site: Site, redis_url: str) -> None:
    first, second = (Site(**_parts(site), cache=RedisCache(Redis.from_url(redis_url), "desk")) for _ in range(2))
    try:
        went_on = asyncio.Event()
        asyncio.get_running_loop().call_soon(went_on.set)
        await count_request(arriving(first), None)
        assert went_on.is_set(), "the loop turned while the answer of Redis was awaited"
        assert await let_through(second) == PER_MINUTE - 1
        assert await let_through(first) == 0
        async with Redis.from_url(redis_url) as redis:
            kept = await redis.keys("desk:limits*")
            assert kept
            assert all([0 < await redis.ttl(key) <= 120 for key in kept])
    finally:
        await first.cache.close()
        await second.cache.close()


async def test_without_redis_each_process_counts_for_itself(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiter, "_storage_dead", False)  # as it was, afterwards
    alone = Site(**_parts(site), cache=RedisCache(Redis(port=free_port()), "desk"))
    assert await let_through(alone) == PER_MINUTE
    await alone.cache.close()


async def test_all_that_wait_for_redis_when_it_goes_away_are_let_through(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiter, "_storage_dead", False)
    alone = Site(**_parts(site), cache=RedisCache(Redis(port=free_port()), "desk"))
    waiting = [arriving(alone, "198.51.100.77") for _ in range(PER_MINUTE)]
    await asyncio.gather(*(count_request(one, None) for one in waiting))
    with pytest.raises(RateLimited):
        await count_request(arriving(alone, "198.51.100.77"), None)
    await alone.cache.close()


def _parts(site: Site) -> dict[str, Any]:
    return {name: getattr(site, name) for name in ("settings", "database", "clock", "handlers", "jobs")}
