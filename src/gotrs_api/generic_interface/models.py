"""Web services and their log; `config` is YAML."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base, ValidId
from gotrs_api.db.types import BigId, BigInt, IntId, LongText, Varchar


class WebserviceConfig(Audited, Base):
    """A web service."""

    __tablename__ = "gi_webservice_config"
    __table_args__ = (UniqueConstraint("name", name="gi_webservice_config_name"),)

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(Varchar(200))
    config: Mapped[str] = mapped_column(LongText)
    valid_id: Mapped[ValidId]


class WebserviceConfigHistory(Audited, Base):
    """An earlier form of it."""

    __tablename__ = "gi_webservice_config_history"
    __table_args__ = (UniqueConstraint("config_md5", name="gi_webservice_config_history_config_md5"),)

    id: Mapped[BigId]
    config_id: Mapped[int] = mapped_column(ForeignKey("gi_webservice_config.id"))
    config: Mapped[str] = mapped_column(LongText)
    config_md5: Mapped[str] = mapped_column(Varchar(32))


class DebuggerEntry(Base):
    """One communication of a web service."""

    __tablename__ = "gi_debugger_entry"
    __table_args__ = (
        UniqueConstraint("communication_id", name="gi_debugger_entry_communication_id"),
        Index("gi_debugger_entry_create_time", "create_time"),
    )

    id: Mapped[BigId]
    communication_id: Mapped[str] = mapped_column(Varchar(32))
    communication_type: Mapped[str] = mapped_column(Varchar(50))
    remote_ip: Mapped[str | None] = mapped_column(Varchar(50))
    webservice_id: Mapped[int] = mapped_column(ForeignKey("gi_webservice_config.id"))
    create_time: Mapped[datetime]


class DebuggerEntryContent(Base):
    """One line of its log."""

    __tablename__ = "gi_debugger_entry_content"
    __table_args__ = (
        Index("gi_debugger_entry_content_create_time", "create_time"),
        Index("gi_debugger_entry_content_debug_level", "debug_level"),
    )

    id: Mapped[BigId]
    gi_debugger_entry_id: Mapped[BigInt] = mapped_column(ForeignKey("gi_debugger_entry.id"))
    debug_level: Mapped[str] = mapped_column(Varchar(50))
    subject: Mapped[str] = mapped_column(Varchar(255))
    content: Mapped[str | None] = mapped_column(LongText)
    create_time: Mapped[datetime]
