"""Searching for tickets in the browser: conditions, marked words, saved searches, offers while one types."""

from __future__ import annotations

import pytest

from gotrs_api.tickets.service.search import indexing
from tests.support.factories import CLOSED_SUCCESSFUL, NEW, PASSWORD, Factories
from tests.support.web import WebBrowser, WebPage

pytestmark = pytest.mark.backends("sqlite")


def titles(page: WebPage) -> list[str]:
    return [text.removeprefix("Unread: ") for text in page.texts("[data-row-link]")]


@pytest.fixture
async def desk(factories: Factories, web: WebBrowser) -> Factories:
    """Rosa reads Network and Network::VPN, not Payroll; she owns one ticket."""
    network = await factories.queue("Network")
    vpn = await factories.queue("Network::VPN")
    payroll = await factories.queue("Payroll")
    rosa = await factories.agent("rosa", password=PASSWORD, rights={network: "ro", vpn: "ro"})
    await factories.ticket("Switch is <warm>", queue=network, state_id=NEW)
    await factories.ticket("Tunnel drops", queue=vpn, owner=rosa, locked=True, priority_id=5)
    await factories.ticket("Old tunnel story", queue=vpn, state_id=CLOSED_SUCCESSFUL)
    await factories.ticket("Salaries for the tunnel", queue=payroll)
    await indexing.rebuild_some(factories.uow)
    await web.sign_in("rosa")
    return factories


async def test_the_form_waits_for_a_question(web: WebBrowser, desk: Factories) -> None:
    page = await web.get("/agent/search")
    assert page.has("What are you looking for?")
    assert "Payroll" not in page.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=tunnel", {"Tunnel drops", "Old tunnel story"}),
        ("q=tunnel&sort=title", {"Tunnel drops", "Old tunnel story"}),
        ("q=tunnel&state_type=closed", {"Old tunnel story"}),
        ("title=*warm*", {"Switch is <warm>"}),
        ("priority_id=5&q=", {"Tunnel drops"}),
        ("state_type=new&state_type=closed", {"Switch is <warm>", "Old tunnel story"}),
        ("created_newer_minutes=1440", {"Switch is <warm>", "Tunnel drops", "Old tunnel story"}),
        ("created_before=2001-01-01", set()),
        ("created_after=2001-01-01&state_type=new", {"Switch is <warm>"}),
        ("lock_id=2", {"Tunnel drops"}),
    ],
)
async def test_tickets_are_found_by_what_the_address_asks(
    web: WebBrowser, desk: Factories, query: str, expected: set[str]
) -> None:
    assert set(titles(await web.get(f"/agent/search?{query}"))) == expected


async def test_the_queues_below_are_searched_when_asked_for(web: WebBrowser, desk: Factories) -> None:
    network = await desk.existing_queue("Network")
    assert titles(await web.get(f"/agent/search?queue_id={network.id}")) == ["Switch is <warm>"]
    page = await web.get(f"/agent/search?queue_id={network.id}&sub_queues=1&q=drops")
    assert titles(page) == ["Tunnel drops"]
    assert page.has("with the queues below")


async def test_what_was_searched_for_is_marked_and_nothing_else_is_markup(web: WebBrowser, desk: Factories) -> None:
    page = await web.get("/agent/search?q=warm")
    assert page.texts("[data-row-link] mark") == ["warm"]
    assert titles(page) == ["Switch is <warm>"]


async def test_a_condition_can_be_taken_away(web: WebBrowser, desk: Factories) -> None:
    page = await web.get("/agent/search?state_type=new&state_type=closed&priority_id=1")
    assert titles(page) == []
    page = await web.get(page.one(".chip a[aria-label='Remove Priority']").get("href"))
    assert len(titles(page)) == 2
    page = await web.get(page.all(".chip a[aria-label='Remove State']")[0].get("href"))
    assert titles(page) == ["Old tunnel story"]


async def test_a_senseless_date_is_said_and_kept(web: WebBrowser, desk: Factories) -> None:
    page = await web.get("/agent/search?created_after=soon&title=x")
    assert page.status == 422
    assert dict(page.one("form[data-lean]").form_values())["title"] == "x"


async def test_a_number_leads_to_its_ticket(web: WebBrowser, desk: Factories) -> None:
    ticket = await desk.ticket("Found by number", queue=await desk.existing_queue("Network"))
    page = await web.get(f"/agent/search?q={ticket.tn}")
    assert page.location.endswith(f"/agent/tickets/{ticket.id}")


async def test_a_search_is_saved_and_its_conditions_come_back(web: WebBrowser, desk: Factories) -> None:
    await web.get("/agent/views/new?in=/agent/search%3Fq%3Dtunnel%26created_before%3D2031-02-03")
    saved = await web.send("/agent/views", {"name": "Tunnels"})
    number = saved.location.rpartition("=")[2]
    page = await web.get("/agent/search")
    assert page.links()["Tunnels"] == "/agent/search?created_before=2031-02-03&q=tunnel"
    await web.get(f"/agent/search?saved={number}")
    assert set(titles(await web.follow())) == {"Tunnel drops", "Old tunnel story"}


async def test_one_walks_on_from_a_ticket_in_the_order_of_the_hits(web: WebBrowser, desk: Factories) -> None:
    found = await web.get("/agent/search?q=tunnel")
    ticket = await web.get(found.all("[data-row-link]")[0].get("href"))
    assert ticket.one("[data-key='Shift+ArrowRight']") is not None


async def test_the_search_field_offers_tickets_that_one_may_see(web: WebBrowser, desk: Factories) -> None:
    page = await web.get("/agent/search/suggestions?q=tun", htmx=True)
    offered = page.texts("[role=option]")
    assert any("Tunnel drops" in one for one in offered)
    assert not any("Salaries" in one for one in offered)
    assert offered[-1].startswith("All tickets with tun")
