"""Which ids a table has, a bit each: ten million tickets take little more than a megabyte."""

from __future__ import annotations

import base64
import struct
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Final

_BITS: Final = 1 << 16  # of a block; blocks without an id are not kept, so an id beyond all reason costs one
_BYTES: Final = _BITS >> 3
_HEAD: Final = struct.Struct(">q")


class IdSet(Collection[int]):
    """Whole numbers of any size."""

    __slots__ = ("_blocks", "_size")

    def __init__(self, ids: Iterable[int] = ()) -> None:
        self._blocks: dict[int, bytearray] = {}
        self._size = 0
        self.update(ids)

    def update(self, ids: Iterable[int]) -> None:
        for each in ids:
            self.add(each)

    def add(self, each: int) -> None:
        bits = self._blocks.get(each >> 16)
        if bits is None:
            bits = self._blocks[each >> 16] = bytearray(_BYTES)
        at, mask = (each & 0xFFFF) >> 3, 1 << (each & 7)
        if not bits[at] & mask:
            bits[at] |= mask
            self._size += 1

    def discard(self, each: int) -> None:
        if each in self:
            self._size -= 1
            self._blocks[each >> 16][(each & 0xFFFF) >> 3] &= ~(1 << (each & 7))

    def __contains__(self, each: object) -> bool:
        if each.__class__ is not int:
            return False
        number: int = each
        bits = self._blocks.get(number >> 16)
        return bits is not None and bool(bits[(number & 0xFFFF) >> 3] >> (number & 7) & 1)

    def __iter__(self) -> Iterator[int]:
        for block, bits in sorted(self._blocks.items()):
            yield from _ids(block * _BITS, bits)

    def __len__(self) -> int:
        return self._size

    @property
    def last(self) -> int:
        """The largest id; -1 where there is none from 0."""
        for block, bits in sorted(self._blocks.items(), reverse=True):
            if block >= 0 and (kept := bits.rstrip(b"\0")):
                return block * _BITS + len(kept) * 8 - 9 + kept[-1].bit_length()
        return -1

    def without(self, other: IdSet) -> Iterator[int]:
        """The ids that the other does not have."""
        return (each for each in self if each not in other)

    def between(self, first: int, end: int) -> set[int]:
        """The ids from `first` up to, but not with, `end`. Both are multiples of 8."""
        found: set[int] = set()
        for block in range(first >> 16, (end >> 16) + 1):
            start = block * _BITS
            if bits := self._blocks.get(block):
                low, high = max(first - start, 0), min(end - start, _BITS)
                found.update(_ids(start + low, bits[low >> 3 : high >> 3]))
        return found

    def per_block(self, size: int) -> dict[int, int]:
        """How many of `size` ids in a row are there, by block; a power of two from 8 to 65536. Blocks without any are left out."""
        counts: Counter[int] = Counter()
        step = size >> 3
        for block, bits in self._blocks.items():
            for at in range(0, _BYTES, step):
                if found := int.from_bytes(bits[at : at + step]).bit_count():
                    counts[(block * _BITS + at * 8) // size] += found
        return dict(sorted(counts.items()))

    @property
    def packed(self) -> str:
        """To be kept."""
        parts = (_HEAD.pack(block) + bits for block, bits in self._blocks.items())
        return base64.b85encode(zlib.compress(b"".join(parts), 1)).decode()

    @classmethod
    def unpacked(cls, text: str) -> IdSet:
        made = cls()
        content = zlib.decompress(base64.b85decode(text))
        for at in range(0, len(content), _HEAD.size + _BYTES):
            (block,) = _HEAD.unpack_from(content, at)
            bits = made._blocks[block] = bytearray(content[at + _HEAD.size : at + _HEAD.size + _BYTES])
            made._size += int.from_bytes(bits).bit_count()
        return made


def _ids(start: int, bits: bytes | bytearray) -> Iterator[int]:
    for at, byte in enumerate(bits):
        if byte:
            yield from (start + at * 8 + bit for bit in range(8) if byte >> bit & 1)
