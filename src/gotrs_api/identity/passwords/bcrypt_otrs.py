"""bcrypt in OTRS's own writing: `BCRYPT:<cost>:<16 salt characters>:<31 characters of hash>`."""

import re
import secrets
import string
from typing import Final

import bcrypt

from gotrs_api.identity.passwords.crypt_base64 import BCRYPT_ALPHABET, big_endian
from gotrs_api.identity.passwords.limits import encoded

MIN_COST: Final = 9
MAX_COST: Final = 31

PREFIX: Final = "BCRYPT:"
_STORED: Final = re.compile(r"BCRYPT:([0-9]+):(.{16}):(.*)", re.DOTALL)
_SALT_ALPHABET: Final = string.ascii_letters + string.digits
_MODULAR_SALT_LENGTH: Final = len("$2b$12$") + 22
# bcrypt looks at no more; the library refuses longer input instead of cutting it.
_SIGNIFICANT_BYTES: Final = 72


def hash_bcrypt_otrs(password: str, cost: int = 12) -> str:
    """A hash that OTRS verifies too, for installations that share their database with it; 59 or 60 characters.

    `cost` is clamped to 9 … 31 as in OTRS; only the first 72 bytes of the password count. Raises PasswordRefused.
    """
    cost = min(max(cost, MIN_COST), MAX_COST)
    salt = "".join(secrets.choice(_SALT_ALPHABET) for _ in range(16))
    modular = bcrypt.hashpw(encoded(password)[:_SIGNIFICANT_BYTES], _modular_salt(cost, salt.encode()))
    return f"BCRYPT:{cost}:{salt}:{modular[_MODULAR_SALT_LENGTH:].decode()}"


def is_bcrypt_otrs(stored: str) -> bool:
    return stored.startswith(PREFIX)


def verify_bcrypt_otrs(password: bytes, stored: str) -> bool:
    match = _STORED.fullmatch(stored)
    if not match:
        return False
    try:
        modular = _modular_salt(int(match[1]), match[2].encode("latin-1")) + match[3].encode("ascii")
        return bcrypt.checkpw(password[:_SIGNIFICANT_BYTES], modular)
    except ValueError:  # not one byte per salt character, or a cost or hash that bcrypt does not know
        return False


def bcrypt_cost(stored: str) -> int:
    """The cost that `stored` was made with; 0 when it is not OTRS's bcrypt form."""
    match = _STORED.fullmatch(stored)
    return int(match[1]) if match else 0


def _modular_salt(cost: int, salt: bytes) -> bytes:
    bits = int.from_bytes(salt, "big") << 4
    return f"$2b${cost:02d}${big_endian(bits, 22, BCRYPT_ALPHABET)}".encode()
