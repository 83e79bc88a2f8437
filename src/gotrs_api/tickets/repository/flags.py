"""Marks of agents at tickets (`ticket_flag`) and whether all articles are marked."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table, and_, bindparam, delete, exists, func, select

from gotrs_api.articles.models import Article, ArticleFlag, ArticleSenderType
from gotrs_api.db.results import changed_rows
from gotrs_api.tickets.models import Ticket, TicketFlag
from gotrs_api.uow import UnitOfWork

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

_FLAGS = cast(Table, TicketFlag.__table__)
_ARTICLE_FLAGS = cast(Table, ArticleFlag.__table__)


async def set_flag(uow: UnitOfWork, ticket_id: int, key: str, value: str, user_id: int) -> bool:
    """There is one value for each ticket, key and agent. Returns False when it was set before."""
    await uow.write_gathered(_FLAGS, ticket_id=ticket_id)
    session = uow.session
    own = and_(TicketFlag.ticket_id == ticket_id, TicketFlag.ticket_key == key, TicketFlag.create_by == user_id)
    before = await session.scalar(select(TicketFlag.ticket_value).where(own))
    if before == value:
        return False
    if before is not None:
        await session.execute(delete(TicketFlag).where(own))
    await add_flag(uow, ticket_id, key, value, user_id)
    return True


async def add_flag(uow: UnitOfWork, ticket_id: int, key: str, value: str, user_id: int) -> None:
    """The caller knows that there is none."""
    values = {"ticket_key": key, "ticket_value": value, "create_time": uow.clock.now(), "create_by": user_id}
    await uow.insert_rows(_FLAGS, [{"ticket_id": ticket_id, **values}])


async def add_article_flag(uow: UnitOfWork, article_id: int, key: str, value: str, user_id: int) -> None:
    """For an article that was just written: nobody has marked it yet."""
    values = {"article_key": key, "article_value": value, "create_time": uow.clock.now(), "create_by": user_id}
    await uow.insert_rows(_ARTICLE_FLAGS, [{"article_id": article_id, **values}])


async def remove(uow: UnitOfWork, ticket_id: int, key: str, user_id: int | None = None) -> int:
    """Of one agent, or (None) of all; answers how many went."""
    await uow.write_gathered(_FLAGS, ticket_id=ticket_id)
    statement = delete(TicketFlag).where(TicketFlag.ticket_id == ticket_id, TicketFlag.ticket_key == key)
    if user_id is not None:
        statement = statement.where(TicketFlag.create_by == user_id)
    gone = await uow.session.execute(statement)
    return changed_rows(gone)


async def unseen_articles(uow: UnitOfWork, ticket_id: int, user_id: int, *, ignore_system: bool) -> int:
    """How many articles this agent has not seen; system articles may not count."""
    await uow.write_gathered(_ARTICLE_FLAGS)
    values = {"ticket_id": ticket_id, "user_id": user_id, "ignored": "system" if ignore_system else ""}
    return int(await uow.session.scalar(_UNSEEN, values) or 0)
