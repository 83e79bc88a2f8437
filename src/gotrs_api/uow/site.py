"""A site: one database with its settings, cache, clock and registries. Whatever needs context gets it from here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.db.database import Database
from gotrs_api.events import Handlers
from gotrs_api.jobs import Jobs
from gotrs_api.kernel.cache import Cache
from gotrs_api.kernel.clock import Clock
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.kernel.settings import Settings
from gotrs_api.uow.unit_of_work import JobContext, ReadUow, UnitOfWork

if TYPE_CHECKING:
    from gotrs_api.kernel.outbound import Outbound

T = TypeVar("T")


class Nudger(Protocol):
    """Told after a commit which jobs were enqueued."""

    async def nudge(self, job_ids: list[int], /) -> None: ...


class Site:
    """Made once per database by a composition root. Holds nothing that another process needs to see."""

    def __init__(
        self, *, settings: Settings, database: Database, cache: Cache, clock: Clock, handlers: Handlers, jobs: Jobs
    ) -> None:
        self.settings = settings
        self.database = database
        self.cache = cache
        self.clock = clock
        self.handlers = handlers
        self.jobs = jobs
        self.nudger: Nudger | None = None
        self.before_writing: Callable[[UnitOfWork], Awaitable[None]] | None = None  # asked when a transaction begins
        self.at_close: list[Callable[[], Awaitable[None]]] = []
        self._parts: dict[type, object] = {}

    def part(self, kind: type[T], make: Callable[[], T]) -> T:
        """This site's one object of a class (a snapshot of settings, a cache of principals), made when first asked for."""
        part = self._parts.get(kind)
        if part is None:
            part = self._parts[kind] = make()
        return cast(T, part)

    @cached_property
    def outbound(self) -> Outbound:
        """The guard of every call to an address that somebody chose."""
        # Imported here: `gotrs mail ingest` runs once for each mail and calls nobody.
        from gotrs_api.kernel.outbound import Outbound

        return Outbound(self.settings.outbound_allow)

    def uow(self, *, acting_id: int = SYSTEM_USER_ID) -> UnitOfWork:
        """A transaction: `async with site.uow(acting_id=…) as uow`."""
        return UnitOfWork(self, acting_id=acting_id)

    def read(self) -> ReadUow:
        """Reading only: `async with site.read() as uow`."""
        return ReadUow(self)

    def job_transaction(self) -> AbstractAsyncContextManager[AsyncSession]:
        return self._job_transaction()

    @asynccontextmanager
    async def _job_transaction(self) -> AsyncIterator[AsyncSession]:
        session = self.database.write_session({})
        async with session, session.begin():
            yield session

    def job_read(self) -> AbstractAsyncContextManager[AsyncSession]:
        return self.database.read_session({})

    def job_context(
        self, *, job_id: int, attempt: int, acting_id: int, step_aside: Callable[[], None] = lambda: None
    ) -> JobContext:
        return JobContext(self, job_id=job_id, attempt=attempt, acting_id=acting_id, step_aside=step_aside)

    async def close(self) -> None:
        for close in self.at_close:
            await close()
        if "outbound" in self.__dict__:
            await self.outbound.aclose()
        await self.database.close()
        await self.cache.close()
