"""What a person names as a source: an address of a database, or a file with a dump."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from gotrs_api.db.bulk import BulkConnection, open_bulk
from gotrs_api.otrs.dump import stage
from gotrs_api.otrs.errors import CannotGoOn

_DRIVERS: Final = {
    "mysql": "mysql+aiomysql",
    "mariadb": "mysql+aiomysql",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
    "sqlite": "sqlite+aiosqlite",
}
DUMP_LABEL: Final = "an SQL dump"


def database_url(given: str) -> URL:
    """Any usual spelling (`mysql://`, `postgres://`, `sqlite:///`). Raises CannotGoOn for what is none."""
    try:
        url = make_url(given)
    except ArgumentError as error:
        raise CannotGoOn(f"{given} is neither a file nor the address of a database.") from error
    driver = _DRIVERS.get(url.drivername.partition("+")[0])
    if driver is None:
        raise CannotGoOn(f"Databases of the kind {url.drivername} are not known: MySQL, MariaDB, PostgreSQL, SQLite.")
    return url.set(drivername=driver)


def label(source: str) -> str:
    """How a source is called in reports: without its password."""
    if _is_file(source):
        return DUMP_LABEL
    return database_url(source).render_as_string(hide_password=True)


@asynccontextmanager
async def open_source(
    source: str, *, folder: Path, report: Callable[[str, int], None] = lambda _table, _rows: None
) -> AsyncIterator[BulkConnection]:
    """A source to read from; a dump is read into `folder` first, once."""
    if _is_file(source):
        staging = await _staged(Path(source), folder, report)
        async with open_bulk(URL.create("sqlite+aiosqlite", database=str(staging))) as bulk:
            yield bulk
        return
    url = database_url(source)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise CannotGoOn(f"There is no file {url.database}.")
    async with open_bulk(url) as bulk:
        yield bulk


async def _staged(dump: Path, folder: Path, report: Callable[[str, int], None]) -> Path:
    about = dump.stat()
    name = hashlib.sha256(f"{dump.resolve()}\0{about.st_size}\0{about.st_mtime_ns}".encode()).hexdigest()[:16]
    staging = folder / f"otrs-dump-{name}.sqlite3"
    if not staging.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("otrs-dump-*.sqlite3"):
            old.unlink()
        await asyncio.to_thread(stage, dump, staging, report)
    return staging


def _is_file(source: str) -> bool:
    return "://" not in source and Path(source).is_file()
