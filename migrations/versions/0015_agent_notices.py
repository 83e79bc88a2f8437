"""What agents are told in the browser."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Index, MetaData, Table

from migrations.creating import create_tables, drop_tables
from migrations.physical import (
    AUTO_BIGINT,
    BIGINT,
    INT,
    TABLE_OPTIONS,
    TIMESTAMP,
    auto,
    column,
    nullable,
    varchar,
)

revision = "0015"
down_revision = "0012"
branch_labels = None
depends_on = None

metadata = MetaData()

Table(
    "gotrs_agent_notice",
    metadata,
    auto("id", AUTO_BIGINT),
    column("user_id", INT),
    column("ticket_id", BIGINT),
    column("notification_id", INT),
    column("subject", varchar(250)),
    column("created_at", TIMESTAMP),
    nullable("read_at", TIMESTAMP),
    Index("gotrs_agent_notice_user_read", "user_id", "read_at"),
    **TABLE_OPTIONS,
)


def upgrade() -> None:
    create_tables(op.get_bind(), metadata.sorted_tables)


def downgrade() -> None:
    drop_tables(op.get_bind(), metadata.sorted_tables)
