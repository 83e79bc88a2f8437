"""Files at articles: listing, opening, adding, copying, and what a caller hands in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from gotrs_api.articles import contents
from gotrs_api.articles.errors import AttachmentNotFound
from gotrs_api.articles.new_article import NewAttachment
from gotrs_api.articles.schemas import AttachmentCreate, AttachmentRead
from gotrs_api.articles.service.read import attachment_read, find_row, shown_files
from gotrs_api.db.blobs import PIECE_BYTES
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, AttachmentId, TicketId
from gotrs_api.storage import uploads
from gotrs_api.storage.content_kind import content_kind
from gotrs_api.uow import ReadUow, UnitOfWork

_BODY_NAMES = {"file-1": "File-1", "file-2": "File-2", "file-1.html": "File-1.html"}


@dataclass(frozen=True)
class AttachmentContent:
    """A file to be streamed; `pieces()` opens its own read unit, so it works after the request's has ended."""

    info: AttachmentRead
    pieces: Callable[[], AsyncIterator[bytes]]


async def list_attachments(
    uow: ReadUow, principal: Principal, ticket_id: TicketId
) -> dict[ArticleId, tuple[AttachmentRead, ...]]:
    """All files of a ticket by article (`GET /tickets/{id}/attachments`), without the parts that are bodies."""
    files = await contents.files_of_ticket(uow, ticket_id, visible_only=principal.is_customer)
    shown = {ArticleId(article_id): shown_files(own) for article_id, own in sorted(files.items())}
    return {article_id: own for article_id, own in shown.items() if own}


async def attachment_id_of(
    uow: ReadUow, principal: Principal, ticket_id: TicketId, article_id: ArticleId, number: int
) -> AttachmentId:
    """The file that OTRS calls `FileID` number (see `contents.in_otrs_order`). Raises ArticleNotFound, AttachmentNotFound."""
    row = await find_row(uow, principal, ticket_id, article_id)
    files = await contents.files_of_article(uow, await contents.place(uow, article_id, row.content_path))
    if not 0 < number <= len(files):
        raise AttachmentNotFound
    return AttachmentId(contents.in_otrs_order(files)[number - 1].id)


async def open_attachment(
    uow: ReadUow, principal: Principal, ticket_id: TicketId, article_id: ArticleId, attachment_id: AttachmentId
) -> AttachmentContent:
    """A file, to be streamed. Raises ArticleNotFound, AttachmentNotFound.

    Memory: one piece of about 1 MiB here; see `db.blobs` for what the database does.
    """
    row = await find_row(uow, principal, ticket_id, article_id)
    place = await contents.place(uow, article_id, row.content_path)
    for file in await contents.files_of_article(uow, place):
        if file.id == attachment_id:
            return AttachmentContent(
                attachment_read(file), partial(contents.attachment_pieces, uow.site, place, file.id)
            )
    raise AttachmentNotFound


async def add_attachment(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, article_id: ArticleId, new: NewAttachment
) -> None:
    """Add a file to an article that exists; its name is made unique. Raises ArticleNotFound."""
    row = await find_row(uow, principal, ticket_id, article_id)
    place = await contents.place(uow, article_id, row.content_path)
    taken = {file.filename for file in await contents.files_of_article(uow, place)}
    await contents.write_attachments(uow, place, [new], uow.clock.now(), taken)


async def delete_attachment(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, article_id: ArticleId, attachment_id: AttachmentId
) -> None:
    """Raises ArticleNotFound, AttachmentNotFound."""
    await open_attachment(uow, principal, ticket_id, article_id, attachment_id)
    row = await find_row(uow, principal, ticket_id, article_id)
    await contents.remove_attachment(uow, await contents.place(uow, article_id, row.content_path), attachment_id)


async def copy_attachments(
    uow: UnitOfWork,
    principal: Principal,
    ticket_id: TicketId,
    article_id: ArticleId,
    attachment_ids: Sequence[AttachmentId] | None = None,
) -> list[NewAttachment]:
    """Files of an article, to be stored with another (forward, split). Bodies are left out unless named by id.

    Files above 1 MiB pass through the upload folder. Raises ArticleNotFound, AttachmentNotFound.
    """
    row = await find_row(uow, principal, ticket_id, article_id)
    place = await contents.place(uow, article_id, row.content_path)
    files = {file.id: file for file in await contents.files_of_article(uow, place)}
    wanted = [file.id for file in shown_files(list(files.values()))] if attachment_ids is None else attachment_ids
    copies = []
    for attachment_id in wanted:
        file = files.get(attachment_id)
        if file is None:
            raise AttachmentNotFound
        pieces = contents.attachment_pieces(uow.site, place, file.id)
        if file.size_bytes <= PIECE_BYTES:
            content = b"".join([piece async for piece in pieces])
            copies.append(_copy(file, content))
        else:
            path = await uploads.spool(uow.site, pieces)
            uow.after_commit(uploads.remover(path))
            copies.append(_copy(file, path))
    return copies


def _copy(file: contents.FileInfo, content: bytes | Path) -> NewAttachment:
    return NewAttachment(
        filename=file.filename,
        content=content,
        content_type=file.content_type,
        content_id=file.content_id or None,
        content_alternative=file.content_alternative,
        disposition=file.disposition or None,
    )


async def resolve_attachments(
    uow: UnitOfWork, principal: Principal, given: Sequence[AttachmentCreate]
) -> list[NewAttachment]:
    """What a caller handed in with an article, ready for `store_article`; the uploads are removed after the commit.

    A file may not pose as a body: `file-1` becomes `File-1`, and so on (OTRS 6: EmailParser).
    Raises UploadNotFound for an upload that does not exist or is somebody else's.
    """
    result = []
    for file in given:
        if file.upload_id is not None:
            upload = await uploads.find(uow, principal.key, file.upload_id)
            await uploads.consume(uow, principal.key, upload.id)
            name = _without_folders(file.filename or upload.filename)
            content_type, content_id = upload.content_type, file.content_id or upload.content_id
            disposition = "inline" if "inline" in (file.disposition, upload.disposition) else "attachment"
            result.append(
                NewAttachment(
                    filename=_BODY_NAMES.get(name, name),
                    content=upload.path,
                    content_type=content_type,
                    content_id=content_id,
                    disposition=disposition,
                )
            )
        elif file.content is not None and file.filename is not None:
            name = _without_folders(file.filename)
            result.append(
                NewAttachment(
                    filename=_BODY_NAMES.get(name, name),
                    content=file.content,
                    content_type=content_kind(file.content[:512], file.content_type or "", name),
                    content_id=file.content_id,
                    disposition=file.disposition,
                )
            )
    return result


def _without_folders(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]
