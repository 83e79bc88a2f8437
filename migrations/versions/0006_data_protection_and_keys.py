"""Links that set passwords, sign-ups, former passwords, signing keys that rotate.

`gotrs_permission_version` goes: nothing ever read it, rights are read anew every few seconds.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Index, MetaData, Table, UniqueConstraint

from migrations.creating import create_tables, drop_tables
from migrations.physical import (
    AUTO_BIGINT,
    BIGINT,
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

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

metadata = MetaData()

Table(
    "gotrs_account_link",
    metadata,
    auto("id", AUTO_BIGINT),
    column("token_hash", exact(64)),
    column("purpose", varchar(20)),
    column("kind", varchar(20)),
    column("subject", varchar(200)),
    column("created_at", TIMESTAMP),
    column("expires_at", TIMESTAMP),
    nullable("used_at", TIMESTAMP),
    UniqueConstraint("token_hash", name="gotrs_account_link_token_hash"),
    Index("gotrs_account_link_subject", "kind", "subject"),
    Index("gotrs_account_link_expires_at", "expires_at"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_password_memory",
    metadata,
    auto("id", AUTO_BIGINT),
    column("kind", varchar(20)),
    column("subject", varchar(200)),
    column("password_hash", varchar(128)),
    column("set_at", TIMESTAMP),
    Index("gotrs_password_memory_subject", "kind", "subject"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_sign_up",
    metadata,
    auto("id", AUTO_BIGINT),
    column("token_hash", exact(64)),
    column("status", varchar(20)),
    column("email", varchar(150)),
    column("first_name", varchar(100)),
    column("last_name", varchar(100)),
    column("language", varchar(20)),
    nullable("login", varchar(200)),
    column("created_at", TIMESTAMP),
    column("expires_at", TIMESTAMP),
    nullable("confirmed_at", TIMESTAMP),
    nullable("decided_at", TIMESTAMP),
    UniqueConstraint("token_hash", name="gotrs_sign_up_token_hash"),
    Index("gotrs_sign_up_status", "status", "id"),
    Index("gotrs_sign_up_email", "email"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_signing_key",
    metadata,
    auto("id", AUTO_BIGINT),
    column("kid", exact(32)),
    column("secret_encrypted", LONGTEXT),
    column("created_at", TIMESTAMP),
    UniqueConstraint("kid", name="gotrs_signing_key_kid"),
    **TABLE_OPTIONS,
)

permission_version = Table(
    "gotrs_permission_version",
    MetaData(),
    column("id", SMALLINT, primary_key=True),
    column("version", BIGINT),
    **TABLE_OPTIONS,
)


def upgrade() -> None:
    create_tables(op.get_bind(), metadata.sorted_tables)
    drop_tables(op.get_bind(), [permission_version])


def downgrade() -> None:
    create_tables(op.get_bind(), [permission_version])
    op.get_bind().execute(permission_version.insert(), {"id": 1, "version": 1})
    drop_tables(op.get_bind(), metadata.sorted_tables)
