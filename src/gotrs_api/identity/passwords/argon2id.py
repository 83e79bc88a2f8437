"""Argon2id, the form of new passwords."""

from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from gotrs_api.identity.passwords.limits import encoded

PREFIX: Final = "$argon2id$"

# OWASP's smaller memory profile (19 MiB, 2 passes, 1 lane). Encoded: 97 characters, and `users.pw` holds 128.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, hash_len=32, salt_len=16)


def hash_argon2id(password: str) -> str:
    """A new hash of 97 ASCII characters; takes some tens of milliseconds. Raises PasswordRefused."""
    return _HASHER.hash(encoded(password))


def verify_argon2id(password: bytes, stored: str) -> bool:
    try:
        return _HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def has_current_parameters(stored: str) -> bool:
    try:
        return not _HASHER.check_needs_rehash(stored)
    except InvalidHashError:
        return False
