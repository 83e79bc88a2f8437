"""How long a change is under way to a webhook: changes at a steady rate, one receiver that answers and one that hangs.

Measured from the answer to the change (its commit is just before) until the delivery has come in whole.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import httpx
import orjson

from tests.bench.measuring import Figures, cpu_s
from tests.support.server import ADMIN_PASSWORD, GotrsServer
from tests.support.waiting import eventually

PER_S = 50
SENDERS = 12
LATECOMERS_S = 20.0
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


async def webhook_latencies(server: GotrsServer, ticket_ids: Sequence[int], seconds: float) -> Figures:
    """`latencies_s` of the deliveries; `statuses` counts those that came and those that did not."""
    came: dict[str, float] = {}
    async with (
        _receiving(came) as port,
        _receiving({}, hangs=True) as hanging,
        httpx.AsyncClient(base_url=f"{server.url}/api/v1", timeout=30, limits=httpx.Limits(max_connections=32)) as api,
    ):
        body = {"login": "root@localhost", "password": ADMIN_PASSWORD}
        token = (await api.post("/auth/login", json=body)).raise_for_status().json()["access_token"]
        api.headers["Authorization"] = f"Bearer {token}"
        hooks = []
        for at in (port, hanging):
            hook = {"name": "Bench", "url": f"http://127.0.0.1:{at}/", "events": ["ticket.updated"]}
            hooks.append((await api.post("/webhooks", json=hook)).raise_for_status().json()["id"])
        started, before = time.perf_counter(), cpu_s(server.pid)
        committed = await _change(api, ticket_ids, int(PER_S * seconds))
        took_s = time.perf_counter() - started

        async def all_here() -> bool:
            return len(came) >= len(committed)

        with suppress(AssertionError):  # what is missing is counted
            await eventually(all_here, within_s=LATECOMERS_S, every_s=0.05)
        used = cpu_s(server.pid) - before
        for hook_id in hooks:
            await api.delete(f"/webhooks/{hook_id}")
    latencies = [max(0.0, came[title] - at) for title, at in committed.items() if title in came]
    statuses = {"200": len(latencies)} | ({"missing": missing} if (missing := len(committed) - len(latencies)) else {})
    return Figures(latencies, took_s, used, statuses)


async def _change(api: httpx.AsyncClient, ticket_ids: Sequence[int], changes: int) -> dict[str, float]:
    """New titles and when the answer to each came; begun at a steady rate, late only where the server is."""
    committed: dict[str, float] = {}
    run = time.time_ns()
    begin = time.perf_counter()

    async def send(first: int) -> None:
        for number in range(first, changes, SENDERS):
            await asyncio.sleep(max(0.0, begin + number / PER_S - time.perf_counter()))
            title = f"Bench {run}.{number}"
            answer = await api.patch(f"/tickets/{ticket_ids[number % len(ticket_ids)]}", json={"title": title})
            answer.raise_for_status()
            committed[title] = time.perf_counter()

    await asyncio.gather(*(send(first) for first in range(SENDERS)))
    return committed


@asynccontextmanager
async def _receiving(came: dict[str, float], *, hangs: bool = False) -> AsyncIterator[int]:
    """Keeps its connections open, as receivers do, and notes when each new title came first."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
                content = orjson.loads(await reader.readexactly(length))
                if hangs:
                    await asyncio.sleep(3600)
                came.setdefault(content["data"]["new_title"], time.perf_counter())
                writer.write(_ANSWER)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
