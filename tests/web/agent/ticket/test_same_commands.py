"""The ticket's menus and the command palette offer the same."""

from __future__ import annotations

import pytest

from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate, ObjectType, ScreenUpdate, Use
from gotrs_api.identity.principal import Principal
from tests.support.factories import INTERNAL
from tests.support.web import WebBrowser
from tests.web.agent.ticket.conftest import Desk

pytestmark = pytest.mark.backends("sqlite")
# A message's menu names its message, the palette takes the newest; history is a tab; the editor's kinds have buttons.
ELSEWHERE = frozenset({"reply", "reply?to_all=true", "note", "forward", "phone-out", "phone-in", "?tab=history"})


async def in_menus(web: WebBrowser, address: str) -> set[str]:
    """The paths below the ticket's that its menus lead to, without those that name a message."""
    page = await web.get(address)
    found = {
        one.get("href", "") for one in page.all(".ticket-head__acts a, .article a[role=menuitem], .article .menu a")
    }
    found |= {form.action or "" for form in page.one(".ticket-head__acts").forms}
    return {one.removeprefix(f"{address}/") for one in found if one.startswith(f"{address}/") and "?" not in one}


async def in_palette(web: WebBrowser, desk: Desk) -> set[str]:
    page = await web.get(f"/agent/palette?ticket={desk.ticket.id}", htmx=True)
    found = [one.get("data-url", "").removeprefix(desk.address).removeprefix("/") for one in page.all("[role=option]")]
    return {one for one in found if not one.startswith("agent/")} - ELSEWHERE


async def test_for_a_ticket_that_came_as_a_mail_and_has_fields(at_desk: WebBrowser, desk: Desk) -> None:
    boss = Principal.system("test")
    field = DynamicFieldCreate(name="Building", label="Building", type="Text", object_type=ObjectType.TICKET)
    await dynamic_fields.create_field(desk.uow, boss, field)
    await dynamic_fields.set_screen(desk.uow, boss, "AgentTicketZoom", ScreenUpdate(fields={"Building": Use.SHOWN}))
    offered = await in_palette(at_desk, desk)
    assert offered == await in_menus(at_desk, desk.address)
    assert {"bounce", "fields"} <= offered


async def test_for_a_ticket_that_was_typed_in(at_desk: WebBrowser, desk: Desk) -> None:
    typed = await desk.factories.ticket("Typed in", queue=desk.queue)
    await desk.factories.article(typed, channel_id=INTERNAL)
    desk = Desk(desk.uow, desk.factories, desk.queue, desk.lena, desk.rosa, typed)
    offered = await in_palette(at_desk, desk)
    assert offered == await in_menus(at_desk, desk.address)
    assert offered.isdisjoint({"bounce", "fields"})
    assert not any(one.endswith(("/plain", "/decisions")) for one in offered)
