"""A day of mistakes through the API: each has its own refusal, and nothing of it is left in the ticket."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from gotrs_api.catalog.models import Service
from gotrs_api.sla.models import Sla
from tests.support.factories import Factories

pytestmark = [pytest.mark.backends("sqlite"), pytest.mark.principal("agent", rights="rw", queue="Raw")]
PAST = "2020-01-01T00:00:00Z"


class Mistakes:
    def __init__(self, client: httpx.AsyncClient, ticket: dict[str, Any]) -> None:
        self._client = client
        self._ticket = ticket
        self.id = int(ticket["id"])

    async def refused(self, path: str, body: Mapping[str, Any], *, method: str = "POST") -> tuple[int, str, list[str]]:
        """Status, code and `pointer code` of each entry; the ticket and its history are as before."""
        address = f"/api/v1/tickets/{self.id}"
        before = [(await self._client.get(f"{address}{part}")).json() for part in ("", "/history", "/articles")]
        answer = await self._client.request(method, f"{address}{path}", json=body)
        after = [(await self._client.get(f"{address}{part}")).json() for part in ("", "/history", "/articles")]
        assert before == after, f"something is left of {path} {body}"
        problem = answer.json()
        return answer.status_code, problem["code"], [f"{e['pointer']} {e['code']}" for e in problem["errors"]]


@pytest.fixture
async def mistakes(client: httpx.AsyncClient) -> Mistakes:
    article = {"subject": "Smoke", "body": "A lot of smoke."}
    answer = await client.post("/api/v1/tickets", json={"title": "Fire", "queue": "Raw", "article": article})
    return Mistakes(client, answer.json())


NOTE = {"body": "Must not stay."}
HALF = {"title": "Must not stay", "priority": "5 very high"}


async def test_queues_and_people(mistakes: Mistakes, factories: Factories) -> None:
    await factories.queue("Foreign")
    no_right: tuple[int, str, list[str]] = (403, "ticket.queue_right_missing", [])
    assert await mistakes.refused("/queue", {"queue": "Foreign", "note": NOTE}) == no_right
    assert await mistakes.refused("", {**HALF, "queue": "Foreign"}, method="PATCH") == no_right
    assert await mistakes.refused("/queue", {"queue": "Nowhere", "note": NOTE}) == (
        422,
        "ticket.invalid",
        ["/queue unknown"],
    )
    assert await mistakes.refused("", {**HALF, "owner": "nobody at all"}, method="PATCH") == (
        422,
        "ticket.invalid",
        ["/owner unknown"],
    )


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"state": "pending reminder"}, "/pending_until required"),
        ({"state": "pending reminder", "pending_until": PAST}, "/pending_until past"),
        ({"state": "open", "pending_until": "2030-01-01T00:00:00Z"}, "/pending_until not_pending"),
        ({"state": "merged"}, "/state only_by_merging"),
        ({"dynamic_fields": {"Shoe": 42}}, "/dynamic_fields/Shoe unknown"),
        ({"queue_id": 2, "queue": "Junk"}, "/queue mismatch"),
    ],
)
async def test_states_times_and_fields(mistakes: Mistakes, body: dict[str, Any], wrong: str) -> None:
    assert await mistakes.refused("", {**HALF, **body}, method="PATCH") == (422, "ticket.invalid", [wrong])


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
async def test_times_beyond_the_calendar(mistakes: Mistakes, moment: str) -> None:
    for path, method in (("/pending", "POST"), ("", "PATCH")):
        body = {"state": "pending reminder", "pending_until": moment}
        assert await mistakes.refused(path, body, method=method) == (422, "invalid", ["/pending_until value_error"])


async def test_more_time_than_there_is(mistakes: Mistakes) -> None:
    for units in ("1e999999999", "-1e999999999", "Infinity", "NaN"):
        refused = await mistakes.refused("/time", {"time_units": units, "note": NOTE})
        assert refused == (422, "ticket.invalid", ["/time_units out_of_range"])


async def test_names_that_no_text_can_hold(mistakes: Mistakes, client: httpx.AsyncClient) -> None:
    """JSON can write lone surrogates, UTF-8 cannot: a refusal that names one is still an answer."""
    body = '{"dynamic_fields": {"\\ud800": 1}}'
    headers = {"Content-Type": "application/json"}
    answer = await client.post(f"/api/v1/tickets/{mistakes.id}/close", content=body, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/dynamic_fields/\ud800"


async def test_an_agreement_of_another_service(mistakes: Mistakes, factories: Factories) -> None:
    session = factories.uow.session
    mail, gold = (
        Service(name="Mail", valid_id=1),
        Sla(name="Gold", valid_id=1, first_response_time=0, update_time=0, solution_time=0),
    )
    session.add_all([mail, gold])
    await session.flush()

    assert await mistakes.refused("", {**HALF, "service": "Mail", "sla": "Gold"}, method="PATCH") == (
        422,
        "ticket.invalid",
        ["/sla not_of_service"],
    )


async def test_merges_and_links(mistakes: Mistakes, client: httpx.AsyncClient, factories: Factories) -> None:
    hidden = await factories.ticket()
    article = {"subject": "Smoke", "body": "More."}
    other = (await client.post("/api/v1/tickets", json={"title": "Two", "queue": "Raw", "article": article})).json()
    invalid = (422, "ticket.invalid")
    assert await mistakes.refused("/merge", {"into": mistakes.id, "note": NOTE}) == (*invalid, ["/into itself"])
    assert await mistakes.refused("/merge", {"into": hidden.id, "note": NOTE}) == (*invalid, ["/into unknown"])
    for target, code in ((mistakes.id, "itself"), (hidden.id, "unknown"), (999_999_999, "unknown")):
        link = {"ticket_id": target, "type": "Normal", "role": "peer", "note": NOTE}
        assert await mistakes.refused("/links", link) == (*invalid, [f"/ticket_id {code}"])

    merged = await client.post(f"/api/v1/tickets/{other['id']}/merge", json={"into": mistakes.id})
    assert merged.json()["merged_into"]["id"] == mistakes.id
    circle = await mistakes.refused("/merge", {"into": other["id"], "note": NOTE})
    assert circle == (409, "ticket.merge_impossible", [])


async def test_bulk_with_foreign_tickets(mistakes: Mistakes, client: httpx.AsyncClient, factories: Factories) -> None:
    hidden = await factories.ticket()
    body = {"ids": [hidden.id, mistakes.id, 999_999_999], "changes": HALF}

    results = (await client.post("/api/v1/tickets/bulk", json=body)).json()["results"]

    assert [(one["status"], one["code"]) for one in results] == [
        (404, "ticket.not_found"),
        (200, None),
        (404, "ticket.not_found"),
    ]
    await factories.uow.session.refresh(hidden)
    assert hidden.title != HALF["title"]
