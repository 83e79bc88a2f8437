"""Paging parameters of list routes, and the Link header of their answers."""

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query, Request, Response

from gotrs_api.kernel.list_answer import ListAnswer, link_header, list_answer
from gotrs_api.kernel.paging import DEFAULT_LIMIT, MAX_LIMIT, Page, PageRequest

T = TypeVar("T")


async def page_request(
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Rows on a page.")] = DEFAULT_LIMIT,
    after: Annotated[str | None, Query(description="Cursor: the page after it.", max_length=2000)] = None,
    before: Annotated[str | None, Query(description="Cursor: the page before it.", max_length=2000)] = None,
    include_total: Annotated[bool, Query(description="Also count all rows.")] = False,
) -> PageRequest:
    return PageRequest(limit, after, before, include_total)


Paging = Annotated[PageRequest, Depends(page_request)]


def answer(request: Request, response: Response, items: Sequence[T], page: Page[Any]) -> ListAnswer[T]:
    """The envelope of a page, with its Link header set on the response."""
    envelope = list_answer(items, page, path=request.url.path, query=request.url.query)
    if header := link_header(envelope.links):
        response.headers["Link"] = header
    return envelope
