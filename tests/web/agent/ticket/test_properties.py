"""Properties edited in place, and what takes one press."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketSetTitle
from tests.support.factories import PENDING_REMINDER
from tests.support.web import WebBrowser
from tests.web.agent.ticket.conftest import Desk

pytestmark = pytest.mark.backends("sqlite")
TOMORROW = "2026-03-03T09:00"


@pytest.mark.parametrize(
    ("name", "fields", "words"),
    [
        ("title", {"title": "VPN is slow"}, "VPN is slow"),
        ("priority", {"priority_id": "4"}, "4 high"),
        ("state", {"state_id": "1"}, "new"),
        ("pending", {"state_id": str(PENDING_REMINDER), "pending_until": TOMORROW}, "pending reminder"),
        ("type", {"type_id": "1"}, "Unclassified"),
        ("customer", {"customer_user": "per@customer.example", "customer_id": "per"}, "per@customer.example"),
        ("closure", {"note": "Solved by phone."}, "closed successful"),
        ("service", {"service_id": ""}, "not set"),
    ],
)
async def test_a_property_is_changed_in_place(
    at_desk: WebBrowser, desk: Desk, name: str, fields: dict[str, str], words: str
) -> None:
    assert (await at_desk.get(f"{desk.address}/{name}")).status == 200
    answer = await at_desk.send(f"{desk.address}/{name}", fields)
    assert (answer.status, answer.location) == (303, desk.address)
    page = await at_desk.follow()
    assert page.has(words)
    assert page.has(fields.get("note", ""))


async def test_a_ticket_waits_for_a_day_unless_one_says_otherwise(at_desk: WebBrowser, desk: Desk) -> None:
    page = await at_desk.get(f"{desk.address}/pending")
    tomorrow = desk.uow.clock.now() + timedelta(days=1)
    assert page.one("#f-pending_until").get("value") == f"{tomorrow:%Y-%m-%dT%H:%M}"
    assert (await at_desk.get(f"{desk.address}/state")).one("#f-pending_until").get("value") == ""


async def test_the_ticket_moves_and_is_given_to_others(at_desk: WebBrowser, desk: Desk) -> None:
    other = await desk.factories.queue("Hardware")
    mira = await desk.factories.agent("mira", rights={desk.queue: "owner"})
    await desk.factories.agent("vera", rights={desk.queue: "ro"})
    page = await at_desk.get(f"{desk.address}/owner")
    assert page.texts("#f-owner_id option") == ["Lena Agent (you)", "nobody", "Mira Agent"]
    await at_desk.send(f"{desk.address}/owner", {"owner_id": str(mira.id)})
    assert (await desk.now()).owner.login == "mira"
    assert (await at_desk.get(f"{desk.address}/queue")).status == 409  # it is Mira's now
    assert other.name not in page.text


async def test_reopening(at_desk: WebBrowser, desk: Desk) -> None:
    await at_desk.get(f"{desk.address}/closure")
    await at_desk.send(f"{desk.address}/closure")
    page = await at_desk.follow()
    assert page.has("Reopen")
    await at_desk.get(f"{desk.address}/reopening")
    await at_desk.send(f"{desk.address}/reopening")
    assert (await desk.now()).state.name == "open"


async def test_merging_leads_to_the_ticket_that_stays(at_desk: WebBrowser, desk: Desk) -> None:
    main = await desk.factories.ticket("The real one", queue=desk.queue)
    await at_desk.get(f"{desk.address}/merge")
    wrong = await at_desk.send(f"{desk.address}/merge", {"other": "000"})
    assert wrong.status == 422
    assert wrong.has("There is no ticket of this number.")
    answer = await at_desk.send(f"{desk.address}/merge", {"other": f"Ticket#{main.tn}"})
    assert answer.location == f"/agent/tickets/{main.id}"
    assert (await desk.now()).state.type == "merged"


async def test_linking_shows_the_other_ticket(at_desk: WebBrowser, desk: Desk) -> None:
    other = await desk.factories.ticket("Gateway certificate", queue=desk.queue)
    await at_desk.get(f"{desk.address}/link")
    await at_desk.send(f"{desk.address}/link", {"other": other.tn, "role": "parent"})
    page = await at_desk.follow()
    assert page.links()["Gateway certificate"] == f"/agent/tickets/{other.id}"


async def test_splitting_begins_a_ticket_with_the_article(at_desk: WebBrowser, desk: Desk) -> None:
    first = (await desk.articles())[0]
    await desk.factories.agent("nobody-in-particular")
    await at_desk.get(f"{desk.address}/split?article={first.id}")
    await at_desk.send(f"{desk.address}/split", {"title": "Another matter"})
    page = await at_desk.follow()
    assert page.texts("h1") == ["Another matter"]
    assert page.has("Every 20 minutes.")


@pytest.mark.parametrize(
    ("name", "fields", "words"),
    [
        ("title", {"title": " "}, "This is required."),
        ("queue", {"queue_id": ""}, ""),
        ("pending", {"pending_until": "2020-01-01T10:00"}, ""),
        ("customer", {"customer_user": "nobody at all"}, "There is no such customer user"),
        ("state", {"state_id": "9999"}, "There is nothing of this name or id."),
    ],
)
async def test_a_wrong_value_comes_back_with_its_message(
    at_desk: WebBrowser, desk: Desk, name: str, fields: dict[str, str], words: str
) -> None:
    await at_desk.get(f"{desk.address}/{name}")
    page = await at_desk.send(f"{desk.address}/{name}", fields)
    assert page.status == 422
    assert page.has(words)
    assert page.all("[aria-invalid=true]") or page.all(".notice--danger")
    part = await at_desk.get(f"{desk.address}/{name}", htmx=True)
    assert part.all("main") == []


async def test_who_was_overtaken_is_told(at_desk: WebBrowser, desk: Desk) -> None:
    await at_desk.get(f"{desk.address}/title")
    mira = await desk.factories.principal(await desk.colleague())
    await tickets.set_title(desk.uow, mira, TicketId(desk.ticket.id), TicketSetTitle(title="Mira's"))
    page = await at_desk.send(f"{desk.address}/title", {"title": "Lena's"})
    assert page.status == 422
    assert page.has("Mira Agent: Title changed from VPN drops to Mira's")
    assert page.form(f"{desk.address}/title").fields["title"] == "Lena's"
    await at_desk.send(f"{desk.address}/title")
    assert (await desk.now()).title == "Lena's"


@pytest.mark.parametrize("name", ["title", "queue", "priority", "owner", "closure", "merge"])
async def test_without_the_right_nothing_changes(web: WebBrowser, desk: Desk, name: str) -> None:
    before = (await desk.now()).etag
    await desk.colleague("vera", rights="ro")
    await web.sign_in("vera")
    assert (await web.get(f"{desk.address}/{name}")).status == 403
    token = (await web.get(desk.address)).all("input[name=csrf_token]")[0].get("value", "")
    chosen = {"title": "x", "queue_id": "1", "priority_id": "1", "owner_id": "1", "other": desk.ticket.tn}
    fields = {"csrf_token": token, "etag": before, **chosen}
    answer = await web.client.post(f"{desk.address}/{name}", data=fields)
    assert answer.status_code in (403, 422)
    assert (await desk.now()).etag == before


async def test_an_unknown_word_is_no_page(at_desk: WebBrowser, desk: Desk) -> None:
    assert (await at_desk.get(f"{desk.address}/nonsense")).status == 404


async def test_watching_and_locking_take_one_press(at_desk: WebBrowser, desk: Desk) -> None:
    for press, words in (("watch", "Watching"), ("unwatch", "Watch"), ("lock", "Locked by you"), ("unlock", "Watch")):
        await at_desk.get(desk.address)
        answer = await at_desk.send(f"{desk.address}/{press}")
        assert answer.location == desk.address
        assert (await at_desk.follow()).has(words)


async def test_with_scripts_a_change_is_told_to_the_panels(at_desk: WebBrowser, desk: Desk) -> None:
    await at_desk.get(f"{desk.address}/priority")
    at_desk.client.headers["HX-Request"] = "true"
    answer = await at_desk.send(f"{desk.address}/priority", {"priority_id": "5"})
    assert answer.status == 204
    events = json.loads(answer.response.headers["hx-trigger"])
    assert {"ticket-changed", "ticket-priority-changed", "toast"} <= set(events)
    for part in ("header", "panel", "stream"):
        page = await at_desk.get(f"{desk.address}?part={part}", htmx=True)
        assert page.all("main") == []
        assert page.status == 200


async def test_a_form_leads_back_to_the_list_one_came_from(at_desk: WebBrowser, desk: Desk) -> None:
    place = f"{desk.address}?in=%2Fagent%2Ftickets"
    await at_desk.get(f"{desk.address}/title?in=%2Fagent%2Ftickets")
    at_desk.client.headers["Referer"] = f"http://desk.example{desk.address}/title?in=%2Fagent%2Ftickets"
    assert (await at_desk.send(f"{desk.address}/title", {"title": "New"})).location == place


async def test_a_change_can_be_undone(at_desk: WebBrowser, desk: Desk) -> None:
    page = await at_desk.get(f"{desk.address}/priority")
    values = page.values(f"{desk.address}/priority") | {"priority_id": "5"}
    answer = await at_desk.client.post(f"{desk.address}/priority", data=values, headers={"HX-Request": "true"})
    (toast,) = json.loads(answer.headers["HX-Trigger"])["toast"]["toasts"]
    assert (await desk.now()).priority.id == 5
    undone = await at_desk.client.post(toast["action_url"], data={"csrf_token": values["csrf_token"]})
    assert undone.status_code == 303
    assert (await desk.now()).priority.id == 3


async def test_only_simple_changes_have_a_way_back(at_desk: WebBrowser, desk: Desk) -> None:
    page = await at_desk.get(desk.address)
    token = page.values(f"{desk.address}/watch")["csrf_token"]
    answer = await at_desk.client.post(f"{desk.address}/undoing/deletion?was=1", data={"csrf_token": token})
    assert answer.status_code == 404
