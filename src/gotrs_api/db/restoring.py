"""Putting a copy that `dumping` made back into a database: all of it or, if interrupted, nothing that passes for complete."""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL

from gotrs_api.db.database import Database
from gotrs_api.db.dumping import access_file, run_tool
from gotrs_api.db.migrate import HALF_RESTORED, known_revisions
from gotrs_api.db.types import MYSQL_FAMILY

SQLITE_FILE: Final = "database.sqlite3"
POSTGRES_FILE: Final = "database.pgdump"
MYSQL_FILE: Final = "database.sql"
COPIES: Final = (SQLITE_FILE, POSTGRES_FILE, MYSQL_FILE)
_KINDS: Final = {SQLITE_FILE: "SQLite", POSTGRES_FILE: "PostgreSQL", MYSQL_FILE: "MariaDB"}
_MYSQL_CLIENTS: Final = ("mariadb", "mysql")
_MYSQL_END: Final = b"-- Dump completed"
_MYSQL_REVISION: Final = re.compile(rb"INSERT INTO `alembic_version`[^;]*?\('(\w+)'\)")
_POSTGRES_REVISION: Final = re.compile(r"^COPY \S*alembic_version .*\n(\w+)\n", re.MULTILINE)
_LOOKED_THROUGH: Final = 1024 * 1024  # of a MariaDB dump at once
# Whatever is there: also tables that this copy does not have, which its migrations would make.
_POSTGRES_EMPTIED: Final = """DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', found.tablename);
  END LOOP;
END $$;
"""


class CannotRestore(Exception):
    """Nothing was changed, or the database says itself that it is not whole; the words are for an administrator."""


def file_for(url: URL) -> str:
    """What `dumping` calls the copy of such a database."""
    backend = url.get_backend_name()
    if backend == "sqlite":
        return SQLITE_FILE
    return MYSQL_FILE if backend in MYSQL_FAMILY else POSTGRES_FILE


async def _check_copy(copy: Path) -> None:
    """It is whole, and of a revision that this version knows. Raises CannotRestore, CannotDump."""
    if copy.name == SQLITE_FILE:
        revision = await asyncio.to_thread(_sqlite_revision, copy)
    elif copy.name == POSTGRES_FILE:
        revision = await _postgres_revision(copy)
    else:
        revision = await asyncio.to_thread(_mysql_revision, copy)
    if revision is None:
        raise CannotRestore("The copy in this backup holds no desk of GOTRS.")
    if revision not in known_revisions():
        raise CannotRestore(
            f"The backup is of a newer version of GOTRS: this one does not know the revision {revision} of its database."
        )


async def check_restorable(url: URL, copy: Path, *, replace: bool) -> None:
    """Before anything is touched. With `replace`, or after a try that was cut off, the database need not be empty.

    Raises CannotRestore, CannotDump.
    """
    if copy.name != file_for(url):
        raise CannotRestore(f"The backup is of {_KINDS[copy.name]}, GOTRS_DATABASE_URL names another database.")
    await _check_copy(copy)
    if not replace and await _is_in_use(url):
        raise CannotRestore("The database already has tables. With --replace they go away.")


async def restore(url: URL, copy: Path) -> None:
    """What is there goes away. On SQLite and PostgreSQL it is one transaction.

    MariaDB has none for tables: until the end the database carries a mark, and no server starts on it.
    Raises CannotRestore, CannotDump.
    """
    if copy.name == SQLITE_FILE:
        await asyncio.to_thread(_into_sqlite, copy, Path(url.database or ""))
    elif copy.name == POSTGRES_FILE:
        await _into_postgres(url, copy)
    else:
        await _into_mysql(url, copy)


async def _is_in_use(url: URL) -> bool:
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return False
    database = Database(url)
    try:
        async with database.connect() as connection:
            names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    finally:
        await database.close()
    return bool(names) and HALF_RESTORED not in names


def _sqlite_revision(copy: Path) -> str | None:
    try:
        with closing(sqlite3.connect(copy)) as connection:
            (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if state != "ok":
                raise CannotRestore(f"The copy in this backup is damaged: {state}")
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:  # no such table
        return None
    except sqlite3.DatabaseError as error:
        raise CannotRestore(f"The copy in this backup is damaged: {error}") from error
    return str(row[0]) if row else None


async def _postgres_revision(copy: Path) -> str | None:
    told = copy.with_name("revision.sql")
    command = [_program("pg_restore"), "--data-only", "--table=alembic_version", f"--file={told}", str(copy)]
    await run_tool(command, {})
    found = _POSTGRES_REVISION.search(told.read_text())
    return found.group(1) if found else None


def _mysql_revision(copy: Path) -> str | None:
    revision, before = None, b""
    with copy.open("rb") as file:
        while piece := file.read(_LOOKED_THROUGH):
            found = _MYSQL_REVISION.search(before + piece) if revision is None else None
            revision = found.group(1).decode() if found else revision
            before = piece[-4096:]
    if _MYSQL_END not in before:
        raise CannotRestore("The copy in this backup is damaged: its end is missing.")
    return revision


def _into_sqlite(copy: Path, target: Path) -> None:
    """SQLite's own way: the pages of one into the other, in one transaction, whoever reads meanwhile."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(copy)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
    except sqlite3.Error as error:
        raise CannotRestore(f"SQLite: {error}") from error


async def _into_postgres(url: URL, copy: Path) -> None:
    script, emptied = copy.with_name("restore.sql"), copy.with_name("empty.sql")
    emptied.write_text(_POSTGRES_EMPTIED)
    await run_tool(
        [_program("pg_restore"), "--no-owner", "--no-privileges", "--no-comments", f"--file={script}", str(copy)], {}
    )
    server = [f"--host={url.host or ''}", f"--port={url.port or 5432}", f"--username={url.username or ''}"]
    command = [
        _program("psql"), "--no-psqlrc", "--quiet", "--no-password", "--single-transaction", "--set=ON_ERROR_STOP=1",
        *server, f"--file={emptied}", f"--file={script}", url.database or "",
    ]  # fmt: skip
    await run_tool(command, {"PGPASSWORD": str(url.password or "")})


async def _into_mysql(url: URL, copy: Path) -> None:
    client = _program(*_MYSQL_CLIENTS)
    database = Database(url)
    try:
        async with database.connect() as connection:
            await connection.execute(text(f"CREATE TABLE IF NOT EXISTS {HALF_RESTORED} (id INTEGER PRIMARY KEY)"))
        async with database.connect() as connection:
            await connection.run_sync(_drop_all_but_the_mark)
        with tempfile.NamedTemporaryFile("w", dir=copy.parent, suffix=".cnf") as access:
            arguments = access_file(access, url)
            options = ["--default-character-set=utf8mb4", "--binary-mode"]
            await run_tool([client, *arguments, *options, url.database or ""], {}, read=copy)
        async with database.connect() as connection:
            await connection.execute(text(f"DROP TABLE {HALF_RESTORED}"))
    finally:
        await database.close()


def _drop_all_but_the_mark(connection: Connection) -> None:
    connection.execute(text("SET foreign_key_checks = 0"))
    for name in inspect(connection).get_table_names():
        if name != HALF_RESTORED:
            connection.execute(text(f"DROP TABLE `{name}`"))
    connection.execute(text("SET foreign_key_checks = 1"))


def _program(*names: str) -> str:
    """The first of these that is installed. Raises CannotRestore."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise CannotRestore(f"{names[0]} is not installed.")
    return found
