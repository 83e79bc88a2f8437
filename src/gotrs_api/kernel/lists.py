"""Lists of master data and single resources on the wire: sorting, cutting and trimming in memory, ETag.

class QueueFilter(ListQuery):
    valid: Validity | None = None

@router.get("", response_model=ListAnswer[QueueRead])
@requires("queues:read", kinds=AGENTS)
async def queues_list(request: Request, uow: Read, query: Annotated[QueueFilter, Query()]) -> Response:
    return listed(request, query, cut(rows, query, {"name": lambda queue: queue.name, ...}))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

import orjson
from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field

from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.etags import matches
from gotrs_api.kernel.list_answer import link_header, list_links, list_meta, members_of
from gotrs_api.kernel.paging import DEFAULT_LIMIT, MAX_LIMIT, Page, PageRequest, make_page

ModelT = TypeVar("ModelT", bound=BaseModel)


class ListQuery(BaseModel):
    """What every list takes. Subclasses add their filters; unknown names are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MAX_LIMIT)
    after: str | None = Field(None, max_length=2000, description="Cursor: what comes after that row.")
    before: str | None = Field(None, max_length=2000, description="Cursor: what comes before that row.")
    include_total: bool = False
    sort: str | None = Field(None, max_length=200, description="Names, comma separated; `-name` for descending.")
    fields: str | None = Field(None, max_length=1000, description="Only these members, comma separated.")

    @property
    def page(self) -> PageRequest:
        return PageRequest(self.limit, self.after, self.before, self.include_total)


def cut(
    rows: Sequence[ModelT], query: ListQuery, keys: Mapping[str, Callable[[ModelT], Any]], *, default: str = "name"
) -> Page[ModelT]:
    """Sort and cut rows that are all in memory (master data). Rows have an `id`, which breaks ties.

    Raises InvalidInput for an unknown sort name or a cursor that was not made for this list.
    """
    sort = query.sort or default
    ordered = _sorted(rows, sort, keys)
    page = query.page
    position = page.position(sort)
    if position is not None:
        at = next((i for i, row in enumerate(ordered) if _id(row) == position[-1]), None)
        if at is None:
            raise InvalidInput.field("after", "cursor", "The cursor is not valid for this list and order.")
        ordered = ordered[:at][::-1] if page.backwards else ordered[at + 1 :]
    total = len(rows) if query.include_total else None
    return make_page(ordered[: page.limit + 1], page, sort, lambda row: [_id(row)], total)


def _sorted(rows: Sequence[ModelT], sort: str, keys: Mapping[str, Callable[[ModelT], Any]]) -> list[ModelT]:
    ordered = sorted(rows, key=_id)
    for name in reversed(sort.split(",")):
        key = {"id": _id, **keys}.get(name.removeprefix("-"))
        if key is None:
            raise InvalidInput.field("sort", "unknown", f"Sort by one of: {', '.join(['id', *keys])}.")
        ordered.sort(key=key, reverse=name.startswith("-"))
    return ordered


def _id(row: Any) -> Any:
    return row.id


def listed(request: Request, query: ListQuery, page: Page[ModelT]) -> Response:
    """The page as a response, with `Link` beside the links in the body. Raises InvalidInput for unknown `fields`."""
    rows = [row.model_dump(mode="json", by_alias=True) for row in page.rows]
    return _list_response(request, query, cast(Page[object], page), rows)


def listed_values(request: Request, query: ListQuery, page: Page[dict[str, Any]]) -> Response:
    """The same for rows that are as they go out: plain values and aware moments, in the order of their schema."""
    return _list_response(request, query, cast(Page[object], page), page.rows)


def _list_response(request: Request, query: ListQuery, page: Page[object], rows: list[dict[str, Any]]) -> Response:
    scope = request.scope
    if query.fields is not None:
        require_members(request, query.fields)
    links = list_links(page, path=scope["path"], query=scope["query_string"].decode("ascii", "replace"))
    body = {
        "data": rows if query.fields is None else [trimmed(row, query.fields) for row in rows],
        "meta": list_meta(page).model_dump(),
        "links": links.model_dump(),
    }
    header = link_header(links)
    headers = {"Link": header} if header else {}
    return Response(as_json(body), media_type="application/json", headers=headers)


def as_json(values: Any) -> bytes:
    """Moments as API v1 writes them (`…Z`); UTC is required."""
    return orjson.dumps(values, option=orjson.OPT_UTC_Z)


def require_members(request: Request, fields: str) -> None:
    """That every row of the list has these members, also when there is no row. Raises InvalidInput."""
    known = members_of(getattr(request.scope["route"], "response_model", None))
    if known:
        for name in fields.split(","):
            if name not in known:
                raise InvalidInput.field("fields", "unknown", f"There is no member {name!r}.")


def trimmed(row: dict[str, Any], fields: str) -> dict[str, Any]:
    """Only these members, comma separated. Raises InvalidInput for one that is not there."""
    names = fields.split(",")
    unknown = [name for name in names if name not in row]
    if unknown:
        raise InvalidInput.field("fields", "unknown", f"There is no member {unknown[0]!r}.")
    return {name: row[name] for name in names}


def single(
    request: Request, resource: BaseModel, tag: str, *, status: int = 200, location: str | None = None
) -> Response:
    """One resource with its ETag; 304 when the caller has this very state."""
    headers = {"ETag": tag} | ({"Location": location} if location else {})
    if request.method in ("GET", "HEAD") and matches(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    content = resource.model_dump_json(by_alias=True)
    return Response(content, status, media_type="application/json", headers=headers)


def single_values(request: Request, values: dict[str, Any], tag: str, *, always: bool = False) -> Response:
    """The same for a resource as it goes out (see `listed_values`). `always`: the tag does not tell all of it."""
    if not always and matches(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers={"ETag": tag})
    return Response(as_json(values), media_type="application/json", headers={"ETag": tag})
