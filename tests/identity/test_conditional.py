"""Whatever can be read by itself has an ETag, and changes on the condition that it is still so."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from gotrs_api.edge.spec import document
from tests.support.clients import SharedApp
from tests.support.factories import Factories

pytestmark = [pytest.mark.backends("sqlite"), pytest.mark.principal("admin")]
STALE = {"If-Match": '"stale"'}


async def test_what_has_no_version_is_known_by_its_content(client: httpx.AsyncClient) -> None:
    read = await client.get("/api/v1/users/me/preferences")
    tag = read.headers["ETag"]
    again = await client.get("/api/v1/users/me/preferences", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    change = {"values": {"UserSkin": "new"}}
    stale = await client.patch("/api/v1/users/me/preferences", json=change, headers=STALE)
    assert (stale.status_code, stale.json()["code"], stale.headers["ETag"]) == (412, "precondition_failed", tag)
    assert (await client.get("/api/v1/users/me/preferences")).json() == read.json()
    changed = await client.patch("/api/v1/users/me/preferences", json=change, headers={"If-Match": tag})
    assert changed.status_code == 200, changed.text
    lost = await client.patch("/api/v1/users/me/preferences", json=change, headers={"If-Match": tag})
    assert lost.status_code == 412
    anything = await client.patch("/api/v1/users/me/preferences", json=change, headers={"If-Match": "*"})
    assert anything.status_code == 200


@pytest.mark.principal("agent", rights="rw", queue="Raw")
async def test_notes_are_not_overwritten(client: httpx.AsyncClient) -> None:
    article = {"subject": "Note", "body": "First"}
    made = await client.post("/api/v1/tickets", json={"title": "T", "queue": "Raw", "article": article})
    (note,) = (await client.get(f"{made.headers['Location']}/articles")).json()["data"]
    address = f"{made.headers['Location']}/articles/{note['id']}"
    tag = (await client.get(address)).headers["ETag"]
    assert (await client.patch(address, json={"body": "Second"}, headers=STALE)).status_code == 412
    assert (await client.patch(address, json={"body": "Second"}, headers={"If-Match": tag})).status_code == 200
    assert (await client.delete(address, headers={"If-Match": tag})).status_code == 412
    assert (await client.get(address)).json()["body"] == "Second"


async def test_what_is_not_there_stays_unknown(client: httpx.AsyncClient) -> None:
    assert (await client.delete("/api/v1/dynamic-fields/4711", headers=STALE)).status_code == 404


async def test_nobody_learns_a_tag_of_what_they_may_not_read(client: httpx.AsyncClient, factories: Factories) -> None:
    token = await factories.api_token(await factories.agent(), scopes=["profile:write"])
    headers = {"Authorization": f"Bearer {token}", **STALE}
    refused = await client.patch("/api/v1/users/me/preferences", json={"values": {}}, headers=headers)
    assert refused.status_code == 412
    assert "ETag" not in refused.headers


def test_the_description_says_so(shared_app: SharedApp) -> None:
    paths: dict[str, Any] = document(shared_app.app(web=False))["paths"]
    silent = [
        (path, method)
        for path, item in paths.items()
        for method in ("put", "patch", "delete")
        if method in item and "get" in item and path.endswith("}")
        and "ListAnswer" not in str(item["get"]["responses"]["200"])
        and "application/json" in item["get"]["responses"]["200"]["content"]
        and "412" not in item[method]["responses"]
    ]  # fmt: skip
    assert silent == []


async def test_what_an_address_names_in_its_query_is_what_is_compared(client: httpx.AsyncClient) -> None:
    parts = {"conditions": [{"key": "Subject", "value": "x"}], "settings": [{"key": "X-OTRS-Ignore", "value": "yes"}]}
    rule = {"name": "spam", **parts}
    address = "/api/v1/postmaster-filters/one"
    made = await client.put(address, params={"name": "spam"}, json=rule)
    assert made.status_code == 200, made.text
    tag = (await client.get(address, params={"name": "spam"})).headers["ETag"]
    assert (await client.delete(address, params={"name": "spam"}, headers=STALE)).headers["ETag"] == tag
    assert (await client.delete(address, params={"name": "spam"}, headers={"If-Match": tag})).status_code == 204
