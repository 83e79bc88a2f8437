"""Ways to sign in besides our own passwords: providers, whom they know, exchanges under way, passkeys."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Index, MetaData, Table, UniqueConstraint

from migrations.creating import create_tables, drop_tables
from migrations.physical import (
    AUTO_BIGINT,
    AUTO_INT,
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

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

metadata = MetaData()

Table(
    "gotrs_sign_in_provider",
    metadata,
    auto("id", AUTO_INT),
    column("name", exact(40)),
    column("label", varchar(200)),
    column("type", exact(20)),
    column("position", INT),
    column("for_agents", SMALLINT),
    column("for_customers", SMALLINT),
    column("is_enabled", SMALLINT),
    column("config", LONGTEXT),
    nullable("secrets_encrypted", LONGTEXT),
    column("changed_at", TIMESTAMP),
    column("changed_by", INT),
    UniqueConstraint("name", name="gotrs_sign_in_provider_name"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_identity_link",
    metadata,
    auto("id", AUTO_BIGINT),
    column("provider_id", INT),
    column("kind", exact(20)),
    column("external_id", exact(250)),
    column("subject", varchar(200)),
    column("login", varchar(200)),
    column("created_at", TIMESTAMP),
    column("last_used_at", TIMESTAMP),
    UniqueConstraint("provider_id", "kind", "external_id", name="gotrs_identity_link_external_id"),
    Index("gotrs_identity_link_kind_subject", "kind", "subject"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_sign_in_exchange",
    metadata,
    auto("id", AUTO_BIGINT),
    column("purpose", exact(20)),
    column("key_hash", exact(64)),
    column("data", LONGTEXT),
    column("created_at", TIMESTAMP),
    column("expires_at", TIMESTAMP),
    UniqueConstraint("purpose", "key_hash", name="gotrs_sign_in_exchange_key_hash"),
    Index("gotrs_sign_in_exchange_expires_at", "expires_at"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_passkey",
    metadata,
    auto("id", AUTO_BIGINT),
    column("kind", exact(20)),
    column("subject", varchar(200)),
    column("login", varchar(200)),
    column("name", varchar(100)),
    column("user_handle", exact(100)),
    column("credential_hash", exact(64)),
    column("credential_id", LONGTEXT),
    column("public_key", LONGTEXT),
    column("sign_count", BIGINT),
    column("transports", varchar(200)),
    column("is_backed_up", SMALLINT),
    column("created_at", TIMESTAMP),
    nullable("last_used_at", TIMESTAMP),
    UniqueConstraint("credential_hash", name="gotrs_passkey_credential_hash"),
    Index("gotrs_passkey_kind_subject", "kind", "subject"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_directory_sync",
    metadata,
    column("provider_id", INT, primary_key=True),
    column("started_at", TIMESTAMP),
    nullable("finished_at", TIMESTAMP),
    nullable("error", LONGTEXT),
    nullable("counts", LONGTEXT),
    **TABLE_OPTIONS,
)


def upgrade() -> None:
    create_tables(op.get_bind(), metadata.sorted_tables)


def downgrade() -> None:
    drop_tables(op.get_bind(), metadata.sorted_tables)
