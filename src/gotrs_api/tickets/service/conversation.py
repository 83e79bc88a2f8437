"""The articles of a ticket, for whoever may see the ticket."""

from __future__ import annotations

from gotrs_api.articles import service as articles
from gotrs_api.articles.events import ArticleDeleted, ArticleDynamicFieldsChanged, ArticleUpdated, AttachmentsDeleted
from gotrs_api.articles.schemas import ArticleRead, ArticleUpdate, AttachmentRead
from gotrs_api.articles.service import AttachmentContent, PlainContent, origin
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, AttachmentId, TicketId
from gotrs_api.tickets import history_format
from gotrs_api.tickets.permissions import PLAIN_RW
from gotrs_api.tickets.repository import relations
from gotrs_api.tickets.service.current import add_lines_of_article, change
from gotrs_api.tickets.service.opening import open_ticket, see_ticket
from gotrs_api.uow import ReadUow, UnitOfWork


async def list_articles(
    uow: ReadUow, principal: Principal, ticket_id: TicketId, *, after_id: int = 0, limit: int | None = None
) -> list[ArticleRead]:
    """In order of time; customers get what is visible to them. Three statements, whatever the number."""
    await see_ticket(uow, principal, ticket_id)
    return await articles.list_articles(uow, principal, ticket_id, after_id=after_id, limit=limit)


async def read_article(uow: ReadUow, principal: Principal, ticket_id: TicketId, article_id: ArticleId) -> ArticleRead:
    """Raises TicketNotFound, ArticleNotFound."""
    await see_ticket(uow, principal, ticket_id)
    return await articles.read_article(uow, principal, ticket_id, article_id)


async def open_plain(uow: ReadUow, principal: Principal, ticket_id: TicketId, article_id: ArticleId) -> PlainContent:
    """The mail as it came. Raises TicketNotFound, ArticleNotFound, PlainNotFound."""
    await see_ticket(uow, principal, ticket_id)
    return await articles.open_plain(uow, principal, ticket_id, article_id)


async def html_of(uow: ReadUow, principal: Principal, ticket_id: TicketId, article_id: ArticleId) -> str | None:
    """The HTML form as it came, not safe to show; None without one. Raises TicketNotFound, ArticleNotFound."""
    await see_ticket(uow, principal, ticket_id)
    return await articles.html_body(uow, principal, ticket_id, article_id)


async def list_attachments(
    uow: ReadUow, principal: Principal, ticket_id: TicketId
) -> dict[ArticleId, tuple[AttachmentRead, ...]]:
    await see_ticket(uow, principal, ticket_id)
    return await articles.list_attachments(uow, principal, ticket_id)


async def open_attachment(
    uow: ReadUow, principal: Principal, ticket_id: TicketId, article_id: ArticleId, attachment_id: AttachmentId
) -> AttachmentContent:
    """Raises TicketNotFound, ArticleNotFound, AttachmentNotFound."""
    await see_ticket(uow, principal, ticket_id)
    return await articles.open_attachment(uow, principal, ticket_id, article_id, attachment_id)


async def update_note(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, article_id: ArticleId, command: ArticleUpdate
) -> ArticleRead:
    """Agents with `rw` change internal notes; the history says so. Raises ArticleNotFound, ArticleNotEditable."""
    await open_ticket(uow, principal, ticket_id, PLAIN_RW)
    if not command.model_fields_set:
        return await articles.read_article(uow, principal, ticket_id, article_id)
    before = await articles.read_article(uow, principal, ticket_id, article_id)
    article = await articles.update_article(uow, principal, ticket_id, article_id, command)
    line = history_format.article_changed(
        article.number,
        was_visible=before.visible_for_customer
        if before.visible_for_customer != article.visible_for_customer
        else None,
        old_subject=before.subject if before.subject != article.subject else None,
    )
    await add_lines_of_article(uow, ticket_id, article_id, line)
    await uow.emit(ArticleUpdated(ticket_id=ticket_id, article_id=article_id))
    if command.dynamic_fields:
        names = tuple(command.dynamic_fields)
        await uow.emit(ArticleDynamicFieldsChanged(ticket_id=ticket_id, article_id=article_id, field_names=names))
    return article


async def delete_note(uow: UnitOfWork, principal: Principal, ticket_id: TicketId, article_id: ArticleId) -> None:
    """Agents with `rw` delete internal notes; the history says so. What a note that a merge brought here had gone through
    before is told by the ticket that it came from again. Raises ArticleNotFound, ArticleNotEditable.
    """
    await open_ticket(uow, principal, ticket_id, PLAIN_RW)
    article = await articles.read_article(uow, principal, ticket_id, article_id)
    for move in await origin.moves_of(uow, article_id):
        await relations.give_back_rows(uow.session, article_id, move.from_ticket, until=move.moment)
    await relations.detach_article(uow.session, article_id)
    await articles.delete_article(uow, principal, ticket_id, article_id)
    await change(uow, ticket_id, history_format.article_deleted(article.number, article.created, article.subject))
    await uow.emit(ArticleDeleted(ticket_id=ticket_id, article_id=article_id))
    if article.attachments:
        names = tuple(one.filename for one in article.attachments)
        await uow.emit(AttachmentsDeleted(ticket_id=ticket_id, article_id=article_id, attachments=names))
