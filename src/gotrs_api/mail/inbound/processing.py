"""From a spooled row to its ticket, exactly once: the row's status changes in the transaction that writes the ticket."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import structlog
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import DBAPIError

from gotrs_api.db.transient import patiently
from gotrs_api.kernel.ids import SYSTEM_USER_ID, TicketId
from gotrs_api.mail.communication_log.recording import (
    Communication,
    Direction,
    Line,
    Part,
    Priority,
    Status,
    record_communications,
)
from gotrs_api.mail.inbound import spool_files
from gotrs_api.mail.inbound.incoming import receive
from gotrs_api.mail.inbound.parse import ParsedMail, parse
from gotrs_api.mail.inbound.pipeline import Outcome, Result, run
from gotrs_api.mail.inbound.quarantine import close_notice, quarantine
from gotrs_api.mail.inbound.spool import (
    DONE,
    IGNORED,
    PROCESS_JOB,
    RECEIVED,
    SPOOL,
    IntakeOptions,
    hold_spooled,
)
from gotrs_api.mail.inbound.trace import Trace
from gotrs_api.mail.inbound.turns import in_turn
from gotrs_api.mail.models import ArticleTrace
from gotrs_api.mail.security.opening import Opened, open_mail
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import JobContext, UnitOfWork

log = structlog.get_logger(__name__)
# A mail that takes the process down with it would otherwise be tried for ever.
MAX_STARTS = PROCESS_JOB.max_attempts + 4
# Parsing a small mail takes less than handing it to a thread.
THREAD_FROM_BYTES = 64 * 1024
HOPELESS = frozenset({"empty", "no_header"})
_HOLD_WHOLE = (
    select(
        *(SPOOL.c[name] for name in ("id", "raw", "file", "size_bytes", "options", "attempts", "status", "ticket_id")),
        *(SPOOL.c[name] for name in ("source", "received_at")),
    )
    .where(SPOOL.c.id == bindparam("spool_id"))
    .with_for_update()
)
_SORTED = update(SPOOL).where(SPOOL.c.id == bindparam("spool_id"))
_COUNT_START = update(SPOOL).where(SPOOL.c.id == bindparam("spool_id")).values(attempts=SPOOL.c.attempts + 1)


class Delivery(NamedTuple):
    """Where a mail came from, for the log."""

    spool_id: int
    source: str
    received_at: datetime


@dataclass(frozen=True)
class _Spooled:
    id: int
    raw: bytes | None
    file: str | None
    size_bytes: int
    options: IntakeOptions
    delivery: Delivery
    notice_id: TicketId | None  # the ticket that told of its quarantine


class Unprocessable(Exception):
    """Trying again cannot help; the message says why (English)."""


async def process_spooled(ctx: JobContext, spool_id: int) -> Outcome | None:
    """Make a ticket or an article of one mail. None when there is nothing (more) to do, or it went into quarantine.

    Raises what went wrong while there are attempts left; the last one puts the mail into quarantine with the reason.
    """
    mail = await _start(ctx, spool_id)
    if mail is None:
        return None
    try:
        await _refuse_oversized(ctx, mail)
        raw = await _load(ctx, mail)
        opened = await open_mail(ctx.site, raw, await _parse(raw, mail))
        where: bytes | Path = raw
        if mail.file is not None:  # from here on the file stands for the mail, which may be large
            where = spool_files.path_of(ctx.site.settings.var, mail.file)
            opened.parsed = opened.parsed.aside(raw, where)
        del raw
        async with in_turn(ctx.site):
            return await patiently(partial(_sort, ctx, mail, where, opened))
    except Unprocessable as reason:
        await quarantine(ctx, spool_id, str(reason))
    except Exception as error:
        if ctx.attempt < PROCESS_JOB.max_attempts:
            raise
        # A database's own message only: SQLAlchemy's repeats the parameters, and so the mail.
        told = error.orig if isinstance(error, DBAPIError) else error
        await quarantine(ctx, spool_id, f"{type(error).__name__}: {told}")
    return None


async def _start(ctx: JobContext, spool_id: int) -> _Spooled | None:
    """Count the attempt in a transaction of its own, so that one that kills the process counts too."""
    async with ctx.uow(acting_id=SYSTEM_USER_ID) as uow:
        row = (await uow.session.execute(_HOLD_WHOLE, {"spool_id": spool_id})).one_or_none()
        if row is None or row.status != RECEIVED:
            return None
        await uow.session.execute(_COUNT_START, {"spool_id": spool_id})
    if row.attempts >= MAX_STARTS:
        await quarantine(ctx, spool_id, f"Processing was started {row.attempts} times and never ended.")
        return None
    delivery = Delivery(row.id, row.source, row.received_at)
    options = IntakeOptions.load(row.options)
    return _Spooled(row.id, row.raw, row.file, row.size_bytes, options, delivery, row.ticket_id)


async def _refuse_oversized(ctx: JobContext, mail: _Spooled) -> None:
    async with ctx.read() as uow:
        limit_kb = await sysconfig.get(uow, settings.POSTMASTER_MAX_EMAIL_SIZE)
    if mail.size_bytes > limit_kb * 1024 and not mail.options.force:
        raise Unprocessable(f"The mail has {mail.size_bytes} bytes, more than PostMasterMaxEmailSize ({limit_kb} KB).")


async def _load(ctx: JobContext, mail: _Spooled) -> bytes:
    if mail.raw is not None:
        return bytes(mail.raw)
    if mail.file is None:
        raise Unprocessable("The mail's bytes are gone.")
    return await asyncio.to_thread(spool_files.path_of(ctx.site.settings.var, mail.file).read_bytes)


async def _parse(raw: bytes, mail: _Spooled) -> ParsedMail:
    parsed = parse(raw) if len(raw) < THREAD_FROM_BYTES else await asyncio.to_thread(parse, raw)
    hopeless = [defect.code for defect in parsed.defects if defect.code in HOPELESS]
    if hopeless and not mail.options.force:
        raise Unprocessable("The mail is empty." if "empty" in hopeless else "The mail has no header.")
    return parsed


async def _sort(ctx: JobContext, mail: _Spooled, raw: bytes | Path, opened: Opened) -> Outcome | None:
    async with ctx.uow(acting_id=SYSTEM_USER_ID) as uow:
        if not await hold_spooled(uow, mail.id, RECEIVED):
            return None  # another worker was faster
        sorted_ = await sort_in(uow, mail.delivery, raw, opened, mail.options)
        await write_sorted(uow, [sorted_])
        if mail.notice_id is not None and mail.notice_id != sorted_.outcome.ticket_id:
            await close_notice(uow, mail.notice_id, sorted_.told_in_history())
    if mail.file and sorted_.outcome.result is not Result.IGNORED:
        spool_files.remove(ctx.site.settings.var, mail.file)
    sorted_.log()
    return sorted_.outcome


@dataclass(frozen=True)
class Sorted:
    """What became of a mail, to be written into its row by the transaction that made it."""

    delivery: Delivery
    outcome: Outcome
    trace: Trace

    @property
    def spool_id(self) -> int:
        return self.delivery.spool_id

    def columns(self, now: datetime) -> dict[str, Any]:
        ignored = self.outcome.result is Result.IGNORED
        values: dict[str, Any] = {
            "status": IGNORED if ignored else DONE,
            "ticket_id": self.outcome.ticket_id,
            "article_id": self.outcome.article_id,
            "processed_at": now,
            "reason": self.trace.dump() if ignored else self.outcome.result.value,
        }
        # The article has the mail now.
        return values if ignored else values | {"raw": None, "file": None}

    def told(self, now: datetime) -> Communication:
        """For the communication log: each decision is a step."""
        return Communication(
            direction=Direction.INCOMING,
            status=Status.SUCCESSFUL,
            part=Part.MESSAGE,
            started=self.delivery.received_at,
            ended=now,
            lines=[
                Line("spool", f"Message {self.spool_id}", Priority.DEBUG),
                *(Line(f"{step.step}: {step.by}", step.what) for step in self.trace.decisions),
                Line("result", str(self.outcome.result), Priority.NOTICE),
            ],
            account_type=self.delivery.source,
            article_id=self.outcome.article_id,
        )

    def told_in_history(self) -> str:
        """For the ticket that told of the mail's quarantine."""
        where = f" (TicketID {self.outcome.ticket_id})" if self.outcome.ticket_id else ""
        return f"The mail was sorted: {self.outcome.result}{where}."

    def log(self) -> None:
        result, ticket_id = self.outcome.result, self.outcome.ticket_id
        log.info("mail.processed", spool_id=self.spool_id, result=result, ticket_id=ticket_id)


async def sort_in(
    uow: UnitOfWork, delivery: Delivery, raw: bytes | Path, opened: Opened, options: IntakeOptions
) -> Sorted:
    """Sort a mail in a transaction that holds its row. Raises whatever goes wrong."""
    incoming = receive(opened.parsed, raw, trusted=options.trusted)
    incoming.trace.decisions += opened.notes
    outcome = await run(uow, incoming, options)
    return Sorted(delivery, outcome, incoming.trace)


async def write_sorted(uow: UnitOfWork, mails: Sequence[Sorted]) -> None:
    """What became of the mails into their rows, and what decided about each beside its article."""
    now, connection = uow.clock.now(), await uow.session.connection()
    rows: dict[frozenset[str], list[dict[str, Any]]] = {}
    for each in mails:
        values = each.columns(now)
        rows.setdefault(frozenset(values), []).append({"spool_id": each.spool_id, **values})
    for columns, changes in rows.items():
        await connection.execute(_SORTED.values({name: bindparam(name) for name in columns}), changes)
    traces = [
        {"article_id": each.outcome.article_id, "decided": each.trace.dump()}
        for each in mails
        if each.outcome.article_id
    ]
    if traces:
        await uow.session.execute(insert(ArticleTrace), traces)
    await record_communications(uow.session, [each.told(now) for each in mails])
