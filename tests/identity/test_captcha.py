"""Proofs of public forms: three services by their protocol, and after failed sign-ins."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import pytest
from pydantic import SecretStr

from gotrs_api.identity.captcha import Provider
from gotrs_api.identity.captcha.siteverify import ServiceUnreachable, is_accepted
from gotrs_api.kernel.cache import MemoryCache
from gotrs_api.kernel.settings import Settings
from gotrs_api.sysconfig import changing
from gotrs_api.sysconfig import settings as registry
from gotrs_api.uow import Site, UnitOfWork
from gotrs_api.wiring import build_site
from tests.customers.test_sign_up import solved
from tests.support.factories import PASSWORD, Factories

SERVICES = [Provider.HCAPTCHA, Provider.RECAPTCHA, Provider.TURNSTILE]


class Peer:
    """Speaks `siteverify` as the three services document it: a POST of a form, an object back."""

    def __init__(self) -> None:
        self.asked: list[dict[str, list[str]]] = []
        self.answer: bytes | None = None
        self.status = 200

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
        form = parse_qs((await reader.readexactly(length)).decode())
        assert head.startswith("post /siteverify")
        assert "content-type: application/x-www-form-urlencoded" in head
        self.asked.append(form)
        if form.get("secret") != ["the secret"]:
            said: dict[str, object] = {"success": False, "error-codes": ["invalid-input-secret"]}
        elif form.get("response") == ["a person"]:
            said = {"success": True, "hostname": "desk.example", "challenge_ts": "2026-03-02T09:30:00Z"}
        else:
            said = {"success": False, "error-codes": ["invalid-input-response"]}
        body = self.answer if self.answer is not None else json.dumps(said).encode()
        writer.write(
            f"HTTP/1.1 {self.status} X\r\ncontent-type: application/json\r\nlocation: http://127.0.0.1:1/\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n".encode()
            + body
        )
        await writer.drain()
        writer.close()


@pytest.fixture
async def peer(unused_tcp_port: int) -> AsyncIterator[Peer]:
    peer = Peer()
    server = await asyncio.start_server(peer.serve, "127.0.0.1", unused_tcp_port)
    async with server:
        yield peer


@pytest.fixture
def unused_tcp_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
async def asking(peer: Peer, unused_tcp_port: int, tmp_path: Path) -> AsyncIterator[Site]:
    site = build_site(
        Settings(
            var=tmp_path,
            captcha_secret=SecretStr("the secret"),
            captcha_verify_url=f"http://127.0.0.1:{unused_tcp_port}/siteverify",
            outbound_allow=("127.0.0.1",),
        )
    )
    yield site
    await site.close()


@pytest.mark.parametrize("provider", SERVICES)
async def test_a_service_is_asked_by_its_protocol(asking: Site, peer: Peer, provider: Provider) -> None:
    assert await is_accepted(asking, provider, "a person", "203.0.113.7")
    assert not await is_accepted(asking, provider, "a machine", "203.0.113.7")
    assert peer.asked[0] == {"secret": ["the secret"], "response": ["a person"], "remoteip": ["203.0.113.7"]}


async def test_a_low_score_is_a_no(asking: Site, peer: Peer) -> None:
    peer.answer = b'{"success": true, "score": 0.3}'
    assert not await is_accepted(asking, Provider.RECAPTCHA, "x", "")
    peer.answer = b'{"success": true, "score": 0.9}'
    assert await is_accepted(asking, Provider.RECAPTCHA, "x", "")


@pytest.mark.parametrize(("status", "answer"), [(500, b"{}"), (302, b"{}"), (200, b"no json"), (200, b"[]")])
async def test_a_service_that_fails_lets_nobody_through(asking: Site, peer: Peer, status: int, answer: bytes) -> None:
    peer.status, peer.answer = status, answer
    with pytest.raises(ServiceUnreachable):
        await is_accepted(asking, Provider.TURNSTILE, "a person", "")


async def test_an_endless_answer_is_cut(asking: Site, peer: Peer) -> None:
    peer.answer = b" " * 100_000 + b'{"success": true}'
    with pytest.raises(ServiceUnreachable):
        await is_accepted(asking, Provider.HCAPTCHA, "a person", "")


async def test_the_service_is_reached_through_the_guard(asking: Site) -> None:
    guarded = build_site(asking.settings.model_copy(update={"outbound_allow": ()}))
    with pytest.raises(ServiceUnreachable, match="own network"):
        await is_accepted(guarded, Provider.TURNSTILE, "a person", "")
    await guarded.close()


@pytest.mark.backends("sqlite")
async def test_after_failures_signing_in_asks_for_a_proof(
    client: httpx.AsyncClient, factories: Factories, uow: UnitOfWork
) -> None:
    await changing.put(uow, registry.CAPTCHA_REQUIRED_FOR, ["sign_in"])
    await changing.put(uow, registry.CAPTCHA_BITS, 4)
    await factories.agent("ann", password=PASSWORD)
    question = "/api/v1/public/captcha?purpose=sign_in&login=ann"
    assert (await client.get(question)).json()["required"] is False
    for _ in range(3):
        await client.post("/api/v1/auth/login", json={"login": "ann", "password": "wrong"})

    right = {"login": "ann", "password": PASSWORD}
    refused = await client.post("/api/v1/auth/login", json=right)
    assert (refused.status_code, refused.json()["code"]) == (422, "auth.captcha")

    asked = (await client.get(question)).json()
    proof = solved(asked["challenge"], asked["bits"])
    assert (await client.post("/api/v1/auth/login", json={**right, "captcha": proof})).status_code == 200
    assert (await client.get(question)).json()["required"] is False


async def test_a_used_proof_stays_used_after_a_restart(client: httpx.AsyncClient, site: Site, uow: UnitOfWork) -> None:
    await changing.put(uow, registry.CAPTCHA_BITS, 4)
    await changing.put(uow, registry.CAPTCHA_REQUIRED_FOR, ["password_forgot"])
    asked = (await client.get("/api/v1/public/captcha?purpose=password_forgot")).json()
    body = {"login": "ann", "captcha": solved(asked["challenge"], asked["bits"])}
    assert (await client.post("/api/v1/auth/password/forgot", json=body)).status_code == 202
    site.cache = MemoryCache()
    again = await client.post("/api/v1/auth/password/forgot", json=body)
    assert (again.status_code, again.json()["code"]) == (422, "auth.captcha")
