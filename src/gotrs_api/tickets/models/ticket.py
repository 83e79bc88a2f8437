"""The ticket and what hangs on it directly."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base, Created
from gotrs_api.db.types import BigId, BigInt, BinaryBlob, IntId, SmallInt, Varchar


class Ticket(Audited, Base):
    """A ticket; `timeout`, `until_time` and `escalation_*` are epoch seconds, 0 means none."""

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("tn", name="ticket_tn"),
        Index("ticket_title", "title"),
        Index("ticket_customer_user_id", "customer_user_id"),
        Index("ticket_customer_id", "customer_id"),
        Index("ticket_queue_id", "queue_id"),
        Index("ticket_ticket_lock_id", "ticket_lock_id"),
        Index("ticket_queue_view", "ticket_state_id", "ticket_lock_id"),
        Index("ticket_type_id", "type_id"),
        Index("ticket_user_id", "user_id"),
        Index("ticket_responsible_user_id", "responsible_user_id"),
        Index("ticket_ticket_state_id", "ticket_state_id"),
        Index("ticket_ticket_priority_id", "ticket_priority_id"),
        Index("ticket_escalation_time", "escalation_time"),
        Index("ticket_escalation_update_time", "escalation_update_time"),
        Index("ticket_escalation_response_time", "escalation_response_time"),
        Index("ticket_escalation_solution_time", "escalation_solution_time"),
        Index("ticket_create_time", "create_time"),
        Index("ticket_until_time", "until_time"),
        Index("ticket_timeout", "timeout"),
        Index("ticket_archive_flag", "archive_flag"),
    )

    id: Mapped[BigId]
    tn: Mapped[str] = mapped_column(Varchar(50))
    title: Mapped[str | None] = mapped_column(Varchar(255))
    queue_id: Mapped[int] = mapped_column(ForeignKey("queue.id"))
    ticket_lock_id: Mapped[SmallInt] = mapped_column(ForeignKey("ticket_lock_type.id"))
    type_id: Mapped[SmallInt | None] = mapped_column(ForeignKey("ticket_type.id"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id"))
    sla_id: Mapped[int | None] = mapped_column(ForeignKey("sla.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    responsible_user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    ticket_priority_id: Mapped[SmallInt] = mapped_column(ForeignKey("ticket_priority.id"))
    ticket_state_id: Mapped[SmallInt] = mapped_column(ForeignKey("ticket_state.id"))
    customer_id: Mapped[str | None] = mapped_column(Varchar(150))
    customer_user_id: Mapped[str | None] = mapped_column(Varchar(250))
    timeout: Mapped[int]
    until_time: Mapped[int]
    escalation_time: Mapped[int]
    escalation_update_time: Mapped[int]
    escalation_response_time: Mapped[int]
    escalation_solution_time: Mapped[int]
    archive_flag: Mapped[SmallInt] = mapped_column(default=0, server_default="0")


class TicketFlag(Created, Base):
    """A mark of one agent (`create_by`) at a ticket, such as Seen."""

    __tablename__ = "ticket_flag"
    __table_args__ = (
        UniqueConstraint("ticket_id", "ticket_key", "create_by", name="ticket_flag_per_user"),
        Index("ticket_flag_ticket_id_create_by", "ticket_id", "create_by"),
        Index("ticket_flag_ticket_id_ticket_key", "ticket_id", "ticket_key"),
        Index("ticket_flag_ticket_id", "ticket_id"),
    )
    __mapper_args__ = {"primary_key": ["ticket_id", "ticket_key", "create_by"]}

    ticket_id: Mapped[BigInt] = mapped_column(ForeignKey("ticket.id"))
    ticket_key: Mapped[str] = mapped_column(Varchar(50))
    ticket_value: Mapped[str | None] = mapped_column(Varchar(50))


class TicketWatcher(Audited, Base):
    """An agent watches a ticket."""

    __tablename__ = "ticket_watcher"
    __table_args__ = (
        Index("ticket_watcher_ticket_id", "ticket_id"),
        Index("ticket_watcher_user_id", "user_id"),
    )
    __mapper_args__ = {"primary_key": ["ticket_id", "user_id"]}

    ticket_id: Mapped[BigInt] = mapped_column(ForeignKey("ticket.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


class TicketIndex(Base):
    """OTRS's static queue index (`Ticket::IndexModule` StaticDB)."""

    __tablename__ = "ticket_index"
    __table_args__ = (
        Index("ticket_index_ticket_id", "ticket_id"),
        Index("ticket_index_queue_id", "queue_id"),
        Index("ticket_index_group_id", "group_id"),
    )
    __mapper_args__ = {"primary_key": ["ticket_id"]}

    ticket_id: Mapped[BigInt] = mapped_column(ForeignKey("ticket.id"))
    queue_id: Mapped[int] = mapped_column(ForeignKey("queue.id"))
    queue: Mapped[str] = mapped_column(Varchar(200))
    group_id: Mapped[int] = mapped_column(ForeignKey("permission_groups.id"))
    s_lock: Mapped[str] = mapped_column(Varchar(200))
    s_state: Mapped[str] = mapped_column(Varchar(200))
    create_time: Mapped[datetime]


class TicketLockIndex(Base):
    """Locked tickets of OTRS's static queue index."""

    __tablename__ = "ticket_lock_index"
    __table_args__ = (Index("ticket_lock_index_ticket_id", "ticket_id"),)
    __mapper_args__ = {"primary_key": ["ticket_id"]}

    ticket_id: Mapped[BigInt] = mapped_column(ForeignKey("ticket.id"))


class TicketNumberCounter(Base):
    """One drawn counter value of the ticket number generator."""

    __tablename__ = "ticket_number_counter"
    __table_args__ = (
        UniqueConstraint("counter_uid", name="ticket_number_counter_uid"),
        Index("ticket_number_counter_create_time", "create_time"),
    )

    id: Mapped[BigId]
    counter: Mapped[BigInt]
    counter_uid: Mapped[str] = mapped_column(Varchar(32))
    create_time: Mapped[datetime | None]


class TimeAccounting(Audited, Base):
    """Time an agent booked on a ticket; the unit is a setting."""

    __tablename__ = "time_accounting"
    __table_args__ = (
        Index("time_accounting_ticket_id", "ticket_id"),
        Index("time_accounting_article_id", "article_id"),
    )

    id: Mapped[BigId]
    ticket_id: Mapped[BigInt] = mapped_column(ForeignKey("ticket.id"))
    article_id: Mapped[BigInt | None] = mapped_column(ForeignKey("article.id"))
    time_unit: Mapped[Decimal] = mapped_column(Numeric(10, 2))


class Mention(Base):
    """An agent was mentioned in an article."""

    __tablename__ = "mention"
    __table_args__ = (
        Index("mention_user_id", "user_id"),
        Index("mention_ticket_id", "ticket_id"),
        Index("mention_article_id", "article_id"),
    )

    id: Mapped[IntId]
    user_id: Mapped[int | None]
    ticket_id: Mapped[int | None]
    article_id: Mapped[int | None]
    create_time: Mapped[datetime | None]


class FormDraft(Audited, Base):
    """A form that an agent has put aside."""

    __tablename__ = "form_draft"
    __table_args__ = (Index("form_draft_object_type_object_id_action", "object_type", "object_id", "action"),)

    id: Mapped[IntId]
    object_type: Mapped[str] = mapped_column(Varchar(100))
    object_id: Mapped[int]
    action: Mapped[str] = mapped_column(Varchar(200))
    title: Mapped[str | None] = mapped_column(Varchar(255))
    content: Mapped[bytes] = mapped_column(BinaryBlob)
