"""Jobs run at least once, are retried with growing waits, and end as dead letters that can be seen and run again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from gotrs_api.jobs import ActsAs, JobPayload, Jobs, execute, job, periodic, store
from gotrs_api.jobs.execute import GiveUp, RetryLater, run_job, run_periodic
from gotrs_api.jobs.models import Job
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.uow import JobContext, Site
from tests.support.jobs import drain

ME = store.new_holder()


class Greet(JobPayload):
    name: str


class World:
    """What the jobs of a test did, and how they shall behave."""

    def __init__(self) -> None:
        self.greeted: list[str] = []
        self.fail: Exception | None = None
        self.rounds = 0


@pytest.fixture
def world(site: Site) -> World:
    world = World()

    @job("test.greet", queue="test", acts_as=ActsAs.DESK, max_attempts=3, backoff_s=(10, 15))
    async def greet(ctx: JobContext, payload: Greet) -> None:
        if world.fail is not None:
            raise world.fail
        world.greeted.append(payload.name)

    @periodic("test.round", every_s=60)
    async def go_round(ctx: JobContext) -> None:
        world.rounds += 1

    site.jobs = Jobs([greet, go_round])
    return world


async def enqueue(site: Site, name: str, **options: object) -> int:
    async with site.uow() as uow:
        return await uow.enqueue(Greet(name=name), **options)  # type: ignore[arg-type]


async def row(site: Site, job_id: int) -> Job:
    async with site.job_read() as session:
        found = await session.get(Job, job_id)
        assert found is not None
        return found


async def test_a_job_runs_with_its_payload_and_is_done(site: Site, world: World) -> None:
    job_id = await enqueue(site, "Ada")
    assert await drain(site) == ["test.greet"]
    assert world.greeted == ["Ada"]
    assert (await row(site, job_id)).status == store.DONE


async def test_a_job_of_a_rolled_back_transaction_never_existed(site: Site, world: World) -> None:
    with pytest.raises(RuntimeError, match="no"):
        async with site.uow() as uow:
            await uow.enqueue(Greet(name="Ada"))
            raise RuntimeError("no")
    assert await drain(site) == []


async def test_a_claimed_job_is_not_run_by_another(site: Site, world: World, clock: FakeClock) -> None:
    job_id = await enqueue(site, "Ada")
    async with site.job_transaction() as session:
        until = clock.now() + timedelta(seconds=60)
        assert await store.claim(session, job_id, holder="other:1:x", now=clock.now(), until=until)
    assert not await run_job(site, job_id, ME)
    assert world.greeted == []


async def test_a_job_whose_holder_died_runs_again_when_its_time_is_over(
    site: Site, world: World, clock: FakeClock
) -> None:
    job_id = await enqueue(site, "Ada")
    async with site.job_transaction() as session:
        until = clock.now() + timedelta(seconds=60)
        await store.claim(session, job_id, holder="other:1:x", now=clock.now(), until=until)
    clock.advance(seconds=61)
    assert await run_job(site, job_id, ME)
    assert world.greeted == ["Ada"]


async def test_rows_of_a_killed_process_of_this_host_are_free_at_once(
    site: Site, world: World, clock: FakeClock
) -> None:
    job_id = await enqueue(site, "Ada")
    host, pid, _ = ME.rsplit(":", 2)
    async with site.job_transaction() as session:
        until = clock.now() + timedelta(hours=1)
        await store.claim(session, job_id, holder=f"{host}:{pid}:earlier", now=clock.now(), until=until)
        assert await store.release_dead_holders(session, me=ME, now=clock.now()) == 1
    assert await run_job(site, job_id, ME)


async def test_rows_of_a_living_process_are_left_alone(site: Site, world: World, clock: FakeClock) -> None:
    job_id = await enqueue(site, "Ada")
    host, _, _ = ME.rsplit(":", 2)
    async with site.job_transaction() as session:
        until = clock.now() + timedelta(hours=1)
        await store.claim(session, job_id, holder=f"{host}:1:init", now=clock.now(), until=until)
        assert await store.release_dead_holders(session, me=ME, now=clock.now()) == 0


async def test_failures_are_retried_with_growing_waits_until_the_row_is_dead(
    site: Site, world: World, clock: FakeClock
) -> None:
    world.fail = ValueError("broken")
    job_id = await enqueue(site, "Ada")
    waits = []
    for _ in range(2):
        assert await run_job(site, job_id, ME)
        waiting = await row(site, job_id)
        assert waiting.status == store.PENDING
        waits.append((waiting.due_at - clock.now()).total_seconds())
        clock.advance(seconds=waits[-1])
    assert await run_job(site, job_id, ME)
    dead = await row(site, job_id)
    assert waits == [10, 15]
    assert dead.status == store.DEAD
    assert "ValueError: broken" in (dead.last_error or "")


async def test_a_job_that_gives_up_is_dead_at_once(site: Site, world: World) -> None:
    world.fail = GiveUp("the ticket is gone")
    job_id = await enqueue(site, "Ada")
    await run_job(site, job_id, ME)
    assert (await row(site, job_id)).status == store.DEAD


async def test_a_job_may_say_when_to_try_again(site: Site, world: World, clock: FakeClock) -> None:
    world.fail = RetryLater("greylisted", delay_s=300)
    job_id = await enqueue(site, "Ada")
    await run_job(site, job_id, ME)
    assert (await row(site, job_id)).due_at == clock.now() + timedelta(seconds=300)


async def test_at_most_one_pending_row_bears_a_dedupe_key(site: Site, world: World) -> None:
    first = await enqueue(site, "Ada", dedupe_key="greet")
    assert await enqueue(site, "Grace", dedupe_key="greet") == first
    assert await drain(site) == ["test.greet"]
    assert world.greeted == ["Ada"]


async def test_the_key_is_free_again_as_soon_as_the_job_runs(site: Site, world: World) -> None:
    await enqueue(site, "Ada", dedupe_key="greet")
    await drain(site)
    await enqueue(site, "Grace", dedupe_key="greet")
    await drain(site)
    assert world.greeted == ["Ada", "Grace"]


async def test_a_delayed_job_waits(site: Site, world: World, clock: FakeClock) -> None:
    await enqueue(site, "Ada", delay_s=30)
    assert await drain(site) == []
    clock.advance(seconds=30)
    assert await drain(site) == ["test.greet"]


async def test_an_unknown_job_is_a_dead_letter_not_a_crash(site: Site, world: World) -> None:
    job_id = await enqueue(site, "Ada")
    site.jobs = Jobs()
    assert await run_job(site, job_id, ME)
    assert (await row(site, job_id)).status == store.DEAD


async def test_periodic_work_is_done_once_a_round_by_one_process(site: Site, world: World, clock: FakeClock) -> None:
    (work,) = site.jobs.periodic
    assert await run_periodic(site, work, ME)
    assert not await run_periodic(site, work, "other:1:x")
    clock.advance(seconds=60)
    assert await run_periodic(site, work, "other:1:x")
    assert world.rounds == 2


async def test_finished_rows_are_forgotten_and_dead_ones_kept(site: Site, world: World, clock: FakeClock) -> None:
    done = await enqueue(site, "Ada")
    await drain(site)
    world.fail = GiveUp("no")
    dead = await enqueue(site, "Grace")
    await run_job(site, dead, ME)
    clock.advance(days=8)
    async with site.job_transaction() as session:
        await store.prune(session, older_than=clock.now() - timedelta(days=7))
    async with site.job_read() as session:
        assert list(await session.scalars(select(Job.id).where(Job.id.in_((done, dead))))) == [dead]


async def test_a_database_that_is_away_for_a_moment_does_not_leave_the_row_claimed(
    site: Site, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = await enqueue(site, "Ada")
    finish, tries = store.finish, 0

    async def finish_when_it_is_back(*args: Any, **options: Any) -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise OperationalError("COMMIT", {}, ConnectionError("away"))
        await finish(*args, **options)

    monkeypatch.setattr(store, "finish", finish_when_it_is_back)
    monkeypatch.setattr(execute, "_PATIENCE_S", (0, 0))
    assert await run_job(site, job_id, ME)
    assert (await row(site, job_id)).status == store.DONE
    assert world.greeted == ["Ada"]
