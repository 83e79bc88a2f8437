"""An OAuth 2 provider's token endpoint on this machine."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs


@dataclass
class Provider:
    """A token endpoint: `status` and `answer` go out, `asked` is what came in."""

    port: int = 0
    status: int = 200
    answer: Any = None
    asked: list[dict[str, list[str]]] = field(default_factory=list)


@asynccontextmanager
async def provider() -> AsyncIterator[Provider]:
    peer = Provider(answer={"access_token": "new", "expires_in": 3600})

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length: ")[2].split(b"\r\n")[0])
        peer.asked.append(parse_qs((await reader.readexactly(length)).decode()))
        body = json.dumps(peer.answer).encode()
        writer.write(
            b"HTTP/1.1 %d X\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % (peer.status, len(body)) + body
        )
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    peer.port = server.sockets[0].getsockname()[1]
    try:
        yield peer
    finally:
        server.close()
