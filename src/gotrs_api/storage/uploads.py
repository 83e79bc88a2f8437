"""Files uploaded before the article they belong to is written.

The bytes lie in `<var>/uploads/<id>`, the row in OTRS's `web_upload_cache` with an empty content; its `form_id` is
`gotrs:<owner>:<id>`, so an id is worth nothing in another's hands. Processes of one site share the state folder.
"""

from __future__ import annotations

import asyncio
import os
import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Row, delete, insert, select

from gotrs_api.kernel.filenames import clean_stored_name
from gotrs_api.storage.content_kind import content_kind
from gotrs_api.storage.errors import UploadNameMissing, UploadNotFound
from gotrs_api.storage.models import web_upload_cache_table as CACHE  # noqa: N812 - a table is a constant
from gotrs_api.uow import ReadUow, Site, UnitOfWork

LIFETIME_S = 24 * 3600  # OTRS 6: Web/UploadCache, FormIDCleanUp
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Upload:
    """An uploaded file; `path` stays until it is consumed, deleted or expired."""

    id: str
    filename: str
    content_type: str
    size_bytes: int
    disposition: str
    content_id: str | None
    created: datetime
    path: Path


async def receive(
    uow: UnitOfWork,
    owner: str,
    *,
    filename: str,
    content_type: str,
    pieces: AsyncIterator[bytes],
    inline: bool = False,
) -> Upload:
    """Write an upload to disk as it comes and note whose it is (`Principal.key`).

    An inline file gets a content id, to be named as `cid:…` in an HTML body. Raises UploadNameMissing.
    """
    name = clean_stored_name(filename.replace("\\", "/").rpartition("/")[2])
    if not name:
        raise UploadNameMissing
    path = await spool(uow.site, pieces)
    with path.open("rb") as file:
        head = file.read(512)
    now = uow.clock.now()
    upload = Upload(
        id=path.name,
        filename=name,
        content_type=content_kind(head, content_type, name)[:250],
        size_bytes=path.stat().st_size,
        disposition="inline" if inline else "attachment",
        content_id=f"inline.{path.name}@gotrs" if inline else None,
        created=now,
        path=path,
    )
    await uow.session.execute(
        insert(CACHE).values(
            form_id=_form_id(owner, upload.id),
            filename=upload.filename,
            content_id=upload.content_id,
            content_size=str(upload.size_bytes),
            content_type=upload.content_type,
            disposition=upload.disposition,
            content=b"",
            create_time_unix=int(now.timestamp()),
        )
    )
    return upload


async def find(uow: ReadUow, owner: str, upload_id: str) -> Upload:
    """Raises UploadNotFound for what is not there, expired or another's."""
    if not _ID.fullmatch(upload_id):
        raise UploadNotFound
    row = (await uow.session.execute(select(CACHE).where(CACHE.c.form_id == _form_id(owner, upload_id)))).first()
    path = folder(uow.site) / upload_id
    if row is None or row.create_time_unix < uow.clock.now().timestamp() - LIFETIME_S or not path.exists():
        raise UploadNotFound
    return _upload(row, upload_id, path)


async def delete_upload(uow: UnitOfWork, owner: str, upload_id: str) -> None:
    """Raises UploadNotFound."""
    await find(uow, owner, upload_id)
    await consume(uow, owner, upload_id)


async def consume(uow: UnitOfWork, owner: str, upload_id: str) -> None:
    """Forget an upload with this transaction; its file goes after the commit."""
    await uow.session.execute(delete(CACHE).where(CACHE.c.form_id == _form_id(owner, upload_id)))
    uow.after_commit(remover(folder(uow.site) / upload_id))


async def consume_all(uow: UnitOfWork, owner: str) -> None:
    """As `consume`, for whoever goes."""
    prefix = _form_id(owner, "")
    for form_id in await uow.session.scalars(
        select(CACHE.c.form_id).where(CACHE.c.form_id.startswith(prefix, autoescape=True))
    ):
        if _ID.fullmatch(upload_id := form_id.removeprefix(prefix)):
            await consume(uow, owner, upload_id)


async def remove_stale(uow: UnitOfWork) -> int:
    """Remove rows (OTRS's too) and files older than a day; answers the number of files."""
    now = uow.clock.now().timestamp()
    await uow.session.execute(delete(CACHE).where(CACHE.c.create_time_unix < int(now) - LIFETIME_S))
    return await asyncio.to_thread(_remove_old_files, folder(uow.site), now - LIFETIME_S)


def _remove_old_files(place: Path, before: float) -> int:
    removed = 0
    for entry in os.scandir(place) if place.exists() else ():
        if entry.is_file(follow_symlinks=False) and entry.stat().st_mtime < before:
            Path(entry.path).unlink(missing_ok=True)
            removed += 1
    return removed


async def spool(site: Site, pieces: AsyncIterator[bytes]) -> Path:
    """Write pieces to a new file in the upload folder; what breaks off half-way is removed."""
    place = folder(site)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = place / secrets.token_hex(16)
    try:
        with path.open("xb") as file:
            async for piece in pieces:
                await asyncio.to_thread(file.write, piece)
            await asyncio.to_thread(_sync, file)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _sync(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def remover(path: Path) -> Callable[[], Awaitable[None]]:
    async def remove() -> None:
        path.unlink(missing_ok=True)

    return remove


def folder(site: Site) -> Path:
    return site.settings.var / "uploads"


def _form_id(owner: str, upload_id: str) -> str:
    return f"gotrs:{owner}:{upload_id}"


def _upload(row: Row[*tuple[Any, ...]], upload_id: str, path: Path) -> Upload:
    return Upload(
        id=upload_id,
        filename=row.filename,
        content_type=row.content_type,
        size_bytes=int(row.content_size),
        disposition=row.disposition,
        content_id=row.content_id,
        created=datetime.fromtimestamp(row.create_time_unix, UTC),
        path=path,
    )
