"""The rows of `gotrs_job` and `gotrs_lease`: enqueue, claim, finish. Portable SQL, no SKIP LOCKED."""

import os
import secrets
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, cast

from sqlalchemy import ColumnElement, CursorResult, and_, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.db.inserting import insert_new
from gotrs_api.db.results import changed_rows
from gotrs_api.jobs.models import Job as JobRow
from gotrs_api.jobs.models import Lease
from gotrs_api.kernel.backlog import Backlog, by_state

PENDING, RUNNING, DONE, DEAD = "pending", "running", "done", "dead"


class JobKind(Protocol):
    """What a row needs to know of a job (`registry.Job` is one)."""

    @property
    def name(self) -> str: ...

    @property
    def queue(self) -> str: ...

    @property
    def max_attempts(self) -> int: ...


@dataclass(frozen=True)
class ClaimedJob:
    id: int
    name: str
    payload: str
    attempt: int
    acting_id: int


def new_holder() -> str:
    """Who holds a claim: host, process and a random part, so that a successor can tell that the holder died."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(8)}"


@dataclass(frozen=True)
class NewJob:
    kind: JobKind
    payload: str
    dedupe_key: str | None = None


async def insert_jobs(session: AsyncSession, new: Sequence[NewJob], *, now: datetime, acting_id: int) -> None:
    """Write pending rows, due now, in one statement, except those whose dedupe key a pending row already has."""
    rows = [_pending(job.kind, job.payload, job.dedupe_key, due_at=now, now=now, acting_id=acting_id) for job in new]
    await insert_new(session, JobRow, rows, key=JobRow.dedupe_key)


def _pending(
    job: JobKind, payload: str, dedupe_key: str | None, *, due_at: datetime, now: datetime, acting_id: int
) -> dict[str, Any]:
    return {
        "name": job.name,
        "queue": job.queue,
        "payload": payload,
        "status": PENDING,
        "priority": 0,
        "due_at": due_at,
        "attempts": 0,
        "max_attempts": job.max_attempts,
        "dedupe_key": dedupe_key,
        "created_at": now,
        "acting_id": acting_id,
    }


async def insert_job(
    session: AsyncSession,
    job: JobKind,
    payload: str,
    *,
    now: datetime,
    delay_s: float,
    dedupe_key: str | None,
    acting_id: int,
) -> int:
    """Write a pending row in the session's transaction; answers its id.

    When a pending row already has the `dedupe_key`, nothing is written and that row's id is returned.
    """
    if dedupe_key is not None:
        # Locked: the waiting job must not begin before it can see what this transaction adds for it.
        found = await session.scalar(select(JobRow.id).where(JobRow.dedupe_key == dedupe_key).with_for_update())
        if found is not None:
            return found
    values = _pending(job, payload, dedupe_key, due_at=now + timedelta(seconds=delay_s), now=now, acting_id=acting_id)
    if dedupe_key is None:
        result = await session.execute(insert(JobRow).values(values))
    else:
        try:
            async with session.begin_nested():
                result = await session.execute(insert(JobRow).values(values))
        except IntegrityError:  # another transaction was first
            found = await session.scalar(select(JobRow.id).where(JobRow.dedupe_key == dedupe_key))
            return found or 0
    return int(cast("tuple[int]", cast("CursorResult[Any]", result).inserted_primary_key)[0])


def _claimable(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(JobRow.status == PENDING, JobRow.due_at <= now),
        and_(JobRow.status == RUNNING, JobRow.claimed_until < now),
    )


async def due_ids(session: AsyncSession, now: datetime, limit: int) -> list[int]:
    """Ids that may run now, oldest first: due ones, and those whose holder's time is over."""
    statement = select(JobRow.id).where(_claimable(now)).order_by(JobRow.due_at, JobRow.id).limit(limit)
    return list(await session.scalars(statement))


async def claim(
    session: AsyncSession, job_id: int, *, holder: str, now: datetime, until: datetime, early: bool = False
) -> ClaimedJob | None:
    """Take one row, if it is still free; its dedupe key is released, so that newer work can be queued behind it.

    `early`: also a row that is not due yet.
    """
    free = or_(_claimable(now), JobRow.status == PENDING) if early else _claimable(now)
    taken = await session.execute(
        update(JobRow)
        .where(JobRow.id == job_id, free)
        .values(
            status=RUNNING,
            claimed_by=holder,
            claimed_until=until,
            attempts=JobRow.attempts + 1,
            dedupe_key=None,
        )
        .execution_options(synchronize_session=False)
    )
    if changed_rows(taken) != 1:
        return None
    row = (
        await session.execute(
            select(JobRow.id, JobRow.name, JobRow.payload, JobRow.attempts, JobRow.acting_id).where(JobRow.id == job_id)
        )
    ).one()
    return ClaimedJob(row.id, row.name, row.payload, row.attempts, row.acting_id or 1)


async def hold(session: AsyncSession, job_id: int, *, holder: str, until: datetime) -> None:
    """Keep a claim longer than usual."""
    await session.execute(
        update(JobRow)
        .where(JobRow.id == job_id, JobRow.claimed_by == holder)
        .values(claimed_until=until)
        .execution_options(synchronize_session=False)
    )


@dataclass(frozen=True)
class WaitingJob:
    id: int
    payload: str
    acting_id: int


async def look_at_waiting(session: AsyncSession, name: str, *, now: datetime, limit: int) -> list[WaitingJob]:
    """Due jobs of one kind that nobody has begun, oldest first. Nothing is locked: see `take`."""
    query = (
        select(JobRow.id, JobRow.payload, JobRow.acting_id)
        .where(JobRow.name == name, JobRow.status == PENDING, JobRow.attempts == 0, JobRow.due_at <= now)
        .order_by(JobRow.id)
        .limit(limit)
    )
    return [WaitingJob(row.id, row.payload, row.acting_id or 1) for row in await session.execute(query)]


@dataclass(frozen=True)
class FirstTry:
    id: int
    payload: str
    is_begun: bool


async def look_at_first_tries(session: AsyncSession, name: str, *, now: datetime, limit: int) -> list[FirstTry]:
    """Due jobs of one kind that nobody has begun, or that run for the first time; oldest first. Nothing is locked."""
    waiting = and_(JobRow.status == PENDING, JobRow.attempts == 0, JobRow.due_at <= now)
    query = (
        select(JobRow.id, JobRow.payload, JobRow.status)
        .where(JobRow.name == name, or_(waiting, and_(JobRow.status == RUNNING, JobRow.attempts == 1)))
        .order_by(JobRow.id)
        .limit(limit)
    )
    return [FirstTry(row.id, row.payload, row.status == RUNNING) for row in await session.execute(query)]


async def take(session: AsyncSession, job_ids: Sequence[int]) -> set[int]:
    """Delete those of the rows that nobody has begun meanwhile and return their ids: this transaction does their work."""
    waiting = (
        select(JobRow.id)
        .where(JobRow.id.in_(job_ids), JobRow.status == PENDING, JobRow.attempts == 0)
        .with_for_update(skip_locked=True)
    )
    taken = set(await session.scalars(waiting)) if job_ids else set()
    if taken:
        gone = delete(JobRow).where(JobRow.id.in_(taken))
        await session.execute(gone.execution_options(synchronize_session=False))
    return taken


_UNFINISHED = (PENDING, RUNNING, DEAD)
_BACKLOG = (
    select(JobRow.status, func.count(), func.min(JobRow.due_at))
    .where(JobRow.status.in_(_UNFINISHED))
    .group_by(JobRow.status)
)


async def backlog(session: AsyncSession) -> Backlog:
    """For monitoring: what is not done yet, and since when the oldest has been due. Read from an index alone."""
    return by_state(_UNFINISHED, await session.execute(_BACKLOG))


async def oldest_waiting(session: AsyncSession, name: str) -> tuple[int, datetime | None]:
    """How many jobs of this kind wait, and when the oldest of them was written."""
    query = select(func.count(), func.min(JobRow.created_at)).where(JobRow.name == name, JobRow.status == PENDING)
    count, oldest = (await session.execute(query)).one()
    return int(count), oldest


async def finish(session: AsyncSession, job_id: int, *, holder: str, now: datetime) -> None:
    await session.execute(
        update(JobRow)
        .where(JobRow.id == job_id, JobRow.claimed_by == holder)
        .values(status=DONE, finished_at=now, claimed_by=None, claimed_until=None, last_error=None)
        .execution_options(synchronize_session=False)
    )


async def fail(
    session: AsyncSession, job_id: int, *, holder: str, now: datetime, error: str, retry_at: datetime | None
) -> None:
    """Back to pending at `retry_at`, or a dead letter when there is none."""
    await session.execute(
        update(JobRow)
        .where(JobRow.id == job_id, JobRow.claimed_by == holder)
        .values(
            status=DEAD if retry_at is None else PENDING,
            due_at=retry_at or now,
            finished_at=now if retry_at is None else None,
            claimed_by=None,
            claimed_until=None,
            last_error=error[:8000],
        )
        .execution_options(synchronize_session=False)
    )


async def note_progress(
    session: AsyncSession, job_id: int, *, done: int, total: int, result: str | None = None
) -> None:
    """How far a job has come, for whoever follows it and for its next attempt. `result` is JSON; None leaves it.

    Within a step's transaction it is exact: the step and its progress are committed together or not at all.
    """
    values: dict[str, Any] = {"progress_done": done, "progress_total": total}
    if result is not None:
        values["result"] = result
    await session.execute(
        update(JobRow).where(JobRow.id == job_id).values(values).execution_options(synchronize_session=False)
    )


async def progress_of(session: AsyncSession, job_id: int) -> tuple[int, str | None]:
    """Steps done by earlier attempts, and the result so far as JSON."""
    row = (await session.execute(select(JobRow.progress_done, JobRow.result).where(JobRow.id == job_id))).first()
    return (0, None) if row is None else (row.progress_done, row.result)


async def release_dead_holders(session: AsyncSession, *, me: str, now: datetime) -> int:
    """Free the rows and leases whose holder was a process of this host that is gone (a `kill -9`); answers how many."""
    freed = 0
    holders = list(await session.scalars(select(JobRow.claimed_by).where(JobRow.status == RUNNING).distinct()))
    leases = list(await session.scalars(select(Lease.holder).where(Lease.holder != "").distinct()))
    for holder in {*holders, *leases}:
        if holder and holder != me and _is_gone(holder, me):
            result = await session.execute(
                update(JobRow)
                .where(JobRow.status == RUNNING, JobRow.claimed_by == holder)
                .values(claimed_until=now - timedelta(seconds=1))
                .execution_options(synchronize_session=False)
            )
            freed += changed_rows(result)
            await session.execute(
                update(Lease)
                .where(Lease.holder == holder)
                .values(expires_at=now - timedelta(seconds=1))
                .execution_options(synchronize_session=False)
            )
    return freed


def _is_gone(holder: str, me: str) -> bool:
    host, pid, _ = holder.rsplit(":", 2)
    my_host, my_pid, _ = me.rsplit(":", 2)
    if host != my_host:
        return False
    if pid == my_pid:  # a restarted container gets the same number
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, ValueError):
        return False
    return False


async def take_lease(
    session: AsyncSession, name: str, *, holder: str, now: datetime, every_s: float, hold_s: float
) -> bool:
    """True when this round of periodic work is ours: nobody holds it and the last round is `every_s` ago."""
    taken = await session.execute(
        update(Lease)
        .where(
            Lease.name == name,
            or_(Lease.expires_at.is_(None), Lease.expires_at < now),
            or_(Lease.last_run_at.is_(None), Lease.last_run_at <= now - timedelta(seconds=every_s)),
        )
        .values(holder=holder, expires_at=now + timedelta(seconds=hold_s), last_run_at=now)
        .execution_options(synchronize_session=False)
    )
    if changed_rows(taken) == 1:
        return True
    if await session.scalar(select(Lease.name).where(Lease.name == name)) is not None:
        return False
    try:
        async with session.begin_nested():
            await session.execute(
                insert(Lease).values(
                    name=name, holder=holder, expires_at=now + timedelta(seconds=hold_s), last_run_at=now
                )
            )
    except IntegrityError:
        return False
    return True


async def keep_lease(session: AsyncSession, name: str, *, holder: str, now: datetime, hold_s: float) -> bool:
    """For work that never ends: take the lease, or hold on to it. True while it is ours."""
    ours = or_(Lease.holder == holder, Lease.expires_at.is_(None), Lease.expires_at < now)
    values = {"holder": holder, "expires_at": now + timedelta(seconds=hold_s), "last_run_at": now}
    kept = await session.execute(
        update(Lease).where(Lease.name == name, ours).values(**values).execution_options(synchronize_session=False)
    )
    if changed_rows(kept) == 1:
        return True
    return await take_lease(session, name, holder=holder, now=now, every_s=0, hold_s=hold_s)


async def return_lease(session: AsyncSession, name: str, *, holder: str, now: datetime) -> None:
    await session.execute(
        update(Lease)
        .where(Lease.name == name, Lease.holder == holder)
        .values(holder="", expires_at=now - timedelta(seconds=1))
        .execution_options(synchronize_session=False)
    )


async def prune(session: AsyncSession, *, older_than: datetime) -> None:
    """Delete finished rows; dead letters stay until somebody decides about them."""
    await session.execute(
        delete(JobRow)
        .where(JobRow.status == DONE, JobRow.finished_at < older_than)
        .execution_options(synchronize_session=False)
    )
