"""One request, one job, one command: one unit of work, one transaction, all or nothing."""

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

import structlog
from sqlalchemy import Table, insert
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.db.prepared import Prepared, by_driver
from gotrs_api.events import Event, Phase
from gotrs_api.jobs import JobPayload
from gotrs_api.jobs.store import NewJob, insert_job, insert_jobs
from gotrs_api.kernel.clock import Clock

if TYPE_CHECKING:
    from gotrs_api.uow.site import Site

log = structlog.get_logger(__name__)
T = TypeVar("T")


class ReadUow:
    """A session for reading in autocommit, opened when first needed: hot reads need none."""

    writes = False
    # Pictures of master data (`uow.snapshot`) that were renewed for this one; None: those a few seconds old will do.
    renewed: set[str] | None = None
    _driver: Any = None

    def __init__(self, site: "Site") -> None:
        self.site = site
        self._read: dict[Hashable, Any] = {}

    @cached_property
    def session(self) -> AsyncSession:
        return self.site.database.read_session({"read_only": True})

    async def fetch(self, prepared: Prepared, parameters: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        """Rows of a hot statement; see `db.prepared`."""
        if self._driver is not None:
            return await prepared.fetch_on(self._driver, self.site.database, parameters)
        database = self.site.database
        session = self.__dict__.get("session") if by_driver(database) else self.session
        return await prepared.fetch(database, session, parameters)

    async def once(self, key: Hashable, load: Callable[[], Awaitable[T]]) -> T:
        """What `load` returns, read once however many parts of a page need it. In a unit of work that writes, always read anew."""
        if self.writes:
            return await load()
        if key not in self._read:
            self._read[key] = await load()
        found: T = self._read[key]
        return found

    def known(self, key: Hashable) -> Any:
        """What `once` has read under this key, None where it has not."""
        return self._read.get(key) if not self.writes else None

    @asynccontextmanager
    async def together(self) -> AsyncIterator[None]:
        """Hot statements in this block share one connection.

        Any other query inside the block takes a second one. So nothing that many requests do at the same time may run in
        it, such as loading a snapshot for the first time: they would all wait for each other.
        """
        if self._driver is not None or "session" in self.__dict__ or not by_driver(self.site.database):
            yield
            return
        async with self.site.database.driver_connection() as self._driver:
            try:
                yield
            finally:
                self._driver = None

    async def write_gathered(self, *tables: Table, **having: Any) -> None:
        """See `UnitOfWork.write_gathered`; here nothing is added."""

    @property
    def clock(self) -> Clock:
        return self.site.clock

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if "session" in self.__dict__:
            await self.session.close()


class UnitOfWork(ReadUow):
    """Commits when its block ends well, rolls back otherwise. Services flush; they never commit."""

    writes = True

    def __init__(self, site: "Site", *, acting_id: int) -> None:
        self.site = site
        self.acting_id = acting_id
        self.session = site.database.write_session({"acting_id": acting_id, "now": site.clock.now, "site": site})
        self._events: list[Event] = []
        self._handled = 0
        self._job_ids: list[int] = []
        self._nudge = False
        self._outbox: list[tuple[JobPayload, str | None]] = []
        self._after_commit: list[Callable[[], Awaitable[None]]] = []
        self._before_commit: list[Callable[[UnitOfWork], Awaitable[None]]] = []
        self._gathered: dict[Table, list[Mapping[str, Any]]] | None = None

    def act_as(self, user_id: int) -> None:
        """From now on `create_by` and `change_by` are this user's id (OTRS: users.id; 1 for automatic work and customers)."""
        self.acting_id = user_id
        self.session.info["acting_id"] = user_id

    async def emit(self, event: Event) -> None:
        """Tell the NOW handlers at once and keep the event for the COMMIT handlers."""
        self._events.append(event)
        for handler in self.site.handlers.of(type(event), Phase.NOW):
            await handler.react(self, event)

    async def enqueue(self, payload: JobPayload, *, dedupe_key: str | None = None, delay_s: float = 0) -> int:
        """Write a job row in this transaction; answers its id.

        With a `dedupe_key` at most one pending row bears it: a second call answers the first one's id.
        """
        job_id = await insert_job(
            self.session,
            self.site.jobs.by_payload[type(payload)],
            payload.model_dump_json(),
            now=self.clock.now(),
            delay_s=delay_s,
            dedupe_key=dedupe_key,
            acting_id=self.acting_id,
        )
        if not delay_s:
            self._job_ids.append(job_id)
        return job_id

    def enqueue_at_commit(self, payload: JobPayload, *, dedupe_key: str | None = None) -> None:
        """The same for reactions to events, which need no id: all of them are written by one statement at the end."""
        self._outbox.append((payload, dedupe_key))

    def nudge_after_commit(self, job_id: int) -> None:
        """Wake the runner for a row that was made due by other means than `enqueue`."""
        self._job_ids.append(job_id)

    def before_commit(self, callback: "Callable[[UnitOfWork], Awaitable[None]]") -> None:
        """Run this once after the COMMIT handlers; for what many events write together. It must emit nothing."""
        self._before_commit.append(callback)

    def after_commit(self, callback: Callable[[], Awaitable[None]]) -> None:
        """Run this once the commit has succeeded; for caches and live views, never for what must not be lost."""
        self._after_commit.append(callback)

    async def insert_rows(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows that all have the same columns, whose ids nobody needs: now, or with others (see `gathering`)."""
        if self._gathered is None:
            await self.session.execute(insert(table), list(rows))
        else:
            self._gathered.setdefault(table, []).extend(rows)

    @asynccontextmanager
    async def gathering(self) -> AsyncIterator[None]:
        """What `insert_rows` gets in this block is written at its end, one statement for each table.

        For work on many tickets or articles at once. Code that reads such rows calls `write_gathered` first.
        """
        self._gathered = {}
        yield
        await self.write_gathered(*self._gathered)
        self._gathered = None

    @property
    def is_gathering(self) -> bool:
        return self._gathered is not None

    async def write_gathered(self, *tables: Table, **having: Any) -> None:
        """From here on a statement sees what was added to these tables so far; before reading, changing or deleting.

        `having`: the statement is about rows with these values alone, so the others may wait on if there are none.
        """
        gathered = self._gathered or {}
        for table in tables:
            if any(all(row[name] == value for name, value in having.items()) for row in gathered.get(table, ())):
                await self.session.execute(insert(table), gathered.pop(table))

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """A part that may fail alone: when the block raises, what it wrote, emitted and enqueued is undone, and the rest of
        the transaction goes on.
        """
        told: Sequence[list[Any]] = (
            self._events,
            self._job_ids,
            self._outbox,
            self._after_commit,
            self._before_commit,
        )
        before = [len(each) for each in told]
        try:
            async with self.session.begin_nested():
                yield
        except BaseException:
            for each, length in zip(told, before, strict=True):
                del each[length:]
            raise

    async def settle(self) -> None:
        """Run the COMMIT handlers for what was emitted so far, and for what they emit, until all is quiet."""
        while self._handled < len(self._events):
            events = self._events[self._handled :]
            self._handled = len(self._events)
            for handler, event in self.site.handlers.at_commit(events):
                await handler.react(self, event)
        callbacks, self._before_commit = self._before_commit, []
        for callback in callbacks:
            await callback(self)
        if self._outbox:
            outbox, self._outbox = self._outbox, []
            self._nudge = True
            await insert_jobs(
                self.session,
                [
                    NewJob(self.site.jobs.by_payload[type(payload)], payload.model_dump_json(), key)
                    for payload, key in outbox
                ],
                now=self.clock.now(),
                acting_id=self.acting_id,
            )

    async def __aenter__(self) -> Self:
        await self.session.begin()
        if self.site.before_writing is not None:
            try:
                await self.site.before_writing(self)
            except BaseException:
                await self.session.close()
                raise
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if exc is None:
                await self.settle()
                await self.session.commit()
        finally:
            await self.session.close()
        if exc is None:
            await self._announce()

    async def _announce(self) -> None:
        for callback in self._after_commit:
            try:
                await callback()
            except Exception as error:
                log.warning("uow.after_commit_failed", error=repr(error), exc_info=True)
        if (self._job_ids or self._nudge) and self.site.nudger is not None:
            await self.site.nudger.nudge(self._job_ids)


class JobContext:
    """What a job gets. It opens its own units of work, so that no network call sits inside a transaction.

    A job that only waits for something outside calls `step_aside`: it goes on, and its runner starts another job in
    its place. The caller limits how many may wait like this.
    """

    def __init__(
        self, site: "Site", *, job_id: int, attempt: int, acting_id: int, step_aside: Callable[[], None] = lambda: None
    ) -> None:
        self.site = site
        self.job_id = job_id
        self.attempt = attempt
        self.acting_id = acting_id
        self.step_aside = step_aside

    def uow(self, *, acting_id: int | None = None) -> UnitOfWork:
        return self.site.uow(acting_id=self.acting_id if acting_id is None else acting_id)

    def read(self) -> ReadUow:
        return self.site.read()
