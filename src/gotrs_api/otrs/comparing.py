"""Rows of two databases side by side, each in plain Python: a hash per row, sums over tables, and where they part."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterable
from typing import Any, Final

from gotrs_api.db.bulk import BulkConnection
from gotrs_api.otrs.paging import BEFORE_ALL, ahead, pages
from gotrs_api.otrs.rows import Reader, Row

_MODULUS: Final = 1 << 128
Pair = tuple[int, Row | None, Row | None]  # id, raw row of the source, of the target; None where one has no such row


def row_hash(values: Iterable[Any]) -> bytes:
    """16 bytes over a decoded row: equal values in equal order give equal hashes, whatever database they came from."""
    said = repr([_content_hash(each) if each.__class__ is bytes else each for each in values])
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _content_hash(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


class Sum:
    """Of the hashes of rows in any order."""

    def __init__(self) -> None:
        self.rows = 0
        self.total = 0

    def add(self, rows: Iterable[Iterable[Any]]) -> None:
        for row in rows:
            self.add_hash(row_hash(row))

    def add_hash(self, digest: bytes) -> None:
        self.rows += 1
        self.total = (self.total + int.from_bytes(digest)) % _MODULUS

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sum) and (self.rows, self.total) == (other.rows, other.total)

    __hash__ = None  # type: ignore[assignment]

    @property
    def hex(self) -> str:
        return f"{self.total:032x}"


class Comparison:
    """One table of a source and of its target. Both readers have the same columns: those that the source has too."""

    def __init__(
        self, source: BulkConnection, name: str, reader: Reader, target: BulkConnection, target_reader: Reader
    ) -> None:
        self.source, self.name, self.reader = source, name, reader
        self.target = target
        self.target_reader = target_reader.only(reader.columns)
        self._same_form = reader.decoders == self.target_reader.decoders

    async def pairs(self) -> AsyncIterator[list[Pair]]:
        """All rows of both by their ids, piece by piece; both are read while the piece before is looked at."""
        at, other_at = self.reader.key_at or 0, self.target_reader.key_at or 0
        async for left, right in ahead(self._pieces(at)):
            keys, others = [row[at] for row in left], [row[other_at] for row in right]
            if keys == others:
                yield list(zip(keys, left, right, strict=True))
                continue
            theirs = dict(zip(others, right, strict=True))
            found: list[Pair] = [(key, row, theirs.pop(key, None)) for key, row in zip(keys, left, strict=True)]
            found += [(key, None, row) for key, row in theirs.items()]
            yield found

    async def _pieces(self, at: int) -> AsyncIterator[tuple[list[Row], list[Row]]]:
        after = BEFORE_ALL
        table, key, columns = self.reader.table.name, str(self.reader.table.key), self.target_reader.columns
        async for left in ahead(pages(self.source, self.name, self.reader)):
            until = int(left[-1][at])
            yield left, await self.target.page(table, columns, key, after=after, until=until)
            after = until
        async for right in pages(self.target, table, self.target_reader, after=after):
            yield [], right

    def equal(self, left: Row, right: Row) -> bool:
        return (self._same_form and left == right) or self.reader.decode(left) == self.target_reader.decode(right)

    def different(self, pair: Pair) -> list[str]:
        """The columns in which a row differs that both have."""
        _, left, right = pair
        assert left is not None
        assert right is not None
        decoded = zip(self.reader.shapes, self.reader.decode(left), self.target_reader.decode(right), strict=True)
        return [shape.name for shape, ours, theirs in decoded if ours != theirs]

    def of_target(self, row: Row | None) -> dict[str, Any]:
        """A row of the target, decoded, by the names of its columns."""
        if row is None:
            return {}
        names = (shape.name for shape in self.target_reader.shapes)
        return dict(zip(names, self.target_reader.decode(row), strict=True))

    async def source_rows(self) -> AsyncIterator[list[list[Any]]]:
        """Decoded, in no order, in pieces."""
        async for rows in self.source.everything(self.name, self.reader.columns):
            yield [self.reader.decode(row) for row in rows]

    async def target_rows(self) -> AsyncIterator[list[list[Any]]]:
        async for rows in self.target.everything(self.reader.table.name, self.target_reader.columns):
            yield [self.target_reader.decode(row) for row in rows]

    async def unlike(self) -> AsyncIterator[list[int]]:
        """Keys of rows that both have and that differ."""
        async for pairs in self.pairs():
            yield [key for key, left, right in pairs if left and right and not self.equal(left, right)]
