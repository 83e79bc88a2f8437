"""The alphabet that the crypt(3) family writes its salts and hashes in."""

from typing import Final

ALPHABET: Final = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BCRYPT_ALPHABET: Final = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def little_endian(value: int, characters: int) -> str:
    """`characters` times six bits of `value`, the lowest first."""
    return "".join(ALPHABET[(value >> 6 * index) & 0x3F] for index in range(characters))


def big_endian(value: int, characters: int, alphabet: str = ALPHABET) -> str:
    """`characters` times six bits of `value`, the highest first."""
    return "".join(alphabet[(value >> 6 * index) & 0x3F] for index in reversed(range(characters)))
