"""What PostgreSQL's planner knows of a table: it looks by itself, but a minute late, and not at all without autovacuum."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection


async def look_anew(connection: AsyncConnection, table_name: str) -> None:
    """After a table was filled, or got an index over an expression. Nothing to do on others: there it would commit."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text(f"ANALYZE {table_name}"))
