"""Marks that agents leave at articles: Seen, Important."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Table, delete, insert, select

from gotrs_api.articles.events import ArticleFlagDeleted, ArticleFlagSet
from gotrs_api.articles.models import Article, ArticleFlag
from gotrs_api.kernel.ids import ArticleId, TicketId, UserId
from gotrs_api.uow import ReadUow, UnitOfWork

SEEN, IMPORTANT = "Seen", "Important"
FLAG = cast(Table, ArticleFlag.__table__)


async def article_flags(uow: ReadUow, ticket_id: TicketId, user_id: UserId) -> dict[ArticleId, dict[str, str]]:
    """One agent's flags at a ticket's articles, in one statement: article → key → value."""
    query = (
        select(ArticleFlag.article_id, ArticleFlag.article_key, ArticleFlag.article_value)
        .join(Article, Article.id == ArticleFlag.article_id)
        .where(Article.ticket_id == ticket_id, ArticleFlag.create_by == user_id)
    )
    found: dict[ArticleId, dict[str, str]] = {}
    for article_id, key, value in await uow.session.execute(query):
        found.setdefault(ArticleId(article_id), {})[key] = value or ""
    return found


async def set_flags(
    uow: UnitOfWork,
    ticket_id: TicketId,
    article_ids: Sequence[ArticleId],
    key: str,
    value: str,
    user_id: UserId,
) -> tuple[ArticleId, ...]:
    """Set a flag at articles of one ticket; answers those where it was not so before. Emits one ArticleFlagSet.

    Three statements for any number of articles. Articles of other tickets are passed over.
    """
    query = (
        select(Article.id, ArticleFlag.article_value)
        .outerjoin(
            ArticleFlag,
            (ArticleFlag.article_id == Article.id)
            & (ArticleFlag.article_key == key)
            & (ArticleFlag.create_by == user_id),
        )
        .where(Article.ticket_id == ticket_id, Article.id.in_(article_ids))
        .order_by(Article.id)
    )
    held = list(await uow.session.execute(query))
    changed = tuple(dict.fromkeys(ArticleId(article_id) for article_id, old in held if old != value))
    if not changed:
        return ()
    await _remove(uow, changed, key, user_id)
    now = uow.clock.now()
    rows = [
        {"article_id": a, "article_key": key, "article_value": value, "create_time": now, "create_by": user_id}
        for a in changed
    ]
    await uow.session.execute(insert(FLAG), rows)
    await uow.emit(ArticleFlagSet(ticket_id=ticket_id, article_ids=changed, key=key, value=value, user_id=user_id))
    return changed


async def mark_seen(
    uow: UnitOfWork, ticket_id: TicketId, user_id: UserId, article_ids: Sequence[ArticleId] | None = None
) -> tuple[ArticleId, ...]:
    """Mark articles (by default all) of a ticket as seen by an agent; answers those that were new to them."""
    if article_ids is None:
        rows = await uow.session.scalars(select(Article.id).where(Article.ticket_id == ticket_id))
        article_ids = [ArticleId(row) for row in rows]
    return await set_flags(uow, ticket_id, article_ids, SEEN, "1", user_id)


async def unset_flags(
    uow: UnitOfWork, ticket_id: TicketId, article_ids: Sequence[ArticleId], key: str, user_id: UserId
) -> None:
    """Take one agent's flag away from articles of a ticket. Emits ArticleFlagDeleted when there was any."""
    query = (
        select(Article.id)
        .join(ArticleFlag, ArticleFlag.article_id == Article.id)
        .where(
            Article.ticket_id == ticket_id,
            Article.id.in_(article_ids),
            ArticleFlag.article_key == key,
            ArticleFlag.create_by == user_id,
        )
    )
    held = tuple(ArticleId(row) for row in await uow.session.scalars(query))
    if held:
        await _remove(uow, held, key, user_id)
        await uow.emit(ArticleFlagDeleted(ticket_id=ticket_id, article_ids=held, key=key, user_id=user_id))


async def clear_flags(uow: UnitOfWork, ticket_id: TicketId, key: str) -> None:
    """Remove every agent's flag from all articles of a ticket. Emits nothing, as OTRS when it archives."""
    own = select(Article.id).where(Article.ticket_id == ticket_id).scalar_subquery()
    await uow.session.execute(delete(FLAG).where(FLAG.c.article_id.in_(own), FLAG.c.article_key == key))


async def _remove(uow: UnitOfWork, article_ids: Sequence[ArticleId], key: str, user_id: UserId) -> None:
    await uow.session.execute(
        delete(FLAG).where(FLAG.c.article_id.in_(article_ids), FLAG.c.article_key == key, FLAG.c.create_by == user_id)
    )
