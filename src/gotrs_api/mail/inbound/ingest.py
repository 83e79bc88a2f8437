"""`gotrs mail ingest`: one mail, or a maildir, into the spool; works beside, or without, a running server."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.exc import SQLAlchemyError

from gotrs_api.db.database import Database
from gotrs_api.kernel.clock import Clock, SystemClock
from gotrs_api.kernel.settings import Settings
from gotrs_api.mail.inbound.spool import Intake, IntakeOptions, SpoolResult, accept


@dataclass(frozen=True)
class _Process:
    settings: Settings
    database: Database
    clock: Clock


@dataclass
class MaildirCounts:
    received: int = 0
    duplicates: int = 0
    failed: int = 0


@asynccontextmanager
async def open_intake(settings: Settings) -> AsyncIterator[Intake]:
    """The least that taking in mail needs: a database and a clock."""
    database = Database(settings.effective_database_url, pool_size=1)
    try:
        yield _Process(settings, database, SystemClock())
    finally:
        await database.close()


async def ingest_one(settings: Settings, stream: BinaryIO, options: IntakeOptions) -> SpoolResult:
    """Raises OSError or SQLAlchemyError when it is not certain that the mail was kept."""
    raw = stream.read()
    async with open_intake(settings) as intake:
        return await accept(intake, raw, "pipe", options=options)


async def ingest_maildir(settings: Settings, maildir: Path, options: IntakeOptions) -> MaildirCounts:
    """Take in what lies in `new`; a mail is moved to `cur`, as read, once it is committed.

    Raises OSError when the folder is no maildir. A single mail that could not be kept stays in `new` and is counted.
    """
    counts = MaildirCounts()
    async with open_intake(settings) as intake:
        for path in _new_mails(maildir):
            await _take_file(intake, maildir, path, options, counts)
    return counts


async def _take_file(intake: Intake, maildir: Path, path: Path, options: IntakeOptions, counts: MaildirCounts) -> None:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return  # another process took it
    unique = path.name.partition(":")[0]
    try:
        result = await accept(intake, raw, "maildir", options=options, mailbox=f"maildir:{maildir}"[-200:], uid=unique)
    except (OSError, SQLAlchemyError):
        counts.failed += 1
        return
    counts.duplicates += result.is_duplicate
    counts.received += not result.is_duplicate
    path.rename(maildir / "cur" / f"{unique}:2,S")


def _new_mails(maildir: Path) -> Iterator[Path]:
    (maildir / "cur").mkdir(exist_ok=True)
    with os.scandir(maildir / "new") as entries:
        names = sorted(entry.name for entry in entries if entry.is_file() and not entry.name.startswith("."))
    yield from (maildir / "new" / name for name in names)
