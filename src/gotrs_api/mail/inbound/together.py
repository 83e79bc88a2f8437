"""Sorting many small mails in one transaction: most of what a mail costs is asking the database, again and again.

All or nothing: what goes wrong with one of them leaves nothing of any, and each is then sorted by itself by its own
job. A mail that takes the process down with it was counted before, so it is in company only once.

One company after the other, whatever the number of processes: side by side they would wait for each other's ticket
numbers anyhow, and an answer could overtake what it answers.
"""

from __future__ import annotations

from typing import Any

import structlog
from sqlalchemy import select, update

from gotrs_api.customers import service as customers
from gotrs_api.jobs.store import look_at_first_tries, take
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.mail.inbound.follow_up.by_number import number_in
from gotrs_api.mail.inbound.parse import ParsedMail, parse
from gotrs_api.mail.inbound.processing import HOPELESS, THREAD_FROM_BYTES, Delivery, Sorted, sort_in, write_sorted
from gotrs_api.mail.inbound.spool import PROCESS_JOB, RECEIVED, SPOOL, IntakeOptions, ProcessInbound
from gotrs_api.mail.inbound.turns import Turns, in_turn
from gotrs_api.mail.security.opening import Opened, is_secured
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.service import hold_numbered
from gotrs_api.uow import JobContext, UnitOfWork

log = structlog.get_logger(__name__)
# Ticket numbers are drawn in turn, so whoever else opens a ticket waits until the mails of one transaction are sorted.
TOGETHER = 40
_LOOK = select(*(SPOOL.c[name] for name in ("id", "size_bytes", "status", "attempts", "ticket_id", "file")))
_HOLD = (
    select(*(SPOOL.c[name] for name in ("id", "raw", "options", "source", "received_at")))
    .where(SPOOL.c.status == RECEIVED)
    .order_by(SPOOL.c.id)
    .with_for_update()
)


async def sort_together(ctx: JobContext, spool_id: int) -> bool:
    """Sort this mail and others that are there to be sorted; False when this one was not, and has to go alone."""
    waiting = ctx.site.part(Turns, Turns).waiting
    waiting.add(spool_id)
    try:
        async with in_turn(ctx.site):
            if spool_id not in waiting:
                return True  # it was taken along
            company = await _begin(ctx, spool_id)
            sorted_ = await _sort(ctx, *company) if company else set()
            waiting -= sorted_
            return spool_id in sorted_
    finally:
        waiting.discard(spool_id)


async def _begin(ctx: JobContext, spool_id: int) -> tuple[set[int], dict[int, int]] | None:
    """The mails, whose attempts are counted, and the jobs that nobody has begun with theirs.

    Also mails whose jobs are begun: those wait for their turn, here or in another process.
    """
    async with ctx.uow(acting_id=SYSTEM_USER_ID) as uow:
        limit_kb = await sysconfig.get(uow, settings.POSTMASTER_MAX_EMAIL_SIZE)
        found = await look_at_first_tries(uow.session, PROCESS_JOB.name, now=uow.clock.now(), limit=TOGETHER)
        of_job = {job.id: ProcessInbound.model_validate_json(job.payload).spool_id for job in found}
        rows = await uow.session.execute(_LOOK.where(SPOOL.c.id.in_({spool_id, *of_job.values()})))
        ids = {row.id for row in rows if _is_easy(row, limit_kb)}
        if spool_id not in ids or len(ids) == 1:
            return None
        await uow.session.execute(update(SPOOL).where(SPOOL.c.id.in_(ids)).values(attempts=1))
    return ids, {job.id: of_job[job.id] for job in found if not job.is_begun and of_job[job.id] in ids}


async def _sort(ctx: JobContext, ids: set[int], jobs: dict[int, int]) -> set[int]:
    """Those that were sorted: all but what is to be quarantined, decrypted or verified, or none."""
    sorted_: list[Sorted] = []
    try:
        async with ctx.uow(acting_id=SYSTEM_USER_ID) as uow:
            rows = (await uow.session.execute(_HOLD.where(SPOOL.c.id.in_(ids)))).all()
            parsed = [(row, parse(bytes(row.raw))) for row in rows]
            mails = [(row, mail) for row, mail in parsed if _is_plain(mail)]
            ours = {row.id for row, _ in mails}
            await take(uow.session, [job_id for job_id, mail_id in jobs.items() if mail_id in ours])
            await _look_up(uow, [mail for _, mail in mails])
            async with uow.gathering():
                for row, mail in mails:
                    options = IntakeOptions.load(row.options)
                    sorted_.append(await sort_in(uow, _delivery(row), bytes(row.raw), Opened(mail), options))
            await write_sorted(uow, sorted_)
    except Exception as error:
        log.info("mail.not_together", spool_ids=sorted(ids), error=repr(error))
        return set()
    for each in sorted_:
        each.log()
    return {each.spool_id for each in sorted_}


def _is_plain(parsed: ParsedMail) -> bool:
    """Nothing that is to be quarantined, decrypted or verified: that is done outside of transactions."""
    return not is_secured(parsed) and not any(one.code in HOPELESS for one in parsed.defects)


def _delivery(row: Any) -> Delivery:
    return Delivery(row.id, row.source, row.received_at)


def _is_easy(row: Any, limit_kb: int) -> bool:
    small = row.size_bytes < min(THREAD_FROM_BYTES, limit_kb * 1024)
    return row.status == RECEIVED and row.attempts == 0 and row.file is None and small and row.ticket_id is None


async def _look_up(uow: UnitOfWork, mails: list[ParsedMail]) -> None:
    """What all of them will ask for. The tickets that subjects name are held, as whoever holds several takes them.

    Taken as the mails come, two companies, or one and an agent who merges, wait for each other. The few tickets that
    are only known by what a mail answers are held in their turn.
    """
    named = [await number_in(uow, mail.subject) for mail in mails]
    await hold_numbered(uow, {number for number in named if number})
    await customers.look_up_emails(uow, {mail.sender for mail in mails})
