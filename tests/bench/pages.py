"""What the agents' pages cost: one browser that waits for each, so that a latency is the server's own time."""

from __future__ import annotations

import re
from typing import Final

import httpx

from gotrs_api.demo.organisation import PASSWORD
from tests.bench.measuring import Figures, burst, get
from tests.bench.workload import AGENT, Workload
from tests.support.server import GotrsServer

_TOKEN: Final = re.compile(r'name="csrf_token" value="([^"]+)"')


def page_figures(server: GotrsServer, workload: Workload, seconds: float) -> dict[str, Figures]:
    """By page: home, queue view, ticket, search for words, new ticket."""
    headers = {"Cookie": _signed_in(server), "Accept": "text/html"}
    paths = {
        "page home": ["/agent/"],
        "page queues": ["/agent/queues"],
        "page ticket": [f"/agent/tickets/{id_}" for id_ in workload.ticket_ids],
        "page search": [f"/agent/search?q={word}" for word in ("printer", "laptop")],
        "page new": ["/agent/tickets/new/phone"],
    }
    return {name: _burst(server, [get(path, headers) for path in found], seconds) for name, found in paths.items()}


def _burst(server: GotrsServer, requests: list[str], seconds: float) -> Figures:
    burst(server.port, server.pid, requests, connections=1, seconds=0.5)  # templates are compiled, snapshots read
    return burst(server.port, server.pid, requests, connections=1, seconds=seconds)


def _signed_in(server: GotrsServer) -> str:
    with httpx.Client(base_url=server.url, timeout=30) as client:
        found = _TOKEN.search(client.get("/auth/login").raise_for_status().text)
        assert found is not None
        form = {"login": AGENT, "password": PASSWORD, "csrf_token": found[1]}
        answer = client.post("/auth/login", data=form, headers={"Origin": server.url})
        assert answer.status_code == 303, answer.text
        return "; ".join(f"{name}={value}" for name, value in client.cookies.items())
