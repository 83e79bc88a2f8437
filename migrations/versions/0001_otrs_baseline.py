"""The tables and initial data of OTRS 6 / Znuny 6.5. An adopted database is checked and stamped with this revision."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from alembic import op
from sqlalchemy import Connection, LargeBinary, Table, Text

from gotrs_api.db.initial_data import initial_rows
from migrations.creating import add_late_foreign_keys, create_tables, drop_tables
from migrations.otrs_baseline import metadata
from migrations.physical import MYSQL

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    tables = metadata.sorted_tables
    create_tables(connection, tables)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    now = datetime.now(UTC)
    for name, rows in initial_rows(now):
        _insert(connection, metadata.tables[name], rows, now)
    add_late_foreign_keys(connection, tables)
    if connection.dialect.name == "postgresql":
        _move_sequences(connection)


def downgrade() -> None:
    drop_tables(op.get_bind(), metadata.sorted_tables)


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, Any]], now: datetime) -> None:
    moment = now.replace(tzinfo=None, microsecond=0)
    stamps = {"create_time": moment, "create_by": 1, "change_time": moment, "change_by": 1, "valid_id": 1}
    filled = {column: value for column, value in stamps.items() if column in table.columns}
    physical = [
        {name: _physical(connection, table, name, value) for name, value in {**filled, **row}.items()} for row in rows
    ]
    for columns, batch in groupby(physical, key=lambda row: tuple(sorted(row))):
        connection.execute(table.insert().values(dict.fromkeys(columns)), list(batch))


def _physical(connection: Connection, table: Table, name: str, value: Any) -> Any:
    kind = table.columns[name].type
    if isinstance(kind, LargeBinary) and connection.dialect.name == "postgresql":
        return base64.encodebytes(value).decode("ascii")
    if isinstance(kind, Text) and connection.dialect.name in MYSQL and isinstance(value, str):
        return value.encode()
    return value


def _move_sequences(connection: Connection) -> None:
    """Numbers given by us are not known to the sequences."""
    for table in metadata.sorted_tables:
        for column in table.primary_key:
            if column.autoincrement is True:
                connection.exec_driver_sql(
                    f"SELECT setval('{table.name}_{column.name}_seq', max({column.name})) "  # noqa: S608
                    f"FROM {table.name} HAVING max({column.name}) IS NOT NULL"
                )
