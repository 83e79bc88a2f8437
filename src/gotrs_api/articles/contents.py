"""The bytes of articles: raw mail and files, in the database or in the article directory.

Where new ones go is OTRS's setting `…MIMEBase::ArticleStorage`; reading looks at both places, so an article directory
that came along, or a changed setting, needs no conversion. Above 8 MiB content always goes to the directory: no packet
of MariaDB's carries it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, delete, insert, select, update

from gotrs_api.articles.models import Article, ArticleAttachment, ArticleMime, ArticlePlain
from gotrs_api.articles.new_article import NewAttachment
from gotrs_api.db.blobs import PIECE_BYTES, appended, read_pieces
from gotrs_api.db.prepared import Prepared
from gotrs_api.kernel.content_type import content_type_params
from gotrs_api.kernel.filenames import clean_stored_name, unique_name
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.storage import article_directory
from gotrs_api.storage.article_directory import StoredFile
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.service import get
from gotrs_api.uow import ReadUow, Site, UnitOfWork

DATABASE_LIMIT_BYTES = 8 * 1024 * 1024
ATTACHMENT = cast(Table, ArticleAttachment.__table__)
PLAIN = cast(Table, ArticlePlain.__table__)
_BODY_NAMES = ("file-1", "file-2", "file-1.html")  # the last is what a mail of HTML alone leaves


@dataclass(frozen=True)
class Place:
    """Where one article's files go and may be. `folder` is None without an article directory."""

    article_id: ArticleId
    folder: Path | None
    files_first: bool


@dataclass(frozen=True)
class FileInfo:
    """What is known about a stored file, wherever it lies; raw values as OTRS keeps them."""

    id: int
    article_id: int
    filename: str
    content_type: str
    size_bytes: int
    disposition: str
    content_id: str
    content_alternative: bool

    @property
    def shown_disposition(self) -> str:
        """Source: OTRS 6, ArticleStorageDB, ArticleAttachmentIndexRaw: what counts when none is stored."""
        if stored := self.disposition.partition(";")[0].strip().lower():  # old files have the whole header
            return "inline" if stored == "inline" else "attachment"
        if self.content_id and self.content_type.lower().startswith("image"):
            return "inline"
        return "inline" if self.filename in _BODY_NAMES else "attachment"

    @property
    def mime_type(self) -> str:
        return (content_type_params(self.content_type).mime_type or "").lower()

    @property
    def is_html_body(self) -> bool:
        return self.filename in _BODY_NAMES and self.mime_type == "text/html" and self.shown_disposition == "inline"

    @property
    def is_plain_body(self) -> bool:
        return self.filename == "file-1" and self.mime_type == "text/plain" and self.shown_disposition == "inline"


async def article_root(uow: ReadUow) -> Path:
    configured = await get(uow, settings.ARTICLE_DIR)
    return Path(configured) if configured else uow.site.settings.var / "article"


class _Root:
    """Most desks have no article directory; its absence is remembered for a second, so that pages look less often."""

    def __init__(self) -> None:
        self.missing_until = 0.0

    def is_there(self, root: Path) -> bool:
        if time.monotonic() < self.missing_until:
            return False
        if root.exists():
            return True
        self.missing_until = time.monotonic() + 1
        return False


async def place(uow: ReadUow, article_id: ArticleId, path: str | None) -> Place:
    folder = article_directory.article_folder(await article_root(uow), path, article_id)
    storage = await get(uow, settings.ARTICLE_STORAGE)
    return Place(article_id, folder, files_first=storage.endswith("ArticleStorageFS"))


def clear_leftovers(folder: Path) -> None:
    if folder.exists():
        article_directory.remove_folder(folder)


def size_of(content: bytes | Path) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


# Writing


async def write_plain(uow: UnitOfWork, where: Place, raw: bytes | Path, now: datetime) -> None:
    """Keep the raw mail; there is one per article."""
    if where.folder is not None and _to_directory(where, size_of(raw)):
        await asyncio.to_thread(article_directory.write_plain, where.folder, raw)
        uow.site.part(_Root, _Root).missing_until = 0
        return
    values = {"article_id": where.article_id, **_stamps(uow, now)}
    if size_of(raw) <= PIECE_BYTES:
        await uow.insert_rows(PLAIN, [{**values, "body": _bytes(raw)}])
        return
    await _insert_in_pieces(uow, PLAIN, "body", values, raw)


async def write_attachments(
    uow: UnitOfWork, where: Place, new: Sequence[NewAttachment], now: datetime, taken: set[str] | None = None
) -> None:
    """Keep files under clean and unique names; the small ones in one statement."""
    taken = taken if taken is not None else set()
    rows: list[dict[str, Any]] = []
    for file in new:
        size = size_of(file.content)
        to_directory = where.folder is not None and _to_directory(where, size)
        name = stored_name(file.filename, in_directory=to_directory)
        if to_directory:
            taken.add(article_directory.PLAIN_NAME)
        name = unique_name(name, taken)
        taken.add(name)
        about = _about(file)
        if to_directory and where.folder is not None:
            await asyncio.to_thread(article_directory.write_file, where.folder, name, file.content, **about)
            uow.site.part(_Root, _Root).missing_until = 0
            continue
        about["content_alternative"] = about["content_alternative"] or None
        values = {"article_id": where.article_id, "filename": name, "content_size": str(size), **about}
        values |= _stamps(uow, now)
        if size <= PIECE_BYTES:
            rows.append({**values, "content": _bytes(file.content)})
        else:
            await _insert_in_pieces(uow, ATTACHMENT, "content", values, file.content)
    if rows:
        await uow.insert_rows(ATTACHMENT, rows)


def stored_name(filename: str, *, in_directory: bool) -> str:
    """The name under which a file is kept, as long as no other has it."""
    name = clean_stored_name(filename) or "unknown"
    return article_directory.safe_name(name.replace("/", "_")) if in_directory else name


def _to_directory(where: Place, size: int) -> bool:
    return where.files_first or size > DATABASE_LIMIT_BYTES


def _about(file: NewAttachment) -> dict[str, Any]:
    content_id = (file.content_id or "").strip()
    if content_id and not (content_id.startswith("<") and content_id.endswith(">")):
        content_id = f"<{content_id.strip('<>')}>"
    return {
        "content_type": _one_line(file.content_type)[:450],
        "disposition": _one_line(file.disposition or "").partition(";")[0].strip().lower()[:15],
        "content_id": _one_line(content_id)[:250],
        "content_alternative": "1" if file.content_alternative else "",
    }


def _one_line(value: str) -> str:
    value = "".join(c for c in value if c >= " ")
    return value if value.isascii() else value.encode("utf-8", "replace").decode()


def _bytes(content: bytes | Path) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()


async def _insert_in_pieces(
    uow: UnitOfWork, table: Table, column: str, values: dict[str, Any], content: bytes | Path
) -> None:
    first = True
    row_id = 0
    async for piece in _pieces(content):
        if first:
            result = await uow.session.execute(insert(table).values(**values, **{column: piece}))
            row_id = cast(Any, result).inserted_primary_key[0]
            first = False
        else:
            longer = appended(uow.session, table.c[column], piece)
            await uow.session.execute(update(table).where(table.c.id == row_id).values({column: longer}))


async def _pieces(content: bytes | Path) -> AsyncIterator[bytes]:
    if isinstance(content, bytes):
        for start in range(0, max(len(content), 1), PIECE_BYTES):
            yield content[start : start + PIECE_BYTES]
        return
    with content.open("rb") as file:
        piece = file.read(PIECE_BYTES)
        yield piece
        while len(piece) == PIECE_BYTES:
            piece = await asyncio.to_thread(file.read, PIECE_BYTES)
            if piece:
                yield piece


def _stamps(uow: UnitOfWork, now: datetime) -> dict[str, Any]:
    return {"create_time": now, "create_by": uow.acting_id, "change_time": now, "change_by": uow.acting_id}


# Reading

_INFO = (
    ArticleAttachment.id,
    ArticleAttachment.article_id,
    ArticleAttachment.filename,
    ArticleAttachment.content_type,
    ArticleAttachment.content_size,
    ArticleAttachment.disposition,
    ArticleAttachment.content_id,
    ArticleAttachment.content_alternative,
)


class _FileRow(NamedTuple):
    """Column by column of `_INFO`."""

    id: int
    article_id: int
    filename: str | None
    content_type: str | None
    content_size: str | None
    disposition: str | None
    content_id: str | None
    content_alternative: str | None


_FILES_OF_TICKET = Prepared(
    select(*_INFO)
    .join(Article, Article.id == ArticleAttachment.article_id)
    .where(
        Article.ticket_id == bindparam("ticket_id"),
        Article.is_visible_for_customer >= bindparam("least_visible"),
    )
    .order_by(ArticleAttachment.article_id, ArticleAttachment.id)
)
_FILES_OF_ARTICLE = (
    select(*_INFO).where(ArticleAttachment.article_id == bindparam("article_id")).order_by(ArticleAttachment.id)
)
_PATHS_OF_TICKET = (
    select(ArticleMime.article_id, ArticleMime.content_path)
    .join(Article, Article.id == ArticleMime.article_id)
    .where(
        Article.ticket_id == bindparam("ticket_id"),
        Article.is_visible_for_customer >= bindparam("least_visible"),
    )
)


async def files_of_ticket(
    uow: ReadUow,
    ticket_id: TicketId,
    *,
    visible_only: bool,
    paths: dict[int, str | None] | None = None,
    stored: bool = True,
) -> dict[int, list[FileInfo]]:
    """All files of a ticket by article, in one query, plus a look into the article directory where there is one.

    `paths` gives `content_path` by article when the caller has it already; not `stored` when it knows that none lies in
    the database.
    """
    values = {"ticket_id": ticket_id, "least_visible": int(visible_only)}
    found: dict[int, list[FileInfo]] = {}
    for row in await uow.fetch(_FILES_OF_TICKET, values) if stored else ():
        file = _info(_FileRow._make(row))
        found.setdefault(file.article_id, []).append(file)
    root = await article_root(uow)
    if not uow.site.part(_Root, _Root).is_there(root):
        return found
    if paths is None:
        rows = await uow.session.execute(_PATHS_OF_TICKET, values)
        paths = {row.article_id: row.content_path for row in rows}
    for article_id, files in (await asyncio.to_thread(_list_folders, root, paths)).items():
        found.setdefault(article_id, []).extend(files)
    return found


def in_otrs_order(files: Iterable[FileInfo]) -> list[FileInfo]:
    """Files in the order in which OTRS numbers them 1, 2, … (`FileID`); parts that are bodies count too.

    Source: OTRS 6: ArticleStorageDB.pm, ArticleAttachmentIndexRaw (ORDER BY filename, id).
    """
    return sorted(files, key=lambda file: (file.filename, file.id))


def _list_folders(root: Path, paths: dict[int, str | None]) -> dict[int, list[FileInfo]]:
    found = {}
    for article_id, path in paths.items():
        folder = article_directory.article_folder(root, path, article_id)
        if folder is not None and (files := article_directory.list_files(folder)):
            found[article_id] = [_file_info(article_id, file) for file in files]
    return found


async def files_of_article(uow: ReadUow, where: Place) -> list[FileInfo]:
    rows = await uow.session.execute(_FILES_OF_ARTICLE, {"article_id": where.article_id})
    files = [_info(_FileRow._make(row)) for row in rows]
    if where.folder is not None:
        stored = await asyncio.to_thread(article_directory.list_files, where.folder)
        files += [_file_info(where.article_id, file) for file in stored]
    return files


def _info(row: _FileRow) -> FileInfo:
    size = row.content_size or "0"
    return FileInfo(
        id=row.id,
        article_id=row.article_id,
        filename=row.filename or "unknown",
        content_type=row.content_type or "application/octet-stream",
        size_bytes=int(size) if size.isdigit() else 0,
        disposition=row.disposition or "",
        content_id=(row.content_id or "").strip().strip("<>"),
        content_alternative=bool(row.content_alternative),
    )


def _file_info(article_id: int, file: StoredFile) -> FileInfo:
    return FileInfo(
        id=file.id,
        article_id=article_id,
        filename=file.filename,
        content_type=file.content_type,
        size_bytes=file.size_bytes,
        disposition=file.disposition,
        content_id=file.content_id.strip("<>"),
        content_alternative=bool(file.content_alternative),
    )


async def attachment_pieces(site: Site, where: Place, attachment_id: int) -> AsyncIterator[bytes]:
    """The bytes of a file in pieces of about 1 MiB, through a read unit of its own (a response outlives the route's)."""
    if article_directory.is_directory_id(attachment_id):
        file = article_directory.find_file(where.folder, attachment_id) if where.folder is not None else None
        if file is not None:
            async for piece in file_pieces(file.path):
                yield piece
        return
    async with site.read() as uow:
        row = (ArticleAttachment.id == attachment_id) & (ArticleAttachment.article_id == where.article_id)
        async for piece in read_pieces(uow.session, ArticleAttachment.content, row):
            yield piece


async def plain_pieces(site: Site, where: Place) -> AsyncIterator[bytes]:
    """The raw mail in pieces; nothing when there is none."""
    async with site.read() as uow:
        empty = True
        async for piece in read_pieces(uow.session, ArticlePlain.body, ArticlePlain.article_id == where.article_id):
            empty = False
            yield piece
    path = plain_file(where)
    if empty and path is not None:
        async for piece in file_pieces(path):
            yield piece


def plain_file(where: Place) -> Path | None:
    """The raw mail in the article directory, if it lies there."""
    path = where.folder / article_directory.PLAIN_NAME if where.folder is not None else None
    return path if path is not None and path.exists() else None


async def has_plain(uow: ReadUow, where: Place) -> bool:
    query = select(ArticlePlain.id).where(ArticlePlain.article_id == where.article_id).limit(1)
    if (await uow.session.execute(query)).first() is not None:
        return True
    return plain_file(where) is not None


async def file_pieces(path: Path) -> AsyncIterator[bytes]:
    pieces = article_directory.pieces(path)
    while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
        yield piece


# Removing


async def remove_attachment(uow: UnitOfWork, where: Place, attachment_id: int) -> None:
    if article_directory.is_directory_id(attachment_id):
        folder = where.folder
        file = article_directory.find_file(folder, attachment_id) if folder is not None else None
        if file is not None and folder is not None:
            _after_commit(uow, lambda: article_directory.remove_file(folder, file.path.name))
        return
    await uow.session.execute(
        delete(ATTACHMENT).where(ATTACHMENT.c.id == attachment_id, ATTACHMENT.c.article_id == where.article_id)
    )


async def remove_plain_row(uow: UnitOfWork, where: Place) -> None:
    await uow.session.execute(delete(PLAIN).where(PLAIN.c.article_id == where.article_id))


def remove_plain_file_after_commit(uow: UnitOfWork, file: Path) -> None:
    _after_commit(uow, lambda: file.unlink(missing_ok=True))


def remove_empty_folder_after_commit(uow: UnitOfWork, where: Place) -> None:
    """After what was removed from it before; one that holds something stays."""
    if where.folder is not None:
        _after_commit(uow, partial(article_directory.remove_empty_folder, where.folder))


def remove_folders_after_commit(uow: UnitOfWork, folders: Sequence[Path]) -> None:
    """Files are removed only once their rows are gone for good; what a crash leaves behind is cleared when the id is reused."""

    def remove() -> None:
        for folder in folders:
            article_directory.remove_folder(folder)

    if folders:
        _after_commit(uow, remove)


def _after_commit(uow: UnitOfWork, work: Any) -> None:
    async def run() -> None:
        await asyncio.to_thread(work)

    uow.after_commit(run)
