"""Mails made of articles: an agent's answer as it was stored, and a mail sent on to somebody else."""

from __future__ import annotations

import asyncio
from pathlib import Path

from gotrs_api.articles import service as articles
from gotrs_api.articles.new_article import NewArticle, NewAttachment
from gotrs_api.articles.service.store import HTML_BODY_NAME
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.addresses import is_valid_address
from gotrs_api.kernel.content_type import content_type_params
from gotrs_api.kernel.ids import ArticleId, QueueId, TicketId
from gotrs_api.mail.outbound.compose import OutgoingAttachment, OutgoingMail, new_message_id, resent
from gotrs_api.mail.outbound.errors import MailAddressInvalid, MailCannotBeSealed
from gotrs_api.mail.outbound.service.delivering import fail_article
from gotrs_api.mail.outbound.service.queueing import composed, envelope_sender, plain_addresses, queue_raw
from gotrs_api.mail.security.sealing import CannotSeal, sealed
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.service.current import current
from gotrs_api.uow import UnitOfWork

NO_RECIPIENT = "The article names nobody to whom it could be sent."


async def send_article(uow: UnitOfWork, article_id: ArticleId, article: NewArticle) -> int | None:
    """Queue an article, just stored, as a mail: text and HTML, its files, its thread, its own Message-ID.

    To, Cc and Bcc get it; Bcc stands in no header. It is signed with the queue's key where there is one. Without any
    recipient, or where it cannot be signed, the article is marked as not sent and nothing is queued.
    With `GOTRS::Mail::UndoSendSeconds` it may be called back for so long.
    Raises MailCannotBeSealed when its writer asked for a signature or encryption that is not possible.
    """
    recipients = [a for a in plain_addresses(article.to, article.cc, article.bcc) if is_valid_address(a)]
    if not recipients:
        await fail_article(uow, article_id, NO_RECIPIENT)
        return None
    is_html = (content_type_params(article.content_type).mime_type or "").lower() == "text/html"
    mail = OutgoingMail(
        from_=article.from_,
        to=article.to,
        cc=article.cc,
        reply_to=article.reply_to,
        subject=article.subject,
        message_id=article.message_id,
        date=uow.clock.now(),
        text="" if is_html else article.body,
        html=article.body if is_html else None,
        in_reply_to=article.in_reply_to,
        references=article.references.split(),
        attachments=[await _file(file) for file in article.attachments if not _is_body(file)],
    )
    queue_id = QueueId((await current(uow, article.ticket_id)).queue_id)
    try:
        raw = await sealed(
            uow,
            await composed(uow, mail),
            queue_id=queue_id,
            recipients=recipients,
            sign_key=article.sign_key,
            encrypt=article.encrypt,
        )
    except CannotSeal as problem:
        if article.encrypt or article.sign_key:
            field = "/encrypt" if article.encrypt else "/sign_key"
            raise MailCannotBeSealed.field(field, "impossible", str(problem)) from problem
        await fail_article(uow, article_id, str(problem))
        return None
    await articles.keep_plain(uow, article.ticket_id, article_id, raw)
    return await queue_raw(
        uow,
        raw,
        article_id=article_id,
        sender=await envelope_sender(uow, article.from_),
        recipients=recipients,
        delay_s=await sysconfig.get(uow, settings.MAIL_UNDO_SEND_S),
    )


async def bounce_article(uow: UnitOfWork, ticket_id: TicketId, article_id: ArticleId, *, sender: str, to: str) -> int:
    """Send a stored mail on unchanged, with Resent-* headers in front (OTRS: Bounce); answers the queue's id.

    `sender` is a From line. Raises MailAddressInvalid, ArticleNotFound, PlainNotFound. Rights are not asked.
    """
    recipients = plain_addresses(to)
    for address in recipients:
        if not is_valid_address(address):
            raise MailAddressInvalid(address=address)
    if not recipients:
        raise MailAddressInvalid(address=to)
    raw = await articles.read_plain(uow, Principal.system("mail"), ticket_id, article_id)
    now = uow.clock.now()
    message_id = new_message_id(await sysconfig.get(uow, settings.FQDN), now, bounce=True)
    mail = resent(raw, sender=sender, to=to, message_id=message_id, date=now)
    return await queue_raw(uow, mail, article_id=None, sender=await envelope_sender(uow, sender), recipients=recipients)


def _is_body(file: NewAttachment) -> bool:
    return file.filename == HTML_BODY_NAME and file.content_type.lower().startswith("text/html")


async def _file(file: NewAttachment) -> OutgoingAttachment:
    content = file.content
    if isinstance(content, Path):
        content = await asyncio.to_thread(content.read_bytes)
    return OutgoingAttachment(
        filename=file.filename,
        content_type=file.content_type,
        content=content,
        content_id=(file.content_id or "").strip().strip("<>"),
        inline=bool(file.content_id) and file.disposition != "attachment",
    )
