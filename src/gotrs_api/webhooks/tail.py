"""The end of the event log, as one process sees it: one look at the database for all who listen.

Ids are given out before a commit, so a smaller one may appear after a larger one. Where an id is missing, the tail waits
for it, some seconds at most: it belongs to a transaction that is about to end, or to one that was undone.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import suppress
from typing import Final, NamedTuple

import structlog
from sqlalchemy import func, select

from gotrs_api.uow import ReadUow, Site
from gotrs_api.webhooks.models import LoggedEvent

log = structlog.get_logger(__name__)
POLL_S: Final = 0.5
GAP_S: Final = 5.0
FOLLOWER: Final = "webhooks.tail"  # the name of the task that looks at the log
_KEPT: Final = 2000
_BATCH: Final = 500


class Entry(NamedTuple):
    """An event as readers of the log get it; `data` is JSON."""

    id: int
    type: str
    ticket_id: int | None
    queue_id: int | None
    priority_id: int | None
    state_id: int | None
    type_id: int | None
    for_customers: int
    data: str


_COLUMNS: Final = tuple(getattr(LoggedEvent, name) for name in Entry._fields)


class Tail:
    """Made by `tail_of`. Looks at the log only while somebody listens."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._entries: deque[Entry] = deque(maxlen=_KEPT)
        self._listeners = 0
        self._task: asyncio.Task[None] | None = None
        self._look = asyncio.Event()
        self.committed = asyncio.Event()  # for the sender of webhooks
        self._news: asyncio.Future[None] | None = None
        self._gap_since: float | None = None
        self.position = 0
        self.has_ended = False

    async def wake(self) -> None:
        """Called after commits of this process."""
        self._look.set()
        self.committed.set()

    def end(self) -> None:
        """The process ends: whoever listens is to go."""
        self.has_ended = True
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    async def join(self) -> int:
        """Begin to listen; answers the id after which news come."""
        self._listeners += 1
        if self._task is None:
            async with self._site.read() as read:
                self.position = int(await read.session.scalar(select(func.max(LoggedEvent.id))) or 0)
            if self._task is None:  # nobody else was here meanwhile
                self._entries.clear()
                self._news = asyncio.get_running_loop().create_future()
                self._task = asyncio.create_task(self._follow(), name=FOLLOWER)
        return self.position

    async def leave(self) -> None:
        self._listeners -= 1
        if self._listeners == 0 and self._task is not None:
            task, self._task = self._task, None
            self._look.set()
            await task  # not cancelled: a look at the database in the middle is finished

    async def after(self, position: int) -> list[Entry]:
        """The next entries after an id, in order, none past the tail's own position."""
        if position >= self.position:
            return []
        if self._entries and self._entries[0].id <= position + 1:
            return [entry for entry in self._entries if entry.id > position]
        async with self._site.read() as read:
            return [entry for entry in await _entries(read, position, _BATCH) if entry.id <= self.position]

    async def wait(self, timeout_s: float) -> None:
        """Until there is news, or the time is over."""
        if self._news is not None and not self.has_ended:
            await asyncio.wait([self._news], timeout=timeout_s)

    async def _follow(self) -> None:
        me = asyncio.current_task()
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._look.wait(), POLL_S)
            self._look.clear()
            if self._task is not me:
                return
            try:
                async with self._site.read() as read:
                    found = await _entries(read, self.position, _BATCH)
            except Exception as error:  # the database may be away for a while
                log.warning("events.tail_failed", error=repr(error))
                continue
            fresh = self._up_to_gap(found)
            if fresh:
                self._entries.extend(fresh)
                self.position = fresh[-1].id
                news, self._news = self._news, asyncio.get_running_loop().create_future()
                if news is not None and not news.done():
                    news.set_result(None)
                if len(found) == _BATCH:
                    self._look.set()

    def _up_to_gap(self, found: list[Entry]) -> list[Entry]:
        expected = self.position + 1
        for at, entry in enumerate(found):
            if entry.id == expected:
                expected += 1
                continue
            if at:
                self._gap_since = None
                return found[:at]
            now = time.monotonic()
            if self._gap_since is None:
                self._gap_since = now
            if now - self._gap_since < GAP_S:
                return []
            self._gap_since = None
            expected = entry.id + 1
        if found:
            self._gap_since = None
        return found


async def _entries(read: ReadUow, position: int, limit: int) -> list[Entry]:
    query = select(*_COLUMNS).where(LoggedEvent.id > position).order_by(LoggedEvent.id).limit(limit)
    return [Entry(*row) for row in await read.session.execute(query)]


def tail_of(site: Site) -> Tail:
    return site.part(Tail, lambda: Tail(site))
