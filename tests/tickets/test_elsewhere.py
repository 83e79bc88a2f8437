"""Tickets, agents and link types seen from queues and customers."""

from __future__ import annotations

import httpx
import pytest

from tests.support.factories import Factories

pytestmark = pytest.mark.backends("sqlite")
V1 = "/api/v1"


async def test_open_tickets_of_queues_are_counted(client: httpx.AsyncClient, factories: Factories) -> None:
    queue, other = await factories.queue("Support"), await factories.queue("Sales")
    await factories.ticket(queue=queue)
    await factories.ticket(queue=queue, state_id=2)
    await factories.ticket(queue=other)
    ann = await factories.agent(rights={queue: "ro"})

    answer = await client.get(f"{V1}/queues/counts", headers=await factories.bearer(ann))

    assert answer.status_code == 200
    ref = {"id": queue.id, "name": "Support"}
    assert answer.json()["data"] == [{"queue": ref, "open": 1, "new": 0, "unlocked": 1}]
    customer = await factories.bearer(await factories.customer_user())
    narrow = await factories.bearer(ann, scopes=["users:read"])
    assert (await client.get(f"{V1}/queues/counts")).status_code == 401
    for who in (customer, narrow):
        assert (await client.get(f"{V1}/queues/counts", headers=who)).status_code == 403


async def test_tickets_of_a_queue_and_of_customers(client: httpx.AsyncClient, factories: Factories) -> None:
    queue, other = await factories.queue(), await factories.queue()
    company = await factories.customer_company("acme")
    rosa = await factories.customer_user("rosa", company=company)
    first = await factories.ticket(queue=queue, customer=rosa)
    second = await factories.ticket(queue=queue)
    hidden = await factories.ticket(queue=other, customer=rosa)
    agent = await factories.agent(rights={queue: "rw"})
    who = await factories.bearer(agent)

    async def ids(path: str) -> list[int]:
        response = await client.get(f"{V1}{path}", headers=who)
        assert response.status_code == 200, response.text
        return [row["id"] for row in response.json()["data"]]

    assert await ids(f"/queues/{queue.id}/tickets?sort=id") == [first.id, second.id]
    assert await ids(f"/queues/{queue.id}/tickets?sort=id&limit=1&queue_id={other.id}") == [first.id]
    assert await ids(f"/customer-users/{rosa.id}/tickets") == [first.id]
    assert await ids("/customer-companies/acme/tickets") == [first.id]
    assert hidden.id not in await ids("/customer-companies/acme/tickets")
    for path in (f"/queues/{other.id}/tickets", "/customer-users/4711/tickets", "/customer-companies/nobody/tickets"):
        assert (await client.get(f"{V1}{path}", headers=who)).status_code == 404
    narrow = await factories.bearer(agent, scopes=("customers:read",))
    refused = await client.get(f"{V1}/customer-users/{rosa.id}/tickets", headers=narrow)
    assert refused.status_code == 403
    agents = (await client.get(f"{V1}/queues/{queue.id}/agents", headers=who)).json()["data"]
    assert [row["login"] for row in agents] == [agent.login]
    await factories.agent("another", rights={queue: "rw"})
    some = (
        await client.get(f"{V1}/queues/{queue.id}/agents?limit=1&include_total=true&sort=login", headers=who)
    ).json()
    assert ([row["login"] for row in some["data"]], some["meta"]["total"]) == ([agent.login], 2)
    assert [row["login"] for row in (await client.get(some["links"]["next"], headers=who)).json()["data"]] == [
        "another"
    ]
    assert await ids(f"/queues/{queue.id}/agents?q=nobody%20here") == []
    (group,) = (await client.get(f"{V1}/queues/{queue.id}/groups", headers=who)).json()["data"]
    assert group["id"] == queue.group_id
    types = (await client.get(f"{V1}/link-types", headers=who)).json()["data"]
    assert {row["name"]: row["roles"] for row in types} == {"Normal": ["peer"], "ParentChild": ["parent", "child"]}


async def test_languages_and_their_texts_are_for_everybody(client: httpx.AsyncClient) -> None:
    languages = {row["code"]: row for row in (await client.get(f"{V1}/i18n/languages")).json()["data"]}
    assert languages["en"]["default"]
    german = await client.get(f"{V1}/i18n/translations/de")
    assert german.json()["messages"]["closed successful"] == "erfolgreich geschlossen"
    again = await client.get(f"{V1}/i18n/translations/de", headers={"If-None-Match": german.headers["ETag"]})
    assert again.status_code == 304
    assert (await client.get(f"{V1}/i18n/translations/xx")).status_code == 404
