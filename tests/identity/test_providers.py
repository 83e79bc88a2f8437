"""The list of sign-in providers: who may keep it, what it refuses, and what the sign-in page is told."""

from __future__ import annotations

import httpx
import pytest

from gotrs_api.identity.models import IdentityLink, Passkey, SignInProvider, User
from gotrs_api.uow import UnitOfWork

pytestmark = pytest.mark.backends("sqlite")
PAGE = "/api/v1/admin/sign-in-providers"
OIDC = {
    "name": "corp",
    "label": "Corporate",
    "type": "oidc",
    "customers": True,
    "config": {"issuer": "https://id.example.com", "client_id": "desk", "client_secret": "very-secret"},
}


async def test_without_any_the_page_offers_our_passwords(client: httpx.AsyncClient) -> None:
    offered = (await client.get("/api/v1/auth/providers")).json()["data"]
    assert [(one["id"], one["type"], one["kinds"]) for one in offered] == [
        ("database", "password", ["agent", "customer"])
    ]


@pytest.mark.principal("admin")
async def test_a_provider_is_offered_and_its_secret_never_shown(client: httpx.AsyncClient, uow: UnitOfWork) -> None:
    made = await client.post(PAGE, json=OIDC)
    assert made.status_code == 201, made.text
    read = await client.get(made.headers["location"])
    assert "very-secret" not in made.text + read.text
    assert read.json()["secrets"] == {"client_secret": True}
    row = await uow.session.get(SignInProvider, made.json()["id"])
    assert row is not None
    assert "very-secret" not in f"{row.config}{row.secrets_encrypted}"
    offered = (await client.get("/api/v1/auth/providers")).json()["data"]
    assert [(one["id"], one["url"]) for one in offered] == [("corp", "/auth/oidc/corp/start"), ("database", None)]
    assert (await client.patch(made.headers["location"], json={"enabled": False})).status_code == 200
    assert len((await client.get("/api/v1/auth/providers")).json()["data"]) == 1
    assert (await client.delete(made.headers["location"])).status_code == 204
    assert (await client.get(made.headers["location"])).status_code == 404


@pytest.mark.principal("admin")
async def test_an_empty_secret_stays_and_a_stale_change_is_refused(client: httpx.AsyncClient) -> None:
    made = await client.post(PAGE, json=OIDC)
    address, tag = made.headers["location"], made.headers["etag"]
    change = {"config": {"client_id": "other", "client_secret": ""}}
    changed = await client.patch(address, json=change, headers={"If-Match": tag})
    assert (changed.json()["config"]["client_id"], changed.json()["secrets"]) == ("other", {"client_secret": True})
    assert (await client.patch(address, json=change, headers={"If-Match": tag})).status_code == 412


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"config": {**OIDC["config"], "issuer": "http://id.example.com"}}, "/config"),  # type: ignore[dict-item]
        ({"config": {"issuer": "https://x.example"}}, "/config/client_id"),
        ({"config": {**OIDC["config"], "groups": {"a": ["users:all"]}}}, "/config/groups"),  # type: ignore[dict-item]
        ({"config": {**OIDC["config"], "unknown": 1}}, "/config/unknown"),  # type: ignore[dict-item]
        ({"name": "Not a name"}, "/name"),
        ({"type": "ldap", "config": {"host": "ldap.example.com", "base_dn": "dc=x", "security": "none"}}, "/config"),
    ],
)
@pytest.mark.principal("admin")
async def test_what_cannot_work_is_refused(client: httpx.AsyncClient, change: dict[str, object], pointer: str) -> None:
    answer = await client.post(PAGE, json={**OIDC, **change})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


@pytest.mark.principal("admin")
async def test_agents_are_never_left_without_a_way_in(client: httpx.AsyncClient) -> None:
    own = {"name": "database", "label": "Password", "type": "database", "enabled": False}
    refused = await client.post(PAGE, json=own)
    assert (refused.status_code, refused.json()["code"]) == (409, "sign_in_providers.last")
    assert (await client.post(PAGE, json=OIDC)).status_code == 201


@pytest.mark.parametrize("way", ["provider", "passkey"])
@pytest.mark.principal("admin")
async def test_some_administrator_always_has_a_way_in(
    client: httpx.AsyncClient, caller: User, uow: UnitOfWork, way: str
) -> None:
    """Passwords of ours go off only where an administrator has come in otherwise; and that way stays, too."""
    own = {"name": "database", "label": "Password", "type": "database", "enabled": False}
    corp = await client.post(PAGE, json=OIDC)
    refused = await client.post(PAGE, json=own)
    assert (refused.status_code, refused.json()["code"]) == (409, "users.last_administrator")
    now, account = uow.clock.now(), {"kind": "agent", "subject": str(caller.id), "login": caller.login}
    if way == "provider":
        link = {"provider_id": corp.json()["id"], "external_id": "1", "created_at": now, "last_used_at": now}
        uow.session.add(IdentityLink(**account, **link))
    else:
        key = {"name": "Key", "user_handle": "h", "credential_hash": "c", "credential_id": "c", "public_key": "k"}
        uow.session.add(Passkey(**account, **key, sign_count=0, transports="", is_backed_up=0, created_at=now))
    await uow.session.flush()
    off = await client.post(PAGE, json=own)
    assert off.status_code == 201, off.text
    for change in ({"enabled": False}, {"agents": False}):
        assert (await client.patch(corp.headers["location"], json=change)).status_code == 409
    assert (await client.delete(corp.headers["location"])).status_code == 409
    groups = await client.put(f"/api/v1/users/{caller.id}/groups", json={"groups": []})
    assert groups.json()["code"] == "users.last_administrator"
    assert [one["id"] for one in (await client.get("/api/v1/auth/providers")).json()["data"]] == ["corp"]


@pytest.mark.principal("agent", rights="rw", queue="Raw")
async def test_only_administrators_keep_them(client: httpx.AsyncClient) -> None:
    for answer in (await client.get(PAGE), await client.post(PAGE, json=OIDC)):
        assert answer.status_code == 403
