"""Our own tables, and covering indexes for the lists of tickets that people look at all day.

Nothing here has a foreign key to a table of OTRS: OTRS may run on the same database and delete what it knows.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Index, MetaData, Table, UniqueConstraint, text

from migrations.creating import create_tables, drop_tables
from migrations.physical import (
    AUTO_BIGINT,
    BIGINT,
    INT,
    LONGTEXT,
    RAW_BYTES,
    SMALLINT,
    TABLE_OPTIONS,
    TIMESTAMP,
    auto,
    column,
    exact,
    nullable,
    varchar,
)

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

metadata = MetaData()

Table(
    "gotrs_job",
    metadata,
    auto("id", AUTO_BIGINT),
    column("name", varchar(100)),
    column("queue", varchar(50)),
    column("payload", LONGTEXT),
    column("status", varchar(20)),
    column("priority", SMALLINT),
    column("due_at", TIMESTAMP),
    column("attempts", INT),
    column("max_attempts", INT),
    nullable("claimed_by", varchar(100)),
    nullable("claimed_until", TIMESTAMP),
    nullable("last_error", LONGTEXT),
    nullable("dedupe_key", exact(250)),
    column("created_at", TIMESTAMP),
    nullable("finished_at", TIMESTAMP),
    nullable("result", LONGTEXT),
    column("progress_done", INT),
    column("progress_total", INT),
    column("acting_id", INT),
    UniqueConstraint("dedupe_key", name="gotrs_job_dedupe_key"),
    Index("gotrs_job_status_due_at", "status", "due_at"),
    Index("gotrs_job_finished_at", "finished_at"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_lease",
    metadata,
    column("name", exact(100), primary_key=True),
    nullable("holder", varchar(100)),
    nullable("expires_at", TIMESTAMP),
    nullable("last_run_at", TIMESTAMP),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_session",
    metadata,
    auto("id", AUTO_BIGINT),
    column("token_hash", exact(64)),
    column("kind", varchar(20)),
    nullable("user_id", INT),
    nullable("customer_login", varchar(200)),
    column("created_at", TIMESTAMP),
    column("last_seen_at", TIMESTAMP),
    column("expires_at", TIMESTAMP),
    nullable("address", varchar(45)),
    nullable("user_agent", varchar(255)),
    column("csrf_secret", exact(64)),
    nullable("data", LONGTEXT),
    UniqueConstraint("token_hash", name="gotrs_session_token_hash"),
    Index("gotrs_session_user_id", "user_id"),
    Index("gotrs_session_customer_login", "customer_login"),
    Index("gotrs_session_expires_at", "expires_at"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_refresh_token",
    metadata,
    auto("id", AUTO_BIGINT),
    column("family", exact(36)),
    column("token_hash", exact(64)),
    column("kind", varchar(20)),
    column("subject", varchar(200)),
    column("created_at", TIMESTAMP),
    column("expires_at", TIMESTAMP),
    nullable("used_at", TIMESTAMP),
    nullable("revoked_at", TIMESTAMP),
    UniqueConstraint("token_hash", name="gotrs_refresh_token_token_hash"),
    Index("gotrs_refresh_token_family", "family"),
    Index("gotrs_refresh_token_kind_subject", "kind", "subject"),
    Index("gotrs_refresh_token_expires_at", "expires_at"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_login_attempt",
    metadata,
    column("key", exact(250), primary_key=True),
    column("failures", INT),
    nullable("last_failure_at", TIMESTAMP),
    nullable("blocked_until", TIMESTAMP),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_pending_login",
    metadata,
    auto("id", AUTO_BIGINT),
    column("challenge_hash", exact(64)),
    column("kind", varchar(20)),
    column("subject", varchar(200)),
    column("login", varchar(200)),
    column("address", varchar(45)),
    column("tries", INT),
    column("must_enrol", SMALLINT),
    column("created_at", TIMESTAMP),
    column("expires_at", TIMESTAMP),
    UniqueConstraint("challenge_hash", name="gotrs_pending_login_challenge_hash"),
    Index("gotrs_pending_login_expires_at", "expires_at"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_audit_head",
    metadata,
    column("id", SMALLINT, primary_key=True),
    column("entries", BIGINT),
    column("hash", exact(64)),
    column("seal", exact(64)),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_permission_version",
    metadata,
    column("id", SMALLINT, primary_key=True),
    column("version", BIGINT),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_api_token",
    metadata,
    auto("id", AUTO_BIGINT),
    column("prefix", exact(8)),
    column("secret_hash", exact(128)),
    column("name", varchar(200)),
    column("kind", varchar(20)),
    nullable("user_id", INT),
    nullable("customer_login", varchar(200)),
    nullable("scopes", LONGTEXT),
    nullable("rate_limit", INT),
    column("created_at", TIMESTAMP),
    nullable("expires_at", TIMESTAMP),
    nullable("last_used_at", TIMESTAMP),
    nullable("last_used_address", varchar(45)),
    nullable("revoked_at", TIMESTAMP),
    UniqueConstraint("prefix", name="gotrs_api_token_prefix"),
    Index("gotrs_api_token_user_id", "user_id"),
    Index("gotrs_api_token_customer_login", "customer_login"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_totp",
    metadata,
    auto("id", AUTO_BIGINT),
    column("kind", varchar(20)),
    column("subject", varchar(200)),
    column("secret_encrypted", LONGTEXT),
    nullable("confirmed_at", TIMESTAMP),
    nullable("last_step", BIGINT),
    column("created_at", TIMESTAMP),
    UniqueConstraint("kind", "subject", name="gotrs_totp_kind_subject"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_recovery_code",
    metadata,
    auto("id", AUTO_BIGINT),
    column("kind", varchar(20)),
    column("subject", varchar(200)),
    column("code_hash", exact(128)),
    nullable("used_at", TIMESTAMP),
    Index("gotrs_recovery_code_kind_subject", "kind", "subject"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_audit_log",
    metadata,
    auto("id", AUTO_BIGINT),
    column("at", TIMESTAMP),
    column("actor_kind", varchar(20)),
    nullable("actor_id", varchar(200)),
    nullable("actor_name", varchar(200)),
    column("action", varchar(100)),
    nullable("object_type", varchar(100)),
    nullable("object_id", varchar(200)),
    nullable("address", varchar(45)),
    nullable("request_id", varchar(64)),
    nullable("details", LONGTEXT),
    column("previous_hash", exact(64)),
    column("hash", exact(64)),
    Index("gotrs_audit_log_at", "at"),
    Index("gotrs_audit_log_actor", "actor_kind", "actor_id"),
    Index("gotrs_audit_log_object", "object_type", "object_id"),
    Index("gotrs_audit_log_action", "action"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_idempotency",
    metadata,
    auto("id", AUTO_BIGINT),
    column("principal_key", exact(250)),
    column("key", exact(255)),
    column("method_path", varchar(500)),
    column("body_hash", exact(64)),
    column("state", varchar(20)),
    nullable("status", SMALLINT),
    nullable("headers", LONGTEXT),
    nullable("body", RAW_BYTES),
    column("created_at", TIMESTAMP),
    UniqueConstraint("principal_key", "key", name="gotrs_idempotency_principal_key"),
    Index("gotrs_idempotency_created_at", "created_at"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_ticket_version",
    metadata,
    column("ticket_id", BIGINT, primary_key=True),
    column("version", BIGINT),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_mail_spool",
    metadata,
    auto("id", AUTO_BIGINT),
    column("received_at", TIMESTAMP),
    column("source", varchar(50)),
    nullable("mailbox", varchar(200)),
    nullable("uid", varchar(200)),
    nullable("message_id", LONGTEXT),
    nullable("message_id_md5", exact(32)),
    column("fingerprint", exact(64)),
    column("dedupe_hash", exact(64)),
    column("size_bytes", BIGINT),
    nullable("raw", RAW_BYTES),
    nullable("file", varchar(250)),
    column("status", varchar(20)),
    nullable("reason", LONGTEXT),
    nullable("ticket_id", BIGINT),
    nullable("article_id", BIGINT),
    column("attempts", INT),
    nullable("processed_at", TIMESTAMP),
    nullable("options", LONGTEXT),
    UniqueConstraint("dedupe_hash", name="gotrs_mail_spool_dedupe_hash"),
    Index("gotrs_mail_spool_status", "status", "id"),
    Index("gotrs_mail_spool_mailbox_uid", "mailbox", "uid"),
    Index("gotrs_mail_spool_message_id_md5", "message_id_md5"),
    Index("gotrs_mail_spool_received_at", "received_at"),
    Index("gotrs_mail_spool_ticket_id", "ticket_id"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_article_trace",
    metadata,
    column("article_id", BIGINT, primary_key=True),
    column("decided", LONGTEXT),
    **TABLE_OPTIONS,
)

HOT_INDEXES = (
    ("gotrs_ix_ticket_queue_state", "ticket", ("queue_id", "ticket_state_id", "change_time", "id")),
    ("gotrs_ix_ticket_state_queue", "ticket", ("ticket_state_id", "queue_id", "archive_flag")),
    ("gotrs_ix_ticket_owner_state", "ticket", ("user_id", "ticket_state_id", "queue_id")),
    ("gotrs_ix_ticket_responsible_state", "ticket", ("responsible_user_id", "ticket_state_id", "queue_id")),
    ("gotrs_ix_ticket_customer_user", "ticket", ("customer_user_id", "change_time", "id")),
    ("gotrs_ix_ticket_customer", "ticket", ("customer_id", "change_time", "id")),
    ("gotrs_ix_ticket_change", "ticket", ("change_time", "id")),
    ("gotrs_ix_article_ticket", "article", ("ticket_id", "is_visible_for_customer", "id")),
)
# An adopted database with more tickets gets the indexes in the background instead: building them would stop its work.
INDEX_AT_ONCE_UP_TO_TICKETS = 20_000


def upgrade() -> None:
    connection = op.get_bind()
    create_tables(connection, metadata.sorted_tables)
    connection.execute(metadata.tables["gotrs_permission_version"].insert(), {"id": 1, "version": 1})
    # Creators of tickets wait for each other at this row; making it is a deadlock's chance on MariaDB.
    connection.execute(metadata.tables["gotrs_lease"].insert(), {"name": "tickets.number"})
    beyond = connection.execute(text(f"SELECT id FROM ticket LIMIT 1 OFFSET {INDEX_AT_ONCE_UP_TO_TICKETS}"))  # noqa: S608
    if beyond.first() is None:
        for name, table, columns in HOT_INDEXES:
            op.create_index(name, table, columns)


def downgrade() -> None:
    for name, table, _columns in HOT_INDEXES:
        op.drop_index(name, table, if_exists=True)
    drop_tables(op.get_bind(), metadata.sorted_tables)
