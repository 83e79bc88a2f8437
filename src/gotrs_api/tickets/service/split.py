"""A new ticket out of an article of another."""

from __future__ import annotations

from gotrs_api.articles import service as articles
from gotrs_api.articles.new_article import NewArticle
from gotrs_api.articles.schemas import ArticleChannel, SenderType
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.tickets import history_format
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.repository import links as link_repository
from gotrs_api.tickets.schemas import TicketFields, TicketRead, TicketSplit
from gotrs_api.tickets.service import links
from gotrs_api.tickets.service.create import MAX_TITLE
from gotrs_api.tickets.service.link_types import PARENT_CHILD
from gotrs_api.tickets.service.new_tickets import create_with_article
from gotrs_api.tickets.service.opening import answer, open_ticket
from gotrs_api.uow import UnitOfWork


async def split_ticket(uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketSplit) -> TicketRead:
    """The new ticket: the article's text (HTML with its images where it has them) and files, the old ticket's customer; by default the old one's child.

    Needs `ro` here and `create` on the new ticket's queue. Raises as `create_ticket` does, and ArticleNotFound.
    """
    row = await open_ticket(uow, principal, ticket_id, "split")
    article_id = ArticleId(command.article_id)
    article = await articles.read_article(uow, principal, ticket_id, article_id)
    files = await articles.copy_attachments(uow, principal, ticket_id, article_id) if command.copy_attachments else []
    chosen = {"queue": command.queue, "queue_id": command.queue_id}
    if command.queue is None and command.queue_id is None:
        chosen = {"queue_id": row.queue_id}
    html = await articles.html_body(uow, principal, ticket_id, article_id)
    fields = TicketFields.model_validate(
        {
            "title": command.title or article.subject[:MAX_TITLE] or row.title,
            "customer_user": row.customer_user,
            "customer_id": row.customer_id,
            **chosen,
        }
    )
    new = NewArticle(
        ticket_id=TicketId(0),
        channel=ArticleChannel.PHONE,
        sender_type=SenderType.CUSTOMER,
        visible_for_customer=True,
        subject=article.subject,
        body=article.body if html is None else html,
        content_type="text/plain; charset=utf-8" if html is None else "text/html; charset=utf-8",
        from_=article.from_,
        to=article.to,
        attachments=files,
    )
    line = history_format.without_values(HistoryType.PHONE_CALL_CUSTOMER)
    created = await create_with_article(uow, principal, fields, new, line)
    ids = await link_repository.ids_for(uow.session, PARENT_CHILD) if command.link else None
    if ids is not None:
        await links.add_link(uow, ids, ticket_id, created.ticket_id)
    return await answer(uow, principal, created.ticket_id)
