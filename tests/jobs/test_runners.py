"""Both engines run what was enqueued; a Redis that is empty, flushed or away loses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import pytest
import redis.asyncio
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.jobs import ActsAs, JobPayload, Jobs, job, periodic, store
from gotrs_api.jobs.models import Job
from gotrs_api.jobs.runners.arq import ArqNudger, ArqRunner
from gotrs_api.jobs.runners.embedded import EmbeddedRunner
from gotrs_api.kernel.clock import SystemClock
from gotrs_api.uow import JobContext, Site
from tests.support.waiting import eventually


class Count(JobPayload):
    number: int


class Stranger(JobPayload):
    """A job that waits for one who never answers."""


class Counter:
    def __init__(self) -> None:
        self.seen: list[int] = []
        self.waiting = 0
        self.rounds = 0
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def reached(self, count: int) -> None:
        """Wait until each number below `count` was seen, no matter in which order."""

        async def look() -> bool:
            return set(self.seen) == set(range(count))

        await eventually(look)

    async def went_round(self) -> bool:
        return self.rounds == 1


@pytest.fixture
def counter(committed_site: Site) -> Counter:
    counter = Counter()

    @job("test.count", queue="test", acts_as=ActsAs.DESK)
    async def count(ctx: JobContext, payload: Count) -> None:
        counter.seen.append(payload.number)
        await counter.go_on.wait()

    @periodic("test.round", every_s=3600)
    async def go_round(ctx: JobContext) -> None:
        counter.rounds += 1

    @job("test.stranger", queue="test", acts_as=ActsAs.DESK)
    async def wait_for_stranger(ctx: JobContext, payload: Stranger) -> None:
        counter.waiting += 1
        ctx.step_aside()
        try:
            await asyncio.Event().wait()
        finally:
            counter.waiting -= 1

    committed_site.jobs = Jobs([count, wait_for_stranger, go_round])
    committed_site.clock = SystemClock()
    return counter


async def enqueue(site: Site, numbers: range) -> None:
    async with site.uow() as uow:
        for number in numbers:
            await uow.enqueue(Count(number=number))


@asynccontextmanager
async def embedded(site: Site) -> AsyncIterator[EmbeddedRunner]:
    runner = EmbeddedRunner(site, poll_s=0.05)
    await runner.start()
    site.nudger = runner
    yield runner
    await runner.stop()


@asynccontextmanager
async def arq_worker(site: Site, redis_url: str) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(ArqRunner(site, redis_url, sweep_s=0.05).work(stop))
    yield
    stop.set()
    await task


async def all_done(site: Site) -> None:
    """Wait until every row is finished."""

    async def look() -> bool:
        async with site.job_read() as session:
            return not list(await session.scalars(select(Job.status).where(Job.status != "done")))

    await eventually(look)


async def test_the_embedded_runner_does_what_is_enqueued_while_it_runs(committed_site: Site, counter: Counter) -> None:
    async with embedded(committed_site):
        await enqueue(committed_site, range(10))
        await counter.reached(10)
        await eventually(counter.went_round)
        await all_done(committed_site)


async def test_the_embedded_runner_finds_what_was_enqueued_before_it_started(
    committed_site: Site, counter: Counter
) -> None:
    await enqueue(committed_site, range(5))
    async with embedded(committed_site):
        await counter.reached(5)
        await all_done(committed_site)


@pytest.mark.backends("postgresql", "mariadb")
async def test_an_arq_worker_does_each_job_once(committed_site: Site, counter: Counter, redis_url: str) -> None:
    nudger = ArqNudger(redis_url)
    committed_site.nudger = nudger
    async with arq_worker(committed_site, redis_url):
        await enqueue(committed_site, range(10))
        await counter.reached(10)
        await all_done(committed_site)
    await nudger.close()
    assert sorted(counter.seen) == list(range(10))


@pytest.mark.backends("postgresql")
async def test_a_flushed_redis_loses_no_job(committed_site: Site, counter: Counter, redis_url: str) -> None:
    nudger = ArqNudger(redis_url)
    committed_site.nudger = nudger
    await enqueue(committed_site, range(10))
    async with redis.asyncio.Redis.from_url(redis_url) as client:
        assert await client.dbsize()
        await client.flushdb()
    async with arq_worker(committed_site, redis_url):
        await counter.reached(10)
        await all_done(committed_site)
    await nudger.close()


@pytest.mark.backends("sqlite")
async def test_without_redis_the_rows_are_swept(committed_site: Site, counter: Counter) -> None:
    nowhere = "redis://127.0.0.1:1/0"
    nudger = ArqNudger(nowhere)
    committed_site.nudger = nudger
    async with arq_worker(committed_site, nowhere):
        await enqueue(committed_site, range(3))
        await counter.reached(3)
        await all_done(committed_site)
    await nudger.close()


async def three_wait(site: Site, counter: Counter) -> None:
    """More than the runners below do at a time."""
    async with site.uow() as uow:
        for _ in range(3):
            await uow.enqueue(Stranger())

    async def all_wait() -> bool:
        return counter.waiting == 3

    await eventually(all_wait)


@pytest.mark.backends("sqlite")
async def test_jobs_that_wait_for_strangers_keep_no_others_from_running(committed_site: Site, counter: Counter) -> None:
    runner = EmbeddedRunner(committed_site, concurrency=2, poll_s=0.05, drain_s=0)
    await runner.start()
    await three_wait(committed_site, counter)
    await enqueue(committed_site, range(5))
    await counter.reached(5)
    await runner.stop()
    assert counter.waiting == 0


@pytest.mark.backends("sqlite")
async def test_a_worker_goes_on_beside_jobs_that_wait_for_strangers(committed_site: Site, counter: Counter) -> None:
    """And its sweep does not wait for one job before it looks for others."""
    stop = asyncio.Event()
    worker = ArqRunner(committed_site, "redis://127.0.0.1:1/0", concurrency=2, sweep_s=0.05)
    working = asyncio.create_task(worker.work(stop))
    await three_wait(committed_site, counter)
    await enqueue(committed_site, range(5))
    await counter.reached(5)
    stop.set()
    await working
    assert counter.waiting == 0


@pytest.mark.backends("sqlite")
async def test_a_sweep_goes_on_when_all_that_it_began_ends_while_it_looks(
    committed_site: Site, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had counted them as running still, began nothing, and waited for nothing."""
    due_ids = store.due_ids

    async def slowly(session: AsyncSession, now: datetime, limit: int) -> list[int]:
        if counter.seen:
            counter.go_on.set()
            await all_ended()
        return await due_ids(session, now, limit)

    async def all_ended() -> None:
        async def look() -> bool:
            async with committed_site.job_read() as session:
                return not list(await session.scalars(select(Job.id).where(Job.status == store.RUNNING)))

        await eventually(look)
        await asyncio.sleep(0)  # whoever waited for it hears of it

    monkeypatch.setattr(store, "due_ids", slowly)
    counter.go_on.clear()
    await enqueue(committed_site, range(2))
    stop = asyncio.Event()
    working = asyncio.create_task(
        ArqRunner(committed_site, "redis://127.0.0.1:1/0", concurrency=1, sweep_s=0.01).work(stop)
    )
    await counter.reached(2)
    stop.set()
    await working
