"""A new ticket that somebody began: kept as they type, offered on return, gone once the ticket is there."""

from __future__ import annotations

import pytest

from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.service.drafts import NOT_YET
from tests.support.web import WebBrowser
from tests.web.agent.ticket.conftest import Desk, at_desk, desk

__all__ = ["at_desk", "desk"]
pytestmark = pytest.mark.backends("sqlite")
PHONE = "/agent/tickets/new/phone"


async def begin(web: WebBrowser, desk: Desk, subject: str = "Printer jams") -> int:
    """As the script does while somebody writes; answers the draft's number."""
    page = await web.get(f"{PHONE}?customer=rosa&queue={desk.queue.id}")
    values = page.values(PHONE) | {"subject": subject, "body": "Tray 2."}
    answer = await web.client.post(f"{PHONE}/drafts", data=values, headers={"Accept": "application/json"})
    assert answer.json()["text"].startswith("Draft saved")
    return int(answer.json()["id"])


async def test_it_outlives_signing_out_is_offered_and_is_gone_once_created(at_desk: WebBrowser, desk: Desk) -> None:
    draft = await begin(at_desk, desk)
    await at_desk.send("/auth/logout")
    await at_desk.sign_in("lena")
    assert (await at_desk.get("/agent/")).texts("#foot .foot__draft") == ["Drafts", "Printer jams"]
    assert (await at_desk.get(PHONE)).has("You began “Printer jams” and did not send it.")
    page = await at_desk.get(f"{PHONE}?draft={draft}")
    assert page.values(PHONE)["subject"] == "Printer jams"
    assert page.values(PHONE)["queue"] == str(desk.queue.id)
    assert page.one("#f-body").text == "\nTray 2."
    await at_desk.send(PHONE)
    assert (await at_desk.follow()).has("Printer jams")
    assert (await at_desk.get("/agent/drafts")).has("No drafts")


async def test_saving_again_makes_no_second_one_and_a_refused_form_stays_it(at_desk: WebBrowser, desk: Desk) -> None:
    draft = await begin(at_desk, desk)
    await at_desk.get(f"{PHONE}?draft={draft}")
    page = await at_desk.send(PHONE, {"queue": ""})
    assert page.status == 422
    values = page.values(PHONE) | {"subject": "Printer burns"}
    await at_desk.client.post(f"{PHONE}/drafts", data=values)
    lena = await desk.factories.principal(desk.lena)
    assert [one.title for one in await tickets.list_drafts(desk.uow, lena, NOT_YET)] == ["Printer burns"]


async def test_nobody_else_has_it_and_it_can_be_thrown_away(at_desk: WebBrowser, desk: Desk) -> None:
    draft = await begin(at_desk, desk)
    await desk.colleague("mira")
    await at_desk.get("/agent/drafts")
    await at_desk.send(f"{PHONE}/drafts/{draft}/removal")
    assert not (await at_desk.get(PHONE)).has("You began")
    other = await begin(at_desk, desk, "Mine alone")
    await at_desk.send("/auth/logout")
    await at_desk.sign_in("mira")
    assert (await at_desk.get(f"{PHONE}?draft={other}")).status == 404
