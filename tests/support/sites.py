"""Fixtures for a site on the database under test: `site` rolls back, `committed_site` really commits.

The application is imported when a fixture first needs it, so that tests of a small module start at once.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr
from sqlalchemy.engine import URL

from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.settings import Settings
from tests.support import databases
from tests.support.servers import Servers
from tests.support.slots import Slot

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from gotrs_api.db.database import Database
    from gotrs_api.uow import ReadUow, Site, UnitOfWork
    from tests.support.factories import Factories
    from tests.support.pinned import PinnedDatabase

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)  # a Monday morning, far from any change to summer time


@pytest.fixture(scope="session")
def slot() -> int:
    """A number no other test process holds; part of the name of everything this process shares with none."""
    return Slot().number


class OpenDatabases:
    """One migrated database and one open connection per backend, kept for the whole run."""

    def __init__(self, servers: Servers, slot: int) -> None:
        self._servers, self._slot = servers, slot
        self._open: dict[str, tuple[Database, AsyncConnection]] = {}
        self.urls: dict[str, URL] = {}

    def prepare(self, backend: str) -> None:
        if backend not in self.urls:
            self.urls[backend] = databases.prepare(backend, self._servers, self._slot)

    async def connection(self, backend: str) -> tuple[Database, AsyncConnection]:
        from gotrs_api.db.database import Database

        if backend not in self._open:
            database = Database(self.urls[backend], pool_size=1)
            self._open[backend] = (database, await database.engine.connect())
        return self._open[backend]

    async def close(self) -> None:
        for database, connection in self._open.values():
            await connection.close()
            await database.close()


@pytest.fixture(scope="session")
async def open_databases(servers: Servers, slot: int) -> AsyncIterator[OpenDatabases]:
    opened = OpenDatabases(servers, slot)
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(START)


@pytest.fixture
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """What `site` runs with; override this fixture in a module to change it. `mailbox` is its mail server if asked for."""
    smtp_url = request.getfixturevalue("mailbox").url if "mailbox" in request.fixturenames else ""
    return Settings(
        var=tmp_path / "var",
        secret_key=SecretStr("not-a-secret-only-for-tests-0123456789"),
        smtp_url=smtp_url,
        outbound_allow=("127.0.0.0/8",),
    )


@pytest.fixture
async def database(backend: str, open_databases: OpenDatabases) -> AsyncIterator[PinnedDatabase]:
    """The migrated database of this backend; all that happens in it is rolled back after the test."""
    from tests.support.pinned import PinnedDatabase

    open_databases.prepare(backend)
    origin, connection = await open_databases.connection(backend)
    transaction = await connection.begin()
    yield PinnedDatabase(origin, connection)
    await transaction.rollback()
    origin.use_time_zone(ZoneInfo("UTC"))


def make_site(settings: Settings, database: Database, clock: FakeClock) -> Site:
    from gotrs_api.kernel.cache import MemoryCache
    from gotrs_api.wiring import build_site

    return build_site(settings, database=database, cache=MemoryCache(), clock=clock)


@pytest.fixture
def site(settings: Settings, database: PinnedDatabase, clock: FakeClock) -> Site:
    """The application's parts on a database that forgets, a clock that stands still and a cache of its own."""
    return make_site(settings, database, clock)


@pytest.fixture
async def uow(site: Site) -> AsyncIterator[UnitOfWork]:
    """An open unit of work, acting as user 1. It never commits: call `await uow.settle()` for the COMMIT handlers."""
    work = site.uow()
    async with work.session:
        await work.session.begin()
        yield work


@pytest.fixture
def factories(uow: UnitOfWork) -> Factories:
    """Makes rows in the test's `uow`; requests to `client` see them."""
    from tests.support.factories import Factories

    return Factories(uow)


@pytest.fixture
async def read(site: Site) -> AsyncIterator[ReadUow]:
    async with site.read() as work:
        yield work


@pytest.fixture
def committed_url(backend: str, servers: Servers, slot: int) -> URL:
    """A migrated database of this test's own, for processes and connections that commit."""
    return databases.prepare_committed(backend, servers, slot)


@pytest.fixture
async def committed_site(settings: Settings, committed_url: URL, clock: FakeClock) -> AsyncIterator[Site]:
    """A site whose commits are real: for concurrency, isolation and what survives an end."""
    from gotrs_api.db.database import Database

    site = make_site(settings, Database(committed_url, pool_size=5), clock)
    yield site
    await site.close()


@pytest.fixture
def empty_url(backend: str, servers: Servers, slot: int) -> URL:
    """A database without a table, for migrations and first starts."""
    return databases.create_empty(backend, servers, slot)


@pytest.fixture
def redis_url(servers: Servers, slot: int) -> Iterator[str]:
    """A Redis database of this process's own, empty before and after."""
    import redis

    if not servers.has("redis"):
        pytest.skip(f"no Redis: {servers.why_not['redis']}")
    url = servers.url("redis").set(database=str(slot % 15 + 1)).render_as_string(hide_password=False)
    client = redis.Redis.from_url(url)
    client.flushdb()
    yield url
    client.flushdb()
    client.close()
