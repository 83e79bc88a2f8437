"""Agents, groups and roles: everybody sees them, administrators change them, and somebody is always left who can."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from gotrs_api.events import Event, Handler, Handlers
from gotrs_api.identity.events import UserActivated, UserCreated, UserDeactivated, UserUpdated
from gotrs_api.identity.models import User
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site, UnitOfWork
from tests.identity.signing_in import signed_in
from tests.support.factories import ADMIN_GROUP, PASSWORD, USERS_GROUP, Factories

USERS = "/api/v1/users"
NEW = {"login": "jane", "first_name": "Jane", "last_name": "Doe", "email": "jane@desk.example"}


@pytest.fixture
async def boss(factories: Factories) -> User:
    return await factories.agent("boss", admin=True, password=PASSWORD)


@pytest.fixture
async def headers(client: httpx.AsyncClient, boss: User) -> dict[str, str]:
    return await signed_in(client, "boss")


async def test_an_agent_is_created_and_signs_in(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    created = await client.post(USERS, json={**NEW, "password": PASSWORD, "language": "de"}, headers=headers)
    assert created.status_code == 201, created.text
    read = await client.get(created.headers["location"], headers=headers)
    assert read.json() == created.json()
    assert (read.json()["name"], read.json()["language"], read.json()["valid"]) == ("Jane Doe", "de", True)
    assert "password" not in created.text
    assert (await client.get(f"{USERS}/me", headers=await signed_in(client, "jane"))).json()["groups"] == {}


@pytest.mark.backends("sqlite")
async def test_a_login_is_given_once(client: httpx.AsyncClient, headers: dict[str, str], factories: Factories) -> None:
    await factories.agent("jane")
    answer = await client.post(USERS, json=NEW, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "users.login_taken")
    other = (await client.post(USERS, json={**NEW, "login": "june"}, headers=headers)).json()
    answer = await client.patch(f"{USERS}/{other['id']}", json={"login": "jane"}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "users.login_taken")


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize(
    "wrong",
    [
        {"login": ""},
        {"login": "a b"},
        {"email": "nowhere"},
        {"password": ""},
        {"unknown": 1},
        {"first_name": "x" * 101},
    ],
)
async def test_what_makes_no_sense_is_refused(
    client: httpx.AsyncClient, headers: dict[str, str], wrong: dict[str, Any]
) -> None:
    assert (await client.post(USERS, json={**NEW, **wrong}, headers=headers)).status_code == 422


@pytest.mark.backends("sqlite")
async def test_passwords_follow_the_policy(
    client: httpx.AsyncClient, headers: dict[str, str], factories: Factories
) -> None:
    await factories.setting(settings.AGENT_PASSWORD_POLICY, {"PasswordMinSize": "8", "PasswordNeedDigit": "1"})
    answer = await client.post(USERS, json={**NEW, "password": "short"}, headers=headers)
    assert answer.status_code == 422
    assert [error["code"] for error in answer.json()["errors"]] == ["too_short", "needs_digit"]
    own = await client.post(f"{USERS}/me/password", json={"current": PASSWORD, "new": "short"}, headers=headers)
    assert own.json()["code"] == "users.password"


@pytest.mark.backends("sqlite")
async def test_changing_ones_password_ends_ones_other_sign_ins(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    elsewhere = await signed_in(client, "boss")
    address = f"{USERS}/me/password"
    new = "another fine phrase 5"
    wrong = await client.post(address, json={"current": "wrong", "new": new}, headers=headers)
    assert (wrong.status_code, wrong.json()["code"]) == (422, "auth.wrong_password")
    assert (await client.post(address, json={"current": PASSWORD, "new": new}, headers=headers)).status_code == 204
    assert (await client.get(f"{USERS}/me", headers=elsewhere)).status_code == 401
    assert (await client.get(f"{USERS}/me", headers=headers)).status_code == 200
    login = {"login": "boss", "password": PASSWORD}
    assert (await client.post("/api/v1/auth/login", json=login)).status_code == 401
    assert (await client.post("/api/v1/auth/login", json={**login, "password": new})).status_code == 200


@pytest.mark.backends("sqlite")
async def test_a_stale_change_is_refused(client: httpx.AsyncClient, headers: dict[str, str], boss: User) -> None:
    address = f"{USERS}/{boss.id}"
    tag = (await client.get(address, headers=headers)).headers["etag"]
    assert (await client.get(address, headers={**headers, "If-None-Match": tag})).status_code == 304
    first = await client.patch(address, json={"title": "Dr."}, headers={**headers, "If-Match": tag})
    assert first.status_code == 200
    second = await client.patch(address, json={"title": "Prof."}, headers={**headers, "If-Match": tag})
    assert second.status_code == 412
    assert second.headers["etag"] == first.headers["etag"]


@pytest.mark.backends("sqlite")
async def test_a_deactivated_agent_is_out_at_once(
    client: httpx.AsyncClient, headers: dict[str, str], factories: Factories
) -> None:
    ann = await factories.agent("ann", password=PASSWORD)
    anns = await signed_in(client, "ann")
    answer = await client.post(
        f"/api/v1/admin/users/{ann.id}/deactivate", json={"reason": "left the company"}, headers=headers
    )
    assert answer.json()["valid"] is False
    assert (await client.get(f"{USERS}/me", headers=anns)).status_code == 401
    assert [each["login"] for each in (await client.get(USERS, headers=headers)).json()["data"]].count("ann") == 0
    await client.post(f"/api/v1/admin/users/{ann.id}/activate", headers=headers)
    assert (await client.get(f"{USERS}/me", headers=await signed_in(client, "ann"))).status_code == 200


async def test_nobody_takes_away_the_last_administrator(
    client: httpx.AsyncClient, headers: dict[str, str], boss: User, factories: Factories
) -> None:
    no_rights = f"{USERS}/{boss.id}/groups"
    attempts = [
        await client.put(no_rights, json={"groups": []}, headers=headers),
        await client.put(
            no_rights, json={"groups": [{"group_id": ADMIN_GROUP, "rights": ["ro", "note"]}]}, headers=headers
        ),
        await client.post(f"/api/v1/admin/users/{boss.id}/deactivate", headers=headers),
        await client.patch(f"{USERS}/{boss.id}", json={"valid": False}, headers=headers),
    ]
    assert [(each.status_code, each.json()["code"]) for each in attempts] == [(409, "users.last_administrator")] * 4
    role = await factories.role(rights={await group(factories, ADMIN_GROUP): "rw"})
    other = await factories.agent("other", password=PASSWORD)
    given = await client.put(f"{USERS}/{other.id}/roles", json={"role_ids": [role.id]}, headers=headers)
    assert given.status_code == 200, given.text
    assert (await client.put(no_rights, json={"groups": []}, headers=headers)).status_code == 200
    others = await signed_in(client, "other")
    for answer in (
        await client.patch(f"/api/v1/roles/{role.id}", json={"valid": False}, headers=others),
        await client.put(f"/api/v1/roles/{role.id}/users", json={"user_ids": []}, headers=others),
        await client.put(f"/api/v1/roles/{role.id}/groups", json={"groups": []}, headers=others),
    ):
        assert answer.json()["code"] == "users.last_administrator"


async def group(factories: Factories, group_id: int) -> Any:
    from gotrs_api.identity.models import PermissionGroup

    return await factories.uow.session.get_one(PermissionGroup, group_id)


async def test_rights_are_given_and_taken(
    client: httpx.AsyncClient, headers: dict[str, str], factories: Factories
) -> None:
    ann = await factories.agent("ann", password=PASSWORD)
    anns = await signed_in(client, "ann")
    assert (await client.get(f"{USERS}/me", headers=anns)).json()["groups"] == {}
    wanted = {"groups": [{"group_id": USERS_GROUP, "rights": ["note", "ro"]}]}
    set_ = await client.put(f"{USERS}/{ann.id}/groups", json=wanted, headers=headers)
    assert set_.json()["data"] == [{"group_id": USERS_GROUP, "group": "users", "rights": ["ro", "note"]}]
    assert (await client.get(f"{USERS}/me", headers=anns)).json()["groups"] == {"users": ["ro", "note"]}
    everything = {"groups": [{"group_id": USERS_GROUP, "rights": ["ro", "rw"]}]}
    set_ = await client.put(f"{USERS}/{ann.id}/groups", json=everything, headers=headers)
    assert set_.json()["data"][0]["rights"] == ["rw"]
    unknown = {"groups": [{"group_id": 999_999, "rights": ["ro"]}]}
    assert (await client.put(f"{USERS}/{ann.id}/groups", json=unknown, headers=headers)).status_code == 404


@pytest.mark.backends("sqlite")
async def test_groups_and_roles_are_made_and_renamed(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    for kind in ("groups", "roles"):
        created = await client.post(f"/api/v1/{kind}", json={"name": "night shift"}, headers=headers)
        assert created.status_code == 201
        assert (await client.post(f"/api/v1/{kind}", json={"name": "night shift"}, headers=headers)).status_code == 409
        address = created.headers["location"]
        changed = await client.patch(address, json={"name": "late shift", "comment": "until 2"}, headers=headers)
        assert (changed.json()["name"], changed.json()["comment"]) == ("late shift", "until 2")
        assert (await client.get(address, headers=headers)).json() == changed.json()
    for wrong in ({"name": "other"}, {"valid": False}):
        answer = await client.patch(f"/api/v1/groups/{ADMIN_GROUP}", json=wrong, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (409, "groups.built_in")


@pytest.mark.backends("sqlite")
async def test_the_first_agent_keeps_its_login(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    answer = await client.patch(f"{USERS}/1", json={"login": "someone"}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "users.system_user")


@pytest.mark.backends("sqlite")
async def test_a_password_is_reset_and_the_new_one_shown_once(
    client: httpx.AsyncClient, headers: dict[str, str], factories: Factories
) -> None:
    ann = await factories.agent("ann", password=PASSWORD)
    anns = await signed_in(client, "ann")
    made = (await client.post(f"/api/v1/admin/users/{ann.id}/reset-password", headers=headers)).json()["password"]
    assert (await client.get(f"{USERS}/me", headers=anns)).status_code == 401
    assert (await client.post("/api/v1/auth/login", json={"login": "ann", "password": made})).status_code == 200


@pytest.mark.backends("sqlite")
async def test_an_administrator_helps_who_lost_the_second_factor_and_says_why(
    client: httpx.AsyncClient, headers: dict[str, str], factories: Factories
) -> None:
    secret = "JBSWY3DPEHPK3PXP"
    ann = await factories.agent("ann", password=PASSWORD, preferences={"UserGoogleAuthenticatorSecretKey": secret})
    login = {"login": "ann", "password": PASSWORD}
    assert "challenge" in (await client.post("/api/v1/auth/login", json=login)).json()
    address = f"/api/v1/admin/users/{ann.id}/2fa/disable"
    assert (await client.post(address, json={}, headers=headers)).status_code == 422
    assert (await client.post(address, json={"reason": "phone in the river"}, headers=headers)).status_code == 204
    assert "access_token" in (await client.post("/api/v1/auth/login", json=login)).json()
    logged = await client.get(
        "/api/v1/admin/audit/logs", params={"action": "second_factor.*", "q": "river"}, headers=headers
    )
    assert len(logged.json()["data"]) == 1


@pytest.mark.backends("sqlite")
async def test_changes_are_told(client: httpx.AsyncClient, headers: dict[str, str], site: Site) -> None:
    told: list[Event] = []

    async def hear(_uow: UnitOfWork, event: Event) -> None:
        told.append(event)

    kinds = (UserCreated, UserUpdated, UserDeactivated, UserActivated)
    site.handlers = Handlers(Handler(kind, hear) for kind in kinds)
    created = (await client.post(USERS, json=NEW, headers=headers)).json()
    await client.patch(f"{USERS}/{created['id']}", json={"title": "Dr.", "email": "j@desk.example"}, headers=headers)
    await client.patch(f"{USERS}/{created['id']}", json={"title": "Dr."}, headers=headers)
    for action in ("deactivate", "deactivate", "activate"):
        await client.post(f"/api/v1/admin/users/{created['id']}/{action}", headers=headers)
    assert [type(event) for event in told] == list(kinds)
    assert told[1] == UserUpdated(user_id=created["id"], login="jane", changed=("title", "email"))


@pytest.mark.backends("sqlite")
async def test_lists_page_and_filter(client: httpx.AsyncClient, headers: dict[str, str], factories: Factories) -> None:
    for login in ("carl", "ann", "bert"):
        await factories.agent(login)
    await factories.agent("gone", valid=False)
    first = (await client.get(USERS, params={"limit": 2, "sort": "login"}, headers=headers)).json()
    assert [each["login"] for each in first["data"]] == ["ann", "bert"]
    second = (await client.get(first["links"]["next"], headers=headers)).json()
    assert [each["login"] for each in second["data"]] == ["boss", "carl"]
    assert (await client.get(USERS, params={"q": "bert"}, headers=headers)).json()["data"][0]["login"] == "bert"
    assert (await client.get(USERS, params={"colour": "red"}, headers=headers)).status_code == 422
    gone = (await client.get(USERS, params={"valid": "false"}, headers=headers)).json()["data"]
    assert [each["login"] for each in gone] == ["gone"]


@pytest.mark.parametrize("kind", ["agent", "customer"])
async def test_everybody_sets_ones_own_preferences(client: httpx.AsyncClient, factories: Factories, kind: str) -> None:
    if kind == "agent":
        await factories.agent("ann", password=PASSWORD)
    else:
        await factories.customer_user("ann", password=PASSWORD)
    mine = await signed_in(client, "ann", kind)
    address = f"{USERS}/me/preferences"
    body: dict[str, Any] = {"language": "de", "time_zone": "Europe/Berlin", "values": {"UserTheme": "synthwave"}}
    answer = await client.patch(address, json=body, headers=mine)
    assert answer.status_code == 200, answer.text
    assert answer.json()["values"]["UserTheme"] == "synthwave"
    me = (await client.get(f"{USERS}/me", headers=mine)).json()
    assert (me["language"], me["time_zone"]) == ("de", "Europe/Berlin")
    for wrong in (
        {"language": "xx"},
        {"time_zone": "Mars/Base"},
        {"values": {"UserGoogleAuthenticatorSecretKey": "A"}},
        {"values": {"UserLoginFailed": "0"}},
        {"values": {"bad key!": "1"}},
    ):
        assert (await client.patch(address, json=wrong, headers=mine)).status_code == 422, wrong
    absence = {"out_of_office": {"start": "2026-03-01", "end": "2026-03-05"}}
    answer = await client.patch(address, json=absence, headers=mine)
    if kind == "customer":
        assert answer.status_code == 422
        return
    assert answer.json()["out_of_office"] == absence["out_of_office"]
    assert answer.json()["values"]["OutOfOfficeEndDay"] == "5"
    answer = await client.patch(address, json={"out_of_office": None}, headers=mine)
    assert answer.json()["out_of_office"] is None


@pytest.mark.backends("sqlite")
async def test_the_secret_of_an_authenticator_is_not_among_the_preferences(
    client: httpx.AsyncClient, factories: Factories
) -> None:
    ann = await factories.agent("ann", preferences={"UserGoogleAuthenticatorSecretKey": "JBSWY3DPEHPK3PXP"})
    mine = await factories.bearer(ann)
    assert "JBSWY3DP" not in (await client.get(f"{USERS}/me/preferences", headers=mine)).text
