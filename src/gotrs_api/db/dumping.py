"""A copy of the whole database in a file, made while everybody works: what its own tool calls a backup."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import IO, Final

from sqlalchemy.engine import URL

from gotrs_api.db.types import MYSQL_FAMILY

_MYSQL_TOOLS: Final = ("mariadb-dump", "mysqldump")
_POSTGRES_TOOL: Final = "pg_dump"
_WORDS_KEPT: Final = 2000


class CannotDump(Exception):
    """The tool is not there, or it refused; the words are for an administrator and name no password."""


def missing_tool(url: URL) -> str | None:
    """The program that a copy needs and this machine lacks, if any."""
    backend = url.get_backend_name()
    if backend == "sqlite" or _tool(backend) is not None:
        return None
    return _MYSQL_TOOLS[0] if backend in MYSQL_FAMILY else _POSTGRES_TOOL


async def dump(url: URL, folder: Path) -> Path:
    """Write the copy into `folder` and answer its path. Raises CannotDump."""
    backend = url.get_backend_name()
    if backend == "sqlite":
        target = folder / "database.sqlite3"
        await asyncio.to_thread(_copy_sqlite, Path(url.database or ""), target)
        return target
    tool = _tool(backend)
    if tool is None:
        raise CannotDump(f"{missing_tool(url)} is not installed where background jobs run")
    if backend in MYSQL_FAMILY:
        return await _dump_mysql(tool, url, folder)
    return await _dump_postgres(tool, url, folder)


def _tool(backend: str) -> str | None:
    names = _MYSQL_TOOLS if backend in MYSQL_FAMILY else (_POSTGRES_TOOL,)
    return next((found for name in names if (found := shutil.which(name))), None)


def _copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's online backup in one step: one moment's state, and with a write-ahead log nobody waits for it."""
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new)
    except sqlite3.Error as error:
        raise CannotDump(f"SQLite: {error}") from error


async def _dump_postgres(tool: str, url: URL, folder: Path) -> Path:
    """In pg_dump's own format, which is compressed and which pg_restore reads."""
    target = folder / "database.pgdump"
    arguments = [f"--host={url.host or ''}", f"--port={url.port or 5432}", f"--username={url.username or ''}"]
    command = [tool, "--format=custom", "--no-password", f"--file={target}", *arguments, url.database or ""]
    await run_tool(command, {"PGPASSWORD": str(url.password or "")})
    return target


async def _dump_mysql(tool: str, url: URL, folder: Path) -> Path:
    """One transaction of InnoDB. The password goes in a file: arguments are for everybody to see."""
    target = folder / "database.sql"
    with tempfile.NamedTemporaryFile("w", dir=folder, suffix=".cnf") as access:
        arguments = access_file(access, url)
        options = ["--single-transaction", "--quick", "--hex-blob", "--default-character-set=utf8mb4"]
        await run_tool([tool, *arguments, *options, f"--result-file={target}", url.database or ""], {})
    return target


def access_file(file: IO[str], url: URL) -> list[str]:
    """Write the password into an open file; answers the arguments with which MariaDB's programs read it."""
    # In quotes, with the two characters that mean something there.
    password = str(url.password or "").replace("\\", "\\\\").replace('"', '\\"')
    file.write(f'[client]\npassword="{password}"\n')
    file.flush()
    server = [f"--host={url.host or 'localhost'}", f"--port={url.port or 3306}", f"--user={url.username or ''}"]
    return [f"--defaults-extra-file={file.name}", *server]


async def run_tool(command: list[str], secrets: dict[str, str], read: Path | None = None) -> None:
    """To its end, with a file to read from. Raises CannotDump with what it said."""
    with await asyncio.to_thread(open, read or os.devnull, "rb") as source:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=source,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env={"PATH": os.defpath, "LC_ALL": "C", **secrets},
        )
    try:
        _, said = await process.communicate()
    except BaseException:  # the job has timed out, or the process is told to end
        process.kill()
        await process.wait()
        raise
    if process.returncode:
        words = said.decode("utf-8", "replace").strip()[-_WORDS_KEPT:]
        raise CannotDump(f"{Path(command[0]).name} ended with status {process.returncode}: {words}")
