"""Forms of a desk with many queues: they send what is chosen and some of the others; the rest is found by words, also without scripts."""

from __future__ import annotations

import json

import pytest

from gotrs_api.identity.models import User
from gotrs_api.queues.models import Queue
from gotrs_web import found_choices
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser, WebPage

pytestmark = pytest.mark.backends("sqlite")
NAMES = ("Alpha", "Beta", "Gamma", "Network::VPN", "Network::Wires", "Zulu")


@pytest.fixture
async def desk(factories: Factories, monkeypatch: pytest.MonkeyPatch) -> dict[str, Queue]:
    monkeypatch.setattr(found_choices, "MOST_OFFERED", 2)
    await factories.queue("Network")
    return {name: await factories.queue(name) for name in NAMES}


@pytest.fixture
async def rosa(factories: Factories, web: WebBrowser, desk: dict[str, Queue]) -> User:
    rosa = await factories.agent("rosa", password=PASSWORD, rights=dict.fromkeys(desk.values(), "rw"))
    await web.sign_in("rosa")
    return rosa


def offered(page: WebPage, name: str) -> list[str]:
    return [one for one in page.texts(f"select[name={name}] option") if one not in ("Choose…", "as it is")]


async def searched(web: WebBrowser, page: WebPage, words: str, **chosen: str) -> WebPage:
    """As the script of the search beside the choices asks."""
    (search,) = [one for one in page.all("input[name=words]") if "/choices/queues" in one.get("hx-get", "")]
    assert page.all(search.get("hx-target", "")), "what was found goes somewhere"
    sent = {**json.loads(search.get("hx-vals", "{}")), "words": words, **chosen}
    address = search.get("hx-get", "")
    query = "&".join(f"{name}={value}" for name, value in sent.items())
    return await web.get(f"{address}{'&' if '?' in address else '?'}{query}", htmx=True)


async def test_the_profile_keeps_the_queues_one_follows_and_finds_others(
    web: WebBrowser, rosa: User, desk: dict[str, Queue]
) -> None:
    page = await web.get("/agent/profile")
    assert page.texts("#my-queues label.check") == ["Alpha", "Beta"]
    zulu, vpn = str(desk["Zulu"].id), str(desk["Network::VPN"].id)
    found = await searched(web, page, "net vpn", queue=zulu)
    assert found.texts("label") == ["Zulu", "Network::VPN"]
    assert [one.get("value") for one in found.all("input[checked]")] == [zulu]

    page = await web.get("/agent/profile?queue_words=vpn")
    assert page.texts("#my-queues label.check") == ["Network::VPN"], "without scripts"
    await web.send("/agent/profile/queues", {"queue": [vpn]})
    page = await web.get("/agent/profile?queue_words=zulu")
    assert page.texts("#my-queues label.check") == ["Network::VPN", "Zulu"], "what is followed stays"
    assert page.one("#my-queues input[checked]").get("value") == vpn
    many = [str(desk[name].id) for name in ("Alpha", "Beta", "Gamma")]
    await web.send("/agent/profile/queues", {"queue": many})
    page = await web.get("/agent/profile?queue_words=zulu")
    assert page.texts("#my-queues label.check") == ["Alpha", "Beta", "Gamma", "Zulu"], "many chosen hide no other"


async def test_the_search_form_keeps_what_was_asked_for(web: WebBrowser, rosa: User, desk: dict[str, Queue]) -> None:
    page = await web.get("/agent/search")
    assert offered(page, "queue_id") == ["Alpha", "Beta"]
    found = await searched(web, page, "wires", queue_id=str(desk["Zulu"].id))
    assert found.texts("option") == ["Zulu", "Network::Wires"]
    page = await web.get(f"/agent/search?queue_id={desk['Zulu'].id}&queue_words=wires")
    assert offered(page, "queue_id") == ["Zulu", "Network::Wires"]
    assert page.all(".chip a[aria-label='Remove Queue']")
    assert page.has("Zulu")


async def test_a_ticket_begins_in_a_queue_that_was_found(web: WebBrowser, rosa: User, desk: dict[str, Queue]) -> None:
    address = "/agent/tickets/new/phone"
    page = await web.get(address)
    assert offered(page, "queue") == ["Alpha", "Beta"]
    assert (await searched(web, page, "zulu", queue=str(desk["Beta"].id))).texts("option") == [
        "Choose…",
        "Beta",
        "Zulu",
    ]
    sent = {**page.values(address), "subject": "Kept", "queue_words": "zulu"}
    page = WebPage(await web.client.post(f"{address}/properties", data=sent))
    assert offered(page, "queue") == ["Zulu"]
    assert page.one("#f-subject").get("value") == "Kept"
    page = await web.get(f"{address}?queue={desk['Zulu'].id}")
    assert page.one("#f-queue option[selected]").text_content() == "Zulu"


async def test_a_ticket_moves_to_a_queue_that_was_found(
    web: WebBrowser, factories: Factories, rosa: User, desk: dict[str, Queue]
) -> None:
    ticket = await factories.ticket("VPN drops", queue=desk["Alpha"])
    address = f"/agent/tickets/{ticket.id}/queue"
    page = await web.get(address)
    assert "Alpha" not in offered(page, "queue_id"), "it is there"
    assert (await searched(web, page, "a")).texts("option") == ["Choose…", "Beta", "Gamma"]
    page = await web.get(f"{address}?queue_words=zulu")
    assert "Zulu" in offered(page, "queue_id")
    stale = {**page.values(address), "queue_id": str(desk["Zulu"].id), "etag": "old"}
    refused = WebPage(await web.client.post(address, data=stale))
    assert refused.status == 422
    assert refused.one("#f-queue_id option[selected]").text_content() == "Zulu", "what was chosen is kept"
    await web.send(address, {"queue_id": str(desk["Zulu"].id)})
    assert offered(await web.get(f"/agent/bulk?ids={ticket.id}&queue_words=zulu"), "queue_id") == ["Zulu"]
    split = await web.get(f"/agent/tickets/{ticket.id}/split?queue_words=zulu")
    assert "Zulu" in offered(split, "queue_id")


async def test_what_may_not_be_chosen_is_not_found(
    web: WebBrowser, factories: Factories, rosa: User, desk: dict[str, Queue]
) -> None:
    payroll = await factories.queue("Payroll")
    address = "/agent/choices/queues?field=queue&words=pay"
    assert (await web.get(f"{address}&queue={payroll.id}", htmx=True)).texts("option") == []
    assert (await web.client.get(f"{address}&ticket=999999")).status_code == 404
    assert (await web.client.get(f"{address}&right=owner")).status_code == 422
    assert (await web.client.get("/agent/choices/queues?field=A%22")).status_code == 422


async def test_the_palette_sends_some_queues_until_words_are_typed(web: WebBrowser, rosa: User) -> None:
    everything = await web.get("/agent/palette", htmx=True)
    assert [one for one in NAMES if everything.has(one)] == ["Alpha", "Beta"]
    assert (await web.get("/agent/palette?q=zul", htmx=True)).has("Zulu")
