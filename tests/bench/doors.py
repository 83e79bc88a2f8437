"""The other doors: web services, MCP, and how much memory a thousand open event streams take."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from gotrs_api.demo.organisation import PASSWORD
from tests.bench.measuring import Figures, burst, get, post
from tests.bench.workload import AGENT, QUEUES, Workload
from tests.support.server import GotrsServer

STREAMS = 1000
CONNECTIONS = 8
_SERVICE = "/otrs/nph-genericinterface.pl/Webservice/GenericTicketConnectorREST"
MCP_NAMES = ("mcp", "mcp as API")


def web_service_figures(
    server: GotrsServer, workload: Workload, names: tuple[str, ...], seconds: float
) -> dict[str, Figures]:
    """TicketGet with all articles and TicketCreate, with a session as a client keeps one."""
    with httpx.Client(base_url=server.url, timeout=30) as client:
        account = {"UserLogin": AGENT, "Password": PASSWORD}
        session = client.post(f"{_SERVICE}/Session", json=account).raise_for_status().json()["SessionID"]
        read = {"SessionID": session, "AllArticles": "1"}
        for answer in (
            client.get(f"{_SERVICE}/Ticket/{workload.ticket_ids[0]}", params=read),
            client.post(f"{_SERVICE}/Ticket", json=_new_ticket(session, 0)),
        ):
            assert "Error" not in answer.raise_for_status().json(), answer.text  # which web services answer with 200
    requests = {
        "TicketGet": [
            get(f"{_SERVICE}/Ticket/{id_}?SessionID={session}&AllArticles=1", {}) for id_ in workload.ticket_ids
        ],
        "TicketCreate": [post(f"{_SERVICE}/Ticket", {}, _new_ticket(session, n)) for n in range(20)],
    }
    return {name: _burst(server, requests[name], seconds) for name in names}


def mcp_figures(server: GotrsServer, workload: Workload, seconds: float) -> dict[str, Figures]:
    """The same ticket by the tool and by the API's operation."""
    headers = {**workload.headers, "MCP-Protocol-Version": "2025-11-25", "Accept": "application/json"}
    calls = [post("/api/mcp", headers, _tool_call("get_ticket", {"ticket_id": id_})) for id_ in workload.ticket_ids]
    reads = [get(f"/api/v1/tickets/{id_}?expand=articles", workload.headers) for id_ in workload.ticket_ids]
    tool, api = MCP_NAMES
    return {tool: _burst(server, calls, seconds), api: _burst(server, reads, seconds)}


@dataclass(frozen=True)
class StreamMemory:
    """Of the server process, in MB."""

    streams: int
    before_mb: float
    with_streams_mb: float


async def stream_memory(server: GotrsServer, headers: Mapping[str, str]) -> StreamMemory:
    """Each stream is read up to its header and kept open."""
    before = _resident_mb(server.pid)
    lines = ["GET /api/v1/events HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    request = "\r\n".join([*lines, "", ""]).encode()
    writers: list[asyncio.StreamWriter] = []
    try:
        for _ in range(STREAMS):
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writers.append(writer)
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
        return StreamMemory(len(writers), before, _resident_mb(server.pid))
    finally:
        for writer in writers:
            writer.transport.abort()
        await asyncio.gather(*(writer.wait_closed() for writer in writers), return_exceptions=True)


def _burst(server: GotrsServer, requests: list[str], seconds: float) -> Figures:
    burst(server.port, server.pid, requests, connections=CONNECTIONS, seconds=seconds / 4)  # warms up
    return burst(server.port, server.pid, requests, connections=CONNECTIONS, seconds=seconds)


def _new_ticket(session: str, number: int) -> dict[str, Any]:
    ticket = {"Title": f"Bench {number}", "Queue": QUEUES[number % len(QUEUES)], "State": "new", "Priority": "3 normal", "Type": "Unclassified",
              "CustomerUser": f"bench{1 + number}"}  # fmt: skip
    article = {"Subject": "Call", "Body": "Scanner stopped. " * 20, "ContentType": "text/plain; charset=utf8"}
    return {"SessionID": session, "Ticket": ticket, "Article": article}


def _tool_call(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}}


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
