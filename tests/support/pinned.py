"""A database whose sessions all run inside one outer transaction, so that a test leaves nothing behind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from gotrs_api.db.database import Database


class PinnedDatabase(Database):
    """Looks like the real one to services. A commit only ends a savepoint; DDL has no place here on MariaDB.

    Sessions may be nested (a request while the test's own unit of work is open), not interleaved.
    """

    def __init__(self, origin: Database, connection: AsyncConnection) -> None:
        self.url = origin.url
        self.engine = origin.engine
        self.read_engine = origin.read_engine
        self._connection = connection

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

    async def close(self) -> None:
        """The connection belongs to the test run."""
