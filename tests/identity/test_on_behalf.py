"""X-On-Behalf-Of: a program of an administrator acts as somebody else, within that person's rights, and is audited."""

from __future__ import annotations

import httpx
import pytest

from tests.support.factories import Factories

pytestmark = pytest.mark.backends("sqlite")
NEW = {
    "title": "Tea",
    "queue": "Raw",
    "article": {"subject": "Tea", "body": "None left.", "visible_for_customer": True},
}


@pytest.mark.principal("admin")
async def test_what_is_done_is_that_persons_and_the_log_says_who_was_behind_it(
    client: httpx.AsyncClient, factories: Factories
) -> None:
    mira = await factories.agent("mira")
    jane = await factories.customer_user("jane")
    assert (await client.get("/api/v1/users/me", headers={"X-On-Behalf-Of": "mira"})).json()["login"] == "mira"
    made = await client.post("/api/v1/tickets", json=NEW, headers={"X-On-Behalf-Of": f"customer:{jane.login}"})
    assert made.status_code == 201, made.text
    assert made.json()["customer_user"]["login"] == "jane"
    refused = await client.get(f"/api/v1/tickets/{made.json()['id']}", headers={"X-On-Behalf-Of": "mira"})
    assert refused.status_code == 404, "mira may not see that queue"
    logged = (await client.get("/api/v1/admin/audit/logs", params={"action": "acted.on_behalf"})).json()["data"]
    assert [(entry["object_type"], entry["object_id"], entry["details"]["method"]) for entry in logged] == [
        ("customer_user", "jane", "POST"),
        ("user", str(mira.id), "GET"),
    ]
    assert {entry["actor_kind"] for entry in logged} == {"agent"}


@pytest.mark.principal("admin")
async def test_accounts_and_tokens_stay_their_owners(client: httpx.AsyncClient, factories: Factories) -> None:
    await factories.agent("mira")
    on_behalf = {"X-On-Behalf-Of": "mira"}
    for method, path in (
        ("POST", "/tokens"),
        ("GET", "/tokens"),
        ("POST", "/users/me/password"),
        ("PATCH", "/users/me"),
    ):
        answer = await client.request(method, f"/api/v1{path}", json={} if method != "GET" else None, headers=on_behalf)
        assert answer.status_code == 403, path
    for nobody in ("nobody", "customer:nobody", "", "customer:", "customer:mira"):
        answer = await client.get("/api/v1/tickets", headers={"X-On-Behalf-Of": nobody})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "X-On-Behalf-Of"), nobody


async def test_it_takes_an_administrator_and_the_scope(client: httpx.AsyncClient, factories: Factories) -> None:
    admin, mira = await factories.agent(admin=True), await factories.agent("mira")
    on_behalf = {"X-On-Behalf-Of": "mira"}
    for who, scopes, status in (
        (mira, ("*",), 403), (admin, ("tickets:read",), 403), (admin, ("tickets:read", "impersonate"), 200),
    ):  # fmt: skip
        headers = await factories.bearer(who, scopes=scopes)
        answer = await client.get("/api/v1/tickets", headers={**headers, **on_behalf})
        assert answer.status_code == status, (scopes, answer.text)
    headers = await factories.bearer(admin, scopes=("tickets:read", "impersonate"))
    answer = await client.post("/api/v1/tickets", json=NEW, headers={**headers, **on_behalf})
    assert answer.status_code == 403, "scopes narrow as ever"
