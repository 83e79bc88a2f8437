"""Browsers that want to be told, and the pair of keys by which push services know this installation."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Index, MetaData, Table, UniqueConstraint

from migrations.creating import create_tables, drop_tables
from migrations.physical import (
    AUTO_BIGINT,
    LONGTEXT,
    SMALLINT,
    TABLE_OPTIONS,
    TIMESTAMP,
    auto,
    column,
    exact,
    nullable,
    varchar,
)

revision = "0013"
down_revision = "0010"
branch_labels = None
depends_on = None

metadata = MetaData()

Table(
    "gotrs_push_key",
    metadata,
    column("id", SMALLINT, primary_key=True),
    column("public_key", exact(100)),
    column("private_key", LONGTEXT),
    column("created_at", TIMESTAMP),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_push_subscription",
    metadata,
    auto("id", AUTO_BIGINT),
    column("kind", exact(20)),
    column("subject", varchar(200)),
    column("name", varchar(100)),
    column("endpoint_hash", exact(64)),
    column("target", LONGTEXT),
    column("created_at", TIMESTAMP),
    nullable("delivered_at", TIMESTAMP),
    UniqueConstraint("endpoint_hash", name="gotrs_push_subscription_endpoint_hash"),
    Index("gotrs_push_subscription_kind_subject", "kind", "subject"),
    **TABLE_OPTIONS,
)


def upgrade() -> None:
    create_tables(op.get_bind(), metadata.sorted_tables)


def downgrade() -> None:
    drop_tables(op.get_bind(), metadata.sorted_tables)
