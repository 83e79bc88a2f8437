"""Any list as a file: who asks for CSV or XLSX gets all rows that match, page after page of the route's own answers.

So filters, rights and members are those of the list; paging parameters say nothing. The audit log names who took it.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Container, Sequence
from contextlib import AsyncExitStack
from typing import Any, Final, Literal, TypeAlias, cast
from urllib.parse import parse_qsl, urlencode

import orjson
from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.paging import MAX_LIMIT
from gotrs_api.kernel.spreadsheets import CSV_MARK, SheetWriter, csv_lines
from gotrs_api.uow import Site

CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONTENT: Final[dict[str, Any]] = {
    CSV: {"schema": {"type": "string"}},
    XLSX: {"schema": {"type": "string", "format": "binary"}},
}
_PIECE_BYTES: Final = 256 * 1024
_PAGING: Final = frozenset({"limit", "after", "before", "include_total"})
Form: TypeAlias = Literal["csv", "xlsx"]
Handler: TypeAlias = Callable[[Request], Awaitable[Response]]
Row: TypeAlias = dict[str, Any]


def wanted_form(request: Request) -> Form | None:
    """What the Accept header names; None for everything that is JSON here."""
    accepted = request.headers.get("accept", "").lower()
    if CSV in accepted:
        return "csv"
    return "xlsx" if XLSX in accepted else None


async def exported(
    request: Request, principal: Principal, handle: Handler, form: Form, members: Sequence[str], known: Container[str]
) -> Response:
    """`members` in their order; `fields` chooses among them where it is `known` to the list, by the names of its query.

    What the list refuses is refused as ever.
    """
    is_paged = "after" in known
    first = await _page(request, handle, None, is_paged=is_paged)
    if isinstance(first, Response):
        return first
    if "fields" in known and (fields := request.query_params.get("fields")):
        members = fields.split(",")
    elif not members and first["data"]:  # rows of several kinds
        members = tuple(first["data"][0])
    name = request.url.path.rpartition("/")[2]
    site: Site = request.state.site
    async with site.uow(acting_id=principal.user_id) as uow:
        await audit.record(uow, principal, "list.exported", "list", request.url.path[:200], {"form": form})
    rows = _rows(request, handle, first, members, is_paged=is_paged)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "no-store", "Vary": "Accept"
    }  # fmt: skip
    if form == "csv":
        return StreamingResponse(_csv(members, rows), media_type=f"{CSV}; charset=utf-8", headers=headers)
    return StreamingResponse(_xlsx(name, members, rows), media_type=XLSX, headers=headers)


async def _rows(
    request: Request, handle: Handler, page: dict[str, Any], members: Sequence[str], *, is_paged: bool
) -> AsyncIterator[list[list[str]]]:
    while True:
        yield [[_cell(row.get(member)) for member in members] for row in page["data"]]
        after = page["meta"]["after"]
        if after is None:
            return
        found = await _page(request, handle, after, is_paged=is_paged)
        if isinstance(found, Response):  # the rights went away meanwhile
            return
        page = found


async def _page(request: Request, handle: Handler, after: str | None, *, is_paged: bool) -> dict[str, Any] | Response:
    """The list's own answer; a response where it is no list. Each page has its own unit of work."""
    query = [(name, value) for name, value in parse_qsl(request.url.query, keep_blank_values=True)]
    if is_paged:
        query = [pair for pair in query if pair[0] not in _PAGING] + [("limit", str(MAX_LIMIT))]
        query += [("after", after)] if after is not None else []
    async with AsyncExitStack() as outer, AsyncExitStack() as inner:
        stacks = {"fastapi_inner_astack": outer, "fastapi_function_astack": inner}
        scope = {**request.scope, "query_string": urlencode(query).encode(), **stacks}
        response = await handle(Request(scope, request.receive))
    if response.status_code != 200 or not response.headers.get("content-type", "").startswith("application/json"):
        return response
    return cast("dict[str, Any]", orjson.loads(response.body))


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case dict() if "name" in value:
            return _cell(value["name"])
        case dict():
            return orjson.dumps(value).decode()
        case list():
            return ", ".join(_cell(item) for item in value)
    return str(value)


async def _csv(members: Sequence[str], pages: AsyncIterator[list[list[str]]]) -> AsyncIterator[bytes]:
    yield CSV_MARK + csv_lines([members])
    async for rows in pages:
        yield csv_lines(rows)


async def _xlsx(name: str, members: Sequence[str], pages: AsyncIterator[list[list[str]]]) -> AsyncIterator[bytes]:
    """Written to a temporary file row by row, never as a whole in memory."""
    with tempfile.TemporaryFile() as file:
        sheet = SheetWriter(file, name[:31])
        sheet.head(members)
        async for rows in pages:
            for row in rows:
                sheet.add(row)
        await asyncio.to_thread(sheet.close)
        file.seek(0)
        while piece := await asyncio.to_thread(file.read, _PIECE_BYTES):
            yield piece
