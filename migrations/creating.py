"""Creates and drops frozen tables fast: one statement per table, indexes included where the database allows it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Table
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable, DropConstraint, DropTable

from migrations.physical import MYSQL


def create_tables(connection: Connection, tables: Sequence[Table]) -> None:
    """Create tables in this order, without the foreign keys that wait for `add_late_foreign_keys`."""
    for table in tables:
        if connection.dialect.name in MYSQL:
            connection.exec_driver_sql(_with_indexes(connection, table))
        else:
            connection.execute(CreateTable(table))
            for index in sorted(table.indexes, key=lambda index: str(index.name)):
                connection.execute(CreateIndex(index))


def add_late_foreign_keys(connection: Connection, tables: Sequence[Table]) -> None:
    """SQLite has them already: it cannot add constraints, and checks them only at commit here."""
    if connection.dialect.name != "sqlite":
        for table in tables:
            for constraint in table.foreign_key_constraints:
                if constraint.use_alter:
                    connection.execute(AddConstraint(constraint, isolate_from_table=False))


def drop_tables(connection: Connection, tables: Sequence[Table]) -> None:
    """Drop tables in the reverse of this order, with what is in them."""
    if connection.dialect.name == "sqlite":
        # Dropping deletes the rows first; tables that need each other may only be checked when both are gone.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for table in tables:
        for constraint in table.foreign_key_constraints:
            if constraint.use_alter and connection.dialect.name == "sqlite":
                connection.execute(table.delete())
            elif constraint.use_alter:
                connection.execute(DropConstraint(constraint))
    for table in reversed(tables):
        connection.execute(DropTable(table))


def _with_indexes(connection: Connection, table: Table) -> str:
    """CREATE TABLE with its indexes inside: on MariaDB each later CREATE INDEX costs as much as a table."""
    create = str(CreateTable(table).compile(connection)).strip()
    indexes = []
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        statement = str(CreateIndex(index).compile(connection))
        head, _, columns = statement.partition(f" ON {connection.dialect.identifier_preparer.format_table(table)} ")
        indexes.append(f"{head.removeprefix('CREATE ')} {columns}")
    if not indexes:
        return create
    body, closing, options = create.rpartition("\n)")
    return f"{body.rstrip()},\n\t" + ",\n\t".join(indexes) + closing + options
