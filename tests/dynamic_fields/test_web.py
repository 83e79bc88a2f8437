"""Fields on forms and pages, as the screens say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from gotrs_api.articles import service as articles
from gotrs_api.customers.models import CustomerUser
from gotrs_api.dynamic_fields import service
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate
from gotrs_api.identity.models import User
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.queues.models import Queue
from gotrs_api.sysconfig import changing, settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.schemas import TicketUpdate
from gotrs_api.uow import UnitOfWork
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
SYSTEM = Principal.system("test")
PHONE = "/agent/tickets/new/phone"
PLACES = {"hw": "Hardware", "pr": "Hardware::Printer"}


@dataclass(frozen=True)
class Desk:
    uow: UnitOfWork
    factories: Factories
    queue: Queue
    lena: User
    rosa: CustomerUser
    ticket: Ticket

    async def screen(self, name: str, uses: dict[str, int]) -> None:
        await changing.put(self.uow, settings.DYNAMIC_FIELD_SCREENS[name], uses)

    async def values(self, ticket_id: int | None = None) -> dict[str, Any]:
        ticket = await tickets.get_ticket(self.uow, SYSTEM, TicketId(ticket_id or self.ticket.id))
        return {name: value for name, value in ticket.dynamic_fields.items() if value is not None}


@pytest.fixture
async def desk(factories: Factories, uow: UnitOfWork) -> Desk:
    for name, kind, of, config in (
        ("Building", "Text", "Ticket", {"rules": [{"pattern": "^[A-Z]", "message": "Begin with a letter."}]}),
        ("Place", "Dropdown", "Ticket", {"possible_values": PLACES, "tree_view": True, "default": "hw"}),
        ("Places", "Multiselect", "Ticket", {"possible_values": PLACES}),
        ("Urgent", "Checkbox", "Ticket", {}),
        ("Moment", "DateTime", "Ticket", {}),
        ("Server", "Text", "Ticket", {"link": "https://cmdb.example/[% Data.Server | uri %]"}),
        ("Mood", "TextArea", "Article", {}),
    ):
        command: dict[str, Any] = {"name": name, "label": f"{name}?", "type": kind, "object_type": of, "config": config}
        await service.create_field(uow, SYSTEM, DynamicFieldCreate.model_validate(command))
    queue = await factories.queue("Network")
    lena = await factories.agent("lena", password=PASSWORD, rights={queue: "rw"})
    rosa = await factories.customer_user("rosa", password=PASSWORD)
    ticket = await factories.ticket("VPN drops", queue=queue, customer=rosa)
    await factories.article(ticket)
    return Desk(uow, factories, queue, lena, rosa, ticket)


async def test_the_form_for_a_call_asks_what_its_screen_says(web: WebBrowser, desk: Desk) -> None:
    await desk.screen("AgentTicketPhone", {"Building": 2, "Place": 1, "Places": 1, "Urgent": 1, "Mood": 1, "Moment": 0})
    await web.sign_in("lena")
    page = await web.get(PHONE)
    assert page.all("[name=df-Moment]") == []
    assert page.one("[name=df-Building]").get("required") is not None
    assert [one.text or "" for one in page.all("[name=df-Place] option")] == ["", "Hardware", "\u2007\u2007Printer"]
    assert page.one("[name=df-Place] option[selected]").get("value") == "hw"

    entered = {"customer": "rosa", "subject": "Lamp", "body": "Dark.", "queue": str(desk.queue.id)}
    refused = await web.send(PHONE, entered)
    assert refused.status == 422
    assert refused.texts("#f-df-Building-error") == ["This is required."]
    refused = await web.send(PHONE, entered | {"df-Building": "7", "df-Place": "pr"})
    assert refused.texts("#f-df-Building-error") == ["Begin with a letter."]
    assert refused.one("[name=df-Building]").get("value") == "7"
    assert refused.one("[name=df-Place] option[selected]").get("value") == "pr"

    filled = {"df-Building": "B7", "df-Place": "", "df-Places": ["hw", "pr"], "df-Urgent": "1", "df-Mood": "good"}
    made = await web.send(PHONE, entered | filled)
    ticket_id = int(made.location.rpartition("/")[2])
    assert await desk.values(ticket_id) == {"Building": "B7", "Places": ["hw", "pr"], "Urgent": True}
    (article,) = await articles.list_articles(desk.uow, SYSTEM, TicketId(ticket_id))
    assert article.dynamic_fields == {"Mood": "good"}


async def test_the_page_shows_values_and_changes_them_in_place(web: WebBrowser, desk: Desk) -> None:
    await desk.screen("AgentTicketZoom", {"Place": 1, "Server": 1, "Moment": 1, "Building": 1, "Urgent": 1})
    values = {"Place": "pr", "Server": "srv 9", "Moment": "2026-03-04T05:06:00Z"}
    await tickets.update_ticket(desk.uow, SYSTEM, TicketId(desk.ticket.id), TicketUpdate(dynamic_fields=values))
    await web.sign_in("lena")
    page = await web.get(f"/agent/tickets/{desk.ticket.id}")
    assert page.texts("#ticket-fields dt") == ["Place?", "Moment?", "Server?"]
    assert page.one("#ticket-fields dd a").get("href") == "https://cmdb.example/srv%209"
    assert "Hardware::Printer" in page.texts("#ticket-fields dd")

    form = await web.get(f"/agent/tickets/{desk.ticket.id}/fields")
    assert form.one("[name=df-Moment]").get("value") == "2026-03-04T05:06"
    address = f"/agent/tickets/{desk.ticket.id}/fields"
    refused = await web.send(address, {"df-Building": "7"})
    assert refused.texts("#f-df-Building-error") == ["Begin with a letter."]
    await web.send(address, {"df-Building": "B7", "df-Place": "", "df-Urgent": "1"})
    assert await desk.values() == {
        "Building": "B7",
        "Urgent": True,
        "Server": "srv 9",
        "Moment": "2026-03-04T05:06:00Z",
    }


async def test_a_page_without_fields_says_nothing_of_them(web: WebBrowser, desk: Desk) -> None:
    await web.sign_in("lena")
    assert (await web.get(f"/agent/tickets/{desk.ticket.id}")).all("#ticket-fields") == []


async def test_the_portal_asks_and_shows_what_its_screens_say(web: WebBrowser, desk: Desk) -> None:
    await desk.factories.setting(settings.CUSTOMER_TICKET_DEFAULT_QUEUE, "Network")
    await desk.screen("CustomerTicketMessage", {"Building": 2, "Server": 1})
    await desk.screen("CustomerTicketZoom", {"Building": 1})
    await desk.screen("CustomerTicketFollowUp", {"Building": 1, "Mood": 1})
    await web.sign_in("rosa", kind="customer")
    new = "/customer/tickets/new"
    await web.get(new)
    refused = await web.send(new, {"title": "Lamp", "body": "Dark.", "df-Server": "srv-1"})
    assert refused.texts("#f-df-Building-error") == ["This is required."]
    assert refused.one("[name=df-Server]").get("value") == "srv-1"
    made = await web.send(new, {"title": "Lamp", "body": "Dark.", "df-Building": "B7", "df-Server": "srv-1"})
    page = await web.follow()
    assert (page.texts("dl dt"), page.texts("dl dd")) == (["Building?"], ["B7"])

    await web.send(f"{made.location}/reply", {"body": "Still dark.", "df-Building": "C1", "df-Mood": "bad"})
    number = made.location.rpartition("/")[2]
    ticket = await tickets.get_ticket_by_number(desk.uow, SYSTEM, number)
    assert await desk.values(ticket.id) == {"Building": "C1", "Server": "srv-1"}
    told = await articles.list_articles(desk.uow, SYSTEM, TicketId(ticket.id))
    assert told[-1].dynamic_fields == {"Mood": "bad"}
