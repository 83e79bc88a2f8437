"""The queue seen from outside: what waits, why, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from email.parser import BytesHeaderParser
from email.policy import default
from typing import Any

from sqlalchemy import Row, func, select, update

from gotrs_api.articles import service as articles
from gotrs_api.articles.models import Article
from gotrs_api.articles.schemas import TransmissionRead
from gotrs_api.db.newest_first import newest_first
from gotrs_api.identity.principal import Principal
from gotrs_api.jobs import store
from gotrs_api.jobs.models import Job
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.kernel.paging import Page, PageRequest, make_page
from gotrs_api.mail.communication_log.service import accounts_of_articles, failed_messages
from gotrs_api.mail.models import SmtpAccount
from gotrs_api.mail.outbound import raw_store
from gotrs_api.mail.outbound.errors import ForeignMail, MailNotFound, MailOnItsWay
from gotrs_api.mail.outbound.payloads import SendMail, job_key
from gotrs_api.mail.outbound.queue_clock import is_ours, shifted, true_time
from gotrs_api.mail.outbound.schemas import MailCounts, MailOverview, MailRead, MailState
from gotrs_api.mail.outbound.service.delivering import SHORT_RAW, fail_article, remove_row
from gotrs_api.mail.outbound.service.queueing import MAIL_QUEUE
from gotrs_api.mail.smtp_accounts.ways import Ways, ways
from gotrs_api.tickets import service as tickets
from gotrs_api.uow import ReadUow, UnitOfWork

_SORT = "-id"
_LIVELINESS = (store.DEAD, store.PENDING, store.RUNNING)
_ROWS = select(MAIL_QUEUE, Article.ticket_id).outerjoin(Article, Article.id == MAIL_QUEUE.c.article_id)


async def mail_waits(uow: ReadUow) -> MailCounts:
    """For a banner and the health page: what has not left, and whether there is a server to take it."""
    ours = MAIL_QUEUE.c.insert_fingerprint.like("gotrs-%")
    row = (await uow.session.execute(select(func.count(), func.min(MAIL_QUEUE.c.create_time)).where(ours))).one()
    put_off = await uow.session.scalar(
        select(func.count()).select_from(MAIL_QUEUE).where(ours, MAIL_QUEUE.c.attempts > 0)
    )
    return MailCounts(
        waiting=row[0],
        put_off=put_off or 0,
        oldest=row[1],
        server_configured=bool(await ways(uow)),
    )


async def mail_overview(uow: ReadUow, principal: Principal) -> MailOverview:
    """What waits, and what will never arrive. Raises Forbidden."""
    principal.require_admin()
    lost = await failed_messages(uow, since=uow.clock.now() - timedelta(days=7))
    return MailOverview(**(await mail_waits(uow)).model_dump(), lost=lost)


async def list_mails(uow: ReadUow, principal: Principal, page: PageRequest) -> Page[MailRead]:
    """Newest first. Raises Forbidden for anybody but administrators."""
    principal.require_admin()
    statement = _ROWS.limit(page.limit + 1)
    statement = newest_first(statement, MAIL_QUEUE.c.id, page, _SORT)
    there = await ways(uow)
    found = (await uow.session.execute(statement)).all()
    at_work = await _states_of_jobs(uow, [row.id for row in found])
    rows = [await _read(uow, row, there, at_work.get(row.id)) for row in found]
    total = await uow.session.scalar(select(func.count()).select_from(MAIL_QUEUE)) if page.include_total else None
    return make_page(rows, page, _SORT, lambda mail: [mail.id], total)


async def read_mail(uow: ReadUow, principal: Principal, queue_id: int) -> MailRead:
    """Raises Forbidden, MailNotFound."""
    principal.require_admin()
    row = (await uow.session.execute(_ROWS.where(MAIL_QUEUE.c.id == queue_id))).first()
    if row is None:
        raise MailNotFound
    return await _read(uow, row, await ways(uow), (await _states_of_jobs(uow, [queue_id])).get(queue_id))


async def retry_mail(uow: UnitOfWork, principal: Principal, queue_id: int) -> MailRead:
    """Try again now. Raises Forbidden, MailNotFound, ForeignMail, MailOnItsWay."""
    await _ours(uow, principal, queue_id)
    await make_due(uow, queue_id)
    return await read_mail(uow, principal, queue_id)


async def ticket_transmissions(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> list[TransmissionRead]:
    """Whether the mails of a ticket have left, by their articles. Raises Forbidden, TicketNotFound."""
    principal.require_agent()
    await tickets.get_ticket(uow, principal, ticket_id)
    found = await articles.transmissions(uow, ticket_id)
    tried = await accounts_of_articles(uow, list(found))
    rows = await uow.session.execute(select(SmtpAccount.id, SmtpAccount.name)) if tried else ()
    names: dict[int, str] = {row.id: row.name for row in rows}
    return [
        one.model_copy(update={"account": names.get(tried.get(article_id, 0))}) for article_id, one in found.items()
    ]


async def delete_mail(uow: UnitOfWork, principal: Principal, queue_id: int) -> None:
    """Give up a mail; its article says that it was not sent. Raises Forbidden, MailNotFound, ForeignMail, MailOnItsWay."""
    row = await _ours(uow, principal, queue_id)
    uow.act_as(principal.user_id)
    await remove_row(uow, queue_id, row.short_raw)
    if row.article_id is not None:
        said = f"Taken out of the queue by {principal.login}."
        if row.last_smtp_message:
            said += f" What had been said last: {row.last_smtp_message}"
        await fail_article(uow, ArticleId(row.article_id), said)


async def make_due(uow: UnitOfWork, queue_id: int) -> None:
    """Put an attempt before all waiting: the row's time is now, and a job of its own or the waiting one runs."""
    now = uow.clock.now()
    await uow.session.execute(update(MAIL_QUEUE).where(MAIL_QUEUE.c.id == queue_id).values(due_time=shifted(now)))
    job_id = await uow.enqueue(SendMail(queue_id=queue_id), dedupe_key=job_key(queue_id))
    await uow.session.execute(
        update(Job)
        .where(Job.id == job_id, Job.status == store.PENDING)
        .values(due_at=now)
        .execution_options(synchronize_session=False)
    )
    uow.nudge_after_commit(job_id)


async def _ours(uow: UnitOfWork, principal: Principal, queue_id: int) -> Row[*tuple[Any, ...]]:
    principal.require_admin()
    columns = (MAIL_QUEUE.c.article_id, MAIL_QUEUE.c.due_time, MAIL_QUEUE.c.last_smtp_message, SHORT_RAW)
    row = (await uow.session.execute(select(*columns).where(MAIL_QUEUE.c.id == queue_id))).first()
    if row is None:
        raise MailNotFound
    if not is_ours(row.due_time):
        raise ForeignMail
    if await _is_on_its_way(uow, queue_id):
        raise MailOnItsWay
    return row


async def _is_on_its_way(uow: ReadUow, queue_id: int) -> bool:
    """A server may take minutes to answer. Whoever tried again meanwhile would send the mail twice."""
    running = select(Job.id).where(
        Job.status == store.RUNNING,
        Job.name == "mail.send",
        Job.payload == SendMail(queue_id=queue_id).model_dump_json(),
        Job.claimed_until > uow.clock.now(),
    )
    return (await uow.session.execute(running.limit(1))).first() is not None


async def _states_of_jobs(uow: ReadUow, queue_ids: Sequence[int]) -> dict[int, str]:
    """The liveliest job of each mail: one that runs, one that is still to come, or one that broke down for good."""
    ids = {SendMail(queue_id=queue_id).model_dump_json(): queue_id for queue_id in queue_ids}
    rows = await uow.session.execute(
        select(Job.payload, Job.status).where(
            Job.name == "mail.send", Job.status.in_(_LIVELINESS), Job.payload.in_(ids)
        )
    )
    found = sorted(rows.all(), key=lambda row: _LIVELINESS.index(row.status))
    return {ids[row.payload]: row.status for row in found}


async def _read(uow: ReadUow, row: Row[Any], there: Ways, job: str | None) -> MailRead:
    ours = is_ours(row.due_time)
    subject, message_id, size = "", "", len(row.raw_message)
    way = there.default
    if ours:
        try:
            raw = await raw_store.loaded(uow.site.settings.var, row.raw_message)
        except FileNotFoundError:
            raw = b""
        subject, message_id = _headers(raw, ("Subject", "Message-ID"))
        size = len(raw)
        way = there.of(raw, row.sender or "")
    last = _text(row.last_smtp_message)
    return MailRead(
        id=row.id,
        article_id=row.article_id,
        ticket_id=row.ticket_id,
        sender=row.sender or "",
        recipients=tuple(filter(None, row.recipient.split(","))),
        subject=subject,
        message_id=message_id,
        size=size,
        attempts=row.attempts,
        state=_state(row, ours=ours, has_way=way is not None, job=job, last=last),
        due=true_time(row.due_time) if row.due_time is not None else None,
        waits_for_server=ours and way is None,
        account_id=(way.account_id or None) if ours and way is not None else None,
        account=way.name if ours and way is not None else None,
        foreign=not ours,
        last_code=row.last_smtp_code,
        last_message=last,
        created=row.create_time,
    )


def _state(row: Row[Any], *, ours: bool, has_way: bool, job: str | None, last: str | None) -> MailState:
    if not ours:
        return MailState.FOREIGN
    if job in (store.RUNNING, store.DEAD):
        return MailState.SENDING if job == store.RUNNING else MailState.BROKEN
    if not has_way:
        return MailState.NO_SERVER
    if row.last_smtp_code is not None:
        return MailState.PUT_OFF
    if last is None:
        return MailState.WAITING
    return MailState.UNREACHABLE if row.attempts else MailState.HELD_BACK


def _headers(raw: bytes, names: Sequence[str]) -> list[str]:
    parsed = BytesHeaderParser(policy=default).parsebytes(raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")
    return [str(parsed.get(name, "")) for name in names]


def _text(value: Any) -> str | None:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
