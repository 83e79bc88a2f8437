"""What running beside OTRS has to remember. Empty where GOTRS runs alone."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import ExactKey, LongText, Moment


class OtrsValue(Base):
    """One thing that was settled when the database was adopted or imported, or how far the follower has read."""

    __tablename__ = "gotrs_otrs_value"

    name: Mapped[str] = mapped_column(ExactKey(100), primary_key=True)
    value: Mapped[str] = mapped_column(LongText)
    changed_at: Mapped[Moment]


class OwnHistory(Base):
    """A row of `ticket_history` that GOTRS wrote itself: not news for the follower."""

    __tablename__ = "gotrs_otrs_own_history"

    history_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
