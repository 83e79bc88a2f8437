"""The spool seen from outside: what came in, what became of it, and doing it again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, update

from gotrs_api.articles import service as articles
from gotrs_api.coexistence import service as coexistence
from gotrs_api.coexistence.errors import OnlyShown
from gotrs_api.db.newest_first import newest_first
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.backlog import Backlog, by_state
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.kernel.paging import Page, PageRequest, make_page
from gotrs_api.mail.accounts.schemas import FetchState
from gotrs_api.mail.accounts.service import mail_account_health
from gotrs_api.mail.inbound import spool, spool_files
from gotrs_api.mail.inbound.errors import EmptyMail, SpooledMailNotFound, SpooledMailNotRetryable
from gotrs_api.mail.inbound.schemas import DecisionRead, InboundHealth, SpoolAnswer, SpooledMailRead
from gotrs_api.mail.inbound.spool import SPOOL, IntakeOptions, ProcessInbound
from gotrs_api.mail.inbound.trace import load_trace
from gotrs_api.mail.models import ArticleTrace
from gotrs_api.tickets import service as tickets
from gotrs_api.uow import ReadUow, Site, UnitOfWork

_SORT = "-id"
_COLUMNS = tuple(column for column in SPOOL.c if column.name != "raw")
_OPEN = (spool.RECEIVED, spool.QUARANTINED)
_BACKLOG = (
    select(SPOOL.c.status, func.count(), func.min(SPOOL.c.received_at))
    .where(SPOOL.c.status.in_(_OPEN))
    .group_by(SPOOL.c.status)
)
_RETRYABLE = (spool.QUARANTINED, spool.IGNORED)


async def list_spool(
    uow: ReadUow, principal: Principal, page: PageRequest, *, status: str | None = None, ticket_id: int | None = None
) -> Page[SpooledMailRead]:
    """Newest first. Raises Forbidden for anybody but administrators."""
    principal.require_admin()
    matching = []
    if status is not None:
        matching.append(SPOOL.c.status == status)
    if ticket_id is not None:
        matching.append(SPOOL.c.ticket_id == ticket_id)
    statement = select(*_COLUMNS, SPOOL.c.raw.is_not(None).label("in_row")).where(*matching).limit(page.limit + 1)
    statement = newest_first(statement, SPOOL.c.id, page, _SORT)
    rows = [_read(row) for row in await uow.session.execute(statement)]
    total = (
        await uow.session.scalar(select(func.count()).select_from(SPOOL).where(*matching))
        if page.include_total
        else None
    )
    return make_page(rows, page, _SORT, lambda row: [row.id], total)


async def read_spooled(uow: ReadUow, principal: Principal, spool_id: int) -> SpooledMailRead:
    """Raises Forbidden, SpooledMailNotFound."""
    principal.require_admin()
    query = select(*_COLUMNS, SPOOL.c.raw.is_not(None).label("in_row")).where(SPOOL.c.id == spool_id)
    row = (await uow.session.execute(query)).one_or_none()
    if row is None:
        raise SpooledMailNotFound
    return _read(row)


async def read_spooled_raw(uow: ReadUow, principal: Principal, spool_id: int) -> bytes:
    """The mail itself: out of the spool, or out of its article once it is there.

    Raises Forbidden, SpooledMailNotFound, ArticleNotFound, PlainNotFound.
    """
    principal.require_admin()
    columns = (SPOOL.c.raw, SPOOL.c.file, SPOOL.c.ticket_id, SPOOL.c.article_id)
    row = (await uow.session.execute(select(*columns).where(SPOOL.c.id == spool_id))).one_or_none()
    if row is not None and row.raw is not None:
        return bytes(row.raw)
    if row is not None and row.file is not None:
        return spool_files.path_of(uow.site.settings.var, row.file).read_bytes()
    if row is None or row.ticket_id is None or row.article_id is None:
        raise SpooledMailNotFound
    return await articles.read_plain(uow, principal, TicketId(row.ticket_id), ArticleId(row.article_id))


async def retry_spooled(
    uow: UnitOfWork, principal: Principal, spool_id: int, *, force: bool = False
) -> SpooledMailRead:
    """Process a quarantined or ignored mail again. Raises Forbidden, SpooledMailNotFound, SpooledMailNotRetryable."""
    principal.require_admin()
    found = await read_spooled(uow, principal, spool_id)
    options = await uow.session.scalar(select(SPOOL.c.options).where(SPOOL.c.id == spool_id))
    given = IntakeOptions.load(options)
    again = IntakeOptions(trusted=given.trusted, queue=given.queue, queue_id=given.queue_id, force=force)
    if not await spool.hold_spooled(uow, spool_id, *_RETRYABLE):
        raise SpooledMailNotRetryable(status=found.status)
    await uow.session.execute(
        update(SPOOL)
        .where(SPOOL.c.id == spool_id)
        .values(status=spool.RECEIVED, attempts=0, reason=None, processed_at=None, options=again.dump())
    )
    await uow.enqueue(ProcessInbound(spool_id=spool_id))
    return await read_spooled(uow, principal, spool_id)


async def take_in(
    site: Site, principal: Principal, raw: bytes, *, queue: str = "", trusted: bool = False
) -> SpoolAnswer:
    """A mail that came over HTTP: committed when this returns. Raises Forbidden, EmptyMail, OnlyShown."""
    principal.require_admin()
    if not raw:
        raise EmptyMail
    async with site.read() as read:
        if await coexistence.is_shadow(read):
            raise OnlyShown
    result = await spool.accept(site, raw, "http", options=IntakeOptions(trusted=trusted, queue=queue))
    del raw  # the job that is woken now holds the mail itself
    if result.job_id is not None and site.nudger is not None:
        await site.nudger.nudge([result.job_id])
    return SpoolAnswer(id=result.spool_id, status=result.status, original_id=result.original_id)


async def inbound_health(uow: ReadUow, principal: Principal) -> InboundHealth:
    """Every delivery is in exactly one of the counts. Raises Forbidden."""
    principal.require_admin()
    by_status = select(SPOOL.c.status, func.count(), func.min(SPOOL.c.received_at), func.max(SPOOL.c.received_at))
    rows = {row[0]: row for row in await uow.session.execute(by_status.group_by(SPOOL.c.status))}
    counts = {status: int(row[1]) for status, row in rows.items()}
    waiting = rows.get(spool.RECEIVED)
    accounts = await mail_account_health(uow, principal)
    return InboundHealth(
        seen=sum(counts.values()),
        received=counts.get(spool.RECEIVED, 0),
        ticketed=counts.get(spool.DONE, 0),
        quarantined=counts.get(spool.QUARANTINED, 0),
        ignored=counts.get(spool.IGNORED, 0),
        duplicate=counts.get(spool.DUPLICATE, 0),
        waiting_s=max(0.0, (uow.clock.now() - waiting[2]).total_seconds()) if waiting else 0.0,
        last_received=max((row[3] for row in rows.values()), default=None),
        last_processed=await uow.session.scalar(
            select(func.max(SPOOL.c.processed_at)).where(SPOOL.c.status == spool.DONE)
        ),
        accounts=accounts,
        is_fetching=not any(account.progress.state in (FetchState.FAILING, FetchState.LATE) for account in accounts),
    )


async def backlog(uow: ReadUow) -> Backlog:
    """For monitoring: mails that are not processed, and those that wait for somebody's decision."""
    return by_state(_OPEN, await uow.session.execute(_BACKLOG))


async def article_decisions(
    uow: ReadUow, principal: Principal, ticket_id: TicketId, article_id: ArticleId
) -> tuple[DecisionRead, ...]:
    """What decided about an incoming article; empty for others. Raises TicketNotFound, ArticleNotFound, Forbidden."""
    principal.require_agent()
    await tickets.get_ticket(uow, principal, ticket_id)
    await articles.read_article(uow, principal, ticket_id, article_id)
    decided = await uow.session.scalar(select(ArticleTrace.decided).where(ArticleTrace.article_id == article_id))
    return tuple(DecisionRead(**entry._asdict()) for entry in load_trace(decided)) if decided else ()


def _read(row: Any) -> SpooledMailRead:
    return SpooledMailRead(
        id=row.id,
        received=row.received_at,
        processed=row.processed_at,
        source=row.source,
        mailbox=row.mailbox,
        message_id=row.message_id,
        size_bytes=row.size_bytes,
        status=row.status,
        reason=row.reason,
        ticket_id=row.ticket_id,
        article_id=row.article_id,
        attempts=row.attempts,
        has_raw=bool(row.in_row) or row.file is not None,
    )
