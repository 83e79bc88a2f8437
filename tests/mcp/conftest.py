"""Speaking to `/api/mcp`: the official SDK's client, and raw messages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import httpx
import httpx2
import pytest
from mcp.client.client import Client
from mcp.client.streamable_http import streamable_http_client

from gotrs_api.customers.models import CustomerUser
from gotrs_api.identity.models import User
from gotrs_api.uow import Site
from tests.support.clients import BASE_URL, SharedApp
from tests.support.factories import Factories

ADDRESS = "/api/mcp"
OpenSdk = Callable[..., AbstractAsyncContextManager[Client]]
Rpc = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
def sdk(site: Site, shared_app: SharedApp, factories: Factories) -> OpenSdk:
    """`async with sdk(agent, mode="legacy", scopes=[…]) as client`: the SDK's client as this account."""

    @asynccontextmanager
    async def opened(
        who: User | CustomerUser, *, mode: str = "auto", scopes: tuple[str, ...] | None = None
    ) -> AsyncIterator[Client]:
        shared_app.site = site
        headers = await factories.bearer(who, scopes=scopes)
        transport = httpx2.ASGITransport(app=shared_app.app(web=False))
        async with (
            httpx2.AsyncClient(transport=transport, headers=headers) as http,
            Client(streamable_http_client(f"{BASE_URL}{ADDRESS}", http_client=http), mode=mode) as client,
        ):
            yield client

    return opened


@pytest.fixture
def rpc(client: httpx.AsyncClient) -> Rpc:
    """`await rpc("tools/list", cursor="…")`: one request of the handshake revisions."""

    async def call(method: str, *, headers: dict[str, str] | None = None, **params: Any) -> httpx.Response:
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        return await client.post(ADDRESS, json=body, headers=headers)

    return call


async def call_tool(client: httpx.AsyncClient, who: dict[str, str], name: str, **arguments: Any) -> dict[str, Any]:
    """The result of one tool call with these headers."""
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}}
    headers = {**who, "MCP-Protocol-Version": "2025-11-25"}
    response = await client.post(ADDRESS, json=body, headers=headers)
    assert response.status_code == 200, response.text
    result: dict[str, Any] = response.json()["result"]
    return result
