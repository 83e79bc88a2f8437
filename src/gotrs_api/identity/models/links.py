"""What is kept of passwords and keys beside the accounts: links that set a password, former passwords, signing keys."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import BigId, ExactKey, LongText, Moment, Varchar


class AccountLink(Base):
    """A link that lets its bearer set one account's password once. Only the hash of its secret is kept.

    `purpose` is of `account_links.Purpose`; `subject` is `users.id` as text or a customer's login.
    """

    __tablename__ = "gotrs_account_link"
    __table_args__ = (
        UniqueConstraint("token_hash", name="gotrs_account_link_token_hash"),
        Index("gotrs_account_link_subject", "kind", "subject"),
        Index("gotrs_account_link_expires_at", "expires_at"),
    )

    id: Mapped[BigId]
    token_hash: Mapped[str] = mapped_column(ExactKey(64))
    purpose: Mapped[str] = mapped_column(Varchar(20))
    kind: Mapped[str] = mapped_column(Varchar(20))
    subject: Mapped[str] = mapped_column(Varchar(200))
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]


class PasswordMemory(Base):
    """The hash of a password that an account had, so that it is not chosen again."""

    __tablename__ = "gotrs_password_memory"
    __table_args__ = (Index("gotrs_password_memory_subject", "kind", "subject"),)

    id: Mapped[BigId]
    kind: Mapped[str] = mapped_column(Varchar(20))
    subject: Mapped[str] = mapped_column(Varchar(200))
    password_hash: Mapped[str] = mapped_column(Varchar(128))
    set_at: Mapped[Moment]


class SigningKey(Base):
    """A key for access tokens, encrypted; the newest signs, the one before it still verifies what it signed."""

    __tablename__ = "gotrs_signing_key"
    __table_args__ = (UniqueConstraint("kid", name="gotrs_signing_key_kid"),)

    id: Mapped[BigId]
    kid: Mapped[str] = mapped_column(ExactKey(32))
    secret_encrypted: Mapped[str] = mapped_column(LongText, info={"encrypted": "signing key"})
    created_at: Mapped[Moment]
