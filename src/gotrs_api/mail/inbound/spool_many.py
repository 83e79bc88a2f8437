"""Taking in many mails with one commit, as `spool.accept` takes in one; for sources that have many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

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
    accept,
    row_of,
)


@dataclass(frozen=True)
class Delivery:
    """`mailbox` and `uid` are what the source calls itself and the mail."""

    raw: bytes
    mailbox: str = ""
    uid: str = ""


async def accept_many(intake: Intake, mails: Sequence[Delivery], source: str, *, options: IntakeOptions) -> int:
    """Commit all of the mails; answers how many are new. Copies and large ones are taken in one by one.

    Raises OSError or SQLAlchemyError when it is not certain that all were kept.
    """
    known = [(mail, identify(mail.raw, mailbox=mail.mailbox, uid=mail.uid)) for mail in mails]
    fresh = await _fresh(intake, known)
    stored = await _store(intake, list(fresh.values()), source, options)
    together = {id(mail) for mail, _ in fresh.values()} if stored else set()
    count = len(together)
    for mail, _ in known:
        if id(mail) not in together:
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


async def _store(intake: Intake, fresh: Sequence[_Known], source: str, options: IntakeOptions) -> bool:
    """False when nothing was written: another delivery of one of them was faster, or the database cannot say the ids."""
    if not fresh or not intake.database.engine.dialect.insert_executemany_returning:
        return False
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
            ids = (await session.execute(insert(SPOOL).returning(SPOOL.c.id), rows)).scalars().all()
            jobs = [NewJob(PROCESS_JOB, ProcessInbound(spool_id=spool_id).model_dump_json()) for spool_id in ids]
            await insert_jobs(session, jobs, now=now, acting_id=SYSTEM_USER_ID)
    except IntegrityError:
        return False
    return True
