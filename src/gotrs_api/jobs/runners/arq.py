"""Runs jobs in arq workers. Redis carries ids only; the rows stay the truth, and a sweep finds what Redis forgot."""

import asyncio
from typing import Any, cast

import structlog
from arq.connections import ArqRedis
from arq.typing import WorkerCoroutine
from arq.worker import Worker, func
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError

from gotrs_api.jobs import store
from gotrs_api.jobs.execute import JobHost, run_job
from gotrs_api.jobs.runners.rounds import keep_rounds, pause

log = structlog.get_logger(__name__)
QUEUE_NAME = "gotrs:jobs"
_REDIS_AWAY = (OSError, ConnectionError, TimeoutError, RedisError)


class ArqNudger:
    """Tells the workers which ids are due. Without Redis nothing is lost: the workers' sweep finds the rows."""

    def __init__(self, redis_url: str) -> None:
        self._redis = _connect(redis_url)

    async def nudge(self, job_ids: list[int]) -> None:
        try:
            for job_id in job_ids:
                await self._redis.enqueue_job("run_job", job_id)
        except _REDIS_AWAY as error:
            log.warning("jobs.nudge_failed", error=repr(error), jobs=len(job_ids))

    async def close(self) -> None:
        await self._redis.aclose(close_connection_pool=True)


def _connect(redis_url: str) -> ArqRedis:
    # Not arq's create_pool: it leaves its connection open when Redis is away.
    return ArqRedis(connection_pool=ConnectionPool.from_url(redis_url), default_queue_name=QUEUE_NAME)


class ArqRunner:
    """Works until told to stop; then finishes what runs. Survives the loss of Redis: the sweep finds the rows."""

    def __init__(self, host: JobHost, redis_url: str, *, concurrency: int = 10, sweep_s: float = 1.0) -> None:
        self._host = host
        self._redis_url = redis_url
        self._concurrency = concurrency
        self._sweep_s = sweep_s
        self._holder = store.new_holder()
        self._running: set[asyncio.Task[bool]] = set()
        self._aside: set[asyncio.Task[bool]] = set()

    async def work(self, stop: asyncio.Event) -> None:
        async with self._host.job_transaction() as session:
            await store.release_dead_holders(session, me=self._holder, now=self._host.clock.now())
        async with asyncio.TaskGroup() as group:
            group.create_task(self._listen(stop))
            group.create_task(self._sweep(stop))
            group.create_task(keep_rounds(self._host, self._holder, stop, poll_s=self._sweep_s))
        if self._running:
            await asyncio.wait(self._running)
        for task in self._aside:
            task.cancel()
        await asyncio.gather(*self._aside, return_exceptions=True)

    async def _run(self, _ctx: dict[Any, Any], job_id: int) -> None:
        """To the job's end, or until it steps aside. arq cancels its own tasks when it ends, but not the job itself."""
        left = asyncio.Event()

        def step_aside() -> None:
            self._running.discard(task)
            self._aside.add(task)
            left.set()

        def ended(task: asyncio.Task[bool]) -> None:
            self._running.discard(task)
            self._aside.discard(task)
            left.set()
            if not task.cancelled() and (error := task.exception()):  # the row is found again when its claim is over
                log.warning("jobs.run_failed", job_id=job_id, error=repr(error))

        task = asyncio.create_task(run_job(self._host, job_id, self._holder, step_aside=step_aside))
        self._running.add(task)
        task.add_done_callback(ended)
        await left.wait()

    async def _listen(self, stop: asyncio.Event) -> None:
        """Keep an arq worker alive; it ends whenever Redis drops the connection."""
        while not stop.is_set():
            redis = _connect(self._redis_url)
            worker = Worker(
                functions=[func(cast(WorkerCoroutine, self._run), name="run_job", keep_result=0, max_tries=1)],
                queue_name=QUEUE_NAME,
                redis_pool=redis,
                max_jobs=self._concurrency,
                handle_signals=False,
                keep_result=0,
                poll_delay=0.1,
                job_timeout=24 * 3600,  # jobs have their own, in `run_job`
            )
            listening = asyncio.create_task(worker.async_run())
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait({listening, stopping}, return_when=asyncio.FIRST_COMPLETED)
            for task in (listening, stopping):
                task.cancel()
            ended, _ = await asyncio.gather(listening, stopping, return_exceptions=True)
            if isinstance(ended, _REDIS_AWAY):
                log.warning("jobs.redis_away", error=repr(ended))
            elif isinstance(ended, Exception):
                log.error("jobs.worker_ended", error=repr(ended))
            await _close(worker, redis)
            await pause(stop, self._sweep_s)

    async def _sweep(self, stop: asyncio.Event) -> None:
        """Run what is due and was not nudged, or whose nudge Redis lost. A slow job does not hold up the rest."""
        sweeping: dict[int, asyncio.Task[None]] = {}
        while not stop.is_set():
            due: list[int] = []
            try:
                async with self._host.job_read() as session:
                    due = await store.due_ids(session, self._host.clock.now(), self._concurrency)
            except Exception as error:  # the database may be away for a while
                log.warning("jobs.sweep_failed", error=repr(error))
            free = self._concurrency - len(sweeping)  # jobs may have ended while we looked
            for job_id in [job_id for job_id in due if job_id not in sweeping][:free]:
                sweeping[job_id] = task = asyncio.create_task(self._run({}, job_id))
                task.add_done_callback(lambda _, job_id=job_id: sweeping.pop(job_id))  # type: ignore[misc]
            if len(due) < self._concurrency:
                await pause(stop, self._sweep_s)
            else:
                await asyncio.wait(sweeping.values(), timeout=self._sweep_s, return_when=asyncio.FIRST_COMPLETED)


async def _close(worker: Worker, redis: ArqRedis) -> None:
    # Not worker.close(): it gives up on the connection when one of its tasks was cancelled.
    for task in worker.tasks.values():
        task.cancel()
    await asyncio.gather(*worker.tasks.values(), return_exceptions=True)
    try:
        await redis.aclose(close_connection_pool=True)
    except _REDIS_AWAY as error:
        log.debug("jobs.redis_close_failed", error=repr(error))
