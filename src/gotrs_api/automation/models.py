"""Notifications, generic agent jobs, and the bookkeeping of OTRS's daemon."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base, ValidId
from gotrs_api.db.types import BigId, BigInt, ExactKey, IntId, LongText, Moment, SmallInt, Varchar


class NotificationEvent(Audited, Base):
    """A notification."""

    __tablename__ = "notification_event"
    __table_args__ = (UniqueConstraint("name", name="notification_event_name"),)

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(Varchar(200))
    valid_id: Mapped[ValidId]
    comments: Mapped[str | None] = mapped_column(Varchar(250))


class NotificationEventMessage(Base):
    """Its text in one language."""

    __tablename__ = "notification_event_message"
    __table_args__ = (
        UniqueConstraint("notification_id", "language", name="notification_event_message_notification_id_language"),
        Index("notification_event_message_notification_id", "notification_id"),
        Index("notification_event_message_language", "language"),
    )

    id: Mapped[IntId]
    notification_id: Mapped[int] = mapped_column(ForeignKey("notification_event.id"))
    subject: Mapped[str] = mapped_column(Varchar(200))
    text: Mapped[str] = mapped_column(Varchar(4000))
    content_type: Mapped[str] = mapped_column(Varchar(250))
    language: Mapped[str] = mapped_column(Varchar(60))


# Its events, recipients, filters and transports: one row per value.
notification_event_item_table = Table(
    "notification_event_item",
    Base.metadata,
    Column("notification_id", Integer, ForeignKey("notification_event.id"), nullable=False),
    Column("event_key", Varchar(200), nullable=False),
    Column("event_value", Varchar(200), nullable=False),
    Index("notification_event_item_notification_id", "notification_id"),
    Index("notification_event_item_event_key", "event_key"),
    Index("notification_event_item_event_value", "event_value"),
)


class AgentNotice(Base):
    """What an agent was told in the browser; nothing refers to it."""

    __tablename__ = "gotrs_agent_notice"
    __table_args__ = (Index("gotrs_agent_notice_user_read", "user_id", "read_at"),)

    id: Mapped[BigId]
    user_id: Mapped[int]
    ticket_id: Mapped[BigInt]
    notification_id: Mapped[int]
    subject: Mapped[str] = mapped_column(Varchar(250))
    created_at: Mapped[Moment]
    read_at: Mapped[Moment | None]


class PushKey(Base):
    """The pair by which push services know this installation, in the one row with id 1."""

    __tablename__ = "gotrs_push_key"

    id: Mapped[SmallInt] = mapped_column(primary_key=True, autoincrement=False)
    public_key: Mapped[str] = mapped_column(ExactKey(100))
    private_key: Mapped[str] = mapped_column(LongText, info={"encrypted": "web_push"})
    created_at: Mapped[Moment]


class PushSubscription(Base):
    """A browser that wants to be told. `target` is JSON: whoever knows it could write to the browser, or read what we write.

    `endpoint_hash` is SHA-256 of the address in it.
    """

    __tablename__ = "gotrs_push_subscription"
    __table_args__ = (
        UniqueConstraint("endpoint_hash", name="gotrs_push_subscription_endpoint_hash"),
        Index("gotrs_push_subscription_kind_subject", "kind", "subject"),
    )

    id: Mapped[BigId]
    kind: Mapped[str] = mapped_column(ExactKey(20))
    subject: Mapped[str] = mapped_column(Varchar(200))
    name: Mapped[str] = mapped_column(Varchar(100))
    endpoint_hash: Mapped[str] = mapped_column(ExactKey(64))
    target: Mapped[str] = mapped_column(LongText, info={"encrypted": "web_push"})
    created_at: Mapped[Moment]
    delivered_at: Mapped[Moment | None]


# Jobs of the generic agent: one row per value.
generic_agent_jobs_table = Table(
    "generic_agent_jobs",
    Base.metadata,
    Column("job_name", Varchar(200), nullable=False),
    Column("job_key", Varchar(200), nullable=False),
    Column("job_value", Varchar(200)),
    Index("generic_agent_jobs_job_name", "job_name"),
)


class SchedulerTask(Base):
    """A task waiting for OTRS's daemon."""

    __tablename__ = "scheduler_task"
    __table_args__ = (
        UniqueConstraint("ident", name="scheduler_task_ident"),
        Index("scheduler_task_ident_id", "ident", "id"),
        Index("scheduler_task_lock_key_id", "lock_key", "id"),
    )

    id: Mapped[BigId]
    ident: Mapped[BigInt]
    name: Mapped[str | None] = mapped_column(Varchar(150))
    task_type: Mapped[str] = mapped_column(Varchar(150))
    task_data: Mapped[str] = mapped_column(LongText)
    attempts: Mapped[SmallInt]
    lock_key: Mapped[BigInt]
    lock_time: Mapped[datetime | None]
    lock_update_time: Mapped[datetime | None]
    create_time: Mapped[datetime]


class SchedulerFutureTask(Base):
    """A task that OTRS's daemon starts at a time."""

    __tablename__ = "scheduler_future_task"
    __table_args__ = (
        UniqueConstraint("ident", name="scheduler_future_task_ident"),
        Index("scheduler_future_task_ident_id", "ident", "id"),
        Index("scheduler_future_task_lock_key_id", "lock_key", "id"),
    )

    id: Mapped[BigId]
    ident: Mapped[BigInt]
    execution_time: Mapped[datetime]
    name: Mapped[str | None] = mapped_column(Varchar(150))
    task_type: Mapped[str] = mapped_column(Varchar(150))
    task_data: Mapped[str] = mapped_column(LongText)
    attempts: Mapped[SmallInt]
    lock_key: Mapped[BigInt]
    lock_time: Mapped[datetime | None]
    create_time: Mapped[datetime]


class SchedulerRecurrentTask(Base):
    """A repeating task of OTRS's daemon."""

    __tablename__ = "scheduler_recurrent_task"
    __table_args__ = (
        UniqueConstraint("name", "task_type", name="scheduler_recurrent_task_name_task_type"),
        Index("scheduler_recurrent_task_task_type_name", "task_type", "name"),
        Index("scheduler_recurrent_task_lock_key_id", "lock_key", "id"),
    )

    id: Mapped[BigId]
    name: Mapped[str] = mapped_column(Varchar(150))
    task_type: Mapped[str] = mapped_column(Varchar(150))
    last_execution_time: Mapped[datetime]
    last_worker_task_id: Mapped[BigInt | None]
    last_worker_status: Mapped[SmallInt | None]
    last_worker_running_time: Mapped[int | None]
    lock_key: Mapped[BigInt]
    lock_time: Mapped[datetime | None]
    create_time: Mapped[datetime]
    change_time: Mapped[datetime]


# Operating-system processes of OTRS.
process_id_table = Table(
    "process_id",
    Base.metadata,
    Column("process_name", Varchar(200), nullable=False),
    Column("process_id", Varchar(200), nullable=False),
    Column("process_host", Varchar(200), nullable=False),
    Column("process_create", Integer, nullable=False),
    Column("process_change", Integer, nullable=False),
)
