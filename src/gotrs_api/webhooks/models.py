"""The event log, and webhooks with what was sent to them."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import BigId, BigInt, ExactKey, IntId, LongText, Moment, SmallInt, Varchar


class LoggedEvent(Base):
    """Something that happened, kept for some days; written in the transaction in which it happened.

    `subject` is what keeps its order (`ticket:42`). What decides who may see it is of the moment of the event.
    """

    __tablename__ = "gotrs_event"
    __table_args__ = (Index("gotrs_event_created_at", "created_at"),)

    id: Mapped[BigId]
    type: Mapped[str] = mapped_column(ExactKey(60))
    otrs_event: Mapped[str | None] = mapped_column(Varchar(250))
    subject: Mapped[str] = mapped_column(ExactKey(120))
    ticket_id: Mapped[BigInt | None]
    article_id: Mapped[BigInt | None]
    queue_id: Mapped[int | None]
    priority_id: Mapped[SmallInt | None]
    state_id: Mapped[SmallInt | None]
    type_id: Mapped[SmallInt | None]
    for_customers: Mapped[SmallInt] = mapped_column(default=0)
    data: Mapped[str] = mapped_column(LongText)  # JSON: what goes out
    created_at: Mapped[Moment]


class Webhook(Base):
    """A subscription. Secrets and headers are encrypted; `failing_since` is there while nothing gets through."""

    __tablename__ = "gotrs_webhook"

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(Varchar(200))
    url: Mapped[str] = mapped_column(Varchar(2000))
    events: Mapped[str] = mapped_column(LongText)  # JSON
    filters: Mapped[str] = mapped_column(LongText)  # JSON
    headers: Mapped[str] = mapped_column(LongText)
    payload: Mapped[str] = mapped_column(Varchar(10))  # thin, full
    secret: Mapped[str] = mapped_column(LongText)
    old_secret: Mapped[str | None] = mapped_column(LongText)
    old_secret_until: Mapped[Moment | None]
    is_active: Mapped[SmallInt]
    disabled_reason: Mapped[str | None] = mapped_column(Varchar(250))
    owner_id: Mapped[int]
    failing_since: Mapped[Moment | None]
    delivered_at: Mapped[Moment | None]
    failed_at: Mapped[Moment | None]
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]


class Delivery(Base):
    """One event for one webhook. `status`: pending, delivered, failed, dropped. A row is finished in one of the last three."""

    __tablename__ = "gotrs_webhook_delivery"
    __table_args__ = (
        Index("gotrs_webhook_delivery_status", "status", "webhook_id", "due_at"),
        Index("gotrs_webhook_delivery_lane", "webhook_id", "subject", "status", "id"),
        Index("gotrs_webhook_delivery_created_at", "created_at"),
    )

    id: Mapped[BigId]
    webhook_id: Mapped[int]
    event_id: Mapped[BigInt]
    message_id: Mapped[str] = mapped_column(ExactKey(80))
    event_type: Mapped[str] = mapped_column(ExactKey(60))
    subject: Mapped[str] = mapped_column(ExactKey(120))
    status: Mapped[str] = mapped_column(ExactKey(20))
    attempts: Mapped[int]
    due_at: Mapped[Moment]
    created_at: Mapped[Moment]
    attempted_at: Mapped[Moment | None]
    took_ms: Mapped[int | None]
    request_headers: Mapped[str | None] = mapped_column(LongText)
    request_body: Mapped[str | None] = mapped_column(LongText)
    response_status: Mapped[int | None]
    response_headers: Mapped[str | None] = mapped_column(LongText)
    response_body: Mapped[str | None] = mapped_column(LongText)
    error: Mapped[str | None] = mapped_column(Varchar(500))
