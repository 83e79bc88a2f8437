"""Which ids a table has, a bit each: ten million tickets take little more than a megabyte."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Collection, Iterable, Iterator


class IdSet(Collection[int]):
    """Whole numbers from 0; others (an id beyond all reason) are kept one by one."""

    __slots__ = ("_bits", "_odd", "_size")

    _FURTHEST = 1 << 33

    def __init__(self, ids: Iterable[int] = ()) -> None:
        self._bits = bytearray()
        self._odd: set[int] = set()
        self._size = 0
        self.update(ids)

    def update(self, ids: Iterable[int]) -> None:
        for each in ids:
            self.add(each)

    def add(self, each: int) -> None:
        if each in self:
            return
        self._size += 1
        if not 0 <= each < self._FURTHEST:
            self._odd.add(each)
            return
        byte = each >> 3
        if byte >= len(self._bits):
            self._bits.extend(bytes(max(byte + 1 - len(self._bits), len(self._bits))))
        self._bits[byte] |= 1 << (each & 7)

    def discard(self, each: int) -> None:
        if each not in self:
            return
        self._size -= 1
        if each in self._odd:
            self._odd.discard(each)
        else:
            self._bits[each >> 3] &= ~(1 << (each & 7))

    def __contains__(self, each: object) -> bool:
        if each.__class__ is not int:
            return False
        number: int = each
        byte = number >> 3
        if 0 <= byte < len(self._bits):
            return bool(self._bits[byte] >> (number & 7) & 1)
        return number in self._odd

    def __iter__(self) -> Iterator[int]:
        for at, byte in enumerate(self._bits):
            if byte:
                yield from (at * 8 + bit for bit in range(8) if byte >> bit & 1)
        yield from sorted(self._odd)

    def __len__(self) -> int:
        return self._size

    @property
    def last(self) -> int:
        """The largest id in the range; -1 where there is none."""
        kept = self._bits.rstrip(b"\0")
        return len(kept) * 8 - 9 + kept[-1].bit_length() if kept else -1

    def without(self, other: IdSet) -> Iterator[int]:
        """The ids that the other does not have."""
        return (each for each in self if each not in other)

    def between(self, first: int, end: int) -> set[int]:
        """The ids from `first` up to, but not with, `end`. Both are multiples of 8."""
        part = self._bits[max(first, 0) >> 3 : max(end, 0) >> 3]
        return {max(first, 0) + at * 8 + bit for at, byte in enumerate(part) for bit in range(8) if byte >> bit & 1}

    def per_block(self, size: int) -> dict[int, int]:
        """How many of `size` ids in a row are there, by block; a multiple of 8. Blocks without any are left out."""
        step = size >> 3
        starts = range(0, len(self._bits), step)
        counts = {at // step: int.from_bytes(self._bits[at : at + step]).bit_count() for at in starts}
        return {block: count for block, count in counts.items() if count}

    @property
    def packed(self) -> str:
        """To be kept. Ids outside the range are not."""
        return base64.b85encode(zlib.compress(self._bits, 1)).decode()

    @classmethod
    def unpacked(cls, text: str) -> IdSet:
        made = cls()
        made._bits = bytearray(zlib.decompress(base64.b85decode(text)))
        made._size = int.from_bytes(made._bits).bit_count()
        return made
