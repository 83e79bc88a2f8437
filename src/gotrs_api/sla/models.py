"""Service level agreements."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base
from gotrs_api.db.types import IntId, SmallInt, Varchar


class Sla(Audited, Base):
    """An agreement; times are working minutes, 0 means none."""

    __tablename__ = "sla"
    __table_args__ = (UniqueConstraint("name", name="sla_name"),)

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(Varchar(200))
    calendar_name: Mapped[str | None] = mapped_column(Varchar(100))
    first_response_time: Mapped[int]
    first_response_notify: Mapped[SmallInt | None]
    update_time: Mapped[int]
    update_notify: Mapped[SmallInt | None]
    solution_time: Mapped[int]
    solution_notify: Mapped[SmallInt | None]
    valid_id: Mapped[SmallInt]
    comments: Mapped[str | None] = mapped_column(Varchar(250))


class SlaPreference(Base):
    """One extra setting of an agreement."""

    __tablename__ = "sla_preferences"
    __table_args__ = (Index("sla_preferences_sla_id", "sla_id"),)
    __mapper_args__ = {"primary_key": ["sla_id", "preferences_key"]}

    sla_id: Mapped[int] = mapped_column(ForeignKey("sla.id"))
    preferences_key: Mapped[str] = mapped_column(Varchar(150))
    preferences_value: Mapped[str | None] = mapped_column(Varchar(250))


class ServiceSla(Base):
    """An agreement can be chosen for a service."""

    __tablename__ = "service_sla"
    __table_args__ = (UniqueConstraint("service_id", "sla_id", name="service_sla_service_sla"),)
    __mapper_args__ = {"primary_key": ["service_id", "sla_id"]}

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    sla_id: Mapped[int] = mapped_column(ForeignKey("sla.id"))
