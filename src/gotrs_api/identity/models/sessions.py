"""Sign-in: browser sessions, refresh tokens, failed attempts."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import BigId, ExactKey, LongText, Moment, SmallInt, Varchar


class SignInSession(Base):
    """A browser session of an agent (`user_id`) or a customer user (`customer_login`)."""

    __tablename__ = "gotrs_session"
    __table_args__ = (
        UniqueConstraint("token_hash", name="gotrs_session_token_hash"),
        Index("gotrs_session_user_id", "user_id"),
        Index("gotrs_session_customer_login", "customer_login"),
        Index("gotrs_session_expires_at", "expires_at"),
    )

    id: Mapped[BigId]
    token_hash: Mapped[str] = mapped_column(ExactKey(64))
    kind: Mapped[str] = mapped_column(Varchar(20))  # agent, customer
    user_id: Mapped[int | None]
    customer_login: Mapped[str | None] = mapped_column(Varchar(200))
    created_at: Mapped[Moment]
    last_seen_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    address: Mapped[str | None] = mapped_column(Varchar(45))
    user_agent: Mapped[str | None] = mapped_column(Varchar(255))
    csrf_secret: Mapped[str] = mapped_column(ExactKey(64))
    data: Mapped[str | None] = mapped_column(LongText)


class RefreshToken(Base):
    """A refresh token; using one twice revokes its whole family. `subject` is `users.id` or a customer login."""

    __tablename__ = "gotrs_refresh_token"
    __table_args__ = (
        UniqueConstraint("token_hash", name="gotrs_refresh_token_token_hash"),
        Index("gotrs_refresh_token_family", "family"),
        Index("gotrs_refresh_token_kind_subject", "kind", "subject"),
        Index("gotrs_refresh_token_expires_at", "expires_at"),
    )

    id: Mapped[BigId]
    family: Mapped[str] = mapped_column(ExactKey(36))
    token_hash: Mapped[str] = mapped_column(ExactKey(64))
    kind: Mapped[str] = mapped_column(Varchar(20))
    subject: Mapped[str] = mapped_column(Varchar(200))
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
    revoked_at: Mapped[Moment | None]


class LoginAttempt(Base):
    """Failed sign-ins of one key (an account, an address)."""

    __tablename__ = "gotrs_login_attempt"

    key: Mapped[str] = mapped_column(ExactKey(250), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_failure_at: Mapped[Moment | None]
    blocked_until: Mapped[Moment | None]


class PendingLogin(Base):
    """A sign-in whose password was right and whose second step is still to come; bound to the client's address.

    `must_enrol` 1: the account has no second factor yet and has to set one up in this step.
    """

    __tablename__ = "gotrs_pending_login"
    __table_args__ = (
        UniqueConstraint("challenge_hash", name="gotrs_pending_login_challenge_hash"),
        Index("gotrs_pending_login_expires_at", "expires_at"),
    )

    id: Mapped[BigId]
    challenge_hash: Mapped[str] = mapped_column(ExactKey(64))
    kind: Mapped[str] = mapped_column(Varchar(20))
    subject: Mapped[str] = mapped_column(Varchar(200))
    login: Mapped[str] = mapped_column(Varchar(200))
    address: Mapped[str] = mapped_column(Varchar(45))
    tries: Mapped[int]
    must_enrol: Mapped[SmallInt]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
