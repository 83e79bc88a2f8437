"""The log's ear in each process: counts requests in memory, and about once a minute writes them down."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from gotrs_api.admin.performance.models import PerformanceEntry
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site

log = structlog.get_logger(__name__)
LOOK_EVERY_S: Final = 5.0
WRITE_EVERY: Final = timedelta(seconds=60)
# More routes than this product has: a bound on memory all the same.
MOST_ROUTES: Final = 2_000
AREAS: Final = ("agent", "customer", "admin", "auth", "api")
OTHER: Final = "other"


class Recorder:
    """One per site and process. `is_on` is as old as the last look at the setting, five seconds at most."""

    is_on = False

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[int]] = {}

    def add(self, path: str, method: str, route: str, seconds: float) -> None:
        """`route` is a pattern; what has none is not told apart, so that strangers cannot fill the memory."""
        first = path.strip("/").partition("/")[0]
        key = (first if first in AREAS else OTHER, f"{method} {route}"[:200])
        took_ms = round(seconds * 1000)
        numbers = self._found.get(key)
        if numbers is not None:
            numbers[0] += 1
            numbers[1] += took_ms
            numbers[2] = min(numbers[2], took_ms)
            numbers[3] = max(numbers[3], took_ms)
        elif len(self._found) < MOST_ROUTES:
            self._found[key] = [1, took_ms, took_ms, took_ms]

    def taken(self, now: datetime) -> Iterator[PerformanceEntry]:
        """What was counted since the last time; it is forgotten here."""
        found, self._found = self._found, {}
        for (area, route), (requests, total, least, most) in found.items():
            yield PerformanceEntry(
                logged_at=now, area=area, route=route, requests=requests, total_ms=total, min_ms=least, max_ms=most
            )


def recorder_of(site: Site) -> Recorder:
    return site.part(Recorder, Recorder)


class PerformanceLog:
    """The task of a serving process: `start()`, later `stop()`, which writes what is left."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._written_at = site.clock.now()
        self._task: asyncio.Task[Any] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        if self._task is None:
            return
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._try(self.write)

    async def look(self) -> None:
        """Follow the setting, and write when it is time or the log was switched off."""
        recorder = recorder_of(self._site)
        async with self._site.read() as read:
            is_on = await sysconfig.get(read, settings.PERFORMANCE_LOG)
        was_on, recorder.is_on = recorder.is_on, is_on
        if (was_on and not is_on) or self._site.clock.now() - self._written_at >= WRITE_EVERY:
            await self.write()

    async def write(self) -> None:
        self._written_at = now = self._site.clock.now()
        rows = list(recorder_of(self._site).taken(now))
        if rows:
            async with self._site.uow() as uow:
                uow.session.add_all(rows)

    async def _keep(self) -> None:
        while True:
            await self._try(self.look)
            await asyncio.sleep(LOOK_EVERY_S)

    async def _try(self, step: Any) -> None:
        """The database may be away for a while; a log of numbers is no reason to stop."""
        try:
            await step()
        except (SQLAlchemyError, OSError) as error:
            log.warning("performance.no_database", error=type(error).__name__)
