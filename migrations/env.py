"""Runs the migrations: on the connection that was handed in, else on the database of `GOTRS_DATABASE_URL`."""

from __future__ import annotations

import asyncio

from alembic import context
from sqlalchemy import Connection

from gotrs_api.db.base import Base
from gotrs_api.db.database import Database
from gotrs_api.kernel.settings import Settings
from gotrs_api.wiring import load_models


def migrate(connection: Connection) -> None:
    load_models()
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_name=lambda name, kind, _parents: kind != "index" or not str(name).startswith("gotrs_ix_"),
        transactional_ddl=connection.dialect.name in ("sqlite", "postgresql"),
    )
    with context.begin_transaction():
        context.run_migrations()


async def migrate_configured_database() -> None:
    database = Database(Settings().effective_database_url)
    try:
        async with database.connect() as connection:
            await connection.run_sync(migrate)
    finally:
        await database.close()


if context.is_offline_mode():
    raise SystemExit("Migrations need a database: initial data and sequences cannot be written as an SQL script.")

handed_in: Connection | None = context.config.attributes.get("connection")
if handed_in is not None:
    migrate(handed_in)
else:
    asyncio.run(migrate_configured_database())
