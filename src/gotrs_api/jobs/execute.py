"""The only way to run a job: claim, call, mark. Both runners and the tests come through here."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any, Protocol

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.jobs import store
from gotrs_api.jobs.registry import Jobs, Periodic
from gotrs_api.kernel.clock import Clock

log = structlog.get_logger(__name__)
_GRACE_S = 15
# How long a process that died keeps what it held; longer jobs extend their own claim.
_USUAL_S = 900
_PATIENCE_S = (0.1, 0.5, 2, 10, 30)


class JobHost(Protocol):
    """What running jobs needs of a site (`uow.Site` is one)."""

    @property
    def jobs(self) -> Jobs: ...

    @property
    def clock(self) -> Clock: ...

    def job_transaction(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A short transaction of its own for the bookkeeping of jobs."""
        ...

    def job_read(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A look at the rows without a transaction."""
        ...

    def job_context(self, *, job_id: int, attempt: int, acting_id: int, step_aside: Callable[[], None] = ...) -> Any:
        """What the job function gets as its first argument."""
        ...


class RetryLater(Exception):
    """Raised by a job that knows when to try again; counts as an attempt, but is no error worth a stack trace."""

    def __init__(self, reason: str, *, delay_s: float | None = None) -> None:
        super().__init__(reason)
        self.delay_s = delay_s


class GiveUp(Exception):
    """Raised by a job that knows that no further attempt can succeed: the row becomes a dead letter at once."""


async def run_job(
    host: JobHost, job_id: int, holder: str, *, early: bool = False, step_aside: Callable[[], None] = lambda: None
) -> bool:
    """Run one row if it is free and due (`early`: or not yet due); answers whether it ran. Never raises for a failing job.

    `step_aside` is called when the job only waits for something outside, and need not keep others from running.
    """
    now = host.clock.now()
    async with host.job_transaction() as session:
        usual = now + timedelta(seconds=_usual(host.jobs) + _GRACE_S)
        claimed = await store.claim(session, job_id, holder=holder, now=now, until=usual, early=early)
        if claimed is None:
            return False
        job = host.jobs.by_name.get(claimed.name)
        if job is not None and job.timeout_s > _USUAL_S:
            until = now + timedelta(seconds=job.timeout_s + _GRACE_S)
            await store.hold(session, job_id, holder=holder, until=until)
    bound = log.bind(job=claimed.name, job_id=job_id, attempt=claimed.attempt)
    if job is None:
        await _failed(host, job_id, holder, f"no job is called {claimed.name}", None)
        bound.error("job.unknown")
        return True

    def retry_after(delay_s: float | None) -> float | None:
        if claimed.attempt >= job.max_attempts:
            return None
        return job.wait_before(claimed.attempt) if delay_s is None else delay_s

    try:
        payload = job.payload.model_validate_json(claimed.payload)
        context = host.job_context(
            job_id=job_id, attempt=claimed.attempt, acting_id=claimed.acting_id, step_aside=step_aside
        )
        async with asyncio.timeout(job.timeout_s):
            await job.run(context, payload)
    except asyncio.CancelledError:
        # Shutting down: give the row back at once instead of letting its claim run out.
        await asyncio.shield(_failed(host, job_id, holder, "interrupted by shutdown", 0))
        raise
    except GiveUp as error:
        await _failed(host, job_id, holder, str(error), None)
        bound.warning("job.given_up", reason=str(error))
    except RetryLater as error:
        await _failed(host, job_id, holder, str(error), retry_after(error.delay_s))
        bound.info("job.retry_later", reason=str(error))
    except Exception as error:
        await _failed(host, job_id, holder, traceback.format_exc(limit=20), retry_after(None))
        bound.warning("job.failed", error=repr(error), exc_info=True)
    else:
        await _mark(host, lambda session: store.finish(session, job_id, holder=holder, now=host.clock.now()))
        bound.debug("job.done")
    return True


async def run_periodic(host: JobHost, work: Periodic, holder: str, *, at_once: bool = False) -> bool:
    """Do one round of periodic work if it is due and nobody else does it; answers whether it ran.

    `at_once`: run it now, due or not, and let the exception through when it fails.
    """
    now = host.clock.now()
    every_s = 0 if at_once else work.every_s
    async with host.job_transaction() as session:
        ours = await store.take_lease(
            session, work.name, holder=holder, now=now, every_s=every_s, hold_s=work.timeout_s + _GRACE_S
        )
    if not ours:
        return False
    try:
        async with asyncio.timeout(work.timeout_s):
            await work.run(host.job_context(job_id=0, attempt=1, acting_id=1))
    except Exception as error:
        log.warning("periodic.failed", periodic=work.name, error=repr(error), exc_info=True)
        if at_once:
            raise
    finally:
        await asyncio.shield(_return_lease(host, work, holder))
    return True


async def _return_lease(host: JobHost, work: Periodic, holder: str) -> None:
    async with host.job_transaction() as session:
        await store.return_lease(session, work.name, holder=holder, now=host.clock.now())


async def _failed(host: JobHost, job_id: int, holder: str, error: str, retry_s: float | None) -> None:
    now = host.clock.now()
    retry_at = None if retry_s is None else now + timedelta(seconds=retry_s)
    await _mark(
        host, lambda session: store.fail(session, job_id, holder=holder, now=now, error=error, retry_at=retry_at)
    )


async def _mark(host: JobHost, mark: Callable[[AsyncSession], Awaitable[None]]) -> None:
    """Record how it went, with retries: otherwise the row would stay claimed by a living process until its claim expires."""
    for wait_s in (*_PATIENCE_S, None):
        try:
            async with host.job_transaction() as session:
                await mark(session)
        except (DBAPIError, OSError) as error:
            if wait_s is None:
                raise
            log.info("job.not_marked_yet", error=repr(error))
            await asyncio.sleep(wait_s)
        else:
            return


def _usual(jobs: Jobs) -> float:
    """How long a claim lasts before the job is known, and so how long a process that died keeps it."""
    return max((job.timeout_s for job in jobs.by_name.values() if job.timeout_s <= _USUAL_S), default=60)
