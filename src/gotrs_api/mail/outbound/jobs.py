"""Sending what waits in `mail_queue`."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import structlog
from sqlalchemy.exc import DBAPIError

from gotrs_api.jobs import ActsAs, job, periodic
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.mail.oauth.tokens import TokenUnavailable, access_token_by_name, token_refused
from gotrs_api.mail.outbound.pace import wait_for_turn
from gotrs_api.mail.outbound.payloads import SendMail
from gotrs_api.mail.outbound.service.delivering import (
    MailToDeliver,
    come_back,
    hold_back,
    mail_to_deliver,
    record_delivery,
    record_unavailable,
    remove_abandoned_files,
    requeue_waiting,
)
from gotrs_api.mail.outbound.smtp import (
    Handover,
    HandoverUncertain,
    MailConnections,
    MailServer,
    MailServerBusy,
    MailServerUnavailable,
    Reply,
    TokenRefused,
)
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site
from gotrs_api.uow.unit_of_work import JobContext

RECORDING_ATTEMPTS = 5
BUSY_WAIT_S = 60.0
_FILE_GONE = Reply(554, "The file with this mail is gone from the state folder.")
log = structlog.get_logger(__name__)


class _NotYetRecorded:
    """Mails that the server took while our database would not: never to be sent again by this process."""

    def __init__(self) -> None:
        self.handovers: dict[int, tuple[str, Handover]] = {}


@job("mail.send", queue="mail", acts_as=ActsAs.DESK, max_attempts=20, backoff_s=(5, 300), timeout_s=900)
async def send_mail(ctx: JobContext, payload: SendMail) -> None:
    """Hand one mail to the mail server, outside any transaction, and record the answer at once.

    A crash between the server's 250 and our commit is the one way to a duplicate; it has the same Message-ID.
    """
    if not ctx.site.settings.smtp_url:
        return  # it waits in its row until there is a server; `requeue` sees to it
    unrecorded = ctx.site.part(_NotYetRecorded, _NotYetRecorded).handovers
    known = unrecorded.get(payload.queue_id)
    if known is None:
        async with ctx.read() as read:
            mail = await mail_to_deliver(read, payload.queue_id)
            hello = await sysconfig.get(read, settings.FQDN)
            wait_s = await wait_for_turn(read, mail.recipients) if mail is not None else 0
        if mail is None:
            async with ctx.uow() as uow:
                await come_back(uow, payload.queue_id)
            return
        if wait_s > 0:
            async with ctx.uow() as uow:
                await hold_back(uow, payload.queue_id, wait_s)
            return
        try:
            handover = await _hand_over(ctx, mail, hello)
        except MailServerBusy:
            async with ctx.uow() as uow:
                await hold_back(uow, payload.queue_id, BUSY_WAIT_S)
            return
        except HandoverUncertain as error:
            # Put off like a mail that the server did not want now, not at once and for ever: each time it may get it.
            unknown = Reply(451, f"4.4.2 The mail server may have this mail, but did not say so: {error}")
            handover = Handover(deferred=dict.fromkeys(mail.recipients, unknown))
        except (MailServerUnavailable, TokenUnavailable, ValueError) as error:
            log.warning("mail.unavailable", queue_id=payload.queue_id, error=str(error))
            async with ctx.uow() as uow:
                await record_unavailable(uow, payload.queue_id, str(error))
            return
        known = unrecorded[payload.queue_id] = mail.fingerprint, handover
    await _record(ctx, payload.queue_id, *known)
    unrecorded.pop(payload.queue_id, None)  # another job of the same mail may have been as fast


async def _hand_over(ctx: JobContext, mail: MailToDeliver, hello: str) -> Handover:
    site = ctx.site
    if mail.raw is None:
        log.error("mail.file_gone", queue_id=mail.queue_id)
        return Handover(refused=dict.fromkeys(mail.recipients, _FILE_GONE))
    connections = site.part(MailConnections, lambda: _connections(site))
    server = MailServer.parse(site.settings.smtp_url)
    if server.oauth2:
        server = replace(server, token=await access_token_by_name(site, server.oauth2))
    try:
        return await connections.hand_over(
            server,
            hello=hello,
            sender=mail.sender,
            recipients=mail.recipients,
            raw=mail.raw,
            again=mail.attempts > 0,
            hangs=ctx.step_aside,
        )
    except TokenRefused:
        await token_refused(site, server.token)
        raise


def _connections(site: Site) -> MailConnections:
    connections = MailConnections()
    site.at_close.append(connections.close)
    return connections


async def _record(ctx: JobContext, queue_id: int, fingerprint: str, handover: Handover) -> None:
    for attempt in range(1, RECORDING_ATTEMPTS + 1):
        try:
            # Not the agent who wrote it: he is to hear that it was refused (OTRS's worker is user 1, too).
            async with ctx.uow(acting_id=SYSTEM_USER_ID) as uow:
                await record_delivery(uow, queue_id, fingerprint, handover)
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
    if not ctx.site.settings.smtp_url:
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
