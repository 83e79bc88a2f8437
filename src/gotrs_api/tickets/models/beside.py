"""What we remember of a ticket beside OTRS's own columns."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import BigInt, Moment


class TicketVersion(Base):
    """Raised by every change of the ticket; no row: never changed by us. No foreign key: OTRS may delete the ticket."""

    __tablename__ = "gotrs_ticket_version"

    ticket_id: Mapped[BigInt] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[BigInt]


class TicketReminder(Base):
    """When agents were last reminded of this pending time; another pending time counts as not yet reminded of."""

    __tablename__ = "gotrs_ticket_reminder"

    ticket_id: Mapped[BigInt] = mapped_column(primary_key=True, autoincrement=False)
    until_time: Mapped[BigInt]
    reminded_at: Mapped[Moment]
