"""Texts that administrators changed, and how long requests took."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Index, MetaData, Table

from migrations.creating import create_tables, drop_tables
from migrations.physical import (
    AUTO_BIGINT,
    AUTO_INT,
    BIGINT,
    INT,
    LONGTEXT,
    TABLE_OPTIONS,
    TIMESTAMP,
    auto,
    column,
    exact,
    nullable,
    varchar,
)

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

metadata = MetaData()

Table(
    "gotrs_translation",
    metadata,
    column("language", exact(10), primary_key=True),
    column("message_key", exact(16), primary_key=True),
    column("source", LONGTEXT),
    column("texts", LONGTEXT),
    column("changed_at", TIMESTAMP),
    column("changed_by", INT),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_translation_change",
    metadata,
    auto("id", AUTO_INT),
    column("language", exact(10)),
    column("message_key", exact(16)),
    column("source", LONGTEXT),
    nullable("texts_before", LONGTEXT),
    nullable("texts_after", LONGTEXT),
    column("changed_at", TIMESTAMP),
    column("changed_by", INT),
    Index("gotrs_translation_change_message", "language", "message_key"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_performance_log",
    metadata,
    auto("id", AUTO_BIGINT),
    column("logged_at", TIMESTAMP),
    column("area", varchar(20)),
    column("route", varchar(200)),
    column("requests", INT),
    column("total_ms", BIGINT),
    column("min_ms", INT),
    column("max_ms", INT),
    Index("gotrs_performance_log_time", "logged_at"),
    **TABLE_OPTIONS,
)


def upgrade() -> None:
    create_tables(op.get_bind(), metadata.sorted_tables)


def downgrade() -> None:
    drop_tables(op.get_bind(), metadata.sorted_tables)
