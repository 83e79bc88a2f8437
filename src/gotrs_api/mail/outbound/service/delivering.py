"""One attempt to deliver a mail: what to send, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import String, case, cast, delete, func, literal, select, update

from gotrs_api.articles import service as articles
from gotrs_api.jobs import store
from gotrs_api.jobs.models import Job
from gotrs_api.kernel.ids import ArticleId
from gotrs_api.mail.communication_log.recording import (
    Communication,
    Direction,
    Line,
    Part,
    Priority,
    Status,
    record_communications,
)
from gotrs_api.mail.outbound import raw_store
from gotrs_api.mail.outbound.events import ArticleMailFailed, ArticleMailSent
from gotrs_api.mail.outbound.payloads import SendMail, job_key
from gotrs_api.mail.outbound.queue_clock import is_ours, shifted, true_time
from gotrs_api.mail.outbound.service.queueing import MAIL_QUEUE, ticket_of
from gotrs_api.mail.outbound.smtp import Handover, Reply
from gotrs_api.mail.smtp_accounts.ways import Way
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, UnitOfWork

FIRST_WAIT_S, LONGEST_WAIT_S = 60, 3600
FIRST_RECONNECT_S, LONGEST_RECONNECT_S = 15, 300
SWEEP_LIMIT = 1000
log = structlog.get_logger(__name__)
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
# Names of files are short; the mails themselves need not be read again.
SHORT_RAW = case((func.length(MAIL_QUEUE.c.raw_message) < 1000, MAIL_QUEUE.c.raw_message)).label("short_raw")
_TO_RECORD = select(MAIL_QUEUE.c.article_id, MAIL_QUEUE.c.attempts, MAIL_QUEUE.c.create_time, SHORT_RAW)


@dataclass(frozen=True)
class MailToDeliver:
    """A row of ours; `raw` has its fixed Message-ID, and is None when the file that held it is gone.

    `fingerprint` tells it from a later mail: SQLite gives ids of deleted rows out again.
    """

    queue_id: int
    fingerprint: str
    sender: str
    recipients: tuple[str, ...]
    raw: bytes | None
    attempts: int


async def mail_to_deliver(uow: ReadUow, queue_id: int) -> MailToDeliver | None:
    """The mail if it still waits and is due; None for one that was sent, stopped, put off, or is OTRS's."""
    row = (await uow.session.execute(select(MAIL_QUEUE).where(MAIL_QUEUE.c.id == queue_id))).first()
    if row is None or not is_ours(row.due_time) or true_time(row.due_time) > uow.clock.now():
        return None
    try:
        raw = await raw_store.loaded(uow.site.settings.var, row.raw_message)
    except FileNotFoundError:
        raw = None
    recipients = tuple(row.recipient.split(","))
    return MailToDeliver(row.id, row.insert_fingerprint or "", row.sender or "", recipients, raw, row.attempts)


async def record_delivery(uow: UnitOfWork, queue_id: int, fingerprint: str, handover: Handover, way: Way) -> None:
    """Write down what the server said, for each recipient.

    Everybody served: the row goes, ArticleMailSent. Refused for good (5xx, or put off for longer than
    `GOTRS::Mail::GiveUpAfterHours`): a send error at the article, ArticleMailFailed. Put off (4xx): the row stays for
    these recipients alone and is tried again after one minute, doubling up to an hour.
    """
    this = (MAIL_QUEUE.c.id == queue_id) & (MAIL_QUEUE.c.insert_fingerprint == fingerprint)
    row = (await uow.session.execute(_TO_RECORD.where(this).with_for_update())).first()
    if row is None:
        return
    refused, deferred = dict(handover.refused), dict(handover.deferred)
    hours = await _given_up_after(uow, row.create_time) if deferred else None
    if hours is not None:
        over = {
            recipient: Reply(reply.code, f"{reply.text} (given up after {hours} hours)")
            for recipient, reply in deferred.items()
        }
        refused, deferred = refused | over, {}
    await _log(uow, queue_id, row.article_id, way, Handover(handover.accepted, refused, deferred))
    if deferred:
        reply = next(iter(deferred.values()))
        wait_s = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(row.attempts, 20))
        await _put_off(uow, queue_id, row.attempts, wait_s, str(reply), reply.code, tuple(deferred))
    else:
        await remove_row(uow, queue_id, row.short_raw)
    bound = log.bind(queue_id=queue_id, article_id=row.article_id)
    if refused:
        said = "; ".join(f"{recipient}: {reply}" for recipient, reply in refused.items())
        if way.account_id:
            said += f" [{way.name}]"
        bound.warning("mail.refused", recipients=len(refused), codes=sorted({reply.code for reply in refused.values()}))
        if row.article_id is not None:
            await fail_article(uow, ArticleId(row.article_id), said)
    elif not deferred:
        bound.info("mail.sent", recipients=len(handover.accepted))
        if row.article_id is not None:
            ticket_id = await ticket_of(uow, row.article_id)
            await uow.emit(ArticleMailSent(ticket_id=ticket_id, article_id=ArticleId(row.article_id)))


async def come_back(uow: UnitOfWork, queue_id: int) -> None:
    """For a job that came too early: another one of the same mail had put it off for longer."""
    due = await uow.session.scalar(select(MAIL_QUEUE.c.due_time).where(MAIL_QUEUE.c.id == queue_id))
    if due is not None and is_ours(due):
        delay_s = max(0.0, (true_time(due) - uow.clock.now()).total_seconds())
        await uow.enqueue(SendMail(queue_id=queue_id), dedupe_key=job_key(queue_id), delay_s=delay_s)


async def hold_back(uow: UnitOfWork, queue_id: int, wait_s: float, reason: str) -> None:
    """It is not this mail's turn yet; that is no attempt. Its row tells why, unless it holds what a server said before."""
    due = shifted(uow.clock.now() + timedelta(seconds=wait_s))
    message = case((MAIL_QUEUE.c.attempts == 0, reason), else_=MAIL_QUEUE.c.last_smtp_message)
    told = {"due_time": due, "last_smtp_message": message}
    await uow.session.execute(update(MAIL_QUEUE).where(MAIL_QUEUE.c.id == queue_id).values(told))
    await uow.enqueue(SendMail(queue_id=queue_id), dedupe_key=job_key(queue_id), delay_s=wait_s)


async def record_unavailable(uow: UnitOfWork, queue_id: int, way: Way, said: str) -> None:
    """No mail server: try again after 15 seconds, doubling up to five minutes, for as long as it takes."""
    columns = (MAIL_QUEUE.c.attempts, MAIL_QUEUE.c.article_id)
    row = (await uow.session.execute(select(*columns).where(MAIL_QUEUE.c.id == queue_id))).first()
    if row is not None:
        wait_s = min(LONGEST_RECONNECT_S, FIRST_RECONNECT_S * 2 ** min(row.attempts, 20))
        await _put_off(uow, queue_id, row.attempts, wait_s, said, None, None)
        lines = [Line("connection", said, Priority.ERROR), Line("mail queue", str(queue_id), Priority.DEBUG)]
        told = _communication(uow, way, Status.FAILED, Part.CONNECTION, lines, row.article_id)
        await record_communications(uow.session, [told])


async def let_waiting_go(uow: UnitOfWork) -> None:
    """Mails that no server took, or had the time for, need not sit out their wait: what kept them has changed."""
    key = literal(job_key("")) + cast(MAIL_QUEUE.c.id, String(20))
    no_answer = (
        (MAIL_QUEUE.c.due_time > shifted(uow.clock.now()))
        & MAIL_QUEUE.c.last_smtp_code.is_(None)
        & MAIL_QUEUE.c.last_smtp_message.is_not(None)
    )
    due = update(Job).where(
        Job.name == "mail.send", Job.status == store.PENDING, Job.dedupe_key.in_(select(key).where(no_answer))
    )
    await uow.session.execute(due.values(due_at=uow.clock.now()).execution_options(synchronize_session=False))
    await uow.session.execute(update(MAIL_QUEUE).where(no_answer).values(due_time=shifted(uow.clock.now())))
    await requeue_waiting(uow)


async def _log(uow: UnitOfWork, queue_id: int, article_id: int | None, way: Way, handover: Handover) -> None:
    answers = [
        *(Line(recipient, "accepted") for recipient in handover.accepted),
        *(Line(recipient, str(reply), Priority.WARNING) for recipient, reply in handover.deferred.items()),
        *(Line(recipient, str(reply), Priority.ERROR) for recipient, reply in handover.refused.items()),
    ]
    status = Status.FAILED if handover.refused else Status.WARNING if handover.deferred else Status.SUCCESSFUL
    lines = [Line("mail queue", str(queue_id), Priority.DEBUG), *answers]
    await record_communications(uow.session, [_communication(uow, way, status, Part.MESSAGE, lines, article_id)])


def _communication(
    uow: UnitOfWork, way: Way, status: Status, part: Part, lines: list[Line], article_id: int | None
) -> Communication:
    now = uow.clock.now()
    return Communication(
        direction=Direction.OUTGOING,
        status=status,
        part=part,
        started=now,
        ended=now,
        lines=[*lines, Line("account", way.name, Priority.DEBUG)],
        account_type="SMTP",
        account_id=way.account_id or None,
        article_id=article_id,
    )


async def requeue_waiting(uow: UnitOfWork) -> int:
    """Give every waiting row of ours that has no job one; answers how many. For mail from before there was a server."""
    key = literal(job_key("")) + cast(MAIL_QUEUE.c.id, String(20))
    pending = select(Job.id).where(Job.dedupe_key == key).exists()
    rows = await uow.session.execute(
        select(MAIL_QUEUE.c.id, MAIL_QUEUE.c.due_time)
        .where(MAIL_QUEUE.c.due_time >= shifted(_BEGINNING), ~pending)
        .order_by(MAIL_QUEUE.c.id)
        .limit(SWEEP_LIMIT)
    )
    waiting = {row.id: true_time(row.due_time) for row in rows}
    if not waiting:
        return 0
    busy = await uow.session.scalars(
        select(Job.payload).where(Job.status.in_((store.RUNNING, store.DEAD)), Job.name == "mail.send")
    )
    for payload in busy:
        waiting.pop(SendMail.model_validate_json(payload).queue_id, None)
    now = uow.clock.now()
    for queue_id, due in waiting.items():
        delay_s = max(0.0, (due - now).total_seconds())
        await uow.enqueue(SendMail(queue_id=queue_id), dedupe_key=job_key(queue_id), delay_s=delay_s)
    return len(waiting)


async def remove_abandoned_files(uow: ReadUow) -> int:
    """Remove files a day old that no row names: their transaction was rolled back. Answers how many."""
    var = uow.site.settings.var
    names = set(await raw_store.abandoned(var, uow.clock.now() - timedelta(days=1)))
    if names:
        query = select(SHORT_RAW).where(func.length(MAIL_QUEUE.c.raw_message) < 1000)
        kept = {raw_store.file_name(in_row) for in_row in await uow.session.scalars(query) if in_row is not None}
        names -= {name for name in kept if name is not None}
    for name in names:
        await raw_store.removed(var, raw_store.in_row_of(name))
    return len(names)


async def remove_row(uow: UnitOfWork, queue_id: int, short_raw: bytes | None) -> None:
    """The mail has left, or never will. `short_raw` may name the file that goes with it."""
    await uow.session.execute(delete(MAIL_QUEUE).where(MAIL_QUEUE.c.id == queue_id))
    if short_raw is not None:
        uow.after_commit(partial(raw_store.removed, uow.site.settings.var, short_raw))


async def fail_article(uow: UnitOfWork, article_id: ArticleId, said: str) -> None:
    """Mark an article as not delivered and tell."""
    await articles.record_send_error(uow, article_id, said)
    ticket_id = await ticket_of(uow, article_id)
    await uow.emit(ArticleMailFailed(ticket_id=ticket_id, article_id=article_id, message=said))


async def _put_off(
    uow: UnitOfWork,
    queue_id: int,
    attempts: int,
    wait_s: float,
    said: str,
    code: int | None,
    recipients: tuple[str, ...] | None,
) -> None:
    values: dict[str, object] = {
        "attempts": attempts + 1,
        "due_time": shifted(uow.clock.now() + timedelta(seconds=wait_s)),
        "last_smtp_code": code,
        "last_smtp_message": said[:10_000],
    }
    if recipients is not None:
        values["recipient"] = ",".join(recipients)
    await uow.session.execute(update(MAIL_QUEUE).where(MAIL_QUEUE.c.id == queue_id).values(values))
    await uow.enqueue(SendMail(queue_id=queue_id), dedupe_key=job_key(queue_id), delay_s=wait_s)


async def _given_up_after(uow: ReadUow, created: datetime) -> int | None:
    """Hours, where they are over."""
    hours = await sysconfig.get(uow, settings.MAIL_GIVE_UP_AFTER_H)
    return hours if uow.clock.now() - created >= timedelta(hours=hours) else None
