"""The addresses below /search, through the API."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import AsyncIterator
from itertools import count

import httpx
import pytest
from sqlalchemy import select

from gotrs_api.search.models import search_profile_table
from gotrs_api.tickets.repository import saved_searches
from gotrs_api.uow import Site
from tests.search.conftest import SearchDesk
from tests.support.clients import SharedApp, open_client
from tests.support.factories import Factories

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
pytestmark = pytest.mark.backends("sqlite")


@pytest.fixture
async def api(desk: SearchDesk, shared_app: SharedApp) -> AsyncIterator[httpx.AsyncClient]:
    shared_app.site = desk.site
    async with open_client(shared_app.app(web=False)) as client:
        client.headers.update(await bearer(desk.site, "ann"))
        yield client
    shared_app.site = None


async def bearer(site: Site, login: str) -> dict[str, str]:
    from gotrs_api.customers.models import CustomerUser
    from gotrs_api.identity.models import User

    async with site.uow() as uow:
        who = await uow.session.scalar(select(User).where(User.login == login))
        who = who or await uow.session.scalar(select(CustomerUser).where(CustomerUser.login == login))
        factories = Factories(uow)
        factories._numbers = count(sum(login.encode()))  # prefixes of tokens are unique for the whole database
        return await factories.bearer(who)


async def test_search_ranks_pages_and_marks(api: httpx.AsyncClient, desk: SearchDesk) -> None:
    for number in range(3):
        await desk.ticket(f"Cable {number}", "The cable is cut.")
    await desk.ticket("Other", "A cable as well.")
    await desk.drain()

    first = (await api.get("/api/v1/search", params={"q": "cable", "limit": 2, "include_total": True})).json()
    assert [hit["ticket"]["title"] for hit in first["data"]] == ["Cable 2", "Cable 1"]
    assert first["meta"]["total"] == 4
    assert first["data"][0]["snippets"][0] == {
        "field": "title", "text": "Cable 2", "marks": [[0, 5]], "html": "<mark>Cable</mark> 2",
    }  # fmt: skip
    second = (await api.get(first["links"]["next"])).json()
    assert [hit["ticket"]["title"] for hit in second["data"]] == ["Cable 0", "Other"]
    assert second["meta"]["has_more"] is False
    assert (await api.get("/api/v1/search", params={"q": "cable", "before": "x"})).status_code == 422
    assert (await api.get("/api/v1/search", params={"q": "cable", "after": "x"})).status_code == 422
    assert (await api.get("/api/v1/search", params={"q": "cable", "colour": "red"})).status_code == 422

    narrowed = (await api.get("/api/v1/search", params={"q": "cable", "title": "Other"})).json()
    assert [hit["ticket"]["title"] for hit in narrowed["data"]] == ["Other"]
    articles = (await api.get("/api/v1/search/articles", params={"q": "cable cut", "limit": 100})).json()
    assert len(articles["data"]) == 3
    assert articles["data"][0]["snippets"][-1]["html"] == "The <mark>cable</mark> is <mark>cut</mark>."


async def test_a_token_without_articles_sees_no_text_of_messages(api: httpx.AsyncClient, desk: SearchDesk) -> None:
    await desk.ticket("Cable", "The body is private")
    await desk.drain()
    async with desk.site.uow() as uow:
        from gotrs_api.identity.models import User

        ann = (await uow.session.scalars(select(User).where(User.login == "ann"))).one()
        factories = Factories(uow)
        factories._numbers = count(7000)
        api.headers.update(await factories.bearer(ann, scopes=["tickets:read"]))

    answer = await api.get("/api/v1/search", params={"q": "cable"})
    assert answer.status_code == 200
    assert "private" not in answer.text
    assert (await api.get("/api/v1/search/articles", params={"q": "cable"})).status_code == 403


async def test_suggestions_people_and_customers(api: httpx.AsyncClient, desk: SearchDesk) -> None:
    await desk.ticket("Printer <3 broken")
    await desk.drain()

    (found,) = (await api.get("/api/v1/search/suggestions", params={"q": "broken pri"})).json()["data"]
    assert (found["title"], found["html"]) == ("Printer <3 broken", "<mark>Printer</mark> &lt;3 <mark>broken</mark>")
    assert (await api.get("/api/v1/search/suggestions", params={"q": " "})).json()["data"] == []
    people = (await api.get("/api/v1/search/users", params={"q": "BOB age"})).json()["data"]
    assert [agent["login"] for agent in people] == ["bob"]
    customers = (await api.get("/api/v1/search/customers", params={"q": "jan"})).json()["data"]
    assert [customer["login"] for customer in customers] == ["jane"]
    api.headers.update(await bearer(desk.site, "jane"))
    assert (await api.get("/api/v1/search/users", params={"q": "bob"})).status_code == 403
    assert (await api.get("/api/v1/search/customers", params={"q": "jane"})).status_code == 403


async def test_saved_searches_lie_in_otrs_table_under_otrs_keys(api: httpx.AsyncClient, desk: SearchDesk) -> None:
    await desk.ticket("Cable", "cut")
    await desk.ticket("Printer")
    await desk.drain()
    filters = {"q": "cable", "queue_id": [desk.support.id], "not_closed": True, "sort": "title"}

    made = await api.post("/api/v1/search/saved", json={"name": "Cables, mine/own", "filters": filters})
    assert made.status_code == 201, made.text
    address = made.headers["location"]
    assert (await api.get(address)).json() == made.json() == {
        "id": made.json()["id"], "name": "Cables, mine/own", "filters": filters,
    }  # fmt: skip
    async with desk.site.read() as read:
        rows = (await read.session.execute(select(search_profile_table))).all()
    assert {tuple(row) for row in rows} >= {
        ("TicketSearch::ann", "Cables, mine/own", "SCALAR", "Fulltext", "cable"),
        ("TicketSearch::ann", "Cables, mine/own", "ARRAY", "QueueIDs", str(desk.support.id)),
    }
    found = (await api.post(f"{address}/execute")).json()
    assert [ticket["title"] for ticket in found["data"]] == ["Cable"]
    exported = await api.post(f"{address}/execute", headers={"Accept": "text/csv"})
    assert len(exported.text.splitlines()) == 2

    again = await api.post("/api/v1/search/saved", json={"name": "Cables, mine/own", "filters": filters})
    assert (again.status_code, again.json()["code"]) == (409, "search.saved_taken")
    wrong = await api.post("/api/v1/search/saved", json={"name": "x", "filters": {"colour": "red", "queue_id": ["y"]}})
    assert {error["pointer"] for error in wrong.json()["errors"]} == {"/filters/colour", "/filters/queue_id/0"}
    renamed = await api.put(address, json={"name": "All", "filters": {"title": "*"}})
    assert renamed.json()["name"] == "All"
    assert (await api.get(address)).status_code == 404
    assert [saved["name"] for saved in (await api.get("/api/v1/search/saved")).json()["data"]] == ["All"]

    new_address = f"/api/v1/search/saved/{renamed.json()['id']}"
    mine = dict(api.headers)
    api.headers.update(await bearer(desk.site, "bob"))
    assert (await api.get(new_address)).status_code == 404
    assert (await api.post(f"{new_address}/execute")).status_code == 404
    api.headers.update(mine)
    assert (await api.delete(new_address)).status_code == 204
    assert (await api.get("/api/v1/search/saved")).json()["data"] == []


async def test_times_and_archive_of_a_search_that_otrs_saved_count(api: httpx.AsyncClient, desk: SearchDesk) -> None:
    """Passed over, they made a search for the last week one for everything."""
    profile = {
        "TimeSearchType": "TimePoint", "TicketCreateTimePoint": "2", "TicketCreateTimePointFormat": "week",
        "TicketCreateTimePointStart": "Last",
        "PendingTimeSearchType": "TimePoint", "TicketPendingTimePoint": "3", "TicketPendingTimePointFormat": "hour",
        "TicketPendingTimePointStart": "Next",
        "CloseTimeSearchType": "TimeSlot", "TicketCloseTimeStartYear": "2026", "TicketCloseTimeStartMonth": "2",
        "TicketCloseTimeStartDay": "1", "TicketCloseTimeStopYear": "2026", "TicketCloseTimeStopMonth": "02",
        "TicketCloseTimeStopDay": "31",
        "ChangeTimeSearchType": "", "TicketChangeTimePoint": "1", "TicketChangeTimePointFormat": "day",
        "TicketChangeTimePointStart": "Before",
        "SearchInArchive": "AllTickets", "ResultForm": "Normal",
    }  # fmt: skip
    async with desk.site.uow() as uow:
        rows = [("SCALAR", key, value) for key, value in profile.items()]
        await saved_searches.write(uow.session, "TicketSearch::ann", "From OTRS", rows)

    (saved,) = (await api.get("/api/v1/search/saved")).json()["data"]

    assert saved["filters"] == {
        "created_older_minutes": 0, "created_newer_minutes": 20_160,
        "pending_newer_minutes": 0, "pending_older_minutes": -180,
        "closed_after": "2026-02-01T00:00:00Z",
        "in_archive": "all",
    }  # fmt: skip
    assert (await api.post(f"/api/v1/search/saved/{saved['id']}/execute")).status_code == 200


async def test_exports_hold_all_rows_and_no_formulas(api: httpx.AsyncClient, desk: SearchDesk) -> None:
    for title in ("=cmd|' /C calc'!A0", "+1", "@SUM(A1)", "-2", 'plain, "quoted"\nline'):
        await desk.ticket(title)
    for address in ("/api/v1/tickets?limit=1&sort=title", "/api/v1/search/tickets?limit=1&sort=title"):
        json_first = await api.get(address)
        assert len(json_first.json()["data"]) == 1
        answer = await api.get(address, headers={"Accept": "text/csv"})
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        titles = {row["title"] for row in rows}
        assert len(rows) == 5
        assert titles >= {"'=cmd|' /C calc'!A0", "'+1", "'@SUM(A1)", "'-2"}
        assert {row["queue"] for row in rows} == {"Support"}
        sheet = await api.get(address, headers={"Accept": XLSX})
        with zipfile.ZipFile(io.BytesIO(sheet.content)) as book:
            cells = book.read("xl/worksheets/sheet1.xml").decode()
        assert cells.count("<row ") == 6
        assert "<f>" not in cells
        assert "=cmd" in cells
    refused = await api.get("/api/v1/tickets?sort=colour", headers={"Accept": "text/csv"})
    assert refused.status_code == 422


async def test_the_index_can_be_made_anew_and_tells_how_it_is(api: httpx.AsyncClient, desk: SearchDesk) -> None:
    await desk.ticket("Cable")
    assert (await api.get("/api/v1/search/health")).status_code == 403
    assert (await api.post("/api/v1/search/reindex")).status_code == 403
    api.headers.update(await bearer(desk.site, "admin"))
    before = (await api.get("/api/v1/search/health")).json()
    assert (before["status"], before["waiting"]) == ("rebuilding", 1)

    started = await api.post("/api/v1/search/reindex")
    assert started.status_code == 202
    await desk.drain()

    job = (await api.get(started.headers["location"])).json()
    assert (job["status"], job["progress_done"], job["progress_total"]) == ("done", 2, 2)
    health = (await api.get("/api/v1/search/health")).json()
    assert (health["status"], health["documents"], health["waiting"]) == ("ok", 3, 0)
    assert await desk.titles("cable") == ["Cable"]
