"""Calendars and appointments."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base, ValidId
from gotrs_api.db.types import BigId, BigInt, IntId, LongText, SmallInt, Varchar


class Calendar(Audited, Base):
    """A calendar of a group; `ticket_appointments` is YAML."""

    __tablename__ = "calendar"
    __table_args__ = (UniqueConstraint("name", name="calendar_name"),)

    id: Mapped[BigId]
    group_id: Mapped[int] = mapped_column(ForeignKey("permission_groups.id"))
    name: Mapped[str] = mapped_column(Varchar(200))
    salt_string: Mapped[str] = mapped_column(Varchar(64))
    color: Mapped[str] = mapped_column(Varchar(7))
    ticket_appointments: Mapped[str | None] = mapped_column(LongText)
    valid_id: Mapped[ValidId]


class CalendarAppointment(Base):
    """An appointment, or one occurrence of a recurring one (`parent_id`)."""

    __tablename__ = "calendar_appointment"

    id: Mapped[BigId]
    parent_id: Mapped[BigInt | None] = mapped_column(ForeignKey("calendar_appointment.id"))
    calendar_id: Mapped[BigInt] = mapped_column(ForeignKey("calendar.id"))
    unique_id: Mapped[str] = mapped_column(Varchar(255))
    title: Mapped[str] = mapped_column(Varchar(255))
    description: Mapped[str | None] = mapped_column(Varchar(3800))
    location: Mapped[str | None] = mapped_column(Varchar(255))
    start_time: Mapped[datetime]
    end_time: Mapped[datetime]
    all_day: Mapped[SmallInt | None]
    notify_time: Mapped[datetime | None]
    notify_template: Mapped[str | None] = mapped_column(Varchar(255))
    notify_custom: Mapped[str | None] = mapped_column(Varchar(255))
    notify_custom_unit_count: Mapped[BigInt | None]
    notify_custom_unit: Mapped[str | None] = mapped_column(Varchar(255))
    notify_custom_unit_point: Mapped[str | None] = mapped_column(Varchar(255))
    notify_custom_date: Mapped[datetime | None]
    team_id: Mapped[str | None] = mapped_column(Varchar(3800))
    resource_id: Mapped[str | None] = mapped_column(Varchar(3800))
    recurring: Mapped[SmallInt | None]
    recur_type: Mapped[str | None] = mapped_column(Varchar(20))
    recur_freq: Mapped[str | None] = mapped_column(Varchar(255))
    recur_count: Mapped[int | None]
    recur_interval: Mapped[int | None]
    recur_until: Mapped[datetime | None]
    recur_id: Mapped[datetime | None]
    recur_exclude: Mapped[str | None] = mapped_column(Varchar(3800))
    ticket_appointment_rule_id: Mapped[str | None] = mapped_column(Varchar(32))
    create_time: Mapped[datetime | None]
    create_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    change_time: Mapped[datetime | None]
    change_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class CalendarAppointmentPlugin(Audited, Base):
    """Data that a plugin keeps at an appointment, as JSON."""

    __tablename__ = "calendar_appointment_plugin"
    __table_args__ = (UniqueConstraint("dbcrud_uuid", name="calendar_appointment_plugin_uuid"),)

    id: Mapped[IntId]
    dbcrud_uuid: Mapped[str | None] = mapped_column(Varchar(36))
    appointment_id: Mapped[SmallInt]
    plugin_key: Mapped[str] = mapped_column(Varchar(1000))
    config: Mapped[str | None] = mapped_column(Varchar(1000000))


class CalendarAppointmentTicket(Base):
    """An appointment made by a rule from a ticket."""

    __tablename__ = "calendar_appointment_ticket"
    __table_args__ = (
        UniqueConstraint(
            "calendar_id", "ticket_id", "rule_id", name="calendar_appointment_ticket_calendar_id_ticket_id_rule_id"
        ),
        Index("calendar_appointment_ticket_calendar_id", "calendar_id"),
        Index("calendar_appointment_ticket_ticket_id", "ticket_id"),
        Index("calendar_appointment_ticket_rule_id", "rule_id"),
        Index("calendar_appointment_ticket_appointment_id", "appointment_id"),
    )
    __mapper_args__ = {"primary_key": ["calendar_id", "ticket_id", "rule_id"]}

    calendar_id: Mapped[BigInt] = mapped_column(ForeignKey("calendar.id"))
    ticket_id: Mapped[BigInt] = mapped_column(ForeignKey("ticket.id"))
    rule_id: Mapped[str] = mapped_column(Varchar(32))
    appointment_id: Mapped[BigInt] = mapped_column(ForeignKey("calendar_appointment.id"))
