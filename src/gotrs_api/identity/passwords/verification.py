"""Decide from the stored text how a password was hashed, and compare.

Source of the order: OTRS 6, Kernel/System/Auth/DB.pm. All functions here compute: call them through `threads`.
"""

import hmac
import re
from enum import StrEnum
from functools import cache
from typing import Final

from gotrs_api.identity.passwords.argon2id import PREFIX as ARGON2ID_PREFIX
from gotrs_api.identity.passwords.argon2id import has_current_parameters, hash_argon2id, verify_argon2id
from gotrs_api.identity.passwords.bcrypt_otrs import (
    MAX_COST,
    MIN_COST,
    bcrypt_cost,
    hash_bcrypt_otrs,
    is_bcrypt_otrs,
    verify_bcrypt_otrs,
)
from gotrs_api.identity.passwords.bcrypt_otrs import PREFIX as BCRYPT_PREFIX
from gotrs_api.identity.passwords.des_crypt import des_crypt
from gotrs_api.identity.passwords.hex_digest import hex_digest_like, is_hex_digest
from gotrs_api.identity.passwords.limits import PasswordRefused, encoded
from gotrs_api.identity.passwords.md5_crypt import APACHE, UNIX, md5_crypt

_DES_LENGTH: Final = 13
_MODULAR: Final = re.compile(r"(\$[^$]+\$)([^$]+)\$.*", re.DOTALL)


class HashScheme(StrEnum):
    """How new passwords are hashed: Argon2id, or OTRS's bcrypt while OTRS runs on the same database."""

    ARGON2ID = "argon2id"
    BCRYPT_OTRS = "bcrypt"

    @classmethod
    def of_setting(cls, crypt_type: str) -> "HashScheme":
        """The scheme for a value of `…AuthModule::DB::CryptType`.

        Everything that OTRS itself can be set to becomes bcrypt, which OTRS verifies whatever it is set to (but
        plain); its weaker forms are read and never written.
        """
        return cls.ARGON2ID if crypt_type == cls.ARGON2ID else cls.BCRYPT_OTRS


# What a stored hash of each scheme begins with.
PREFIXES: Final = {HashScheme.ARGON2ID: ARGON2ID_PREFIX, HashScheme.BCRYPT_OTRS: BCRYPT_PREFIX}


def verify(password: str, stored: str | None, *, plain: bool = False) -> bool:
    """Whether `password` belongs to `stored`, the value of a `pw` column.

    `plain`: the setting `…AuthModule::DB::CryptType` is plain, so that stored text is the password itself; hashes of
    Argon2id and bcrypt are never taken literally, a stolen hash must not sign in. An empty or refused password (see
    `limits`) and an empty column never verify. Comparisons take constant time.
    """
    if not stored:
        return False
    try:
        data = encoded(password)
    except PasswordRefused:
        return False
    if stored.startswith(ARGON2ID_PREFIX):
        return verify_argon2id(data, stored)
    if plain and not is_bcrypt_otrs(stored):
        return _same(password, stored)
    return _verify_otrs_hash(data, stored)


def verify_at_equal_cost(
    password: str,
    stored: str | None,
    *,
    plain: bool = False,
    scheme: HashScheme = HashScheme.ARGON2ID,
    bcrypt_cost: int = 12,
    mixed: bool = False,
) -> bool:
    """As `verify`, but a refusal takes the time of a hash of `scheme` whatever is stored; `mixed`, of one of each scheme.

    So neither an unknown login (None) nor an account whose old hash is quick to compute shows in the time of the
    answer, nor, where some hashes are still of the other scheme, whose. (A right password costs as much: its quick hash
    is replaced at sign-in.)
    """
    if verify(password, stored, plain=plain):
        return True
    taken = _slow_scheme_of(stored)
    for wanted in HashScheme if mixed else (scheme,):
        if taken is None or (mixed and wanted is not taken):
            verify_absent(password, wanted, bcrypt_cost)
    return False


def _slow_scheme_of(stored: str | None) -> HashScheme | None:
    for scheme, prefix in PREFIXES.items():
        if stored is not None and stored.startswith(prefix):
            return scheme
    return None


def verify_absent(password: str, scheme: HashScheme = HashScheme.ARGON2ID, bcrypt_cost: int = 12) -> None:
    """Take as long as for a known login, so that an unknown one cannot be told from the time of the answer."""
    verify(password, _hash_of_nobody(scheme, bcrypt_cost))


def hash_password(password: str, scheme: HashScheme = HashScheme.ARGON2ID, *, bcrypt_cost: int = 12) -> str:
    """A new value for a `pw` column. Raises PasswordRefused."""
    if scheme is HashScheme.BCRYPT_OTRS:
        return hash_bcrypt_otrs(password, bcrypt_cost)
    return hash_argon2id(password)


def needs_rehash(stored: str, scheme: HashScheme = HashScheme.ARGON2ID, *, wanted_bcrypt_cost: int = 12) -> bool:
    """Whether `stored` is of another scheme or weaker parameters; ask after a successful sign-in, then hash anew."""
    if scheme is HashScheme.BCRYPT_OTRS:
        return bcrypt_cost(stored) < min(max(wanted_bcrypt_cost, MIN_COST), MAX_COST)
    return not (stored.startswith(ARGON2ID_PREFIX) and has_current_parameters(stored))


def _verify_otrs_hash(password: bytes, stored: str) -> bool:
    if len(stored) == _DES_LENGTH:
        return _verify_des(password, stored)
    modular = _MODULAR.fullmatch(stored)
    if modular:
        # OTRS takes every other magic for md5-crypt as well, which then never compares equal.
        magic = APACHE if modular[1] == APACHE else UNIX
        return _same(md5_crypt(password, modular[2], magic), stored)
    if is_bcrypt_otrs(stored):
        return verify_bcrypt_otrs(password, stored)
    if is_hex_digest(stored):
        return _same(hex_digest_like(password, stored), stored)
    # OTRS would compare with the thirteen characters of DES crypt here, which no other length can equal.
    return False


def _verify_des(password: bytes, stored: str) -> bool:
    try:
        return _same(des_crypt(password, stored), stored)
    except ValueError:  # no salt in it
        return False


def _same(computed: str, stored: str) -> bool:
    return hmac.compare_digest(computed.encode(), stored.encode(errors="surrogatepass"))


@cache
def _hash_of_nobody(scheme: HashScheme, cost: int) -> str:
    return hash_password("nobody signs in with this", scheme, bcrypt_cost=cost)
