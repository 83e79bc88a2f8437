"""The load generator: raw sockets in a process of its own, so cheap that the server is what is measured.

    python -m tests.bench.load < job.json > result.json

Each connection sends its next request when the answer to the last one is there; the requests are taken in turn. The
job: `port`, `connections`, `seconds`, `most` (requests, 0: no limit) and `requests`, each a whole HTTP request.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any, cast

import uvloop

ANSWER_TIMEOUT_S = 30


class Connection(asyncio.Protocol):
    """One keep-alive connection. Reads just as much of HTTP as our two servers write."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._buffer = bytearray()
        self._missing = -1  # bytes of the body that are still to come; -1: the header is not complete
        self._status = 0
        self._sent_at = 0.0
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._send()

    def _send(self) -> None:
        request = self._run.next_request()
        if request is None:
            self._transport.close()
            return
        self._sent_at = time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        if self._missing >= 0:
            self._missing -= len(data)
        else:
            self._buffer += data
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            self._read_header(bytes(self._buffer[:end]).lower())
            self._missing -= len(self._buffer) - end - 4
            self._buffer.clear()
        if self._missing == 0:
            self._missing = -1
            self._run.note(self._status, time.perf_counter() - self._sent_at)
            self._send()

    def _read_header(self, header: bytes) -> None:
        self._status = int(header[9:12])
        _, _, length = header.partition(b"\r\ncontent-length:")
        self._missing = int(length.partition(b"\r\n")[0])

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


class Run:
    def __init__(self, job: dict[str, Any]) -> None:
        self._requests: list[bytes] = [request.encode() for request in job["requests"]]
        self._most = job["most"] or sys.maxsize
        self._until = time.perf_counter() + job["seconds"]
        self._sent = 0
        self.latencies: list[float] = []
        self.statuses: dict[int, int] = {}

    def next_request(self) -> bytes | None:
        if self._sent >= self._most or time.perf_counter() >= self._until:
            return None
        self._sent += 1
        return self._requests[self._sent % len(self._requests)]

    def note(self, status: int, took_s: float) -> None:
        self.latencies.append(took_s)
        self.statuses[status] = self.statuses.get(status, 0) + 1


async def drive(job: dict[str, Any]) -> dict[str, Any]:
    loop = asyncio.get_running_loop()
    started = time.perf_counter()
    run = Run(job)
    made = [
        await loop.create_connection(lambda: Connection(run), "127.0.0.1", job["port"])
        for _ in range(job["connections"])
    ]
    await asyncio.wait([protocol.done for _, protocol in made], timeout=job["seconds"] + ANSWER_TIMEOUT_S)
    took_s = time.perf_counter() - started
    return {"took_s": took_s, "latencies_s": run.latencies, "statuses": run.statuses}


def main() -> None:
    result = uvloop.run(drive(json.load(sys.stdin)))
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
