"""Incoming mail between fetching and processing, and why an article ended where it is."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import BigId, BigInt, ExactKey, LongText, Moment, RawBytes, Varchar


class SpooledMail(Base):
    """A mail as fetched: in `raw`, or in the file named by `file` when it is large. `options` is JSON."""

    __tablename__ = "gotrs_mail_spool"
    __table_args__ = (
        UniqueConstraint("dedupe_hash", name="gotrs_mail_spool_dedupe_hash"),
        Index("gotrs_mail_spool_status", "status", "id"),
        Index("gotrs_mail_spool_mailbox_uid", "mailbox", "uid"),
        Index("gotrs_mail_spool_message_id_md5", "message_id_md5"),
        Index("gotrs_mail_spool_received_at", "received_at"),
        Index("gotrs_mail_spool_ticket_id", "ticket_id"),
    )

    id: Mapped[BigId]
    received_at: Mapped[Moment]
    source: Mapped[str] = mapped_column(Varchar(50))
    mailbox: Mapped[str | None] = mapped_column(Varchar(200))
    uid: Mapped[str | None] = mapped_column(Varchar(200))
    message_id: Mapped[str | None] = mapped_column(LongText)
    message_id_md5: Mapped[str | None] = mapped_column(ExactKey(32))
    fingerprint: Mapped[str] = mapped_column(ExactKey(64))
    # Of Message-ID and fingerprint together: the same mail is kept once.
    dedupe_hash: Mapped[str] = mapped_column(ExactKey(64))
    size_bytes: Mapped[BigInt]
    raw: Mapped[bytes | None] = mapped_column(RawBytes)
    file: Mapped[str | None] = mapped_column(Varchar(250))
    status: Mapped[str] = mapped_column(Varchar(20))  # received, done, quarantined, ignored, duplicate
    reason: Mapped[str | None] = mapped_column(LongText)
    ticket_id: Mapped[BigInt | None]
    article_id: Mapped[BigInt | None]
    attempts: Mapped[int] = mapped_column(default=0)
    processed_at: Mapped[Moment | None]
    options: Mapped[str | None] = mapped_column(LongText)


class ArticleTrace(Base):
    """What decided about an incoming article (filters, queue, follow-up detection), as JSON."""

    __tablename__ = "gotrs_article_trace"

    article_id: Mapped[BigInt] = mapped_column(primary_key=True, autoincrement=False)
    decided: Mapped[str] = mapped_column(LongText)
