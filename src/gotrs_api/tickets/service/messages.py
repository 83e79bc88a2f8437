"""Adding an article to a ticket, with all that OTRS does around it.

Source of the order: OTRS 6, Kernel/System/Ticket/Article/Backend/MIMEBase/Base.pm, ArticleCreate.
"""

from __future__ import annotations

from gotrs_api.articles import service as articles
from gotrs_api.articles.events import ArticleCreated, ArticleSubmitted
from gotrs_api.articles.new_article import NewArticle
from gotrs_api.articles.schemas import SenderType
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.events import (
    NotificationAddNote,
    NotificationFollowUp,
    NotificationNewTicket,
)
from gotrs_api.tickets.history import Entry, write_history
from gotrs_api.tickets.history_format import HistoryLine
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.repository import senders
from gotrs_api.tickets.service import current
from gotrs_api.tickets.service.away import is_out_of_office
from gotrs_api.tickets.service.dynamic_fields import tell_of_article
from gotrs_api.tickets.service.locking import LOCK, UNLOCK, apply_lock, apply_unlock_timeout
from gotrs_api.tickets.service.mentions import note_mentions
from gotrs_api.uow import UnitOfWork

_NEW_TICKET_TYPES = frozenset(
    {
        HistoryType.EMAIL_AGENT,
        HistoryType.EMAIL_CUSTOMER,
        HistoryType.PHONE_CALL_CUSTOMER,
        HistoryType.WEB_REQUEST_CUSTOMER,
        HistoryType.SYSTEM_REQUEST,
    }
)


async def store_message(
    uow: UnitOfWork, new: NewArticle, line: HistoryLine, *, unlock_on_away: bool = False, notify: bool = True
) -> ArticleId:
    """Store an article of an existing ticket: history, unlock when the owner is away, event, unlock timeout.

    Any article of an agent, and a customer's after an agent's, restarts the unlock timeout. Rights were checked.
    """
    ticket_id = new.ticket_id
    await current.lock(uow, ticket_id)
    restarts = await _restarts_timeout(uow, new)
    article_id = await articles.store_article(uow, new)
    row = await current.current(uow, ticket_id)
    await write_history(uow, row, [Entry(line, article_id)])
    frees = unlock_on_away and row.lock_name == LOCK and await sysconfig.get(uow, settings.TICKET_UNLOCK_ON_AWAY)
    if frees and await is_out_of_office(uow, row.owner_id):
        await apply_lock(uow, ticket_id, UNLOCK)
    await announce(uow, article_id, new)
    since = article_epoch(uow, new)
    if restarts and (await current.current(uow, ticket_id)).timeout != since:
        await apply_unlock_timeout(uow, ticket_id, since)
    else:
        await current.change(uow, ticket_id)
    if notify:
        await notify_of(uow, ticket_id, article_id, line.type, is_first=False)
    return article_id


async def announce(uow: UnitOfWork, article_id: ArticleId, new: NewArticle) -> None:
    await uow.emit(
        ArticleCreated(
            ticket_id=new.ticket_id,
            article_id=article_id,
            channel=new.channel,
            sender_type=new.sender_type,
            visible_for_customer=new.visible_for_customer,
            may_be_answered=new.may_be_answered,
            attachments=tuple(one.filename for one in new.attachments),
        )
    )
    await tell_of_article(uow, new.ticket_id, article_id, new.dynamic_fields)
    await note_mentions(uow, article_id, new)
    if new.send:
        await uow.emit(ArticleSubmitted(ticket_id=new.ticket_id, article_id=article_id, article=new))


async def announce_again(uow: UnitOfWork, principal: Principal, ticket_id: TicketId, article_id: ArticleId) -> None:
    """Announce an article once more to everything that reacts to new ones; it gets no second automatic reply.

    Raises ArticleNotFound, also for an article of another ticket.
    """
    article = await articles.read_article(uow, principal, ticket_id, article_id)
    await uow.emit(
        ArticleCreated(
            ticket_id=ticket_id,
            article_id=article_id,
            channel=article.channel,
            sender_type=article.sender_type,
            visible_for_customer=article.visible_for_customer,
            may_be_answered=False,
            attachments=tuple(one.filename for one in article.attachments),
        )
    )


async def notify_of(
    uow: UnitOfWork, ticket_id: TicketId, article_id: ArticleId, history_type: HistoryType, *, is_first: bool
) -> None:
    """The events for agents' notifications that OTRS derives from the history type."""
    if is_first and history_type in _NEW_TICKET_TYPES:
        await uow.emit(NotificationNewTicket(ticket_id=ticket_id))
    elif history_type is HistoryType.ADD_NOTE:
        await uow.emit(NotificationAddNote(ticket_id=ticket_id, article_id=article_id))
    elif history_type is HistoryType.FOLLOW_UP:
        await uow.emit(NotificationFollowUp(ticket_id=ticket_id))


def article_epoch(uow: UnitOfWork, new: NewArticle) -> int:
    return int((new.created_at or uow.clock.now()).timestamp())


async def _restarts_timeout(uow: UnitOfWork, new: NewArticle) -> bool:
    if new.sender_type is SenderType.AGENT:
        return True
    if new.sender_type is SenderType.SYSTEM:
        return False
    return await senders.last_sender(uow.session, new.ticket_id) == SenderType.AGENT
