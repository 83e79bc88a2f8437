"""One round of an account: everything new into the spool, then off the server; how it went is written down."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.jobs import store as jobs
from gotrs_api.mail.inbound.fetch import ledger, progress
from gotrs_api.mail.inbound.fetch.failures import FetchFailed, MailUnreadable, Problem
from gotrs_api.mail.inbound.fetch.ledger import Kept
from gotrs_api.mail.inbound.fetch.plan import Plan, load_plan, with_token
from gotrs_api.mail.inbound.fetch.port import HARD_LIMIT_BYTES, Mailbox, RemoteMail
from gotrs_api.mail.inbound.fetch.progress import RoundResult
from gotrs_api.mail.inbound.fetch.protocols import open_mailbox
from gotrs_api.mail.inbound.spool import DUPLICATE, RECEIVED, SpoolResult, accept
from gotrs_api.mail.inbound.spool_many import Delivery, accept_together
from gotrs_api.mail.oauth.tokens import token_refused
from gotrs_api.uow import Site

log = structlog.get_logger(__name__)
# After this a round lets the next one go on; the lease outlives it, so that two rounds never meet.
ROUND_S = 150.0
LEASE_S = 300.0
_GRACE_S = 20.0
# Servers that live answer much faster.
WAITING_S = 3.0
_THREAD_FROM_BYTES = 1024 * 1024
_TOGETHER_BYTES = 1024 * 1024  # of mails that one commit keeps, and that are held until then


@dataclass(frozen=True)
class _Fetched:
    mail: RemoteMail
    sha256: str
    delivery: Delivery


async def fetch_account(
    site: Site,
    account_id: int,
    *,
    by_hand: bool = False,
    when_busy: Callable[[], Awaitable[None]] | None = None,
    when_waiting: Callable[[], Awaitable[None]] | None = None,
) -> RoundResult | None:
    """Fetch one account now. None: nothing to do, it failed (the account's row says how), or somebody else is at it.

    In the last case `when_busy` is called: what came after the other round had looked would else wait for its turn.
    `when_waiting` is called once, when nothing has come of the server for WAITING_S: it may say nothing any more.
    """
    holder, lease = jobs.new_holder(), f"mail.fetch:{account_id}"
    async with site.job_transaction() as session:
        now = site.clock.now()
        is_ours = await jobs.take_lease(session, lease, holder=holder, now=now, every_s=0, hold_s=LEASE_S)
    if not is_ours:
        log.info("mail.fetch_busy", account_id=account_id)
        if when_busy is not None:
            await when_busy()
        return None
    try:
        async with site.read() as uow:
            plan = await load_plan(uow, account_id, by_hand=by_hand)
        return None if plan is None else await _fetch(site, plan, when_waiting)
    finally:
        async with site.job_transaction() as session:
            await jobs.return_lease(session, lease, holder=holder, now=site.clock.now())


async def _fetch(site: Site, plan: Plan, when_waiting: Callable[[], Awaitable[None]] | None) -> RoundResult | None:
    await progress.note_start(site, plan.account_id)
    result = RoundResult()
    watch = None if when_waiting is None else asyncio.create_task(_watch(result, when_waiting))
    try:
        async with asyncio.timeout(LEASE_S - _GRACE_S):
            await _run(site, plan, result)
    except FetchFailed as failure:
        await progress.note_failure(site, plan, failure)
    except SQLAlchemyError as error:
        log.warning("mail.fetch_database", account_id=plan.account_id, error=type(error).__name__)
        await progress.note_failure(site, plan, _not_kept(error))
    except TimeoutError:
        await progress.note_failure(site, plan, FetchFailed(Problem.TIMEOUT, "A single mail took longer than a round."))
    else:
        await progress.note_success(site, plan, result)
        return result
    finally:
        if watch is not None:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)
    return None


async def _watch(result: RoundResult, when_waiting: Callable[[], Awaitable[None]]) -> None:
    seen = -1
    while seen != result.seen:
        seen = result.seen
        await asyncio.sleep(WAITING_S)
    await when_waiting()


async def _run(site: Site, plan: Plan, result: RoundResult) -> None:
    end = time.monotonic() + ROUND_S
    while True:
        access = await with_token(site, plan)
        try:
            mailbox = await open_mailbox(access, site.outbound)
        except FetchFailed as failure:
            if access.token and failure.problem is Problem.LOGIN:
                await token_refused(site, access.token)
            raise
        try:
            await _session(site, plan, mailbox, result)
        finally:
            await mailbox.close()
        if not result.has_more or time.monotonic() > end:
            return


async def _session(site: Site, plan: Plan, mailbox: Mailbox, result: RoundResult) -> None:
    """One connection: at most `per_connection` new mails, and whatever was not deleted before."""
    listed = await mailbox.list_mails()
    now = site.clock.now()
    name, validity = plan.access.mailbox, mailbox.validity
    async with site.job_transaction() as session:
        uids = {mail.uid for mail in listed}
        await ledger.note_gone(session, name, validity, uids, now)
        known = await ledger.known_uids(session, name, validity, uids)
        renumbered = await ledger.has_earlier_numbers(session, name, validity)
    fresh = [mail for mail in listed if mail.uid not in known and not mail.is_deleted]
    fetchable = [mail for mail in fresh if mail.uid not in result.unreadable]
    if plan.failures % 2:
        fetchable.reverse()  # a mail over which the server stumbles must not stand before all others for ever
    wanted = fetchable[: plan.per_connection]
    if not plan.failures:  # over one of several a server may stumble, and hand out none
        mailbox.expect(wanted)
    taken = await _take(site, plan, mailbox, wanted, result, renumbered=renumbered)
    undeleted = [mail for mail in listed if mail.uid in known and _is_undeleted(known[mail.uid], now)]
    result.left = len(fresh) - len(taken)
    result.has_more = len(fetchable) > plan.per_connection
    await mailbox.finish([*undeleted, *taken])
    async with site.job_transaction() as session:
        done = [mail.uid for mail in (*undeleted, *taken)]
        await ledger.note_deleted(session, name, validity, done, site.clock.now())


def _is_undeleted(deleted_at: datetime | None, now: datetime) -> bool:
    return deleted_at is None or deleted_at < now - ledger.DELETE_AGAIN_AFTER


async def _take(
    site: Site, plan: Plan, mailbox: Mailbox, mails: Sequence[RemoteMail], result: RoundResult, *, renumbered: bool
) -> list[RemoteMail]:
    """Those that are in the spool now, and may go. What was fetched is kept, also when the connection breaks then."""
    taken: list[RemoteMail] = []
    company: list[_Fetched] = []
    broken: FetchFailed | None = None
    for mail in mails:
        try:
            raw = await _fetch_one(plan, mailbox, mail, result)
        except FetchFailed as failure:
            broken = failure
            break
        if raw is None:
            continue
        sha256 = await _sha256(raw)
        if renumbered and await _recognise(site, plan, mailbox.validity, mail.uid, sha256):
            result.recognised += 1
            taken.append(mail)
            continue
        numbered = f"{mailbox.validity}:{mail.uid}"
        company.append(_Fetched(mail, sha256, Delivery(raw, plan.access.mailbox, numbered)))
        del raw
        if sum(len(each.delivery.raw) for each in company) > _TOGETHER_BYTES:
            taken += await _keep(site, plan, mailbox.validity, company, result)
    taken += await _keep(site, plan, mailbox.validity, company, result)
    if broken is not None:
        raise broken
    return taken


async def _fetch_one(plan: Plan, mailbox: Mailbox, mail: RemoteMail, result: RoundResult) -> bytes | None:
    try:
        if mail.size_bytes > HARD_LIMIT_BYTES:
            raise MailUnreadable(f"the mail {mail.uid} has {mail.size_bytes} bytes, more than can be taken in")
        return await mailbox.fetch(mail)
    except MailUnreadable as refusal:
        result.unreadable[mail.uid] = str(refusal)
        log.warning("mail.fetch_unreadable", account_id=plan.account_id, uid=mail.uid)
        return None


async def _keep(
    site: Site, plan: Plan, validity: str, company: list[_Fetched], result: RoundResult
) -> list[RemoteMail]:
    """All into the spool: the new ones by one commit where that can be, the others one by one. Empties the company."""
    kept: dict[Delivery, SpoolResult] = {}
    by_delivery = {each.delivery: each for each in company}

    async def enter(session: AsyncSession, stored: Sequence[tuple[Delivery, int]], status: str = RECEIVED) -> None:
        rows = [Kept(by_delivery[one].mail.uid, by_delivery[one].sha256, spool_id) for one, spool_id in stored]
        now = site.clock.now()
        await ledger.note(session, rows, mailbox=plan.access.mailbox, validity=validity, now=now)
        counter = ledger.DUPLICATES if status == DUPLICATE else ledger.STORED
        await ledger.count(session, plan.account_id, counter, len(rows))

    try:
        if len(company) > 1:
            kept = await accept_together(site, list(by_delivery), plan.source, options=plan.options, beside=enter)
            result.stored += len(kept)
        job_ids = [one.job_id for one in kept.values()]
        job_ids += [
            await _keep_one(site, plan, validity, each, result, enter) for each in company if each.delivery not in kept
        ]
    except (OSError, SQLAlchemyError) as error:
        raise _not_kept(error) from error
    taken = [each.mail for each in company]
    for held in (company, by_delivery, kept):  # the jobs that are woken now hold the mails themselves
        held.clear()
    if site.nudger is not None:
        await site.nudger.nudge([job_id for job_id in job_ids if job_id is not None])
    return taken


async def _keep_one(
    site: Site, plan: Plan, validity: str, fetched: _Fetched, result: RoundResult, enter: Callable[..., Awaitable[None]]
) -> int | None:
    one = fetched.delivery

    async def enter_one(session: AsyncSession, spool_id: int, status: str) -> None:
        await enter(session, [(one, spool_id)], status)

    try:
        kept = await accept(
            site, one.raw, plan.source, options=plan.options, mailbox=one.mailbox, uid=one.uid, beside=enter_one
        )
    except IntegrityError:
        if not await _is_known(site, plan.access.mailbox, validity, fetched.mail.uid):
            raise
        return None  # another fetcher was faster
    if kept.is_duplicate:
        result.duplicates += 1
    else:
        result.stored += 1
    return kept.job_id


async def _recognise(site: Site, plan: Plan, validity: str, uid: str, sha256: str) -> bool:
    async with site.job_transaction() as session:
        row_id = await ledger.find_renumbered(session, plan.access.mailbox, validity, sha256)
        if row_id is None:
            return False
        await ledger.renumber(session, plan.account_id, row_id, validity=validity, uid=uid, now=site.clock.now())
    return True


async def _is_known(site: Site, mailbox: str, validity: str, uid: str) -> bool:
    async with site.job_read() as session:
        return uid in await ledger.known_uids(session, mailbox, validity, [uid])


async def _sha256(raw: bytes) -> str:
    if len(raw) < _THREAD_FROM_BYTES:
        return hashlib.sha256(raw).hexdigest()
    return (await asyncio.to_thread(hashlib.sha256, raw)).hexdigest()


def _not_kept(error: BaseException) -> FetchFailed:
    # Never the database's text: it repeats the parameters, and so the mail.
    return FetchFailed(Problem.STORAGE, f"A mail could not be kept ({type(error).__name__}); it stays on the server.")
