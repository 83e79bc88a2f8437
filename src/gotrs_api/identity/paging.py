"""Paging parameters of list routes, and the Link header of their answers."""

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar, cast

from fastapi import Depends, Query, Request, Response

from gotrs_api.identity.routing import ApiRoute
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.list_answer import ListAnswer, link_header, list_answer
from gotrs_api.kernel.lists import as_json, require_members, trimmed
from gotrs_api.kernel.paging import DEFAULT_LIMIT, MAX_LIMIT, Page, PageRequest

T = TypeVar("T")


async def page_request(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Rows on a page.")] = DEFAULT_LIMIT,
    after: Annotated[str | None, Query(description="Cursor: the page after it.", max_length=2000)] = None,
    before: Annotated[str | None, Query(description="Cursor: the page before it.", max_length=2000)] = None,
    include_total: Annotated[bool, Query(description="Also count all rows.")] = False,
    fields: Annotated[str | None, Query(max_length=1000, description="Only these members, comma separated.")] = None,
) -> PageRequest:
    """Raises InvalidInput for a name of the query that the list does not know: it would filter by nothing."""
    known = cast(ApiRoute, request.scope["route"]).query_names
    for name in request.query_params:
        if name not in known:
            raise InvalidInput.field(name, "unknown", "The list does not know this parameter.")
    return PageRequest(limit, after, before, include_total)


Paging = Annotated[PageRequest, Depends(page_request)]


def answer(request: Request, response: Response, items: Sequence[T], page: Page[Any]) -> ListAnswer[T]:
    """The envelope of a page, with its Link header set on the response, trimmed to `fields` where they were given.

    Raises InvalidInput for unknown `fields`.
    """
    envelope = list_answer(items, page, path=request.url.path, query=request.url.query)
    if header := link_header(envelope.links):
        response.headers["Link"] = header
    if fields := request.query_params.get("fields"):
        require_members(request, fields)
        whole = envelope.model_dump(mode="json", by_alias=True)
        content = as_json({**whole, "data": [trimmed(row, fields) for row in whole["data"]]})
        # FastAPI passes a response on as it is: what is trimmed is not of the model any more.
        return cast("ListAnswer[T]", Response(content, media_type="application/json", headers=dict(response.headers)))
    return envelope
