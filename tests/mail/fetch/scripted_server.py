"""A server that says what a script says: for what real servers do not do on command."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Step = tuple[bytes, bytes]  # what the client's next line must begin with (after a tag), and the answer; `{tag}` in it


@dataclass
class ScriptedServer:
    port: int = 0
    heard: list[bytes] = field(default_factory=list)


@asynccontextmanager
async def scripted_server(
    greeting: bytes, steps: Sequence[Step], *, tagged: bool = True
) -> AsyncIterator[ScriptedServer]:
    """After its last step it waits until the client leaves."""
    server = ScriptedServer()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(greeting)
        for expected, answer in steps:
            line = await reader.readline()
            if not line:
                break
            server.heard.append(line.rstrip(b"\r\n"))
            tag, _, command = line.partition(b" ") if tagged and line.startswith(b"g") else (b"", b"", line)
            assert command.upper().startswith(expected), (command, expected)
            writer.write(answer.replace(b"{tag}", tag))
        await reader.read()
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
