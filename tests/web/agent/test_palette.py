"""The command palette: what one may do or go to, found by a few letters."""

from __future__ import annotations

import pytest

from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser, WebPage

pytestmark = pytest.mark.backends("sqlite")


def offers(page: WebPage) -> list[tuple[str, str, str]]:
    return [
        (" ".join(one.text_content().split()), one.get("data-url", ""), one.get("data-how", ""))
        for one in page.all("[role=option]")
    ]


@pytest.fixture
async def desk(factories: Factories, web: WebBrowser) -> int:
    """A ticket in Network, where rosa may only read and write notes."""
    network = await factories.queue("Network::VPN")
    await factories.queue("Payroll")
    await factories.agent("rosa", password=PASSWORD, rights={network: "ro note"})
    await web.sign_in("rosa")
    return (await factories.ticket("Tunnel drops", queue=network)).id


async def test_the_open_ticket_offers_what_one_may_do_with_it(web: WebBrowser, desk: int) -> None:
    found = offers(await web.get(f"/agent/palette?ticket={desk}", htmx=True))
    addresses = {url: how for _, url, how in found}
    assert addresses[f"/agent/tickets/{desk}/note"] == "composer"
    assert addresses[f"/agent/tickets/{desk}/watch"] == "post"
    assert f"/agent/tickets/{desk}/closure" not in addresses
    assert not any(url.startswith("/admin") for url in addresses)


async def test_words_are_matched_at_their_beginnings(web: WebBrowser, desk: int) -> None:
    found = offers(await web.get("/agent/palette?q=vp", htmx=True))
    assert [label for label, _, _ in found] == ["Network::VPN Queues"]
    assert offers(await web.get("/agent/palette?q=payr", htmx=True))[0][1] == ""


async def test_a_ticket_number_leads_to_the_ticket(web: WebBrowser, desk: int, factories: Factories) -> None:
    page = await web.get(f"/agent/tickets/{desk}")
    number = page.texts(".ticket-number")[0]
    ((label, url, _),) = offers(await web.get(f"/agent/palette?q={number}", htmx=True))
    assert (label, url) == (f"{number} Tunnel drops Tickets", f"/agent/tickets/{desk}")


async def test_administrators_find_their_modules(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("boss", admin=True, password=PASSWORD)
    await web.sign_in("boss")
    assert ("Queues Administration", "/admin/queues", "go") in offers(await web.get("/agent/palette?q=que", htmx=True))


async def test_without_scripts_it_is_a_page(web: WebBrowser, desk: int) -> None:
    page = await web.get(f"/agent/palette?ticket={desk}")
    assert page.links()["Note"] == f"/agent/tickets/{desk}/note"
    assert any(form.action == f"/agent/tickets/{desk}/watch" for form in page.tree.forms)
