"""The server dies by kill -9 while changes are told: each that was committed comes, in the order of its ticket."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from pathlib import Path

import httpx
import orjson
import pytest

from tests.support.server import ADMIN_PASSWORD, GotrsServer
from tests.support.waiting import eventually
from tests.webhooks.receiver import Receiver, receiving

TICKETS = 3
CHANGES = 25  # of each ticket
KILLED_AFTER = 20  # deliveries

pytestmark = [pytest.mark.process, pytest.mark.timeout(120)]


async def test_every_committed_change_is_told_although_the_server_is_killed(tmp_path: Path) -> None:
    server = GotrsServer(
        tmp_path / "var", environment={"GOTRS_OUTBOUND_ALLOW": "127.0.0.1", "GOTRS_REQUESTS_PER_MINUTE": "100000"}
    )
    await asyncio.to_thread(server.start)
    try:
        async with (
            receiving() as receiver,
            httpx.AsyncClient(base_url=f"{server.url}/api/v1", timeout=30) as api,
        ):
            tickets = await _prepared(api, receiver)
            writing = asyncio.gather(*(_rename(api, ticket_id) for ticket_id in tickets))
            await eventually(lambda: _told(receiver, KILLED_AFTER), within_s=60)
            server.kill()
            await asyncio.to_thread(server.start)
            committed = dict(zip(tickets, await writing, strict=True))

            async def all_told() -> bool:
                told = _titles(receiver)
                return all(set(titles) <= set(told[ticket_id]) for ticket_id, titles in committed.items())

            await eventually(all_told, within_s=60, every_s=0.05)
            for titles in _titles(receiver).values():
                in_order = list(dict.fromkeys(titles))  # what was told twice counts where it came first
                assert in_order == sorted(in_order, key=int)
        await asyncio.to_thread(server.stop)
    finally:
        server.kill()


async def _prepared(api: httpx.AsyncClient, receiver: Receiver) -> list[int]:
    body = {"login": "root@localhost", "password": ADMIN_PASSWORD}
    token = (await api.post("/auth/login", json=body)).raise_for_status().json()["access_token"]
    api.headers["Authorization"] = f"Bearer {token}"
    tickets = []
    for number in range(TICKETS):
        article = {"subject": "Call", "body": "Help!"}
        made = await api.post("/tickets", json={"title": f"Call {number}", "queue": "Raw", "article": article})
        tickets.append(int(made.raise_for_status().json()["id"]))
    hook = {"name": "All", "url": receiver.url, "events": ["ticket.updated"]}
    (await api.post("/webhooks", json=hook)).raise_for_status()
    return tickets


async def _rename(api: httpx.AsyncClient, ticket_id: int) -> list[str]:
    """The titles that were answered with success; a request that was cut off is not tried again."""
    committed = []
    for number in range(CHANGES):
        try:
            answer = await api.patch(f"/tickets/{ticket_id}", json={"title": str(number)})
        except httpx.TransportError:
            await asyncio.sleep(0.3)
            continue
        assert answer.is_success, answer.text
        committed.append(str(number))
    return committed


async def _told(receiver: Receiver, many: int) -> bool:
    return len(receiver.got) >= many


def _titles(receiver: Receiver) -> dict[int, list[str]]:
    titles: dict[int, list[str]] = defaultdict(list)
    for got in receiver.got:
        data = orjson.loads(got.body)["data"]
        titles[data["ticket_id"]].append(data["new_title"])
    return titles
