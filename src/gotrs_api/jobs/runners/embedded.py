"""Runs jobs inside the server process: a loop over due rows, woken at once when something is enqueued here."""

import asyncio
from contextlib import suppress
from functools import partial

import structlog

from gotrs_api.jobs import store
from gotrs_api.jobs.execute import JobHost, run_job
from gotrs_api.jobs.runners.rounds import keep_rounds, pause

MOST_DRAINED = 1000
log = structlog.get_logger(__name__)


class EmbeddedRunner:
    """`start()` in the lifespan, `stop()` at its end. Other processes' rows (`gotrs mail ingest`) are found by polling."""

    def __init__(self, host: JobHost, *, concurrency: int = 4, poll_s: float = 1.0, drain_s: float = 10.0) -> None:
        self._host = host
        self._concurrency = concurrency
        self._poll_s = poll_s
        self._drain_s = drain_s
        self._wake = asyncio.Event()
        self._stop = asyncio.Event()
        self._holder = store.new_holder()
        self._running: dict[int, asyncio.Task[bool]] = {}
        self._aside: set[int] = set()
        self._loops: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        async with self._host.job_transaction() as session:
            freed = await store.release_dead_holders(session, me=self._holder, now=self._host.clock.now())
        if freed:
            log.info("jobs.reclaimed", jobs=freed)
        self._loops = [
            asyncio.create_task(self._run_due()),
            asyncio.create_task(keep_rounds(self._host, self._holder, self._stop, poll_s=self._poll_s)),
        ]

    async def nudge(self, _job_ids: list[int]) -> None:
        self._wake.set()

    async def stop(self) -> None:
        """Begin nothing new, and finish what runs if it takes no longer than the drain time."""
        self._stop.set()
        self._wake.set()
        await asyncio.gather(*self._loops)
        if self._running:
            _, late = await asyncio.wait(self._running.values(), timeout=self._drain_s)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run_due(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            try:
                started = await self._start_due()
            except Exception as error:  # the database may be away for a while
                log.warning("jobs.poll_failed", error=repr(error))
                started = 0
                await pause(self._stop, self._poll_s)
            if self._free() <= 0 or not started:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), self._poll_s)

    async def _start_due(self) -> int:
        free = self._free()
        if free <= 0:
            return 0
        async with self._host.job_read() as session:
            due = await store.due_ids(session, self._host.clock.now(), free + len(self._running))
        started = 0
        for job_id in due:
            if job_id not in self._running and started < free:
                step_aside = partial(self._step_aside, job_id)
                task = asyncio.create_task(run_job(self._host, job_id, self._holder, step_aside=step_aside))
                self._running[job_id] = task
                task.add_done_callback(lambda task, job_id=job_id: self._ended(job_id, task))  # type: ignore[misc]
                started += 1
        return started

    def _free(self) -> int:
        return self._concurrency - len(self._running) + len(self._aside)

    def _step_aside(self, job_id: int) -> None:
        self._aside.add(job_id)
        self._wake.set()

    def _ended(self, job_id: int, task: asyncio.Task[bool]) -> None:
        self._running.pop(job_id, None)
        self._aside.discard(job_id)
        if not task.cancelled() and (error := task.exception()):  # the row is found again when its claim is over
            log.warning("jobs.run_failed", job_id=job_id, error=repr(error))
        self._wake.set()


async def drain(host: JobHost) -> int:
    """Run what is due, one job after the other, until nothing is or `MOST_DRAINED` ran; returns how many did. For commands."""
    holder = store.new_holder()
    ran = 0
    while ran < MOST_DRAINED:
        async with host.job_read() as session:
            due = await store.due_ids(session, host.clock.now(), 50)
        progress = 0
        for job_id in due:
            progress += await run_job(host, job_id, holder)
        if not progress:
            break
        ran += progress
    return ran
