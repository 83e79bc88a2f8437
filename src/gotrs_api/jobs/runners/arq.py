"""Runs jobs in arq workers. Redis carries ids only; the rows stay the truth, and a sweep finds what Redis forgot."""

import asyncio
import warnings
from typing import Any, cast

import structlog
from arq import create_pool
from arq.connections import ArqRedis, RedisSettings
from arq.typing import WorkerCoroutine
from arq.worker import Worker, func

from gotrs_api.jobs import store
from gotrs_api.jobs.execute import JobHost, run_job
from gotrs_api.jobs.runners.embedded import run_periodic_work

log = structlog.get_logger(__name__)
QUEUE_NAME = "gotrs:jobs"


class ArqNudger:
    """Tells the workers which ids are due. Without Redis nothing is lost: the workers' sweep finds the rows."""

    def __init__(self, redis_url: str) -> None:
        self._settings = RedisSettings.from_dsn(redis_url)
        self._settings.conn_retries = 0
        self._pool: ArqRedis | None = None

    async def nudge(self, job_ids: list[int]) -> None:
        try:
            if self._pool is None:
                self._pool = await create_pool(self._settings, default_queue_name=QUEUE_NAME)
            for job_id in job_ids:
                await self._pool.enqueue_job("run_job", job_id)
        except (OSError, ConnectionError, TimeoutError) as error:
            log.warning("jobs.nudge_failed", error=repr(error), jobs=len(job_ids))
            self._pool = None

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.aclose()


async def work(host: JobHost, redis_url: str, *, concurrency: int = 10, sweep_s: float = 1.0) -> None:
    """Work until cancelled. Survives the loss of Redis (arq's worker ends with it): rows are then found by the sweep."""
    holder = store.new_holder()
    async with host.job_transaction() as session:
        await store.release_dead_holders(session, me=holder, now=host.clock.now())
    async with asyncio.TaskGroup() as group:
        group.create_task(_keep_worker(host, redis_url, holder, concurrency))
        group.create_task(_sweep(host, holder, concurrency, sweep_s))
        group.create_task(run_periodic_work(host, holder, poll_s=sweep_s))


async def _keep_worker(host: JobHost, redis_url: str, holder: str, concurrency: int) -> None:
    async def run(_ctx: dict[Any, Any], job_id: int) -> None:
        await run_job(host, job_id, holder)

    settings = RedisSettings.from_dsn(redis_url)
    while True:
        worker = Worker(
            functions=[func(cast(WorkerCoroutine, run), name="run_job", keep_result=0, max_tries=1)],
            queue_name=QUEUE_NAME,
            redis_settings=settings,
            max_jobs=concurrency,
            handle_signals=False,
            keep_result=0,
            poll_delay=0.1,
            job_timeout=3600,
        )
        try:
            await worker.async_run()
        except (OSError, ConnectionError, TimeoutError) as error:
            log.warning("jobs.redis_lost", error=repr(error))
        finally:
            await asyncio.shield(_close(worker))
        await asyncio.sleep(1)


async def _close(worker: Worker) -> None:
    try:
        with warnings.catch_warnings():
            # arq 0.28 closes its connection by a method that redis-py 5 calls deprecated.
            warnings.simplefilter("ignore", DeprecationWarning)
            await worker.close()
    except (OSError, ConnectionError, TimeoutError) as error:
        log.debug("jobs.worker_close_failed", error=repr(error))


async def _sweep(host: JobHost, holder: str, concurrency: int, sweep_s: float) -> None:
    """Run what is due and was not nudged, or whose nudge Redis lost."""
    while True:
        try:
            async with host.job_read() as session:
                due = await store.due_ids(session, host.clock.now(), concurrency)
            await asyncio.gather(*(run_job(host, job_id, holder) for job_id in due))
        except Exception as error:  # the database may be away for a while
            log.warning("jobs.sweep_failed", error=repr(error))
            due = []
        if len(due) < concurrency:
            await asyncio.sleep(sweep_s)
