"""API v1: the articles of a ticket and their files."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from gotrs_api.articles.schemas import ArticleRead, ArticleUpdate, AttachmentRead
from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.kernel.downloads import PARTS, SAFE, attached, file_answer
from gotrs_api.kernel.errors import NotFound
from gotrs_api.kernel.etags import etag
from gotrs_api.kernel.ids import ArticleId, AttachmentId, TicketId
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.lists import ListQuery, listed
from gotrs_api.kernel.paging import Page, make_page
from gotrs_api.tickets import service
from gotrs_api.tickets.routes.parameters import CHANGES, NOT_FOUND, ArticlePathId, IfMatch, TicketPathId
from gotrs_api.tickets.schemas import TicketAnswer, TicketReply
from gotrs_api.tickets.schemas.fields import MAX_BIG_ID
from gotrs_api.uow.deps import Read, Uow

READ_SCOPE, WRITE_SCOPE = "articles:read", "articles:write"
AttachmentPathId = Annotated[int, Path(ge=1, le=MAX_BIG_ID)]
router = ApiRouter(prefix="/tickets/{ticket_id}", tags=["articles"])


class ArticleQuery(ListQuery):
    """Articles come in order of time; `sort` takes nothing else."""

    sort: str | None = Field(None, pattern="^created$")


class TicketAttachment(BaseModel):
    """A file and the article that it belongs to."""

    model_config = ConfigDict(frozen=True)

    article_id: int
    attachment: AttachmentRead


@router.get(
    "/articles", summary="List the articles of a ticket", response_model=ListAnswer[ArticleRead], responses=NOT_FOUND
)
@requires(READ_SCOPE)
async def articles_list(
    request: Request,
    uow: Read,
    principal: CurrentPrincipal,
    ticket_id: TicketPathId,
    query: Annotated[ArticleQuery, Query()],
) -> Response:
    """In order of time. Customers get the articles that are visible to them."""
    rows = await service.list_articles(uow, principal, TicketId(ticket_id))
    return listed(request, query, _page(rows, query))


def _page(rows: list[ArticleRead], query: ArticleQuery) -> Page[ArticleRead]:
    page, sort = query.page, "created"
    position = page.position(sort)
    ordered = rows
    if position is not None:
        at = next((i for i, row in enumerate(rows) if row.id == position[-1]), len(rows))
        ordered = rows[:at][::-1] if page.backwards else rows[at + 1 :]
    total = len(rows) if query.include_total else None
    return make_page(ordered[: page.limit + 1], page, sort, lambda row: [row.id], total)


@router.post("/articles", summary="Add an article to a ticket", status_code=201, responses=CHANGES)
@requires(WRITE_SCOPE)
async def articles_create(
    response: Response,
    uow: Uow,
    principal: CurrentPrincipal,
    ticket_id: TicketPathId,
    command: TicketReply,
    if_match: IfMatch = None,
) -> ArticleRead:
    """A note (`internal`), a call (`phone`) or an answer by mail (`email`); what customers write is a portal reply."""
    article = await service.add_article(uow, principal, TicketId(ticket_id), command, if_match=if_match)
    return _created(response, article)


@router.get("/articles/{article_id}", summary="Read an article", responses=NOT_FOUND)
@requires(READ_SCOPE)
async def articles_read(
    uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId, article_id: ArticlePathId
) -> ArticleRead:
    return await service.read_article(uow, principal, TicketId(ticket_id), ArticleId(article_id))


@router.patch("/articles/{article_id}", summary="Change an internal note", responses=CHANGES)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def articles_update(
    uow: Uow,
    principal: CurrentPrincipal,
    ticket_id: TicketPathId,
    article_id: ArticlePathId,
    command: ArticleUpdate,
) -> ArticleRead:
    """Needs `rw`; the history says that it was changed."""
    return await service.update_note(uow, principal, TicketId(ticket_id), ArticleId(article_id), command)


@router.delete("/articles/{article_id}", summary="Delete an internal note", status_code=204, responses=CHANGES)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def articles_delete(
    uow: Uow, principal: CurrentPrincipal, ticket_id: TicketPathId, article_id: ArticlePathId
) -> None:
    """Needs `rw`; the history says that it was deleted."""
    await service.delete_note(uow, principal, TicketId(ticket_id), ArticleId(article_id))


@router.post("/articles/{article_id}/reply", summary="Answer an article", status_code=201, responses=CHANGES)
@requires(WRITE_SCOPE)
async def articles_reply(
    response: Response,
    uow: Uow,
    principal: CurrentPrincipal,
    ticket_id: TicketPathId,
    article_id: ArticlePathId,
    command: TicketAnswer,
    if_match: IfMatch = None,
) -> ArticleRead:
    """By mail unless `channel` says otherwise; recipient, subject and thread come from what is answered."""
    article = await service.add_article(
        uow, principal, TicketId(ticket_id), command, reply_to=ArticleId(article_id), if_match=if_match
    )
    return _created(response, article)


@router.get(
    "/articles/{article_id}/plain",
    summary="Download the raw mail of an article",
    response_class=StreamingResponse,
    responses={200: {"content": {"message/rfc822": {}}}, **NOT_FOUND},
)
@requires(READ_SCOPE)
async def articles_plain(
    uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId, article_id: ArticlePathId
) -> StreamingResponse:
    plain = await service.open_plain(uow, principal, TicketId(ticket_id), ArticleId(article_id))
    headers = {**SAFE, "Content-Disposition": attached(plain.filename)}
    return StreamingResponse(plain.pieces(), media_type="message/rfc822", headers=headers)


@router.get(
    "/articles/{article_id}/html",
    summary="Download the HTML of an article as it came",
    response_class=Response,
    responses={200: {"content": {"text/html": {}}}, **NOT_FOUND},
)
@requires(READ_SCOPE)
async def articles_html(
    uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId, article_id: ArticlePathId
) -> Response:
    """Not cleaned: never show it outside a sandbox. 404 for an article without HTML."""
    html = await service.html_of(uow, principal, TicketId(ticket_id), ArticleId(article_id))
    if html is None:
        raise NotFound("This article has no HTML.")
    headers = {
        **SAFE,
        "Content-Disposition": attached(f"article-{article_id}.html"),
        "Content-Security-Policy": "sandbox",
    }
    return Response(html, media_type="text/html; charset=utf-8", headers=headers)


@router.get("/attachments", summary="List all files of a ticket", responses=NOT_FOUND)
@requires(READ_SCOPE)
async def tickets_attachments(
    uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId
) -> ListAnswer[TicketAttachment]:
    found = await service.list_attachments(uow, principal, TicketId(ticket_id))
    return whole(
        [
            TicketAttachment(article_id=article_id, attachment=file)
            for article_id, files in found.items()
            for file in files
        ]
    )


@router.get("/articles/{article_id}/attachments", summary="List the files of an article", responses=NOT_FOUND)
@requires(READ_SCOPE)
async def articles_attachments(
    uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId, article_id: ArticlePathId
) -> ListAnswer[AttachmentRead]:
    article = await service.read_article(uow, principal, TicketId(ticket_id), ArticleId(article_id))
    return whole(article.attachments)


@router.get(
    "/articles/{article_id}/attachments/{attachment_id}",
    summary="Download a file of an article",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/octet-stream": {}}}, **NOT_FOUND, **PARTS},
)
@requires(READ_SCOPE)
async def articles_attachment(
    request: Request,
    uow: Read,
    principal: CurrentPrincipal,
    ticket_id: TicketPathId,
    article_id: ArticlePathId,
    attachment_id: AttachmentPathId,
) -> Response:
    """Streamed, always as a download; `Range` gets a part of it."""
    file = await service.open_attachment(
        uow, principal, TicketId(ticket_id), ArticleId(article_id), AttachmentId(attachment_id)
    )
    return file_answer(
        request,
        file.pieces,
        file.info.size,
        media_type=file.info.content_type or "application/octet-stream",
        headers={**SAFE, "Content-Disposition": attached(file.info.filename)},
        tag=etag(attachment_id, file.info.size),
    )


def _created(response: Response, article: ArticleRead) -> ArticleRead:
    response.headers["Location"] = f"{API_PREFIX}/tickets/{article.ticket_id}/articles/{article.id}"
    return article
