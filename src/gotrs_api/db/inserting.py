"""Insert a row only if another is not there, in one statement."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Column, ColumnElement, CursorResult, Insert, Table, insert, literal, select
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from gotrs_api.db.base import Base
from gotrs_api.db.types import MYSQL_FAMILY


async def insert_many(session: AsyncSession, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """The new rows' ids, in the order of the rows, which all have the same columns."""
    if session.get_bind().dialect.insert_executemany_returning:
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        return list(await session.scalars(statement, list(rows)))
    # MySQL has no RETURNING
    results = [await session.execute(insert(table), row) for row in rows]
    return [int(cast(Any, result).inserted_primary_key[0]) for result in results]


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
    assert isinstance(result, CursorResult)
    return int(result.lastrowid) if result.rowcount else None


async def insert_computed(
    session: AsyncSession,
    table: Table,
    values: Mapping[str, Any],
    condition: ColumnElement[bool],
    *,
    answer: Column[Any],
    key: Column[Any],
) -> Any | None:
    """Insert one row of plain values and expressions over what `condition` selects from; its `answer`, or None when
    nothing was selected. `key` is a unique column of which the value is plain.
    """
    columns = [
        (value if isinstance(value, ColumnElement) else literal(value, table.c[name].type)).label(name)
        for name, value in values.items()
    ]
    statement = insert(table).from_select(list(values), select(*columns).where(condition), include_defaults=False)
    if session.get_bind().dialect.insert_returning:
        return await session.scalar(statement.returning(answer))
    await session.execute(statement)  # MySQL has no RETURNING
    return await session.scalar(select(answer).where(key == values[key.name]))


async def insert_new(
    session: AsyncSession, model: type[Base], rows: Sequence[Mapping[str, Any]], *, key: InstrumentedAttribute[Any]
) -> None:
    """Insert all rows; one whose unique `key` is there already, or comes twice, is left out. All have the same columns.

    A row that was there already stays locked until this transaction ends, so that nobody acts on it before.
    """
    by_key = {row[key.key] if row[key.key] is not None else object(): dict(row) for row in rows}
    connection = await session.connection()
    await connection.execute(
        _insert_new(connection.dialect.name, cast(Table, model.__table__), key.key), list(by_key.values())
    )


@cache
def _insert_new(dialect: str, table: Table, key: str) -> Insert:
    """Made once, and sent with the rows as parameters: a statement with all values in it is compiled anew each time."""
    if dialect in MYSQL_FAMILY:
        # IGNORE would also swallow what is wrong with the values.
        on_mysql = mysql.insert(table)
        ignoring: Insert = on_mysql.on_duplicate_key_update({key: on_mysql.inserted[key]})
        return ignoring
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    leaving_out: Insert = statement.on_conflict_do_update(
        index_elements=[table.c[key]], set_={key: statement.excluded[key]}
    )
    return leaving_out
