"""One site's database: engine, sessions for reading and writing, and what the three dialects need to behave alike."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, QueuePool, event
from sqlalchemy.engine import URL, Dialect, Engine, make_url
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.util import greenlet_spawn

from gotrs_api.db.found_ways import learn_at_first_connection
from gotrs_api.db.statement_count import count_statements_of

READ_OPTION = "gotrs_read"
_PING_AFTER_IDLE_S = 5.0
_SQLITE_BUSY_TIMEOUT_MS = 30_000


class Database:
    """Opens sessions. Reads run in autocommit; a write session is one transaction (SQLite: BEGIN IMMEDIATE)."""

    def __init__(self, url: str | URL, *, pool_size: int = 10, echo: bool = False) -> None:
        self.url = make_url(url)
        self.engine = _create_engine(self.url, pool_size=pool_size, echo=echo)
        self.read_engine = self.engine.execution_options(**_read_options(self.engine.dialect))
        # Whoever will need a second connection beside its transaction enters here before it takes the first: so there is
        # always one left for those inside, and they never wait for each other's.
        self.room_for_two = asyncio.Semaphore(max(1, pool_size // 2))

    @property
    def dialect_name(self) -> str:
        """`sqlite`, `postgresql`, `mysql` or `mariadb`."""
        return self.engine.dialect.name

    @property
    def goes_through_common_words(self) -> bool:
        """All documents that hold a word are gone through for the first few: by MariaDB always, by PostgreSQL often, because it
        knows how common a few dozen words are and takes every other one for one of 200 documents.
        """
        return self.dialect_name != "sqlite"

    @property
    def plans_for_anybody(self) -> bool:
        """PostgreSQL keeps one plan of a statement for all agents, and takes what one may see for as much as others see."""
        return self.dialect_name == "postgresql"

    @property
    def has_one_writer(self) -> bool:
        """SQLite: while one transaction writes, every other one waits. It serves one process."""
        return self.dialect_name == "sqlite"

    @property
    def connections_in_use(self) -> int:
        """Taken out of the pool of this process at this moment."""
        pool = self.engine.sync_engine.pool
        return pool.checkedout() if isinstance(pool, QueuePool) else 0

    def use_time_zone(self, zone: ZoneInfo) -> None:
        """Naive times in OTRS tables are in this zone (`OTRSTimeZone`)."""
        self.engine.dialect.gotrs_time_zone = zone  # type: ignore[attr-defined]

    @property
    def time_zone(self) -> ZoneInfo:
        """The zone of naive times in OTRS tables."""
        zone: ZoneInfo = self.engine.dialect.gotrs_time_zone  # type: ignore[attr-defined]
        return zone

    def write_session(self, info: dict[str, Any]) -> AsyncSession:
        return AsyncSession(self.engine, expire_on_commit=False, info=info)

    def read_session(self, info: dict[str, Any]) -> AsyncSession:
        return AsyncSession(self.read_engine, expire_on_commit=False, autoflush=False, info=info)

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[AsyncConnection]:
        """A transaction of its own at the level of SQL, for checks and migrations."""
        async with self.engine.begin() as connection:
            yield connection

    def driver_connection(self) -> AbstractAsyncContextManager[Any]:
        """The driver's own connection out of the pool, in autocommit; for `db.prepared` alone."""
        return _Borrowed(self.engine.sync_engine)

    async def close(self) -> None:
        await self.engine.dispose()


class _Borrowed:
    """A pooled connection for one statement. After any error it is thrown away: it may be dead, or in mid-answer.

    Raises OperationalError where there is none to be had.
    """

    __slots__ = ("_engine", "_fairy")

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def __aenter__(self) -> Any:
        try:
            self._fairy = await greenlet_spawn(self._engine.pool.connect)
        except (OSError, self._engine.dialect.loaded_dbapi.Error) as gone:
            # In SQLAlchemy's words, as for any other statement.
            raise OperationalError("connect", None, gone) from gone
        return self._fairy.driver_connection

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if error is not None:
            await greenlet_spawn(self._fairy.invalidate)
            await greenlet_spawn(self._fairy.close)
        else:
            # Nothing to wait for: without a transaction, giving back is bookkeeping.
            self._fairy.close()


def _read_options(dialect: Dialect) -> dict[str, Any]:
    # SQLite connections are always in the driver's autocommit; there, reading means that no BEGIN is sent.
    return {READ_OPTION: True} if dialect.name == "sqlite" else {"isolation_level": "AUTOCOMMIT"}


def _create_engine(url: URL, *, pool_size: int, echo: bool) -> AsyncEngine:
    if url.get_backend_name() == "sqlite":
        engine = create_async_engine(
            url, echo=echo, hide_parameters=True, connect_args={"timeout": _SQLITE_BUSY_TIMEOUT_MS / 1000}
        )
        _prepare_sqlite(engine)
    else:
        connect_args: dict[str, Any] = {}
        if url.get_backend_name() == "mysql":
            connect_args = {"charset": "utf8mb4"}
        engine = create_async_engine(
            url,
            echo=echo,
            # Errors are logged: they must not carry mail texts and secrets.
            hide_parameters=True,
            # No overflow: it would be opened and closed again for single statements. The last one given back goes out
            # first, so that a quiet process uses few and their prepared statements stay warm.
            pool_size=pool_size,
            max_overflow=0,
            pool_use_lifo=True,
            isolation_level="READ COMMITTED",
            pool_recycle=1800,
            connect_args=connect_args,
        )
        _ping_idle_connections(engine)
    engine.dialect.gotrs_time_zone = ZoneInfo("UTC")  # type: ignore[attr-defined]
    count_statements_of(engine.sync_engine)
    learn_at_first_connection(engine.sync_engine)
    return engine


def _prepare_sqlite(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def _on_connect(dbapi_connection: Any, _record: Any) -> None:
        # The driver's own BEGIN comes too late for savepoints; we send it ourselves.
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        for pragma in (
            f"busy_timeout={_SQLITE_BUSY_TIMEOUT_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "case_sensitive_like=OFF",
            "cache_size=-32000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _on_begin(connection: Connection) -> None:
        if not connection.get_execution_options().get(READ_OPTION):
            # A read transaction that wants to write later fails at once with "database is locked".
            connection.exec_driver_sql("BEGIN IMMEDIATE")


def _ping_idle_connections(engine: AsyncEngine) -> None:
    """Notice a restarted server before the first statement, without a round trip for busy connections."""
    dialect = engine.sync_engine.dialect

    @event.listens_for(engine.sync_engine, "checkin")
    def _on_checkin(_dbapi_connection: Any, record: Any) -> None:
        record.info["idle_since"] = time.monotonic()

    @event.listens_for(engine.sync_engine, "checkout")
    def _on_checkout(dbapi_connection: Any, record: Any, _proxy: Any) -> None:
        idle_since = record.info.get("idle_since")
        if idle_since is None or time.monotonic() - idle_since < _PING_AFTER_IDLE_S:
            return
        try:
            alive = dialect.do_ping(dbapi_connection)
        except dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error
        if not alive:
            raise DisconnectionError
