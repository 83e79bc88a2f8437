"""Process definitions; every `config` is YAML."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base
from gotrs_api.db.types import IntId, LongText, Varchar


class Process(Audited, Base):
    """A process; `layout` places its activities on the canvas."""

    __tablename__ = "pm_process"
    __table_args__ = (UniqueConstraint("entity_id", name="pm_process_entity_id"),)

    id: Mapped[IntId]
    entity_id: Mapped[str] = mapped_column(Varchar(50))
    name: Mapped[str] = mapped_column(Varchar(200))
    state_entity_id: Mapped[str] = mapped_column(Varchar(50))
    layout: Mapped[str] = mapped_column(LongText)
    config: Mapped[str] = mapped_column(LongText)


class ProcessActivity(Audited, Base):
    """A step of a process."""

    __tablename__ = "pm_activity"
    __table_args__ = (UniqueConstraint("entity_id", name="pm_activity_entity_id"),)

    id: Mapped[IntId]
    entity_id: Mapped[str] = mapped_column(Varchar(50))
    name: Mapped[str] = mapped_column(Varchar(200))
    config: Mapped[str] = mapped_column(LongText)


class ProcessActivityDialog(Audited, Base):
    """A form of a step."""

    __tablename__ = "pm_activity_dialog"
    __table_args__ = (UniqueConstraint("entity_id", name="pm_activity_dialog_entity_id"),)

    id: Mapped[IntId]
    entity_id: Mapped[str] = mapped_column(Varchar(50))
    name: Mapped[str] = mapped_column(Varchar(200))
    config: Mapped[str] = mapped_column(LongText)


class ProcessTransition(Audited, Base):
    """The condition of a way between two steps."""

    __tablename__ = "pm_transition"
    __table_args__ = (UniqueConstraint("entity_id", name="pm_transition_entity_id"),)

    id: Mapped[IntId]
    entity_id: Mapped[str] = mapped_column(Varchar(50))
    name: Mapped[str] = mapped_column(Varchar(200))
    config: Mapped[str] = mapped_column(LongText)


class ProcessTransitionAction(Audited, Base):
    """What happens on a way between two steps."""

    __tablename__ = "pm_transition_action"
    __table_args__ = (UniqueConstraint("entity_id", name="pm_transition_action_entity_id"),)

    id: Mapped[IntId]
    entity_id: Mapped[str] = mapped_column(Varchar(50))
    name: Mapped[str] = mapped_column(Varchar(200))
    config: Mapped[str] = mapped_column(LongText)


class ProcessEntitySync(Base):
    """Something changed since the last deployment."""

    __tablename__ = "pm_entity_sync"
    __table_args__ = (UniqueConstraint("entity_type", "entity_id", name="pm_entity_sync_list"),)
    __mapper_args__ = {"primary_key": ["entity_type", "entity_id"]}

    entity_type: Mapped[str] = mapped_column(Varchar(30))
    entity_id: Mapped[str] = mapped_column(Varchar(50))
    sync_state: Mapped[str] = mapped_column(Varchar(30))
    create_time: Mapped[datetime]
    change_time: Mapped[datetime]
