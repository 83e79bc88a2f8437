"""The protocol on the wire: revisions, sessions, origins, and everything malformed."""

from __future__ import annotations

import re

import httpx
import pytest

from gotrs_api.identity.routing import ApiRoute
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.mcp.versions import CAPABILITIES_KEY, VERSION_KEY
from tests.mcp.conftest import ADDRESS, Rpc
from tests.support.factories import Factories

pytestmark = [pytest.mark.backends("sqlite"), pytest.mark.principal("agent", rights="ro")]
NEWEST = "2026-07-28"


@pytest.mark.parametrize(
    ("wanted", "agreed"), [("2024-11-05", "2024-11-05"), ("2025-06-18", "2025-06-18"), ("1999-01-01", "2025-11-25")]
)
async def test_the_handshake_agrees_on_a_revision(rpc: Rpc, wanted: str, agreed: str) -> None:
    answer = (await rpc("initialize", protocolVersion=wanted, capabilities={}, clientInfo={})).json()
    assert answer["result"]["protocolVersion"] == agreed
    assert set(answer["result"]["capabilities"]) == {"tools", "resources", "prompts", "completions"}


async def test_the_short_way_answers_like_the_long_one(rpc: Rpc, client: httpx.AsyncClient) -> None:
    async def told() -> list[tuple[int, bytes]]:
        calls = [await rpc("tools/call", name="list_queues", arguments={}), await rpc("tools/call", name="\0"),
                 await rpc("nothing"), await client.post(ADDRESS, content=b"{"), await client.post(ADDRESS)]  # fmt: skip
        return [(one.status_code, re.sub(rb'"request_id":"\w+"', b"", one.content)) for one in calls]

    short = await told()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ApiRoute, "recognised", lambda _route, _request: None)
        assert await told() == short
    assert [status for status, _ in short] == [200, 422, 404, 400, 400]


async def test_a_client_of_2024_needs_no_session_and_no_newer_members(rpc: Rpc) -> None:
    tools = (await rpc("tools/list", headers={"MCP-Protocol-Version": "2024-11-05"})).json()["result"]["tools"]
    assert set(tools[0]) == {"name", "description", "inputSchema"}
    told = (await rpc("tools/call", name="list_queues", headers={"MCP-Protocol-Version": "2024-11-05"})).json()[
        "result"
    ]
    assert "structuredContent" not in told
    assert '"Raw"' in told["content"][0]["text"]
    assert (await rpc("ping")).json()["result"] == {}


async def test_a_session_ends_with_delete_and_with_the_day(
    rpc: Rpc, client: httpx.AsyncClient, clock: FakeClock
) -> None:
    first = (await rpc("initialize", protocolVersion="2025-11-25")).headers["Mcp-Session-Id"]
    second = (await rpc("initialize", protocolVersion="2025-11-25")).headers["Mcp-Session-Id"]
    assert (await rpc("ping", headers={"Mcp-Session-Id": first})).status_code == 200
    assert (await client.delete(ADDRESS, headers={"Mcp-Session-Id": first})).status_code == 204
    assert (await rpc("ping", headers={"Mcp-Session-Id": first})).json()["code"] == "mcp.session_over"
    assert (await client.delete(ADDRESS, headers={"Mcp-Session-Id": first})).status_code == 404
    assert (await rpc("ping", headers={"Mcp-Session-Id": second})).status_code == 200
    clock.advance(hours=25)
    assert (await rpc("ping", headers={"Mcp-Session-Id": second})).status_code == 404


async def test_a_session_is_its_owners(rpc: Rpc, client: httpx.AsyncClient, factories: Factories) -> None:
    session = (await rpc("initialize", protocolVersion="2025-11-25")).headers["Mcp-Session-Id"]
    client.headers.update(await factories.bearer(await factories.agent()))
    assert (await rpc("ping", headers={"Mcp-Session-Id": session})).status_code == 404
    for made_up in ("", "x", session[:-1] + ("0" if session[-1] != "0" else "1"), "a.99999999999.b"):
        assert (await client.delete(ADDRESS, headers={"Mcp-Session-Id": made_up})).status_code == 404


async def test_pages_of_other_sites_are_refused(rpc: Rpc) -> None:
    for foreign in ("http://evil.example", "null", "https://desk.example.evil.example", "file://desk.example"):
        assert (await rpc("ping", headers={"Origin": foreign})).json()["code"] == "mcp.foreign_origin"
    assert (await rpc("ping", headers={"Origin": "http://desk.example"})).status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, -32700),
        (b"", 400, -32700),
        (b'{"jsonrpc":"2.0","id":1,"method":"x","params":' + b"[" * 5000 + b"]" * 5000 + b"}", 400, -32700),
        (b'[{"jsonrpc":"2.0","id":1,"method":"ping"}]', 400, -32600),
        (b'{"id":1,"method":"ping"}', 400, -32600),
        (b'{"jsonrpc":"2.0","id":null,"method":"ping"}', 400, -32600),
        (b'{"jsonrpc":"2.0","id":1}', 400, -32600),
        (b'{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}', 400, -32602),
        (b'{"jsonrpc":"2.0","id":1,"method":"sampling/createMessage"}', 404, -32601),
        (b'{"jsonrpc":"2.0","id":1,"method":"server/discover"}', 404, -32601),
        (b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"nothing"}}', 400, -32602),
        (b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_queues","arguments":[]}}', 400, -32602),
        (b'{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"rubbish"}}', 400, -32602),
        (b'{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":"summarise"}}', 400, -32602),
        (b'{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{}}', 400, -32602),
        (b'{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"file:///etc/passwd"}}', 200, -32002),
    ],
)
async def test_what_is_wrong_is_told(client: httpx.AsyncClient, body: bytes, status: int, code: int) -> None:
    response = await client.post(ADDRESS, content=body, headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


async def test_notifications_and_responses_are_taken_in_silence(client: httpx.AsyncClient) -> None:
    for body in (
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "method": "initialized"},
        {"jsonrpc": "2.0", "id": 7, "result": {}},
    ):
        response = await client.post(ADDRESS, json=body)
        assert (response.status_code, response.content) == (202, b"")


async def test_there_is_no_stream_but_a_description(client: httpx.AsyncClient) -> None:
    assert (await client.get(ADDRESS, headers={"Accept": "text/event-stream"})).status_code == 405
    told = (await client.get(ADDRESS)).json()
    assert told["endpoint"] == ADDRESS
    assert "2024-11-05" in told["protocol_versions"]
    assert told["tools_count"] == 9
    assert (await client.post(ADDRESS, json={}, headers={"Accept": "text/html"})).status_code == 406


def envelope(method: str, **params: object) -> dict[str, object]:
    meta = {VERSION_KEY: NEWEST, CAPABILITIES_KEY: {}}
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": {**params, "_meta": meta}}


async def test_requests_of_the_newest_revision_stand_alone(client: httpx.AsyncClient) -> None:
    headers = {"MCP-Protocol-Version": NEWEST, "Mcp-Method": "tools/call", "Mcp-Name": "list_queues"}
    told = await client.post(ADDRESS, json=envelope("tools/call", name="list_queues"), headers=headers)
    assert told.json()["result"]["resultType"] == "complete"
    assert "Mcp-Session-Id" not in told.headers
    for wrong, code in (
        ({"Mcp-Name": "list_users"}, -32020),
        ({"Mcp-Method": "tools/list"}, -32020),
        ({"MCP-Protocol-Version": "2025-11-25"}, -32020),
    ):
        refused = await client.post(ADDRESS, json=envelope("tools/call", name="list_queues"), headers=headers | wrong)
        assert (refused.status_code, refused.json()["error"]["code"]) == (400, code)
    bare = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    assert (await client.post(ADDRESS, json=bare, headers=headers)).json()["error"]["code"] == -32602


async def test_revisions_that_nobody_knows_are_refused_with_those_that_are_spoken(rpc: Rpc) -> None:
    error = (await rpc("tools/list", headers={"MCP-Protocol-Version": "2031-01-01"})).json()["error"]
    assert error["code"] == -32022
    assert NEWEST in error["data"]["supported"]
