"""The documents of the full-text index: what they are made of, and writing them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Table, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.articles.models import Article, ArticleAttachment, ArticleChat, ArticleMime
from gotrs_api.customers.models import CustomerUser
from gotrs_api.search.models import SearchDocument, SearchRebuild
from gotrs_api.tickets.models import Ticket

DOCUMENT: Final = cast(Table, SearchDocument.__table__)
REBUILD: Final = cast(Table, SearchRebuild.__table__)
_ids = bindparam("ids", expanding=True, type_=Ticket.id.type)

_TICKETS = (
    select(
        Ticket.id,
        Ticket.tn,
        Ticket.title,
        Ticket.customer_id,
        Ticket.customer_user_id,
        CustomerUser.first_name,
        CustomerUser.last_name,
        CustomerUser.email,
    )
    .outerjoin(CustomerUser, CustomerUser.login == Ticket.customer_user_id)
    .where(Ticket.id.in_(_ids))
)
_ARTICLES = (
    select(
        Article.id,
        Article.ticket_id,
        Article.is_visible_for_customer.label("visible"),
        ArticleMime.a_from,
        ArticleMime.a_to,
        ArticleMime.a_cc,
        ArticleMime.a_subject,
        ArticleMime.a_body,
        ArticleMime.a_content_type,
        ArticleMime.content_path,
    )
    .outerjoin(ArticleMime, ArticleMime.article_id == Article.id)
    .where(Article.ticket_id.in_(_ids))
)
_FILES = (
    select(ArticleAttachment.article_id, ArticleAttachment.filename)
    .join(Article, Article.id == ArticleAttachment.article_id)
    .where(Article.ticket_id.in_(_ids))
)
_CHATS = (
    select(ArticleChat.article_id, ArticleChat.chat_participant_name, ArticleChat.message_text)
    .join(Article, Article.id == ArticleChat.article_id)
    .where(Article.ticket_id.in_(_ids))
    .order_by(ArticleChat.id)
)
_LOCK = select(Ticket.id).where(Ticket.id.in_(_ids)).order_by(Ticket.id).with_for_update()


async def lock_tickets(session: AsyncSession, ticket_ids: Sequence[int]) -> None:
    """Two writers of one ticket's documents take turns, and each sees what the other has committed."""
    await session.execute(_LOCK, {"ids": ticket_ids})


async def tickets(session: AsyncSession, ticket_ids: Sequence[int]) -> Sequence[Any]:
    return (await session.execute(_TICKETS, {"ids": ticket_ids})).all()


async def articles(session: AsyncSession, ticket_ids: Sequence[int]) -> Sequence[Any]:
    return (await session.execute(_ARTICLES, {"ids": ticket_ids})).all()


async def file_names(session: AsyncSession, ticket_ids: Sequence[int]) -> Sequence[Any]:
    """article_id, filename of what lies in the database."""
    return (await session.execute(_FILES, {"ids": ticket_ids})).all()


async def chat_lines(session: AsyncSession, ticket_ids: Sequence[int]) -> Sequence[Any]:
    return (await session.execute(_CHATS, {"ids": ticket_ids})).all()


async def replace(session: AsyncSession, ticket_ids: Sequence[int], rows: Sequence[dict[str, Any]]) -> None:
    """Also replaces the documents that articles moved here from another ticket had there."""
    await session.execute(delete(DOCUMENT).where(DOCUMENT.c.ticket_id.in_(ticket_ids)))
    if rows:
        await session.execute(delete(DOCUMENT).where(DOCUMENT.c.id.in_([row["id"] for row in rows])))
        await session.execute(insert(DOCUMENT), list(rows))


async def remove(session: AsyncSession, ticket_id: int) -> None:
    await session.execute(delete(DOCUMENT).where(DOCUMENT.c.ticket_id == ticket_id))


async def remove_between(session: AsyncSession, after: int, until: int | None) -> None:
    """Documents of the tickets from `after` (exclusive) on, which may not exist any more."""
    statement = delete(DOCUMENT).where(DOCUMENT.c.ticket_id > after)
    if until is not None:
        statement = statement.where(DOCUMENT.c.ticket_id <= until)
    await session.execute(statement)


async def ticket_ids_of_customer(session: AsyncSession, login: str, customer_id: str) -> list[int]:
    theirs = Ticket.customer_user_id == login if login else Ticket.customer_id == customer_id
    return list(await session.scalars(select(Ticket.id).where(theirs).order_by(Ticket.id)))


async def count_documents(session: AsyncSession) -> int:
    return int(await session.scalar(select(func.count()).select_from(SearchDocument)) or 0)


async def rebuild_state(session: AsyncSession, *, lock: bool = False) -> Any:
    """after_ticket_id, done, total, started_at, finished_at."""
    query = select(REBUILD).where(REBUILD.c.id == 1)
    return (await session.execute(query.with_for_update() if lock else query)).one()


async def begin_rebuild(session: AsyncSession, *, total: int, now: datetime) -> None:
    await _set_rebuild(session, after_ticket_id=0, done=0, total=total, started_at=now, finished_at=None)


async def advance_rebuild(session: AsyncSession, *, after: int, done: int, finished_at: datetime | None) -> None:
    await _set_rebuild(session, after_ticket_id=after, done=done, finished_at=finished_at)


async def _set_rebuild(session: AsyncSession, **values: Any) -> None:
    await session.execute(update(REBUILD).where(REBUILD.c.id == 1).values(**values))
