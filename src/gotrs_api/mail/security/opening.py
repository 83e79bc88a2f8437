"""What comes in: decrypted where a key is here, and its signatures judged. What cannot be opened stays as it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from cryptography import x509

from gotrs_api.mail.inbound.parse import ParsedMail, parse
from gotrs_api.mail.inbound.trace import Decision
from gotrs_api.mail.security import cms, pgp, smime
from gotrs_api.mail.security.entity import joined, kind_of, parts_of, split
from gotrs_api.mail.security.keys import PGP, SMIME, KnownKey, known_keys
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site

STEP: Final = "security"
GOOD, BAD = "good", "problem"
_PKCS7 = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature")
_PGP_MESSAGE, _PGP_SIGNED = "-----BEGIN PGP MESSAGE-----", "-----BEGIN PGP SIGNED MESSAGE-----"
_MOST_LAYERS = 4


@dataclass
class Opened:
    parsed: ParsedMail
    notes: list[Decision] = field(default_factory=list)

    def note(self, by: str, what: str, *, good: bool) -> None:
        self.notes.append(Decision(STEP, by, f"{GOOD if good else BAD}: {what}"))


@dataclass(frozen=True)
class _Keys:
    of_smime: Sequence[KnownKey]
    of_pgp: Sequence[KnownKey]

    @property
    def identities(self) -> list[smime.Identity]:
        return [smime.read_identity(f"{key.public}\n{key.private}") for key in self.of_smime if key.private]

    @property
    def certificates(self) -> list[x509.Certificate]:
        return [smime.read_identity(key.public).certificate for key in self.of_smime]


def is_secured(parsed: ParsedMail) -> bool:
    """Whether there may be something to decrypt or to verify."""
    mime_type, _, _ = kind_of(parsed.content_type)
    is_pgp_text = parsed.body.lstrip().startswith((_PGP_MESSAGE, _PGP_SIGNED))
    return mime_type in (*_PKCS7, "multipart/signed", "multipart/encrypted") or is_pgp_text


async def open_mail(site: Site, raw: bytes, parsed: ParsedMail) -> Opened:
    """Layer by layer. Nothing is done for a kind that is switched off (`SMIME`, `PGP`)."""
    opened = Opened(parsed)
    if not is_secured(parsed):
        return opened
    async with site.read() as read:
        uses_smime = await sysconfig.get(read, settings.SMIME)
        uses_pgp = await sysconfig.get(read, settings.PGP)
        keys = _Keys(
            await known_keys(read, SMIME) if uses_smime else (), await known_keys(read, PGP) if uses_pgp else ()
        )
    for _ in range(_MOST_LAYERS):
        inner = None
        try:
            if uses_smime:
                inner = _open_smime(site, raw, opened, keys)
            if inner is None and uses_pgp:
                inner = await _open_pgp(raw, opened, keys)
        except smime.SmimeFailed as problem:
            opened.note("S/MIME encryption", str(problem), good=False)
        except pgp.PgpFailed as problem:
            opened.note("PGP", str(problem), good=False)
        if inner is None:
            break
        raw, opened.parsed = inner, parse(inner)
        if not is_secured(opened.parsed):
            break
    return opened


def _open_smime(site: Site, raw: bytes, opened: Opened, keys: _Keys) -> bytes | None:
    """The mail with its content taken out of an envelope; None when there is none (any more)."""
    mime_type, protocol, smime_type = kind_of(opened.parsed.content_type)
    if mime_type == "multipart/signed" and protocol in _SIGNATURES:
        parts = parts_of(raw, opened.parsed.content_type)
        if len(parts) == 2:
            _judge(site, opened, keys, _content(parts[1]), parts[0])
            return _envelope_in(raw, parts[0])
        return None
    if mime_type not in _PKCS7:
        return None
    envelope = _content(split(raw).entity)
    if smime_type == "signed-data" or cms.is_signed(envelope):
        entity = _judge(site, opened, keys, envelope, None)
        return None if entity is None else joined(split(raw).outer, entity)
    entity = smime.decrypt(envelope, keys.identities)
    opened.note("S/MIME encryption", "decrypted", good=True)
    return joined(split(raw).outer, entity)


def _envelope_in(raw: bytes, signed: bytes) -> bytes | None:
    """The mail without the signature around it, where what was signed is encrypted; readable content stays signed."""
    mime_type, _, _ = kind_of(parse(b"Subject: -\r\n" + signed).content_type)
    return joined(split(raw).outer, signed) if mime_type in (*_PKCS7, "multipart/encrypted") else None


def _judge(site: Site, opened: Opened, keys: _Keys, signature: bytes, detached: bytes | None) -> bytes | None:
    """Notes what is to be said of the signature; the content that it holds."""
    try:
        signed = cms.verify(signature, detached)
    except cms.BadSignature as problem:
        opened.note("S/MIME signature", str(problem), good=False)
        return None
    for certificate in signed.signers:
        emails = smime.emails_of(certificate)
        who = ", ".join(emails) or certificate.subject.rfc4514_string()
        doubt = smime.distrust(certificate, signed.others, keys.certificates, site.clock.now())
        if not doubt and opened.parsed.sender.lower() not in emails:
            doubt = "the signer is not the sender"
        opened.note("S/MIME signature", f"{who}: {doubt}" if doubt else who, good=not doubt)
    return signed.content


async def _open_pgp(raw: bytes, opened: Opened, keys: _Keys) -> bytes | None:
    mime_type, protocol, _ = kind_of(opened.parsed.content_type)
    private, public = [key.private for key in keys.of_pgp if key.private], [key.public for key in keys.of_pgp]
    parts = parts_of(raw, opened.parsed.content_type) if mime_type.startswith("multipart/") else []
    if mime_type == "multipart/signed" and protocol == "application/pgp-signature" and len(parts) == 2:
        _note_signature(opened, keys, await pgp.verify(parts[0], _content(parts[1]), public))
        return _envelope_in(raw, parts[0])
    if mime_type == "multipart/encrypted" and len(parts) == 2:
        result = await pgp.decrypt(_content(parts[1]), [*private, *public])
        opened.note("PGP encryption", "decrypted", good=True)
        _note_signature(opened, keys, result)
        return joined(split(raw).outer, result.content)
    text = opened.parsed.body.lstrip()
    if text.startswith(_PGP_MESSAGE):
        result = await pgp.decrypt(text.encode(), [*private, *public])
        opened.note("PGP encryption", "decrypted", good=True)
    elif text.startswith(_PGP_SIGNED):
        result = await pgp.verify(text.encode(), None, public)
    else:
        return None
    _note_signature(opened, keys, result)
    head = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return joined(split(raw).outer, head + result.content) if result.content else None


def _note_signature(opened: Opened, keys: _Keys, result: pgp.PgpResult) -> None:
    if result.problem:
        opened.note("PGP signature", result.problem, good=False)
    elif result.signer:
        key = next((one for one in keys.of_pgp if one.fingerprint == result.signer), None)
        emails = key.emails if key is not None else frozenset[str]()
        who = ", ".join(sorted(emails)) or result.signer
        is_sender = opened.parsed.sender.lower() in emails
        opened.note("PGP signature", who if is_sender else f"{who}: the signer is not the sender", good=is_sender)


def _content(entity: bytes) -> bytes:
    """The decoded content of an entity that is no multipart."""
    attachments = parse(b"Subject: -\r\n" + entity).attachments
    if attachments:
        return attachments[0].content
    return entity.partition(b"\r\n\r\n")[2]
