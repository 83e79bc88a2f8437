"""Second thoughts about the mail of an article: once more, the same with the same Message-ID, or not at all."""

from __future__ import annotations

import asyncio

from sqlalchemy import delete, select

from gotrs_api.articles import service as articles
from gotrs_api.articles.errors import PlainNotFound
from gotrs_api.articles.schemas import ArticleChannel, ArticleRead, SenderType
from gotrs_api.db.results import changed_rows
from gotrs_api.identity.principal import Principal
from gotrs_api.jobs import store
from gotrs_api.jobs.models import Job
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.mail.outbound.compose import OutgoingAttachment, OutgoingMail, compose
from gotrs_api.mail.outbound.errors import MailStillQueued, NothingToResend, TooLateToCallBack
from gotrs_api.mail.outbound.payloads import job_key
from gotrs_api.mail.outbound.queue_clock import is_ours
from gotrs_api.mail.outbound.service.delivering import SHORT_RAW, fail_article, remove_row
from gotrs_api.mail.outbound.service.queueing import MAIL_QUEUE, envelope_sender, plain_addresses, queue_raw
from gotrs_api.mail.smtp_accounts.ways import ways
from gotrs_api.tickets import history_format
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.service import add_history
from gotrs_api.tickets.service.opening import open_ticket
from gotrs_api.uow import UnitOfWork


async def resend_article(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, article_id: ArticleId
) -> ArticleRead:
    """Queue an agent's (or the system's) mail again and forget its send error; history EmailResend.

    Needs what answering needs. Raises as `open_ticket` does, ArticleNotFound, NothingToResend, MailStillQueued.
    """
    await open_ticket(uow, principal, ticket_id, "reply")
    article = await articles.read_article(uow, principal, ticket_id, article_id)
    if article.channel is not ArticleChannel.EMAIL or article.sender_type is SenderType.CUSTOMER:
        raise NothingToResend
    waiting = select(MAIL_QUEUE.c.id).where(MAIL_QUEUE.c.article_id == article_id)
    if (await uow.session.execute(waiting)).first() is not None:
        raise MailStillQueued
    recipients = plain_addresses(article.to, article.cc, article.bcc)
    if not recipients or not article.message_id:
        raise NothingToResend
    await articles.clear_send_error(uow, article_id)
    await queue_raw(
        uow,
        await _raw(uow, principal, article),
        article_id=article_id,
        sender=await envelope_sender(uow, article.from_, automatic=article.sender_type is SenderType.SYSTEM),
        recipients=recipients,
    )
    await add_history(
        uow, ticket_id, history_format.recipients(HistoryType.EMAIL_RESEND, recipients), article_id=article_id
    )
    return article


async def call_back(uow: UnitOfWork, principal: Principal, ticket_id: TicketId, article_id: ArticleId) -> ArticleRead:
    """Stop a mail that still waits out its `GOTRS::Mail::UndoSendSeconds`, or waits for the mail server.

    For its author and administrators. The article stays and says that it was not sent. Raises as `open_ticket` does,
    ArticleNotFound, TooLateToCallBack.
    """
    await open_ticket(uow, principal, ticket_id, "reply")
    article = await articles.read_article(uow, principal, ticket_id, article_id)
    if article.created_by.id != principal.user_id and not principal.is_admin:
        raise TooLateToCallBack
    columns = (MAIL_QUEUE.c.id, MAIL_QUEUE.c.attempts, MAIL_QUEUE.c.due_time, SHORT_RAW)
    row = (await uow.session.execute(select(*columns).where(MAIL_QUEUE.c.article_id == article_id))).first()
    if row is None or not is_ours(row.due_time) or not await _still_waits(uow, row.id):
        raise TooLateToCallBack
    await remove_row(uow, row.id, row.short_raw)
    await fail_article(uow, article_id, f"Called back by {principal.login} before it was sent.")
    return article


async def _still_waits(uow: UnitOfWork, queue_id: int) -> bool:
    """Take the job away, unless it runs: then the mail may be on its way at this moment."""
    if not await ways(uow):
        return True
    taken = await uow.session.execute(
        delete(Job)
        .where(Job.dedupe_key == job_key(queue_id), Job.status == store.PENDING)
        .execution_options(synchronize_session=False)
    )
    return changed_rows(taken) > 0


async def _raw(uow: UnitOfWork, principal: Principal, article: ArticleRead) -> bytes:
    """The mail as it went, or made anew from the article where it was not kept."""
    ticket_id, article_id = TicketId(article.ticket_id), ArticleId(article.id)
    try:
        return await articles.read_plain(uow, principal, ticket_id, article_id)
    except PlainNotFound:
        html = await articles.html_body(uow, principal, ticket_id, article_id)
    files = await articles.copy_attachments(uow, principal, ticket_id, article_id)
    attachments = [
        OutgoingAttachment(
            filename=file.filename,
            content_type=file.content_type,
            content=file.content
            if isinstance(file.content, bytes)
            else await asyncio.to_thread(file.content.read_bytes),
            content_id=(file.content_id or "").strip("<>"),
            inline=file.disposition == "inline",
        )
        for file in files
    ]
    return compose(
        OutgoingMail(
            from_=article.from_,
            to=article.to,
            cc=article.cc,
            reply_to=article.reply_to,
            subject=article.subject,
            message_id=article.message_id,
            date=article.created,
            text=article.body,
            html=html,
            in_reply_to=article.in_reply_to,
            references=article.references.split(),
            attachments=attachments,
            automatic=article.sender_type is SenderType.SYSTEM,
        )
    )
