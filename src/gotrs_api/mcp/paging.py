"""Pages of the protocol's lists: an opaque cursor over an offset, for lists that are short and in a fixed order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.paging import decode_cursor, encode_cursor
from gotrs_api.mcp.errors import INVALID_PARAMS, RpcError

T = TypeVar("T")
PAGE: Final = 50


def paged(items: Sequence[T], cursor: object, of: str) -> tuple[Sequence[T], str | None]:
    """A page and the cursor of the next one. Raises RpcError for a cursor that is not of this list."""
    begin = 0
    if cursor is not None:
        begin = _offset(cursor, of)
    end = begin + PAGE
    return items[begin:end], encode_cursor(of, [end]) if end < len(items) else None


def _offset(cursor: object, of: str) -> int:
    try:
        (offset,) = decode_cursor(str(cursor)[:500], of, parameter="after")
    except (InvalidInput, ValueError):
        offset = None
    if not isinstance(offset, int) or offset < 0:
        raise RpcError(INVALID_PARAMS, "The cursor is not valid for this list.")
    return offset
