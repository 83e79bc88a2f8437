"""API v1 of the upload cache for composers. Articles themselves are served below their tickets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from typing import Annotated, Literal, cast

from fastapi import File, Form, Path, Request, Response, UploadFile
from fastapi.responses import StreamingResponse

from gotrs_api.articles import contents
from gotrs_api.articles.file_schemas import UploadRead
from gotrs_api.db.blobs import PIECE_BYTES
from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.kernel.downloads import PARTS, SAFE, attached, file_answer
from gotrs_api.kernel.etags import etag
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.storage import uploads
from gotrs_api.storage.uploads import LIFETIME_S, Upload
from gotrs_api.uow.deps import Read, Uow

SCOPE = "articles:write"
UploadId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
router = ApiRouter(prefix="/files", tags=["files"])


@router.post("/upload", summary="Upload a file for an article", status_code=201, responses=problem_responses(413))
@requires(SCOPE)
async def files_upload(
    response: Response,
    uow: Uow,
    principal: CurrentPrincipal,
    file: Annotated[UploadFile, File(description="The file.")],
    disposition: Annotated[Literal["attachment", "inline"], Form()] = "attachment",
) -> UploadRead:
    """Kept for 24 hours, for you alone, until an article uses it. Large files are streamed to disk."""
    upload = await uploads.receive(
        uow,
        principal.key,
        filename=file.filename or "",
        content_type=file.content_type or "",
        pieces=_pieces(file),
        inline=disposition == "inline",
    )
    response.headers["Location"] = f"{API_PREFIX}/files/{upload.id}"
    return upload_read(upload)


@router.get(
    "/{upload_id}",
    summary="Download an uploaded file",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/octet-stream": {}}}, **problem_responses(404), **PARTS},
)
@requires(SCOPE)
async def files_download(request: Request, uow: Read, principal: CurrentPrincipal, upload_id: UploadId) -> Response:
    """Streamed, always as a download; `Range` gets a part of it."""
    upload = await uploads.find(uow, principal.key, upload_id)
    return file_answer(
        request,
        partial(contents.file_pieces, upload.path),
        upload.size_bytes,
        media_type=upload.content_type,
        headers={**SAFE, "Content-Disposition": attached(upload.filename)},
        tag=etag(upload.id),
    )


@router.get("/{upload_id}/info", summary="About an uploaded file", responses=problem_responses(404))
@requires(SCOPE)
async def files_info(uow: Read, principal: CurrentPrincipal, upload_id: UploadId) -> UploadRead:
    return upload_read(await uploads.find(uow, principal.key, upload_id))


@router.delete("/{upload_id}", summary="Forget an uploaded file", status_code=204, responses=problem_responses(404))
@requires(SCOPE)
async def files_delete(uow: Uow, principal: CurrentPrincipal, upload_id: UploadId) -> None:
    await uploads.delete_upload(uow, principal.key, upload_id)


async def _pieces(file: UploadFile) -> AsyncIterator[bytes]:
    while piece := await file.read(PIECE_BYTES):
        yield piece


def upload_read(upload: Upload) -> UploadRead:
    return UploadRead(
        id=upload.id,
        filename=upload.filename,
        content_type=upload.content_type,
        size=upload.size_bytes,
        disposition=cast(Literal["attachment", "inline"], upload.disposition),
        content_id=upload.content_id,
        created=upload.created,
        expires=upload.created + timedelta(seconds=LIFETIME_S),
    )


ROUTERS = (router,)
