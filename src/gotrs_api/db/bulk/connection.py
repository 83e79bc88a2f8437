"""One connection for moving whole tables. Values are the driver's: nothing is decoded that OTRS encoded."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import asyncpg
from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError, SAWarning
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from gotrs_api.db.database import Database
from gotrs_api.db.types import MYSQL_FAMILY

Row = tuple[Any, ...]
STREAM_ROWS: Final = 2000
_OF_CLIENT: Final = (asyncpg.InternalClientError, asyncpg.InterfaceError)
_TIMES: Final = ("TIMESTAMP", "DATETIME", "DATE")


class Refused(Exception):
    """The database does not take a row: its own words."""


@dataclass(frozen=True)
class FoundColumn:
    """A column as it lies in a database. `character_set` is MySQL's, empty elsewhere."""

    name: str
    type: str
    nullable: bool
    character_set: str = ""


@asynccontextmanager
async def open_bulk(url: str | URL, *, writes: bool = False) -> AsyncIterator[BulkConnection]:
    """A connection to `url`. With `writes` foreign keys are not looked at while it is open (PostgreSQL: drop them)."""
    database = Database(url, pool_size=1)
    if database.dialect_name == "sqlite" and writes:
        event.listen(database.engine.sync_engine, "connect", _without_foreign_keys)
    try:
        engine = database.engine if writes else _snapshot_engine(database)
        async with engine.connect() as connection:
            bulk = BulkConnection(connection, database)
            if writes and database.dialect_name in MYSQL_FAMILY:
                await connection.execute(text("SET foreign_key_checks = 0, unique_checks = 0"))
                await connection.execute(text("SET sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO'"))
                await connection.commit()
            await bulk.learn_encoding()
            yield bulk
    finally:
        await database.close()


def _snapshot_engine(database: Database) -> AsyncEngine:
    """Everything is read as it was at the first statement. SQLite: what is read is a file of our own or at rest."""
    if database.dialect_name == "sqlite":
        return database.read_engine
    return database.engine.execution_options(isolation_level="REPEATABLE READ")


def _without_foreign_keys(dbapi_connection: Any, _record: Any) -> None:
    cursor = dbapi_connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


class BulkConnection:
    """`kind` is sqlite, postgresql or mariadb (MySQL too)."""

    def __init__(self, connection: AsyncConnection, database: Database) -> None:
        self.sql = connection
        self.database = database
        self.kind = "mariadb" if database.dialect_name in MYSQL_FAMILY else database.dialect_name
        self.blobs_are_base64 = self.kind == "postgresql"
        self.long_text_is_bytes = self.kind == "mariadb"
        self.times_are_text = self.kind == "sqlite"
        self._odd_times: dict[str, bool] = {}  # by table
        self._reads_bytes = False  # PostgreSQL without an encoding: text may be anything

    async def learn_encoding(self) -> None:
        if self.kind == "postgresql":
            encoding = await self.scalar("SELECT current_setting('server_encoding')")
            self._reads_bytes = encoding == "SQL_ASCII"
            await self.sql.rollback()

    def name(self, identifier: str) -> str:
        """Quoted where this database needs it (`groups`)."""
        quoted: str = self.sql.dialect.identifier_preparer.quote(identifier)
        return quoted

    async def tables(self) -> set[str]:
        return set(await self.sql.run_sync(lambda sync: inspect(sync).get_table_names()))

    async def columns(self) -> dict[str, list[FoundColumn]]:
        """The columns of every table, in order."""
        return await self.sql.run_sync(_columns)

    async def scalar(self, statement: str, **values: Any) -> Any:
        return (await self.sql.execute(text(statement), values)).scalar()

    async def all(self, statement: str, **values: Any) -> list[Row]:
        return list(map(tuple, (await self.sql.execute(text(statement), values)).all()))

    async def run(self, statement: str, **values: Any) -> None:
        await self.sql.execute(text(statement), values)

    async def count(self, table: str) -> int:
        return int(await self.scalar(f"SELECT count(*) FROM {self.name(table)}"))  # noqa: S608 - quoted

    async def ids(self, table: str, key: str, where: str = "", **values: Any) -> AsyncIterator[list[int]]:
        """Every key of a table, unordered, in pieces; memory stays flat."""
        statement = f"SELECT {self.name(key)} FROM {self.name(table)} {where}"  # noqa: S608 - quoted
        async for rows in self._stream(statement, values):
            yield [int(row[0]) for row in rows if row[0] is not None]

    async def page(
        self,
        table: str,
        columns: Sequence[FoundColumn],
        key: str,
        *,
        after: int,
        until: int | None = None,
        limit: int | None = None,
    ) -> list[Row]:
        """The rows after a key, in its order."""
        # Numbers stand in the text: PostgreSQL would take a parameter for one of the column's own, maybe small, type.
        bound = "" if until is None else f"AND {self.name(key)} <= {until:d} "
        end = "" if limit is None else f" LIMIT {limit:d}"
        return await self.all(
            f"SELECT {await self._listed(table, columns)} FROM {self.name(table)} "  # noqa: S608 - quoted
            f"WHERE {self.name(key)} > {after:d} {bound}ORDER BY {self.name(key)}{end}"
        )

    async def sizes(
        self, table: str, wide: Sequence[str], key: str, *, after: int, limit: int
    ) -> list[tuple[int, int]]:
        """(key, bytes in its large values) of the next rows."""
        length = " + ".join(f"coalesce({self._octets(self.name(each))}, 0)" for each in wide)
        statement = (
            f"SELECT {self.name(key)}, {length} FROM {self.name(table)} "  # noqa: S608 - quoted
            f"WHERE {self.name(key)} > {after:d} ORDER BY {self.name(key)} LIMIT {limit:d}"
        )
        return [(int(found), int(size)) for found, size in await self.all(statement)]

    async def rows_of(self, table: str, columns: Sequence[FoundColumn], key: str, keys: Sequence[int]) -> list[Row]:
        listed = ", ".join(str(int(each)) for each in keys)
        return await self.all(
            f"SELECT {await self._listed(table, columns)} FROM {self.name(table)} "  # noqa: S608 - quoted
            f"WHERE {self.name(key)} IN ({listed}) ORDER BY {self.name(key)}"
        )

    async def everything(self, table: str, columns: Sequence[FoundColumn]) -> AsyncIterator[list[Row]]:
        """All rows in no order, in pieces."""
        listed = await self._listed(table, columns)
        async for rows in self._stream(f"SELECT {listed} FROM {self.name(table)}", {}):  # noqa: S608 - quoted
            yield rows

    async def insert(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Add rows within the open transaction, all or none. Raises Refused with what the database says."""
        if not rows:
            return
        try:
            async with self.sql.begin_nested():
                await self._insert(table, columns, rows)
        except DBAPIError as error:
            if error.connection_invalidated or is_exhausted(error):
                raise
            raise Refused(words_of(error)) from error
        except (asyncpg.PostgresError, *_OF_CLIENT, ValueError, OverflowError, TypeError) as error:
            if is_exhausted(error):  # raised by the driver itself; callers know only SQLAlchemy's errors
                raise OperationalError(f"COPY {table}", None, error) from error
            raise Refused(words_of(error)) from error

    async def _insert(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        if self.kind == "postgresql":
            driver = (await self.sql.get_raw_connection()).driver_connection
            assert driver is not None
            await driver.copy_records_to_table(table, records=rows, columns=list(columns))
            return
        mark = "?" if self.kind == "sqlite" else "%s"
        listed = ", ".join(self.name(column) for column in columns)
        marks = ", ".join([mark] * len(columns))
        statement = f"INSERT INTO {self.name(table)} ({listed}) VALUES ({marks})"  # noqa: S608 - quoted
        await self.sql.exec_driver_sql(statement, list(rows))

    async def delete(self, table: str, key: str, keys: Iterable[int]) -> None:
        listed = list(keys)
        for at in range(0, len(listed), 500):
            part = ", ".join(str(int(each)) for each in listed[at : at + 500])
            await self.run(f"DELETE FROM {self.name(table)} WHERE {self.name(key)} IN ({part})")  # noqa: S608

    async def empty(self, table: str) -> None:
        await self.run(f"DELETE FROM {self.name(table)}")  # noqa: S608 - quoted

    async def move_sequence(self, table: str, key: str) -> None:
        """The next row gets an id after the largest. Only PostgreSQL has to be told."""
        if self.kind == "postgresql":
            await self.run(
                f"SELECT setval(pg_get_serial_sequence('{table}', '{key}'), "  # noqa: S608 - names from the models
                f"greatest(max({key}), 1), coalesce(max({key}), 0) > 0) FROM {self.name(table)} "
                f"HAVING pg_get_serial_sequence('{table}', '{key}') IS NOT NULL"
            )

    async def size_bytes(self) -> int | None:
        """What the database takes on disk; None where it cannot be told."""
        statement = {
            "postgresql": "SELECT pg_database_size(current_database())",
            "mariadb": "SELECT sum(data_length + index_length) FROM information_schema.tables "
            "WHERE table_schema = database()",
            "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
        }[self.kind]
        found = await self.scalar(statement)
        return None if found is None else int(found)

    async def server(self) -> str:
        version = await self.scalar("SELECT sqlite_version()" if self.kind == "sqlite" else "SELECT version()")
        return f"{'SQLite ' if self.kind == 'sqlite' else ''}{version}"

    async def _listed(self, table: str, columns: Sequence[FoundColumn]) -> str:
        if self.kind == "postgresql" and table not in self._odd_times:
            self._odd_times[table] = await self._has_odd_times(table, columns)
        return ", ".join(self._read(column, odd_times=self._odd_times.get(table, False)) for column in columns)

    async def _has_odd_times(self, table: str, columns: Sequence[FoundColumn]) -> bool:
        """PostgreSQL knows `infinity` and years before Christ; its driver has no value for them."""
        odd = " OR ".join(
            f"NOT {name} BETWEEN '0001-01-01' AND '9999-12-31 23:59:59.999999'"
            for name in (self.name(column.name) for column in columns if column.type in _TIMES)
        )
        return bool(odd) and bool(await self.all(f"SELECT 1 FROM {self.name(table)} WHERE {odd} LIMIT 1"))  # noqa: S608

    def _read(self, column: FoundColumn, *, odd_times: bool) -> str:
        name = self.name(column.name)
        if odd_times and column.type in _TIMES:
            return f"{name}::text"
        if self._reads_bytes and column.type.split("(")[0] in ("VARCHAR", "TEXT", "CHAR"):
            return f"convert_to({name}::text, 'SQL_ASCII')"
        return name

    def _octets(self, name: str) -> str:
        return f"length({name})" if self.kind == "sqlite" else f"octet_length({name})"

    async def _stream(self, statement: str, values: Mapping[str, Any]) -> AsyncIterator[list[Row]]:
        result = await self.sql.stream(text(statement), values)
        try:
            async for rows in result.partitions(STREAM_ROWS):
                yield list(map(tuple, rows))
        finally:
            await asyncio.shield(result.close())


def _columns(connection: Connection) -> dict[str, list[FoundColumn]]:
    found: dict[str, list[FoundColumn]] = {}
    with warnings.catch_warnings():  # of types that an add-on brought and SQLAlchemy does not know
        warnings.simplefilter("ignore", SAWarning)
        tables = inspect(connection).get_multi_columns()
    for (_schema, table), columns in tables.items():
        found[table] = [
            FoundColumn(
                name=column["name"],
                type=column["type"].__class__.__name__.upper()
                + (f"({length})" if (length := getattr(column["type"], "length", None)) else ""),
                nullable=bool(column["nullable"]),
            )
            for column in columns
        ]
    if connection.dialect.name in MYSQL_FAMILY:
        sets = {
            (str(table), str(column)): str(charset or "")
            for table, column, charset in connection.execute(
                text(
                    "SELECT table_name, column_name, character_set_name FROM information_schema.columns "
                    "WHERE table_schema = database() AND character_set_name IS NOT NULL"
                )
            )
        }
        found = {
            table: [
                FoundColumn(each.name, each.type, each.nullable, sets.get((table, each.name), "")) for each in columns
            ]
            for table, columns in found.items()
        }
    return found


_FULL = ("53100", "53200")
_FULL_CODES = (1021, 1114, 1041)
_AWAY_CODES = (2006, 2013, 2014, 1053)


def is_broken_off(error: BaseException) -> bool:
    """The server ended the session, perhaps while rows were on their way."""
    original = getattr(error, "orig", None) or error
    args = getattr(original, "args", ())
    if args and args[0] in _AWAY_CODES:
        return True
    return isinstance(original.__cause__ or original, _OF_CLIENT)


def is_exhausted(error: BaseException) -> bool:
    """No space, no memory, or the connection is gone: no single row is to blame."""
    original = getattr(error, "orig", None) or error
    if is_broken_off(error):
        return True
    state = getattr(original, "sqlstate", None) or ""
    if str(state) in _FULL or str(state).startswith(("08", "57")):
        return True
    if isinstance(original, OSError):
        return True
    args = getattr(original, "args", ())
    if args and args[0] in _FULL_CODES:
        return True
    return "disk is full" in str(original) or "disk I/O" in str(original)


def words_of(error: BaseException) -> str:
    """The reason alone, in one line: PyMySQL puts a number before it, SQLAlchemy the statement behind."""
    original = getattr(error, "orig", None) or error
    args = original.args if not isinstance(original, OSError) else (original,)
    return " ".join(str(args[1] if len(args) > 1 and isinstance(args[1], str) else (args or ("refused",))[0]).split())
