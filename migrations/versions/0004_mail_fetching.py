"""What fetching mail has to remember: how each account fares, and which mails of which mailbox are here already."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Index, MetaData, Table, UniqueConstraint

from migrations.creating import create_tables, drop_tables
from migrations.physical import (
    AUTO_BIGINT,
    BIGINT,
    INT,
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

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

metadata = MetaData()

Table(
    "gotrs_mail_account",
    metadata,
    column("account_id", INT, primary_key=True),
    column("is_fetched", SMALLINT),
    column("verifies_tls", SMALLINT),
    column("interval_s", INT),
    nullable("due_at", TIMESTAMP),
    nullable("started_at", TIMESTAMP),
    nullable("succeeded_at", TIMESTAMP),
    nullable("failed_at", TIMESTAMP),
    column("failures", INT),
    nullable("problem", varchar(20)),
    nullable("error", LONGTEXT),
    column("left_on_server", INT),
    column("stored", BIGINT),
    column("duplicates", BIGINT),
    column("recognised", BIGINT),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_mail_uid",
    metadata,
    auto("id", AUTO_BIGINT),
    column("mailbox", exact(200)),
    column("validity", exact(40)),
    column("uid", exact(200)),
    column("sha256", exact(64)),
    nullable("spool_id", BIGINT),
    column("seen_at", TIMESTAMP),
    nullable("deleted_at", TIMESTAMP),
    UniqueConstraint("mailbox", "validity", "uid", name="gotrs_mail_uid_mailbox_validity_uid"),
    Index("gotrs_mail_uid_mailbox_sha256", "mailbox", "sha256"),
    Index("gotrs_mail_uid_deleted_at", "deleted_at"),
    **TABLE_OPTIONS,
)


def upgrade() -> None:
    create_tables(op.get_bind(), metadata.sorted_tables)


def downgrade() -> None:
    drop_tables(op.get_bind(), metadata.sorted_tables)
