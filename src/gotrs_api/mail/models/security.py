"""Keys and certificates for S/MIME and PGP."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import BigId, ExactKey, LongText, Moment


class MailKey(Base):
    """A certificate (PEM) or a PGP key (armoured); `private_part` is encrypted with the site's secret."""

    __tablename__ = "gotrs_mail_key"
    __table_args__ = (UniqueConstraint("kind", "fingerprint", name="gotrs_mail_key_kind_fingerprint"),)

    id: Mapped[BigId]
    kind: Mapped[str] = mapped_column(ExactKey(10))
    fingerprint: Mapped[str] = mapped_column(ExactKey(64))
    emails: Mapped[str] = mapped_column(LongText)
    subject: Mapped[str] = mapped_column(LongText)
    public_part: Mapped[str] = mapped_column(LongText)
    private_part: Mapped[str | None] = mapped_column(LongText)
    valid_from: Mapped[Moment | None]
    expires_at: Mapped[Moment | None]
    created_at: Mapped[Moment]
    created_by: Mapped[int]
