"""API v1 of outgoing mail accounts: who may, what is refused, and that passwords never come back."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import select

from gotrs_api.identity.models import AuditEntry
from gotrs_api.uow import ReadUow
from tests.support.servers import free_port
from tests.support.smtp_sink import SmtpSink

URL = "/api/v1/smtp-accounts"
NEW = {"name": "Sales", "host": "smtp.example.com", "login": "sales", "password": "s3cret-word"}
sqlite = pytest.mark.backends("sqlite")
admin = pytest.mark.principal("admin")


async def create(client: httpx.AsyncClient, **values: Any) -> dict[str, Any]:
    response = await client.post(URL, json={**NEW, **values})
    assert response.status_code == 201, response.text
    answer: dict[str, Any] = response.json()
    return answer


async def send_through(client: httpx.AsyncClient, account_id: int) -> httpx.Response:
    """The address that the desk is installed with."""
    return await client.patch("/api/v1/system-addresses/1", json={"smtp_account_id": account_id})


@sqlite
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_anonymous_callers_are_refused(client: httpx.AsyncClient, method: str) -> None:
    assert (await client.request(method, URL)).status_code == 401


@sqlite
@pytest.mark.principal("agent", rights="rw")
async def test_agents_who_are_no_administrators_are_refused(client: httpx.AsyncClient) -> None:
    asked = (("GET", ""), ("POST", ""), ("GET", "/1"), ("PATCH", "/1"), ("DELETE", "/1"), ("POST", "/1/test"))
    for method, path in asked:
        assert (await client.request(method, URL + path, json=NEW)).status_code == 403


@admin
async def test_an_account_is_made_changed_and_deleted(client: httpx.AsyncClient) -> None:
    made = await create(client, is_default=True, comment="theirs")
    assert (made["port"], made["security"], made["state"], made["trouble"]) == (0, "starttls", "ok", None)
    one = f"{URL}/{made['id']}"
    response = await client.get(one)
    match = {"If-Match": response.headers["ETag"]}
    changed = await client.patch(one, json={"host": "mx.example.com", "is_default": False}, headers=match)
    assert (changed.status_code, changed.json()["host"], changed.json()["is_default"]) == (200, "mx.example.com", False)
    assert (await client.patch(one, json={"comment": "x"}, headers=match)).status_code == 412
    listed = (await client.get(URL, params={"q": "MX.EX", "state": "ok"})).json()["data"]
    assert [account["id"] for account in listed] == [made["id"]]
    assert (await client.delete(one)).status_code == 204
    assert (await client.get(one)).json()["code"] == "smtp_account.not_found"
    assert (await client.post(f"{one}/test")).status_code == 404


@admin
async def test_passwords_go_in_and_never_come_out(client: httpx.AsyncClient, read: ReadUow) -> None:
    made = await create(client)
    one = f"{URL}/{made['id']}"
    answers = [
        await client.get(one),
        await client.patch(one, json={"password": "an0ther-word"}),
        await client.get(URL),
        await client.patch(one, json={"password": "", "comment": "the password stays"}),
    ]
    assert answers[-1].json()["has_password"] is True
    assert not any("s3cret-word" in answer.text or "an0ther-word" in answer.text for answer in answers)
    details = " ".join(str(row) for row in await read.session.scalars(select(AuditEntry.details)))
    assert '"changed":["password"]' in details
    assert "enc1:" not in details
    assert "word" not in details.replace("password", "")


@sqlite
@admin
@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"password": ""}, "/password"),
        ({"login": ""}, "/login"),
        ({"host": "smtp.example.com:25"}, "/host"),
        ({"port": 70000}, "/port"),
        ({"security": "ssl"}, "/security"),
        ({"authentication": "oauth2_token"}, "/oauth2_token_config_id"),
        ({"oauth2_token_config_id": 4711}, "/oauth2_token_config_id"),
        ({"valid": "invalid", "is_default": True}, "/is_default"),
        ({"colour": "red"}, "/colour"),
    ],
)
async def test_what_cannot_work_is_refused(client: httpx.AsyncClient, values: dict[str, Any], pointer: str) -> None:
    response = await client.post(URL, json={**NEW, **values})
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]


@admin
async def test_names_are_single_and_the_default_is_one(client: httpx.AsyncClient) -> None:
    first = await create(client, is_default=True)
    taken = await client.post(URL, json={**NEW, "name": "SALES"})
    assert (taken.status_code, taken.json()["code"]) == (409, "catalog.name_taken")
    second = await create(client, name="Support", is_default=True)
    shown = {row["id"]: row["is_default"] for row in (await client.get(URL)).json()["data"]}
    assert shown == {first["id"]: False, second["id"]: True}


@admin
async def test_what_is_in_use_neither_goes_nor_becomes_invalid(client: httpx.AsyncClient) -> None:
    made = await create(client)
    one = f"{URL}/{made['id']}"
    assert (await send_through(client, made["id"])).json()["smtp_account_id"] == made["id"]
    assert (await client.get(one)).json()["addresses"][0]["id"] == 1
    for refused in (await client.delete(one), await client.patch(one, json={"valid": "invalid"})):
        assert (refused.status_code, refused.json()["code"]) == (409, "smtp_account.in_use")
        assert "@" in refused.json()["detail"], "it names the addresses"

    await send_through(client, 0)
    await client.patch(one, json={"is_default": True})
    for refused in (await client.delete(one), await client.patch(one, json={"valid": "invalid"})):
        assert (refused.status_code, refused.json()["code"]) == (409, "smtp_account.is_default")
    off = await client.patch(one, json={"valid": "invalid", "is_default": False})
    assert (off.status_code, off.json()["state"]) == (200, "off")

    unknown = await send_through(client, made["id"])
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (422, "/smtp_account_id")


@sqlite
@admin
async def test_an_access_that_an_account_uses_stays(client: httpx.AsyncClient) -> None:
    told = {
        "name": "Post",
        "provider": "other",
        "client_id": "d",
        "authorize_url": "https://a.example/",
        "token_url": "https://a.example/",
    }
    access = (await client.post("/api/v1/oauth2-accesses", json=told)).json()
    await create(client, authentication="oauth2_token", password="", oauth2_token_config_id=access["id"])
    refused = await client.delete(f"/api/v1/oauth2-accesses/{access['id']}")
    assert (refused.status_code, refused.json()["detail"]) == (409, "Mail accounts use this access: Sales.")


@sqlite
@admin
async def test_a_trial_signs_in_and_says_what_failed(client: httpx.AsyncClient, smtp_sink: SmtpSink) -> None:
    told = {"host": "127.0.0.1", "port": smtp_sink.port, "security": "none", "authentication": "none"}
    one = f"{URL}/{(await create(client, **told))['id']}"
    assert (await client.post(f"{one}/test")).json() == {"ok": True, "problem": None, "error": None}
    port = free_port()
    await client.patch(one, json={"port": port})
    found = (await client.post(f"{one}/test")).json()
    assert (found["ok"], found["problem"]) == (False, "refused")
    assert f"127.0.0.1:{port}" in found["error"]
    assert smtp_sink.messages == []
