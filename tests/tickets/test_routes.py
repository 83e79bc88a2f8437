"""Tickets through the API."""

from __future__ import annotations

import base64
from typing import Any

import httpx
import pytest

from gotrs_api.kernel.clock import FakeClock
from tests.support.factories import Factories

BODY: dict[str, Any] = {
    "title": "Printer is on fire",
    "queue": "Raw",
    "article": {"subject": "Smoke", "body": "A lot of smoke."},
}
RW = pytest.mark.principal("agent", rights="rw")


async def create(client: httpx.AsyncClient, **fields: Any) -> dict[str, Any]:
    answer = await client.post("/api/v1/tickets", json=BODY | fields)
    assert answer.status_code == 201, answer.text
    ticket: dict[str, Any] = answer.json()
    return ticket


async def test_nobody_reads_without_signing_in(client: httpx.AsyncClient) -> None:
    for path in ("/api/v1/tickets", "/api/v1/tickets/1", "/api/v1/tickets/1/articles", "/api/v1/tickets/1/history"):
        assert (await client.get(path)).status_code == 401
    assert (await client.post("/api/v1/tickets/1/close")).status_code == 401


@RW
async def test_a_ticket_is_created_and_found_again(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/v1/tickets", json=BODY)
    ticket = answer.json()

    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/api/v1/tickets/{ticket['id']}"
    assert answer.headers["ETag"]
    assert ticket["queue"] == {"id": 2, "name": "Raw"}
    assert ticket["state"] == {"id": 1, "name": "new", "type": "new"}
    assert ticket["customer_user"] is None
    assert ticket["escalation"]["solution"] == {"due": None, "state": "off"}
    assert ticket["created"] == "2026-03-02T09:30:00Z"
    assert "etag" not in ticket
    assert "close" in ticket["allowed"]
    read = await client.get(f"/api/v1/tickets/{ticket['id']}")
    assert read.json() == ticket
    by_number = await client.get(f"/api/v1/tickets/by-number/{ticket['number']}")
    assert by_number.json() == ticket
    cached = await client.get(f"/api/v1/tickets/{ticket['id']}", headers={"If-None-Match": read.headers["ETag"]})
    assert cached.status_code == 304


@RW
async def test_a_single_ticket_is_trimmed_and_refuses_unknown_names(client: httpx.AsyncClient) -> None:
    ticket = await create(client)
    address = f"/api/v1/tickets/{ticket['id']}"

    trimmed = await client.get(address, params={"fields": "id,title"})
    past = await client.get(address, params={"fields": "id,title", "at": "2026-03-02T09:30:00Z"})

    assert trimmed.json() == past.json() == {"id": ticket["id"], "title": BODY["title"]}
    assert trimmed.headers["ETag"]
    for query in ({"colour": "red"}, {"fields": "id,colour"}, {"fields": "articles"}, {"expand": "queue"}):
        assert (await client.get(address, params=query)).status_code == 422, query


@RW
@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"title": None}, "/title"),
        ({"colour": "red"}, "/colour"),
        ({"queue": "Nowhere"}, "/queue"),
        ({"queue_id": 3}, "/queue"),
        ({"queue": None, "queue_id": 2**40}, "/queue_id"),
        ({"article": {"subject": "Only this"}}, "/article/body"),
        ({"article": {"subject": "", "body": ""}}, "/article/subject"),
    ],
)
async def test_what_is_wrong_is_named(client: httpx.AsyncClient, change: dict[str, Any], pointer: str) -> None:
    answer = await client.post("/api/v1/tickets", json=BODY | change)

    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]


@RW
async def test_every_action_takes_an_empty_body_or_says_what_it_needs(client: httpx.AsyncClient) -> None:
    ticket = await create(client)
    for action in ("lock", "unlock", "watch", "unwatch", "close", "reopen", "archive", "seen", "service", "sla"):
        answer = await client.post(f"/api/v1/tickets/{ticket['id']}/{action}")
        assert answer.status_code == 200, (action, answer.text)
        assert answer.json()["id"] == ticket["id"]
    for action in (
        "assign",
        "responsible",
        "priority",
        "queue",
        "state",
        "type",
        "customer",
        "title",
        "pending",
        "time",
    ):
        answer = await client.post(f"/api/v1/tickets/{ticket['id']}/{action}", json={})
        assert answer.status_code == 422, (action, answer.text)
        assert answer.json()["errors"]


@RW
async def test_lost_updates_are_refused(client: httpx.AsyncClient) -> None:
    ticket = await create(client)
    path = f"/api/v1/tickets/{ticket['id']}"
    old = (await client.get(path)).headers["ETag"]
    changed = await client.patch(path, json={"title": "Smoke"}, headers={"If-Match": old})
    assert (changed.status_code, changed.json()["title"]) == (200, "Smoke")

    for late in (
        await client.patch(path, json={"title": "Fire"}, headers={"If-Match": old}),
        await client.post(f"{path}/close", headers={"If-Match": old}),
    ):
        assert late.status_code == 412
        assert late.headers["ETag"] == changed.headers["ETag"]


@RW
async def test_who_comes_too_late_learns_what_was_changed_by_whom_and_when(
    client: httpx.AsyncClient, clock: FakeClock
) -> None:
    ticket = await create(client)
    path = f"/api/v1/tickets/{ticket['id']}"
    old = (await client.get(path)).headers["ETag"]
    clock.advance(minutes=5)
    await client.patch(path, json={"title": "Smoke", "priority": "5 very high"})
    clock.advance(minutes=1)
    await client.post(f"{path}/close")

    late = await client.patch(path, json={"title": "Fire"}, headers={"If-Match": old})

    told = [(error["pointer"], error["detail"]) for error in late.json()["errors"]]
    login = (await client.get("/api/v1/users/me")).json()["login"]
    assert told == [
        ("/title", f"Title changed from {ticket['title']} to Smoke ({login}, 2026-03-02T09:35:00Z)"),
        ("/priority", f"Priority changed from 3 normal to 5 very high ({login}, 2026-03-02T09:35:00Z)"),
        ("/state", f"State changed from new to closed successful ({login}, 2026-03-02T09:36:00Z)"),
        ("/pending_until", f"No longer pending ({login}, 2026-03-02T09:36:00Z)"),
    ]
    assert {error["code"] for error in late.json()["errors"]} == {"changed"}
    stranger = await client.patch(path, json={"title": "Fire"}, headers={"If-Match": '"1-2-3", "x"'})
    assert (stranger.status_code, stranger.json()["errors"]) == (412, [])


@RW
async def test_replacing_empties_what_is_left_out(client: httpx.AsyncClient) -> None:
    ticket = await create(client, customer_user="someone@else.example")
    path = f"/api/v1/tickets/{ticket['id']}"

    assert (await client.put(path, json={"title": "Smoke"})).status_code == 422
    answer = await client.put(path, json={"title": "Smoke", "queue": "Raw", "state": "open", "priority": "4 high"})

    assert answer.status_code == 200, answer.text
    assert (answer.json()["customer_user"], answer.json()["priority"]["name"]) == (None, "4 high")


@pytest.mark.principal("agent", rights="ro")
async def test_readers_may_read_and_nothing_else(client: httpx.AsyncClient, factories: Factories) -> None:
    ticket = await factories.ticket(queue=await factories.existing_queue("Raw"))
    path = f"/api/v1/tickets/{ticket.id}"

    assert (await client.get(path)).status_code == 200
    assert (await client.post("/api/v1/tickets", json=BODY)).status_code == 403
    refused = await client.post(f"{path}/close")
    assert (refused.status_code, refused.json()["code"]) == (403, "ticket.right_missing")
    assert "close" in refused.json()["detail"]
    assert (await client.patch(path, json={"title": "Mine"})).status_code == 403
    assert (await client.delete(path)).status_code == 403
    assert (await client.get("/api/v1/tickets/999999999")).status_code == 404
    hidden = await factories.ticket()
    assert (await client.get(f"/api/v1/tickets/{hidden.id}")).status_code == 404


@RW
async def test_locked_by_somebody_else(client: httpx.AsyncClient, factories: Factories) -> None:
    raw = await factories.existing_queue("Raw")
    ticket = await factories.ticket(queue=raw, owner=await factories.agent("zoe"), locked=True)

    answer = await client.post(f"/api/v1/tickets/{ticket.id}/close")

    assert (answer.status_code, answer.json()["code"]) == (409, "ticket.locked_by_other")
    assert answer.json()["detail"] == "The ticket is locked by zoe."


@RW
async def test_lists(client: httpx.AsyncClient) -> None:
    for title in ("One", "Two", "Three"):
        await create(client, title=title)
    answer = await client.get(
        "/api/v1/tickets", params={"queue": "Raw", "limit": 2, "include_total": "true", "sort": "title"}
    )
    page = answer.json()

    assert [row["title"] for row in page["data"]] == ["One", "Three"]
    assert (page["meta"]["total"], page["meta"]["has_more"]) == (4, True), "with the ticket that OTRS brings along"
    assert 'rel="next"' in answer.headers["Link"]
    rest = (await client.get(page["links"]["next"])).json()
    assert rest["data"][0]["title"] == "Two"
    trimmed = (await client.get("/api/v1/tickets", params={"fields": "id,number", "title": "Two"})).json()["data"]
    assert [set(row) for row in trimmed] == [{"id", "number"}]
    several = await client.get("/api/v1/tickets?state=new&state=open&owner_id=1&not_closed=true")
    assert several.status_code == 200
    for wrong in ("colour=red", "sort=colour", "after=abc", "queue_id=x", "limit=0"):
        assert (await client.get(f"/api/v1/tickets?{wrong}")).status_code == 422, wrong


@RW
async def test_articles_with_files(client: httpx.AsyncClient) -> None:
    ticket = await create(client)
    path = f"/api/v1/tickets/{ticket['id']}/articles"
    file = {"filename": "smoke.txt", "content_type": "text/plain", "content": base64.b64encode(b"grey").decode()}
    answer = await client.post(path, json={"subject": "Look", "body": "A file.", "attachments": [file]})
    article = answer.json()

    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == f"{path}/{article['id']}"
    assert (article["number"], article["attachments"][0]["filename"]) == (2, "smoke.txt")
    attachment = article["attachments"][0]["id"]
    download = await client.get(f"{path}/{article['id']}/attachments/{attachment}")
    assert download.content == b"grey"
    assert download.headers["X-Content-Type-Options"] == "nosniff"
    assert download.headers["Content-Disposition"].startswith("attachment")
    part = await client.get(f"{path}/{article['id']}/attachments/{attachment}", headers={"Range": "bytes=1-2"})
    assert (part.status_code, part.content, part.headers["Content-Range"]) == (206, b"re", "bytes 1-2/4")
    whole = (await client.get(f"/api/v1/tickets/{ticket['id']}/attachments")).json()["data"]
    assert [row["article_id"] for row in whole] == [article["id"]]
    first = (await client.get(path, params={"limit": 1})).json()
    assert first["data"][0]["number"] == 1
    assert (await client.get(first["links"]["next"])).json()["data"][0]["id"] == article["id"]
    assert (await client.get(f"{path}/{article['id']}/html")).status_code == 404
    assert (await client.get(f"{path}/{article['id']}/plain")).status_code == 404
    changed = await client.patch(f"{path}/{article['id']}", json={"subject": "Look again"})
    assert changed.json()["subject"] == "Look again"
    assert (await client.delete(f"{path}/{article['id']}")).status_code == 204


@RW
async def test_what_is_known_of_a_ticket(client: httpx.AsyncClient) -> None:
    ticket = await create(client)
    path = f"/api/v1/tickets/{ticket['id']}"
    await client.post(f"{path}/watch")
    await client.post(f"{path}/time", json={"time_units": "1,5"})

    history = (await client.get(f"{path}/history")).json()["data"]
    assert history[0]["type"] == "NewTicket"
    assert history[0]["name"].startswith(f"%%{ticket['number']}%%Raw%%")
    assert len((await client.get(f"{path}/watchers")).json()["data"]) == 1
    assert (await client.get(f"{path}/time")).json()["total"] == 1.5
    assert "close" in (await client.get(f"{path}/allowed")).json()["data"]
    explained = (await client.get(f"{path}/explain")).json()["data"]
    assert {k: explained_of(explained, "close")[k] for k in ("action", "allowed")} == {
        "action": "close",
        "allowed": True,
    }
    some = (await client.get(f"{path}/explain", params={"action": ["close", "note"]})).json()["data"]
    assert [row["action"] for row in some] == ["close", "note"]
    for wrong, pointer in (({"action": "explode"}, "action"), ({"actoin": "close"}, "actoin")):
        refused = await client.get(f"{path}/explain", params=wrong)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)
    assert (await client.get(f"{path}/escalation")).json()["data"] == []


def explained_of(rows: list[dict[str, Any]], action: str) -> dict[str, Any]:
    return next(row for row in rows if row["action"] == action)


@pytest.mark.principal("customer")
async def test_customers_begin_read_and_answer(client: httpx.AsyncClient) -> None:
    ticket = await create(client)
    path = f"/api/v1/tickets/{ticket['id']}"

    assert ticket["allowed"] == ["reply"]
    answer = await client.post(f"{path}/articles", json={"subject": "Well?", "body": "Still burning."})
    assert (answer.status_code, answer.json()["visible_for_customer"]) == (201, True)
    assert [row["id"] for row in (await client.get("/api/v1/tickets")).json()["data"]] == [ticket["id"]]
    assert (await client.get(f"{path}/history")).status_code == 403
    assert (await client.post(f"{path}/close")).status_code == 403
    assert (await client.get("/api/v1/tickets/1")).status_code == 404


@RW
async def test_a_ticket_comes_with_its_customer(client: httpx.AsyncClient, factories: Factories) -> None:
    company = await factories.customer_company("acme")
    await factories.customer_user("paul", company=company)
    known = await create(client, customer_user="paul", customer_id="acme")
    address = f"/api/v1/tickets/{known['id']}"
    shown = await client.get(address, params={"expand": "articles,customer"})
    customer = shown.json()["customer"]
    assert (customer["user"]["login"], customer["company"]["customer_id"]) == ("paul", "acme")
    assert "articles" in shown.json()
    again = await client.get(address, params={"expand": "customer"}, headers={"If-None-Match": shown.headers["ETag"]})
    assert again.status_code == 200  # the tag does not tell of changes of customers
    assert "customer" not in (await client.get(address)).json()
    stranger = await create(client, customer_user="who@else.example", customer_id="nowhere")
    query = {"expand": "customer", "fields": "id,customer"}
    shown = await client.get(f"/api/v1/tickets/{stranger['id']}", params=query)
    assert shown.json() == {"id": stranger["id"], "customer": {"user": None, "company": None}}
