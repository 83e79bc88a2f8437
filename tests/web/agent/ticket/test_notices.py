"""The bell and the list behind it."""

from __future__ import annotations

import pytest

from gotrs_api.automation.notifications.notices import keep_notice
from gotrs_api.kernel.ids import TicketId
from tests.support.web import WebBrowser
from tests.web.agent.ticket.conftest import Desk

pytestmark = pytest.mark.backends("sqlite")


async def test_opening_one_marks_it_and_leads_to_its_ticket(at_desk: WebBrowser, desk: Desk) -> None:
    assert (await at_desk.get("/agent/notices")).has("No notifications")
    for subject in ("VPN: new answer", "VPN: escalates"):
        await keep_notice(desk.uow, desk.lena.id, TicketId(desk.ticket.id), 1, subject)
    assert await unread(at_desk) == "2"
    page = await at_desk.get("/agent/notices")
    assert page.has("VPN: escalates")
    (newest, _oldest) = [form.get("action") for form in page.all('form[action$="/opening"]')]
    assert (await at_desk.send(newest)).location == f"/agent/tickets/{desk.ticket.id}"
    assert await unread(at_desk) == "1"
    await at_desk.get("/agent/notices")
    await at_desk.send("/agent/notices/read")
    assert await unread(at_desk) == ""


async def unread(browser: WebBrowser) -> str:
    bell = (await browser.get("/agent/notices/bell", htmx=True)).one("#bell")
    return bell.text_content().removeprefix("Notifications").strip()
