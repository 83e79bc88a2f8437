"""What happened to tickets."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base, ValidId
from gotrs_api.db.types import BigId, BigInt, SmallId, SmallInt, Varchar


class TicketHistoryType(Audited, Base):
    """The kind of a history entry."""

    __tablename__ = "ticket_history_type"
    __table_args__ = (UniqueConstraint("name", name="ticket_history_type_name"),)

    id: Mapped[SmallId]
    name: Mapped[str] = mapped_column(Varchar(200))
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[ValidId]


class TicketHistory(Audited, Base):
    """One entry; `name` holds the values, separated by `%%`, and the other columns the state afterwards."""

    __tablename__ = "ticket_history"
    __table_args__ = (
        Index("ticket_history_ticket_id", "ticket_id"),
        Index("ticket_history_article_id", "article_id"),
        Index("ticket_history_history_type_id", "history_type_id"),
        Index("ticket_history_queue_id", "queue_id"),
        Index("ticket_history_type_id", "type_id"),
        Index("ticket_history_owner_id", "owner_id"),
        Index("ticket_history_priority_id", "priority_id"),
        Index("ticket_history_state_id", "state_id"),
        Index("ticket_history_create_time", "create_time"),
    )

    id: Mapped[BigId]
    name: Mapped[str] = mapped_column(Varchar(200))
    history_type_id: Mapped[SmallInt] = mapped_column(ForeignKey("ticket_history_type.id"))
    ticket_id: Mapped[BigInt] = mapped_column(ForeignKey("ticket.id"))
    article_id: Mapped[BigInt | None] = mapped_column(ForeignKey("article.id"))
    type_id: Mapped[SmallInt] = mapped_column(ForeignKey("ticket_type.id"))
    queue_id: Mapped[int] = mapped_column(ForeignKey("queue.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    priority_id: Mapped[SmallInt] = mapped_column(ForeignKey("ticket_priority.id"))
    state_id: Mapped[SmallInt] = mapped_column(ForeignKey("ticket_state.id"))
