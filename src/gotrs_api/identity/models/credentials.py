"""What proves who someone is besides a password: API tokens and second factors."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import BigId, BigInt, ExactKey, LongText, Moment, Varchar


class ApiToken(Base):
    """A personal access token; only the hash of its secret is kept. `scopes` is a JSON list, null means all."""

    __tablename__ = "gotrs_api_token"
    __table_args__ = (
        UniqueConstraint("prefix", name="gotrs_api_token_prefix"),
        Index("gotrs_api_token_user_id", "user_id"),
        Index("gotrs_api_token_customer_login", "customer_login"),
    )

    id: Mapped[BigId]
    prefix: Mapped[str] = mapped_column(ExactKey(8))
    secret_hash: Mapped[str] = mapped_column(ExactKey(128))
    name: Mapped[str] = mapped_column(Varchar(200))
    kind: Mapped[str] = mapped_column(Varchar(20))  # agent, customer
    user_id: Mapped[int | None]
    customer_login: Mapped[str | None] = mapped_column(Varchar(200))
    scopes: Mapped[str | None] = mapped_column(LongText)
    rate_limit: Mapped[int | None]  # requests per minute
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment | None]
    last_used_at: Mapped[Moment | None]
    last_used_address: Mapped[str | None] = mapped_column(Varchar(45))
    revoked_at: Mapped[Moment | None]


class TotpSecret(Base):
    """The shared secret of an authenticator app; `last_step` is the last time step that was accepted."""

    __tablename__ = "gotrs_totp"
    __table_args__ = (UniqueConstraint("kind", "subject", name="gotrs_totp_kind_subject"),)

    id: Mapped[BigId]
    kind: Mapped[str] = mapped_column(Varchar(20))
    subject: Mapped[str] = mapped_column(Varchar(200))
    secret_encrypted: Mapped[str] = mapped_column(LongText, info={"encrypted": "totp"})
    confirmed_at: Mapped[Moment | None]
    last_step: Mapped[BigInt | None]
    created_at: Mapped[Moment]


class RecoveryCode(Base):
    """A code that stands in for the authenticator app once."""

    __tablename__ = "gotrs_recovery_code"
    __table_args__ = (Index("gotrs_recovery_code_kind_subject", "kind", "subject"),)

    id: Mapped[BigId]
    kind: Mapped[str] = mapped_column(Varchar(20))
    subject: Mapped[str] = mapped_column(Varchar(200))
    code_hash: Mapped[str] = mapped_column(ExactKey(128))
    used_at: Mapped[Moment | None]
