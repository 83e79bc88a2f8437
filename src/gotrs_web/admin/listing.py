"""The list of a module: what was asked for, its columns, and the rows that were found."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Literal, TypeAlias
from urllib.parse import quote, urlencode

from fastapi import Request

from gotrs_api.catalog.validity import Validity
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.paging import Page, PageRequest
from gotrs_api.uow import ReadUow
from gotrs_web.admin.navigation import ROOT
from gotrs_web.forms import number

PAGE_SIZE = 50
# `word`: one of a few English words, translated; `validity`: a word, too, marked where it is not `valid`.
CellKind: TypeAlias = Literal["link", "text", "muted", "number", "bytes", "moment", "word", "validity", "colour"]
VALIDITIES: tuple[tuple[str, str], ...] = (
    (Validity.VALID, N_("valid")),
    (Validity.INVALID, N_("invalid")),
    (Validity.INVALID_TEMPORARILY, N_("invalid-temporarily")),
)


@dataclass(frozen=True)
class Column:
    """`label` is a message id; `value` takes a row, a text names its attribute.

    `sort`: what `?sort=` calls the order by this column, for an attribute its own name; None: rows cannot be sorted by it.
    Small beneath a link stand `note`, what it is in words, and `code`, the attribute with what the API calls it.
    """

    label: str
    value: str | Callable[[Any], object]
    kind: CellKind = "text"
    sort: str | None = ""
    note: Callable[[Any], str] | None = None
    code: str = ""

    def of(self, row: Any) -> object:
        return attrgetter(self.value)(row) if isinstance(self.value, str) else self.value(row)

    @property
    def sorts_as(self) -> str:
        if self.sort == "" and isinstance(self.value, str):
            return self.value
        return self.sort or ""

    def weight(self, row: Any) -> tuple[bool, Any]:
        """What rows are ordered by: words whatever their case, and what is not there first."""
        value = self.of(row)
        return value is not None, value.casefold() if isinstance(value, str) else value


@dataclass(frozen=True)
class Filter:
    """One way to narrow a list. Without options it is a field for words. Texts are message ids.

    `hidden`: something else on the page chooses it. `translated`: the texts of the options are in the page's language.
    """

    name: str
    label: str
    options: tuple[tuple[str, str], ...] = ()
    hidden: bool = False
    translated: bool = False


WORDS = Filter("q", N_("Find"))
BY_VALIDITY = Filter("valid", N_("Valid"), VALIDITIES)
BY_VALID_OR_NOT = Filter("valid", BY_VALIDITY.label, VALIDITIES[:2])
USUAL_FILTERS = (WORDS, BY_VALIDITY)


@dataclass(frozen=True)
class Query:
    """What a list was asked for: values by the names of its filters, an order (`-` turns it round), and a place in it."""

    values: dict[str, str]
    page: int = 1
    after: str | None = None
    before: str | None = None
    sort: str = ""
    sorted_by: Column | None = None

    @classmethod
    def of(cls, request: Request, filters: Sequence[Filter], columns: Sequence[Column] = ()) -> Query:
        """What a select or a heading does not offer is as good as nothing."""
        asked = request.query_params
        values = {}
        for one in filters:
            value = asked.get(one.name, "").strip()
            if value and (not one.options or value in dict(one.options)):
                values[one.name] = value
        page = max(1, min(number(asked.get("page", "")) or 1, 1_000_000))
        sort = asked.get("sort", "")
        by = next((one for one in columns if one.sorts_as and one.sorts_as == sort.removeprefix("-")), None)
        return cls(values, page, asked.get("after") or None, asked.get("before") or None, sort if by else "", by)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    @property
    def validity(self) -> Validity | None:
        return Validity(self["valid"]) if self["valid"] else None

    @property
    def page_request(self) -> PageRequest:
        return PageRequest(PAGE_SIZE, self.after, self.before, include_total=True)

    @property
    def suffix(self) -> str:
        """For addresses that shall keep the list as it is."""
        kept: dict[str, object] = dict(self.values)
        kept |= {"sort": self.sort} if self.sort else {}
        kept |= {"page": self.page} if self.page > 1 else {}
        kept |= {name: value for name, value in (("after", self.after), ("before", self.before)) if value}
        return f"?{urlencode(kept)}" if kept else ""


@dataclass(frozen=True)
class Found:
    """Rows of one page; `total` of all pages. Lists that come by key have cursors instead of a page number.

    `sortable`: whether the columns' headings may ask for their order.
    """

    rows: Sequence[Any]
    total: int | None
    page: int | None = None
    before: str | None = None
    after: str | None = None
    sortable: bool = False

    @classmethod
    def of_page(cls, page: Page[Any], *, sortable: bool = False) -> Found:
        return cls(page.rows, page.total, before=page.before, after=page.after, sortable=sortable)


Rows: TypeAlias = Callable[[ReadUow, Principal, Query], Awaitable[Found]]


@dataclass(frozen=True)
class ListPane:
    """What `_list.html` shows. Titles are translated, labels of columns and filters are message ids.

    `nothing`: what an empty list tells besides, a message id. `transfer_url`: where entries are exported and imported, "" where they are not. `pages`: label and address of others.
    """

    key: str
    title: str
    columns: Sequence[Column]
    filters: Sequence[Filter]
    query: Query
    found: Found
    current: str = ""
    add: str = ""
    identify: Callable[[Any], str] = field(default=lambda row: str(row.id))
    size: int = PAGE_SIZE
    root: str = ROOT
    nothing: str = ""
    transfer_url: str = ""
    pages: Sequence[tuple[str, str]] = ()

    @property
    def url(self) -> str:
        return f"{self.root}/{self.key}"

    @property
    def with_query(self) -> str:
        return self.url + self.query.suffix

    def url_of(self, row: Any) -> str:
        return f"{self.url}/{quote(self.identify(row), safe='')}{self.query.suffix}"

    def is_current(self, row: Any) -> bool:
        return self.current != "" and self.identify(row) == self.current


def cut(rows: Iterable[Any], query: Query, words: Callable[[Any], str] = attrgetter("name")) -> Found:
    """Filter, sort and cut what is all in memory: by the words of `q`, looked for in `words(row)`, and by validity."""
    wanted = query["q"].casefold().split()
    fitting = [
        row
        for row in rows
        if (query.validity is None or validity_of(row) is query.validity)
        and all(word in words(row).casefold() for word in wanted)
    ]
    if query.sorted_by:
        fitting.sort(key=query.sorted_by.weight, reverse=query.sort.startswith("-"))
    page = min(query.page, max(1, -(-len(fitting) // PAGE_SIZE)))
    return Found(fitting[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], len(fitting), page, sortable=True)


def validity_of(row: Any) -> Validity:
    """Also of what is only valid or not."""
    if isinstance(row.valid, Validity):
        return row.valid
    return Validity.VALID if row.valid else Validity.INVALID
