"""Covering indexes of ours on OTRS's tables: built by a job or `gotrs db upgrade`, dropped before handing back.

Migration 0002 has the first of them already where there are few tickets.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Index, Integer, MetaData, Table, func, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.schema import CreateIndex, DropIndex

from gotrs_api.db.base import Base
from gotrs_api.db.planner import look_anew

PREFIX = "gotrs_ix_"

# What open tickets are counted by: a count then reads nothing but the index.
_COUNTED = ("queue_id", "archive_flag", "ticket_lock_id", "escalation_time")
HOT_INDEXES: dict[str, tuple[str, tuple[str, ...]]] = {
    "gotrs_ix_ticket_queue_state": ("ticket", ("queue_id", "ticket_state_id", "change_time", "id")),
    "gotrs_ix_ticket_queue_change": ("ticket", ("queue_id", "change_time", "id")),
    "gotrs_ix_ticket_open": ("ticket", ("ticket_state_id", *_COUNTED, "ticket_priority_id", "until_time")),
    "gotrs_ix_ticket_owner_open": (
        "ticket",
        ("user_id", "ticket_state_id", *_COUNTED, "until_time", "ticket_priority_id"),
    ),
    "gotrs_ix_ticket_responsible_open": ("ticket", ("responsible_user_id", "ticket_state_id", *_COUNTED, "user_id")),
    "gotrs_ix_ticket_customer_open": ("ticket", ("customer_id", "ticket_state_id", "queue_id", "archive_flag")),
    "gotrs_ix_ticket_customer_user": ("ticket", ("customer_user_id", "change_time", "id")),
    # PostgreSQL only, see `db.caseless`. Without the column itself it would not count out of this index.
    "gotrs_ix_ticket_company": (
        "ticket",
        ("lower(customer_id)", "ticket_state_id", "queue_id", "customer_user_id", "customer_id"),
    ),
    "gotrs_ix_ticket_customer": ("ticket", ("customer_id", "change_time", "id")),
    "gotrs_ix_ticket_change": ("ticket", ("change_time", "id")),
    "gotrs_ix_article_ticket": ("article", ("ticket_id", "is_visible_for_customer", "id")),
}
_LOWER = "lower("


def hot_indexes(dialect_name: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Those that this database wants: table and columns, or `lower(column)`, by name."""
    if dialect_name == "postgresql":
        return HOT_INDEXES
    return {name: index for name, index in HOT_INDEXES.items() if not _has_expression(name)}


def _has_expression(name: str) -> bool:
    return any(column.startswith(_LOWER) for column in HOT_INDEXES[name][1])


async def build_missing_indexes(engine: AsyncEngine) -> list[str]:
    """Build what is missing, one index per statement, without holding up writers; return the names.

    Those that only earlier versions wanted are dropped afterwards. Needs the models loaded (`wiring.load_models`).
    PostgreSQL builds concurrently, MariaDB and MySQL build online. What a build that failed half-way has left on PostgreSQL
    is built anew.
    """
    async with engine.connect() as connection:
        existing = await connection.run_sync(_existing)
        useless = await _half_built(connection)
    wanted = hot_indexes(engine.dialect.name)
    missing = [name for name in wanted if name not in existing or name in useless]
    async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for name in useless:
            await connection.execute(DropIndex(_index(name)))
        for name in missing:
            await connection.execute(CreateIndex(_index(name)))
            await connection.commit()
        for table_name in sorted({wanted[name][0] for name in missing if _has_expression(name)}):
            # Until then PostgreSQL takes every value of an expression for a common one.
            await look_anew(connection, table_name)
        for name, table_name in existing.items():
            if name not in wanted:
                await connection.execute(DropIndex(_named(name, table_name)))
                await connection.commit()
    return missing


async def drop_indexes(connection: AsyncConnection) -> list[str]:
    """Drop every `gotrs_ix_*` index, so that the tables are as OTRS made them; return the names."""
    existing = await connection.run_sync(_existing)
    for name, table in existing.items():
        await connection.execute(DropIndex(_named(name, table)))
    return list(existing)


async def _half_built(connection: AsyncConnection) -> list[str]:
    """A concurrent build that fails leaves an index that is kept up and never used."""
    if connection.dialect.name != "postgresql":
        return []
    query = text("SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid")
    return [name for name in await connection.scalars(query) if name in HOT_INDEXES]


def _index(name: str) -> Index:
    table_name, columns = HOT_INDEXES[name]
    table = Base.metadata.tables[table_name].to_metadata(MetaData())
    return Index(name, *(_indexed(table, column) for column in columns), postgresql_concurrently=True)


def _indexed(table: Table, column: str) -> ColumnElement[Any]:
    if column.startswith(_LOWER):
        return func.lower(table.columns[column.removeprefix(_LOWER).removesuffix(")")])
    return table.columns[column]


def _named(name: str, table_name: str) -> Index:
    """Enough of it to drop it by."""
    return Index(name, Table(table_name, MetaData(), Column("id", Integer)).columns.id)


def _existing(connection: Connection) -> dict[str, str]:
    inspector = inspect(connection)
    return {
        str(index["name"]): table
        for table in ("ticket", "article", "article_data_mime")
        for index in inspector.get_indexes(table)
        if str(index["name"]).startswith(PREFIX)
    }
