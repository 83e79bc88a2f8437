"""Putting mails into the queue, in the transaction of whatever they tell about."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import Table, insert, select

from gotrs_api.articles.models import Article
from gotrs_api.kernel.addresses import Address, normalized_address, split_addresses
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.mail.models import MailQueue
from gotrs_api.mail.outbound import raw_store
from gotrs_api.mail.outbound.compose import OutgoingMail, compose
from gotrs_api.mail.outbound.errors import MailAddressInvalid
from gotrs_api.mail.outbound.events import ArticleMailQueued
from gotrs_api.mail.outbound.payloads import SendMail, job_key
from gotrs_api.mail.outbound.queue_clock import shifted
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.version import VERSION

MAX_SENDER = 200
_THREAD_FROM_BYTES = 1024 * 1024
MAIL_QUEUE = cast(Table, MailQueue.__table__)


async def queue_mail(
    uow: UnitOfWork,
    mail: OutgoingMail,
    *,
    article_id: int | None,
    sender: str,
    recipients: Sequence[str],
    delay_s: float = 0,
) -> int:
    """Write a mail into the queue and the job that sends it; answers the row's id.

    The mail is composed here, once: whatever happens later, every copy that leaves has these bytes and this
    Message-ID. `sender` is the envelope's (empty: `<>`, see `envelope_sender`); `recipients` are plain addresses.
    Emits ArticleMailQueued where it belongs to an article. Raises OSError when a mail above 8 MiB cannot be kept.
    """
    raw = await composed(uow, mail)
    return await queue_raw(uow, raw, article_id=article_id, sender=sender, recipients=recipients, delay_s=delay_s)


async def composed(uow: ReadUow, mail: OutgoingMail) -> bytes:
    """The mail as it will leave, with the headers that every mail of this desk bears."""
    mail = replace(mail, headers={**await _house_headers(uow), **mail.headers})
    if sum(len(file.content) for file in mail.attachments) > _THREAD_FROM_BYTES:
        return await asyncio.to_thread(compose, mail)
    return compose(mail)


async def queue_raw(
    uow: UnitOfWork,
    raw: bytes,
    *,
    article_id: int | None,
    sender: str,
    recipients: Sequence[str],
    delay_s: float = 0,
) -> int:
    """The same for a mail that is composed already. Raises MailAddressInvalid when no recipient has an address."""
    now = uow.clock.now()
    everybody = await _with_copy(uow, recipients)
    if not everybody:
        raise MailAddressInvalid(address=", ".join(recipients))
    result = await uow.session.execute(
        insert(MAIL_QUEUE).values(
            insert_fingerprint=f"gotrs-{secrets.token_hex(16)}",
            article_id=article_id,
            attempts=0,
            sender=sender[:MAX_SENDER],
            recipient=",".join(everybody),
            raw_message=await raw_store.stored(uow.site.settings.var, raw, now),
            due_time=shifted(now + timedelta(seconds=delay_s)),
            create_time=now,
        )
    )
    queue_id = int(cast(Any, result).inserted_primary_key[0])
    await uow.enqueue(SendMail(queue_id=queue_id), dedupe_key=job_key(queue_id), delay_s=delay_s)
    if article_id is not None:
        ticket_id = await ticket_of(uow, article_id)
        await uow.emit(ArticleMailQueued(ticket_id=ticket_id, article_id=ArticleId(article_id)))
    return queue_id


async def envelope_sender(uow: ReadUow, from_: str, *, automatic: bool = False) -> str:
    """Where bounces go: a setting, else the From address, for automatic mails nowhere (`<>`).

    Source: OTRS 6, `SendmailEnvelopeFrom`, `SendmailNotificationEnvelopeFrom` and `…::FallbackToEmailFrom`.
    """
    if automatic:
        configured = await sysconfig.get(uow, settings.SENDMAIL_NOTIFICATION_ENVELOPE_FROM)
        if configured or not await sysconfig.get(uow, settings.SENDMAIL_NOTIFICATION_ENVELOPE_FALLBACK):
            return configured
    else:
        configured = await sysconfig.get(uow, settings.SENDMAIL_ENVELOPE_FROM)
    return configured or next(iter(plain_addresses(from_)), "")


def plain_addresses(*lines: str) -> list[str]:
    """The addresses of header lines, without names, each once."""
    found: dict[str, str] = {}
    for address in addresses(*lines):
        if address.email is not None:
            found.setdefault(normalized_address(address.email), address.email)
    return list(found.values())


def addresses(*lines: str) -> list[Address]:
    return [address for line in lines for address in split_addresses(line)]


async def ticket_of(uow: ReadUow, article_id: int) -> TicketId:
    return TicketId((await uow.session.execute(select(Article.ticket_id).where(Article.id == article_id))).scalar_one())


async def _with_copy(uow: ReadUow, recipients: Sequence[str]) -> list[str]:
    """`SendmailBcc` gets everything."""
    return plain_addresses(*recipients, await sysconfig.get(uow, settings.SENDMAIL_BCC))


async def _house_headers(uow: ReadUow) -> dict[str, str]:
    """What every mail bears (OTRS 6: Kernel/System/Email.pm, Send)."""
    headers = dict(await sysconfig.get(uow, settings.SENDMAIL_DEFAULT_HEADERS))
    if organization := await sysconfig.get(uow, settings.ORGANIZATION):
        headers["Organization"] = organization
    if not await sysconfig.get(uow, settings.SECURE_DISABLE_BANNER):
        product = await sysconfig.get(uow, settings.PRODUCT_NAME)
        headers["X-Mailer"] = f"{product} Mail Service ({VERSION})"
        headers["X-Powered-By"] = f"{product} {VERSION}"
    return headers
