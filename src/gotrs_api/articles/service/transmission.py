"""Whether the mail of an article has left: OTRS's `mail_queue` and `article_data_mime_send_error`."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Integer, String, Table, column, delete, insert, select, table, update

from gotrs_api.articles import contents
from gotrs_api.articles.events import ArticleTransmissionFailed, ArticleTransmissionUpdated
from gotrs_api.articles.models import (
    Article,
    ArticleMime,
    ArticleSendError,
    ArticleSenderType,
    CommunicationChannel,
)
from gotrs_api.articles.schemas import Transmission, TransmissionRead
from gotrs_api.articles.service.read import find_row
from gotrs_api.db.types import OtrsDateTime
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.uow import ReadUow, UnitOfWork

_BEYOND_OTRS = 8999
SEND_ERROR = cast(Table, ArticleSendError.__table__)

# The queue belongs to the mail domain above; here it is only looked at.
_QUEUE = table(
    "mail_queue",
    column("article_id", Integer),
    column("attempts", Integer),
    column("due_time", OtrsDateTime),
    column("last_smtp_message", String),
)
_STATUS = (
    select(
        Article.id,
        _QUEUE.c.attempts,
        _QUEUE.c.due_time,
        _QUEUE.c.last_smtp_message,
        ArticleSendError.id.label("error_id"),
        ArticleSendError.log_message,
    )
    .join(CommunicationChannel, CommunicationChannel.id == Article.communication_channel_id)
    .join(ArticleSenderType, ArticleSenderType.id == Article.article_sender_type_id)
    .outerjoin(_QUEUE, _QUEUE.c.article_id == Article.id)
    .outerjoin(ArticleSendError, ArticleSendError.article_id == Article.id)
    .where(CommunicationChannel.name == "Email", ArticleSenderType.name != "customer")
    .order_by(Article.id, ArticleSendError.id)
)


async def transmissions(uow: ReadUow, ticket_id: TicketId) -> dict[ArticleId, TransmissionRead]:
    """Where the outgoing mails of a ticket stand, in one statement; articles that are no mails of ours are not in it.

    Failed with an error row, queued with a row in the queue, else sent (OTRS 6: ArticleTransmissionStatus).
    """
    found: dict[ArticleId, TransmissionRead] = {}
    for row in await uow.session.execute(_STATUS.where(Article.ticket_id == ticket_id)):
        if row.error_id is not None:
            status, message = Transmission.FAILED, row.log_message
        elif row.attempts is not None:
            status, message = Transmission.QUEUED, _text(row.last_smtp_message)
        else:
            status, message = Transmission.SENT, None
        found[ArticleId(row.id)] = TransmissionRead(
            article_id=row.id,
            status=status,
            attempts=row.attempts or 0,
            message=message,
            account=None,  # the mail domain above knows
            due=_due(row.due_time),
        )
    return found


async def clear_send_error(uow: UnitOfWork, article_id: ArticleId) -> None:
    """Before another attempt: the article no longer counts as failed."""
    await uow.session.execute(delete(SEND_ERROR).where(SEND_ERROR.c.article_id == article_id))


async def keep_plain(uow: UnitOfWork, ticket_id: TicketId, article_id: ArticleId, raw: bytes) -> None:
    """Keep the mail that is sent for an article, byte for byte. Raises ArticleNotFound."""
    row = await find_row(uow, Principal.system("articles"), ticket_id, article_id)
    await contents.write_plain(uow, await contents.place(uow, article_id, row.content_path), raw, uow.clock.now())


def _text(value: object) -> str | None:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else cast(str | None, value)


def _due(stored: datetime | None) -> datetime | None:
    """Our rows are dated beyond OTRS's reach; only `mail.outbound.queue_clock` knows what those dates mean."""
    return None if stored is None or stored.year >= _BEYOND_OTRS else stored


async def record_send_error(uow: UnitOfWork, article_id: ArticleId, message: str) -> None:
    """Note that an article could not be delivered; what was noted before about other recipients stays. Emits the event."""
    query = (
        select(Article.ticket_id, ArticleMime.a_message_id, ArticleSendError.id, ArticleSendError.log_message)
        .outerjoin(ArticleMime, ArticleMime.article_id == Article.id)
        .outerjoin(ArticleSendError, ArticleSendError.article_id == Article.id)
        .where(Article.id == article_id)
        .limit(1)
    )
    row = (await uow.session.execute(query)).first()
    if row is None:
        return
    ticket_id, message_id, error_id, before = row
    message = message.replace("\0", "")[:100_000]
    if before and message not in before:
        message = f"{before[:100_000]}\n{message}"
    else:
        message = before or message
    if error_id is None:
        await uow.session.execute(
            insert(SEND_ERROR).values(
                article_id=article_id,
                message_id=(message_id or "")[:200] or None,
                log_message=message,
                create_time=uow.clock.now(),
            )
        )
        await uow.emit(ArticleTransmissionFailed(ticket_id=TicketId(ticket_id), article_id=article_id))
    else:
        await uow.session.execute(update(SEND_ERROR).where(SEND_ERROR.c.id == error_id).values(log_message=message))
        await uow.emit(ArticleTransmissionUpdated(ticket_id=TicketId(ticket_id), article_id=article_id))
