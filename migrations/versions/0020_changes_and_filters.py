"""What changes of persons' data changed: beside the audit log, which cannot forget, because this must be able to.
And filters of incoming mail that are switched off: where OTRS, which knows no such thing, does not run them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Index, MetaData, Table

from migrations.creating import create_tables, drop_tables
from migrations.physical import AUTO_BIGINT, LONGTEXT, SMALLINT, TABLE_OPTIONS, auto, column, nullable, varchar

revision = "0020"
down_revision = "0014"
branch_labels = None
depends_on = None

metadata = MetaData()

Table(
    "gotrs_personal_change",
    metadata,
    auto("id", AUTO_BIGINT),
    column("object_type", varchar(100)),
    column("object_id", varchar(200)),
    column("diff", LONGTEXT),
    Index("gotrs_personal_change_object", "object_type", "object_id"),
    **TABLE_OPTIONS,
)

Table(
    "gotrs_postmaster_filter_off",
    metadata,
    column("f_name", varchar(200)),
    nullable("f_stop", SMALLINT),
    column("f_type", varchar(20)),
    column("f_key", varchar(200)),
    column("f_value", varchar(200)),
    nullable("f_not", SMALLINT),
    Index("gotrs_postmaster_filter_off_f_name", "f_name"),
    **TABLE_OPTIONS,
)


def upgrade() -> None:
    create_tables(op.get_bind(), metadata.sorted_tables)


def downgrade() -> None:
    drop_tables(op.get_bind(), metadata.sorted_tables)
