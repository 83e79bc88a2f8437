"""Customers as agents look them up."""

from __future__ import annotations

import pytest

from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


async def test_a_customer_is_found_with_what_is_open_for_them(web: WebBrowser, factories: Factories) -> None:
    queue = await factories.queue("Network")
    await factories.agent("rosa", password=PASSWORD, rights={queue: "ro"})
    paul = await factories.customer_user("paul")
    await factories.ticket(queue=queue, title="No signal", customer=paul)
    await web.sign_in("rosa")
    page = await web.get("/agent/customers?q=paul")
    (link,) = [row.get("href") for row in page.all("a[data-row-link]")]
    page = await web.get(link)
    assert page.has("No signal")
    assert "/admin/" not in page.response.text.partition("</main>")[0].partition("<main")[2]
    assert (await web.get("/agent/customers?q=nobody")).has("Nothing fits what was asked for.")


async def test_customers_are_for_agents(web: WebBrowser, factories: Factories) -> None:
    await factories.customer_user("paul", password=PASSWORD)
    await web.sign_in("paul", kind="customer")
    assert (await web.get("/agent/customers")).location.startswith("/auth/login")


async def test_a_company_is_shown_with_its_people_and_what_is_open(web: WebBrowser, factories: Factories) -> None:
    queue, secret = await factories.queue("Network"), await factories.queue("Secret")
    await factories.agent("rosa", password=PASSWORD, rights={queue: "ro"})
    company = await factories.customer_company("acme/north")
    paul = await factories.customer_user("paul", company=company)
    await factories.customer_user("stranger")
    ticket = await factories.ticket(queue=queue, title="No signal", customer=paul)
    await factories.ticket(queue=secret, title="Nobody sees this", customer=paul)
    await web.sign_in("rosa")
    page = await web.get(f"/agent/tickets/{ticket.id}")
    address = page.links()["1 open in the company"]
    page = await web.get(address)
    assert page.texts("#admin-form .card-person b") == [company.name]
    assert page.has("No signal")
    assert not page.has("Nobody sees this")
    assert len(page.all("a[data-row-link]")) == 1, "its people"
    assert (await web.get("/agent/customers/company?customer_id=nobody")).status == 404
    assert address in (await web.get(page.one("a[data-row-link]").get("href"))).links().values(), "and back"
