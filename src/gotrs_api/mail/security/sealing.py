"""What leaves: signed with the queue's key, and encrypted where everybody has one and the desk wants it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Final

from gotrs_api.kernel.ids import QueueId
from gotrs_api.mail.outbound.encode import base64_lines
from gotrs_api.mail.security import pgp, smime
from gotrs_api.mail.security.entity import joined, split
from gotrs_api.mail.security.keys import PGP, SMIME, KnownKey, keys_for, known_keys
from gotrs_api.queues.service import list_queues
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow

_KINDS: Final = {"SMIME": SMIME, "PGP": PGP}


class CannotSeal(Exception):
    """The mail must not leave as it is; the message says why (English)."""


async def sealed(
    uow: ReadUow,
    raw: bytes,
    *,
    queue_id: QueueId,
    recipients: Sequence[str],
    sign_key: str | None = None,
    encrypt: bool | None = None,
) -> bytes:
    """The mail, signed first and then encrypted. `sign_key` None: the queue's, empty: none. Raises CannotSeal.

    `encrypt` True: for everybody or not at all; None: where everybody has a key and the desk wants it.
    """
    sign_with = await _sign_key(uow, await _queue_key(uow, queue_id) if sign_key is None else sign_key)
    usual = encrypt is None and await sysconfig.get(uow, settings.MAIL_ENCRYPT_WHEN_POSSIBLE)
    wants_encryption = encrypt or usual
    if sign_with is None and not wants_encryption:
        return raw
    outer, entity = (mail := split(raw)).outer, mail.entity
    try:
        if sign_with is not None:
            entity = await _signed(entity, *sign_with)
        if wants_encryption:
            entity = await _encrypted(uow, entity, recipients, required=bool(encrypt))
    except (smime.SmimeFailed, pgp.PgpFailed) as problem:
        raise CannotSeal(f"The mail could not be signed or encrypted: {problem}") from problem
    return joined(outer, entity)


async def _queue_key(uow: ReadUow, queue_id: QueueId) -> str:
    queue = (await list_queues(uow)).by_id.get(queue_id)
    return queue.default_sign_key if queue is not None else ""


async def _sign_key(uow: ReadUow, wanted: str) -> tuple[str, KnownKey] | None:
    """As `default_sign_key` says it (`SMIME::Detached::<fingerprint>`). Raises CannotSeal where that key is missing."""
    backend, _, rest = wanted.partition("::")
    kind, name = _KINDS.get(backend), rest.partition("::")[2]
    if kind is None or not await _is_on(uow, kind):
        return None
    key = next((one for one in await known_keys(uow, kind) if one.fingerprint.endswith(name) and one.private), None)
    if not name or key is None:
        raise CannotSeal("The key to sign with is not here.")
    if key.is_over(uow.clock.now()):
        raise CannotSeal("The key to sign with is out of date.")
    return kind, key


async def _is_on(uow: ReadUow, kind: str) -> bool:
    return await sysconfig.get(uow, settings.SMIME if kind == SMIME else settings.PGP)


async def _signed(entity: bytes, kind: str, key: KnownKey) -> bytes:
    if kind == SMIME:
        signature = smime.sign(entity, smime.read_identity(f"{key.public}\n{key.private}"))
        about = b"Content-Type: application/pkcs7-signature; name=smime.p7s\r\n"
        about += b"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=smime.p7s\r\n\r\n"
        return _multipart("application/pkcs7-signature", "sha-256", entity, about + _base64(signature))
    armoured = await pgp.sign(entity, key.private, key.fingerprint)
    about = b"Content-Type: application/pgp-signature; name=pgp_sign.asc\r\n\r\n"
    return _multipart("application/pgp-signature", "pgp-sha512", entity, about + armoured.replace(b"\n", b"\r\n"))


async def _encrypted(uow: ReadUow, entity: bytes, recipients: Sequence[str], *, required: bool) -> bytes:
    """For everybody by the same means; as it is where somebody has no key. Raises CannotSeal when it is `required`."""
    lacking = list(recipients)
    for kind in (SMIME, PGP):
        if not await _is_on(uow, kind):
            continue
        keys, now = await known_keys(uow, kind), uow.clock.now()
        theirs = {
            email: [key for key in keys_for(keys, email, now) if kind == PGP or smime.can_encrypt_for(key.public)]
            for email in recipients
        }
        lacking = [email for email in lacking if not theirs[email]]
        if not all(theirs.values()):
            continue
        chosen = [found[0] for found in theirs.values()]
        if kind == SMIME:
            envelope = smime.encrypt(entity, [smime.read_identity(key.public).certificate for key in chosen])
            about = b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n"
            about += b"Content-Transfer-Encoding: base64\r\n"
            return about + b"Content-Disposition: attachment; filename=smime.p7m\r\n\r\n" + _base64(envelope)
        try:
            message = await pgp.encrypt(entity, [(key.public, key.fingerprint) for key in chosen])
        except pgp.PgpFailed:  # the part of a key that encrypts may be over although the key is not
            if required:
                raise
            continue
        first = b"Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n"
        second = b"Content-Type: application/octet-stream; name=msg.asc\r\n\r\n" + message.replace(b"\n", b"\r\n")
        return _multipart("application/pgp-encrypted", "", first, second, subtype="encrypted")
    if required:
        raise CannotSeal(f"There is no key to encrypt for {', '.join(lacking or recipients)}.")
    return entity


def _multipart(protocol: str, micalg: str, *parts: bytes, subtype: str = "signed") -> bytes:
    boundary = f"=-{secrets.token_hex(16)}"
    micalg = f" micalg={micalg};" if micalg else ""
    head = f'Content-Type: multipart/{subtype}; protocol="{protocol}";{micalg}\r\n boundary="{boundary}"\r\n\r\n'
    line = f"--{boundary}".encode()
    body = b"".join(line + b"\r\n" + part + b"\r\n" for part in parts)
    return head.encode() + body + line + b"--\r\n"


def _base64(content: bytes) -> bytes:
    return b"".join(base64_lines(content))
