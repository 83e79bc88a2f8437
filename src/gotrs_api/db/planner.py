"""What PostgreSQL's planner knows of a table: autovacuum tells it, but a minute late, and where it is off nobody does."""

from sqlalchemy import ColumnElement, literal_column, text
from sqlalchemy.ext.asyncio import AsyncConnection


async def look_anew(connection: AsyncConnection, table_name: str) -> None:
    """After a table was filled, or got an index over an expression. Nothing to do on others: there it would commit."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text(f"ANALYZE {table_name}"))


def expected_rows(table_name: str) -> ColumnElement[float]:
    """How many rows PostgreSQL takes a table to have; -1 where it has never looked."""
    return literal_column(f"(SELECT reltuples FROM pg_class WHERE oid = '{table_name}'::regclass)")  # noqa: S608
