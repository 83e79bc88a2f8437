"""A proxy for protocols of lines that cuts the connection at a chosen command, once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

# before: the server never sees the command. after: it obeys, its answer is lost. within: half of the answer arrives.
When = Literal["before", "after", "within"]


@dataclass
class FaultyProxy:
    """`cut(b"EXPUNGE", "after")` arms it; `was_cut` tells whether that came to pass. Unarmed it hands everything on."""

    target: int
    port: int = 0
    was_cut: bool = False
    connections: int = 0
    _command: bytes = b""
    _when: When = "before"
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def cut(self, command: bytes, when: When) -> None:
        self._command, self._when, self.was_cut = command, when, False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self.target)
        armed = asyncio.Event()

        def end() -> None:
            writer.transport.abort()
            server_writer.transport.abort()

        async def to_server() -> None:
            while line := await reader.readline():
                if self._command and self._command in line.upper() and not self.was_cut:
                    self.was_cut = True
                    if self._when == "before":
                        return
                    armed.set()
                server_writer.write(line)

        async def to_client() -> None:
            while data := await server_reader.read(65536):
                if armed.is_set():
                    if self._when == "within":
                        writer.write(data[: len(data) // 2])
                        await writer.drain()
                    return
                writer.write(data)
                await writer.drain()

        ways = [asyncio.create_task(to_server()), asyncio.create_task(to_client())]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.sleep(0)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            if self._when == "within" and self.was_cut:
                writer.close()
                server_writer.transport.abort()
            else:
                end()


@asynccontextmanager
async def faulty_proxy(target: int) -> AsyncIterator[FaultyProxy]:
    """In front of a port of this machine."""
    proxy = FaultyProxy(target)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0, limit=2**26)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
