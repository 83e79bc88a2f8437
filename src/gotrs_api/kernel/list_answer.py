"""The one envelope of lists: `{"data": [...], "meta": {...}, "links": {...}}`, and the same links as a Link header."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar, get_args
from urllib.parse import parse_qsl, urlencode

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from gotrs_api.kernel.paging import Page

T = TypeVar("T")


class ListMeta(BaseModel):
    """Where this page stands."""

    model_config = ConfigDict(frozen=True)

    has_more: bool = Field(description="Whether another page follows.")
    after: str | None = Field(description="Cursor of the next page.")
    before: str | None = Field(description="Cursor of the previous page.")
    total: int | None = Field(
        description="Number of all rows; only with include_total=true. Also null where too many tickets hold the words to count them."
    )


class ListLinks(BaseModel):
    model_config = ConfigDict(frozen=True)

    next: str | None
    prev: str | None


class ListAnswer(BaseModel, Generic[T]):
    """A page of a list."""

    model_config = ConfigDict(frozen=True)

    data: list[T]
    meta: ListMeta
    links: ListLinks


def is_list(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, ListAnswer)


def members_of(model: Any) -> tuple[str, ...] | None:
    """What the rows of such a list have, in order; none known for rows of several kinds.

    None for what is no list, or one of mere words.
    """
    if not is_list(model):
        return None
    (row,) = get_args(model.model_fields["data"].annotation)
    if isinstance(row, type) and not issubclass(row, BaseModel):
        return None
    fields: dict[str, FieldInfo] = getattr(row, "model_fields", {})
    return tuple(found.serialization_alias or name for name, found in fields.items())


def list_answer(items: Sequence[T], page: Page[object], *, path: str, query: str) -> "ListAnswer[T]":
    """The envelope for `items`, which stand for the rows of `page`; `path` and `query` are the request's own."""
    return ListAnswer(data=list(items), meta=list_meta(page), links=list_links(page, path=path, query=query))


def whole(items: Sequence[T]) -> "ListAnswer[T]":
    """The envelope of a short list that always comes whole (states, priorities)."""
    return ListAnswer(
        data=list(items),
        meta=ListMeta(has_more=False, after=None, before=None, total=len(items)),
        links=ListLinks(next=None, prev=None),
    )


def list_meta(page: Page[object]) -> ListMeta:
    return ListMeta(has_more=page.has_more, after=page.after, before=page.before, total=page.total)


def list_links(page: Page[object], *, path: str, query: str) -> ListLinks:
    return ListLinks(next=_address(path, query, "after", page.after), prev=_address(path, query, "before", page.before))


def link_header(links: ListLinks) -> str | None:
    """RFC 8288; None when there is nothing to link."""
    parts = [f'<{url}>; rel="{rel}"' for rel, url in (("next", links.next), ("prev", links.prev)) if url]
    return ", ".join(parts) or None


def _address(path: str, query: str, direction: str, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    kept = _without_cursor(query)
    return f"{path}?{kept}{'&' if kept else ''}{urlencode({direction: cursor})}"


@lru_cache(maxsize=5_000)
def _without_cursor(query: str) -> str:
    return urlencode([(name, value) for name, value in parse_qsl(query) if name not in ("after", "before")])
