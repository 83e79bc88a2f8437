"""Mailboxes, filters of incoming mail, and the queue of outgoing mail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, SmallInteger, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base, ValidId
from gotrs_api.db.types import BigId, BigInt, BinaryBlob, IntId, SmallInt, Varchar


class MailAccount(Audited, Base):
    """A mailbox to fetch."""

    __tablename__ = "mail_account"

    id: Mapped[IntId]
    login: Mapped[str] = mapped_column(Varchar(200))
    pw: Mapped[str] = mapped_column(Varchar(200))
    host: Mapped[str] = mapped_column(Varchar(200))
    account_type: Mapped[str] = mapped_column(Varchar(20))
    queue_id: Mapped[int]
    trusted: Mapped[SmallInt]
    imap_folder: Mapped[str | None] = mapped_column(Varchar(250))
    authentication_type: Mapped[str] = mapped_column(Varchar(100), default="password", server_default="password")
    oauth2_token_config_id: Mapped[int | None] = mapped_column(ForeignKey("oauth2_token_config.id"))
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[ValidId]


def _filters(name: str) -> Table:
    return Table(
        name,
        Base.metadata,
        Column("f_name", Varchar(200), nullable=False),
        Column("f_stop", SmallInteger),
        Column("f_type", Varchar(20), nullable=False),
        Column("f_key", Varchar(200), nullable=False),
        Column("f_value", Varchar(200), nullable=False),
        Column("f_not", SmallInteger),
        Index(f"{name}_f_name", "f_name"),
    )


# Filters of incoming mail, one row per condition or header to set.
postmaster_filter_table = _filters("postmaster_filter")
# Those of them that are switched off. OTRS knows no such thing and would run them where they were.
resting_filter_table = _filters("gotrs_postmaster_filter_off")


# Automatic replies sent to an address on a day.
ticket_loop_protection_table = Table(
    "ticket_loop_protection",
    Base.metadata,
    Column("sent_to", Varchar(250), nullable=False),
    Column("sent_date", Varchar(150), nullable=False),
    Index("ticket_loop_protection_sent_to", "sent_to"),
    Index("ticket_loop_protection_sent_date", "sent_date"),
)


class MailQueue(Base):
    """OTRS's queue of outgoing mail."""

    __tablename__ = "mail_queue"
    __table_args__ = (
        UniqueConstraint("article_id", name="mail_queue_article_id"),
        UniqueConstraint("insert_fingerprint", name="mail_queue_insert_fingerprint"),
        Index("mail_queue_attempts", "attempts"),
    )

    id: Mapped[BigId]
    insert_fingerprint: Mapped[str | None] = mapped_column(Varchar(64))
    article_id: Mapped[BigInt | None] = mapped_column(ForeignKey("article.id"))
    attempts: Mapped[int]
    sender: Mapped[str | None] = mapped_column(Varchar(200))
    recipient: Mapped[str] = mapped_column(Varchar(1800000))
    raw_message: Mapped[bytes] = mapped_column(BinaryBlob)
    due_time: Mapped[datetime | None]
    last_smtp_code: Mapped[int | None]
    last_smtp_message: Mapped[str | None] = mapped_column(Varchar(1800000))
    create_time: Mapped[datetime]


class OAuth2TokenConfig(Audited, Base):
    """Access to an OAuth 2 server for mailboxes; `config` is JSON."""

    __tablename__ = "oauth2_token_config"
    __table_args__ = (
        UniqueConstraint("dbcrud_uuid", name="oauth2_token_config_uuid"),
        UniqueConstraint("name", name="oauth2_token_config_name"),
    )

    id: Mapped[IntId]
    dbcrud_uuid: Mapped[str | None] = mapped_column(Varchar(36))
    name: Mapped[str] = mapped_column(Varchar(250))
    config: Mapped[str] = mapped_column(Varchar(100000))
    valid_id: Mapped[ValidId]


class OAuth2Token(Audited, Base):
    """The tokens got from such a server."""

    __tablename__ = "oauth2_token"
    __table_args__ = (
        UniqueConstraint("dbcrud_uuid", name="oauth2_token_uuid"),
        UniqueConstraint("token_config_id", name="oauth2_token_config_id"),
    )

    id: Mapped[IntId]
    dbcrud_uuid: Mapped[str | None] = mapped_column(Varchar(36))
    token_config_id: Mapped[int] = mapped_column(ForeignKey("oauth2_token_config.id"))
    authorization_code: Mapped[str | None] = mapped_column(Varchar(100000))
    token: Mapped[str | None] = mapped_column(Varchar(100000))
    token_expiration_date: Mapped[datetime | None]
    refresh_token: Mapped[str | None] = mapped_column(Varchar(100000))
    refresh_token_expiration_date: Mapped[datetime | None]
    error_message: Mapped[str | None] = mapped_column(Varchar(100000))
    error_description: Mapped[str | None] = mapped_column(Varchar(100000))
    error_code: Mapped[str | None] = mapped_column(Varchar(1000))
