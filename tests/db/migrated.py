"""Runs migrations on the database of a test."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect

from gotrs_api.db.database import Database

ROOT = Path(__file__).resolve().parents[2]


async def upgrade(database: Database, revision: str = "head") -> None:
    async with database.connect() as connection:
        await connection.run_sync(lambda inner: command.upgrade(_config(inner), revision))


async def downgrade(database: Database, revision: str = "base") -> None:
    async with database.connect() as connection:
        await connection.run_sync(lambda inner: command.downgrade(_config(inner), revision))


async def table_names(database: Database) -> set[str]:
    async with database.connect() as connection:
        return set(await connection.run_sync(lambda inner: inspect(inner).get_table_names()))


def _config(connection: Connection) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["connection"] = connection
    return config
