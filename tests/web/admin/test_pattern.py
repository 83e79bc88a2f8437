"""What every module of administration has: help at each field, what uses an entry, and what a change changed."""

from __future__ import annotations

import pytest

from gotrs_web.admin.modules import MODULES
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


@pytest.fixture
async def at_desk(web: WebBrowser, factories: Factories) -> WebBrowser:
    queue = await factories.existing_queue("Raw")
    await factories.agent("mira", password=PASSWORD, admin=True, rights={queue: "rw"})
    await web.sign_in("mira")
    return web


@pytest.mark.parametrize("key", MODULES)
def test_each_field_says_what_it_does(key: str) -> None:
    assert [one.name for one in MODULES[key].fields if not one.hint] == []


async def test_tickets_that_use_an_entry_are_counted_and_found(at_desk: WebBrowser, factories: Factories) -> None:
    company = await factories.customer_company("acme")
    customer = await factories.customer_user("paul", company=company)
    queue = await factories.existing_queue("Raw")
    ticket = await factories.ticket("Printer on fire", queue=queue, customer=customer)
    for address, most in (
        (f"queues/{queue.id}", 2),
        (f"states/{ticket.ticket_state_id}", 2),
        (f"priorities/{ticket.ticket_priority_id}", 2),
        (f"types/{ticket.type_id}", 2),
        ("customer-companies/acme", 1),
    ):
        page = await at_desk.get(f"/admin/{address}")
        (link,) = [one for one in page.all(".admin__used a") if "/agent/search" in one.get("href", "")]
        assert 1 <= int(link.text_content().split()[0]) <= most, address
        page = await at_desk.get(link.get("href", ""))
        assert page.has("Printer on fire"), (address, page.text[-700:])


async def test_the_history_tells_what_was_and_is(at_desk: WebBrowser, factories: Factories) -> None:
    group = await factories.group("desk")
    await at_desk.get("/admin/queues/3")
    await at_desk.send(
        "/admin/queues/3", {"group_id": str(group.id), "unlock_timeout": "30", "valid": "invalid", "stay": "1"}
    )
    page = await at_desk.follow()
    told = page.texts(".events li li")
    assert {"Group: users → desk", "Unlock after (minutes): 0 → 30", "Valid: valid → invalid"} <= set(told)

    await at_desk.get(f"/admin/groups/{group.id}")
    await at_desk.send(f"/admin/groups/{group.id}", {"name": "helpdesk", "stay": "1"})
    assert (await at_desk.follow()).texts(".events li li") == ["Name: desk → helpdesk"]

    await at_desk.get("/admin/states/1")
    await at_desk.send("/admin/states/1", {"color": "#1a6b3c", "stay": "1"})
    assert "Colour: – → #1a6b3c" in (await at_desk.follow()).texts(".events li li")


async def test_persons_and_secrets_are_not_in_the_log(at_desk: WebBrowser, factories: Factories) -> None:
    customer = await factories.customer_user("paul", company=await factories.customer_company("acme"))
    address = f"/admin/customer-users/{customer.id}"
    await at_desk.get(address)
    await at_desk.send(address, {"city": "Lisbon", "stay": "1"})
    page = await at_desk.follow()
    assert page.texts(".events li")
    assert page.texts(".events li li") == []
