"""Runs what was enqueued, the way the runners do it, but now and here."""

from __future__ import annotations

from sqlalchemy import select

from gotrs_api.jobs import store
from gotrs_api.jobs.execute import run_job
from gotrs_api.jobs.models import Job
from gotrs_api.uow import Site


async def drain(site: Site, *, allow_failures: bool = False, limit: int = 1000) -> list[str]:
    """Run due jobs, and those they enqueue, until none is due; answers the names of those that ran, in order.

    Raises AssertionError with the job's own traceback when an attempt failed, unless `allow_failures`.
    """
    holder = store.new_holder()
    ran: list[str] = []
    while len(ran) < limit:
        async with site.job_read() as session:
            ids = await store.due_ids(session, site.clock.now(), 50)
        if not ids:
            return ran
        for job_id in ids:
            if not await run_job(site, job_id, holder):
                continue
            async with site.job_read() as session:
                query = select(Job.name, Job.last_error).where(Job.id == job_id)
                name, error = (await session.execute(query)).one()
            ran.append(name)
            assert allow_failures or error is None, f"{name} failed:\n{error}"
    raise AssertionError(f"more than {limit} jobs: does one enqueue itself? The last were {ran[-10:]}")


async def pending(site: Site) -> list[str]:
    """Names of the jobs that wait, due or not, oldest first."""
    async with site.job_read() as session:
        query = select(Job.name).where(Job.status == store.PENDING).order_by(Job.id)
        return list(await session.scalars(query))
