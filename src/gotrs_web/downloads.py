"""Files of articles to the browser: always as downloads, never shown as a page of ours, streamed."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from gotrs_api.articles.service import AttachmentContent, PlainContent
from gotrs_api.kernel.downloads import SAFE, file_answer
from gotrs_api.kernel.etags import etag

_HEADERS = {**SAFE, "Content-Security-Policy": "default-src 'none'; sandbox"}


def download(request: Request, content: AttachmentContent) -> Response:
    """Pictures inside a mail come the same way: where a browser loads an image it does not ask for the disposition."""
    info = content.info
    headers = _HEADERS | {"Content-Disposition": disposition(info.filename)}
    return file_answer(
        request, content.pieces, info.size, media_type=_kind(info.content_type), headers=headers,
        tag=etag(info.id, info.size),
    )  # fmt: skip


def download_plain(content: PlainContent) -> Response:
    headers = _HEADERS | {"Content-Disposition": disposition(content.filename)}
    return StreamingResponse(content.pieces(), media_type="message/rfc822", headers=headers)


def file_download(content: bytes, filename: str, content_type: str) -> Response:
    headers = _HEADERS | {"Content-Disposition": disposition(filename)}
    return Response(content, media_type=_kind(content_type), headers=headers)


def disposition(filename: str) -> str:
    """RFC 6266: a name for old programs and the real one in UTF-8."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in filename)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"


def _kind(content_type: str) -> str:
    """What a stored type says, if it can stand in a header."""
    kind = content_type.partition(";")[0].strip()
    return kind if kind.isascii() and kind.isprintable() and kind.count("/") == 1 else "application/octet-stream"
