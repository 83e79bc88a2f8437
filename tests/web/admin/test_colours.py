"""A colour set on a state's or priority's form is seen wherever tickets are."""

from __future__ import annotations

import pytest

from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


async def test_lists_tickets_and_the_dashboard_show_it(web: WebBrowser, factories: Factories) -> None:
    queue = await factories.existing_queue("Raw")
    await factories.agent("mira", password=PASSWORD, admin=True, rights={queue: "rw"})
    ticket = await factories.ticket(queue=queue, owner=await factories.agent("otto", rights={queue: "rw"}))
    await web.sign_in("mira")
    places = [f"/agent/tickets/{ticket.id}", f"/agent/tickets?queue={queue.id}"]
    before = [len((await web.get(place)).all("svg.swatch")) for place in places]
    assert before == [0, 0]
    for module, entry_id, colour in (
        ("states", ticket.ticket_state_id, "#1a6b3c"),
        ("priorities", ticket.ticket_priority_id, "#8b0000"),
    ):
        address = f"/admin/{module}/{entry_id}"
        await web.get(address)
        assert (await web.send(address, {"color": colour, "stay": "1"})).status == 303
        page = await web.follow()
        assert page.one("#f-color").get("value") == colour
        assert page.one("[data-colour-of=f-color]").get("value") == colour
        assert any("Colour" in change for change in page.texts(".events li"))
        assert colour in (await web.get(f"/admin/{module}")).text
    for place in places:
        page = await web.get(place)
        shown = {
            (dot.get("fill"), dot.getparent().getparent().text_content().strip()) for dot in page.all(".swatch circle")
        }
        assert {("#1a6b3c", "open"), ("#8b0000", "3 normal")} <= shown, place

    address = f"/admin/states/{ticket.ticket_state_id}"
    await web.get(address)
    page = await web.send(address, {"color": "green"})
    assert (page.status, page.all("#f-color-error") != []) == (422, True)
