"""Queues and how follow-ups to closed tickets are handled."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base, ValidId
from gotrs_api.db.types import IntId, SmallId, SmallInt, Varchar


class Queue(Audited, Base):
    """A queue; `::` in the name separates levels, times are in working minutes."""

    __tablename__ = "queue"
    __table_args__ = (
        UniqueConstraint("name", name="queue_name"),
        Index("queue_group_id", "group_id"),
    )

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(Varchar(200))
    group_id: Mapped[int] = mapped_column(ForeignKey("permission_groups.id"))
    unlock_timeout: Mapped[int | None]
    first_response_time: Mapped[int | None]
    first_response_notify: Mapped[SmallInt | None]
    update_time: Mapped[int | None]
    update_notify: Mapped[SmallInt | None]
    solution_time: Mapped[int | None]
    solution_notify: Mapped[SmallInt | None]
    system_address_id: Mapped[SmallInt] = mapped_column(ForeignKey("system_address.id"))
    calendar_name: Mapped[str | None] = mapped_column(Varchar(100))
    default_sign_key: Mapped[str | None] = mapped_column(Varchar(100))
    salutation_id: Mapped[SmallInt] = mapped_column(ForeignKey("salutation.id"))
    signature_id: Mapped[SmallInt] = mapped_column(ForeignKey("signature.id"))
    follow_up_id: Mapped[SmallInt] = mapped_column(ForeignKey("follow_up_possible.id"))
    follow_up_lock: Mapped[SmallInt]
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[ValidId]


class QueuePreference(Base):
    """One extra setting of a queue."""

    __tablename__ = "queue_preferences"
    __table_args__ = (Index("queue_preferences_queue_id", "queue_id"),)
    __mapper_args__ = {"primary_key": ["queue_id", "preferences_key"]}

    queue_id: Mapped[int] = mapped_column(ForeignKey("queue.id"))
    preferences_key: Mapped[str] = mapped_column(Varchar(150))
    preferences_value: Mapped[str | None] = mapped_column(Varchar(250))


class FollowUpPossible(Audited, Base):
    """What happens to mail for a closed ticket: possible, reject, new ticket."""

    __tablename__ = "follow_up_possible"
    __table_args__ = (UniqueConstraint("name", name="follow_up_possible_name"),)

    id: Mapped[SmallId]
    name: Mapped[str] = mapped_column(Varchar(200))
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[ValidId]


class PersonalQueue(Base):
    """An agent's "My Queues"."""

    __tablename__ = "personal_queues"
    __table_args__ = (
        Index("personal_queues_user_id", "user_id"),
        Index("personal_queues_queue_id", "queue_id"),
    )
    __mapper_args__ = {"primary_key": ["user_id", "queue_id"]}

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    queue_id: Mapped[int] = mapped_column(ForeignKey("queue.id"))
