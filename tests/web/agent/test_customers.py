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
