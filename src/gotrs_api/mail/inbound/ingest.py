"""`gotrs mail ingest`: one mail, or a maildir, into the spool; works beside, or without, a running server."""

import os
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.exc import SQLAlchemyError

from gotrs_api.coexistence import service as coexistence
from gotrs_api.coexistence.errors import OnlyShown
from gotrs_api.db.database import Database
from gotrs_api.kernel.clock import Clock, SystemClock
from gotrs_api.kernel.settings import Settings
from gotrs_api.mail.inbound.spool import Intake, IntakeOptions, SpoolResult, accept
from gotrs_api.mail.inbound.spool_many import Delivery, accept_many

TOGETHER = 32
TOGETHER_BYTES = 4 * 1024 * 1024


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
    """The least that taking in mail needs: a database and a clock. Raises OnlyShown where mail is OTRS's business."""
    database = Database(settings.effective_database_url, pool_size=1)
    try:
        async with database.read_session({}) as session:
            if (await coexistence.stored_values(session)).get("mode") == coexistence.SHADOW:
                raise OnlyShown
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
        for paths in _batches(_new_mails(maildir)):
            await _take_files(intake, maildir, paths, options, counts)
    return counts


async def _take_files(
    intake: Intake, maildir: Path, paths: Sequence[Path], options: IntakeOptions, counts: MaildirCounts
) -> None:
    mails: dict[Path, Delivery] = {}
    for path in paths:
        with suppress(FileNotFoundError):  # another process took it
            mails[path] = Delivery(path.read_bytes(), f"maildir:{maildir}"[-200:], path.name.partition(":")[0])
    try:
        new = await accept_many(intake, list(mails.values()), "maildir", options=options)
    except (OSError, SQLAlchemyError):
        if len(mails) == 1:
            counts.failed += 1
            return
        for path in mails:
            await _take_files(intake, maildir, [path], options, counts)
        return
    counts.received += new
    counts.duplicates += len(mails) - new
    for path, mail in mails.items():
        path.rename(maildir / "cur" / f"{mail.uid}:2,S")


def _batches(paths: Iterable[Path]) -> Iterator[list[Path]]:
    """As many as go into one transaction without holding much in memory."""
    batch: list[Path] = []
    size_bytes = 0
    for path in paths:
        with suppress(FileNotFoundError):
            size_bytes += path.stat().st_size
        batch.append(path)
        if len(batch) >= TOGETHER or size_bytes >= TOGETHER_BYTES:
            yield batch
            batch, size_bytes = [], 0
    if batch:
        yield batch


def _new_mails(maildir: Path) -> Iterator[Path]:
    (maildir / "cur").mkdir(exist_ok=True)
    with os.scandir(maildir / "new") as entries:
        names = sorted(entry.name for entry in entries if entry.is_file() and not entry.name.startswith("."))
    yield from (maildir / "new" / name for name in names)
