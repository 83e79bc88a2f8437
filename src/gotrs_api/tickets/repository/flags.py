"""Marks of agents at tickets (`ticket_flag`) and whether all articles are marked."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Table, and_, bindparam, delete, exists, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.articles.models import Article, ArticleFlag, ArticleSenderType
from gotrs_api.db.results import changed_rows
from gotrs_api.tickets.models import Ticket, TicketFlag

_ticket_id = bindparam("ticket_id", type_=Ticket.id.type)
_user_id = bindparam("user_id", type_=Ticket.user_id.type)
_UNSEEN = (
    select(func.count())
    .select_from(Article)
    .join(ArticleSenderType, ArticleSenderType.id == Article.article_sender_type_id)
    .where(
        Article.ticket_id == _ticket_id,
        ArticleSenderType.name != bindparam("ignored", type_=ArticleSenderType.name.type),
        ~exists().where(
            ArticleFlag.article_id == Article.id,
            ArticleFlag.article_key == "Seen",
            ArticleFlag.create_by == _user_id,
        ),
    )
)


_ADD_FLAG = insert(cast(Table, TicketFlag.__table__))
_ADD_ARTICLE_FLAG = insert(cast(Table, ArticleFlag.__table__))


async def set_flag(session: AsyncSession, ticket_id: int, key: str, value: str, user_id: int, now: datetime) -> bool:
    """One value for each ticket, key and agent; False when it was so before."""
    own = and_(TicketFlag.ticket_id == ticket_id, TicketFlag.ticket_key == key, TicketFlag.create_by == user_id)
    before = await session.scalar(select(TicketFlag.ticket_value).where(own))
    if before == value:
        return False
    if before is not None:
        await session.execute(delete(TicketFlag).where(own))
    await add_flag(session, ticket_id, key, value, user_id, now)
    return True


async def add_flag(session: AsyncSession, ticket_id: int, key: str, value: str, user_id: int, now: datetime) -> None:
    """The caller knows that there is none."""
    values = {"ticket_key": key, "ticket_value": value, "create_time": now, "create_by": user_id}
    await session.execute(_ADD_FLAG, {"ticket_id": ticket_id, **values})


async def add_article_flag(
    session: AsyncSession, article_id: int, key: str, value: str, user_id: int, now: datetime
) -> None:
    """For an article that was just written: nobody has marked it yet."""
    values = {"article_key": key, "article_value": value, "create_time": now, "create_by": user_id}
    await session.execute(_ADD_ARTICLE_FLAG, {"article_id": article_id, **values})


async def remove(session: AsyncSession, ticket_id: int, key: str, user_id: int | None = None) -> int:
    """Of one agent, or (None) of all; answers how many went."""
    statement = delete(TicketFlag).where(TicketFlag.ticket_id == ticket_id, TicketFlag.ticket_key == key)
    if user_id is not None:
        statement = statement.where(TicketFlag.create_by == user_id)
    gone = await session.execute(statement)
    return changed_rows(gone)


async def unseen_articles(session: AsyncSession, ticket_id: int, user_id: int, *, ignore_system: bool) -> int:
    """How many articles this agent has not seen; system articles may not count."""
    ignored = "system" if ignore_system else ""
    return int(await session.scalar(_UNSEEN, {"ticket_id": ticket_id, "user_id": user_id, "ignored": ignored}) or 0)
