"""Personal access tokens: shown once, never more than their owner, gone when revoked."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from gotrs_api.identity.models import ApiToken, GroupUser
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.uow import Site, UnitOfWork
from tests.identity.signing_in import bearer, signed_in
from tests.support.factories import PASSWORD, Factories

TOKENS = "/api/v1/tokens"


async def make(client: httpx.AsyncClient, headers: dict[str, str], **fields: Any) -> httpx.Response:
    return await client.post(TOKENS, json={"name": "script", "scopes": ["*"], **fields}, headers=headers)


async def test_a_token_is_shown_once_and_kept_as_a_hash(
    client: httpx.AsyncClient, factories: Factories, uow: UnitOfWork
) -> None:
    await factories.agent("ann", password=PASSWORD)
    headers = await signed_in(client, "ann")
    created = await make(client, headers, scopes=["tickets:read", "profile:read"], expires="30d")
    assert created.status_code == 201, created.text
    body = created.json()
    assert re.fullmatch(r"gf_[0-9a-f]{8}_[0-9a-f]{56}", body["token"])
    assert body["scopes"] == ["profile:read", "tickets:read"]
    read = await client.get(created.headers["location"], headers=headers)
    assert "token" not in read.json()
    (row,) = (await uow.session.execute(ApiToken.__table__.select())).all()
    assert body["token"].rpartition("_")[2] not in str(row)
    me = await client.get("/api/v1/users/me", headers=bearer(body["token"]))
    assert me.json()["scopes"] == ["profile:read", "tickets:read"]


@pytest.mark.backends("sqlite")
async def test_scopes_narrow(client: httpx.AsyncClient, factories: Factories) -> None:
    await factories.agent("boss", admin=True, password=PASSWORD)
    headers = await signed_in(client, "boss")
    narrow = bearer((await make(client, headers, scopes=["users:read"])).json()["token"])
    assert (await client.get("/api/v1/users", headers=narrow)).status_code == 200
    refused = await client.get("/api/v1/admin/users", headers=narrow)
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert "admin:*" in refused.json()["detail"]
    wide = bearer((await make(client, headers, scopes=["admin:*"])).json()["token"])
    assert (await client.get("/api/v1/admin/users", headers=wide)).status_code == 200


async def test_a_token_loses_a_right_with_its_owner(
    client: httpx.AsyncClient, factories: Factories, uow: UnitOfWork, site: Site
) -> None:
    boss = await factories.agent("boss", admin=True, password=PASSWORD)
    token = bearer((await make(client, await signed_in(client, "boss"))).json()["token"])
    assert (await client.get("/api/v1/admin/users", headers=token)).status_code == 200
    other = await factories.agent("other", admin=True, password=PASSWORD)
    taken = await client.put(
        f"/api/v1/users/{boss.id}/groups", json={"groups": []}, headers=await signed_in(client, other.login)
    )
    assert taken.status_code == 200, taken.text
    assert (await client.get("/api/v1/admin/users", headers=token)).status_code == 403
    assert (await uow.session.execute(GroupUser.__table__.select().where(GroupUser.user_id == boss.id))).all() == []


@pytest.mark.backends("sqlite")
async def test_customers_get_no_scope_of_agents(client: httpx.AsyncClient, factories: Factories) -> None:
    await factories.customer_user("cara", password=PASSWORD)
    headers = await signed_in(client, "cara", "customer")
    listed = {each["name"] for each in (await client.get(f"{TOKENS}/scopes", headers=headers)).json()["data"]}
    assert Scope.TICKETS_READ in listed
    assert Scope.ADMIN not in listed
    refused = await make(client, headers, scopes=["tickets:read", "admin:*"])
    assert (refused.status_code, refused.json()["code"]) == (403, "tokens.scope_not_allowed")
    token = bearer((await make(client, headers, scopes=["*"])).json()["token"])
    assert (await client.get("/api/v1/users", headers=token)).status_code == 403


@pytest.mark.backends("sqlite")
async def test_a_token_can_neither_make_tokens_nor_change_the_password_or_second_factor(
    client: httpx.AsyncClient, factories: Factories
) -> None:
    await factories.agent("ann", password=PASSWORD)
    token = bearer((await make(client, await signed_in(client, "ann"))).json()["token"])
    answers = [
        await make(client, token),
        await client.post(
            "/api/v1/users/me/password", json={"current": PASSWORD, "new": "another good one 9"}, headers=token
        ),
        await client.post("/api/v1/users/me/2fa/setup", json={"password": PASSWORD}, headers=token),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]


@pytest.mark.backends("sqlite")
async def test_a_token_ends_by_its_day_and_by_being_revoked(
    client: httpx.AsyncClient, factories: Factories, clock: FakeClock
) -> None:
    await factories.agent("ann", password=PASSWORD)
    headers = await signed_in(client, "ann")
    spans = {
        span: (await make(client, headers, expires=span)).json() for span in ("30d", "90d", "1y", "never", "2026-03-20")
    }
    assert {span: body["expires"] for span, body in spans.items()} == {
        "30d": "2026-04-01T09:30:00Z",
        "90d": "2026-05-31T09:30:00Z",
        "1y": "2027-03-02T09:30:00Z",
        "never": None,
        "2026-03-20": "2026-03-20T23:59:59Z",
    }
    past = await make(client, headers, expires="2026-03-01")
    assert (past.status_code, past.json()["errors"][0]["pointer"]) == (422, "/expires")
    for span in ("30d", "never"):
        assert (await client.get(TOKENS, headers=bearer(spans[span]["token"]))).status_code == 200
    revoked = await client.delete(f"{TOKENS}/{spans['never']['id']}", headers=headers)
    assert revoked.status_code == 204
    assert (await client.get(TOKENS, headers=bearer(spans["never"]["token"]))).status_code == 401
    clock.advance(days=30)
    assert (await client.get(TOKENS, headers=bearer(spans["30d"]["token"]))).status_code == 401


@pytest.mark.backends("sqlite")
async def test_the_last_use_is_known(client: httpx.AsyncClient, factories: Factories, clock: FakeClock) -> None:
    await factories.agent("ann", password=PASSWORD)
    headers = await signed_in(client, "ann")
    created = (await make(client, headers)).json()
    clock.advance(minutes=3)
    await client.get(TOKENS, headers=bearer(created["token"]))
    read = (await client.get(f"{TOKENS}/{created['id']}", headers=bearer(created["token"]))).json()
    assert (read["last_used"], read["last_used_address"]) == ("2026-03-02T09:33:00Z", "127.0.0.1")


@pytest.mark.backends("sqlite")
async def test_a_token_has_its_own_limit(client: httpx.AsyncClient, factories: Factories) -> None:
    await factories.agent("ann", password=PASSWORD)
    headers = await signed_in(client, "ann")
    token = bearer((await make(client, headers, rate_limit=2)).json()["token"])
    answers = [await client.get(TOKENS, headers=token) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[0].headers["x-ratelimit-limit"] == "2"
    poor = bearer((await make(client, headers, rate_limit=2, scopes=["tickets:read"])).json()["token"])
    refused = [(await client.get(TOKENS, headers=poor)).status_code for _ in range(3)]
    assert refused == [403, 403, 429], "what is refused counts, too"
    assert (await client.get(TOKENS, headers=headers)).status_code == 200


@pytest.mark.backends("sqlite")
async def test_others_tokens_are_seen_by_administrators_only(client: httpx.AsyncClient, factories: Factories) -> None:
    ann = await factories.agent("ann", password=PASSWORD)
    cara = await factories.customer_user("cara", password=PASSWORD)
    await factories.agent("bob", password=PASSWORD)
    await factories.agent("boss", admin=True, password=PASSWORD)
    anns = (await make(client, await signed_in(client, "ann"))).json()
    await make(client, await signed_in(client, "cara", "customer"))
    bob, boss = await signed_in(client, "bob"), await signed_in(client, "boss")
    assert (await client.get(f"{TOKENS}/{anns['id']}", headers=bob)).status_code == 404
    assert (await client.delete(f"{TOKENS}/{anns['id']}", headers=bob)).status_code == 404
    assert (await client.get("/api/v1/admin/tokens", headers=bob)).status_code == 403
    owners = [each["owner"] for each in (await client.get("/api/v1/admin/tokens", headers=boss)).json()["data"]]
    assert owners == ["cara", "ann"]
    for address, owner in ((f"users/{ann.id}", "ann"), (f"customer-users/{cara.id}", "cara")):
        listed = await client.get(f"/api/v1/admin/{address}/tokens", headers=boss)
        assert [each["owner"] for each in listed.json()["data"]] == [owner]
    assert (await client.get(f"{TOKENS}/{anns['id']}", headers=boss)).status_code == 404, "only below /admin"
    assert (await client.delete(f"/api/v1/admin/tokens/{anns['id']}", headers=boss)).status_code == 204
    assert (await client.get(TOKENS, headers=bearer(anns["token"]))).status_code == 401
