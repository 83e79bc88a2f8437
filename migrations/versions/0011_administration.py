"""What administrators changed in the settings."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Index, MetaData, Table

from migrations.creating import create_tables, drop_tables
from migrations.physical import AUTO_INT, INT, LONGTEXT, TABLE_OPTIONS, TIMESTAMP, auto, column, nullable, varchar

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None

metadata = MetaData()

Table(
    "gotrs_sysconfig_change",
    metadata,
    auto("id", AUTO_INT),
    column("name", varchar(250)),
    nullable("value_before", LONGTEXT),
    nullable("value_after", LONGTEXT),
    column("changed_at", TIMESTAMP),
    column("changed_by", INT),
    Index("gotrs_sysconfig_change_name", "name"),
    **TABLE_OPTIONS,
)


def upgrade() -> None:
    create_tables(op.get_bind(), metadata.sorted_tables)


def downgrade() -> None:
    drop_tables(op.get_bind(), metadata.sorted_tables)
