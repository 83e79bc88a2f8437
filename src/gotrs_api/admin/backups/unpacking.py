"""A backup's file, read again: looked through before anything is touched, then its files, and last its database."""

from __future__ import annotations

import asyncio
import gzip
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

import yaml
from sqlalchemy import text, update
from sqlalchemy.engine import URL, make_url

from gotrs_api.admin.backups.packing import ARTICLE_FOLDER, STATE_FOLDERS
from gotrs_api.admin.backups.service import BACKUP_JOB
from gotrs_api.db.database import Database
from gotrs_api.db.restoring import COPIES, CannotRestore, check_restorable, restore
from gotrs_api.jobs import store
from gotrs_api.jobs.models import Job
from gotrs_api.kernel.clock import SystemClock
from gotrs_api.kernel.settings import Settings
from gotrs_api.sysconfig.settings import ARTICLE_DIR

_PIECE_BYTES: Final = 1024 * 1024
_FOLDERS: Final = (ARTICLE_FOLDER, *STATE_FOLDERS)


@dataclass(frozen=True)
class Restored:
    """How many files were brought back, and what a person has still to do."""

    files: int
    remarks: tuple[str, ...]


async def restore_backup(settings: Settings, backup: Path, *, replace: bool) -> Restored:
    """Cut off at any point it can be done again. Raises CannotRestore, CannotDump."""
    url, var = make_url(settings.effective_database_url), settings.var
    var.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=var, prefix=".restore-") as place:
        copy = await asyncio.to_thread(_look_through, backup, Path(place))
        await check_restorable(url, copy, replace=replace)
        # Files that no article names do no harm; articles without their files would.
        files = await asyncio.to_thread(_bring_files, backup, var)
        await restore(url, copy)
    await _settle_its_own_job(url)
    remarks = []
    if not settings.secret_key.get_secret_value() and not (var / "secret.key").is_file():
        remarks.append(f"Put secret.key of that desk into {var} before you start, or nobody can read its secrets.")
    if files and (elsewhere := await _article_folder(url)):
        remarks.append(
            f"The desk keeps articles in {elsewhere}: theirs are in {var / ARTICLE_FOLDER}, move them there."
        )
    return Restored(files, tuple(remarks))


def _look_through(backup: Path, place: Path) -> Path:
    """To the last byte; answers where the copy of the database is now."""
    copy = None
    with _opened(backup) as archive:
        for member in archive:
            if not member.isfile() or not _is_expected(member.name):
                raise CannotRestore(f"This is no backup of GOTRS: it has {member.name} in it.")
            if member.name in COPIES:
                _unpack(archive, member, place)
                copy = place / member.name
    if copy is None:
        raise CannotRestore("This is no backup of GOTRS: there is no database in it.")
    return copy


def _bring_files(backup: Path, var: Path) -> int:
    count = 0
    with _opened(backup) as archive:
        for member in archive:
            if member.name not in COPIES:
                _unpack(archive, member, var)
                count += 1
    return count


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """By hand, since `extract` is safe only with a filter, which came with Python 3.11.4: Debian 12 has 3.11.2.

    Whoever could not read the file there cannot read it here.
    """
    target = folder / member.name
    target.parent.mkdir(parents=True, exist_ok=True)
    content = archive.extractfile(member)
    assert content is not None  # it is a file, as `_look_through` has seen
    mode = member.mode & 0o644 | 0o600
    with content, open(target, "wb", opener=lambda path, flags: os.open(path, flags, mode)) as file:
        shutil.copyfileobj(content, file, _PIECE_BYTES)


def _is_expected(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name in COPIES or (len(parts) > 1 and parts[0] in _FOLDERS and ".." not in parts)


@contextmanager
def _opened(backup: Path) -> Iterator[tarfile.TarFile]:
    """Read from front to back, to its last byte: the sum of all stands there."""
    try:
        with gzip.open(backup) as unpacked, tarfile.open(fileobj=unpacked, mode="r|") as archive:
            yield archive
            while unpacked.read(_PIECE_BYTES):
                pass
    except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
        raise CannotRestore(f"The backup cannot be read, or not be written to the state folder: {error}") from error


async def _settle_its_own_job(url: URL) -> None:
    """In the copy the job that made it is still at work: the next start would take it for one whose process died."""
    own = (Job.name == BACKUP_JOB, Job.status == store.RUNNING)
    database = Database(url)
    try:
        async with database.connect() as connection:
            await connection.execute(update(Job).where(*own).values(status=store.DONE, finished_at=SystemClock().now()))
    finally:
        await database.close()


async def _article_folder(url: URL) -> str:
    """What the restored desk has as its article directory, where that is not in the state folder."""
    database = Database(url)
    try:
        async with database.connect() as connection:
            found = await connection.scalar(
                text("SELECT effective_value FROM sysconfig_modified WHERE name = :name AND is_valid = 1"),
                {"name": ARTICLE_DIR.name},
            )
    finally:
        await database.close()
    written = found.decode() if isinstance(found, bytes) else found
    return str(yaml.safe_load(written) or "") if written else ""
