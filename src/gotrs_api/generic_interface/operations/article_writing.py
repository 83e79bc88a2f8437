"""Writing an article that was read from a request, with the mail and the automatic reply that go with it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from gotrs_api.articles.new_article import NewArticle
from gotrs_api.dynamic_fields.service import Wish
from gotrs_api.generic_interface.operations.article_input import ArticleInput
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.html_text import html_to_text
from gotrs_api.kernel.ids import ArticleId, QueueId, TicketId
from gotrs_api.mail.auto_response.kinds import Original
from gotrs_api.mail.auto_response.send import send_auto_response
from gotrs_api.mail.drafts.service import render_new_mail
from gotrs_api.responses.tags import Format
from gotrs_api.tickets.history_format import HistoryLine
from gotrs_api.tickets.service import store_message
from gotrs_api.tickets.service.addresses import new_message_id, queue_sender
from gotrs_api.tickets.service.current import current
from gotrs_api.tickets.service.subjects import with_number
from gotrs_api.tickets.service.time_units import account_time_of
from gotrs_api.uow import UnitOfWork


class Place(NamedTuple):
    """The queue that mails of the ticket go out from, and the ticket's number where it has one already."""

    queue_id: int
    queue_name: str
    number: str


async def composed(
    uow: UnitOfWork, principal: Principal, given: ArticleInput, place: Place, *, sender: str, fields: list[Wish]
) -> tuple[NewArticle, HistoryLine]:
    """What is stored. `sender` stands in From where the request names nobody; `ticket_id` is filled in later."""
    article = NewArticle(
        ticket_id=TicketId(0),
        channel=given.channel,
        sender_type=given.sender_type,
        visible_for_customer=given.visible,
        subject=given.subject,
        body=given.body,
        content_type=given.content_type,
        from_=given.from_ or sender,
        to=given.to or place.queue_name,
        cc=given.cc,
        bcc=given.bcc,
        attachments=given.attachments,
        dynamic_fields=fields,
        may_be_answered=False,
    )
    if given.send:
        article = await _as_mail(uow, principal, article, given, place)
    return article, HistoryLine(given.history_type, given.history_comment[:200])


async def _as_mail(
    uow: UnitOfWork, principal: Principal, article: NewArticle, given: ArticleInput, place: Place
) -> NewArticle:
    is_html = given.content_type.startswith("text/html")
    draft = await render_new_mail(
        uow, principal, QueueId(place.queue_id), format_=Format.HTML if is_html else Format.TEXT
    )
    joint = "<br/><br/>" if is_html else "\n\n"
    return replace(
        article,
        from_=given.from_ or await queue_sender(uow, principal, place.queue_id),
        subject=await with_number(uow, article.subject, place.number) if place.number else article.subject,
        body=f"{article.body}{joint}{draft.body}" if draft.body else article.body,
        message_id=await new_message_id(uow),
        send=True,
    )


async def add(
    uow: UnitOfWork, ticket_id: TicketId, article: NewArticle, line: HistoryLine, given: ArticleInput, *, notify: bool
) -> ArticleId:
    """Store an article of an existing ticket, and what follows it."""
    article_id = await store_message(uow, replace(article, ticket_id=ticket_id), line, notify=notify)
    await follow_up(uow, ticket_id, article_id, article, given)
    return article_id


async def follow_up(
    uow: UnitOfWork, ticket_id: TicketId, article_id: ArticleId, article: NewArticle, given: ArticleInput
) -> None:
    """The queue's automatic reply to the article, and its time."""
    if given.auto_response is not None and not article.send:
        original = Original(
            from_=article.from_,
            to=article.to,
            cc=article.cc,
            subject=article.subject,
            body=html_to_text(article.body) if article.content_type.startswith("text/html") else article.body,
            visible_for_customer=article.visible_for_customer,
        )
        await send_auto_response(uow, given.auto_response, ticket_id, original)
    if given.time_units is not None:
        await account_time_of(uow, ticket_id, given.time_units, article_id)


async def place_of(uow: UnitOfWork, ticket_id: TicketId) -> Place:
    row = await current(uow, ticket_id)
    return Place(row.queue_id, row.queue_name, row.tn)
