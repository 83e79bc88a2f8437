"""Files that come with a form: kept at once, so that a refused form does not lose them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from gotrs_api.articles.schemas import AttachmentCreate
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import GotrsError
from gotrs_api.storage import uploads
from gotrs_api.uow import Site

FILES, KEPT = "files", "kept"
_PIECE_BYTES = 256 * 1024


@dataclass(frozen=True)
class KeptFile:
    """Shown again with the form, its `id` in a field named `kept`."""

    id: str
    name: str
    size_bytes: int


async def kept_files(request: Request, principal: Principal, form: FormData) -> list[KeptFile]:
    """The files sent with this form (`files`), and those kept of the tries before (`kept`), in that order of coming."""
    site: Site = request.state.site
    found = []
    async with site.read() as read:
        for upload_id in form.getlist(KEPT):
            try:
                found.append(_kept(await uploads.find(read, principal.key, str(upload_id))))
            except GotrsError:
                continue  # over a day old, or somebody else's
    for file in form.getlist(FILES):
        if isinstance(file, UploadFile) and file.filename:
            async with site.uow(acting_id=principal.user_id) as uow:
                upload = await uploads.receive(
                    uow,
                    principal.key,
                    filename=file.filename,
                    content_type=file.content_type or "",
                    pieces=_pieces(file),
                )
            found.append(_kept(upload))
    return found


def attachments(files: list[KeptFile]) -> list[AttachmentCreate]:
    return [AttachmentCreate(upload_id=file.id) for file in files]


def _kept(upload: uploads.Upload) -> KeptFile:
    return KeptFile(upload.id, upload.filename, upload.size_bytes)


async def _pieces(file: UploadFile) -> AsyncIterator[bytes]:
    while piece := await file.read(_PIECE_BYTES):
        yield piece
