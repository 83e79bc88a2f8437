"""Brings a database to the newest revision. Only commands do this; a server refuses to be ready before it is done."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from gotrs_api.db.database import Database
from gotrs_api.db.types import MYSQL_FAMILY

# There while an OTRS database is being adopted or released: MariaDB keeps the tables of a migration that was killed.
HALF_ADOPTED = "gotrs_half_adopted"
# There while a backup goes into a MariaDB, whose tables know no transaction.
HALF_RESTORED = "gotrs_half_restored"
ROOT = Path(__file__).resolve().parents[3]
_LINK = re.compile(r'^(revision|down_revision) = "(\d{4})"$', re.MULTILINE)


@lru_cache
def head_revision() -> str:
    """The revision that none comes after, by what the files say: their numbers tell when they were begun.

    Raises ValueError when there is not exactly one.
    """
    links = _links()
    (head,) = links["revision"] - links["down_revision"]
    return head


def known_revisions() -> set[str]:
    """Those that this version can bring to its own."""
    return _links()["revision"]


def _links() -> dict[str, set[str]]:
    links: dict[str, set[str]] = {"revision": set(), "down_revision": set()}
    for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py"):
        for kind, revision in _LINK.findall(path.read_text(encoding="utf-8")):
            links[kind].add(revision)
    return links


async def current_revision(connection: AsyncConnection) -> str | None:
    """The database's revision; None when it has never been migrated."""

    def read(sync: Connection) -> str | None:
        if not inspect(sync).has_table("alembic_version"):
            return None
        revision: str | None = sync.scalar(text("SELECT version_num FROM alembic_version"))
        return revision

    return await connection.run_sync(read)


class NotUsable(Exception):
    """No server may work on this database as it is; the message says what to do."""


class HalfAdopted(NotUsable):
    """Nothing may be done with this database before adopting or releasing it is finished."""

    def __init__(self) -> None:
        super().__init__(
            "Adopting or releasing this database was cut off: call gotrs otrs adopt again, or gotrs otrs release."
        )


class HalfRestored(NotUsable):
    """Not all of a backup is in it."""

    def __init__(self) -> None:
        super().__init__("Restoring a backup into this database was cut off: call gotrs db restore again.")


class NewerDatabase(NotUsable):
    """A newer version has changed its tables, or a backup of one was restored by hand."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The database is at revision {revision}, which this version does not know: a newer GOTRS has worked on it. "
            "Install that version again, or restore a backup from before."
        )


async def is_half_adopted(connection: AsyncConnection) -> bool:
    return await connection.run_sync(lambda sync: inspect(sync).has_table(HALF_ADOPTED))


async def upgrade(database: Database, revision: str = "head", *, beside_otrs: bool = False) -> None:
    """Run the missing migrations, all in one transaction where the database can.

    `beside_otrs`: an old system works on it too, so no migration may add rows to OTRS's tables.
    """
    await _alembic(database, "upgrade", revision, beside_otrs=beside_otrs)


async def _alembic(database: Database, verb: str, revision: str, **attributes: object) -> None:
    def run(connection: Connection) -> None:
        # Imported here: a start that has nothing to migrate need not pay for Alembic.
        from alembic import command
        from alembic.config import Config

        config = Config(ROOT / "alembic.ini")
        config.attributes.update(attributes, connection=connection)
        with _alone(connection):
            getattr(command, verb)(config, revision)

    async with database.connect() as connection:
        await connection.run_sync(run)


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """Two processes that start at once migrate one after the other. SQLite's files have a lock of their own."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(7106787)"))
    if connection.dialect.name not in MYSQL_FAMILY:
        yield
        return
    connection.execute(text("SELECT get_lock(concat('gotrs.migrate.', database()), 3600)"))
    try:
        yield
    finally:
        connection.execute(text("SELECT release_lock(concat('gotrs.migrate.', database()))"))


async def stamp(database: Database, revision: str) -> None:
    """Say that the database is at a revision, without running anything."""
    await _alembic(database, "stamp", revision)


async def ensure_current(database: Database) -> bool:
    """Upgrade where needed; answers whether anything was done. Raises NotUsable."""
    async with database.connect() as connection:
        if await is_half_adopted(connection):
            raise HalfAdopted
        if await connection.run_sync(lambda sync: inspect(sync).has_table(HALF_RESTORED)):
            raise HalfRestored
        revision = await current_revision(connection)
    if revision == head_revision():
        return False
    if revision is not None and revision not in known_revisions():
        raise NewerDatabase(revision)
    await upgrade(database)
    return True
