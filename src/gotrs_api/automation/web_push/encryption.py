"""The content of a push message, readable by one browser alone.

Source: RFC 8291 (keys), RFC 8188 (the coding aes128gcm, in one record).
"""

from __future__ import annotations

import base64
import binascii
import os
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD_BYTES: Final = 4096
# What push services accept at least (RFC 8030, section 7.2), without header, padding mark and tag.
PLAIN_LIMIT_BYTES: Final = RECORD_BYTES - 86 - 17
AUTH_BYTES: Final = 16
_LAST_RECORD = b"\x02"
CURVE: Final = ec.SECP256R1()


def encrypt(
    plain: bytes, public_key: bytes, auth: bytes, *, salt: bytes = b"", key: ec.EllipticCurvePrivateKey | None = None
) -> bytes:
    """For the browser with this key and secret. `salt` and `key` are drawn anew for each message, but for tests.

    Raises ValueError for a key that is no point of the curve and for what is too long.
    """
    if len(plain) > PLAIN_LIMIT_BYTES:
        raise ValueError(f"a push message has at most {PLAIN_LIMIT_BYTES} bytes")
    salt, key = salt or os.urandom(16), key or ec.generate_private_key(CURVE)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public_key)
    ours = point(key.public_key())
    shared = _derived(key.exchange(ec.ECDH(), theirs), auth, b"WebPush: info\0" + public_key + ours, 32)
    content_key = _derived(shared, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(shared, salt, b"Content-Encoding: nonce\0", 12)
    header = salt + RECORD_BYTES.to_bytes(4, "big") + len(ours).to_bytes(1, "big") + ours
    return header + AESGCM(content_key).encrypt(nonce, plain + _LAST_RECORD, None)


def is_usable(public_key: str, auth: str) -> bool:
    """Whether a browser's keys, in base64url, are of the right kind."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, from_base64url(public_key))
        return len(from_base64url(auth)) == AUTH_BYTES
    except ValueError:
        return False


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def to_base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def from_base64url(text: str) -> bytes:
    """Raises ValueError."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("no base64url") from error


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
