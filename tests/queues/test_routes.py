"""Queues through the API."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from gotrs_api.queues import service
from gotrs_api.queues.events import QueueCreated, QueueUpdated
from gotrs_api.uow import UnitOfWork
from tests.support.factories import Factories


@pytest.fixture
def emitted(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The queue events of the test, in order."""
    events: list[Any] = []
    real = UnitOfWork.emit

    async def emit(uow: UnitOfWork, event: Any) -> None:
        if isinstance(event, QueueCreated | QueueUpdated):
            events.append(event)
        await real(uow, event)

    monkeypatch.setattr(UnitOfWork, "emit", emit)
    return events


@pytest.mark.backends("sqlite")
async def test_nobody_reads_without_signing_in(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/queues")).status_code == 401


@pytest.mark.backends("sqlite")
@pytest.mark.principal("customer")
async def test_customers_do_not_see_queues(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/queues")).status_code == 403


@pytest.mark.principal("agent", rights="ro")
async def test_agents_see_the_queues_they_may_read(client: httpx.AsyncClient, factories: Factories) -> None:
    hidden = await factories.queue("Board")
    rows = (await client.get("/api/v1/queues")).json()["data"]
    assert [row["name"] for row in rows] == ["Junk", "Misc", "Postmaster", "Raw"]
    assert rows[3]["group"]["name"] == "users"
    assert rows[3]["follow_up"] == "possible"
    assert (await client.get(f"/api/v1/queues/{hidden.id}")).status_code == 404
    assert (await client.get("/api/v1/queues?right=create")).json()["data"] == []
    assert (await client.get("/api/v1/queues/2")).json()["name"] == "Raw"


@pytest.mark.backends("sqlite")
@pytest.mark.principal("agent", rights="ro")
async def test_agents_do_not_write(client: httpx.AsyncClient) -> None:
    assert (await client.post("/api/v1/queues", json={"name": "New"})).status_code == 403
    assert (await client.patch("/api/v1/queues/2", json={"name": "New"})).status_code == 403
    assert (await client.delete("/api/v1/queues/2")).status_code == 403


@pytest.mark.principal("admin")
async def test_a_queue_is_created_with_otrs_defaults(client: httpx.AsyncClient, emitted: list[Any]) -> None:
    created = await client.post("/api/v1/queues", json={"name": "Support", "unlock_timeout": 30})
    assert created.status_code == 201, created.text
    queue = created.json()
    assert (queue["group"]["name"], queue["system_address"]["id"], queue["salutation"]["id"]) == ("users", 1, 1)
    assert (queue["unlock_timeout"], queue["calendar"], queue["follow_up"]) == (30, "", "possible")
    assert emitted == [QueueCreated(queue_id=queue["id"], name="Support")]


@pytest.mark.principal("admin")
async def test_queues_below_follow_a_new_name(client: httpx.AsyncClient, emitted: list[Any]) -> None:
    ids = {}
    for name in ("Support", "Support::Berlin", "Support::Berlin::Night", "Supporters"):
        ids[name] = (await client.post("/api/v1/queues", json={"name": name})).json()["id"]
    emitted.clear()
    changed = await client.patch(f"/api/v1/queues/{ids['Support::Berlin']}", json={"name": "Support::Paris"})
    assert changed.status_code == 200, changed.text
    names = [row["name"] for row in (await client.get("/api/v1/queues?q=support")).json()["data"]]
    assert names == ["Support", "Support::Paris", "Support::Paris::Night", "Supporters"]
    assert [(e.old_name, e.name) for e in emitted] == [
        ("Support::Berlin", "Support::Paris"),
        ("Support::Berlin::Night", "Support::Paris::Night"),
    ]
    tree = (await client.get("/api/v1/queues/tree")).json()
    support = next(node for node in tree if node["queue"]["name"] == "Support")
    assert support["children"][0]["children"][0]["queue"]["label"] == "Night"


@pytest.mark.principal("admin")
@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"name": "raw"}, 409, "catalog.name_taken"),
        ({"name": "Nowhere::Sub"}, 422, "catalog.parent_missing"),
        ({"name": "::Sub"}, 422, "invalid"),
        ({"name": "New", "group": "nobody"}, 422, "catalog.unknown_reference"),
        ({"name": "New", "group": "users", "group_id": 2}, 422, "catalog.unknown_reference"),
        ({"name": "New", "signature_id": 77}, 422, "catalog.unknown_reference"),
        ({"name": "New", "follow_up": "perhaps"}, 422, "invalid"),
        ({"name": "New", "calendar": "10"}, 422, "invalid"),
        ({"name": "New", "solution_time": -1}, 422, "invalid"),
        ({"name": "x" * 201}, 422, "invalid"),
        ({}, 422, "invalid"),
    ],
)
async def test_bad_queues_are_refused(client: httpx.AsyncClient, body: dict[str, Any], status: int, code: str) -> None:
    response = await client.post("/api/v1/queues", json=body)
    assert (response.status_code, response.json()["code"]) == (status, code), response.text


@pytest.mark.backends("sqlite")
@pytest.mark.principal("admin")
async def test_a_queue_that_settings_need_stays(client: httpx.AsyncClient) -> None:
    for body in ({"name": "Inbox"}, {"valid": "invalid"}):
        response = await client.patch("/api/v1/queues/2", json=body)
        assert (response.status_code, response.json()["code"]) == (409, "queue.in_use")


@pytest.mark.principal("admin")
async def test_deleting_makes_invalid_and_lost_updates_are_refused(client: httpx.AsyncClient) -> None:
    tag = (await client.get("/api/v1/queues/4")).headers["etag"]
    changed = await client.patch("/api/v1/queues/4", json={"comment": "odds"}, headers={"If-Match": tag})
    assert changed.status_code == 200
    assert (await client.delete("/api/v1/queues/4", headers={"If-Match": tag})).status_code == 412
    assert (await client.delete("/api/v1/queues/4")).status_code == 204
    assert (await client.get("/api/v1/queues/4")).json()["valid"] == "invalid"
    replaced = await client.put("/api/v1/queues/4", json={"name": "Misc"})
    assert (replaced.json()["valid"], replaced.json()["comment"]) == ("valid", "")


@pytest.mark.principal("agent", rights="ro")
async def test_my_queues(client: httpx.AsyncClient, factories: Factories) -> None:
    hidden = await factories.queue()
    assert (await client.put("/api/v1/queues/mine", json={"queue_ids": [3, 2, 3]})).json() == {"queue_ids": [2, 3]}
    assert (await client.get("/api/v1/queues/mine")).json() == {"queue_ids": [2, 3]}
    refused = await client.put("/api/v1/queues/mine", json={"queue_ids": [2, hidden.id]})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/queue_ids/1")


@pytest.mark.backends("sqlite")
async def test_a_queue_that_did_not_change_is_not_made_anew(uow: UnitOfWork, factories: Factories) -> None:
    """Of thousands of queues few change; making all of them anew every few seconds would cost more than a page."""
    changing = await factories.queue("Network")
    before = (await service.list_queues(uow)).by_id
    changing.name = "Printers"
    await uow.session.flush()
    after = (await service.list_queues(uow)).by_id
    assert after[changing.id].name == "Printers"
    assert all(after[queue_id] is queue for queue_id, queue in before.items() if queue_id != changing.id)
