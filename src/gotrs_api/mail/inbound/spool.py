"""Taking in a mail: its bytes are committed, with the job that will process them, before anybody says "received".

This module is all that `gotrs mail ingest` loads of the product; keep its imports few.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

from sqlalchemy import Table, bindparam, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.db.database import Database
from gotrs_api.jobs import JobPayload
from gotrs_api.jobs.store import insert_job
from gotrs_api.kernel.clock import Clock
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.kernel.settings import Settings
from gotrs_api.mail.inbound import spool_files
from gotrs_api.mail.inbound.message_identity import MessageIdentity, identify
from gotrs_api.mail.models.spool import SpooledMail

if TYPE_CHECKING:
    from gotrs_api.uow import UnitOfWork

SPOOL = cast(Table, SpooledMail.__table__)
_HOLD = select(SPOOL.c.status).where(SPOOL.c.id == bindparam("spool_id")).with_for_update()
RECEIVED, DONE, QUARANTINED, IGNORED, DUPLICATE = "received", "done", "quarantined", "ignored", "duplicate"
Dispatch = Literal["recipient", "queue"]
# Writes of the source's own in the transaction that keeps the mail; gets the row's id and status.
Beside = Callable[[AsyncSession, int, str], Awaitable[None]]


class ProcessInbound(JobPayload):
    """Make a ticket or an article of one spooled mail."""

    spool_id: int


@dataclass(frozen=True)
class ProcessJob:
    """How the job is declared, for those who enqueue it without loading what it runs."""

    name: str = "mail.process_inbound"
    queue: str = "mail"
    max_attempts: int = 6
    backoff_s: tuple[float, float] = (5, 300)
    timeout_s: float = 180


PROCESS_JOB = ProcessJob()


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """How a source wants its mails treated. `trusted` obeys X-OTRS-… headers; `queue` (name) sorts all of them there.

    `force` makes a ticket of what would be quarantined for its content.
    """

    trusted: bool = True
    queue: str = ""
    queue_id: int | None = None
    force: bool = False

    def dump(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def load(cls, text: str | None) -> IntakeOptions:
        return cls(**json.loads(text)) if text else cls()


@dataclass(frozen=True, slots=True)
class SpoolResult:
    """What became of a delivery. A duplicate has a row too, so that counts add up; `original_id` is its first copy."""

    spool_id: int
    status: Literal["received", "duplicate"]
    original_id: int
    job_id: int | None = None

    @property
    def is_duplicate(self) -> bool:
        return self.status == DUPLICATE


class Intake(Protocol):
    """What taking in needs of a site (`uow.Site` is one); the command line brings a smaller one."""

    @property
    def database(self) -> Database: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def settings(self) -> Settings: ...


async def accept(
    intake: Intake,
    raw: bytes,
    source: str,
    *,
    options: IntakeOptions = IntakeOptions(),
    mailbox: str = "",
    uid: str = "",
    beside: Beside | None = None,
) -> SpoolResult:
    """Commit one mail and the job for it. When this returns, the sender may forget the mail; when it raises, not.

    `source` is the way in (`pipe`, `maildir`, `http`, `imap`, …); `mailbox` and `uid` are what it calls itself there.
    The same mail comes in once, whatever the way (see `message_identity`); copies are counted as duplicates.
    Raises OSError or SQLAlchemyError when it is not certain that the mail was kept; also what `beside` raises.
    """
    identity = identify(raw, mailbox=mailbox, uid=uid)
    row = row_of(intake.clock.now(), raw, source, mailbox, uid, identity, options)
    original = await _find(intake, identity)
    if original is None:
        stored = await _store(intake, raw, row, identity, beside)
        if stored is not None:
            return stored
        original = await _find(intake, identity)  # another delivery of it was faster
    if original is None:
        raise RuntimeError("the spool refused a mail that it does not hold")
    return await _count_duplicate(intake, row, original, beside)


def row_of(
    now: datetime, raw: bytes, source: str, mailbox: str, uid: str, identity: MessageIdentity, options: IntakeOptions
) -> dict[str, Any]:
    """What each delivery's row says, whatever becomes of it."""
    return {
        "received_at": now,
        "source": source[:50],
        "mailbox": mailbox[:200] or None,
        "uid": uid[:200] or None,
        "message_id": identity.message_id or None,
        "message_id_md5": _md5(identity.message_id) if identity.message_id else None,
        "fingerprint": identity.fingerprint,
        "size_bytes": len(raw),
        "attempts": 0,
        "options": options.dump(),
    }


async def _find(intake: Intake, identity: MessageIdentity) -> int | None:
    async with intake.database.read_session({}) as session:
        found: int | None = await session.scalar(select(SPOOL.c.id).where(SPOOL.c.dedupe_hash == identity.dedupe_hash))
        return found


async def _store(
    intake: Intake, raw: bytes, row: dict[str, Any], identity: MessageIdentity, beside: Beside | None
) -> SpoolResult | None:
    """None when the same mail is there already."""
    file = None
    if len(raw) > spool_files.DATABASE_LIMIT_BYTES:
        file = spool_files.write(intake.settings.var, raw, row["received_at"])
    try:
        async with intake.database.write_session({}) as session, session.begin():
            values = {
                **row,
                "dedupe_hash": identity.dedupe_hash,
                "status": RECEIVED,
                "raw": raw if file is None else None,
                "file": file,
            }
            spool_id = await _insert(session, values)
            job_id = await enqueue_processing(session, spool_id, intake.clock)
            if beside is not None:
                await beside(session, spool_id, RECEIVED)
    except IntegrityError:
        if file is not None:
            spool_files.remove(intake.settings.var, file)
        return None
    # After any other error the file stays: the commit may have happened unheard. The sweep drops files without a row.
    return SpoolResult(spool_id, "received", spool_id, job_id)


async def enqueue_processing(session: AsyncSession, spool_id: int, clock: Clock) -> int:
    """Write the job's row in this transaction; answers its id."""
    return await insert_job(
        session,
        PROCESS_JOB,
        ProcessInbound(spool_id=spool_id).model_dump_json(),
        now=clock.now(),
        delay_s=0,
        dedupe_key=None,
        acting_id=SYSTEM_USER_ID,
    )


async def hold_spooled(uow: UnitOfWork, spool_id: int, *statuses: str) -> bool:
    """Lock a row for this transaction; False when its mail is in none of these states (any more).

    By its id alone: a condition on the status would lock the index first, and meet those who hold the row.
    """
    return await uow.session.scalar(_HOLD, {"spool_id": spool_id}) in statuses


async def _count_duplicate(intake: Intake, row: dict[str, Any], original_id: int, beside: Beside | None) -> SpoolResult:
    values = {
        **row,
        "dedupe_hash": hashlib.sha256(secrets.token_bytes(32)).hexdigest(),
        "status": DUPLICATE,
        "reason": f"The same mail as {original_id}.",
        "processed_at": row["received_at"],
    }
    async with intake.database.write_session({}) as session, session.begin():
        spool_id = await _insert(session, values)
        if beside is not None:
            await beside(session, spool_id, DUPLICATE)
    return SpoolResult(spool_id, "duplicate", original_id)


async def _insert(session: AsyncSession, values: dict[str, Any]) -> int:
    result = await session.execute(insert(SPOOL).values(**values))
    return int(cast(Any, result).inserted_primary_key[0])


def _md5(message_id: str) -> str:
    return hashlib.md5(message_id.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
