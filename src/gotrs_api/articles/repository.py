"""Selects and writes of articles. Statements are built once: zoom and list run them for every page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    BigInteger,
    Row,
    Select,
    Table,
    bindparam,
    column,
    delete,
    exists,
    func,
    insert,
    select,
    table,
    union,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.articles.models import (
    Article,
    ArticleAttachment,
    ArticleChat,
    ArticleFlag,
    ArticleMime,
    ArticlePlain,
    ArticleSendError,
    ArticleSenderType,
    CommunicationChannel,
)
from gotrs_api.articles.new_article import NewArticle
from gotrs_api.db.prepared import Prepared
from gotrs_api.identity.models import User
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.uow import ReadUow, UnitOfWork

ARTICLE = cast(Table, Article.__table__)
MIME = cast(Table, ArticleMime.__table__)
CHAT = cast(Table, ArticleChat.__table__)
_MAIL_QUEUE = table("mail_queue", column("article_id", BigInteger))

_NUMBERED = (
    select(Article.id, func.row_number().over(order_by=Article.id).label("number"))
    .where(Article.ticket_id == bindparam("ticket_id"))
    .subquery()
)
_HEAD = (
    Article.id,
    Article.ticket_id,
    _NUMBERED.c.number,
    CommunicationChannel.name.label("channel"),
    ArticleSenderType.name.label("sender_type"),
    Article.is_visible_for_customer.label("visible"),
    Article.create_time,
    Article.create_by,
    User.login,
    User.first_name,
    User.last_name,
    ArticleMime.a_from,
    ArticleMime.a_to,
    ArticleMime.a_subject,
)
_WHOLE = (
    *_HEAD,
    ArticleMime.a_reply_to,
    ArticleMime.a_cc,
    ArticleMime.a_bcc,
    ArticleMime.a_message_id,
    ArticleMime.a_in_reply_to,
    ArticleMime.a_references,
    ArticleMime.a_content_type,
    ArticleMime.a_body,
    ArticleMime.content_path,
    Article.change_time,
    exists().where(ArticleAttachment.article_id == Article.id).label("has_files"),
)


class HeadRow(NamedTuple):
    """Column by column of `_HEAD`."""

    id: int
    ticket_id: int
    number: int
    channel: str
    sender_type: str
    visible: int
    create_time: datetime
    create_by: int
    login: str
    first_name: str
    last_name: str
    a_from: str | None
    a_to: str | None
    a_subject: str | None


class WholeRow(NamedTuple):
    """Column by column of `_WHOLE`."""

    id: int
    ticket_id: int
    number: int
    channel: str
    sender_type: str
    visible: int
    create_time: datetime
    create_by: int
    login: str
    first_name: str
    last_name: str
    a_from: str | None
    a_to: str | None
    a_subject: str | None
    a_reply_to: str | None
    a_cc: str | None
    a_bcc: str | None
    a_message_id: str | None
    a_in_reply_to: str | None
    a_references: str | None
    a_content_type: str | None
    a_body: str | None
    content_path: str | None
    change_time: datetime
    has_files: bool


def _articles(columns: tuple[Any, ...]) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Article)
        .join(_NUMBERED, _NUMBERED.c.id == Article.id)
        .join(CommunicationChannel, CommunicationChannel.id == Article.communication_channel_id)
        .join(ArticleSenderType, ArticleSenderType.id == Article.article_sender_type_id)
        .join(User, User.id == Article.create_by)
        .outerjoin(ArticleMime, ArticleMime.article_id == Article.id)
        .where(
            Article.ticket_id == bindparam("ticket_id"),
            Article.is_visible_for_customer >= bindparam("least_visible"),
            Article.id > bindparam("after_id"),
        )
        .order_by(Article.id)
        .limit(bindparam("limit"))
    )


_ALL_WHOLE = Prepared(_articles(_WHOLE))
_ALL_HEADS = _articles(_HEAD)
_ONE_WHOLE = _articles(_WHOLE).where(Article.id == bindparam("article_id"))
NO_LIMIT = 1_000_000_000


async def whole_articles(
    uow: ReadUow, ticket_id: TicketId, *, visible_only: bool, after_id: int = 0, limit: int = NO_LIMIT
) -> Sequence[WholeRow]:
    values = {"ticket_id": ticket_id, "least_visible": int(visible_only), "after_id": after_id, "limit": limit}
    return [WholeRow._make(row) for row in await uow.fetch(_ALL_WHOLE, values)]


_OTRS = (
    select(
        Article.id,
        Article.ticket_id,
        Article.communication_channel_id,
        Article.article_sender_type_id,
        ArticleSenderType.name.label("sender_type"),
        Article.is_visible_for_customer.label("visible"),
        Article.create_time,
        Article.create_by,
        Article.change_time,
        Article.change_by,
        ArticleMime.a_from,
        ArticleMime.a_to,
        ArticleMime.a_cc,
        ArticleMime.a_bcc,
        ArticleMime.a_subject,
        ArticleMime.a_reply_to,
        ArticleMime.a_message_id,
        ArticleMime.a_in_reply_to,
        ArticleMime.a_references,
        ArticleMime.a_content_type,
        ArticleMime.a_body,
        ArticleMime.incoming_time,
        ArticleMime.content_path,
    )
    .join(ArticleSenderType, ArticleSenderType.id == Article.article_sender_type_id)
    .outerjoin(ArticleMime, ArticleMime.article_id == Article.id)
    .where(Article.ticket_id.in_(bindparam("ticket_ids", expanding=True, type_=Article.ticket_id.type)))
    .order_by(Article.ticket_id, Article.id)
)


async def articles_of_tickets(session: AsyncSession, ticket_ids: Sequence[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    """All articles of many tickets, in order, with the numbers that OTRS's web services show."""
    return (await session.execute(_OTRS, {"ticket_ids": list(ticket_ids)})).all()


async def article_heads(session: AsyncSession, ticket_id: TicketId, *, visible_only: bool) -> Sequence[HeadRow]:
    values = {"ticket_id": ticket_id, "least_visible": int(visible_only), "after_id": 0, "limit": NO_LIMIT}
    return [HeadRow._make(row) for row in await session.execute(_ALL_HEADS, values)]


async def whole_article(
    session: AsyncSession, ticket_id: TicketId, article_id: ArticleId, *, visible_only: bool
) -> WholeRow | None:
    values = {
        "ticket_id": ticket_id,
        "article_id": article_id,
        "least_visible": int(visible_only),
        "after_id": 0,
        "limit": 1,
    }
    row = (await session.execute(_ONE_WHOLE, values)).one_or_none()
    return None if row is None else WholeRow._make(row)


async def count_articles(session: AsyncSession, ticket_id: TicketId, *, visible_only: bool) -> int:
    query = select(func.count()).where(
        Article.ticket_id == ticket_id, Article.is_visible_for_customer >= int(visible_only)
    )
    return (await session.execute(query)).scalar_one()


async def chat_lines(session: AsyncSession, article_ids: Sequence[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    query = (
        select(ArticleChat.article_id, ArticleChat.chat_participant_name, ArticleChat.message_text)
        .where(ArticleChat.article_id.in_(article_ids))
        .order_by(ArticleChat.article_id, ArticleChat.id)
    )
    return (await session.execute(query)).all()


_INSERT_ARTICLE = insert(ARTICLE).values(
    communication_channel_id=select(CommunicationChannel.id)
    .where(CommunicationChannel.name == bindparam("channel_name"))
    .scalar_subquery(),
    article_sender_type_id=select(ArticleSenderType.id)
    .where(ArticleSenderType.name == bindparam("sender_type_name"))
    .scalar_subquery(),
)


async def insert_article(session: AsyncSession, new: NewArticle, now: datetime, acting_id: int) -> ArticleId:
    result = await session.execute(
        _INSERT_ARTICLE,
        {
            "ticket_id": new.ticket_id,
            "channel_name": new.channel.value.capitalize(),
            "sender_type_name": new.sender_type.value,
            "is_visible_for_customer": int(new.visible_for_customer),
            "search_index_needs_rebuild": 1,
            **_stamps(now, acting_id),
        },
    )
    return ArticleId(cast(Any, result).inserted_primary_key[0])


async def insert_mime(uow: UnitOfWork, article_id: ArticleId, values: dict[str, object], now: datetime) -> None:
    await uow.insert_rows(MIME, [{"article_id": article_id, **values, **_stamps(now, uow.acting_id)}])


async def insert_chat_line(
    session: AsyncSession, article_id: ArticleId, *, participant: str, kind: str, text: str, now: datetime
) -> None:
    await session.execute(
        insert(CHAT).values(
            article_id=article_id,
            chat_participant_id=participant[:255],
            chat_participant_name=participant[:255],
            chat_participant_type=kind,
            message_text=text,
            system_generated=0,
            create_time=now,
        )
    )


def _stamps(now: datetime, acting_id: int) -> dict[str, Any]:
    return {"create_time": now, "create_by": acting_id, "change_time": now, "change_by": acting_id}


async def update_mime(session: AsyncSession, article_id: ArticleId, values: dict[str, object]) -> None:
    await session.execute(update(MIME).where(MIME.c.article_id == article_id).values(**values))


async def update_article(session: AsyncSession, article_id: ArticleId, values: dict[str, object]) -> None:
    await session.execute(update(ARTICLE).where(ARTICLE.c.id == article_id).values(**values))


async def move_articles(
    session: AsyncSession, from_ticket: TicketId, to_ticket: TicketId, now: datetime, acting_id: int
) -> None:
    await session.execute(
        update(ARTICLE)
        .where(ARTICLE.c.ticket_id == from_ticket)
        .values(ticket_id=to_ticket, change_time=now, change_by=acting_id)
    )


async def ids_of_ticket(session: AsyncSession, ticket_id: TicketId) -> list[ArticleId]:
    rows = await session.scalars(select(Article.id).where(Article.ticket_id == ticket_id).order_by(Article.id))
    return [ArticleId(row) for row in rows]


async def content_paths(session: AsyncSession, article_ids: Sequence[ArticleId]) -> dict[int, str | None]:
    query = select(ArticleMime.article_id, ArticleMime.content_path).where(ArticleMime.article_id.in_(article_ids))
    return {row.article_id: row.content_path for row in await session.execute(query)}


async def tickets_and_paths(session: AsyncSession, article_ids: Sequence[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    """`id`, `ticket_id`, `content_path` and `create_time` of the articles that can have files in the directory."""
    query = (
        select(Article.id, Article.ticket_id, ArticleMime.content_path, Article.create_time)
        .join(ArticleMime, ArticleMime.article_id == Article.id)
        .where(Article.id.in_(article_ids))
        .order_by(Article.id)
    )
    return (await session.execute(query)).all()


async def articles_with_content(session: AsyncSession, after_id: int, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """`id` and `ticket_id` of the next articles that have a file or a raw mail in the database."""

    def next_of(model: type[ArticleAttachment] | type[ArticlePlain]) -> Select[Any]:
        own = select(model.article_id).where(model.article_id > after_id).distinct()
        return select(own.order_by(model.article_id).limit(limit).subquery())

    found = union(next_of(ArticleAttachment), next_of(ArticlePlain)).subquery()
    query = select(Article.id, Article.ticket_id).join(found, found.c.article_id == Article.id)
    return (await session.execute(query.order_by(Article.id).limit(limit))).all()


async def delete_articles(session: AsyncSession, article_ids: Sequence[ArticleId]) -> None:
    """Delete the rows of the articles' own tables; dynamic fields, index and history are up to the domains that own them.

    A mail that still waits in the queue was promised: it is sent, but no longer reports back to its article.
    """
    await session.execute(update(_MAIL_QUEUE).where(_MAIL_QUEUE.c.article_id.in_(article_ids)).values(article_id=None))
    for model in (ArticleFlag, ArticleSendError, ArticleAttachment, ArticlePlain, ArticleMime, ArticleChat):
        rows = cast(Table, model.__table__)
        await session.execute(delete(rows).where(rows.c.article_id.in_(article_ids)))
    await session.execute(delete(ARTICLE).where(ARTICLE.c.id.in_(article_ids)))


_BY_MESSAGE_ID = (
    select(Article.id, Article.ticket_id)
    .join(ArticleMime, ArticleMime.article_id == Article.id)
    .where(ArticleMime.a_message_id_md5 == bindparam("md5"))
    .order_by(Article.id)
    .limit(2)
)


async def by_message_id_md5(session: AsyncSession, md5: str) -> Sequence[Row[*tuple[Any, ...]]]:
    return (await session.execute(_BY_MESSAGE_ID, {"md5": md5})).all()
