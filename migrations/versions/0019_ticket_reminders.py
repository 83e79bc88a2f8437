"""When a ticket's agents were last reminded of its pending time."""

from __future__ import annotations

from alembic import op
from sqlalchemy import MetaData, Table

from migrations.creating import create_tables, drop_tables
from migrations.physical import BIGINT, TABLE_OPTIONS, TIMESTAMP, column

revision = "0019"
down_revision = "0015"
branch_labels = None
depends_on = None

metadata = MetaData()

Table(
    "gotrs_ticket_reminder",
    metadata,
    column("ticket_id", BIGINT, primary_key=True),
    column("until_time", BIGINT),
    column("reminded_at", TIMESTAMP),
    **TABLE_OPTIONS,
)


def upgrade() -> None:
    create_tables(op.get_bind(), metadata.sorted_tables)


def downgrade() -> None:
    drop_tables(op.get_bind(), metadata.sorted_tables)
