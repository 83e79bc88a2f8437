"""Who belongs to what: both sides of every relation, changed by its boxes, with the effect where it should show."""

from __future__ import annotations

import pytest

from gotrs_api.admin.relations.relation import RELATIONS
from gotrs_api.identity.models import User
from tests.support.factories import PASSWORD, Factories
from tests.support.web import Files, WebBrowser, WebPage

pytestmark = pytest.mark.backends("sqlite")


@pytest.fixture(autouse=True)
async def mira(factories: Factories, web: WebBrowser) -> User:
    mira = await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")
    return mira


@pytest.fixture
async def entries(factories: Factories) -> None:
    """Something on each side of each relation that a new installation leaves empty."""
    await factories.role("desk")
    company = await factories.customer_company("acme")
    await factories.customer_user("paul", company=company)
    await factories.standard_attachment("terms")
    await factories.service("Network")


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("name", RELATIONS)
async def test_a_box_is_ticked_and_taken_away_from_either_side(web: WebBrowser, name: str, side: int) -> None:
    relation = RELATIONS[name]
    assert (await web.get(f"/admin/relations/{name}")).status == 200
    page = await web.get(f"/admin/relations/{name}/{relation.axes[side].name}")
    address = page.all("a[data-row-link]")[-1].get("href", "")
    page = await web.get(address)
    box = page.all('input[name^="cell-"]')[-1]
    cell, mark = box.get("name", ""), box.get("value", "")
    before = [one.get("value", "") for one in page.all(f'input[name="{cell}"][checked]')]
    await web.send(address, {cell: [mark]})
    page = await web.follow()
    assert [one.get("value") for one in page.all(f'input[name="{cell}"][checked]')] == [mark]
    assert page.has("Last changes") is (before != [mark])
    await web.send(address, {cell: []})
    assert (await web.follow()).all(f'input[name="{cell}"][checked]') == []


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize("form", ["yaml", "csv"])
@pytest.mark.parametrize("name", RELATIONS)
async def test_a_relation_goes_out_to_a_file_and_comes_back(web: WebBrowser, name: str, form: str) -> None:
    relation = RELATIONS[name]
    page = await web.get(f"/admin/relations/{name}/{relation.axes[0].name}")
    address = page.all("a[data-row-link]")[-1].get("href", "")
    cell = (await web.get(address)).all('input[name^="cell-"]')[-1]
    await web.send(address, {cell.get("name", ""): [cell.get("value", "")]})
    there = f"/admin/relation-files/{name}"
    content = (await web.get(f"{there}/{form}")).response.content
    sent: Files = [("file", (f"ties.{form}", content, "text/plain"))]
    await web.get(there)
    assert set((await web.send(there, files=sent)).texts("tbody td:last-child")) == {"as it is"}

    await web.get(address)
    await web.send(address, {cell.get("name", ""): []})
    await web.get(there)
    page = await web.send(there, files=sent)
    assert "new" in page.texts("tbody td:last-child")
    assert (await web.send(there, {"start": "1"})).status == 303
    assert (await web.get(f"{there}/{form}")).response.content == content


async def test_a_file_of_ties_is_taken_as_a_whole_or_not_at_all(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("rosa")
    there = "/admin/relation-files/agents-groups"

    async def send(text: str) -> WebPage:
        await web.get(there)
        return await web.send(there, files=[("file", ("ties.csv", text.encode(), "text/csv"))])

    good = "agents,groups,marks\nrosa,users,ro note\n"
    page = await send(f"{good}nobody,users,ro\nrosa,stats,all\nrosa,users,\n")
    assert page.status == 422
    assert page.texts("tbody td:last-child") == [
        "There is none with this name.", "There is no such mark.", "This pair stands in the file twice.", "new",
    ]  # fmt: skip
    assert not page.all("button[name=start]")
    assert (await send("agents,marks\nrosa,ro\n")).has("The file is none of these entries.")
    assert (await send("agents,groups,marks\nmira,admin,\n")).status == 200
    page = await web.send(there, {"start": "1"})
    assert (page.status, page.all(".notice--danger") != []) == (422, True)  # nobody would be left
    await send(good)
    assert (await web.send(there, {"start": "1"})).status == 303
    assert "rosa,users,ro note" in (await web.get(f"{there}/csv")).response.text


async def test_what_somebody_else_changed_meanwhile_stays(web: WebBrowser, factories: Factories) -> None:
    rosa = await factories.agent("rosa")
    one, two = await factories.group("one"), await factories.group("two")
    address = f"/admin/relations/agents-groups/agents/{rosa.id}"
    old = await web.get(address)
    await web.send(address, {f"cell-{one.id}": ["ro"]})
    web.page = old
    await web.send(address, {f"cell-{two.id}": ["note"]})
    page = await web.follow()
    assert len(page.all("input[type=checkbox][name^=cell-][checked]")) == 2


async def test_the_last_administrator_keeps_the_group(web: WebBrowser, mira: User) -> None:
    address = f"/admin/relations/agents-groups/agents/{mira.id}"
    await web.get(address)
    page = await web.send(address, {"cell-2": []})
    assert page.status == 409
    assert page.all(".notice--danger")


async def test_a_new_right_opens_a_queue_at_once(web: WebBrowser, factories: Factories) -> None:
    queue = await factories.queue("Network")
    ticket = await factories.ticket(queue=queue)
    rosa = await factories.agent("rosa", password=PASSWORD)
    admin = web.client.cookies["gotrs_agent"]
    web.client.cookies.clear()
    await web.sign_in("rosa")
    hers = web.client.cookies["gotrs_agent"]
    assert (await web.get(f"/agent/tickets/{ticket.id}")).status == 404
    web.client.cookies.clear()
    web.client.cookies.set("gotrs_agent", admin)
    address = f"/admin/relations/agents-groups/groups/{queue.group_id}?find=rosa"
    await web.get(address)
    await web.send(address, {f"cell-{rosa.id}": ["ro"]})
    web.client.cookies.clear()
    web.client.cookies.set("gotrs_agent", hers)
    assert (await web.get(f"/agent/tickets/{ticket.id}")).status == 200


async def test_a_queue_answers_an_occasion_with_one_reply(web: WebBrowser, factories: Factories) -> None:
    queue = await factories.queue("Network")
    for name in ("one", "two"):
        await factories.auto_response(name)
    address = f"/admin/relations/queues-auto-responses/queues/{queue.id}"
    page = await web.get(address)
    boxes = {page.one(f'input[aria-label^="{name}:"]').get("name", ""): ["yes"] for name in ("one", "two")}
    assert (await web.send(address, boxes)).status == 409


async def test_the_default_services_are_those_of_everybody(web: WebBrowser, factories: Factories) -> None:
    service = await factories.service("Network")
    paul = await factories.customer_user("paul")
    address = "/admin/relations/customer-users-services/customer-users/%3CDEFAULT%3E"
    await web.get(address)
    await web.send(address, {f"cell-{service.id}": ["yes"]})
    page = await web.get(f"/admin/customer-users/{paul.id}/belongings")
    assert page.one(f'input[name=service][value="{service.id}"]').get("checked") is not None
