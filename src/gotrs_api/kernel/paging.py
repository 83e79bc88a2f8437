"""Lists in pages: opaque cursors over a sort key and the id (keyset paging)."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

import orjson

from gotrs_api.kernel.errors import InvalidInput

T = TypeVar("T")

DEFAULT_LIMIT = 25
MAX_LIMIT = 100


@dataclass(frozen=True)
class PageRequest:
    """What the caller asked for: at most `limit` rows `after` or `before` a cursor.

    `count_up_to`: of a list that may be very long, where counting for the total may end.
    """

    limit: int = DEFAULT_LIMIT
    after: str | None = None
    before: str | None = None
    include_total: bool = False
    count_up_to: int | None = None

    @property
    def backwards(self) -> bool:
        return self.before is not None

    def position(self, sort: str) -> list[Any] | None:
        """The sort values at which the page begins, or None for the first page.

        Raises InvalidInput when the cursor was altered or made for another order.
        """
        if self.before is not None and self.after is not None:
            raise InvalidInput.field("before", "both", "Either before or after, not both.")
        cursor = self.before if self.backwards else self.after
        if cursor is None:
            return None
        return decode_cursor(cursor, sort, parameter="before" if self.backwards else "after")

    def row_id(self, sort: str) -> int | None:
        """The same for lists in the order of their ids alone. Raises InvalidInput also for what no id can be."""
        position = self.position(sort)
        if position is None:
            return None
        found = position[-1]
        if len(position) != 1 or type(found) is not int or not 0 <= found < 1 << 63:
            raise no_such_cursor("before" if self.backwards else "after")
        return found

    def text_keys(self, sort: str, count: int) -> list[str] | None:
        """The same for lists in the order of texts alone."""
        position = self.position(sort)
        if position is not None and (len(position) != count or not all(isinstance(one, str) for one in position)):
            raise no_such_cursor("before" if self.backwards else "after")
        return position


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows in order, with cursors to the neighbouring pages where there are any.

    `more_than`: where counting ended, of a list that has no total although one was asked for.
    """

    rows: list[T]
    has_more: bool
    after: str | None
    before: str | None
    total: int | None = None
    more_than: int | None = None


def encode_cursor(sort: str, values: list[Any]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([sort, *values])).rstrip(b"=").decode()


def decode_cursor(cursor: str, sort: str, *, parameter: Literal["after", "before"]) -> list[Any]:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        decoded = orjson.loads(raw)
    except (binascii.Error, ValueError):
        decoded = None
    if not isinstance(decoded, list) or len(decoded) < 2 or decoded[0] != sort:
        raise no_such_cursor(parameter)
    return decoded[1:]


def no_such_cursor(parameter: str) -> InvalidInput:
    return InvalidInput.field(parameter, "cursor", "The cursor is not valid for this list and order.")


def make_page(
    rows: list[T], page: PageRequest, sort: str, key: Callable[[T], list[Any]], total: int | None = None
) -> Page[T]:
    """Cut a result that was read with `limit + 1` rows (reversed when paging backwards) into a page.

    `key(row)` gives the sort values of a row, the id last.
    """
    more = len(rows) > page.limit
    rows = rows[: page.limit]
    if page.backwards:
        rows.reverse()
    has_after = more if not page.backwards else True
    has_before = page.after is not None if not page.backwards else more
    first, last = (key(rows[0]), key(rows[-1])) if rows else ([], [])
    return Page(
        rows=rows,
        has_more=has_after and bool(rows),
        after=encode_cursor(sort, last) if rows and has_after else None,
        before=encode_cursor(sort, first) if rows and has_before else None,
        total=total,
    )
