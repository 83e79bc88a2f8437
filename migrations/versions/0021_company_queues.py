"""The queue that new tickets of a company begin in, which OTRS knows nothing of."""

from __future__ import annotations

from alembic import op
from sqlalchemy import MetaData, Table

from migrations.creating import create_tables, drop_tables
from migrations.physical import INT, TABLE_OPTIONS, column, varchar

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

metadata = MetaData()

Table(
    "gotrs_customer_company_queue",
    metadata,
    column("customer_id", varchar(150), primary_key=True),
    column("queue_id", INT),
    **TABLE_OPTIONS,
)


def upgrade() -> None:
    create_tables(op.get_bind(), metadata.sorted_tables)


def downgrade() -> None:
    drop_tables(op.get_bind(), metadata.sorted_tables)
