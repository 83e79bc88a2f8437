"""Two real servers and a worker on one database: a change in one counts in all within seconds, whether Redis is there or not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import URL, make_url

from tests.mail.inbound.letters import letter
from tests.support.server import ADMIN_PASSWORD, GotrsServer
from tests.support.waiting import eventually

pytestmark = [pytest.mark.process, pytest.mark.peer, pytest.mark.backends("sqlite"), pytest.mark.timeout(180)]
WITHIN_S = 15  # five are promised (tests/admin/test_other_processes.py has a clock for it); here a machine may be busy
NUMBERS = count(1)


@dataclass
class Relay:
    """A way to Redis that is cut off and comes back."""

    host: str
    target: int
    port: int = 0
    _server: asyncio.Server | None = None
    _ways: set[asyncio.StreamWriter] = field(default_factory=set)

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._join, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        assert self._server is not None
        self._server.close()
        for way in self._ways:
            way.transport.abort()
        self._ways.clear()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there = await asyncio.open_connection(self.host, self.target)
        self._ways |= {writer, there}
        await asyncio.gather(_hand_on(reader, there), _hand_on(there_reader, writer), return_exceptions=True)


async def _hand_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


@dataclass(frozen=True)
class Both:
    """`here` is where things are changed, `there` where they are looked at; both as the first agent."""

    here: httpx.AsyncClient
    there: httpx.AsyncClient
    relay: Relay


@pytest.fixture
async def both(tmp_path: Path, committed_url: URL, redis_url: str) -> AsyncIterator[Both]:
    redis = make_url(redis_url)
    relay = Relay(str(redis.host), redis.port or 6379)
    await relay.open()
    environment = {"GOTRS_REDIS_URL": f"redis://127.0.0.1:{relay.port}/{redis.database}"}
    database = committed_url.render_as_string(hide_password=False)
    first = GotrsServer(tmp_path, database_url=database, environment=environment)
    second = GotrsServer(tmp_path, database_url=database, environment=environment, arguments=("--no-jobs",))
    await asyncio.to_thread(first.start)
    await asyncio.to_thread(second.start)
    try:
        async with httpx.AsyncClient(base_url=first.url) as here, httpx.AsyncClient(base_url=second.url) as there:
            login = {"login": "root@localhost", "password": ADMIN_PASSWORD}
            token = (await here.post("/api/v1/auth/login", json=login)).json()["access_token"]
            for client in (here, there):
                client.headers["Authorization"] = f"Bearer {token}"
            yield Both(here, there, relay)
    finally:
        second.kill()
        first.kill()
        await relay.cut()


@pytest.mark.parametrize("redis", ["there", "lost", "back again"])
async def test_what_is_changed_here_counts_there(both: Both, redis: str) -> None:
    await both.there.get("/auth/login")  # what both remember is from before
    if redis != "there":
        await both.relay.cut()
    if redis == "back again":
        assert (await both.there.get("/api/v1/queues")).status_code == 200
        await both.relay.open()
    await asyncio.gather(
        _a_setting(both), _a_queue(both), _a_right(both), _a_text(both), _a_name(both), _a_stylesheet(both),
        _a_maintenance(both), _a_provider(both), _a_field(both), _a_session(both), _the_worker(both),
    )  # fmt: skip
    for client in (both.here, both.there):
        assert (await client.get("/health")).json()["status"] == "ok"


async def _a_setting(both: Both) -> None:
    await _sent(both.here.put("/api/v1/sysconfig/Ticket::Hook", json={"value": "Case#"}))
    await _until(both, "/api/v1/sysconfig/Ticket::Hook", lambda answer: answer.json()["value"] == "Case#")


async def _a_queue(both: Both) -> None:
    made = await _sent(both.here.post("/api/v1/queues", json={"name": "Beavers", "group": "users"}))
    await _until(both, "/api/v1/queues/tree", lambda answer: "Beavers" in answer.text)
    await _sent(both.here.patch(f"/api/v1/queues/{made['id']}", json={"name": "Otters"}))
    await _until(both, "/api/v1/queues/tree", lambda answer: "Otters" in answer.text)


async def _a_right(both: Both) -> None:
    """Of somebody who has signed in there."""
    person = {"login": "rita", "first_name": "Rita", "last_name": "Right", "password": ADMIN_PASSWORD}
    rita = await _sent(both.here.post("/api/v1/users", json=person))
    signed_in = await _sent(both.there.post("/api/v1/auth/login", json={"login": "rita", "password": ADMIN_PASSWORD}))
    hers = {"Authorization": f"Bearer {signed_in['access_token']}"}
    assert (await both.there.get("/api/v1/queues", headers=hers)).json()["data"] == []
    groups = (await both.here.get("/api/v1/groups")).json()["data"]
    users = next(one["id"] for one in groups if one["name"] == "users")
    rights = {"groups": [{"group_id": users, "rights": ["rw"]}]}
    await _sent(both.here.put(f"/api/v1/users/{rita['id']}/groups", json=rights))
    await _until(both, "/api/v1/queues", lambda answer: bool(answer.json()["data"]), headers=hers)
    await _sent(both.here.patch(f"/api/v1/users/{rita['id']}", json={"valid": False}))
    await _until(both, "/api/v1/queues", lambda answer: answer.status_code == 401, headers=hers)


async def _a_text(both: Both) -> None:
    found = (await both.here.get("/api/v1/translations?language=en&q=Forgotten")).json()["data"]
    text = next(one for one in found if one["texts"] == ["Forgotten?"])
    await _sent(both.here.put(f"/api/v1/translations/{text['id']}", json={"texts": ["Lost in the woods?"]}))
    await _until(both, "/auth/login", lambda answer: "Lost in the woods?" in answer.text)


async def _a_name(both: Both) -> None:
    await _sent(both.here.put("/api/v1/branding", json={"name": "Beaver Help"}))
    await _until(both, "/auth/login", lambda answer: "Beaver Help" in answer.text)


async def _a_stylesheet(both: Both) -> None:
    value = {"synthwave": ".bar { opacity: 0.9 }"}
    await _sent(both.here.put("/api/v1/sysconfig/GOTRS::Themes::CustomCSS", json={"value": value}))
    await _until(both, "/auth/login", lambda answer: 'data-of-theme="synthwave"' in answer.text)


async def _a_maintenance(both: Both) -> None:
    period = {
        "comment": "Dam", "start": "2020-01-01T00:00:00Z", "stop": "2037-01-01T00:00:00Z",
        "show_login_message": True, "login_message": "We mend the dam.",
    }  # fmt: skip
    made = await _sent(both.here.post("/api/v1/system-maintenance", json=period))
    await _until(both, "/auth/login", lambda answer: "We mend the dam." in answer.text)
    (await both.here.delete(f"/api/v1/system-maintenance/{made['id']}")).raise_for_status()
    await _until(both, "/auth/login", lambda answer: "We mend the dam." not in answer.text)


async def _a_provider(both: Both) -> None:
    config = {"issuer": "https://id.example.com", "client_id": "desk", "client_secret": "x"}
    provider = {"name": "lodge", "label": "Beaver Lodge", "type": "oidc", "config": config}
    await _sent(both.here.post("/api/v1/admin/sign-in-providers", json=provider))
    await _until(both, "/auth/login", lambda answer: "Beaver Lodge" in answer.text)


async def _a_field(both: Both) -> None:
    made = {"name": "Burrow", "label": "Burrow", "object_type": "Ticket", "type": "Text"}
    await _sent(both.here.post("/api/v1/dynamic-fields", json=made))
    await _until(both, "/api/v1/dynamic-fields?name=Burrow", lambda answer: "Burrow" in answer.text)


async def _a_session(both: Both) -> None:
    """A token that is taken away."""
    made = await _sent(both.here.post("/api/v1/tokens", json={"name": "robot", "scopes": ["profile:read"]}))
    robot = {"Authorization": f"Bearer {made['token']}"}
    assert (await both.there.get("/api/v1/users/me", headers=robot)).status_code == 200
    (await both.here.delete(f"/api/v1/tokens/{made['id']}")).raise_for_status()
    await _until(both, "/api/v1/users/me", lambda answer: answer.status_code == 401, headers=robot)


async def _the_worker(both: Both) -> None:
    """Which sorts mails: the next ones go where the setting now says."""
    await _sent(both.here.put("/api/v1/sysconfig/PostmasterDefaultQueue", json={"value": "Junk"}))

    async def is_sorted_anew() -> bool:
        subject = f"Gnawed {next(NUMBERS)}"
        mail = letter(subject)
        (await both.here.post("/api/v1/mail/inbound", content=mail)).raise_for_status()

        async def its_queue() -> str:
            found = (await both.there.get("/api/v1/tickets?sort=-created&limit=100")).json()["data"]
            return next((one["queue"]["name"] for one in found if one["title"] == subject), "")

        return await eventually(its_queue, within_s=40, every_s=0.1) == "Junk"

    await eventually(is_sorted_anew, within_s=40)


async def _sent(request: Any) -> Any:
    answer = await request
    assert answer.is_success, f"{answer.request.url}: {answer.text}"
    return answer.json()


async def _until(both: Both, address: str, is_so: Any, **more: Any) -> None:
    async def look() -> bool:
        return bool(is_so(await both.there.get(address, **more)))

    await eventually(look, within_s=WITHIN_S, every_s=0.25)
