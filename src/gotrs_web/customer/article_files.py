"""What belongs to a message: its HTML in a frame, its files. Only of messages that the customer may see."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from gotrs_api.articles import service as articles
from gotrs_api.kernel.ids import ArticleId, AttachmentId, TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.uow.deps import Read
from gotrs_web.customer.ticket import named_ticket, ticket_url
from gotrs_web.deps import Customer
from gotrs_web.downloads import download
from gotrs_web.mail_frame import mail_document

router = APIRouter(prefix="/customer/tickets/{number}/articles/{article_id}")


@router.get("/html", name="customer_article_html")
async def show_html(
    request: Request, principal: Customer, read: Read, number: str, article_id: int, images: bool = False
) -> Response:
    ticket = await tickets.get_ticket_by_number(read, principal, number)
    return await mail_document(
        request,
        read,
        principal,
        TicketId(ticket.id),
        ArticleId(article_id),
        file_url=lambda file_id: f"{ticket_url(ticket)}/articles/{article_id}/attachments/{file_id}",
        remote_images=images,
    )


@router.get("/attachments/{attachment_id}", name="customer_attachment")
async def show_attachment(
    request: Request, principal: Customer, read: Read, number: str, article_id: int, attachment_id: int
) -> Response:
    ticket = await tickets.get_ticket_by_number(read, principal, number)
    return download(
        request,
        await articles.open_attachment(
            read, principal, TicketId(ticket.id), ArticleId(article_id), AttachmentId(attachment_id)
        ),
    )


@router.get("/files/{file_number}", name="customer_numbered_file")
async def show_numbered_file(
    principal: Customer, read: Read, number: str, article_id: int, file_number: int
) -> RedirectResponse:
    """Where an old address of OTRS leads that names a file by its place (`FileID`)."""
    ticket = await named_ticket(read, principal, number)
    id_ = await articles.attachment_id_of(read, principal, TicketId(ticket.id), ArticleId(article_id), file_number)
    return RedirectResponse(f"{ticket_url(ticket)}/articles/{article_id}/attachments/{id_}", 302)
