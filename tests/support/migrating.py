"""How a test database gets its tables and initial data, and which files decide what comes out."""

from __future__ import annotations

from sqlalchemy.engine import URL

MIGRATED_BY = (
    "migrations/**/*.py",
    "migrations/**/*.json",
    "src/gotrs_api/db/**/*.py",
    "src/gotrs_api/**/models.py",
    "src/gotrs_api/**/models/*.py",
)


def migrate(url: URL) -> None:
    from gotrs_api.db.base import Base
    from gotrs_api.db.database import Database
    from gotrs_api.wiring import load_models
    from tests.support.databases import run_blocking

    async def go() -> None:
        load_models()
        database = Database(url)
        async with database.connect() as connection:
            await connection.run_sync(Base.metadata.create_all)
        await database.close()

    run_blocking(go())
