"""Background jobs seen from outside: what waits, what died, and running it again."""

from datetime import timedelta
from typing import Any

import orjson
from sqlalchemy import delete, func, select, update

from gotrs_api.admin.errors import JobNotFound, JobNotRetryable, PeriodicNotFound
from gotrs_api.admin.jobs import RunRound
from gotrs_api.admin.schemas import JobRead, PeriodicRead
from gotrs_api.db.newest_first import newest_first
from gotrs_api.db.results import changed_rows
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.jobs import Periodic, store
from gotrs_api.jobs.models import Job, Lease
from gotrs_api.kernel.paging import Page, PageRequest, make_page
from gotrs_api.uow import ReadUow, UnitOfWork

_SORT = "-id"


async def list_jobs(
    uow: ReadUow, principal: Principal, page: PageRequest, *, status: str | None = None, name: str | None = None
) -> Page[JobRead]:
    """Newest first. Raises Forbidden for anybody but administrators."""
    principal.require_admin()
    matching = []
    if status is not None:
        matching.append(Job.status == status)
    if name is not None:
        matching.append(Job.name == name)
    statement = select(Job).where(*matching).limit(page.limit + 1)
    statement = newest_first(statement, Job.id, page, _SORT)
    rows = [_read(job) for job in await uow.session.scalars(statement)]
    total = (
        await uow.session.scalar(select(func.count()).select_from(Job).where(*matching)) if page.include_total else None
    )
    return make_page(rows, page, _SORT, lambda job: [job.id], total)


async def list_periodic(uow: ReadUow, principal: Principal) -> list[PeriodicRead]:
    """By name. Raises Forbidden for anybody but administrators."""
    principal.require_admin()
    leases = {row.name: row for row in await uow.session.scalars(select(Lease))}
    return [
        _periodic(uow, one, leases.get(one.name)) for one in sorted(uow.site.jobs.periodic, key=lambda one: one.name)
    ]


async def run_now(uow: UnitOfWork, principal: Principal, name: str) -> int:
    """The job that does a round of this work now, due or not. Raises Forbidden, PeriodicNotFound."""
    principal.require_admin()
    if all(one.name != name for one in uow.site.jobs.periodic):
        raise PeriodicNotFound
    await audit.record(uow, principal, "job.round_started", "job", name, {})
    return await uow.enqueue(RunRound(work=name), dedupe_key=f"round:{name}")


def _periodic(uow: ReadUow, work: Periodic, lease: Lease | None) -> PeriodicRead:
    last = lease.last_run_at if lease else None
    running = lease is not None and lease.expires_at is not None and lease.expires_at > uow.clock.now()
    return PeriodicRead(
        id=work.name,
        every_s=work.every_s,
        last_run=last,
        next_run=None if last is None else last + timedelta(seconds=work.every_s),
        running=running,
        process=(lease.holder or "") if lease and running else "",
    )


async def read_job(uow: ReadUow, principal: Principal, job_id: int) -> JobRead:
    """Administrators see every job, others those that they started. Raises JobNotFound."""
    job = await uow.session.get(Job, job_id)
    if job is None or not (principal.is_admin or (principal.is_agent and job.acting_id == principal.user_id)):
        raise JobNotFound
    return _read(job)


async def retry_job(uow: UnitOfWork, principal: Principal, job_id: int) -> JobRead:
    """Make a dead (or waiting) job due now, with all its attempts again. Raises JobNotFound, JobNotRetryable."""
    principal.require_admin()
    changed = await uow.session.execute(
        update(Job)
        .where(Job.id == job_id, Job.status.in_((store.DEAD, store.PENDING)))
        .values(status=store.PENDING, due_at=uow.clock.now(), attempts=0, finished_at=None)
        .execution_options(synchronize_session=False)
    )
    job = await uow.session.get(Job, job_id, populate_existing=True)
    if job is None:
        raise JobNotFound
    if changed_rows(changed) != 1:
        raise JobNotRetryable(status=job.status)
    uow.nudge_after_commit(job_id)
    return _read(job)


async def delete_job(uow: UnitOfWork, principal: Principal, job_id: int) -> None:
    """Drop a dead or finished job for good. Raises JobNotFound, also for one that still has to run."""
    principal.require_admin()
    deleted = await uow.session.execute(
        delete(Job)
        .where(Job.id == job_id, Job.status.in_((store.DEAD, store.DONE)))
        .execution_options(synchronize_session=False)
    )
    if changed_rows(deleted) != 1:
        raise JobNotFound


async def count_jobs(uow: ReadUow, principal: Principal) -> dict[str, int]:
    """Number of jobs by status."""
    principal.require_admin()
    rows = await uow.session.execute(select(Job.status, func.count().label("jobs")).group_by(Job.status))
    return {row.status: row.jobs for row in rows}


def _read(job: Job) -> JobRead:
    payload: dict[str, Any] = orjson.loads(job.payload)
    return JobRead(
        id=job.id,
        name=job.name,
        queue=job.queue,
        status=job.status,
        payload=payload,
        due=job.due_at,
        attempts=job.attempts,
        max_attempts=job.max_attempts,
        last_error=job.last_error,
        progress_done=job.progress_done,
        progress_total=job.progress_total,
        result=orjson.loads(job.result) if job.result else None,
        created=job.created_at,
        finished=job.finished_at,
    )
