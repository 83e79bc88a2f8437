"""Lists of tickets in the browser."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from gotrs_api.identity.models import User
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.models import TicketWatcher
from gotrs_api.tickets.service import listing
from gotrs_api.tickets.service.search import indexing
from gotrs_web.agent import list_query, queue_tree
from tests.support.factories import CLOSED_SUCCESSFUL, NEW, PASSWORD, Factories
from tests.support.web import WebBrowser, WebPage
from tests.tickets.desk import Statements

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
    await factories.ticket("Switch is warm", queue=network, state_id=NEW)
    await factories.ticket("Tunnel drops", queue=vpn, owner=rosa, locked=True, priority_id=5)
    await factories.ticket("Old story", queue=vpn, state_id=CLOSED_SUCCESSFUL)
    await factories.ticket("Salaries", queue=payroll)
    await indexing.rebuild_some(factories.uow)
    await web.sign_in("rosa")
    return factories


async def test_one_sees_open_tickets_of_the_queues_one_may_read(web: WebBrowser, desk: Factories) -> None:
    page = await web.get("/agent/tickets")
    assert set(titles(page)) == {"Switch is warm", "Tunnel drops"}
    assert page.has("2 tickets")
    assert not page.has("Salaries")


async def test_the_tree_counts_a_queue_with_those_below_it(web: WebBrowser, desk: Factories) -> None:
    page = await web.get("/agent/queues")
    tree = " ".join(page.texts("#queue-tree"))
    assert "Network1 / 2" in tree
    assert "VPN1" in tree
    assert "Payroll" not in tree


async def test_of_a_large_desk_the_tree_brings_only_what_is_unfolded(
    web: WebBrowser, desk: Factories, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_tree, "ALL_AT_ONCE", 0)
    monkeypatch.setattr(queue_tree, "ROWS", 1)
    page = await web.get("/agent/queues")
    tree = " ".join(page.texts("#queue-tree"))
    assert "Network1 / 2" in tree, "counts what is not shown"
    assert "VPN" not in tree
    network = await desk.existing_queue("Network")
    (more,) = [link.get("hx-get") for link in page.all(".tree__branch details .tree__more a")]
    assert more == f"/agent/queues/tree?below={network.id}&start=0"
    branch = await web.get(more, htmx=True)
    assert branch.texts("a") == ["VPN1"]
    assert (await web.get(more)).one("h1").text_content() == "Queues", "without scripts a page"
    vpn = branch.one("a").get("href")
    page = await web.get(vpn)
    assert [link.get("href") for link in page.all("#queue-tree .tree__branch [aria-current=page]")] == [vpn]
    assert page.all("#queue-tree details[open]")
    payroll = await desk.existing_queue("Payroll")
    assert (await web.get(f"/agent/queues/tree?below={payroll.id}")).status == 404


async def test_a_level_with_many_queues_comes_in_pieces(
    web: WebBrowser, desk: Factories, monkeypatch: pytest.MonkeyPatch
) -> None:
    trees = [await desk.queue(name) for name in ("Ash", "Birch", "Cedar", "Dogwood", "Elm")]
    await desk.agent("mira", password=PASSWORD, rights=dict.fromkeys(trees, "ro"))
    await web.get("/auth/logout")
    await web.send("/auth/logout")
    await web.sign_in("mira")
    monkeypatch.setattr(queue_tree, "ALL_AT_ONCE", 0)
    monkeypatch.setattr(queue_tree, "ROWS", 2)
    page = await web.get("/agent/queues")
    (more,) = page.all("#queue-tree > .tree > .tree__more a")
    assert more.text_content() == "and 3 more"
    assert (await web.get(more.get("hx-get"), htmx=True)).texts("li > a") == ["Cedar0", "Dogwood0", "and 1 more"]


async def test_a_queue_shows_its_own_tickets_and_those_below(web: WebBrowser, desk: Factories) -> None:
    page = await web.get("/agent/queues")
    network = next(link for link in page.all("#queue-tree a") if link.text_content().strip().startswith("Network"))
    page = await web.get(network.get("href"))
    assert set(titles(page)) == {"Switch is warm", "Tunnel drops"}
    vpn = page.one(".tree__branch details .tree__leaf a, .tree__branch details li a")
    assert titles(await web.get(vpn.get("href"))) == ["Tunnel drops"]


async def test_a_queue_one_may_not_read_is_not_there(web: WebBrowser, desk: Factories) -> None:
    payroll = await desk.existing_queue("Payroll")
    assert (await web.get(f"/agent/queues/{payroll.id}")).status == 404
    assert (await web.get("/agent/queues/x")).status == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("view=mine", {"Tunnel drops"}),
        ("view=locked", {"Tunnel drops"}),
        ("view=new", {"Switch is warm"}),
        ("view=unlocked", {"Switch is warm"}),
        ("view=escalated", set()),
        ("state=closed", {"Old story"}),
        ("state=any", {"Switch is warm", "Tunnel drops", "Old story"}),
        ("priority=5", {"Tunnel drops"}),
        ("owner=me", {"Tunnel drops"}),
        ("owner=nobody", {"Switch is warm"}),
        ("q=tunnel", {"Tunnel drops"}),
        ("q=old+story", {"Old story"}),
        ("changed=7", {"Switch is warm", "Tunnel drops"}),
        ("priority=&owner=&changed=&sort=nonsense&view=x", {"Switch is warm", "Tunnel drops"}),
    ],
)
async def test_a_list_is_narrowed_by_its_address(
    web: WebBrowser, desk: Factories, query: str, expected: set[str]
) -> None:
    assert set(titles(await web.get(f"/agent/tickets?{query}"))) == expected


async def test_a_condition_can_be_taken_away(web: WebBrowser, desk: Factories) -> None:
    page = await web.get("/agent/tickets?state=closed&priority=5")
    assert titles(page) == []
    assert page.has("No ticket fits")
    without_priority = page.one(".chip a[aria-label='Remove Priority']").get("href")
    assert titles(await web.get(without_priority)) == ["Old story"]


async def test_the_filter_form_keeps_what_is_searched_for(web: WebBrowser, desk: Factories) -> None:
    page = await web.get("/agent/tickets?q=o&view=mine")
    fields = dict(page.one("form#filter").form_values())
    assert (fields["q"], fields["view"]) == ("o", "mine")


async def test_a_heading_turns_the_order_round(web: WebBrowser, desk: Factories) -> None:
    page = await web.get("/agent/tickets?sort=title")
    assert titles(page) == ["Switch is warm", "Tunnel drops"]
    assert page.one("th[aria-sort=ascending]").text_content().startswith("Title")
    turned = page.one("th[aria-sort=ascending] a").get("href")
    assert titles(await web.get(turned)) == ["Tunnel drops", "Switch is warm"]


@pytest.mark.parametrize(
    ("address", "setting"),
    [
        ("/agent/queues", "Ticket::Frontend::AgentTicketQueue###Order::Default"),
        ("/agent/tickets", "Ticket::Frontend::AgentTicketStatusView###Order::Default"),
        ("/agent/tickets?view=locked", "Ticket::Frontend::AgentTicketLockedView###Order::Default"),
        ("/agent/tickets?view=watched", "Ticket::Frontend::AgentTicketWatchView###Order::Default"),
        ("/agent/tickets?view=escalated", "Ticket::Frontend::AgentTicketEscalationView###Order::Default"),
    ],
)
async def test_a_setting_turns_the_usual_order_of_each_list(
    web: WebBrowser, desk: Factories, address: str, setting: str
) -> None:
    network = await desk.existing_queue("Network")
    rosa = await desk.uow.session.scalar(select(User).where(User.login == "rosa"))
    assert rosa is not None
    for minutes, title in enumerate(("First", "Second")):
        ticket = await desk.ticket(title, queue=network, owner=rosa, locked=True)
        ticket.create_time += timedelta(minutes=minutes)
        ticket.escalation_time = 1_000_000 + minutes
        desk.uow.session.add(TicketWatcher(ticket_id=ticket.id, user_id=rosa.id))
    orders = []
    for direction in ("Up", "Down"):
        await desk.setting(settings.ALL[setting], direction)
        orders.append([title for title in titles(await web.get(address)) if title in {"First", "Second"}])
    assert orders == [["First", "Second"], ["Second", "First"]]


async def test_long_lists_are_walked_through_by_key(web: WebBrowser, desk: Factories) -> None:
    network = await desk.existing_queue("Network")
    for number in range(30):
        await desk.ticket(f"Fault {number:02d}", queue=network)
    first = await web.get("/agent/tickets?sort=title")
    assert len(titles(first)) == 25
    second = await web.get(first.one(".pager a[rel=next]").get("href"))
    assert len(titles(second)) == 7
    assert not second.all(".pager a[rel=next]")
    back = await web.get(second.one(".pager a[rel=prev]").get("href"))
    assert titles(back) == titles(first)


async def test_a_cursor_of_another_order_leads_to_the_first_page(web: WebBrowser, desk: Factories) -> None:
    page = await web.get("/agent/tickets?after=nonsense&sort=title")
    assert page.location == "/agent/tickets?sort=title"


@pytest.mark.parametrize("typed", ["{tn}", "Ticket#{tn}", "  {tn} "])
async def test_a_ticket_number_leads_to_its_ticket(web: WebBrowser, desk: Factories, typed: str) -> None:
    ticket = await desk.ticket("Findable", queue=await desk.existing_queue("Network"))
    page = WebPage(await web.client.get("/agent/tickets", params={"q": typed.format(tn=ticket.tn)}))
    assert page.location == f"/agent/tickets/{ticket.id}"


async def test_the_number_of_a_ticket_one_may_not_see_finds_nothing(web: WebBrowser, desk: Factories) -> None:
    secret = await desk.ticket("Secret", queue=await desk.existing_queue("Payroll"))
    page = await web.get(f"/agent/tickets?q={secret.tn}")
    assert page.status == 200
    assert titles(page) == []


@pytest.mark.parametrize("address", ["/agent/tickets?q=switch&state=all", "/agent/search?q=switch&sort=title"])
async def test_a_list_whose_tickets_nobody_counted_says_how_many_there_are_at_least(
    web: WebBrowser, desk: Factories, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    counted = await web.get(address)
    assert counted.texts(".page-head [role=status]") == ["1 ticket"]

    monkeypatch.setattr(listing, "MOST_COUNTED", 0)
    page = await web.get(address)

    assert titles(page) == titles(counted) == ["Switch is warm"]
    assert page.texts(".page-head [role=status]") == ["more than 0 tickets"]
    assert page.texts(".browse__pager .pager > span:first-child") == ["1 of more than 0"]
    assert page.texts("label:has([name=all])") == ["all that fit, more than 0"]


async def test_all_tickets_are_counted_no_further_than_anybody_cares(
    web: WebBrowser, desk: Factories, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = await web.get("/agent/tickets?state=any")
    (number,) = counted.texts(".page-head [role=status]")
    most = int(number.removesuffix(" tickets"))

    for limit, told in ((most, number), (most - 1, f"more than {most - 1} tickets")):
        monkeypatch.setattr(list_query, "LIVE_UP_TO", limit)
        assert (await web.get("/agent/tickets?state=any")).texts(".page-head [role=status]") == [told]


async def test_the_counters_alone_answer_a_refresh(web: WebBrowser, desk: Factories) -> None:
    page = await web.get("/agent/counters", htmx=True)
    assert page.one("#counters").get("aria-label") == "My counters"
    assert "1" in page.one("[href='/agent/tickets?view=locked']").text_content()
    assert (await web.get("/agent/counters")).location == "/agent/"


async def test_what_customers_write_into_titles_is_text(web: WebBrowser, desk: Factories) -> None:
    await desk.ticket("<script>alert(1)</script>", queue=await desk.existing_queue("Network"))
    page = await web.get("/agent/tickets")
    assert "<script>alert(1)" not in page.response.text
    assert "<script>alert(1)</script>" in titles(page)


@pytest.mark.parametrize(("address", "most"), [("/agent/", 12), ("/agent/tickets", 12), ("/agent/queues", 12)])
async def test_a_page_costs_few_statements_however_many_tickets_there_are(
    web: WebBrowser, desk: Factories, address: str, most: int
) -> None:
    network = await desk.existing_queue("Network")
    for _ in range(30):
        await desk.ticket(queue=network)
    await web.get(address)  # pictures of master data are made once
    with Statements(desk.uow) as sent:
        await web.get(address)
    texts = [text for text in sent.texts if "SAVEPOINT" not in text]
    assert len(texts) <= most, texts


async def test_a_row_takes_its_list_along(web: WebBrowser, desk: Factories) -> None:
    page = await web.get("/agent/tickets?sort=title&state=any")
    link = page.all("[data-row-link]")[0].get("href")
    assert parse_qs(urlsplit(link).query)["in"] == ["/agent/tickets?sort=title&state=any"]
    assert (await web.get(link)).status == 200


async def test_the_services_that_one_chose_have_a_list(web: WebBrowser, desk: Factories) -> None:
    page = await web.get("/agent/services")
    assert page.has("Nothing of your services")
    service = await desk.service("Telephony")
    ticket = await desk.ticket("Dial tone is gone", queue=await desk.existing_queue("Network"))
    ticket.service_id = service.id
    await desk.uow.session.flush()
    await web.get("/agent/profile")
    await web.send("/agent/profile/services", {"service": str(service.id)})
    assert titles(await web.get("/agent/services")) == ["Dial tone is gone"]
