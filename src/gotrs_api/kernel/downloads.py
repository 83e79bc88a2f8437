"""Files on their way out: in pieces, whole or one range of them (RFC 9110, section 14)."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from typing import Any, Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from gotrs_api.kernel.errors import GotrsError
from gotrs_api.kernel.etags import matches
from gotrs_api.kernel.problem import problem_responses

SAFE: Final[Mapping[str, str]] = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
PARTS: Final[dict[int | str, dict[str, Any]]] = {
    206: {"description": "A part of the file", "content": {"application/octet-stream": {}}},
    **problem_responses(416),
}
_ONE_RANGE: Final = re.compile(r"bytes=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*", re.IGNORECASE)


class RangeNotSatisfiable(GotrsError):
    code, status, title = "range_not_satisfiable", 416, "No such range"
    message = "The file has {size} bytes."

    @property
    def headers(self) -> dict[str, str]:
        return {"Content-Range": f"bytes */{self.params['size']}"}


def file_answer(
    request: Request,
    pieces: Callable[[], AsyncIterator[bytes]],
    size_bytes: int,
    *,
    media_type: str,
    headers: Mapping[str, str],
    tag: str,
) -> Response:
    """Answers `Range` for one range; several, and what is none, get the whole file. Raises RangeNotSatisfiable.

    `tag`: of what never changes. A size of 0 may also mean that nobody knows it: old rows of OTRS.
    """
    said = {**headers, "ETag": tag}
    if matches(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=said)
    if size_bytes <= 0:
        return StreamingResponse(pieces(), media_type=media_type, headers=said)
    said["Accept-Ranges"] = "bytes"
    span = _span(request, size_bytes, tag)
    if span is None:
        said["Content-Length"] = str(size_bytes)
        return StreamingResponse(pieces(), media_type=media_type, headers=said)
    start, end = span
    said |= {"Content-Length": str(end - start), "Content-Range": f"bytes {start}-{end - 1}/{size_bytes}"}
    return StreamingResponse(_part(pieces(), start, end), 206, media_type=media_type, headers=said)


def attached(filename: str) -> str:
    """The header `Content-Disposition` of a download."""
    return f"attachment; filename*=utf-8''{quote(filename, safe='')}"


def _span(request: Request, size: int, tag: str) -> tuple[int, int] | None:
    """Where the wanted range begins and where it has ended."""
    found = _ONE_RANGE.fullmatch(request.headers.get("range", ""))
    if found is None or not (found[1] or found[2]) or request.headers.get("if-range", tag) != tag:
        return None
    if not found[1]:
        start, end = max(size - int(found[2]), 0), size
        if found[2].strip("0") == "":
            raise RangeNotSatisfiable(size=size)
        return start, end
    start = int(found[1])
    end = min(int(found[2]) + 1, size) if found[2] else size
    if found[2] and int(found[2]) < start:
        return None
    if start >= size:
        raise RangeNotSatisfiable(size=size)
    return start, end


async def _part(pieces: AsyncIterator[bytes], start: int, end: int) -> AsyncIterator[bytes]:
    position = 0
    try:
        async for piece in pieces:
            if position + len(piece) > start:
                yield piece[max(start - position, 0) : end - position]
            position += len(piece)
            if position >= end:
                return
    finally:  # what it reads from is let go now, not when the collector comes by
        if isinstance(pieces, AsyncGenerator):
            await pieces.aclose()
