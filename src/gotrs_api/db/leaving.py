"""Leaving a database that belongs to another system: all that is ours is dropped, also what a killed migration left."""

from __future__ import annotations

from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from gotrs_api.db.check import OWN_TABLE_PREFIX
from gotrs_api.db.hot_indexes import drop_indexes
from gotrs_api.db.migrate import HALF_ADOPTED
from gotrs_api.db.types import MYSQL_FAMILY


async def drop_ours(connection: AsyncConnection) -> list[str]:
    """Indexes, tables, and last the mark of what is half done; the names of the former two."""
    dropped = await drop_indexes(connection)
    is_mysql = connection.dialect.name in MYSQL_FAMILY
    names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    ours = sorted(name for name in names if name.startswith(OWN_TABLE_PREFIX) and name != HALF_ADOPTED)
    if is_mysql:
        await connection.execute(text("SET foreign_key_checks = 0"))
    cascade = " CASCADE" if connection.dialect.name == "postgresql" else ""
    for name in (*ours, "alembic_version", HALF_ADOPTED):
        await connection.execute(text(f"DROP TABLE IF EXISTS {name}{cascade}"))
    if is_mysql:
        await connection.execute(text("SET foreign_key_checks = 1"))
    return [*dropped, *ours]
