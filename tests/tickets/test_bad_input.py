"""A day of mistakes through the API: each has its own refusal, and nothing of it is left in the ticket."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from sqlalchemy import func, literal, select, union_all

from gotrs_api.catalog.models import Service
from gotrs_api.db.base import Base
from gotrs_api.sla.models import Sla
from gotrs_api.uow import UnitOfWork
from tests.support.factories import Factories

pytestmark = [pytest.mark.backends("sqlite"), pytest.mark.principal("agent", rights="rw", queue="Raw")]
PAST = "2020-01-01T00:00:00Z"


class Mistakes:
    def __init__(self, client: httpx.AsyncClient, uow: UnitOfWork, ticket: dict[str, Any]) -> None:
        self._client = client
        self._uow = uow
        self._ticket = ticket
        self.id = int(ticket["id"])

    async def refused(self, path: str, body: Mapping[str, Any], *, method: str = "POST") -> tuple[int, str, list[str]]:
        """Status, code and `pointer code` of each entry; the ticket, its history and all tables are as before."""
        address = f"/api/v1/tickets/{self.id}"
        before = [(await self._client.get(f"{address}{part}")).json() for part in ("", "/history", "/articles")]
        rows = await self.rows()
        answer = await self._client.request(method, f"{address}{path}", json=body)
        assert await self.rows() == rows, f"rows are left of {path} {body}"
        after = [(await self._client.get(f"{address}{part}")).json() for part in ("", "/history", "/articles")]
        assert before == after, f"something is left of {path} {body}"
        problem = answer.json()
        return answer.status_code, problem["code"], [f"{e['pointer']} {e['code']}" for e in problem["errors"]]

    async def rows(self) -> dict[str, int]:
        """How many each table of the database has."""
        tables = Base.metadata.sorted_tables
        assert len(tables) > 150
        query = union_all(*(select(literal(each.name), func.count()).select_from(each) for each in tables))
        return {row[0]: row[1] for row in await self._uow.session.execute(query)}


@pytest.fixture
async def mistakes(client: httpx.AsyncClient, uow: UnitOfWork) -> Mistakes:
    article = {"subject": "Smoke", "body": "A lot of smoke."}
    answer = await client.post("/api/v1/tickets", json={"title": "Fire", "queue": "Raw", "article": article})
    return Mistakes(client, uow, answer.json())


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
        ({"lock": "tmp_lock"}, "/lock unknown"),
    ],
)
async def test_states_times_and_fields(mistakes: Mistakes, body: dict[str, Any], wrong: str) -> None:
    assert await mistakes.refused("", {**HALF, **body}, method="PATCH") == (422, "ticket.invalid", [wrong])


@pytest.mark.parametrize("lock", ["tmp_lock", 3])
async def test_a_ticket_begins_with_one_of_the_two_locks_of_people(client: httpx.AsyncClient, lock: str | int) -> None:
    article = {"subject": "Smoke", "body": "A lot of smoke."}
    body = {"title": "Fire", "queue": "Raw", "article": article, "lock": lock}
    answer = await client.post("/api/v1/tickets", json=body)
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [("/lock", "unknown")]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
async def test_times_beyond_the_calendar(mistakes: Mistakes, moment: str) -> None:
    for path, method in (("/pending", "POST"), ("", "PATCH")):
        body = {"state": "pending reminder", "pending_until": moment}
        assert await mistakes.refused(path, body, method=method) == (422, "invalid", ["/pending_until value_error"])


async def test_more_time_than_there_is(mistakes: Mistakes) -> None:
    for units in ("1e999999999", "-1e999999999", "Infinity", "NaN"):
        refused = await mistakes.refused("/time", {"time_units": units, "note": NOTE})
        assert refused == (422, "invalid", ["/time_units out_of_range"])


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


@pytest.mark.parametrize(
    ("path", "body", "status", "wrong"),
    [
        ("/articles", {**NOTE, "subject": "x", "attachments": [{"filename": "a", "content": "***"}]}, 422, "/attachments/0/content value_error"),
        ("/articles", {**NOTE, "subject": "x", "attachments": [{"upload_id": "nothing"}]}, 404, ""),
        ("/articles", {**NOTE, "subject": "x", "channel": "pigeon"}, 422, "/channel enum"),
        ("/articles", {**NOTE, "subject": "x", "dynamic_fields": {"Nothing": 1}}, 422, "/dynamic_fields/Nothing unknown"),
        ("/articles", {**NOTE, "subject": "x", "time_units": "soon"}, 422, "/time_units not_a_number"),
        ("/priority", {"priority": "6 insane", "note": NOTE}, 422, "/priority unknown"),
        ("/assign", {"owner": "nobody", "note": NOTE}, 422, "/owner unknown"),
        ("/responsible", {"responsible": "nobody", "note": NOTE}, 422, "/responsible unknown"),
        ("/customer", {"customer_user": "x" * 300, "note": NOTE}, 422, "/customer_user string_too_long"),
        ("/title", {"title": "", "note": NOTE}, 422, "/title string_too_short"),
        ("/service", {"service": "No such service", "note": NOTE}, 422, "/service unknown"),
        ("/sla", {"sla": "No such agreement", "note": NOTE}, 422, "/sla unknown"),
        ("/type", {"type": "No such type", "note": NOTE}, 422, "/type unknown"),
        ("/close", {"state": "open", "note": NOTE}, 422, "/state not_closed"),
        ("/pending", {"pending_until": PAST, "note": NOTE}, 422, "/pending_until past"),
        ("/merge", {"into": 999_999, "note": NOTE}, 422, "/into unknown"),
        ("/links", {"type": "ParentChild", "role": "child", "ticket_id": 999_999}, 422, "/ticket_id unknown"),
        ("/unmerge", {"note": NOTE}, 409, ""),
    ],
)  # fmt: skip
async def test_a_walk_through_all_actions(
    mistakes: Mistakes, path: str, body: dict[str, Any], status: int, wrong: str
) -> None:
    found_status, code, entries = await mistakes.refused(path, body)
    assert (found_status, ", ".join(entries)) == (status, wrong), code
