"""Periodic work, the same in both runners."""

import asyncio
import time
from contextlib import suppress

import structlog

from gotrs_api.jobs.execute import JobHost, run_periodic

log = structlog.get_logger(__name__)


async def keep_rounds(host: JobHost, holder: str, stop: asyncio.Event, *, poll_s: float) -> None:
    """Keep the rounds of all periodic work; asks for a lease only when this process thinks that a round is due."""
    next_try = {work.name: 0.0 for work in host.jobs.periodic}
    while not stop.is_set():
        for work in host.jobs.periodic:
            now = time.monotonic()
            if now < next_try[work.name] or stop.is_set():
                continue
            next_try[work.name] = now + max(poll_s, work.every_s / 4)
            try:
                if await run_periodic(host, work, holder):
                    next_try[work.name] = now + work.every_s
            except Exception as error:  # the database may be away for a while
                log.warning("jobs.periodic_failed", periodic=work.name, error=repr(error))
        await pause(stop, poll_s)


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait, but not past the stop."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
