"""Sending one automatic reply: checks, text, article, outgoing queue; all in the caller's transaction.

Source: OTRS 6, Kernel/System/Ticket/Article/Backend/Email.pm, SendAutoResponse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gotrs_api.articles.new_article import NewArticle
from gotrs_api.articles.schemas import ArticleChannel, SenderType
from gotrs_api.kernel.addresses import format_addresses
from gotrs_api.kernel.html_text import html_to_text, text_to_html
from gotrs_api.kernel.ids import TicketId
from gotrs_api.mail.auto_response.events import AutoResponseSent
from gotrs_api.mail.auto_response.kinds import AutoResponseKind, Original
from gotrs_api.mail.auto_response.recipients import Recipients, choose_recipients
from gotrs_api.mail.auto_response.templates import ResponseTemplate, is_used, template_of
from gotrs_api.mail.auto_response.ticket_values import values_for
from gotrs_api.mail.outbound.compose import OutgoingMail, new_message_id, thread_references
from gotrs_api.mail.outbound.service import envelope_sender, queue_mail
from gotrs_api.responses.tags import Format, expand
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.history_format import plain_text, recipients
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.service import add_history, store_message, subject_settings
from gotrs_api.tickets.service.addresses import mailbox
from gotrs_api.tickets.service.current import current
from gotrs_api.tickets.subject import SubjectFormat
from gotrs_api.uow import UnitOfWork

if TYPE_CHECKING:
    from gotrs_api.tickets.repository.rows import TicketRow

_CLOSED = ("close", "removed")


async def send_auto_response(
    uow: UnitOfWork, kind: AutoResponseKind, ticket_id: TicketId, original: Original
) -> list[str]:
    """Answer a message with its queue's automatic reply, if it has one and nothing speaks against it.

    Answers what was done, in English, for the trace. Emits AutoResponseSent. Rights are not asked.
    """
    if not await is_used(uow, kind):
        return []
    row = await current(uow, ticket_id)
    template = await template_of(uow, row.queue_id, kind)
    if template is None:
        return []
    if kind is AutoResponseKind.REPLY and row.state_type.startswith(_CLOSED):
        return await _nothing(uow, ticket_id, f"Sent no '{kind}': the ticket is in the state '{row.state_name}'.")
    if original.is_loop:
        return await _nothing(uow, ticket_id, f"Sent no '{kind}': the mail came from a robot.")
    chosen = await choose_recipients(uow, row, original)
    for line in chosen.refused:
        await add_history(uow, ticket_id, line)
    said = [line.name for line in chosen.refused]
    if chosen.to:
        said.append(await _send(uow, kind, row, template, original, chosen))
    return said


async def _nothing(uow: UnitOfWork, ticket_id: TicketId, reason: str) -> list[str]:
    await add_history(uow, ticket_id, plain_text(HistoryType.MISC, reason))
    return [reason]


async def _send(
    uow: UnitOfWork,
    kind: AutoResponseKind,
    row: TicketRow,
    template: ResponseTemplate,
    original: Original,
    chosen: Recipients,
) -> str:
    ticket_id = TicketId(row.id)
    values = await values_for(uow, row, original)
    body = expand(template.text, values, Format.HTML if template.is_html else Format.TEXT)
    rich = await sysconfig.get(uow, settings.FRONTEND_RICH_TEXT)
    html = (body if template.is_html else text_to_html(body)) if rich else None
    text = html_to_text(body) if template.is_html else body
    sender = mailbox(template.sender_name, template.sender_address)
    to = format_addresses(chosen.to)
    mail = OutgoingMail(
        from_=sender,
        to=to,
        cc=chosen.cc,
        subject=await _with_number(uow, expand(template.subject, values), row.tn),
        message_id=new_message_id(await sysconfig.get(uow, settings.FQDN), uow.clock.now()),
        date=uow.clock.now(),
        text=text,
        html=html,
        in_reply_to=original.message_id,
        references=tuple(original.references),
        automatic=True,
    )
    article = NewArticle(
        ticket_id=ticket_id,
        channel=ArticleChannel.EMAIL,
        sender_type=SenderType.SYSTEM,
        visible_for_customer=True,
        subject=mail.subject,
        body=text if html is None else html,
        content_type=f"text/{'plain' if html is None else 'html'}; charset=utf-8",
        from_=sender,
        to=to,
        cc=chosen.cc,
        message_id=mail.message_id,
        in_reply_to=original.message_id,
        references=" ".join(thread_references(mail.references, mail.in_reply_to)),
    )
    emails = [address.email or "" for address in chosen.to] + ([chosen.cc] if chosen.cc else [])
    line = recipients(kind.history_type, [to, chosen.cc])
    article_id = await store_message(uow, article, line, notify=False)
    envelope = await envelope_sender(uow, sender, automatic=True)
    await queue_mail(uow, mail, article_id=article_id, sender=envelope, recipients=emails)
    await uow.emit(AutoResponseSent(ticket_id=ticket_id, article_id=article_id))
    return f"sent '{kind}' to {', '.join(emails)}"


async def _with_number(uow: UnitOfWork, subject: str, tn: str) -> str:
    """The number in the configured place; nothing is cleaned, nothing put before it."""
    how = await subject_settings(uow)
    hook = f"[{how.hook}{how.hook_divider}{tn}]"
    if how.format is SubjectFormat.NONE:
        return subject
    return f"{hook} {subject}" if how.format is SubjectFormat.LEFT else f"{subject} {hook}"
