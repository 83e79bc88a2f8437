"""Sending articles on: forwarded as a new mail, or bounced as they came.

Source: OTRS 6, Kernel/Modules/AgentTicketForward.pm, AgentTicketBounce.pm.
"""

from __future__ import annotations

from typing import Protocol

from gotrs_api.articles import service as articles
from gotrs_api.articles.errors import ArticleNotFound, PlainNotFound
from gotrs_api.articles.events import ArticleBounced
from gotrs_api.articles.new_article import NewArticle
from gotrs_api.articles.schemas import ArticleChannel, ArticleRead, SenderType
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, AttachmentId, TicketId
from gotrs_api.responses.answer_format import quoted_text
from gotrs_api.responses.tags import Format, TagValues, expand
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import history_format
from gotrs_api.tickets.errors import InvalidTicketChange
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.repository.master import Datum
from gotrs_api.tickets.schemas import BounceInfo, TicketBounce, TicketForward, TicketRead
from gotrs_api.tickets.service.addresses import new_message_id, queue_sender
from gotrs_api.tickets.service.current import add_lines_of_article
from gotrs_api.tickets.service.mail_recipients import require_recipients
from gotrs_api.tickets.service.messages import store_message
from gotrs_api.tickets.service.opening import answer, open_ticket
from gotrs_api.tickets.service.resolving import one, pointer
from gotrs_api.tickets.service.state import action_for, apply_new_state, require_sensible
from gotrs_api.tickets.service.subjects import with_number
from gotrs_api.tickets.service.time_units import account_time_of, require_time
from gotrs_api.tickets.subject import SubjectKind
from gotrs_api.uow import UnitOfWork

_NO_SUCH_ARTICLE = ("/article_id", "unknown", "The ticket has no such article.")


async def forward_article(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketForward, *, if_match: str | None = None
) -> TicketRead:
    """Send an article with its files to somebody else, as a new mail out of the ticket's queue.

    Needs the right `forward`. Raises as `open_ticket` does, and InvalidTicketChange for an article, an address or a
    state that does not do; addresses of our own queues are refused, or the mail would come back.
    """
    state = await _state(uow, command)
    row = await open_ticket(uow, principal, ticket_id, "forward", *_action(state), if_match=if_match)
    _check_state(uow, command, state)
    await require_time(uow, principal, command.time_units)
    article = await _article(uow, principal, ticket_id, command.article_id)
    for name in ("to", "cc", "bcc"):
        await require_recipients(uow, f"/{name}", getattr(command, name))
    chosen = None if command.attachment_ids is None else [AttachmentId(each) for each in command.attachment_ids]
    files = await articles.copy_attachments(uow, principal, ticket_id, ArticleId(article.id), chosen)
    to = (command.to, command.cc or "", command.bcc or "")
    new = NewArticle(
        ticket_id=ticket_id,
        channel=ArticleChannel.EMAIL,
        sender_type=SenderType.AGENT,
        visible_for_customer=command.visible_for_customer,
        subject=await with_number(uow, command.subject or article.subject, row.tn, SubjectKind.FORWARD),
        body=command.body or await _quoted(uow, article),
        content_type=f"{command.content_type if command.body else 'text/plain'}; charset=utf-8",
        from_=await queue_sender(uow, principal, row.queue_id),
        to=command.to,
        cc=command.cc or "",
        bcc=command.bcc or "",
        message_id=await new_message_id(uow),
        attachments=[*files, *await articles.resolve_attachments(uow, principal, command.attachments)],
        send=True,
        sign_key=command.sign_key,
        encrypt=command.encrypt,
    )
    line = history_format.recipients(HistoryType.FORWARD, to)
    article_id = await store_message(uow, new, line, unlock_on_away=True)
    if command.time_units is not None:
        await account_time_of(uow, ticket_id, command.time_units, article_id)
    if state is not None:
        await apply_new_state(uow, ticket_id, state, command.pending_until)
    return await answer(uow, principal, ticket_id)


async def bounce_article(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketBounce, *, if_match: str | None = None
) -> TicketRead:
    """Send a mail on as it came (RFC 5322, 3.6.6: Resent fields in front), and perhaps tell who had sent it.

    Needs the right `bounce`. Raises as `forward_article` does, also for an article that did not come as a mail.
    """
    state = await _state(uow, command)
    row = await open_ticket(uow, principal, ticket_id, "bounce", *_action(state), if_match=if_match)
    _check_state(uow, command, state)
    article = await _article(uow, principal, ticket_id, command.article_id)
    await require_recipients(uow, "/to", command.to)
    article_id = ArticleId(article.id)
    try:
        await articles.open_plain(uow, principal, ticket_id, article_id)
    except PlainNotFound:
        raise InvalidTicketChange.field("/article_id", "not_a_mail", "Only mails can be bounced.") from None
    sender = await queue_sender(uow, principal, row.queue_id)
    await add_lines_of_article(uow, ticket_id, article_id, history_format.recipients(HistoryType.BOUNCE, (command.to,)))
    await uow.emit(ArticleBounced(ticket_id=ticket_id, article_id=article_id, sender=sender, to=command.to))
    if command.info is not None:
        await _tell_sender(uow, article, command.info, sender, command.to, row.tn)
    if state is not None:
        await apply_new_state(uow, ticket_id, state, command.pending_until)
    return await answer(uow, principal, ticket_id)


async def _tell_sender(
    uow: UnitOfWork, article: ArticleRead, info: BounceInfo, sender: str, bounced_to: str, number: str
) -> None:
    to = info.to or article.reply_to or article.from_
    await require_recipients(uow, "/info/to", to)
    tags = TagValues(extra={"TICKET": number, "BOUNCE_TO": bounced_to})
    new = NewArticle(
        ticket_id=TicketId(article.ticket_id),
        channel=ArticleChannel.EMAIL,
        sender_type=SenderType.AGENT,
        visible_for_customer=True,
        subject=await with_number(uow, info.subject or article.subject, number),
        body=expand(info.body, tags, Format(info.content_type)),
        content_type=f"{info.content_type}; charset=utf-8",
        from_=sender,
        to=to,
        message_id=await new_message_id(uow),
        in_reply_to=article.message_id,
        references=f"{article.references} {article.message_id}".strip(),
        send=True,
    )
    line = history_format.plain_text(HistoryType.BOUNCE, f"{to} was told of the bounce to {bounced_to}.")
    await store_message(uow, new, line, unlock_on_away=True)


class _WithState(Protocol):
    """What a forward and a bounce say of the state afterwards."""

    @property
    def state(self) -> str | int | None: ...
    @property
    def state_id(self) -> int | None: ...


async def _state(uow: UnitOfWork, command: _WithState) -> Datum | None:
    if command.state is None and command.state_id is None:
        return None
    return await one(uow, "state", command)


def _action(state: Datum | None) -> tuple[str, ...]:
    return () if state is None else (action_for(state),)


def _check_state(uow: UnitOfWork, command: TicketForward | TicketBounce, state: Datum | None) -> None:
    if state is not None:
        require_sensible(uow, state, command.pending_until, pointer(command, "state"))
    elif command.pending_until is not None:
        raise InvalidTicketChange.field("/pending_until", "not_pending", "Only pending states have a time.")


async def _article(uow: UnitOfWork, principal: Principal, ticket_id: TicketId, article_id: int | None) -> ArticleRead:
    if article_id is None:
        heads = await articles.list_article_summaries(uow, principal, ticket_id)
        if not heads:
            raise InvalidTicketChange.field(*_NO_SUCH_ARTICLE)
        article_id = heads[-1].id
    try:
        return await articles.read_article(uow, principal, ticket_id, ArticleId(article_id))
    except ArticleNotFound:
        raise InvalidTicketChange.field(*_NO_SUCH_ARTICLE) from None


async def _quoted(uow: UnitOfWork, article: ArticleRead) -> str:
    head = (("From", article.from_), ("To", article.to), ("Cc", article.cc))
    lines = [f"{name}: {value}" for name, value in head if value]
    lines += [f"Date: {article.created:%Y-%m-%d %H:%M} UTC", f"Subject: {article.subject}", ""]
    prefix, width = await sysconfig.get(uow, settings.QUOTE_PREFIX), await sysconfig.get(uow, settings.TEXT_AREA_EMAIL)
    return "\n".join([*lines, quoted_text(article.body, prefix, width)])
