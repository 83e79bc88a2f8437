"""Large values in pieces: written and read without ever holding the whole.

What each database can do with a `BinaryBlob` column:
PostgreSQL keeps base64 text; a piece is appended with `||` and cut out with `substr`, the client holds one piece, the
server the whole value while it works. MySQL and MariaDB take and give pieces, but no value (and no result of CONCAT)
above `max_allowed_packet`, 16 MiB by default. SQLite takes and gives pieces; a page cache holds the rest.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import LargeBinary, Text, cast, func, literal, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import ColumnElement

from gotrs_api.db.types import MYSQL_FAMILY, BinaryBlob

BASE64_LINE_BYTES = 57
PIECE_BYTES = BASE64_LINE_BYTES * 18_000  # about 1 MiB, whole lines of base64
_BASE64_LINE_CHARACTERS = 77  # with its line feed


def appended(session: AsyncSession, column: Any, piece: bytes) -> ColumnElement[Any]:
    """The value `column || piece` for an UPDATE. All pieces but the last must have `PIECE_BYTES` bytes."""
    dialect = session.get_bind().dialect.name
    value = literal(piece, BinaryBlob())
    if dialect == "postgresql":
        return type_coerce(column, Text()).op("||")(type_coerce(value, BinaryBlob()))
    if dialect in MYSQL_FAMILY:
        return func.concat(column, value)
    # SQLite's || answers text, byte for byte.
    return cast(type_coerce(column, LargeBinary()).op("||")(value), LargeBinary())


def size_bytes(session: AsyncSession, column: Any) -> ColumnElement[int]:
    """How many bytes a `BinaryBlob` column holds, without reading it. On PostgreSQL the value must be base64."""
    if session.get_bind().dialect.name == "postgresql":
        return func.octet_length(func.decode(type_coerce(column, Text()), "base64"))
    return func.length(column)


async def read_pieces(session: AsyncSession, column: Any, row: ColumnElement[bool]) -> AsyncIterator[bytes]:
    """The bytes of one row's `BinaryBlob` in pieces of at most about 1 MiB; nothing when row or value are missing."""
    if session.get_bind().dialect.name == "postgresql":
        async for piece in _decoded(_cut(session, type_coerce(column, Text()), row, _piece_characters())):
            yield piece
    else:
        async for raw in _cut(session, type_coerce(column, LargeBinary()), row, PIECE_BYTES):
            yield raw if isinstance(raw, bytes) else raw.encode()


def _piece_characters() -> int:
    return PIECE_BYTES // BASE64_LINE_BYTES * _BASE64_LINE_CHARACTERS


async def _cut(session: AsyncSession, column: Any, row: ColumnElement[bool], length: int) -> AsyncIterator[Any]:
    start = 1
    while True:
        part = (await session.execute(select(func.substr(column, start, length)).where(row))).scalar()
        if part:
            yield part
        if not part or len(part) < length:
            return
        start += length


async def _decoded(parts: AsyncIterator[str]) -> AsyncIterator[bytes]:
    rest = ""
    plain: bool | None = None
    async for part in parts:
        if plain is None:
            plain = not _is_base64(part)  # old rows of article_data_mime_plain hold the mail as it is
        if plain:
            yield part.encode()
            continue
        text = rest + part.translate({10: None, 13: None})
        whole = len(text) // 4 * 4
        rest = text[whole:]
        if whole:
            yield base64.b64decode(text[:whole])
    if rest:
        yield base64.b64decode(rest + "=" * (-len(rest) % 4))


def _is_base64(part: str) -> bool:
    sample = part[:4096].translate({10: None, 13: None})
    try:
        base64.b64decode(sample[: len(sample) // 4 * 4], validate=True)
    except (binascii.Error, ValueError):
        return False
    return " " not in part
