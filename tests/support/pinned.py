"""A database whose sessions all run inside one outer transaction, so that a test leaves nothing behind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from gotrs_api.db.database import Database


class _Recording:
    """An asyncpg connection that writes down what it is asked."""

    def __init__(self, connection: Any, texts: list[str]) -> None:
        self._connection = connection
        self._texts = texts

    async def fetch(self, text: str, *arguments: Any) -> Any:
        self._texts.append(text)
        return await self._connection.fetch(text, *arguments)


class PinnedDatabase(Database):
    """Looks like the real one to services. A commit only ends a savepoint; DDL has no place here on MariaDB.

    Sessions may be nested (a request while the test's own unit of work is open), not interleaved.
    """

    def __init__(self, origin: Database, connection: AsyncConnection) -> None:
        self.url = origin.url
        self.engine = origin.engine
        self.read_engine = origin.read_engine
        self.room_for_two = origin.room_for_two
        self._connection = connection
        self.driver_texts: list[str] = []  # what ran on the driver's connection, where no SQLAlchemy event sees it

    def write_session(self, info: dict[str, Any]) -> AsyncSession:
        return self._session(info, autoflush=True)

    def read_session(self, info: dict[str, Any]) -> AsyncSession:
        return self._session(info, autoflush=False)

    def _session(self, info: dict[str, Any], *, autoflush: bool) -> AsyncSession:
        return AsyncSession(
            self._connection,
            join_transaction_mode="create_savepoint",
            expire_on_commit=False,
            autoflush=autoflush,
            info=info,
        )

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[AsyncConnection]:
        async with self._connection.begin_nested():
            yield self._connection

    @asynccontextmanager
    async def driver_connection(self) -> AsyncIterator[Any]:
        """Of the same connection, so that hot reads see what the test wrote."""
        yield _Recording((await self._connection.get_raw_connection()).driver_connection, self.driver_texts)

    async def close(self) -> None:
        """The connection belongs to the test run."""
