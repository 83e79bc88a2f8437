"""The server dies by kill -9 while 200 answers are written and sent: none is lost, doubles are recognisable."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.server import ADMIN_PASSWORD, GotrsServer
from tests.support.smtp_sink import SmtpSink
from tests.support.waiting import eventually

ANSWERS = 200
TICKETS = 4
KILL_AT = (60,)  # mails that have arrived; each one costs a start of the server
WRITERS = 6

pytestmark = [pytest.mark.process, pytest.mark.timeout(120)]


class Desk:
    """A client that does not give up. What was cut off may have been written: the tickets tell, at the end."""

    def __init__(self, server: GotrsServer) -> None:
        self._client = httpx.AsyncClient(base_url=f"{server.url}/api/v1", timeout=30)

    async def sign_in(self) -> None:
        body = {"login": "root@localhost", "password": ADMIN_PASSWORD}
        answer = await self._client.post("/auth/login", json=body)
        answer.raise_for_status()
        self._client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Raises httpx.TransportError when the server dies meanwhile."""
        answer = await self._client.post(path, json=body)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def answers(self, ticket_id: int) -> dict[str, str]:
        """Message-ID by body of what was sent from a ticket."""
        query = {"limit": 100}
        path: str | None = f"/tickets/{ticket_id}/articles"
        found: dict[str, str] = {}
        while path is not None:
            page = (await self._client.get(path, params=query)).json()
            found |= {row["body"]: row["message_id"] for row in page["data"] if row["channel"] == "email"}
            path, query = page["links"]["next"], {}
            path = path.removeprefix("/api/v1") if path else None
        return found

    async def close(self) -> None:
        await self._client.aclose()


async def test_every_answer_leaves_although_the_server_is_killed(tmp_path: Path, smtp_sink: SmtpSink) -> None:
    server = GotrsServer(
        tmp_path / "var", environment={"GOTRS_SMTP_URL": smtp_sink.url, "GOTRS_REQUESTS_PER_MINUTE": "100000"}
    )
    await asyncio.to_thread(server.start)
    desk = Desk(server)
    try:
        await desk.sign_in()
        tickets = [await _ticket(desk, number) for number in range(TICKETS)]
        written = asyncio.create_task(_write(desk, tickets))
        for arrived in KILL_AT:
            await eventually(lambda wanted=arrived: _arrived(smtp_sink, wanted), within_s=60)
            server.kill()
            await asyncio.to_thread(server.start)
        await written
        message_ids = {body: id_ for ticket in tickets for body, id_ in (await desk.answers(ticket)).items()}
        assert len(message_ids) >= ANSWERS
        await eventually(lambda: _all_there(smtp_sink, len(message_ids)), within_s=60, every_s=0.05)
        await asyncio.to_thread(server.stop)
    finally:
        server.kill()
        await desk.close()
    arrived_ids: dict[str, list[str]] = defaultdict(list)
    for delivered in smtp_sink.messages:
        arrived_ids[delivered.message.get_content().strip()].append(delivered.message["Message-ID"])
    assert {body: set(ids) for body, ids in arrived_ids.items()} == {
        body: {message_id} for body, message_id in message_ids.items()
    }
    doubles = len(smtp_sink.messages) - len(message_ids)
    assert doubles <= len(KILL_AT) * 4, "only what was on its way when the server died may arrive twice"


async def _ticket(desk: Desk, number: int) -> int:
    article = {"subject": "Question", "body": "How?", "channel": "phone"}
    body = {"title": "T", "queue": "Raw", "customer_user": f"customer{number}@x.example", "article": article}
    return int((await desk.post("/tickets", body))["id"])


async def _write(desk: Desk, tickets: list[int]) -> None:
    waiting = iter(range(ANSWERS))

    async def writer() -> None:
        for number in waiting:
            path, attempt = f"/tickets/{tickets[number % TICKETS]}/articles", 1
            while True:
                body = {"subject": "Answer", "body": f"Answer number {number}, attempt {attempt}", "channel": "email"}
                try:
                    await desk.post(path, {**body, "visible_for_customer": True})
                    break
                except httpx.TransportError:
                    await asyncio.sleep(0.05)
                    attempt += 1

    await asyncio.gather(*(writer() for _ in range(WRITERS)))


async def _arrived(sink: SmtpSink, count: int) -> bool:
    return len(sink.messages) >= count


async def _all_there(sink: SmtpSink, count: int) -> bool:
    return len({delivered.message.get_content() for delivered in list(sink.messages)}) >= count
