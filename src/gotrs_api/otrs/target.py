"""The database that an import fills: made, migrated, and emptied of initial data, or refused."""

from __future__ import annotations

from collections import Counter
from typing import Final

from sqlalchemy import inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from gotrs_api.db.bulk import BulkConnection
from gotrs_api.db.bulk.connection import is_exhausted, words_of
from gotrs_api.db.database import Database
from gotrs_api.db.initial_data import initial_rows
from gotrs_api.db.migrate import current_revision, head_revision, upgrade
from gotrs_api.kernel.clock import SystemClock
from gotrs_api.otrs.errors import CannotGoOn
from gotrs_api.otrs.shapes import LEFT, otrs_tables

# A server that has started once writes these by itself.
_OF_A_START: Final = frozenset(
    {
        *LEFT, "user_preferences", "system_data", "ticket_index", "ticket_lock_index",
        # The service that migrations make for a new desk.
        "gi_webservice_config", "gi_webservice_config_history",
    }
)  # fmt: skip


async def migrate(url: str) -> None:
    """Tables of this version; raises CannotGoOn for a database of something else, or that a newer version has migrated."""
    database = Database(make_url(url), pool_size=1)
    try:
        async with database.connect() as connection:
            there = await current_revision(connection)
            tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
        if tables and "alembic_version" not in tables:
            raise CannotGoOn(
                f"The target is not empty: it holds tables of something else ({', '.join(sorted(tables)[:3])})."
            )
        if there is not None and there > head_revision():
            raise CannotGoOn(f"The target is at revision {there}, newer than this version knows ({head_revision()}).")
        if there != head_revision():
            try:
                await upgrade(database)
            except DBAPIError as error:
                if is_exhausted(error):
                    raise
                raise CannotGoOn(
                    f"The target cannot be brought from revision {there} to {head_revision()}: {words_of(error)}. If a command "
                    "was killed while it made tables, drop the database and create it anew."
                ) from error
    finally:
        await database.close()


async def why_not_empty(target: BulkConnection) -> str | None:
    """A sentence when there is more than initial data."""
    initial: Counter[str] = Counter()
    for table, rows in initial_rows(SystemClock().now()):
        initial[table] += len(list(rows))
    for table in otrs_tables():
        if table in _OF_A_START:
            continue
        count = await target.count(table)
        if count > initial[table]:
            return f"The target is not empty: table {table} has {count} rows, new databases have {initial[table]}."
    return None


async def wipe(target: BulkConnection) -> None:
    """Initial data out of the way of the source's own."""
    for table in reversed(otrs_tables()):
        await target.empty(table)
    await target.empty("gotrs_search_document")
