"""Tables in the order of their ids, in pieces that fit into memory, read while the piece before is being worked on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from typing import Final, TypeVar

from gotrs_api.db.bulk import BulkConnection
from gotrs_api.otrs.rows import Reader, Row

PAGE_ROWS: Final = 5000
PAGE_BYTES: Final = 8 << 20
BEFORE_ALL: Final = -(1 << 62)  # ids below 0 are dirt, and come too
T = TypeVar("T")


async def pages(
    database: BulkConnection, name: str, reader: Reader, *, after: int = BEFORE_ALL
) -> AsyncIterator[list[Row]]:
    """All rows behind an id; where there are columns for large values no more than PAGE_BYTES of them at once, or one row."""
    key, at = str(reader.table.key), reader.key_at or 0
    wide = [shape.name for shape in reader.shapes if shape.is_wide]
    while True:
        if not wide:
            rows = await database.page(name, reader.columns, key, after=after, limit=PAGE_ROWS)
            rows = rows[: _whole_ids([row[at] for row in rows])]
            if not rows:
                return
            yield rows
            after = int(rows[-1][at])
            continue
        sizes = await database.sizes(name, wide, key, after=after, limit=PAGE_ROWS)
        sizes = sizes[: _whole_ids([found for found, _ in sizes])]
        if not sizes:
            return
        for until in _cuts(sizes):
            yield await database.page(name, reader.columns, key, after=after, until=until)
            after = until


async def ahead(coming: AsyncIterator[T]) -> AsyncIterator[T]:
    """One is fetched while the one before is being used."""
    following = asyncio.ensure_future(anext(coming, None))
    try:
        while (found := await following) is not None:
            following = asyncio.ensure_future(anext(coming, None))
            yield found
    finally:
        following.cancel()
        with suppress(BaseException):
            await following


def _whole_ids(ids: Sequence[int]) -> int:
    """How many to take of a full page so that an id which comes twice, in a table without its key, is not cut in two."""
    if len(ids) < PAGE_ROWS or ids[0] == ids[-1]:
        return len(ids)
    return ids.index(ids[-1])


def _cuts(sizes: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The last id of each piece."""
    weight = 0
    last: int | None = None
    for key, size in sizes:
        if last is not None and key != last and weight + size > PAGE_BYTES:
            yield last
            weight = 0
        weight += size
        last = key
    if last is not None:
        yield last
