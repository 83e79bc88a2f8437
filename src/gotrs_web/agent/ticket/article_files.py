"""What belongs to an article: its HTML in a frame, its files, the mail as it came."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from gotrs_api.articles import service as articles
from gotrs_api.kernel.ids import ArticleId, AttachmentId, TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.uow.deps import Read
from gotrs_web.deps import Agent
from gotrs_web.downloads import download, download_plain
from gotrs_web.mail_frame import mail_document

router = APIRouter(prefix="/agent/tickets/{ticket_id}/articles/{article_id}")


@router.get("/html", name="agent_article_html")
async def show_html(
    request: Request, principal: Agent, read: Read, ticket_id: int, article_id: int, images: bool = False
) -> Response:
    """`images`: also those from elsewhere, because the reader asked for them."""
    await tickets.get_ticket(read, principal, TicketId(ticket_id))
    return await mail_document(
        request,
        read,
        principal,
        TicketId(ticket_id),
        ArticleId(article_id),
        file_url=lambda file_id: f"/agent/tickets/{ticket_id}/articles/{article_id}/attachments/{file_id}",
        remote_images=images,
    )


@router.get("/attachments/{attachment_id}", name="agent_attachment")
async def show_attachment(
    request: Request, principal: Agent, read: Read, ticket_id: int, article_id: int, attachment_id: int
) -> Response:
    await tickets.get_ticket(read, principal, TicketId(ticket_id))
    return download(
        request,
        await articles.open_attachment(
            read, principal, TicketId(ticket_id), ArticleId(article_id), AttachmentId(attachment_id)
        ),
    )


@router.get("/files/{number}", name="agent_numbered_file")
async def show_numbered_file(
    principal: Agent, read: Read, ticket_id: int, article_id: int, number: int
) -> RedirectResponse:
    """Where an old address of OTRS leads that names a file by its place (`FileID`)."""
    await tickets.get_ticket(read, principal, TicketId(ticket_id))
    id_ = await articles.attachment_id_of(read, principal, TicketId(ticket_id), ArticleId(article_id), number)
    return RedirectResponse(f"/agent/tickets/{ticket_id}/articles/{article_id}/attachments/{id_}", 302)


@router.get("/plain", name="agent_article_plain")
async def show_plain(principal: Agent, read: Read, ticket_id: int, article_id: int) -> Response:
    await tickets.get_ticket(read, principal, TicketId(ticket_id))
    return download_plain(await articles.open_plain(read, principal, TicketId(ticket_id), ArticleId(article_id)))
