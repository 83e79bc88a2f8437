"""Ways to sign in besides our own passwords, whom they know, and passkeys."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import BigId, BigInt, ExactKey, IntId, LongText, Moment, SmallInt, Varchar


class SignInProvider(Base):
    """One way to sign in. `config` is JSON by `type` (see `identity.providers.config`); its secrets lie apart, encrypted."""

    __tablename__ = "gotrs_sign_in_provider"
    __table_args__ = (UniqueConstraint("name", name="gotrs_sign_in_provider_name"),)

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(ExactKey(40))  # in addresses
    label: Mapped[str] = mapped_column(Varchar(200))
    type: Mapped[str] = mapped_column(ExactKey(20))
    position: Mapped[int]
    for_agents: Mapped[SmallInt]
    for_customers: Mapped[SmallInt]
    is_enabled: Mapped[SmallInt]
    config: Mapped[str] = mapped_column(LongText)
    secrets_encrypted: Mapped[str | None] = mapped_column(LongText)
    changed_at: Mapped[Moment]
    changed_by: Mapped[int]


class IdentityLink(Base):
    """Somebody as a provider knows him, and the account here. `subject` is `users.id` or a customer login."""

    __tablename__ = "gotrs_identity_link"
    __table_args__ = (
        UniqueConstraint("provider_id", "kind", "external_id", name="gotrs_identity_link_external_id"),
        Index("gotrs_identity_link_kind_subject", "kind", "subject"),
    )

    id: Mapped[BigId]
    provider_id: Mapped[int]
    kind: Mapped[str] = mapped_column(ExactKey(20))
    external_id: Mapped[str] = mapped_column(ExactKey(250))
    subject: Mapped[str] = mapped_column(Varchar(200))
    login: Mapped[str] = mapped_column(Varchar(200))
    created_at: Mapped[Moment]
    last_used_at: Mapped[Moment]


class SignInExchange(Base):
    """A question to a browser or a provider that waits for its answer, which counts once. `data` is encrypted JSON."""

    __tablename__ = "gotrs_sign_in_exchange"
    __table_args__ = (
        UniqueConstraint("purpose", "key_hash", name="gotrs_sign_in_exchange_key_hash"),
        Index("gotrs_sign_in_exchange_expires_at", "expires_at"),
    )

    id: Mapped[BigId]
    purpose: Mapped[str] = mapped_column(ExactKey(20))
    key_hash: Mapped[str] = mapped_column(ExactKey(64))
    data: Mapped[str] = mapped_column(LongText)
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]


class Passkey(Base):
    """A WebAuthn credential. Ids and keys are base64url; `credential_hash` is SHA-256 of the id's bytes."""

    __tablename__ = "gotrs_passkey"
    __table_args__ = (
        UniqueConstraint("credential_hash", name="gotrs_passkey_credential_hash"),
        Index("gotrs_passkey_kind_subject", "kind", "subject"),
    )

    id: Mapped[BigId]
    kind: Mapped[str] = mapped_column(ExactKey(20))
    subject: Mapped[str] = mapped_column(Varchar(200))
    login: Mapped[str] = mapped_column(Varchar(200))
    name: Mapped[str] = mapped_column(Varchar(100))
    user_handle: Mapped[str] = mapped_column(ExactKey(100))
    credential_hash: Mapped[str] = mapped_column(ExactKey(64))
    credential_id: Mapped[str] = mapped_column(LongText)
    public_key: Mapped[str] = mapped_column(LongText)
    sign_count: Mapped[BigInt]
    transports: Mapped[str] = mapped_column(Varchar(200))
    is_backed_up: Mapped[SmallInt]
    created_at: Mapped[Moment]
    last_used_at: Mapped[Moment | None]


class DirectorySync(Base):
    """How the last reconciliation with a directory went; `counts` is JSON."""

    __tablename__ = "gotrs_directory_sync"

    provider_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    started_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]
    error: Mapped[str | None] = mapped_column(LongText)
    counts: Mapped[str | None] = mapped_column(LongText)
