"""Administrators see what waits and what died in the background, and run it again."""

from __future__ import annotations

from datetime import datetime, timedelta

import httpx
import pytest
from sqlalchemy import update

from gotrs_api.jobs import store
from gotrs_api.jobs.models import Job
from gotrs_api.uow import Site, UnitOfWork
from tests.support.jobs import drain

pytestmark = pytest.mark.principal("admin")


@pytest.fixture
async def dead_job(site: Site) -> int:
    return await add_job(site, status=store.DEAD)


async def add_job(site: Site, *, status: str) -> int:
    async with site.uow() as uow:
        job = Job(
            name="test.lost",
            queue="test",
            payload='{"number": 7}',
            status=status,
            due_at=site.clock.now(),
            attempts=3,
            max_attempts=3,
            last_error="it broke",
            created_at=site.clock.now(),
            acting_id=1,
        )
        uow.session.add(job)
        await uow.session.flush()
        return job.id


async def test_dead_letters_are_listed_with_what_went_wrong(client: httpx.AsyncClient, dead_job: int) -> None:
    (job,) = (await client.get("/api/v1/admin/jobs", params={"status": "dead"})).json()["data"]
    assert (job["id"], job["payload"], job["last_error"]) == (dead_job, {"number": 7}, "it broke")


async def test_a_dead_letter_can_be_run_again(client: httpx.AsyncClient, dead_job: int) -> None:
    answer = await client.post(f"/api/v1/admin/jobs/{dead_job}/retry")
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["attempts"]) == ("pending", 0)


async def test_what_is_done_cannot_be_run_again(client: httpx.AsyncClient, site: Site) -> None:
    done = await add_job(site, status=store.DONE)
    answer = await client.post(f"/api/v1/admin/jobs/{done}/retry")
    assert (answer.status_code, answer.json()["code"]) == (409, "jobs.not_retryable")


async def test_a_dead_letter_can_be_dropped_but_not_one_that_waits(
    client: httpx.AsyncClient, site: Site, dead_job: int, uow: UnitOfWork
) -> None:
    assert (await client.delete(f"/api/v1/admin/jobs/{dead_job}")).status_code == 204
    waiting = await add_job(site, status=store.PENDING)
    assert (await client.delete(f"/api/v1/admin/jobs/{waiting}")).status_code == 404


async def test_lists_page_in_both_directions(client: httpx.AsyncClient, site: Site) -> None:
    ids = [await add_job(site, status=store.DEAD) for _ in range(5)][::-1]
    first = (await client.get("/api/v1/admin/jobs", params={"limit": 2, "include_total": True})).json()
    assert [job["id"] for job in first["data"]] == ids[:2]
    assert (first["meta"]["total"], first["meta"]["has_more"], first["links"]["prev"]) == (5, True, None)
    second = (await client.get(first["links"]["next"])).json()
    assert [job["id"] for job in second["data"]] == ids[2:4]
    back = (await client.get(second["links"]["prev"])).json()
    assert [job["id"] for job in back["data"]] == ids[:2]


async def test_a_cursor_that_was_tampered_with_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/admin/jobs", params={"after": "bm90LWEtY3Vyc29y"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "after")


@pytest.mark.principal("agent", rights="rw")
async def test_agents_follow_only_the_jobs_that_they_started(
    client: httpx.AsyncClient, site: Site, dead_job: int, caller: object
) -> None:
    assert (await client.get(f"/api/v1/jobs/{dead_job}")).status_code == 404
    async with site.uow() as uow:
        await uow.session.execute(update(Job).where(Job.id == dead_job).values(acting_id=caller.id))  # type: ignore[attr-defined]
    assert (await client.get(f"/api/v1/jobs/{dead_job}")).json()["id"] == dead_job


async def test_work_that_comes_round_tells_when_it_ran_and_is_due(client: httpx.AsyncClient, site: Site) -> None:
    begun = site.clock.now()
    async with site.job_transaction() as session:
        assert await store.take_lease(session, "admin.prune", holder="here", now=begun, every_s=3600, hold_s=300)

    rows = {row["id"]: row for row in (await client.get("/api/v1/admin/jobs/periodic")).json()["data"]}

    assert set(rows) == {one.name for one in site.jobs.periodic}
    pruning = rows["admin.prune"]
    assert (pruning["running"], pruning["process"], pruning["every_s"]) == (True, "here", 3600)
    assert datetime.fromisoformat(pruning["next_run"]) == begun + timedelta(hours=1)


async def test_a_round_is_done_now_though_it_is_not_due(client: httpx.AsyncClient, site: Site) -> None:
    async with site.job_transaction() as session:
        await store.take_lease(session, "admin.prune", holder="", now=site.clock.now(), every_s=3600, hold_s=-1)
    site.clock.advance(minutes=5)  # type: ignore[attr-defined]

    begun = await client.post("/api/v1/admin/jobs/periodic/admin.prune/run")
    assert (begun.status_code, begun.json()["status"]) == (202, "pending")
    await drain(site)

    rows = {row["id"]: row for row in (await client.get("/api/v1/admin/jobs/periodic")).json()["data"]}
    assert datetime.fromisoformat(rows["admin.prune"]["last_run"]) == site.clock.now()
    assert (await client.get(f"/api/v1/admin/jobs/{begun.json()['id']}")).json()["status"] == "done"
    assert (await client.post("/api/v1/admin/jobs/periodic/no.such/run")).status_code == 404
