"""The store of keys: administering them, and finding those that a mail needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from gotrs_api.identity import audit
from gotrs_api.identity.encryption import UndecipherableSecret, decrypt, encrypt
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError
from gotrs_api.mail.models import MailKey
from gotrs_api.mail.security import pgp, smime
from gotrs_api.mail.security.errors import MailKeyInvalid, MailKeyKnown, MailKeyNotFound
from gotrs_api.mail.security.schemas import MailKeyAdd, MailKeyRead
from gotrs_api.uow import ReadUow, UnitOfWork

SMIME, PGP = "smime", "pgp"
_PURPOSE = "mail_key"
_KIND = "mail_key"
_FOR_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class KnownKey:
    """Ready for use; `private` is decrypted."""

    id: int
    fingerprint: str
    emails: frozenset[str]
    public: str
    private: str
    expires: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        return self.expires is not None and self.expires <= now


async def list_keys(uow: ReadUow, principal: Principal) -> list[MailKeyRead]:
    """By subject. Raises Forbidden."""
    principal.require_admin()
    return await readable_keys(uow)


async def readable_keys(uow: ReadUow) -> list[MailKeyRead]:
    """By subject; whom they are shown is the caller's to decide."""
    rows = await uow.session.scalars(select(MailKey).order_by(MailKey.subject, MailKey.id))
    return [_read(row) for row in rows]


async def read_key(uow: ReadUow, principal: Principal, key_id: int) -> MailKeyRead:
    """Raises Forbidden, MailKeyNotFound."""
    principal.require_admin()
    row = await uow.session.scalar(select(MailKey).where(MailKey.id == key_id))
    if row is None:
        raise MailKeyNotFound
    return _read(row)


async def add_key(uow: UnitOfWork, principal: Principal, command: MailKeyAdd) -> MailKeyRead:
    """Raises Forbidden, MailKeyInvalid, MailKeyKnown."""
    principal.require_admin()
    text = command.text.get_secret_value().strip()
    try:
        is_pgp = "-----BEGIN PGP" in text
        row = (
            await _pgp_row(text, uow.clock.now()) if is_pgp else _smime_row(text, command.passphrase.get_secret_value())
        )
    except (smime.SmimeFailed, pgp.PgpFailed) as problem:
        raise MailKeyInvalid(errors=[FieldError("/text", "unusable", str(problem))]) from problem
    if row.private_part is not None:
        row.private_part = encrypt(uow.site.settings, _PURPOSE, row.private_part)
    row.created_at, row.created_by = uow.clock.now(), uow.acting_id
    try:
        async with uow.session.begin_nested():
            uow.session.add(row)
    except IntegrityError:
        raise MailKeyKnown from None
    values = {"kind": row.kind, "fingerprint": row.fingerprint, "private": row.private_part is not None}
    await audit.record(uow, principal, "mail_key.created", _KIND, row.id, values)
    return _read(row)


async def delete_key(uow: UnitOfWork, principal: Principal, key_id: int) -> None:
    """Raises Forbidden, MailKeyNotFound."""
    known = await read_key(uow, principal, key_id)
    await uow.session.execute(delete(MailKey).where(MailKey.id == key_id))
    values = {"kind": known.kind, "fingerprint": known.fingerprint}
    await audit.record(uow, principal, "mail_key.deleted", _KIND, key_id, values)


async def known_keys(uow: ReadUow, kind: str) -> list[KnownKey]:
    """All of a kind. A private part that another secret encrypted counts as missing."""
    rows = await uow.session.scalars(select(MailKey).where(MailKey.kind == kind).order_by(MailKey.id))
    return [
        KnownKey(
            row.id, row.fingerprint, frozenset(row.emails.split()), row.public_part, _private(uow, row), row.expires_at
        )
        for row in rows
    ]


def keys_for(keys: Iterable[KnownKey], email: str, now: datetime) -> list[KnownKey]:
    """Those that are not over; the one that lasts longest first."""
    found = [key for key in keys if email.lower() in key.emails and not key.is_over(now)]
    return sorted(found, key=lambda key: key.expires or _FOR_EVER, reverse=True)


def _private(uow: ReadUow, row: MailKey) -> str:
    if row.private_part is None:
        return ""
    try:
        return decrypt(uow.site.settings, _PURPOSE, row.private_part)
    except UndecipherableSecret:
        return ""


def _smime_row(text: str, passphrase: str) -> MailKey:
    identity = smime.read_identity(text, passphrase)
    certificate = identity.certificate
    return MailKey(
        kind=SMIME,
        fingerprint=smime.fingerprint(certificate),
        emails=" ".join(smime.emails_of(certificate)),
        subject=certificate.subject.rfc4514_string(),
        public_part=smime.certificate_text(certificate),
        private_part=smime.key_text(identity.key) if identity.key is not None else None,
        valid_from=certificate.not_valid_before_utc,
        expires_at=certificate.not_valid_after_utc,
    )


async def _pgp_row(text: str, now: datetime) -> MailKey:
    key = await pgp.read_key(text)
    is_over = key.expires is not None and key.expires <= now.timestamp()
    if key.is_private and not is_over:  # what is over may still open old mails, but GnuPG does not sign with it
        await pgp.sign(b"test", text, key.fingerprint)  # fails where it has a passphrase
    return MailKey(
        kind=PGP,
        fingerprint=key.fingerprint,
        emails=" ".join(key.emails),
        subject=key.subject,
        public_part=await pgp.public_part(text) if key.is_private else text,
        private_part=text if key.is_private else None,
        valid_from=datetime.fromtimestamp(key.created, UTC),
        expires_at=datetime.fromtimestamp(key.expires, UTC) if key.expires else None,
    )


def _read(row: MailKey) -> MailKeyRead:
    return MailKeyRead.model_validate(
        {
            "id": row.id,
            "kind": row.kind,
            "fingerprint": row.fingerprint,
            "emails": tuple(row.emails.split()),
            "subject": row.subject,
            "has_private": row.private_part is not None,
            "valid_from": row.valid_from,
            "expires": row.expires_at,
            "created": row.created_at,
        }
    )
