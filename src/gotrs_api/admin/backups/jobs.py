"""Making a backup, with its progress in the job's row."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Final

import structlog

from gotrs_api.admin.backups import packing, service
from gotrs_api.admin.backups.schemas import BackupResult
from gotrs_api.admin.backups.service import MakeBackup
from gotrs_api.articles.contents import article_root
from gotrs_api.db.dumping import CannotDump, dump
from gotrs_api.jobs import store
from gotrs_api.jobs.execute import GiveUp
from gotrs_api.jobs.registry import ActsAs, job
from gotrs_api.uow import JobContext

log = structlog.get_logger(__name__)
TOLD_EVERY_S: Final = 1.0
LONGEST_S: Final = 12 * 3600


@job(service.BACKUP_JOB, queue="backups", acts_as=ActsAs.DESK, max_attempts=1, timeout_s=LONGEST_S)
async def make_backup(ctx: JobContext, payload: MakeBackup) -> None:
    """The database first, then the files: what an article of that moment names is there, files of later ones do no harm.

    What is half made goes away with the attempt; what refuses is told to an administrator and not tried again.
    """
    site = ctx.site
    place = service.folder(site)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    if ctx.attempt > 1:
        await asyncio.to_thread(_clear, place, ctx.job_id)
    target = place / service.new_name(site.clock.now(), ctx.job_id, files=payload.files)
    async with ctx.read() as read:
        root = await article_root(read)
    folders = packing.folders_of(site.settings.var, root) if payload.files else []
    try:
        with tempfile.TemporaryDirectory(dir=place, prefix=f".dump-{ctx.job_id}-") as draft:
            dumped = await dump(site.database.url, Path(draft))
            await _pack(ctx, target, dumped, folders)
    except CannotDump as error:
        raise GiveUp(str(error)) from error
    except OSError as error:  # most likely a full disk
        raise GiveUp(f"the backup could not be written: {error}") from error
    size = target.stat().st_size
    log.info("backup.made", backup=target.name, size_bytes=size)
    result = BackupResult(backup=target.name, size=size).model_dump_json()
    async with ctx.uow() as uow:
        await store.note_progress(uow.session, ctx.job_id, done=1, total=1, result=result)


def _clear(place: Path, job_id: int) -> None:
    """Of an attempt whose process was killed."""
    for draft in place.glob(f".dump-{job_id}-*"):
        shutil.rmtree(draft, ignore_errors=True)
    for draft in place.glob(f".gotrs-*-{job_id}*{packing.DRAFT}"):
        draft.unlink(missing_ok=True)


async def _pack(ctx: JobContext, target: Path, dumped: Path, folders: list[tuple[Path, str]]) -> None:
    reached = (0, 0)

    def told(done: int, total: int) -> None:
        nonlocal reached
        reached = (done, total)

    work = asyncio.create_task(asyncio.to_thread(packing.pack, target, dumped, folders, told))
    try:
        while not (await asyncio.wait([work], timeout=TOLD_EVERY_S))[0]:
            async with ctx.uow() as uow:
                await store.note_progress(uow.session, ctx.job_id, done=reached[0], total=reached[1])
    finally:
        await work


JOBS: Final = (make_backup,)
