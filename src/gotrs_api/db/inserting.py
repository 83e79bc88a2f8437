"""Insert a row only if another is not there, in one statement."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncSession


async def insert_unless(
    session: AsyncSession, table: Table, values: Mapping[str, Any], exists: ColumnElement[bool]
) -> int | None:
    """Insert `values` unless `exists` holds; the new row's `id`, or None when nothing was inserted.

    Not safe against others by itself: a unique constraint or a lock must stand behind it.
    """
    source = select(*(literal(value, table.c[name].type).label(name) for name, value in values.items())).where(~exists)
    statement = insert(table).from_select(list(values), source, include_defaults=False)
    if session.get_bind().dialect.insert_returning:
        inserted: int | None = await session.scalar(statement.returning(table.c.id))
        return inserted
    result = await session.execute(statement)  # MySQL has no RETURNING
    return int(result.lastrowid) if result.rowcount else None  # type: ignore[attr-defined]
