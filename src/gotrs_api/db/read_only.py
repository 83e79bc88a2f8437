"""Running somebody's own SELECT: in a read-only transaction, and no longer, no more rows and no more bytes than allowed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from gotrs_api.db.database import Database

_ROWS_AT_ONCE: Final = 50
_SQLITE_STEPS: Final = 10_000


class SelectFailed(Exception):
    """What the database said about the statement; an English sentence."""


@dataclass(frozen=True)
class Bounds:
    rows: int
    size_bytes: int
    seconds: float


@dataclass(frozen=True)
class Selected:
    """`truncated`: there are more rows than the bounds let through."""

    columns: tuple[str, ...]
    rows: list[list[Any]]
    truncated: bool


async def select_bounded(
    database: Database, pieces: Sequence[str], arguments: Sequence[Any], bounds: Bounds
) -> Selected:
    """`pieces` are the statement cut at its parameters, so there is one more of them than `arguments`.

    The caller has made sure that it is a single SELECT; this makes sure that it can do no harm all the same.
    Raises SelectFailed.
    """
    # On SQLite our write transactions begin with a lock; a single statement needs no transaction there.
    engine = database.read_engine if database.dialect_name == "sqlite" else database.engine
    try:
        async with (
            asyncio.timeout(bounds.seconds + 2),
            engine.connect() as connection,
            _harmless(connection, bounds.seconds),
        ):
            statement = _statement(_kind(connection), pieces, bounds.seconds)
            return await connection.run_sync(_fetch, statement, tuple(arguments), bounds)
    except TimeoutError:
        raise SelectFailed(f"The statement took longer than {bounds.seconds:g} seconds.") from None
    except SelectFailed:
        raise
    except DBAPIError as error:
        if error.connection_invalidated:
            raise
        raise SelectFailed(_reason(str(error.orig), bounds.seconds)) from None
    except Exception as error:  # asyncpg's cursors raise errors of their own, and arguments may not fit
        raise SelectFailed(_reason(str(error), bounds.seconds)) from None


@asynccontextmanager
async def _harmless(connection: AsyncConnection, seconds: float) -> AsyncIterator[None]:
    name = _kind(connection)
    if name == "sqlite":
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        await driver.execute("PRAGMA query_only=ON")
        until = time.monotonic() + seconds
        await driver.set_progress_handler(lambda: time.monotonic() > until, _SQLITE_STEPS)
        try:
            yield
        finally:
            await driver.set_progress_handler(None, 0)
            await driver.execute("PRAGMA query_only=OFF")
        return
    if name == "postgresql":
        await connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        await connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
    else:
        await connection.exec_driver_sql("START TRANSACTION READ ONLY")
    if name == "mysql":
        await connection.exec_driver_sql(f"SET SESSION max_execution_time = {int(seconds * 1000)}")
    try:
        yield
    finally:
        await connection.rollback()
        if name == "mysql":
            await connection.exec_driver_sql("SET SESSION max_execution_time = DEFAULT")


def _kind(connection: AsyncConnection) -> str:
    """`mariadb` also where the address says mysql; only a connection tells."""
    return "mariadb" if getattr(connection.dialect, "is_mariadb", False) else connection.dialect.name


def _statement(kind: str, pieces: Sequence[str], seconds: float) -> str:
    match kind:
        case "sqlite":
            return "?".join(pieces)
        case "postgresql":
            return pieces[0] + "".join(f"${number}{piece}" for number, piece in enumerate(pieces[1:], 1))
    statement = "%s".join(piece.replace("%", "%%") for piece in pieces)
    if kind == "mariadb":
        return f"SET STATEMENT max_statement_time={seconds:g} FOR {statement}"
    return statement


def _fetch(connection: Connection, statement: str, arguments: tuple[Any, ...], bounds: Bounds) -> Selected:
    result = connection.execution_options(stream_results=True).exec_driver_sql(statement, arguments)
    if not result.returns_rows:
        raise SelectFailed("This gives no rows.")
    columns = tuple(result.keys())
    rows: list[list[Any]] = []
    left = bounds.size_bytes
    try:
        while found := result.fetchmany(_ROWS_AT_ONCE):
            for row in found:
                values = list(row)
                left -= sum(_size(value) for value in values)
                if len(rows) == bounds.rows or left < 0:
                    return Selected(columns, rows, truncated=True)
                rows.append(values)
    finally:
        result.close()
    return Selected(columns, rows, truncated=False)


def _size(value: Any) -> int:
    return len(value) if isinstance(value, str | bytes) else 8


def _reason(text: str, seconds: float) -> str:
    if any(sign in text.casefold() for sign in ("interrupted", "statement timeout", "max_statement_time", "(1969")):
        return f"The statement took longer than {seconds:g} seconds."
    return text.strip()[:500]
