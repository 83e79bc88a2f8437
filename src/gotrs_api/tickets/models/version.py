"""How often a ticket changed, for ETags."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import BigInt


class TicketVersion(Base):
    """Raised by every change of the ticket; no row: never changed by us. No foreign key: OTRS may delete the ticket."""

    __tablename__ = "gotrs_ticket_version"

    ticket_id: Mapped[BigInt] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[BigInt]
