"""S/MIME keys and certificates."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base
from gotrs_api.db.types import IntId, Varchar


class SmimeKey(Base):
    """A key or certificate file."""

    __tablename__ = "smime_keys"
    __table_args__ = (
        Index("smime_keys_key_hash", "key_hash"),
        Index("smime_keys_key_type", "key_type"),
        Index("smime_keys_file_name", "file_name"),
    )

    id: Mapped[IntId]
    key_hash: Mapped[str] = mapped_column(Varchar(8))
    key_type: Mapped[str] = mapped_column(Varchar(255))
    file_name: Mapped[str] = mapped_column(Varchar(255))
    email_address: Mapped[str | None] = mapped_column(Varchar(255))
    expiration_date: Mapped[datetime | None]
    fingerprint: Mapped[str | None] = mapped_column(Varchar(59))
    subject: Mapped[str | None] = mapped_column(Varchar(100000))
    create_time: Mapped[datetime | None]
    change_time: Mapped[datetime | None]
    create_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    change_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class SmimeSignerRelation(Audited, Base):
    """An authority's certificate that is sent along with a signer's."""

    __tablename__ = "smime_signer_cert_relations"

    id: Mapped[IntId]
    cert_hash: Mapped[str] = mapped_column(Varchar(8))
    cert_fingerprint: Mapped[str] = mapped_column(Varchar(59))
    ca_hash: Mapped[str] = mapped_column(Varchar(8))
    ca_fingerprint: Mapped[str] = mapped_column(Varchar(59))
