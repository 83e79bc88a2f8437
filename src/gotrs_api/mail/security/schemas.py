"""Keys and certificates as they come and go. Private parts only come."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, SecretStr

from gotrs_api.catalog.schemas import In, Out

KeyKind = Literal["smime", "pgp"]


class MailKeyRead(Out):
    id: int
    kind: KeyKind
    fingerprint: str
    emails: tuple[str, ...]
    subject: str
    has_private: bool = Field(description="Whether it can sign and decrypt.")
    valid_from: datetime | None
    expires: datetime | None
    created: datetime

    @property
    def name(self) -> str:
        return self.subject or self.fingerprint

    @property
    def sign_key(self) -> str:
        """What a queue's `default_sign_key` says to sign with it."""
        return f"{'SMIME' if self.kind == 'smime' else 'PGP'}::Detached::{self.fingerprint}"


class MailKeyAdd(In):
    """A certificate (PEM; with its private key to sign and decrypt), or an armoured PGP key."""

    text: Annotated[SecretStr, Field(min_length=1, max_length=200_000)]
    passphrase: Annotated[SecretStr, Field(max_length=200)] = Field(
        SecretStr(""), description="Of an S/MIME private key. PGP keys must have none."
    )
