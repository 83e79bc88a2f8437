"""Colours of priorities and states: Znuny 6.5 has no column for them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import MetaData, Table

from migrations.creating import create_tables, drop_tables
from migrations.physical import INT, TABLE_OPTIONS, column, exact, varchar

revision = "0010"
down_revision = "0019"
branch_labels = None
depends_on = None

metadata = MetaData()

Table(
    "gotrs_colour",
    metadata,
    column("kind", exact(20), primary_key=True),
    column("entry_id", INT, primary_key=True),
    column("colour", varchar(7)),
    **TABLE_OPTIONS,
)


def upgrade() -> None:
    create_tables(op.get_bind(), metadata.sorted_tables)


def downgrade() -> None:
    drop_tables(op.get_bind(), metadata.sorted_tables)
