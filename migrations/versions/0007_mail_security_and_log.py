"""Keys and certificates for S/MIME and PGP; OTRS keeps them in files, whose index (`smime_keys`) stays its own."""

from __future__ import annotations

from alembic import op
from sqlalchemy import MetaData, Table, UniqueConstraint

from migrations.creating import create_tables, drop_tables
from migrations.physical import (
    AUTO_BIGINT,
    INT,
    LONGTEXT,
    TABLE_OPTIONS,
    TIMESTAMP,
    auto,
    column,
    exact,
    nullable,
)

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

metadata = MetaData()

Table(
    "gotrs_mail_key",
    metadata,
    auto("id", AUTO_BIGINT),
    column("kind", exact(10)),
    column("fingerprint", exact(64)),
    column("emails", LONGTEXT),
    column("subject", LONGTEXT),
    column("public_part", LONGTEXT),
    nullable("private_part", LONGTEXT),
    nullable("valid_from", TIMESTAMP),
    nullable("expires_at", TIMESTAMP),
    column("created_at", TIMESTAMP),
    column("created_by", INT),
    UniqueConstraint("kind", "fingerprint", name="gotrs_mail_key_kind_fingerprint"),
    **TABLE_OPTIONS,
)


def upgrade() -> None:
    create_tables(op.get_bind(), metadata.sorted_tables)


def downgrade() -> None:
    drop_tables(op.get_bind(), metadata.sorted_tables)
