"""Foreign keys and indexes out of the way while a database is filled, and back afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, ForeignKeyConstraint, Index, Table, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import AddConstraint, CreateIndex

from gotrs_api.db.bulk.connection import BulkConnection


async def clear_the_way(bulk: BulkConnection, tables: Iterable[Table], *, indexes: bool) -> None:
    """PostgreSQL alone: drop foreign keys, and with `indexes` the secondary indexes too. The others are told per session."""
    if bulk.kind != "postgresql":
        return
    wanted = list(tables)

    def drop(connection: Connection) -> None:
        inspector = inspect(connection)
        quote = connection.dialect.identifier_preparer.quote
        names = [table.name for table in wanted]
        for (_schema, table), keys in inspector.get_multi_foreign_keys(filter_names=names).items():
            for key in keys:
                connection.execute(text(f"ALTER TABLE {quote(table)} DROP CONSTRAINT {quote(str(key['name']))}"))
        if not indexes:
            return
        for found in inspector.get_multi_indexes(filter_names=names).values():
            for index in found:
                if not index["unique"]:
                    connection.execute(text(f"DROP INDEX {quote(str(index['name']))}"))

    await bulk.sql.run_sync(drop)


async def put_back(bulk: BulkConnection, tables: Iterable[Table]) -> list[str]:
    """Create what is missing of indexes and foreign keys, each in a transaction of its own; answers what failed."""
    if bulk.kind != "postgresql":
        return []
    failed: list[str] = []
    missing = await bulk.sql.run_sync(_missing, list(tables))
    await bulk.sql.commit()
    for item in missing:
        try:
            if isinstance(item, Index):
                await bulk.sql.execute(CreateIndex(item))
            else:
                await bulk.sql.execute(AddConstraint(item, isolate_from_table=False))
            await bulk.sql.commit()
        except DBAPIError as error:
            await bulk.sql.rollback()
            failed.append(f"{item.name}: {error.orig}")
    return failed


def _missing(connection: Connection, tables: list[Table]) -> list[Index | ForeignKeyConstraint]:
    inspector = inspect(connection)
    names = [table.name for table in tables]
    indexes = inspector.get_multi_indexes(filter_names=names)
    keys = inspector.get_multi_foreign_keys(filter_names=names)
    missing: list[Index | ForeignKeyConstraint] = []
    for table in tables:
        there = {index["name"] for index in indexes.get((None, table.name), [])}
        missing += [index for index in table.indexes if index.name not in there]
    for table in tables:
        constrained = {tuple(key["constrained_columns"]) for key in keys.get((None, table.name), [])}
        missing += [key for key in table.foreign_key_constraints if tuple(key.column_keys) not in constrained]
    return missing
