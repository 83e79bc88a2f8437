"""Standard attachments: files that templates bring along."""

from __future__ import annotations

from sqlalchemy import select

from gotrs_api.catalog import entries
from gotrs_api.catalog.validity import Validity
from gotrs_api.db.blobs import size_bytes
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.listing import Listing
from gotrs_api.responses.models import StandardAttachment
from gotrs_api.responses.schemas import StandardAttachmentCreate, StandardAttachmentRead, StandardAttachmentUpdate
from gotrs_api.storage.content_kind import content_kind
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import Snapshot

_HEAD = tuple(column for column in StandardAttachment.__table__.c if column.name != "content")


async def _load(uow: ReadUow) -> Listing[StandardAttachmentRead]:
    size = size_bytes(uow.session, StandardAttachment.content).label("size")
    rows = await uow.session.execute(select(*_HEAD, size).order_by(StandardAttachment.name, StandardAttachment.id))
    return Listing(
        StandardAttachmentRead(
            id=row.id,
            name=row.name,
            filename=row.filename,
            content_type=row.content_type,
            size=row.size or 0,
            valid=Validity.of(row.valid_id),
            comment=row.comments or "",
            created=row.create_time,
            changed=row.change_time,
        )
        for row in rows
    )


_ATTACHMENTS = Snapshot("standard_attachments", (StandardAttachment,), _load)


async def list_standard_attachments(uow: ReadUow) -> Listing[StandardAttachmentRead]:
    return await _ATTACHMENTS.get(uow)


async def read_standard_attachment(uow: ReadUow, attachment_id: int) -> StandardAttachmentRead:
    """Raises EntryNotFound."""
    return entries.found(await list_standard_attachments(uow), attachment_id)


async def standard_attachment_content(uow: ReadUow, attachment_id: int) -> tuple[StandardAttachmentRead, bytes]:
    """Raises EntryNotFound."""
    about = await read_standard_attachment(uow, attachment_id)
    query = select(StandardAttachment.content).where(StandardAttachment.id == attachment_id)
    return about, (await uow.session.execute(query)).scalar_one()


async def create_standard_attachment(
    uow: UnitOfWork, principal: Principal, command: StandardAttachmentCreate
) -> StandardAttachmentRead:
    """Raises Forbidden, NameTaken."""
    principal.require_admin()
    row = StandardAttachment(
        name=command.name,
        filename=command.filename,
        content_type=content_kind(command.content[:512], command.content_type, command.filename)[:250],
        content=command.content,
        valid_id=command.valid.id,
        comments=command.comment,
    )
    await entries.save(uow, principal, row, name=row.name)
    return await read_standard_attachment(uow, row.id)


async def update_standard_attachment(
    uow: UnitOfWork, principal: Principal, attachment_id: int, command: StandardAttachmentUpdate
) -> StandardAttachmentRead:
    """Raises Forbidden, EntryNotFound, NameTaken."""
    principal.require_admin()
    row = await entries.load(uow, StandardAttachment, attachment_id)
    if command.name is not None:
        row.name = command.name
    if command.filename is not None:
        row.filename = command.filename
    if command.content is not None:
        row.content = command.content
    if command.content is not None or command.content_type is not None:
        row.content_type = content_kind(row.content[:512], command.content_type or "", row.filename)[:250]
    if command.valid is not None:
        row.valid_id = command.valid.id
    if command.comment is not None:
        row.comments = command.comment
    await entries.save(uow, principal, row, name=row.name)
    return await read_standard_attachment(uow, attachment_id)
