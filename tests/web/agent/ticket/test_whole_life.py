"""What concerns a ticket as a whole: links, merging and back, its past, paper, archive, end."""

from __future__ import annotations

import pytest

from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketLink, TicketMerge, TicketSetTitle
from tests.support.factories import PASSWORD
from tests.support.web import WebBrowser
from tests.web.agent.ticket.conftest import Desk

pytestmark = pytest.mark.backends("sqlite")


async def test_a_link_is_taken_away_and_put_back(at_desk: WebBrowser, desk: Desk) -> None:
    other = await desk.factories.ticket("Switch is warm", queue=desk.queue)
    lena = await desk.factories.principal(desk.lena)
    link = TicketLink(role="child", ticket_id=other.id)
    await tickets.link_ticket(desk.uow, lena, TicketId(desk.ticket.id), link)
    page = await at_desk.get(desk.address)
    (action,) = [form.action for form in page.tree.forms if (form.action or "").startswith(f"{desk.address}/links/")]
    assert (await at_desk.send(action)).status == 303
    page = await at_desk.follow()
    assert page.has("The link is gone.")
    assert not page.has("Switch is warm")
    (undo,) = [form.action for form in page.tree.forms if (form.action or "").startswith(f"{desk.address}/links/")]
    await at_desk.send(undo)
    assert (await at_desk.follow()).has("Switch is warm")


async def test_a_merged_ticket_is_taken_out_again(at_desk: WebBrowser, desk: Desk) -> None:
    main = await desk.factories.ticket("All of it", queue=desk.queue)
    lena = await desk.factories.principal(desk.lena)
    await tickets.merge_ticket(desk.uow, lena, TicketId(desk.ticket.id), TicketMerge(into=main.id))
    await desk.uow.settle()
    page = await at_desk.get(f"{desk.address}/unmerging")
    assert page.has("Its own messages come back")
    assert (await at_desk.send(f"{desk.address}/unmerging")).location == desk.address
    assert (await at_desk.follow()).has("Every 20 minutes.")


async def test_only_what_came_as_a_mail_is_bounced(at_desk: WebBrowser, desk: Desk) -> None:
    page = await at_desk.get(f"{desk.address}/bounce")
    assert page.has("so the answer goes to that person")
    page = await at_desk.send(f"{desk.address}/bounce", {"to": "network@elsewhere.example"})
    assert page.status == 422  # its text was typed by a test: there is no mail behind it
    assert page.has("Only mails can be bounced.")
    assert page.one("#f-to").get("value") == "network@elsewhere.example"


async def test_the_past_is_walked_through(at_desk: WebBrowser, desk: Desk) -> None:
    lena = await desk.factories.principal(desk.lena)
    site = desk.uow.site
    await tickets.set_title(desk.uow, lena, TicketId(desk.ticket.id), TicketSetTitle(title="VPN is gone"))
    site.clock.advance(hours=1)  # type: ignore[attr-defined]
    await tickets.set_title(desk.uow, lena, TicketId(desk.ticket.id), TicketSetTitle(title="VPN is slow"))
    page = await at_desk.get(f"{desk.address}/past")
    assert page.has("VPN is slow")
    assert page.texts("tbody tr:first-child td") == ["VPN is slow", "the same"]
    earlier = await at_desk.get(f"{desk.address}/past?step=0")
    assert earlier.texts("tbody tr:first-child td")[0] == "VPN is gone"
    assert (await at_desk.get(f"{desk.address}/past?step=999")).has("the same")


async def test_on_paper_everything_stands_below_each_other(at_desk: WebBrowser, desk: Desk) -> None:
    lena = await desk.factories.principal(desk.lena)
    await tickets.set_title(desk.uow, lena, TicketId(desk.ticket.id), TicketSetTitle(title="VPN is slow"))
    page = await at_desk.get(f"{desk.address}/print?history=true")
    assert page.has("Every 20 minutes.")
    assert page.texts(".paper__history li")
    (article,) = await desk.articles()
    assert (await at_desk.get(f"{desk.address}/print?article={article.id}")).has("Every 20 minutes.")
    assert not (await at_desk.get(f"{desk.address}/print?article={article.id + 1}")).has("Every 20 minutes.")


async def test_archiving_and_booking_time(at_desk: WebBrowser, desk: Desk) -> None:
    await at_desk.get(f"{desk.address}/archive")
    await at_desk.send(f"{desk.address}/archive")
    assert (await desk.now()).archived
    await at_desk.get(f"{desk.address}/archive")
    await at_desk.send(f"{desk.address}/archive")
    assert not (await desk.now()).archived
    await at_desk.get(f"{desk.address}/time-booking")
    assert (await at_desk.send(f"{desk.address}/time-booking", {"time_units": "much"})).status == 422
    await at_desk.send(f"{desk.address}/time-booking", {"time_units": "1,5"})
    lena = await desk.factories.principal(desk.lena)
    assert (await tickets.list_time(desk.uow, lena, TicketId(desk.ticket.id))).total == 1.5


async def test_deleting_is_for_administrators(web: WebBrowser, desk: Desk) -> None:
    await web.sign_in("lena")
    assert (await web.get(f"{desk.address}/deletion")).status == 403
    await desk.factories.agent("boss", admin=True, rights={desk.queue: "rw"}, password=PASSWORD)
    web.client.cookies.clear()
    await web.sign_in("boss")
    assert (await web.get(f"{desk.address}/deletion")).has("Nobody can bring it back.")
    assert (await web.send(f"{desk.address}/deletion")).location == "/agent/queues"
    assert (await web.get(desk.address)).status == 404
