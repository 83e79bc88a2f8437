"""A parsed mail to a ticket or article, in OTRS's order.

Source: OTRS 6, Kernel/System/PostMaster.pm, Run and _RunPostMaster. Everything happens in the caller's transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gotrs_api.articles import service as articles
from gotrs_api.catalog import state_types
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.mail.auto_response import AutoResponseKind, Original, send_auto_response
from gotrs_api.mail.inbound.continued import continue_ticket, reject_follow_up
from gotrs_api.mail.inbound.filters.follow_up_visibility import check_follow_up_visibility
from gotrs_api.mail.inbound.filters.registry import PRE_FILTERS
from gotrs_api.mail.inbound.follow_up import FollowUpFound, detect_follow_up
from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.mail.inbound.linking import link_old_to_new
from gotrs_api.mail.inbound.new_ticket import open_ticket
from gotrs_api.mail.inbound.queue_choice import choose_queue
from gotrs_api.mail.inbound.spool import IntakeOptions
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.service import find_ticket_id, subject_settings
from gotrs_api.tickets.service.current import current, lock
from gotrs_api.tickets.subject import clean_subject
from gotrs_api.uow import UnitOfWork

if TYPE_CHECKING:
    from gotrs_api.tickets.repository.rows import TicketRow

POSTMASTER = Principal.system("postmaster")


class Result(StrEnum):
    """OTRS's results 1 to 5."""

    NEW_TICKET = "new_ticket"
    FOLLOW_UP = "follow_up"
    NEW_TICKET_INSTEAD = "new_ticket_instead"
    REJECTED = "rejected"
    IGNORED = "ignored"


@dataclass(frozen=True)
class Outcome:
    result: Result
    ticket_id: TicketId | None = None
    article_id: ArticleId | None = None


async def run(uow: UnitOfWork, mail: IncomingMail, options: IntakeOptions) -> Outcome:
    """Sort one mail. Raises whatever goes wrong; then the caller's transaction leaves nothing of it."""
    uow.act_as(POSTMASTER.user_id)
    for name, apply in PRE_FILTERS:
        before = len(mail.trace.decisions)
        await apply(uow, mail)
        if mail.is_ignored and len(mail.trace.decisions) == before:
            mail.trace.note("filter", name, "ignore")
    if mail.is_ignored:
        return Outcome(Result.IGNORED)
    found = await detect_follow_up(uow, mail)
    return await (_for_ticket(uow, mail, options, found) if found else _new(uow, mail, options))


async def _new(uow: UnitOfWork, mail: IncomingMail, options: IntakeOptions) -> Outcome:
    mail.trace.note("follow_up", "none", "a new ticket")
    created = await open_ticket(uow, mail, await choose_queue(uow, mail, options))
    await _respond(uow, mail, AutoResponseKind.REPLY, created.ticket_id)
    return Outcome(Result.NEW_TICKET, created.ticket_id, created.article_id)


async def _for_ticket(uow: UnitOfWork, mail: IncomingMail, options: IntakeOptions, found: FollowUpFound) -> Outcome:
    row = await _hold(uow, found)
    ticket_id = TicketId(row.id)
    mail.trace.note("follow_up", found.by, f"ticket {row.tn}")
    await check_follow_up_visibility(uow, POSTMASTER, mail, ticket_id, row.customer_user or "")
    is_bounce = bool(mail.x("Bounce"))
    if is_bounce:
        await _mark_undelivered(uow, mail)
    closed = row.state_type.startswith(("close", "removed"))
    is_report = bool(mail.x("Bounce-OriginalMessageID"))  # also of a delay, or that it was read
    as_usual = is_report and await sysconfig.get(uow, settings.POSTMASTER_BOUNCE_AS_FOLLOW_UP)
    if closed and not as_usual and row.follow_up == "new ticket":
        return await _new_instead(uow, mail, options, row)
    if closed and not as_usual and row.follow_up == "reject":
        mail.trace.note("follow_up", f"queue {row.queue_name}", "rejected: the ticket is closed")
        article_id = await reject_follow_up(uow, mail, ticket_id)
        await _respond(uow, mail, AutoResponseKind.REJECT, ticket_id)
        return Outcome(Result.REJECTED, ticket_id, article_id)
    article_id = await continue_ticket(uow, mail, ticket_id)
    await _respond(uow, mail, AutoResponseKind.FOLLOW_UP, ticket_id)
    return Outcome(Result.FOLLOW_UP, ticket_id, article_id)


async def _hold(uow: UnitOfWork, found: FollowUpFound) -> TicketRow:
    """The ticket, locked for this transaction: two mails for one closed ticket must not both see it closed.

    Where it was merged between finding and locking it, the one that it went into.
    """
    await lock(uow, found.ticket_id)
    row = await current(uow, found.ticket_id)
    if row.state_type == state_types.MERGED:
        main = await find_ticket_id(uow, row.tn)
        if main is not None and main != found.ticket_id:
            await lock(uow, main)
            return await current(uow, main)
    return row


async def _new_instead(uow: UnitOfWork, mail: IncomingMail, options: IntakeOptions, old: TicketRow) -> Outcome:
    mail.trace.note("follow_up", f"queue {old.queue_name}", f"a new ticket, because {old.tn} is closed")
    mail.headers["Subject"] = clean_subject(mail.get("Subject"), old.tn, await subject_settings(uow))
    queue = await choose_queue(uow, mail, options)
    comment = f"Because the old ticket [{old.tn}] is '{old.state_name}'"
    created = await open_ticket(uow, mail, queue, comment=comment)
    await link_old_to_new(uow, POSTMASTER, TicketId(old.id), created.ticket_id)
    await _respond(uow, mail, AutoResponseKind.REPLY_NEW_TICKET, created.ticket_id)
    return Outcome(Result.NEW_TICKET_INSTEAD, created.ticket_id, created.article_id)


async def _mark_undelivered(uow: UnitOfWork, mail: IncomingMail) -> None:
    bounced = await articles.find_by_message_id(uow, mail.x("Bounce-OriginalMessageID"))
    if bounced is not None:
        await articles.record_send_error(uow, bounced.article_id, mail.x("Bounce-ErrorMessage") or mail.body)


async def _respond(uow: UnitOfWork, mail: IncomingMail, kind: AutoResponseKind, ticket_id: TicketId) -> None:
    original = Original(
        from_=mail.get("From"),
        reply_to=mail.get("ReplyTo"),
        to=mail.get("To"),
        cc=mail.get("Cc"),
        subject=mail.get("Subject"),
        body=mail.body,
        message_id=mail.message_id,
        references=mail.parsed.references,
        is_loop=mail.is_loop,
        visible_for_customer=mail.visible_for_customer(
            follow_up=kind in (AutoResponseKind.FOLLOW_UP, AutoResponseKind.REJECT)
        ),
        headers=dict(mail.headers),
    )
    for said in await send_auto_response(uow, kind, ticket_id, original):
        mail.trace.note("auto_response", kind.value, said)
