"""md5-crypt, in the form of Unix (`$1$`) and of Apache (`$apr1$`)."""

import hashlib
from typing import Final

from gotrs_api.identity.passwords.crypt_base64 import little_endian

UNIX: Final = "$1$"
APACHE: Final = "$apr1$"

_MAX_SALT: Final = 8
_ROUNDS: Final = 1000


def md5_crypt(password: bytes, salt: str, magic: str = UNIX) -> str:
    """`magic`, the salt cut to eight characters, `$` and 22 characters. Source: FreeBSD's crypt, apr_md5_encode."""
    salt = salt[:_MAX_SALT]
    salt_bytes = salt.encode()
    alternate = _md5(password + salt_bytes + password)
    seed = password + magic.encode() + salt_bytes
    seed += (alternate * (len(password) // 16 + 1))[: len(password)]
    length = len(password)
    while length:
        seed += b"\0" if length & 1 else password[:1]
        length >>= 1
    digest = _md5(seed)
    for step in range(_ROUNDS):
        mixed = password if step & 1 else digest
        if step % 3:
            mixed += salt_bytes
        if step % 7:
            mixed += password
        digest = _md5(mixed + (digest if step & 1 else password))
    return f"{magic}{salt}${_encoded(digest)}"


def _encoded(digest: bytes) -> str:
    groups = [(0, 6, 12), (1, 7, 13), (2, 8, 14), (3, 9, 15), (4, 10, 5)]
    text = "".join(little_endian(digest[a] << 16 | digest[b] << 8 | digest[c], 4) for a, b, c in groups)
    return text + little_endian(digest[11], 2)


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()
