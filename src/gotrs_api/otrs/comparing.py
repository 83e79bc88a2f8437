"""Rows of two databases side by side, each in plain Python: a hash per row, sums over tables, and where they part."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Sequence
from typing import Any, Final

from gotrs_api.db.bulk import BulkConnection
from gotrs_api.otrs.rows import Reader, Row
from gotrs_api.otrs.shapes import TableShape
from gotrs_api.otrs.values import Unreadable

PAGE_ROWS: Final = 2000
PAGE_BYTES: Final = 8 << 20
_MODULUS: Final = 1 << 128


def row_hash(values: Sequence[Any]) -> bytes:
    """16 bytes over a decoded row: equal values in equal order give equal hashes, whatever database they came from."""
    return hashlib.blake2b(repr(tuple(map(_said, values))).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _said(value: Any) -> Any:
    return ("unreadable", str(value.raw)) if value.__class__ is Unreadable else value


class Sum:
    """Of the hashes of rows in any order."""

    def __init__(self) -> None:
        self.rows = 0
        self.total = 0

    def add(self, rows: Sequence[Row]) -> None:
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


async def pages(
    database: BulkConnection, name: str, reader: Reader, *, blobs: Sequence[str]
) -> AsyncIterator[list[Row]]:
    """All rows in the order of their key, in pieces that fit into memory."""
    key, after = str(reader.table.key), -1
    while True:
        if blobs:
            keys: list[int] = []
            weight = 0
            for found, size in await database.sizes(name, blobs, key, after=after, limit=PAGE_ROWS):
                if keys and weight + size > PAGE_BYTES:
                    break
                keys.append(found)
                weight += size
            rows = await database.rows_of(name, reader.columns, key, keys) if keys else []
        else:
            rows = await database.page(name, reader.columns, key, after=after, until=None, limit=PAGE_ROWS)
        if not rows:
            return
        after = int(rows[-1][reader.key_at or 0])
        yield rows


async def side_by_side(
    source: BulkConnection,
    name: str,
    reader: Reader,
    target: BulkConnection,
    table: TableShape,
    target_reader: Reader,
) -> AsyncIterator[tuple[int, list[Any] | None, list[Any] | None]]:
    """(key, row of the source, row of the target) in the order of keys; None where one has no such row."""
    blobs = table.blobs
    left = _decoded(source, name, reader, blobs)
    right = _decoded(target, table.name, target_reader, blobs)
    ours, theirs = await anext(left, None), await anext(right, None)
    while ours is not None or theirs is not None:
        if theirs is None or (ours is not None and ours[0] < theirs[0]):
            assert ours is not None
            yield ours[0], ours[1], None
            ours = await anext(left, None)
        elif ours is None or theirs[0] < ours[0]:
            yield theirs[0], None, theirs[1]
            theirs = await anext(right, None)
        else:
            yield ours[0], ours[1], theirs[1]
            ours, theirs = await anext(left, None), await anext(right, None)


async def unlike(
    source: BulkConnection,
    name: str,
    reader: Reader,
    target: BulkConnection,
    table: TableShape,
    target_reader: Reader,
) -> AsyncIterator[list[int]]:
    """Keys of rows that both have and that differ."""
    width = len(reader.shapes)
    async for key, ours, theirs in side_by_side(source, name, reader, target, table, target_reader):
        if ours is not None and theirs is not None and row_hash(ours) != row_hash(theirs[:width]):
            yield [key]


async def _decoded(
    database: BulkConnection, name: str, reader: Reader, blobs: Sequence[str]
) -> AsyncIterator[tuple[int, list[Any]]]:
    there = {column.name for column in reader.columns}
    at = reader.key_at or 0
    async for rows in pages(database, name, reader, blobs=[blob for blob in blobs if blob in there]):
        for row in rows:
            values = reader.decode(row)
            yield values[at], values
