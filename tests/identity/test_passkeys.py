"""Passkeys: added with the password, used instead of it or as second step, and refused where they are not right."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import update

from gotrs_api.customers.models import CustomerUser
from gotrs_api.sysconfig import settings
from gotrs_api.uow import UnitOfWork
from tests.identity.signing_in import bearer, signed_in
from tests.support.authenticator import Authenticator
from tests.support.clients import BASE_URL
from tests.support.factories import PASSWORD, Factories

pytestmark = pytest.mark.backends("sqlite")
MINE, AUTH = "/api/v1/users/me/webauthn", "/api/v1/auth"


async def with_passkey(
    client: httpx.AsyncClient, factories: Factories, kind: str = "agent"
) -> tuple[Authenticator, dict[str, str], str]:
    if kind == "agent":
        await factories.agent("ann", password=PASSWORD)
    else:
        await factories.customer_user("ann", password=PASSWORD)
    me = await signed_in(client, "ann", kind)
    key = Authenticator(BASE_URL)
    asked = await client.post(f"{MINE}/options", json={"password": PASSWORD}, headers=me)
    assert asked.status_code == 200, asked.text
    made = {"name": "Phone", "credential": key.create(asked.json()["public_key"])}
    added = await client.post(MINE, json=made, headers=me)
    assert added.status_code == 201, added.text
    assert (await client.post(MINE, json=made, headers=me)).status_code == 422  # a question is answered once
    return key, me, f"{MINE}/{added.json()['id']}"


async def removed(client: httpx.AsyncClient, address: str, who: dict[str, str], password: str | None = None) -> int:
    body = {} if password is None else {"json": {"password": password}}
    return (await client.request("DELETE", address, headers=who, **body)).status_code  # type: ignore[arg-type]


async def options(client: httpx.AsyncClient, **asked: str) -> dict[str, Any]:
    answer = await client.post(f"{AUTH}/webauthn/options", json=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["public_key"]
    return found


@pytest.mark.parametrize("kind", ["agent", "customer"])
async def test_a_passkey_signs_in_without_a_password(
    client: httpx.AsyncClient, factories: Factories, kind: str
) -> None:
    key, _me, _address = await with_passkey(client, factories, kind)
    assertion = key.get(await options(client, kind=kind))
    entered = await client.post(f"{AUTH}/webauthn/verify", json={"assertion": assertion})
    assert entered.status_code == 200, entered.text
    assert entered.json()["access_token"]
    again = await client.post(f"{AUTH}/webauthn/verify", json={"assertion": assertion})
    assert again.status_code == 401  # replayed


async def test_after_a_password_the_passkey_is_the_second_step(client: httpx.AsyncClient, factories: Factories) -> None:
    key, _me, _address = await with_passkey(client, factories)
    key.verifies = False  # the password was one factor already
    waits = (await client.post(f"{AUTH}/login", json={"login": "ann", "password": PASSWORD})).json()
    assert waits["methods"] == ["recovery", "webauthn"]
    proof = {"challenge": waits["challenge"], "method": "webauthn"}
    for_nobody = key.get(await options(client))
    refused = await client.post(f"{AUTH}/mfa/verify", json={**proof, "assertion": for_nobody})
    assert refused.status_code == 401
    for_this = key.get(await options(client, challenge=waits["challenge"]))
    other_door = await client.post(f"{AUTH}/webauthn/verify", json={"assertion": for_this})
    assert other_door.status_code == 401
    for_this = key.get(await options(client, challenge=waits["challenge"]))
    entered = await client.post(f"{AUTH}/mfa/verify", json={**proof, "assertion": for_this})
    assert entered.status_code == 200, entered.text


@pytest.mark.parametrize("wrong", ["origin", "not verified", "another key", "counter"])
async def test_what_is_not_right_is_refused(client: httpx.AsyncClient, factories: Factories, wrong: str) -> None:
    key, _me, _address = await with_passkey(client, factories)
    asked = await options(client)
    if wrong == "origin":
        key.origin = "https://desk.example.evil"
    elif wrong == "not verified":
        key.verifies = False
    elif wrong == "another key":
        key.key = Authenticator(BASE_URL).key
    else:
        key.uses = 5
        assert (await client.post(f"{AUTH}/webauthn/verify", json={"assertion": key.get(asked)})).status_code == 200
        key.uses, asked = 2, await options(client)  # a copy of the key
    refused = await client.post(f"{AUTH}/webauthn/verify", json={"assertion": key.get(asked)})
    assert refused.status_code == 401


async def test_a_revoked_passkey_opens_nothing(client: httpx.AsyncClient, factories: Factories) -> None:
    key, me, address = await with_passkey(client, factories)
    assert [one["name"] for one in (await client.get(MINE, headers=me)).json()["data"]] == ["Phone"]
    assert (await client.patch(address, json={"name": "Old phone"}, headers=me)).json()["name"] == "Old phone"
    await factories.agent("bob", password=PASSWORD)
    bob = await signed_in(client, "bob")
    assert (await client.delete(address, headers=bob)).status_code == 404
    assert await removed(client, address, me, PASSWORD) == 204
    refused = await client.post(f"{AUTH}/webauthn/verify", json={"assertion": key.get(await options(client))})
    assert refused.status_code == 401


async def test_a_session_without_the_password_adds_none(client: httpx.AsyncClient, factories: Factories) -> None:
    await factories.agent("ann", password=PASSWORD)
    me = await signed_in(client, "ann")
    refused = await client.post(f"{MINE}/options", json={"password": "wrong"}, headers=me)
    assert (refused.status_code, refused.json()["code"]) == (422, "auth.wrong_password")


@pytest.mark.parametrize("kind", ["agent", "customer"])
async def test_who_lost_the_only_passkey_comes_in_by_a_recovery_code(
    client: httpx.AsyncClient, factories: Factories, kind: str
) -> None:
    _key, me, address = await with_passkey(client, factories, kind)
    renewed = await client.post("/api/v1/users/me/2fa/recovery-codes", json={"password": PASSWORD}, headers=me)
    codes = renewed.json()["recovery_codes"]
    assert len(codes) == 8
    for expected in (200, 401):  # each works once
        login = {"login": "ann", "password": PASSWORD, "kind": kind}
        waits = (await client.post(f"{AUTH}/login", json=login)).json()
        proof = {"challenge": waits["challenge"], "method": "recovery", "code": codes[0]}
        assert (await client.post(f"{AUTH}/mfa/verify", json=proof)).status_code == expected
    assert await removed(client, address, me, PASSWORD) == 204
    status = (await client.get("/api/v1/users/me/2fa/status", headers=me)).json()
    assert (status["methods"], status["recovery_codes_left"]) == ([], 0)


async def test_the_first_passkey_comes_with_recovery_codes(client: httpx.AsyncClient, factories: Factories) -> None:
    _key, me, _address = await with_passkey(client, factories)
    assert (await client.get("/api/v1/users/me/2fa/status", headers=me)).json()["recovery_codes_left"] == 8
    second = Authenticator(BASE_URL)
    asked = await client.post(f"{MINE}/options", json={"password": PASSWORD}, headers=me)
    made = {"name": "Key", "credential": second.create(asked.json()["public_key"])}
    added = await client.post(MINE, json=made, headers=me)
    assert added.json()["recovery_codes"] == []


@pytest.mark.parametrize("kind", ["agent", "customer"])
async def test_a_session_left_open_does_not_switch_the_second_factor_off(
    client: httpx.AsyncClient, factories: Factories, kind: str
) -> None:
    """The last passkey goes by the password alone, one of several goes without."""
    _key, me, address = await with_passkey(client, factories, kind)
    assert await removed(client, address, me) == 422
    assert await removed(client, address, me, "wrong") == 422
    asked = await client.post(f"{MINE}/options", json={"password": PASSWORD}, headers=me)
    made = {"name": "Key", "credential": Authenticator(BASE_URL).create(asked.json()["public_key"])}
    second = (await client.post(MINE, json=made, headers=me)).json()["id"]
    assert await removed(client, f"{MINE}/{second}", me) == 204
    assert await removed(client, address, me, PASSWORD) == 204
    assert (await client.get("/api/v1/users/me/2fa/status", headers=me)).json()["methods"] == []


async def test_who_must_have_a_second_factor_keeps_the_last_passkey(
    client: httpx.AsyncClient, factories: Factories
) -> None:
    _key, me, address = await with_passkey(client, factories, "customer")
    await factories.setting(settings.SECOND_FACTOR_FOR_CUSTOMERS, True)
    assert await removed(client, address, me, PASSWORD) == 409


async def test_whoever_came_in_by_a_revoked_passkey_is_out(client: httpx.AsyncClient, factories: Factories) -> None:
    key, me, address = await with_passkey(client, factories)
    entered = await client.post(f"{AUTH}/webauthn/verify", json={"assertion": key.get(await options(client))})
    finder = bearer(entered.json()["access_token"])
    assert await removed(client, address, me, PASSWORD) == 204
    assert (await client.get("/api/v1/users/me", headers=finder)).status_code == 401
    assert (await client.get("/api/v1/users/me", headers=me)).status_code == 200


async def test_the_only_way_in_is_not_taken_away(
    client: httpx.AsyncClient, factories: Factories, uow: UnitOfWork
) -> None:
    _key, me, address = await with_passkey(client, factories, "customer")
    await uow.session.execute(update(CustomerUser).values(pw=None))
    refused = await client.delete(address, headers=me)
    assert (refused.status_code, refused.json()["code"]) == (409, "identities.last_way_in")
