"""OTRS's log of what was received and sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import BigId, BigInt, Varchar


class CommunicationLog(Base):
    """One communication: a fetch or a delivery."""

    __tablename__ = "communication_log"
    __table_args__ = (
        Index("communication_transport", "transport"),
        Index("communication_direction", "direction"),
        Index("communication_status", "status"),
        Index("communication_start_time", "start_time"),
    )

    id: Mapped[BigId]
    insert_fingerprint: Mapped[str | None] = mapped_column(Varchar(64))
    transport: Mapped[str] = mapped_column(Varchar(200))
    direction: Mapped[str] = mapped_column(Varchar(200))
    status: Mapped[str] = mapped_column(Varchar(200))
    account_type: Mapped[str | None] = mapped_column(Varchar(200))
    account_id: Mapped[str | None] = mapped_column(Varchar(200))
    start_time: Mapped[datetime]
    end_time: Mapped[datetime | None]


class CommunicationLogObject(Base):
    """A connection or message within a communication."""

    __tablename__ = "communication_log_object"
    __table_args__ = (
        Index("communication_log_object_object_type", "object_type"),
        Index("communication_log_object_status", "status"),
    )

    id: Mapped[BigId]
    insert_fingerprint: Mapped[str | None] = mapped_column(Varchar(64))
    communication_id: Mapped[BigInt] = mapped_column(ForeignKey("communication_log.id"))
    object_type: Mapped[str] = mapped_column(Varchar(50))
    status: Mapped[str] = mapped_column(Varchar(200))
    start_time: Mapped[datetime]
    end_time: Mapped[datetime | None]


class CommunicationLogObjectEntry(Base):
    """One line of the log."""

    __tablename__ = "communication_log_object_entry"
    __table_args__ = (Index("communication_log_object_entry_key", "log_key"),)

    id: Mapped[BigId]
    communication_log_object_id: Mapped[BigInt] = mapped_column(ForeignKey("communication_log_object.id"))
    log_key: Mapped[str] = mapped_column(Varchar(200))
    log_value: Mapped[str] = mapped_column(Varchar(1800000))
    priority: Mapped[str] = mapped_column(Varchar(50))
    create_time: Mapped[datetime]


class CommunicationLogObjectLookup(Base):
    """Which article or mail queue row a log object belongs to."""

    __tablename__ = "communication_log_obj_lookup"
    __table_args__ = (Index("communication_log_obj_lookup_target", "object_type", "object_id"),)

    id: Mapped[BigId]
    communication_log_object_id: Mapped[BigInt] = mapped_column(ForeignKey("communication_log_object.id"))
    object_type: Mapped[str] = mapped_column(Varchar(200))
    object_id: Mapped[BigInt]
