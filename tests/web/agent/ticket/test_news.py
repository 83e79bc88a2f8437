"""What an open ticket's page hears of the others."""

from __future__ import annotations

import pytest

from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketWatch
from tests.support.web import WebBrowser
from tests.web.agent.ticket.conftest import Desk

pytestmark = pytest.mark.backends("sqlite")


async def test_nothing_is_told_where_nothing_happened(at_desk: WebBrowser, desk: Desk) -> None:
    page = await at_desk.get(desk.address)
    news = await at_desk.get(page.one("#ticket-news").get("hx-get"), htmx=True)
    assert news.text == ""


async def test_what_others_did_is_told_with_their_name(at_desk: WebBrowser, desk: Desk) -> None:
    page = await at_desk.get(desk.address)
    mira = await desk.factories.principal(await desk.colleague())
    await tickets.watch_ticket(desk.uow, mira, TicketId(desk.ticket.id), TicketWatch())
    news = await at_desk.get(page.one("#ticket-news").get("hx-get"), htmx=True)
    assert news.has(f"Changed by {mira.name}")
    shown = await at_desk.get(news.one("a").get("hx-get"), htmx=True)
    assert "ticket-changed" in shown.response.headers["HX-Trigger"]


async def test_ones_own_changes_are_no_news(at_desk: WebBrowser, desk: Desk) -> None:
    page = await at_desk.get(desk.address)
    lena = await desk.factories.principal(desk.lena)
    await tickets.watch_ticket(desk.uow, lena, TicketId(desk.ticket.id), TicketWatch())
    news = await at_desk.get(page.one("#ticket-news").get("hx-get"), htmx=True)
    assert news.text == ""


async def test_who_is_at_the_ticket_is_shown(at_desk: WebBrowser, desk: Desk) -> None:
    mira = await desk.factories.principal(await desk.colleague())
    await tickets.be_present(desk.uow, mira, TicketId(desk.ticket.id), is_writing=True)
    await at_desk.get(desk.address)
    page = await at_desk.send(f"{desk.address}/presence")
    assert page.has(f"{mira.name} is answering")
