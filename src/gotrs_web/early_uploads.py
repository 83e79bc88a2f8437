"""Files sent while somebody still writes: kept at once, and named by the form or its draft."""

from __future__ import annotations

import asyncio
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from gotrs_api.kernel.errors import GotrsError, fill
from gotrs_api.storage import uploads
from gotrs_api.storage.errors import UploadNotFound
from gotrs_api.uow.deps import Read
from gotrs_web.deps import Person
from gotrs_web.downloads import file_download
from gotrs_web.render import render
from gotrs_web.uploads import kept_files
from gotrs_web.view import catalogue_of

router = APIRouter()
IMAGES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


@router.post("/agent/uploads", name="agent_upload")
@router.post("/customer/uploads", name="customer_upload")
async def receive(request: Request, principal: Person) -> Response:
    """The entry for the form's list of files; 422 with a sentence for a file that is not taken."""
    try:
        files = await kept_files(request, principal, await request.form())
    except GotrsError as refusal:
        said = fill(catalogue_of(request).gettext(refusal.msgid), refusal.params)
        return PlainTextResponse(said, status_code=422)
    return render(request, "layouts/_kept.html", {"files": files})


@router.get("/agent/uploads/{upload_id}", name="agent_uploaded_image")
async def show_image(principal: Person, read: Read, upload_id: str) -> Response:
    """What was put into a text as an image, for the editor that shows it. Raises UploadNotFound, also for another's."""
    upload = await uploads.find(read, principal.key, upload_id)
    if upload.content_type.partition(";")[0] not in IMAGES:
        raise UploadNotFound
    return file_download(await asyncio.to_thread(upload.path.read_bytes), upload.filename, upload.content_type)
