"""Files that come with a form: kept at once, so that a refused form does not lose them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from gotrs_api.articles.schemas import AttachmentCreate
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import GotrsError
from gotrs_api.storage import uploads
from gotrs_api.uow import Site
from gotrs_web.rich_text import RichText

FILES, KEPT, INLINE = "files", "kept", "inline"
_PIECE_BYTES = 256 * 1024


@dataclass(frozen=True)
class KeptFile:
    """Shown again with the form, its `id` in a field named `kept`. `content_id`: an image of the text, "" for others."""

    id: str
    name: str
    size_bytes: int
    content_id: str = ""


async def kept_files(request: Request, principal: Principal, form: FormData) -> list[KeptFile]:
    """The files sent with this form (`files`; for its text, where it says `inline`), and those kept of the tries before
    (`kept`), in that order of coming."""
    site: Site = request.state.site
    found = []
    async with site.read() as read:
        for upload_id in form.getlist(KEPT):
            try:
                found.append(kept_file(await uploads.find(read, principal.key, str(upload_id))))
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
                    inline=INLINE in form,
                )
            found.append(kept_file(upload))
    return found


def attachments(files: list[KeptFile]) -> list[AttachmentCreate]:
    return [AttachmentCreate(upload_id=file.id) for file in files]


def with_text(body: RichText, files: Sequence[KeptFile]) -> tuple[RichText, list[AttachmentCreate]]:
    """A text as it is sent, and its files: what was put into the text as an image and stands there no more stays behind."""
    text, shown = body.with_images({file.id: file.content_id for file in files if file.content_id})
    return text, [
        AttachmentCreate(upload_id=file.id, disposition="inline", content_id=file.content_id)
        if file.content_id
        else AttachmentCreate(upload_id=file.id)
        for file in files
        if not file.content_id or file.id in shown
    ]


def kept_file(upload: uploads.Upload) -> KeptFile:
    return KeptFile(upload.id, upload.filename, upload.size_bytes, upload.content_id or "")


async def _pieces(file: UploadFile) -> AsyncIterator[bytes]:
    while piece := await file.read(_PIECE_BYTES):
        yield piece
