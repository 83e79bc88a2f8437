"""Migrated databases, made once and reused: migrating takes seconds, copying takes milliseconds.

Per backend there is a template for each state of the migrations, and per slot (see `slots`) a copy of it in which tests
roll back what they do. Tests that really commit get a second copy, which is made like the template again afterwards.
"""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import sqlite3
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import asyncpg
import pymysql
from sqlalchemy.engine import URL

from tests.support.blocking import run_blocking
from tests.support.migrating import MIGRATED_BY, migrate
from tests.support.servers import Servers, mariadb_connection
from tests.support.slots import DATABASES, FOLDER, machine_wide_lock

ROOT = Path(__file__).resolve().parents[2]


@cache
def fingerprint() -> str:
    """Changes when a file changes that decides what a migrated database looks like."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in MIGRATED_BY for path in ROOT.glob(pattern) if path.is_file()}):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def prepare(backend: str, servers: Servers, slot: int) -> URL:
    """The URL of this slot's migrated database. Blocks; call it outside the event loop."""
    return _BACKENDS[backend](servers).prepare(f"{DATABASES}_{slot}")


def prepare_committed(backend: str, servers: Servers, slot: int) -> URL:
    """The same for a test that commits: a database that is like the template now, whatever the last test left."""
    return _BACKENDS[backend](servers).prepare(f"{DATABASES}_{slot}_committed", pristine=True)


def prepare_desk(servers: Servers, slot: int, name: str = "desk") -> URL:
    """An SQLite database for the desk that browser tests share, or for another one."""
    return _BACKENDS["sqlite"](servers).prepare(f"{DATABASES}_{slot}_{name}", pristine=True)


def create_empty(backend: str, servers: Servers, slot: int, name: str = "empty") -> URL:
    """A database without tables, for tests of migrations and first starts."""
    return _BACKENDS[backend](servers).empty(f"{DATABASES}_{slot}_{name}")


class _Sqlite:
    def __init__(self, _servers: Servers) -> None:
        FOLDER.mkdir(mode=0o700, exist_ok=True)

    def prepare(self, name: str, *, pristine: bool = False) -> URL:
        template = FOLDER / f"template-{fingerprint()}.sqlite3"
        with machine_wide_lock("sqlite"):
            if not template.exists():
                self._migrate(template)
        target = self._clear(name)
        shutil.copyfile(template, target)
        return _sqlite_url(target)

    def empty(self, name: str) -> URL:
        return _sqlite_url(self._clear(name))

    def _clear(self, name: str) -> Path:
        for suffix in ("", "-wal", "-shm", "-journal"):
            (FOLDER / f"{name}.sqlite3{suffix}").unlink(missing_ok=True)
        return FOLDER / f"{name}.sqlite3"

    def _migrate(self, template: Path) -> None:
        for old in FOLDER.glob("template-*.sqlite3*"):
            old.unlink()
        draft = FOLDER / "draft.sqlite3"
        draft.unlink(missing_ok=True)
        migrate(_sqlite_url(draft))
        with sqlite3.connect(draft) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # all of it in the one file that is copied
        connection.close()
        draft.rename(template)


def _sqlite_url(path: Path) -> URL:
    return URL.create("sqlite+aiosqlite", database=str(path))


class _Postgresql:
    def __init__(self, servers: Servers) -> None:
        self._server = servers.url("postgresql")

    def prepare(self, name: str, *, pristine: bool = False) -> URL:
        run_blocking(self._prepare(name, pristine))
        return self._server.set(database=name)

    def empty(self, name: str) -> URL:
        async def recreate() -> None:
            connection = await self._connect()
            try:
                await connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
                await connection.execute(f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0")
            finally:
                await connection.close()

        run_blocking(recreate())
        return self._server.set(database=name)

    async def _connect(self) -> asyncpg.Connection[Any]:
        url = self._server.set(drivername="postgresql")
        return await asyncpg.connect(url.render_as_string(hide_password=False))

    async def _prepare(self, name: str, pristine: bool) -> None:
        connection = await self._connect()
        try:
            if not pristine and await self._comment(connection, name) == fingerprint():
                return
            with machine_wide_lock("postgresql"):
                template = await self._template(connection)
                await connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
                await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            await connection.execute(f"COMMENT ON DATABASE \"{name}\" IS '{fingerprint()}'")
        finally:
            await connection.close()

    async def _comment(self, connection: asyncpg.Connection[Any], name: str) -> str | None:
        query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = $1"
        comment: str | None = await connection.fetchval(query, name)
        return comment

    async def _template(self, connection: asyncpg.Connection[Any]) -> str:
        name = f"{DATABASES}_template_{fingerprint()}"
        if await self._comment(connection, name) == fingerprint():
            return name
        query = "SELECT datname FROM pg_database WHERE starts_with(datname, $1)"
        for (old,) in await connection.fetch(query, f"{DATABASES}_template_"):
            await connection.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        await connection.execute(f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0")
        await asyncio.to_thread(migrate, self._server.set(database=name))
        await connection.execute(f"COMMENT ON DATABASE \"{name}\" IS '{fingerprint()}'")
        return name


class _Mariadb:
    """MariaDB has no template databases: tables are created from the template's own DDL and filled by INSERT SELECT."""

    STAMP = "gotrs_test_stamp"
    TEMPLATE = f"{DATABASES}_template"

    def __init__(self, servers: Servers) -> None:
        self._server = servers.url("mariadb").set(database=None)

    def prepare(self, name: str, *, pristine: bool = False) -> URL:
        connection = mariadb_connection(self._server)
        try:
            with connection.cursor() as cursor:
                if pristine or self._stamp(cursor, name) != fingerprint():
                    with machine_wide_lock("mariadb"):
                        self._make_template(cursor)
                        self._make_like_template(cursor, name)
        finally:
            connection.close()
        return self._server.set(database=name)

    def empty(self, name: str) -> URL:
        connection = mariadb_connection(self._server)
        try:
            with connection.cursor() as cursor:
                self._recreate(cursor, name)
        finally:
            connection.close()
        return self._server.set(database=name)

    def _recreate(self, cursor: pymysql.cursors.Cursor, name: str) -> None:
        cursor.execute(f"DROP DATABASE IF EXISTS `{name}`")
        cursor.execute(f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4")

    def _stamp(self, cursor: pymysql.cursors.Cursor, name: str) -> str | None:
        query = "SELECT TABLE_COMMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = %s AND TABLE_NAME = %s"
        cursor.execute(query, (name, self.STAMP))
        row = cursor.fetchone()
        return str(row[0]) if row else None

    def _set_stamp(self, cursor: pymysql.cursors.Cursor, name: str) -> None:
        cursor.execute(f"CREATE TABLE `{name}`.`{self.STAMP}` (id INT) COMMENT = '{fingerprint()}'")

    def _make_template(self, cursor: pymysql.cursors.Cursor) -> None:
        if self._stamp(cursor, self.TEMPLATE) != fingerprint():
            self._recreate(cursor, self.TEMPLATE)
            migrate(self._server.set(database=self.TEMPLATE))
            self._set_stamp(cursor, self.TEMPLATE)

    def _make_like_template(self, cursor: pymysql.cursors.Cursor, name: str) -> None:
        tables = self._tables(cursor, self.TEMPLATE)
        cursor.execute("SET foreign_key_checks = 0")
        if self._stamp(cursor, name) == fingerprint() and self._tables(cursor, name) == tables:
            changed = self._differing(cursor, name, tables)
        else:
            self._recreate(cursor, name)
            cursor.execute(f"USE `{name}`")
            for table in tables:
                cursor.execute(f"SHOW CREATE TABLE `{self.TEMPLATE}`.`{table}`")
                row: tuple[Any, ...] | None = cursor.fetchone()
                assert row is not None
                cursor.execute(row[1])
            self._set_stamp(cursor, name)
            changed = self._filled(cursor, tables)
        for table in changed:
            cursor.execute(f"TRUNCATE TABLE `{name}`.`{table}`")
            cursor.execute(f"INSERT INTO `{name}`.`{table}` SELECT * FROM `{self.TEMPLATE}`.`{table}`")  # noqa: S608
        cursor.execute("SET foreign_key_checks = 1")

    def _tables(self, cursor: pymysql.cursors.Cursor, name: str) -> list[str]:
        cursor.execute(
            "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = %s AND TABLE_NAME <> %s ORDER BY 1",
            (name, self.STAMP),
        )
        return [str(row[0]) for row in cursor.fetchall()]

    def _checksums(self, cursor: pymysql.cursors.Cursor, name: str, tables: Iterable[str]) -> dict[str, Any]:
        cursor.execute("CHECKSUM TABLE " + ", ".join(f"`{name}`.`{table}`" for table in tables))
        return {str(row[0]).partition(".")[2]: row[1] for row in cursor.fetchall()}

    def _differing(self, cursor: pymysql.cursors.Cursor, name: str, tables: list[str]) -> list[str]:
        wanted = self._checksums(cursor, self.TEMPLATE, tables)
        found = self._checksums(cursor, name, tables)
        return [table for table in tables if wanted[table] != found[table]]

    def _filled(self, cursor: pymysql.cursors.Cursor, tables: list[str]) -> list[str]:
        return [table for table, checksum in self._checksums(cursor, self.TEMPLATE, tables).items() if checksum != 0]


_BACKENDS: dict[str, type[_Sqlite | _Postgresql | _Mariadb]] = {
    "sqlite": _Sqlite,
    "postgresql": _Postgresql,
    "mariadb": _Mariadb,
}
