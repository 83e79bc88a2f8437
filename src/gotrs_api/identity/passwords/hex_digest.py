"""Unsalted hexadecimal digests: OTRS's sha1, sha2 (its default) and sha512."""

import hashlib
import re
from typing import Final

_ALGORITHMS: Final = {40: "sha1", 64: "sha256", 128: "sha512"}


def is_hex_digest(stored: str) -> bool:
    return len(stored) in _ALGORITHMS and re.fullmatch(r"[0-9A-Fa-f]+", stored) is not None


def hex_digest_like(password: bytes, stored: str) -> str:
    """The lower-case digest of the algorithm that `stored` has the length of."""
    return hashlib.new(_ALGORITHMS[len(stored)], password, usedforsecurity=False).hexdigest()
