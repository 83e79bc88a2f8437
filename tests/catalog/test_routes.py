"""Master data through the API: what all kinds share, and what each has of its own."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import select

from gotrs_api.identity.models import AuditEntry
from gotrs_api.uow import UnitOfWork

KINDS = ["states", "state-types", "priorities", "types", "locks", "services", "slas", "salutations", "signatures"]


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("kind", [*KINDS, "system-addresses"])
async def test_nobody_reads_without_signing_in(client: httpx.AsyncClient, kind: str) -> None:
    assert (await client.get(f"/api/v1/{kind}")).status_code == 401


@pytest.mark.backends("sqlite")
@pytest.mark.principal("customer")
async def test_customers_do_not_read_master_data(client: httpx.AsyncClient) -> None:
    response = await client.get("/api/v1/states")
    assert response.status_code == 403
    assert response.json()["code"] == "forbidden"


@pytest.mark.backends("sqlite")
@pytest.mark.principal("agent", rights="ro")
async def test_agents_read_but_do_not_write(client: httpx.AsyncClient) -> None:
    for kind in [*KINDS, "system-addresses"]:
        assert (await client.get(f"/api/v1/{kind}")).status_code == 200, kind
    response = await client.post("/api/v1/types", json={"name": "Incident"})
    assert response.status_code == 403


@pytest.mark.principal("agent", rights="ro")
async def test_states_come_with_their_types(client: httpx.AsyncClient) -> None:
    body = (await client.get("/api/v1/states", params={"name": "pending auto close+"})).json()
    (state,) = body["data"]
    assert (state["id"], state["type"], state["valid"]) == (7, {"id": 5, "name": "pending auto"}, "valid")
    assert body["meta"] == {"has_more": False, "after": None, "before": None, "total": None}


@pytest.mark.principal("agent", rights="ro")
async def test_lists_are_cut_sorted_and_trimmed(client: httpx.AsyncClient) -> None:
    query: dict[str, Any] = {"limit": 4, "sort": "-name", "fields": "name", "include_total": True}
    first = (await client.get("/api/v1/states", params=query)).json()
    assert [row["name"] for row in first["data"]] == [
        "removed",
        "pending reminder",
        "pending auto close-",
        "pending auto close+",
    ]
    assert first["data"][0] == {"name": "removed"}
    assert first["meta"]["total"] == 9
    response = await client.get(first["links"]["next"])
    second = response.json()
    assert [row["name"] for row in second["data"]][:2] == ["open", "new"]
    assert 'rel="prev"' in response.headers["link"]
    back = (await client.get(second["links"]["prev"])).json()
    assert back["data"] == first["data"]


@pytest.mark.backends("sqlite")
@pytest.mark.principal("agent", rights="ro")
@pytest.mark.parametrize("query", ["color=red", "sort=color", "fields=size", "after=nonsense", "limit=0", "limit=101"])
async def test_what_a_list_does_not_know_is_refused(client: httpx.AsyncClient, query: str) -> None:
    assert (await client.get(f"/api/v1/priorities?{query}")).status_code == 422


@pytest.mark.principal("admin")
async def test_a_type_is_created_changed_and_guarded_by_its_etag(client: httpx.AsyncClient) -> None:
    created = await client.post("/api/v1/types", json={"name": "Incident"})
    assert created.status_code == 201, created.text
    address, tag = created.headers["location"], created.headers["etag"]
    assert (await client.get(address)).json() == created.json()
    unchanged = await client.get(address, headers={"If-None-Match": tag})
    assert unchanged.status_code == 304
    changed = await client.patch(address, json={"name": "Problem"}, headers={"If-Match": tag})
    assert (changed.status_code, changed.json()["name"]) == (200, "Problem")
    lost = await client.patch(address, json={"name": "Change"}, headers={"If-Match": tag})
    assert lost.status_code == 412
    assert lost.headers["etag"] == changed.headers["etag"]
    names = [row["name"] for row in (await client.get("/api/v1/types")).json()["data"]]
    assert names == ["Problem", "Unclassified"]


@pytest.mark.principal("admin")
@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("types", {"name": "unclassified"}, 409, "catalog.name_taken"),
        ("types", {"name": ""}, 422, "invalid"),
        ("types", {"name": "x" * 201}, 422, "invalid"),
        ("types", {"name": "a\x00b"}, 422, "invalid"),
        ("types", {"name": "Incident", "color": "red"}, 422, "invalid"),
        ("states", {"name": "waiting"}, 422, "catalog.unknown_reference"),
        ("states", {"name": "waiting", "type": "waiting"}, 422, "catalog.unknown_reference"),
        ("states", {"name": "waiting", "type": "open", "type_id": 1}, 422, "catalog.unknown_reference"),
        ("services", {"name": "Mail::Outlook"}, 422, "catalog.parent_missing"),
        ("services", {"name": "Mail:: "}, 422, "invalid"),
        ("slas", {"name": "Gold", "service_ids": [99]}, 422, "catalog.unknown_reference"),
        ("slas", {"name": "Gold", "update_notify": 100}, 422, "invalid"),
        ("system-addresses", {"email": "desk", "display_name": "D", "queue_id": 1}, 422, "invalid"),
        ("system-addresses", {"email": "a@b.example", "display_name": "D", "queue_id": 99}, 422,
         "catalog.unknown_reference"),
    ],
)  # fmt: skip
async def test_bad_entries_are_refused(
    client: httpx.AsyncClient, path: str, body: dict[str, Any], status: int, code: str
) -> None:
    response = await client.post(f"/api/v1/{path}", json=body)
    assert (response.status_code, response.json()["code"]) == (status, code), response.text


@pytest.mark.principal("admin")
async def test_changes_are_audited_by_name_of_field(client: httpx.AsyncClient, uow: UnitOfWork) -> None:
    created = await client.post("/api/v1/types", json={"name": "Incident"})
    await client.patch(created.headers["location"], json={"name": "Problem"})
    entries = (await uow.session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
    assert [(entry.action, entry.object_id) for entry in entries] == [
        ("ticket_type.created", str(created.json()["id"])),
        ("ticket_type.updated", str(created.json()["id"])),
    ]
    assert '"changed":["name"]' in (entries[1].details or "")


@pytest.mark.backends("sqlite")
@pytest.mark.principal("admin")
async def test_missing_entries_are_not_found(client: httpx.AsyncClient) -> None:
    for path in ("states/99", "priorities/99", "services/99", "slas/99", "signatures/99", "system-addresses/99"):
        assert (await client.get(f"/api/v1/{path}")).status_code == 404, path
        assert (await client.patch(f"/api/v1/{path}", json={})).status_code == 404, path
    assert (await client.get("/api/v1/states/99999999999")).status_code == 422


@pytest.mark.principal("admin")
async def test_the_last_valid_type_stays_valid(client: httpx.AsyncClient) -> None:
    response = await client.patch("/api/v1/types/1", json={"valid": "invalid"})
    assert (response.status_code, response.json()["code"]) == (409, "catalog.last_of_its_kind")


@pytest.mark.principal("admin")
async def test_services_below_follow_a_new_name(client: httpx.AsyncClient) -> None:
    ids = {}
    for name in ("Mail", "Mail::Outlook", "Mail::Outlook::Mobile", "Mailings"):
        ids[name] = (await client.post("/api/v1/services", json={"name": name})).json()["id"]
    circle = await client.patch(f"/api/v1/services/{ids['Mail']}", json={"name": "Mail::Outlook::Mail"})
    assert circle.status_code == 422
    await client.patch(f"/api/v1/services/{ids['Mail']}", json={"name": "E-mail"})
    rows = (await client.get("/api/v1/services")).json()["data"]
    assert [row["name"] for row in rows] == ["E-mail", "E-mail::Outlook", "E-mail::Outlook::Mobile", "Mailings"]
    assert rows[2]["parent"] == {"id": ids["Mail::Outlook"], "name": "E-mail::Outlook"}
    assert rows[2]["label"] == "Mobile"


@pytest.mark.principal("admin")
async def test_an_sla_names_its_services(client: httpx.AsyncClient) -> None:
    service = (await client.post("/api/v1/services", json={"name": "Mail"})).json()
    created = await client.post(
        "/api/v1/slas", json={"name": "Gold", "solution_time": 480, "service_ids": [service["id"]]}
    )
    assert created.status_code == 201, created.text
    assert created.json()["services"] == [{"id": service["id"], "name": "Mail"}]
    changed = await client.patch(created.headers["location"], json={"service_ids": [], "calendar": "3"})
    assert (changed.json()["services"], changed.json()["calendar"], changed.json()["solution_time"]) == ([], "3", 480)


@pytest.mark.principal("admin")
async def test_texts_and_addresses(client: httpx.AsyncClient) -> None:
    text = {"name": "Short", "text": "<p>Bye</p>", "content_type": "text/html"}
    for kind in ("salutations", "signatures"):
        created = (await client.post(f"/api/v1/{kind}", json=text)).json()
        assert (created["text"], created["content_type"]) == ("<p>Bye</p>", "text/html")
    address = {"email": "help@desk.example", "display_name": "Help Desk", "queue_id": 2}
    created = (await client.post("/api/v1/system-addresses", json=address)).json()
    assert (created["email"], created["queue_id"]) == ("help@desk.example", 2)
    named = {"email": "two@desk.example", "display_name": "Two", "queue": "Raw"}
    made = await client.post("/api/v1/system-addresses", json=named)
    assert (made.status_code, made.json()["queue_id"]) == (201, 2), made.text
    moved = await client.patch(made.headers["location"], json={"queue": "Junk"})
    assert moved.json()["queue_id"] == 3
    for wrong, at in (({"queue": "Raw", "queue_id": 3}, "/queue_id"), ({"queue": "Rawer"}, "/queue")):
        refused = await client.patch(made.headers["location"], json=wrong)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, at)
    without = await client.post("/api/v1/system-addresses", json={"email": "x@desk.example", "display_name": "X"})
    assert (without.status_code, without.json()["errors"][0]["pointer"]) == (422, "/queue_id")
    again = await client.post("/api/v1/system-addresses", json=address | {"email": "HELP@desk.example"})
    assert again.json()["code"] == "catalog.address_taken"
    used = await client.patch("/api/v1/system-addresses/1", json={"valid": "invalid"})
    assert used.json()["code"] == "catalog.in_use"
