"""Sending what waits in `mail_queue`."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import DBAPIError

from gotrs_api.jobs import ActsAs, job, periodic
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.mail.oauth.tokens import TokenUnavailable, token_refused
from gotrs_api.mail.outbound.pace import wait_for_turn
from gotrs_api.mail.outbound.payloads import SendMail
from gotrs_api.mail.outbound.service.delivering import (
    MailToDeliver,
    come_back,
    hold_back,
    let_waiting_go,
    mail_to_deliver,
    record_delivery,
    record_unavailable,
    remove_abandoned_files,
    requeue_waiting,
)
from gotrs_api.mail.outbound.smtp import (
    Handover,
    HandoverUncertain,
    MailLines,
    MailServerBusy,
    MailServerUnavailable,
    Reply,
    TokenRefused,
)
from gotrs_api.mail.smtp_accounts.health import forget_trouble, is_in_trouble, note_trouble
from gotrs_api.mail.smtp_accounts.ways import Way, ways
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site
from gotrs_api.uow.unit_of_work import JobContext

RECORDING_ATTEMPTS = 5
BUSY_WAIT_S = 60.0
BUSY = "So many mails wait for an answer of {name} that this one is not begun."
NO_WAY_WAIT_S = 600.0
NO_WAY = "No outgoing mail account serves this sender, and none is the default."
_FILE_GONE = Reply(554, "The file with this mail is gone from the state folder.")
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Taken:
    """What a server said of a mail; `was_failing`: before, it had taken none."""

    fingerprint: str
    way: Way
    handover: Handover
    was_failing: bool


class _NotYetRecorded:
    """Mails that a server took while our database would not: never to be sent again by this process."""

    def __init__(self) -> None:
        self.taken: dict[int, _Taken] = {}


@job("mail.send", queue="mail", acts_as=ActsAs.DESK, max_attempts=20, backoff_s=(5, 300), timeout_s=900)
async def send_mail(ctx: JobContext, payload: SendMail) -> None:
    """Hand one mail to the mail server, outside any transaction, and record the answer at once.

    A crash between the server's 250 and our commit is the one way to a duplicate; it has the same Message-ID.
    """
    unrecorded = ctx.site.part(_NotYetRecorded, _NotYetRecorded).taken
    known = unrecorded.get(payload.queue_id)
    if known is None:
        async with ctx.read() as read:
            there = await ways(read)
            if not there:
                return  # it waits in its row until there is a server; `requeue` sees to it
            mail = await mail_to_deliver(read, payload.queue_id)
            hello = await sysconfig.get(read, settings.FQDN)
            way = there.of(mail.raw, mail.sender) if mail is not None else None
            wait = await wait_for_turn(read, mail.recipients) if way is not None and mail is not None else None
            was_failing = way is not None and await is_in_trouble(read, way.account_id)
        if mail is None:
            async with ctx.uow() as uow:
                await come_back(uow, payload.queue_id)
            return
        if way is None:
            await _hold_back(ctx, payload, NO_WAY_WAIT_S, NO_WAY)
            return
        if wait is not None:
            await _hold_back(ctx, payload, wait.seconds, wait.reason)
            return
        try:
            handover = await _hand_over(ctx, way, mail, hello)
        except MailServerBusy:
            await _hold_back(ctx, payload, BUSY_WAIT_S, BUSY.format(name=way.name))
            return
        except HandoverUncertain as error:
            # Put off like a mail that the server did not want now, not at once and for ever: each time it may get it.
            unknown = Reply(451, f"4.4.2 The mail server may have this mail, but did not say so: {error}")
            handover = Handover(deferred=dict.fromkeys(mail.recipients, unknown))
        except (MailServerUnavailable, TokenUnavailable, ValueError) as error:
            log.warning("mail.unavailable", queue_id=payload.queue_id, account_id=way.account_id, error=str(error))
            async with ctx.uow() as uow:
                await record_unavailable(uow, payload.queue_id, way, str(error))
            await note_trouble(ctx.site, way, error)
            return
        known = unrecorded[payload.queue_id] = _Taken(mail.fingerprint, way, handover, was_failing)
    await _record(ctx, payload.queue_id, known)
    unrecorded.pop(payload.queue_id, None)  # another job of the same mail may have been as fast


async def _hold_back(ctx: JobContext, payload: SendMail, wait_s: float, reason: str) -> None:
    async with ctx.uow() as uow:
        await hold_back(uow, payload.queue_id, wait_s, reason)


async def _hand_over(ctx: JobContext, way: Way, mail: MailToDeliver, hello: str) -> Handover:
    site = ctx.site
    if mail.raw is None:
        log.error("mail.file_gone", queue_id=mail.queue_id)
        return Handover(refused=dict.fromkeys(mail.recipients, _FILE_GONE))
    server = await way.opened(site)
    try:
        return await (
            site.part(MailLines, lambda: _lines(site))
            .to(way.account_id, server)
            .hand_over(
                server,
                hello=hello,
                sender=mail.sender,
                recipients=mail.recipients,
                raw=mail.raw,
                again=mail.attempts > 0,
                hangs=ctx.step_aside,
            )
        )
    except TokenRefused:
        await token_refused(site, server.token)
        raise


def _lines(site: Site) -> MailLines:
    lines = MailLines(site.outbound)
    site.at_close.append(lines.close)
    return lines


async def _record(ctx: JobContext, queue_id: int, taken: _Taken) -> None:
    for attempt in range(1, RECORDING_ATTEMPTS + 1):
        try:
            # Not the agent who wrote it: he is to hear that it was refused (OTRS's worker is user 1, too).
            async with ctx.uow(acting_id=SYSTEM_USER_ID) as uow:
                await record_delivery(uow, queue_id, taken.fingerprint, taken.handover, taken.way)
                if taken.was_failing and await forget_trouble(uow, taken.way.account_id):
                    await let_waiting_go(uow)
        except (DBAPIError, OSError) as error:
            if attempt == RECORDING_ATTEMPTS:
                raise
            log.warning("mail.not_recorded_yet", queue_id=queue_id, error=repr(error))
            await asyncio.sleep(0.2 * attempt)
        else:
            return


@periodic("mail.requeue", every_s=30)
async def requeue(ctx: JobContext) -> None:
    """Send what waited for a mail server to be configured."""
    async with ctx.read() as read:
        if not await ways(read):
            return
    async with ctx.uow() as uow:
        found = await requeue_waiting(uow)
    if found:
        log.info("mail.requeued", mails=found)


@periodic("mail.clean_outgoing", every_s=6 * 3600)
async def clean_outgoing(ctx: JobContext) -> None:
    """Files of large mails whose transaction never came to its end."""
    async with ctx.read() as read:
        removed = await remove_abandoned_files(read)
    if removed:
        log.info("mail.abandoned_files_removed", files=removed)


JOBS = (send_mail, requeue, clean_outgoing)
