"""API v1 of mail accounts: who may, what is refused, and that passwords never come back."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import select

from gotrs_api.identity.models import AuditEntry
from gotrs_api.mail.inbound.fetch.jobs import FetchAccount
from gotrs_api.mail.models import MailAccount
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, Site
from tests.support.dovecot import PASSWORD, MailUser
from tests.support.factories import Factories
from tests.support.jobs import drain, pending
from tests.support.servers import free_port

URL = "/api/v1/mail-accounts"
NEW = {"login": "desk", "password": "s3cret-word", "host": "mail.example.com", "type": "IMAPS"}
sqlite = pytest.mark.backends("sqlite")
admin = pytest.mark.principal("admin")


async def create(client: httpx.AsyncClient, **values: Any) -> dict[str, Any]:
    response = await client.post(URL, json={**NEW, **values})
    assert response.status_code == 201, response.text
    answer: dict[str, Any] = response.json()
    return answer


@sqlite
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_anonymous_callers_are_refused(client: httpx.AsyncClient, method: str) -> None:
    assert (await client.request(method, URL)).status_code == 401


@sqlite
@pytest.mark.principal("agent", rights="rw")
async def test_agents_who_are_no_administrators_are_refused(client: httpx.AsyncClient) -> None:
    for method, path in (("GET", ""), ("POST", ""), ("GET", "/1"), ("POST", "/1/test"), ("POST", "/1/fetch")):
        assert (await client.request(method, URL + path, json=NEW)).status_code == 403


@admin
async def test_an_account_is_made_changed_and_deleted(client: httpx.AsyncClient, read: ReadUow) -> None:
    made = await create(client, folder="Support", trusted=True, interval_s=300)
    assert (made["name"], made["folder"], made["trusted"], made["has_password"]) == (
        "desk@mail.example.com",
        "Support",
        True,
        True,
    )
    assert (made["dispatch"], made["queue_id"], made["progress"]["state"]) == ("recipient", None, "new")

    one = f"{URL}/{made['id']}"
    response = await client.get(one)
    changed = await client.patch(
        one, json={"host": "mx.example.com:1993", "fetch": False}, headers={"If-Match": response.headers["ETag"]}
    )
    assert changed.status_code == 200, changed.text
    assert (changed.json()["host"], changed.json()["progress"]["state"]) == ("mx.example.com:1993", "off")
    stale = await client.patch(one, json={"comment": "x"}, headers={"If-Match": response.headers["ETag"]})
    assert stale.status_code == 412
    listed = (await client.get(URL, params={"q": "MX.EX"})).json()["data"]
    assert [account["id"] for account in listed] == [made["id"]]

    assert (await client.delete(one)).status_code == 204
    assert (await client.get(one)).status_code == 404


@admin
async def test_passwords_go_in_and_never_come_out(client: httpx.AsyncClient, read: ReadUow) -> None:
    made = await create(client)
    one = f"{URL}/{made['id']}"
    answers = [
        await client.get(one),
        await client.patch(one, json={"password": "an0ther-word"}),
        await client.get(URL),
        await client.patch(one, json={"password": "", "comment": "the password stays"}),
        await client.patch(one, json={"password": "an0ther-word", "host": ""}),
    ]

    assert not any("s3cret-word" in answer.text or "an0ther-word" in answer.text for answer in answers)
    assert await read.session.scalar(select(MailAccount.pw).where(MailAccount.id == made["id"])) == "an0ther-word"
    details = " ".join(str(row) for row in await read.session.scalars(select(AuditEntry.details)))
    assert '"changed":["password"]' in details
    assert "s3cret-word" not in details
    assert "an0ther-word" not in details


@sqlite
@admin
@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"password": ""}, "/password"),
        ({"host": "mail.example.com:99999"}, "/host"),
        ({"dispatch": "queue"}, "/queue_id"),
        ({"dispatch": "queue", "queue_id": 4711}, "/queue_id"),
        ({"authentication": "oauth2_token"}, "/oauth2_token_config_id"),
        ({"type": "EWS"}, "/type"),
        ({"type": "MSGraph"}, "/authentication"),
        ({"interval_s": 1}, "/interval_s"),
        ({"folder": "a\r\nb"}, "/folder"),
        ({"colour": "red"}, "/colour"),
    ],
)
async def test_what_cannot_work_is_refused(client: httpx.AsyncClient, values: dict[str, Any], pointer: str) -> None:
    response = await client.post(URL, json={**NEW, **values})

    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]


@admin
async def test_sorting_by_queue_and_back(client: httpx.AsyncClient, factories: Factories) -> None:
    queue = await factories.queue()
    made = await create(client, dispatch="queue", queue_id=queue.id)
    assert (made["dispatch"], made["queue_id"]) == ("queue", queue.id)
    named = await create(client, dispatch="queue", queue="Junk")
    assert named["queue_id"] == 3
    moved = await client.patch(f"/api/v1/mail-accounts/{named['id']}", json={"queue": queue.name})
    assert moved.json()["queue_id"] == queue.id
    refused = await client.patch(f"/api/v1/mail-accounts/{named['id']}", json={"queue": "Raw", "queue_id": queue.id})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/queue_id")

    one = f"{URL}/{made['id']}"
    assert (await client.patch(one, json={"comment": "same"})).json()["queue_id"] == queue.id
    back = (await client.patch(one, json={"dispatch": "recipient"})).json()
    assert (back["dispatch"], back["queue_id"]) == ("recipient", None)


@sqlite
@admin
async def test_a_trial_says_what_failed(client: httpx.AsyncClient, mail_user: MailUser) -> None:
    port, closed = mail_user.dovecot.ports["imap"], free_port()
    made = await create(client, login=mail_user.name, password=PASSWORD, host=f"127.0.0.1:{port}", type="IMAP")
    one = f"{URL}/{made['id']}"
    mail_user.deliver(b"Subject: one\r\n\r\n")

    async def trial(**values: Any) -> tuple[bool, str | None, int | None]:
        assert (await client.patch(one, json=values)).status_code == 200
        answer = (await client.post(f"{one}/test")).json()
        assert (answer["error"] is None) == answer["ok"]
        return answer["ok"], answer["problem"], answer["mails"]

    assert await trial() == (True, None, 1)
    assert await trial(folder="Nowhere") == (False, "folder", None)
    assert await trial(folder="", password="wrong") == (False, "login", None)
    assert await trial(type="IMAPTLS") == (False, "tls", None)
    assert await trial(type="IMAPS", host=f"127.0.0.1:{closed}") == (False, "refused", None)
    assert mail_user.left() == 1
    assert (await client.post(f"{URL}/4711/test")).status_code == 404


@admin
async def test_fetching_at_once_is_a_job(client: httpx.AsyncClient, site: Site, mail_user: MailUser) -> None:
    port = mail_user.dovecot.ports["imap"]
    made = await create(
        client, login=mail_user.name, password=PASSWORD, host=f"127.0.0.1:{port}", type="IMAP", fetch=False
    )
    mail_user.deliver(b"From: jane@customer.example\r\nSubject: one\r\n\r\ntext\r\n")

    orders = [await client.post(f"{URL}/{made['id']}/fetch") for _ in range(2)]

    assert [order.status_code for order in orders] == [202, 202]
    assert orders[0].headers["Location"] == f"/api/v1/jobs/{orders[0].json()['job_id']}"
    assert orders[0].json() == orders[1].json()
    assert await pending(site) == [site.jobs.by_payload[FetchAccount].name]
    await drain(site)
    assert mail_user.left() == 0
    assert (await client.get(f"{URL}/{made['id']}")).json()["progress"]["stored"] == 1


@sqlite
@admin
async def test_a_copy_of_a_database_is_not_fetched_by_hand_either(
    client: httpx.AsyncClient, factories: Factories
) -> None:
    made = await create(client)
    await factories.setting(settings.MAIL_FETCH_ENABLED, False)

    response = await client.post(f"{URL}/{made['id']}/fetch")

    assert (response.status_code, response.json()["code"]) == (409, "mail_account.fetching_is_off")


@sqlite
@admin
async def test_the_health_page_shows_a_dead_fetcher(client: httpx.AsyncClient, site: Site, clock: Any) -> None:
    healthy = (await client.get("/api/v1/admin/mail/health")).json()
    assert (healthy["accounts"], healthy["is_fetching"]) == ([], True)
    made = await create(client)

    clock.advance(minutes=11)

    health = (await client.get("/api/v1/admin/mail/health")).json()
    (line,) = health["accounts"]
    assert (line["id"], line["progress"]["state"], health["is_fetching"]) == (made["id"], "late", False)
