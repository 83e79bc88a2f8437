"""When mailboxes are fetched."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, or_, select, update

from gotrs_api.jobs import ActsAs, JobPayload, job, periodic
from gotrs_api.jobs import store as rows
from gotrs_api.jobs.models import Job
from gotrs_api.mail.inbound.fetch import ledger
from gotrs_api.mail.inbound.fetch.ledger import ACCOUNTS
from gotrs_api.mail.inbound.fetch.plan import VALID, is_fetching_enabled
from gotrs_api.mail.inbound.fetch.round import LEASE_S, fetch_account
from gotrs_api.mail.models import MailAccount
from gotrs_api.uow import JobContext

# Fetching mostly waits for other machines; it must leave room for the jobs that make tickets.
AT_ONCE = 2
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

    await fetch_account(ctx.site, payload.account_id, by_hand=payload.by_hand, when_busy=again)


@periodic("mail.fetch_due", every_s=5)
async def fetch_due(ctx: JobContext) -> None:
    """Give a job to those accounts whose time has come."""
    async with ctx.uow() as uow:
        if not await is_fetching_enabled(uow):
            return
        now = uow.clock.now()
        busy = select(func.count()).select_from(Job)
        busy = busy.where(Job.name == JOB, Job.status.in_((rows.PENDING, rows.RUNNING)), Job.due_at <= now)
        free = AT_ONCE - (await uow.session.scalar(busy) or 0)
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
