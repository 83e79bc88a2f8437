"""Mails that follow from what happens to articles, queued in the same transaction."""

from __future__ import annotations

from gotrs_api.articles.events import ArticleBounced, ArticleSubmitted
from gotrs_api.events import Handler
from gotrs_api.mail.outbound import service
from gotrs_api.uow import UnitOfWork


async def queue_article(uow: UnitOfWork, event: ArticleSubmitted) -> None:
    await service.send_article(uow, event.article_id, event.article)


async def queue_bounce(uow: UnitOfWork, event: ArticleBounced) -> None:
    await service.bounce_article(uow, event.ticket_id, event.article_id, sender=event.sender, to=event.to)


HANDLERS = (Handler(ArticleSubmitted, queue_article), Handler(ArticleBounced, queue_bounce))
