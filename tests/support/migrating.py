"""How a test database gets its tables and initial data, and which files decide what comes out."""

from __future__ import annotations

from sqlalchemy.engine import URL

from tests.support.blocking import run_blocking

MIGRATED_BY = ("migrations/**/*.py", "src/gotrs_api/db/*.py", "src/gotrs_api/db/initial_data/**/*")


def migrate(url: URL) -> None:
    """Bring an empty database to the newest revision; blocks."""
    from gotrs_api.db.database import Database
    from gotrs_api.db.migrate import upgrade

    async def upgraded() -> None:
        database = Database(url, pool_size=1)
        try:
            await upgrade(database)
        finally:
            await database.close()

    run_blocking(upgraded())
