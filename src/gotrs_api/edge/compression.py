"""Texts go out compressed where the client takes gzip and there is enough of them (docs/decisions/0022).

Answers that are compressed already (static files), streams of events, parts and other than texts pass as they are.
"""

from __future__ import annotations

import asyncio
import secrets
import struct
import zlib
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEVEL: Final = 5
PAGE_MIN_BYTES: Final = 1024
# A client of the API mostly sits near: for less than this the time is worth more than the bytes.
API_MIN_BYTES: Final = 16 * 1024
_IN_A_THREAD_FROM: Final = 128 * 1024
_PADDING_MAX: Final = 64
_TEXTS: Final = frozenset(
    {
        "application/javascript", "application/json", "application/manifest+json", "application/problem+json",
        "application/xml", "application/x-ndjson", "application/x-yaml", "application/yaml", "image/svg+xml", "text/css",
        "text/csv", "text/html", "text/javascript", "text/plain", "text/xml",
    }
)  # fmt: skip
_WITHOUT_BODY: Final = (204, 206, 304)


class Compression:
    """ASGI middleware. Whoever does not ask for gzip goes past it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] != "HEAD" and _takes_gzip(scope):
            minimum = API_MIN_BYTES if scope["path"].startswith("/api/") else PAGE_MIN_BYTES
            send = _Answer(send, minimum).send
        await self._app(scope, receive, send)


def _takes_gzip(scope: Scope) -> bool:
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            offers = (offer.partition(b";") for offer in value.replace(b" ", b"").split(b","))
            return any(coding == b"gzip" and weight not in (b"q=0", b"q=0.0") for coding, _, weight in offers)
    return False


class _Answer:
    """Holds the head back until the first part of the body tells whether it is worth it."""

    def __init__(self, send: Send, minimum: int) -> None:
        self._send, self._minimum = send, minimum
        self._head: Message | None = None
        self._gzip: _PaddedGzip | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_text(message):
            self._head = message
            return
        if message["type"] == "http.response.body":
            message = await self._body(message)
        elif self._head is not None:  # what is neither head nor body comes after the head
            await self._send_head()
        await self._send(message)

    async def _body(self, message: Message) -> Message:
        body, goes_on = message.get("body", b""), message.get("more_body", False)
        if self._head is not None:
            if goes_on or len(body) >= self._minimum:
                self._gzip = _PaddedGzip()
            else:
                await self._send_head()
        if self._gzip is None:
            return message
        compress = self._gzip.part
        body = (
            await asyncio.to_thread(compress, body, ends=not goes_on)
            if len(body) >= _IN_A_THREAD_FROM
            else compress(body, ends=not goes_on)
        )
        if self._head is not None:
            headers = MutableHeaders(scope=self._head)
            headers["Content-Encoding"] = "gzip"
            headers.add_vary_header("Accept-Encoding")
            if goes_on:
                del headers["Content-Length"]
            else:
                headers["Content-Length"] = str(len(body))
            await self._send_head()
        return {**message, "body": body}

    async def _send_head(self) -> None:
        head, self._head = self._head, None
        assert head is not None
        await self._send(head)


def _is_text(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in _TEXTS and "content-encoding" not in headers and start["status"] not in _WITHOUT_BODY


class _PaddedGzip:
    """One gzip member whose header names a file: nobody reads that name, whose random length hides how well a page that
    repeats what somebody typed compresses (BREACH). Source: RFC 1952."""

    def __init__(self) -> None:
        self._deflate: Any = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._sum, self._length = 0, 0
        name = b"x" * (1 + secrets.randbelow(_PADDING_MAX))
        self._header = b"\x1f\x8b\x08\x08\0\0\0\0\0\xff" + name + b"\0"

    def part(self, body: bytes, *, ends: bool) -> bytes:
        self._sum, self._length = zlib.crc32(body, self._sum), self._length + len(body)
        header, self._header = self._header, b""
        packed = header + self._deflate.compress(body)
        if not ends:
            return bytes(packed + self._deflate.flush(zlib.Z_SYNC_FLUSH))
        return bytes(packed + self._deflate.flush() + struct.pack("<II", self._sum, self._length & 0xFFFFFFFF))
