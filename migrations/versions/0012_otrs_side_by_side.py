"""Side by side with OTRS on one database, and moving in from another one: what both have to remember."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Index, MetaData, Table

from migrations.creating import create_tables, drop_tables
from migrations.physical import (
    AUTO_BIGINT,
    BIGINT,
    LONGTEXT,
    TABLE_OPTIONS,
    TIMESTAMP,
    auto,
    column,
    exact,
    nullable,
    varchar,
)

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

metadata = MetaData()

Table(
    "gotrs_otrs_value",
    metadata,
    column("name", exact(100), primary_key=True),
    column("value", LONGTEXT),
    column("changed_at", TIMESTAMP),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_otrs_own_history",
    metadata,
    column("history_id", BIGINT, primary_key=True),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_import",
    metadata,
    auto("id", AUTO_BIGINT),
    column("source", varchar(250)),
    column("flavour", varchar(100)),
    column("options", LONGTEXT),
    column("status", varchar(20)),
    column("started_at", TIMESTAMP),
    nullable("finished_at", TIMESTAMP),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_import_table",
    metadata,
    column("table_name", exact(64), primary_key=True),
    column("status", varchar(20)),
    column("last_key", BIGINT),
    column("rows_done", BIGINT),
    nullable("changed_until", TIMESTAMP),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_import_issue",
    metadata,
    auto("id", AUTO_BIGINT),
    column("table_name", exact(64)),
    column("row_key", exact(200)),
    column("outcome", varchar(20)),
    column("reason", varchar(250)),
    nullable("column_name", varchar(64)),
    nullable("original", LONGTEXT),
    column("noted_at", TIMESTAMP),
    Index("gotrs_import_issue_table_row", "table_name", "row_key"),
    **TABLE_OPTIONS,
)


def upgrade() -> None:
    create_tables(op.get_bind(), metadata.sorted_tables)


def downgrade() -> None:
    drop_tables(op.get_bind(), metadata.sorted_tables)
