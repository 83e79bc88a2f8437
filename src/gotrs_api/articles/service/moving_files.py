"""Files of an article from the database into the article directory, and back: those that were written while the setting
said otherwise. Source: OTRS 6, Admin::Article::StorageSwitch.

Killed at any point nothing is lost: what goes into the directory is on disk before its row is gone, what comes out of it
is committed before its file is gone. Until the next run such a file lies in both places, and is known there by its name
and its bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from gotrs_api.articles import contents, repository
from gotrs_api.articles.contents import FileInfo, Place
from gotrs_api.articles.service.attachments import copy_attachments
from gotrs_api.articles.service.read import read_plain
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.filenames import unique_name
from gotrs_api.kernel.ids import ArticleId, AttachmentId, TicketId
from gotrs_api.storage.article_directory import PLAIN_NAME, Storage, article_folders, content_path, is_directory_id
from gotrs_api.uow import ReadUow, UnitOfWork

_SYSTEM = Principal.system("articles")


class Moved(NamedTuple):
    """How many files went; `kept` are those that stay in the directory because they are too large for a database."""

    files: int = 0
    kept: int = 0


class Stored(NamedTuple):
    """An article with files that lie where they are to be taken from."""

    article_id: ArticleId
    ticket_id: TicketId


async def stored_in_database(uow: ReadUow, after_id: int, limit: int) -> list[Stored]:
    """The next articles by id with files or raw mail in the database."""
    rows = await repository.articles_with_content(uow.session, after_id, limit)
    return [Stored(ArticleId(row.id), TicketId(row.ticket_id)) for row in rows]


async def folders_in_directory(uow: ReadUow) -> Iterator[tuple[str, int]]:
    """`content_path` and article id of every folder, in order of both."""
    return article_folders(await contents.article_root(uow))


async def stored_in_directory(uow: ReadUow, folders: Sequence[tuple[str, int]]) -> list[Stored]:
    """The articles of these folders; a folder that is no article's is left out."""
    paths = {article_id: path for path, article_id in folders}
    rows = await repository.tickets_and_paths(uow.session, list(paths))
    return [Stored(ArticleId(row.id), TicketId(row.ticket_id)) for row in rows if row.content_path == paths[row.id]]


async def move_files(uow: UnitOfWork, ticket_id: TicketId, article_id: ArticleId, to: Storage) -> Moved:
    """Everything of one article that is not there yet; by it files get other ids. The caller holds the ticket's row.

    Raises ArticleNotFound.
    """
    into_directory = to is Storage.DIRECTORY
    where = await _place(uow, article_id, into_directory=into_directory)
    if where.folder is None:
        return Moved()
    files = await contents.files_of_article(uow, where)
    there = {file.filename: file for file in files if is_directory_id(file.id) is into_directory}
    taken = {PLAIN_NAME} if into_directory else set[str]()
    moved = kept = 0
    for file in files:
        if is_directory_id(file.id) is into_directory:
            continue
        if not into_directory and file.size_bytes > contents.DATABASE_LIMIT_BYTES:
            kept += 1
            continue
        (new,) = await copy_attachments(uow, _SYSTEM, ticket_id, article_id, [AttachmentId(file.id)])
        name = await _name(uow, where, file, there, taken)
        if name not in there:
            await contents.write_attachments(uow, where, [replace(new, filename=name)], uow.clock.now(), taken)
        taken.add(name)
        await contents.remove_attachment(uow, where, file.id)
        moved += 1
    plain = await (_plain_to_directory if into_directory else _plain_to_database)(uow, ticket_id, where)
    if not into_directory:
        contents.remove_empty_folder_after_commit(uow, where)
    return Moved(moved + plain.files, kept + plain.kept)


async def _place(uow: UnitOfWork, article_id: ArticleId, *, into_directory: bool) -> Place:
    """Without a folder only for an article that has no row to note one in."""
    (row,) = await repository.tickets_and_paths(uow.session, [article_id]) or (None,)
    path = row.content_path if row is not None else None
    where = await contents.place(uow, article_id, path)
    if where.folder is None and row is not None:  # no OTRS wrote this path
        path = content_path(row.create_time.astimezone(uow.site.database.time_zone))
        await repository.update_mime(uow.session, article_id, {"content_path": path})
        where = await contents.place(uow, article_id, path)
    return replace(where, files_first=into_directory)


async def _name(uow: UnitOfWork, where: Place, file: FileInfo, there: Mapping[str, FileInfo], taken: set[str]) -> str:
    """A free name, or that of the copy which an interrupted run left."""
    wanted, tried = contents.stored_name(file.filename, in_directory=where.files_first), set(taken)
    while (name := unique_name(wanted, tried)) in there:
        if await _same(uow, where, file, there[name]):
            break
        tried.add(name)
    return name


async def _same(uow: UnitOfWork, where: Place, one: FileInfo, other: FileInfo) -> bool:
    return one.size_bytes == other.size_bytes and await _digest(uow, where, one) == await _digest(uow, where, other)


async def _digest(uow: UnitOfWork, where: Place, file: FileInfo) -> bytes:
    digest = hashlib.sha256()
    async for piece in contents.attachment_pieces(uow.site, where, file.id):
        digest.update(piece)
    return digest.digest()


async def _plain_to_directory(uow: UnitOfWork, ticket_id: TicketId, where: Place) -> Moved:
    if not await contents.has_plain(uow, replace(where, folder=None)):
        return Moved()
    raw = await read_plain(uow, _SYSTEM, ticket_id, where.article_id)
    await contents.write_plain(uow, where, raw, uow.clock.now())
    await contents.remove_plain_row(uow, where)
    return Moved(files=1)


async def _plain_to_database(uow: UnitOfWork, _ticket_id: TicketId, where: Place) -> Moved:
    raw = contents.plain_file(where)
    if raw is None:
        return Moved()
    if contents.size_of(raw) > contents.DATABASE_LIMIT_BYTES:
        return Moved(kept=1)
    if not await contents.has_plain(uow, replace(where, folder=None)):
        await contents.write_plain(uow, where, raw, uow.clock.now())
    contents.remove_plain_file_after_commit(uow, raw)
    return Moved(files=1)
