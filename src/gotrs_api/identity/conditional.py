"""ETag and If-Match for what has no version of its own: what one gets to see of it is the version (RFC 9110, 13)."""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

from fastapi import Request, Response
from starlette.routing import Route

from gotrs_api.kernel.errors import PreconditionFailed
from gotrs_api.kernel.etags import etag, matches, require_match
from gotrs_api.uow import UnitOfWork
from gotrs_api.uow.holding import hold

CHANGING = frozenset({"PATCH", "PUT", "DELETE"})
# Of the request that changes; they say nothing about what is read.
_ITS_OWN = (b"accept", b"content-length", b"content-type", b"idempotency-key", b"if-match", b"if-none-match", b"range")

_HOLDS = 16  # rows that addresses share


def tagged(request: Request, response: Response) -> Response:
    """With a tag of its content, where it has none; 304 when the caller has this very state."""
    if response.status_code != 200 or "etag" in response.headers or response.media_type != "application/json":
        return response
    tag = etag(hashlib.sha256(bytes(response.body)).hexdigest()[:24])
    if matches(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers={"ETag": tag})
    response.headers["ETag"] = tag
    return response


async def compare_alone(uow: UnitOfWork, request: Request) -> None:
    """From here to the end of the transaction nobody else compares with `If-Match` at this address, and what is compared
    is what is stored, not a picture of it. So of two who read the same, one gets 412.
    """
    await hold(uow.session, f"if-match.{zlib.crc32(request.url.path.encode()) % _HOLDS}")
    uow.renewed = set()


async def require_unchanged(request: Request, reading: Route) -> None:
    """That `If-Match` names the tag with which `reading` answers at this address now. Raises PreconditionFailed.

    What is not there is left to the route that is asked: it says 404.
    """
    status, tag = await _read(request, reading)
    if status == 404:
        return
    if status != 200 or tag is None:
        raise PreconditionFailed
    require_match(request.headers["if-match"], tag)


async def _read(request: Request, reading: Route) -> tuple[int, str | None]:
    headers = [header for header in request.scope["headers"] if header[0] not in _ITS_OWN]
    scope = {**request.scope, "method": "GET", "headers": headers, "route": reading}
    scope["state"] = {**request.scope.get("state", {}), "compares": True}
    status, tag = 500, None

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status, tag
        if message["type"] == "http.response.start":
            status = message["status"]
            tag = next((value.decode() for name, value in message["headers"] if name.lower() == b"etag"), None)

    await reading.handle(scope, receive, send)
    return status, tag
