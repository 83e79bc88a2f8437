"""Webhook subscriptions, deliveries, event log."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Index, MetaData, Table

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

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

metadata = MetaData()

Table(
    "gotrs_event",
    metadata,
    auto("id", AUTO_BIGINT),
    column("type", exact(60)),
    nullable("otrs_event", varchar(250)),
    column("subject", exact(120)),
    nullable("ticket_id", BIGINT),
    nullable("article_id", BIGINT),
    nullable("queue_id", INT),
    nullable("priority_id", SMALLINT),
    nullable("state_id", SMALLINT),
    nullable("type_id", SMALLINT),
    column("for_customers", SMALLINT),
    column("data", LONGTEXT),
    column("created_at", TIMESTAMP),
    Index("gotrs_event_created_at", "created_at"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_webhook",
    metadata,
    auto("id", AUTO_INT),
    column("name", varchar(200)),
    column("url", varchar(2000)),
    column("events", LONGTEXT),
    column("filters", LONGTEXT),
    column("headers", LONGTEXT),
    column("payload", varchar(10)),
    column("secret", LONGTEXT),
    nullable("old_secret", LONGTEXT),
    nullable("old_secret_until", TIMESTAMP),
    column("is_active", SMALLINT),
    nullable("disabled_reason", varchar(250)),
    column("owner_id", INT),
    nullable("failing_since", TIMESTAMP),
    nullable("delivered_at", TIMESTAMP),
    nullable("failed_at", TIMESTAMP),
    column("created_at", TIMESTAMP),
    column("changed_at", TIMESTAMP),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_webhook_delivery",
    metadata,
    auto("id", AUTO_BIGINT),
    column("webhook_id", INT),
    column("event_id", BIGINT),
    column("message_id", exact(80)),
    column("event_type", exact(60)),
    column("subject", exact(120)),
    column("status", exact(20)),
    column("attempts", INT),
    column("due_at", TIMESTAMP),
    column("created_at", TIMESTAMP),
    nullable("attempted_at", TIMESTAMP),
    nullable("took_ms", INT),
    nullable("request_headers", LONGTEXT),
    nullable("request_body", LONGTEXT),
    nullable("response_status", INT),
    nullable("response_headers", LONGTEXT),
    nullable("response_body", LONGTEXT),
    nullable("error", varchar(500)),
    Index("gotrs_webhook_delivery_status", "status", "webhook_id", "due_at"),
    Index("gotrs_webhook_delivery_lane", "webhook_id", "subject", "status", "id"),
    Index("gotrs_webhook_delivery_created_at", "created_at"),
    **TABLE_OPTIONS,
)


def upgrade() -> None:
    create_tables(op.get_bind(), metadata.sorted_tables)


def downgrade() -> None:
    drop_tables(op.get_bind(), metadata.sorted_tables)
