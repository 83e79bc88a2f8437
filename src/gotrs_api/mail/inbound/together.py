"""Sorting many small mails in one transaction: most of what a mail costs is asking the database, again and again.

All or nothing: what goes wrong with one of them leaves nothing of any, and each is then sorted by itself by its own
job. A mail that takes the process down with it was counted before, so it is in company only once.
"""

from __future__ import annotations

from typing import Any

import structlog
from sqlalchemy import select, update

from gotrs_api.jobs.store import look_at_waiting, take
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.mail.inbound.follow_up.by_number import by_subject
from gotrs_api.mail.inbound.incoming import receive
from gotrs_api.mail.inbound.parse import ParsedMail, parse
from gotrs_api.mail.inbound.processing import HOPELESS, THREAD_FROM_BYTES, Delivery, sort_in, write_sorted
from gotrs_api.mail.inbound.spool import PROCESS_JOB, RECEIVED, SPOOL, IntakeOptions, ProcessInbound
from gotrs_api.mail.security.opening import Opened, is_secured
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.service.current import lock_all
from gotrs_api.uow import JobContext, UnitOfWork

log = structlog.get_logger(__name__)
# Ticket numbers are drawn in turn, so whoever else opens a ticket waits until the mails of one transaction are sorted.
TOGETHER = 24
_COLUMNS = ("id", "raw", "options", "size_bytes", "status", "attempts", "source", "received_at", "ticket_id")
_ROWS = select(*(SPOOL.c[name] for name in _COLUMNS))
_HOLD = select(SPOOL.c.id).where(SPOOL.c.status == RECEIVED).order_by(SPOOL.c.id).with_for_update()


async def sort_together(ctx: JobContext, spool_id: int) -> bool:
    """Sort this mail and those whose jobs wait behind it; False when nothing was done, and it has to go alone."""
    begun = await _begin(ctx, spool_id)
    if begun is None:
        return False
    mails, jobs = begun
    try:
        async with ctx.uow(acting_id=SYSTEM_USER_ID) as uow:
            taken = await take(uow.session, list(jobs))
            ours = await _held(uow, {spool_id, *(jobs[job_id] for job_id in taken)})
            held = [(row, parsed) for row, parsed in mails if row.id in ours]
            await _hold_tickets(uow, held)
            async with uow.gathering():
                sorted_ = [
                    await sort_in(uow, _delivery(row), bytes(row.raw), Opened(parsed), IntakeOptions.load(row.options))
                    for row, parsed in held
                ]
            await write_sorted(uow, sorted_)
    except Exception as error:
        log.info("mail.not_together", spool_ids=[row.id for row, _ in mails], error=repr(error))
        return False
    for each in sorted_:
        each.log()
    return True


async def _begin(ctx: JobContext, spool_id: int) -> tuple[list[tuple[Any, ParsedMail]], dict[int, int]] | None:
    """The mails with what was parsed of them, and the jobs of all but the first; their attempts are counted."""
    async with ctx.uow(acting_id=SYSTEM_USER_ID) as uow:
        waiting = await look_at_waiting(uow.session, PROCESS_JOB.name, now=uow.clock.now(), limit=TOGETHER - 1)
        if not waiting:
            return None
        limit_kb = await sysconfig.get(uow, settings.POSTMASTER_MAX_EMAIL_SIZE)
        jobs = {job.id: ProcessInbound.model_validate_json(job.payload).spool_id for job in waiting}
        rows = await uow.session.execute(_ROWS.where(SPOOL.c.id.in_([spool_id, *jobs.values()])).order_by(SPOOL.c.id))
        easy = [row for row in rows if _is_easy(row, limit_kb)]
        if not any(row.id == spool_id for row in easy):
            return None
        mails = [(row, parse(bytes(row.raw))) for row in easy]
        mails = [(row, parsed) for row, parsed in mails if _is_plain(parsed)]
        ids = {row.id for row, _ in mails}
        if spool_id not in ids or len(ids) == 1:
            return None
        # Others may be about to take the same company along: a mail is counted once, however many they are.
        counted = update(SPOOL).where(SPOOL.c.id.in_(ids), SPOOL.c.attempts == 0).values(attempts=1)
        await uow.session.execute(counted)
    return mails, {job_id: mail_id for job_id, mail_id in jobs.items() if mail_id in ids}


def _is_plain(parsed: ParsedMail) -> bool:
    """Nothing that is to be quarantined, decrypted or verified: that is done outside of transactions."""
    return not is_secured(parsed) and not any(one.code in HOPELESS for one in parsed.defects)


def _delivery(row: Any) -> Delivery:
    return Delivery(row.id, row.source, row.received_at)


def _is_easy(row: Any, limit_kb: int) -> bool:
    small = row.size_bytes < min(THREAD_FROM_BYTES, limit_kb * 1024)
    return row.status == RECEIVED and row.attempts == 0 and row.raw is not None and small and row.ticket_id is None


async def _held(uow: UnitOfWork, ids: set[int]) -> set[int]:
    """Which of them are still to be sorted; their rows are locked for this transaction, in one order everywhere."""
    return set(await uow.session.scalars(_HOLD.where(SPOOL.c.id.in_(ids))))


async def _hold_tickets(uow: UnitOfWork, mails: list[tuple[Any, ParsedMail]]) -> None:
    """The tickets that subjects name, in the order of their ids as whoever holds several takes them.

    Taken as the mails come, two companies, or one and an agent who merges, wait for each other. The few tickets that
    are only known by what a mail answers are held in their turn.
    """
    incoming = [receive(parsed, bytes(row.raw), trusted=False) for row, parsed in mails]
    named = [await by_subject(uow, mail) for mail in incoming]
    await lock_all(uow, [ticket_id for ticket_id in named if ticket_id is not None])
