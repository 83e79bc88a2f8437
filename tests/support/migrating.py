"""How a test database gets its tables and initial data, and which files decide what comes out."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.engine import URL

MIGRATED_BY = (
    "migrations/**/*.py",
    "src/gotrs_api/db/**/*.py",
    "src/gotrs_api/db/initial_data/**/*.yaml",
    "src/gotrs_api/**/models.py",
    "src/gotrs_api/**/models/*.py",
)


def migrate(url: URL) -> None:
    from gotrs_api.db.database import Database
    from tests.support.databases import run_blocking

    async def go() -> None:
        database = Database(url)
        async with database.connect() as connection:
            await connection.run_sync(_upgrade)
        await database.close()

    run_blocking(go())


def _upgrade(connection: Connection) -> None:
    config = Config(Path(__file__).resolve().parents[2] / "alembic.ini")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
