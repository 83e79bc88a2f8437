"""Who wrote last, and from which address a queue sends."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.articles.models import Article, ArticleMime, ArticleSenderType
from gotrs_api.catalog.models import SystemAddress
from gotrs_api.queues.models import Queue
from gotrs_api.tickets.models import Ticket

_LAST = (
    select(ArticleSenderType.name)
    .join(Article, Article.article_sender_type_id == ArticleSenderType.id)
    .where(Article.ticket_id == bindparam("ticket_id", type_=Ticket.id.type), ArticleSenderType.name != "system")
    .order_by(Article.create_time.desc(), Article.id.desc())
    .limit(1)
)
_CUSTOMER_MAIL = (
    select(ArticleMime.a_from, ArticleMime.a_message_id, ArticleMime.a_references)
    .join(Article, Article.id == ArticleMime.article_id)
    .join(ArticleSenderType, ArticleSenderType.id == Article.article_sender_type_id)
    .where(
        Article.ticket_id == bindparam("ticket_id", type_=Ticket.id.type),
        Article.is_visible_for_customer == 1,
        ArticleSenderType.name == "customer",
        ArticleMime.a_message_id != "",
    )
    .order_by(Article.create_time.desc(), Article.id.desc())
    .limit(1)
)
_ADDRESS = (
    select(SystemAddress.value0, SystemAddress.value1)
    .join(Queue, Queue.system_address_id == SystemAddress.id)
    .where(Queue.id == bindparam("queue_id", type_=Queue.id.type))
)


class Address(NamedTuple):
    email: str
    name: str


async def last_sender(session: AsyncSession, ticket_id: int) -> str | None:
    """Sender type of the newest article that is not the system's."""
    return await session.scalar(_LAST, {"ticket_id": ticket_id})


class Mail(NamedTuple):
    from_: str
    message_id: str
    references: str


async def last_customer_mail(session: AsyncSession, ticket_id: int) -> Mail | None:
    """The newest mail of a customer that customers may see."""
    row = (await session.execute(_CUSTOMER_MAIL, {"ticket_id": ticket_id})).one_or_none()
    return None if row is None else Mail(*(value or "" for value in row))


async def queue_address(session: AsyncSession, queue_id: int) -> Address:
    return Address(*(await session.execute(_ADDRESS, {"queue_id": queue_id})).one())
