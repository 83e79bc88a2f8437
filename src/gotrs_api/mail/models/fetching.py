"""How mailboxes are fetched, how that goes, and which of their mails are here already."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import BigId, BigInt, ExactKey, LongText, Moment, SmallInt, Varchar


class FetchedAccount(Base):
    """What `mail_account` has no column for. An account without a row (it came with an OTRS database) is not fetched."""

    __tablename__ = "gotrs_mail_account"

    account_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    is_fetched: Mapped[SmallInt] = mapped_column(default=1)
    verifies_tls: Mapped[SmallInt] = mapped_column(default=1)
    interval_s: Mapped[int] = mapped_column(default=60)
    due_at: Mapped[Moment | None]
    started_at: Mapped[Moment | None]
    succeeded_at: Mapped[Moment | None]
    failed_at: Mapped[Moment | None]
    failures: Mapped[int] = mapped_column(default=0)  # one after the other, up to now
    problem: Mapped[str | None] = mapped_column(Varchar(20))
    error: Mapped[str | None] = mapped_column(LongText)
    left_on_server: Mapped[int] = mapped_column(default=0)
    stored: Mapped[BigInt] = mapped_column(default=0)
    duplicates: Mapped[BigInt] = mapped_column(default=0)
    recognised: Mapped[BigInt] = mapped_column(default=0)


class FetchedMail(Base):
    """A mail of a mailbox that is in the spool: it is deleted on the server, and not taken twice where that failed."""

    __tablename__ = "gotrs_mail_uid"
    __table_args__ = (
        UniqueConstraint("mailbox", "validity", "uid", name="gotrs_mail_uid_mailbox_validity_uid"),
        Index("gotrs_mail_uid_mailbox_sha256", "mailbox", "sha256"),
        Index("gotrs_mail_uid_deleted_at", "deleted_at"),
    )

    id: Mapped[BigId]
    mailbox: Mapped[str] = mapped_column(ExactKey(200))
    validity: Mapped[str] = mapped_column(ExactKey(40))  # IMAP's UIDVALIDITY; empty for POP3
    uid: Mapped[str] = mapped_column(ExactKey(200))
    sha256: Mapped[str] = mapped_column(ExactKey(64))
    spool_id: Mapped[BigInt | None]
    seen_at: Mapped[Moment]
    deleted_at: Mapped[Moment | None]
