"""Servers that mail leaves through, which OTRS knows one of at most, and which of them an address of the desk sends through.
While one takes nothing, a row says why."""

from __future__ import annotations

from alembic import op
from sqlalchemy import MetaData, Table, UniqueConstraint

from migrations.creating import create_tables, drop_tables
from migrations.physical import (
    AUTO_INT,
    INT,
    LONGTEXT,
    SMALLINT,
    TABLE_OPTIONS,
    TIMESTAMP,
    auto,
    column,
    nullable,
    varchar,
)

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

metadata = MetaData()

Table(
    "gotrs_smtp_account",
    metadata,
    auto("id", AUTO_INT),
    column("name", varchar(200)),
    column("host", varchar(200)),
    column("port", INT),
    column("security", varchar(20)),
    column("verifies_tls", SMALLINT),
    column("authentication", varchar(20)),
    column("login", varchar(200)),
    column("password", LONGTEXT),
    nullable("oauth2_token_config_id", INT),
    column("is_default", SMALLINT),
    column("comments", varchar(250)),
    column("valid_id", SMALLINT),
    column("create_time", TIMESTAMP),
    column("create_by", INT),
    column("change_time", TIMESTAMP),
    column("change_by", INT),
    UniqueConstraint("name", name="gotrs_smtp_account_name"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_smtp_sender",
    metadata,
    column("system_address_id", INT, primary_key=True),
    column("smtp_account_id", INT),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_smtp_trouble",
    metadata,
    column("account_id", INT, primary_key=True),
    column("problem", varchar(20)),
    column("error", LONGTEXT),
    column("since", TIMESTAMP),
    column("failed_at", TIMESTAMP),
    **TABLE_OPTIONS,
)


def upgrade() -> None:
    create_tables(op.get_bind(), metadata.sorted_tables)


def downgrade() -> None:
    drop_tables(op.get_bind(), metadata.sorted_tables)
