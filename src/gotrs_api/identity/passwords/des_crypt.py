"""Traditional DES crypt(3), which Python no longer has since 3.13.

DES after FIPS 46-3; crypt(3) lets twelve bits of salt swap expansion outputs and encrypts zero 25 times, with the
password as key. Only the low seven bits of the first eight bytes count.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from gotrs_api.identity.passwords.crypt_base64 import ALPHABET, big_endian

_FINAL_PERMUTATION: Final = tuple(low + 8 * row for low in range(8, 0, -1) for row in (4, 0, 5, 1, 6, 2, 7, 3))
_KEY_LEFT: Final = (
    57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18,
    10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36,
)  # fmt: skip
_KEY_RIGHT: Final = (
    63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22,
    14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
)  # fmt: skip
_KEY_CHOICE: Final = (
    14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2,
    41, 52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
)  # fmt: skip
_KEY_SHIFTS: Final = (1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1)
_ROUND_PERMUTATION: Final = (
    16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10,
    2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25,
)  # fmt: skip
# One hexadecimal digit per entry, row after row.
_S_BOXES: Final = (
    "E4D12FB83A6C59070F74E2D1A6CB953841E8D62BFC973A50FC8249175B3EA06D",
    "F18E6B34972DC05A3D47F28EC01A69B50E7BA4D158C6932FD8A13F42B67C05E9",
    "A09E63F51DC7B428D709346A285ECBF1D6498F30B12C5AE71AD069874FE3B52C",
    "7DE3069A1285BC4FD8B56F03472C1AE9A690CB7DF13E52843F06A1D8945BC72E",
    "2C417AB6853FD0E9EB2C47D150FA3986421BAD78F9C5630EB8C71E2D6F09A453",
    "C1AF92680D34E75BAF427C9561DE0B389EF528C3704A1DB6432C95FABE17608D",
    "4B2EF08D3C975A61D0B7491AE35C2F8614BDC37EAF6805926BD814A7950FE23C",
    "D2846FB1A93E50C71FD8A374C56B0E927B419CE206ADF35821E74A8DFC90356B",
)


def des_crypt(password: bytes, salt: str) -> str:
    """The thirteen characters of crypt(3) for `password`; `salt` gives its first two characters.

    Raises ValueError for a salt that is shorter or outside `./0-9A-Za-z`.
    """
    if len(salt) < 2 or any(character not in ALPHABET for character in salt[:2]):
        raise ValueError("DES crypt needs two salt characters of ./0-9A-Za-z.")
    subkeys = _subkeys(_key(password))
    block = _encrypt_zero(subkeys, _swap_mask(salt))
    return salt[:2] + big_endian(block << 2, 11)


def _key(password: bytes) -> int:
    return int.from_bytes(bytes(byte << 1 & 0xFF for byte in password[:8].ljust(8, b"\0")), "big")


def _swap_mask(salt: str) -> int:
    value = ALPHABET.index(salt[0]) | ALPHABET.index(salt[1]) << 6
    return sum(1 << (23 - bit) for bit in range(12) if value >> bit & 1)


def _subkeys(key: int) -> list[tuple[int, int]]:
    left, right = _permuted(key, 64, _KEY_LEFT), _permuted(key, 64, _KEY_RIGHT)
    subkeys = []
    for shift in _KEY_SHIFTS:
        left, right = _rotated(left, shift), _rotated(right, shift)
        subkey = _permuted(left << 28 | right, 56, _KEY_CHOICE)
        subkeys.append((subkey >> 24, subkey & 0xFFFFFF))
    return subkeys


def _encrypt_zero(subkeys: Sequence[tuple[int, int]], swap_mask: int) -> int:
    boxes = _round_tables()
    left = right = 0
    for _ in range(25):
        for key_high, key_low in subkeys:
            wrapped = (right & 1) << 33 | right << 1 | right >> 31
            high = low = 0
            for shift in (28, 24, 20, 16):
                high = high << 6 | wrapped >> shift & 0x3F
                low = low << 6 | wrapped >> (shift - 16) & 0x3F
            swapped = (high ^ low) & swap_mask
            high ^= swapped ^ key_high
            low ^= swapped ^ key_low
            mixed = (
                boxes[0][high >> 18] | boxes[1][high >> 12 & 0x3F] | boxes[2][high >> 6 & 0x3F] | boxes[3][high & 0x3F]
                | boxes[4][low >> 18] | boxes[5][low >> 12 & 0x3F] | boxes[6][low >> 6 & 0x3F] | boxes[7][low & 0x3F]
            )  # fmt: skip
            left, right = right, left ^ mixed
        left, right = right, left
    return _permuted(left << 32 | right, 64, _FINAL_PERMUTATION)


@cache
def _round_tables() -> tuple[tuple[int, ...], ...]:
    """Each substitution box with the round permutation already applied, indexed by its six input bits."""
    return tuple(
        tuple(_permuted(_substituted(box, bits) << (28 - 4 * index), 32, _ROUND_PERMUTATION) for bits in range(64))
        for index, box in enumerate(_S_BOXES)
    )


def _substituted(box: str, bits: int) -> int:
    row = bits >> 4 & 2 | bits & 1
    column = bits >> 1 & 0xF
    return int(box[16 * row + column], 16)


def _permuted(value: int, width: int, positions: Iterable[int]) -> int:
    """Bits of `value` at `positions`, counted from 1 at the highest of `width` bits, as the standard does."""
    result = 0
    for position in positions:
        result = result << 1 | value >> (width - position) & 1
    return result


def _rotated(half: int, shift: int) -> int:
    return (half << shift | half >> (28 - shift)) & 0xFFFFFFF
