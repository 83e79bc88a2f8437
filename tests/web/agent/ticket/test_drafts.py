"""What one began to write: kept, opened again, thrown away, given to somebody else, gone once it is sent."""

from __future__ import annotations

import pytest

from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketSetTitle
from tests.support.factories import PASSWORD
from tests.support.web import WebBrowser
from tests.web.agent.ticket.conftest import Desk

pytestmark = pytest.mark.backends("sqlite")


async def put_aside(web: WebBrowser, desk: Desk, kind: str = "note", body: str = "I think it is the") -> int:
    """As the script does while somebody writes; answers the draft's number."""
    page = await web.get(f"{desk.address}/{kind}")
    values = page.values(f"{desk.address}/{kind}#composer") | {"body": body}
    answer = await web.client.post(f"{desk.address}/drafts/{kind}", data=values, headers={"Accept": "application/json"})
    assert answer.json()["text"].startswith("Draft saved")
    return int(answer.json()["id"])


async def test_a_draft_survives_and_is_gone_when_it_is_sent(at_desk: WebBrowser, desk: Desk) -> None:
    draft = await put_aside(at_desk, desk)
    assert (await at_desk.get("/agent/")).texts("#foot .foot__draft") == ["Drafts", "VPN drops"]
    page = await at_desk.get(f"{desk.address}/note?draft={draft}")
    assert page.one("#f-body").text == "\nI think it is the"
    await at_desk.send(f"{desk.address}/note#composer", {"body": "I think it is the switch."})
    assert (await at_desk.follow()).has("I think it is the switch.")
    assert (await at_desk.get("/agent/drafts")).has("No drafts")


async def test_saving_again_makes_no_second_one(at_desk: WebBrowser, desk: Desk) -> None:
    draft = await put_aside(at_desk, desk)
    page = await at_desk.get(f"{desk.address}/note?draft={draft}")
    values = page.values(f"{desk.address}/note#composer") | {"body": "More of it"}
    await at_desk.client.post(f"{desk.address}/drafts/note", data=values)
    lena = await desk.factories.principal(desk.lena)
    (kept,) = await tickets.list_drafts(desk.uow, lena, TicketId(desk.ticket.id))
    assert kept.content is not None
    assert kept.content["body"] == "More of it"


async def test_what_others_did_meanwhile_is_said_before_a_draft_is_sent(at_desk: WebBrowser, desk: Desk) -> None:
    draft = await put_aside(at_desk, desk, "note")
    mira = await desk.factories.principal(await desk.colleague())
    await tickets.set_title(desk.uow, mira, TicketId(desk.ticket.id), _title("VPN is slow"))
    await at_desk.get(f"{desk.address}/note?draft={draft}")
    page = await at_desk.send(f"{desk.address}/note#composer")
    assert page.status == 422
    assert page.has("The ticket was changed while you were writing.")


async def test_a_draft_is_thrown_away_or_given_to_a_colleague(at_desk: WebBrowser, desk: Desk) -> None:
    await desk.colleague("mira")
    await desk.factories.agent("vera", password=PASSWORD)
    first, second = await put_aside(at_desk, desk), await put_aside(at_desk, desk, body="Another")
    await at_desk.get("/agent/drafts")
    await at_desk.send(f"{desk.address}/drafts/{first}/removal")
    await at_desk.get("/agent/drafts")
    page = await at_desk.send(f"{desk.address}/drafts/{second}/handover", {"to": "vera"})
    assert page.status == 422
    assert page.has("This agent may not see the ticket.")
    await at_desk.send(f"{desk.address}/drafts/{second}/handover", {"to": "mira"})
    assert (await at_desk.follow()).has("No drafts")
    at_desk.client.cookies.clear()
    await at_desk.sign_in("mira")
    assert (await at_desk.get("/agent/drafts")).has("VPN drops")


async def test_nobody_opens_the_drafts_of_others(at_desk: WebBrowser, desk: Desk) -> None:
    await desk.colleague("mira")
    draft = await put_aside(at_desk, desk)
    at_desk.client.cookies.clear()
    await at_desk.sign_in("mira")
    assert (await at_desk.get(f"{desk.address}/note?draft={draft}")).status == 404


def _title(text: str) -> TicketSetTitle:
    return TicketSetTitle(title=text)
