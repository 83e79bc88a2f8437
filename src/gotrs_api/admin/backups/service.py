"""Starting, listing, handing out and removing backups; only administrators may."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gotrs_api.admin.backups.packing import FILES_MARK, SUFFIX
from gotrs_api.admin.backups.schemas import BackupRead, BackupStart
from gotrs_api.admin.errors import BackupNotFound, BackupToolMissing
from gotrs_api.db.dumping import missing_tool
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.jobs import JobPayload
from gotrs_api.storage.article_directory import pieces
from gotrs_api.uow import ReadUow, Site, UnitOfWork

BACKUP_JOB: Final = "admin.backup"
_NAME: Final = re.compile(rf"gotrs-\d{{8}}-\d{{6}}-\d+(?:{FILES_MARK})?{re.escape(SUFFIX)}", re.ASCII)


class MakeBackup(JobPayload):
    """The database, and with `files` also what lies beside it."""

    files: bool


async def start_backup(uow: UnitOfWork, principal: Principal, command: BackupStart) -> int:
    """Have one made in the background; answers the job's id, of the waiting one where one waits already.

    Raises Forbidden; BackupToolMissing where this process works off jobs and the database's own program is not there.
    """
    principal.require_admin()
    if tool := missing_program(uow.site):
        raise BackupToolMissing(tool=tool)
    await audit.record(uow, principal, "backup.started", "backup", details={"files": command.files})
    return await uow.enqueue(MakeBackup(files=command.files), dedupe_key=f"{BACKUP_JOB}:{command.files}")


def missing_program(site: Site) -> str | None:
    """What a backup needs and is not here; with Redis another machine may work off the jobs, which then says so itself."""
    return None if site.settings.redis_url else missing_tool(site.database.url)


async def list_backups(uow: ReadUow, principal: Principal) -> list[BackupRead]:
    """Newest first. Raises Forbidden."""
    principal.require_admin()
    found = await asyncio.to_thread(lambda: list(_kept(folder(uow.site))))
    return sorted(found, key=lambda one: one.id, reverse=True)


async def read_backup(uow: ReadUow, principal: Principal, name: str) -> BackupRead:
    """Raises Forbidden, BackupNotFound."""
    return _read(await _path(uow, principal, name))


async def take_backup(uow: UnitOfWork, principal: Principal, name: str) -> Iterator[bytes]:
    """Its content in pieces. Everything a desk knows leaves with it: the audit log says who took it.

    Raises Forbidden, BackupNotFound.
    """
    path = await _path(uow, principal, name)
    await audit.record(uow, principal, "backup.taken", "backup", name)
    return pieces(path)


async def remove_backup(uow: UnitOfWork, principal: Principal, name: str) -> None:
    """Raises Forbidden, BackupNotFound."""
    path = await _path(uow, principal, name)
    await audit.record(uow, principal, "backup.removed", "backup", name)

    async def remove() -> None:
        path.unlink(missing_ok=True)

    uow.after_commit(remove)


def folder(site: Site) -> Path:
    return site.settings.var / "backups"


def new_name(at: datetime, job_id: int, *, files: bool) -> str:
    return f"gotrs-{at.astimezone(UTC):%Y%m%d-%H%M%S}-{job_id}{FILES_MARK if files else ''}{SUFFIX}"


def _kept(place: Path) -> Iterator[BackupRead]:
    for path in place.iterdir() if place.is_dir() else ():
        if _NAME.fullmatch(path.name):
            yield _read(path)


async def _path(uow: ReadUow | UnitOfWork, principal: Principal, name: str) -> Path:
    principal.require_admin()
    path = folder(uow.site) / name
    if not _NAME.fullmatch(name) or not await asyncio.to_thread(path.is_file):
        raise BackupNotFound
    return path


def _read(path: Path) -> BackupRead:
    about = path.stat()
    made = datetime.strptime("-".join(path.name.split("-")[1:3]), "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    return BackupRead(id=path.name, created=made, size=about.st_size, files=path.name.endswith(FILES_MARK + SUFFIX))
