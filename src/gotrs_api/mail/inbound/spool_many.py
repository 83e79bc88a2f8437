"""Taking in many mails with one commit, as `spool.accept` takes in one; for sources that have many at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.db.inserting import insert_many
from gotrs_api.jobs.store import NewJob, insert_jobs
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.mail.inbound import spool_files
from gotrs_api.mail.inbound.message_identity import MessageIdentity, identify
from gotrs_api.mail.inbound.spool import (
    PROCESS_JOB,
    RECEIVED,
    SPOOL,
    Intake,
    IntakeOptions,
    ProcessInbound,
    SpoolResult,
    accept,
    enqueue_processing,
    row_of,
)


@dataclass(frozen=True, eq=False)
class Delivery:
    """`mailbox` and `uid` are what the source calls itself and the mail."""

    raw: bytes
    mailbox: str = ""
    uid: str = ""


# Writes of the source's own in the transaction that keeps the mails; gets each with its row's id.
BesideAll = Callable[[AsyncSession, Sequence[tuple[Delivery, int]]], Awaitable[None]]


async def accept_together(
    intake: Intake, mails: Sequence[Delivery], source: str, *, options: IntakeOptions, beside: BesideAll | None = None
) -> dict[Delivery, SpoolResult]:
    """Commit by one transaction those that are new and small; the others, or all, are left to `accept`.

    Raises OSError or SQLAlchemyError when it is not certain whether they were kept.
    """
    known = [(mail, identify(mail.raw, mailbox=mail.mailbox, uid=mail.uid)) for mail in mails]
    return await _store(intake, list((await _fresh(intake, known)).values()), source, options, beside)


async def accept_many(intake: Intake, mails: Sequence[Delivery], source: str, *, options: IntakeOptions) -> int:
    """Commit all of the mails; answers how many are new. Copies and large ones are taken in one by one.

    Raises OSError or SQLAlchemyError when it is not certain that all were kept.
    """
    stored = await accept_together(intake, mails, source, options=options)
    count = len(stored)
    for mail in mails:
        if mail not in stored:
            one = await accept(intake, mail.raw, source, options=options, mailbox=mail.mailbox, uid=mail.uid)
            count += not one.is_duplicate
    return count


_Known = tuple[Delivery, MessageIdentity]


async def _fresh(intake: Intake, known: Sequence[_Known]) -> dict[str, _Known]:
    """By hash, those that are not there yet and fit into their row; of copies among them the first."""
    fresh: dict[str, _Known] = {}
    for mail, identity in known:
        if len(mail.raw) <= spool_files.DATABASE_LIMIT_BYTES:
            fresh.setdefault(identity.dedupe_hash, (mail, identity))
    async with intake.database.read_session({}) as session:
        there = await session.scalars(select(SPOOL.c.dedupe_hash).where(SPOOL.c.dedupe_hash.in_(list(fresh))))
        for found in there:
            del fresh[found]
    return fresh


async def _store(
    intake: Intake, fresh: Sequence[_Known], source: str, options: IntakeOptions, beside: BesideAll | None
) -> dict[Delivery, SpoolResult]:
    """Nothing was written when another delivery of one of them was faster."""
    if not fresh:
        return {}
    now = intake.clock.now()
    rows: list[dict[str, Any]] = [
        {
            **row_of(now, mail.raw, source, mail.mailbox, mail.uid, identity, options),
            "dedupe_hash": identity.dedupe_hash,
            "status": RECEIVED,
            "raw": mail.raw,
        }
        for mail, identity in fresh
    ]
    try:
        async with intake.database.write_session({}) as session, session.begin():
            ids = await insert_many(session, SPOOL, rows)
            # The runner is told of the first, which takes the others along.
            job_id = await enqueue_processing(session, ids[0], intake.clock)
            jobs = [NewJob(PROCESS_JOB, ProcessInbound(spool_id=spool_id).model_dump_json()) for spool_id in ids[1:]]
            if jobs:
                await insert_jobs(session, jobs, now=now, acting_id=SYSTEM_USER_ID)
            stored = [(mail, spool_id) for (mail, _), spool_id in zip(fresh, ids, strict=True)]
            if beside is not None:
                await beside(session, stored)
    except IntegrityError:
        return {}
    job_ids = {ids[0]: job_id}
    return {mail: SpoolResult(spool_id, "received", spool_id, job_ids.get(spool_id)) for mail, spool_id in stored}
