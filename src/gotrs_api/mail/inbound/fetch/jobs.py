"""When mailboxes are fetched."""

from __future__ import annotations

from datetime import timedelta

import structlog
from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.jobs import ActsAs, JobPayload, job, periodic
from gotrs_api.jobs import store as rows
from gotrs_api.jobs.models import Job
from gotrs_api.mail.inbound.fetch import ledger
from gotrs_api.mail.inbound.fetch.ledger import ACCOUNTS
from gotrs_api.mail.inbound.fetch.plan import VALID, is_fetching_enabled
from gotrs_api.mail.inbound.fetch.round import LEASE_S, fetch_account
from gotrs_api.mail.models import MailAccount
from gotrs_api.uow import JobContext

log = structlog.get_logger(__name__)

# Fetching mostly waits for other machines; it must leave room for the jobs that make tickets.
AT_ONCE = 2
# Besides, so many may do nothing but wait for servers that say nothing: they hold a connection, and nobody up.
MOST_WAITING = 16
_WAITS = '"waits"'  # the job's result, until it has ended
BUSY_WAIT_S = 5
JOB = "mail.fetch_account"


class FetchAccount(JobPayload):
    """Fetch one mailbox; `by_hand` also where it is not fetched by itself."""

    account_id: int
    by_hand: bool = False

    @property
    def key(self) -> str:
        """For `enqueue`: one pending job of a kind is enough."""
        return f"{JOB}:{self.account_id}" + (":by_hand" if self.by_hand else "")


@job(JOB, queue="fetch", acts_as=ActsAs.DESK, max_attempts=1, timeout_s=LEASE_S)
async def fetch_one(ctx: JobContext, payload: FetchAccount) -> None:
    """A failure is written into the account's row, and the next round tries again: it is no failure of the job."""

    async def again() -> None:
        async with ctx.uow() as uow:
            await uow.enqueue(payload, dedupe_key=payload.key, delay_s=BUSY_WAIT_S)

    async def step_aside() -> None:
        async with ctx.site.job_transaction() as session:
            if await _running(session, Job.result == _WAITS) >= MOST_WAITING:
                return
            await rows.note_progress(session, ctx.job_id, done=0, total=0, result=_WAITS)
        log.info("mail.fetch_waits", account_id=payload.account_id)
        ctx.step_aside()

    await fetch_account(ctx.site, payload.account_id, by_hand=payload.by_hand, when_busy=again, when_waiting=step_aside)


async def _running(session: AsyncSession, which: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(Job).where(Job.name == JOB, Job.status == rows.RUNNING, which)
    return await session.scalar(query) or 0


@periodic("mail.fetch_due", every_s=5)
async def fetch_due(ctx: JobContext) -> None:
    """Give a job to those accounts whose time has come."""
    async with ctx.uow() as uow:
        if not await is_fetching_enabled(uow):
            return
        now = uow.clock.now()
        pending = select(func.count()).select_from(Job)
        pending = pending.where(Job.name == JOB, Job.status == rows.PENDING, Job.due_at <= now)
        waiting_for_us = await uow.session.scalar(pending) or 0
        free = AT_ONCE - waiting_for_us - await _running(uow.session, Job.result.is_(None))
        if free <= 0:
            return
        due = (
            select(ACCOUNTS.c.account_id, ACCOUNTS.c.interval_s)
            .join(MailAccount, MailAccount.id == ACCOUNTS.c.account_id)
            .where(ACCOUNTS.c.is_fetched == 1, MailAccount.valid_id == VALID)
            .where(or_(ACCOUNTS.c.due_at.is_(None), ACCOUNTS.c.due_at <= now))
            .order_by(ACCOUNTS.c.due_at, ACCOUNTS.c.account_id)
        )
        for account_id, interval_s in (await uow.session.execute(due.limit(free))).all():
            payload = FetchAccount(account_id=account_id)
            await uow.enqueue(payload, dedupe_key=payload.key)
            later = now + timedelta(seconds=interval_s)  # should the job die, the account's turn comes again
            await uow.session.execute(update(ACCOUNTS).where(ACCOUNTS.c.account_id == account_id).values(due_at=later))


@periodic("mail.forget_fetched", every_s=24 * 3600)
async def forget_fetched(ctx: JobContext) -> None:
    """Drop the numbers of mails that were deleted long ago."""
    async with ctx.uow() as uow:
        await ledger.forget_old(uow.session, uow.clock.now())


JOBS = (fetch_one, fetch_due, forget_fetched)
