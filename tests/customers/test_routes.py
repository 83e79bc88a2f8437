"""Customers through the API."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.support.factories import Factories

JANE = {"email": "jane@customer.example", "first_name": "Jane", "last_name": "Doe"}


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("path", ["customer-users", "customer-companies"])
async def test_nobody_reads_without_signing_in(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(f"/api/v1/{path}")).status_code == 401


@pytest.mark.backends("sqlite")
@pytest.mark.principal("customer")
@pytest.mark.parametrize("path", ["customer-users", "customer-users/1", "customer-companies", "customer-companies/x"])
async def test_customers_do_not_see_each_other(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(f"/api/v1/{path}")).status_code == 403


@pytest.mark.backends("sqlite")
@pytest.mark.principal("agent", rights="ro")
async def test_reading_agents_do_not_write(client: httpx.AsyncClient) -> None:
    assert (await client.post("/api/v1/customer-users", json=JANE)).status_code == 403
    company = {"customer_id": "ACME", "name": "Acme"}
    assert (await client.post("/api/v1/customer-companies", json=company)).status_code == 403


@pytest.mark.principal("agent", rights="rw")
async def test_an_agent_with_rw_in_users_creates_and_changes(client: httpx.AsyncClient) -> None:
    created = await client.post("/api/v1/customer-users", json=JANE | {"password": "a good password 1"})
    assert created.status_code == 201, created.text
    user = created.json()
    assert (user["login"], user["customer_id"], user["name"]) == (JANE["email"], JANE["email"], "Jane Doe")
    assert "password" not in created.text
    assert "pw" not in user
    address, tag = created.headers["location"], created.headers["etag"]
    changed = await client.patch(address, json={"phone": "+49 30 1"}, headers={"If-Match": tag})
    assert changed.json()["phone"] == "+49 30 1"
    assert (await client.patch(address, json={"phone": ""}, headers={"If-Match": tag})).status_code == 412
    ids = await client.put(f"{address}/customer-ids", json={"others": ["ACME"]})
    assert ids.json() == {"primary": JANE["email"], "others": ["ACME"]}
    assert (await client.put(f"{address}/password", json={"password": "another one 2"})).status_code == 204
    found = (await client.get("/api/v1/customer-users", params={"q": "jane do"})).json()["data"]
    assert [row["id"] for row in found] == [user["id"]]
    assert (await client.get(f"{address}/services")).json()["data"] == []


@pytest.mark.principal("admin")
@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (JANE | {"login": "BOB"}, 409, "customer.login_taken"),
        (JANE | {"email": "BOB@customer.example"}, 409, "customer.email_taken"),
        (JANE | {"email": "no address"}, 422, "customer.email_invalid"),
        (JANE | {"first_name": "a\nb"}, 422, "invalid"),
        (JANE | {"last_name": ""}, 422, "invalid"),
        (JANE | {"id": 7}, 422, "invalid"),
        ({"email": "jane@customer.example"}, 422, "invalid"),
    ],
)
async def test_bad_customers_are_refused(
    client: httpx.AsyncClient, factories: Factories, body: dict[str, Any], status: int, code: str
) -> None:
    await factories.customer_user("bob")
    response = await client.post("/api/v1/customer-users", json=body)
    assert (response.status_code, response.json()["code"]) == (status, code), response.text


@pytest.mark.principal("admin")
async def test_companies(client: httpx.AsyncClient) -> None:
    created = await client.post("/api/v1/customer-companies", json={"customer_id": "A & B", "name": "A and B"})
    assert created.status_code == 201, created.text
    address = created.headers["location"]
    assert (await client.get(address)).json()["name"] == "A and B"
    taken = await client.post("/api/v1/customer-companies", json={"customer_id": "a & b", "name": "Other"})
    assert (taken.status_code, taken.json()["errors"][0]["pointer"]) == (409, "/customer_id")
    renamed = await client.patch(address, json={"customer_id": "AB", "city": "Berlin"})
    assert renamed.status_code == 200, renamed.text
    assert (await client.get(address)).status_code == 404
    found = (await client.get("/api/v1/customer-companies?q=berl")).json()["data"]
    assert [row["customer_id"] for row in found] == ["AB"]
    assert (await client.get("/api/v1/customer-companies?sort=-name")).status_code == 200
    assert (await client.get("/api/v1/customer-companies?sort=street")).status_code == 422


@pytest.mark.principal("admin")
async def test_what_was_just_made_can_be_changed_with_its_etag(client: httpx.AsyncClient) -> None:
    made = await client.post("/api/v1/customer-users", json=JANE)
    again = await client.get(made.headers["location"])
    assert made.headers["etag"] == again.headers["etag"]
    company = await client.post("/api/v1/customer-companies", json={"customer_id": "acme", "name": "ACME"})
    changed = await client.patch(
        company.headers["location"], json={"city": "Bonn"}, headers={"If-Match": company.headers["etag"]}
    )
    assert changed.status_code == 200, changed.text


@pytest.mark.principal("admin")
async def test_merging_needs_two(client: httpx.AsyncClient, factories: Factories) -> None:
    jane = await factories.customer_user("jane")
    address = f"/api/v1/customer-users/{jane.id}/merge"
    assert (await client.post(address, json={"into": jane.id})).json()["code"] == "customer.merge_into_itself"
    assert (await client.post(address, json={"into": 99_999})).status_code == 404
