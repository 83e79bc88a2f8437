"""Background work of incoming mail."""

import asyncio
from datetime import timedelta
from functools import partial

import structlog
from sqlalchemy import delete, select

from gotrs_api.jobs import ActsAs, job, periodic
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.mail.inbound import spool_files
from gotrs_api.mail.inbound.processing import process_spooled
from gotrs_api.mail.inbound.quarantine import TellQuarantined, tell_quarantined
from gotrs_api.mail.inbound.spool import DONE, DUPLICATE, IGNORED, PROCESS_JOB, RECEIVED, SPOOL, ProcessInbound
from gotrs_api.mail.inbound.together import sort_together
from gotrs_api.uow import JobContext

log = structlog.get_logger(__name__)
# What the sweep finds is older than any job that still runs or waits.
FORGOTTEN_AFTER = timedelta(minutes=10)
ORPHANS_AFTER = timedelta(days=2)
KEPT = {DUPLICATE: timedelta(days=90), IGNORED: timedelta(days=90), DONE: timedelta(days=365)}
_BATCH = 500


@job(
    PROCESS_JOB.name,
    queue=PROCESS_JOB.queue,
    acts_as=ActsAs.DESK,
    max_attempts=PROCESS_JOB.max_attempts,
    backoff_s=PROCESS_JOB.backoff_s,
    timeout_s=PROCESS_JOB.timeout_s,
)
async def process_inbound(ctx: JobContext, payload: ProcessInbound) -> None:
    """Make a ticket or an article of one spooled mail, and of those that wait behind it; running it again does nothing."""
    if ctx.attempt > 1 or not await sort_together(ctx, payload.spool_id):
        await process_spooled(ctx, payload.spool_id)


@job(
    "mail.tell_quarantined",
    queue=PROCESS_JOB.queue,
    acts_as=ActsAs.DESK,
    max_attempts=6,
    backoff_s=PROCESS_JOB.backoff_s,
)
async def tell_of_quarantined(ctx: JobContext, payload: TellQuarantined) -> None:
    """A ticket about a mail that waits for a decision."""
    async with ctx.uow(acting_id=SYSTEM_USER_ID) as uow:
        await tell_quarantined(uow, payload.spool_id)


@periodic("mail.sweep_spool", every_s=300)
async def sweep_spool(ctx: JobContext) -> None:
    """Enqueue received mails that no job processed, and drop large mails' files that no row names."""
    async with ctx.uow() as uow:
        before = uow.clock.now() - FORGOTTEN_AFTER
        query = select(SPOOL.c.id).where(SPOOL.c.status == RECEIVED, SPOOL.c.received_at < before)
        forgotten = list(await uow.session.scalars(query.order_by(SPOOL.c.id).limit(_BATCH)))
        for spool_id in forgotten:
            await uow.enqueue(ProcessInbound(spool_id=spool_id), dedupe_key=f"{PROCESS_JOB.name}:{spool_id}")
    if forgotten:
        log.warning("mail.spool_forgotten", spool_ids=forgotten[:20], count=len(forgotten))
    await _drop_orphans(ctx)


async def _drop_orphans(ctx: JobContext) -> None:
    """Files whose row was never committed: their sender was told to try again, or their mail has a row since."""
    var, before = ctx.site.settings.var, ctx.site.clock.now() - ORPHANS_AFTER
    old = await asyncio.to_thread(spool_files.older_than, var, before)
    if not old:
        return
    async with ctx.read() as uow:
        known = set(await uow.session.scalars(select(SPOOL.c.file).where(SPOOL.c.file.is_not(None))))
    for name in old:
        if name not in known:
            spool_files.remove(var, name)
            log.info("mail.orphan_removed", file=name)


@periodic("mail.prune_spool", every_s=24 * 3600)
async def prune_spool(ctx: JobContext) -> None:
    """Forget copies and ignored mails after three months, and after a year that a mail was sorted.

    Quarantined mail stays until somebody decides. A mail that comes again after a year is a new one.
    """
    async with ctx.uow() as uow:
        now = uow.clock.now()
        for status, kept in KEPT.items():
            old = (SPOOL.c.status == status, SPOOL.c.received_at < now - kept)
            files = list(await uow.session.scalars(select(SPOOL.c.file).where(*old, SPOOL.c.file.is_not(None))))
            await uow.session.execute(delete(SPOOL).where(*old))
            uow.after_commit(partial(_remove_files, ctx, files))


async def _remove_files(ctx: JobContext, names: list[str]) -> None:
    for name in names:
        await asyncio.to_thread(spool_files.remove, ctx.site.settings.var, name)


JOBS = (process_inbound, tell_of_quarantined, sweep_spool, prune_spool)
