"""Fields on forms and pages, as the screens say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from gotrs_api.acl.models import AclTicketAttributeRelation
from gotrs_api.articles import service as articles
from gotrs_api.customers.models import CustomerUser
from gotrs_api.dynamic_fields import service
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate, DynamicFieldUpdate
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

    async def has(self, values: dict[str, Any]) -> None:
        await tickets.update_ticket(self.uow, SYSTEM, TicketId(self.ticket.id), TicketUpdate(dynamic_fields=values))

    async def configure(self, name: str, config: dict[str, Any]) -> None:
        field = (await service.all_fields(self.uow)).by_name[name]
        await service.update_field(self.uow, SYSTEM, field.id, DynamicFieldUpdate(config=config))

    async def told(self) -> list[str]:
        """What the history says of fields."""
        entries = await tickets.list_history(self.uow, SYSTEM, TicketId(self.ticket.id))
        return [entry.name for entry in entries if entry.type == "TicketDynamicFieldUpdate"]

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


ZOOM = {"Building": 1, "Place": 1, "Places": 1, "Urgent": 1, "Moment": 1}


async def test_what_has_left_its_list_stays_until_another_is_chosen(web: WebBrowser, desk: Desk) -> None:
    await desk.screen("AgentTicketZoom", ZOOM)
    await desk.has({"Place": "hw", "Places": ["hw"]})
    await desk.configure("Place", {"possible_values": {"pr": "Printer"}, "default": ""})
    await desk.configure("Places", {"possible_values": {"pr": "Printer"}})
    before = await desk.told()
    await web.sign_in("lena")
    address = f"/agent/tickets/{desk.ticket.id}/fields"

    form = await web.get(address)
    assert form.one("[name=df-Place] option[selected]").text == "hw"
    assert [one.text for one in form.all("[name=df-Places] option")] == ["Printer", "hw"]
    assert (await web.send(address, {"df-Building": "B7"})).status != 422
    assert await desk.values() == {"Building": "B7", "Place": "hw", "Places": ["hw"]}
    assert [text.split("%%")[2] for text in set(await desk.told()) - set(before)] == ["Building"]

    await web.get(address)
    await web.send(address, {"df-Place": "pr", "df-Places": ["pr", "hw"]})
    assert await desk.values() == {"Building": "B7", "Place": "pr", "Places": ["pr", "hw"]}
    form = await web.get(address)
    assert [one.text for one in form.all("[name=df-Place] option")] == [None, "Printer"]


async def test_what_nobody_touches_is_no_change(web: WebBrowser, desk: Desk) -> None:
    await desk.screen("AgentTicketZoom", ZOOM)
    # The second 02:30 of the night in which clocks go back cannot be told in the form.
    zone = {"UserTimeZone": "Europe/Berlin"}
    await desk.factories.agent("mira", password=PASSWORD, rights={desk.queue: "rw"}, preferences=zone)
    values = {"Moment": "2026-10-25T01:30:07Z", "Places": ["pr", "hw"]}
    await desk.has(values)
    before = await desk.told()
    await web.sign_in("mira")
    address = f"/agent/tickets/{desk.ticket.id}/fields"

    form = await web.get(address)
    assert form.one("[name=df-Moment]").get("value") == "2026-10-25T02:30:07"
    await web.send(address, {"df-Places": ["hw", "pr"]})  # a browser sends them in the order of the options

    assert await desk.values() == values
    assert await desk.told() == before


async def test_an_answer_in_the_portal_keeps_what_its_form_shows(web: WebBrowser, desk: Desk) -> None:
    await desk.screen("CustomerTicketFollowUp", {"Place": 2, "Moment": 1})
    await desk.screen("CustomerTicketZoom", {"Place": 1, "Moment": 1})
    await desk.has({"Place": "hw", "Moment": "2026-03-04T05:06:07Z"})
    await desk.configure("Place", {"possible_values": {"pr": "Printer"}, "default": ""})
    before = await desk.told()
    await web.sign_in("rosa", kind="customer")
    address = f"/customer/tickets/{desk.ticket.tn}"

    await web.get(address)
    assert (await web.send(f"{address}/reply", {"body": "Still dark."})).status == 303

    assert await desk.values() == {"Place": "hw", "Moment": "2026-03-04T05:06:07Z"}
    assert await desk.told() == before


async def test_keys_that_hold_a_comma_are_entered_in_quotes(web: WebBrowser, desk: Desk) -> None:
    command = {"name": "Sites", "label": "Sites", "type": "WebserviceMultiselect", "object_type": "Ticket"}
    await service.create_field(desk.uow, SYSTEM, DynamicFieldCreate.model_validate(command))
    await desk.screen("AgentTicketZoom", {"Sites": 1, "Building": 1})
    await desk.has({"Sites": ["Rome, Via 1", "Bonn"]})
    await web.sign_in("lena")
    address = f"/agent/tickets/{desk.ticket.id}/fields"

    form = await web.get(address)
    assert form.one("[name=df-Sites]").get("value") == '"Rome, Via 1", Bonn'
    await web.send(address, {"df-Building": "B7"})
    assert (await desk.values())["Sites"] == ["Rome, Via 1", "Bonn"]
    await web.get(address)
    await web.send(address, {"df-Sites": '"Rome, Via 1",Oslo, 19" rack'})
    assert (await desk.values())["Sites"] == ["Rome, Via 1", "Oslo", '19" rack']


async def test_an_answer_does_not_untick_what_its_writer_cannot_see(web: WebBrowser, desk: Desk) -> None:
    command = {
        "name": "Rude",
        "label": "Rude",
        "type": "Checkbox",
        "object_type": "Article",
        "config": {"default": True},
    }
    await service.create_field(desk.uow, SYSTEM, DynamicFieldCreate.model_validate(command))
    await desk.screen("CustomerTicketFollowUp", {"Urgent": 1, "Rude": 1})
    await desk.has({"Urgent": True})
    await web.sign_in("rosa", kind="customer")
    address = f"/customer/tickets/{desk.ticket.tn}"

    page = await web.get(address)
    assert page.one("[name=df-Rude]").get("checked") is not None, "an article begins with what its field says"
    assert (await web.send(f"{address}/reply", {"body": "Still dark."})).status == 303

    assert await desk.values() == {"Urgent": True}
    told = await articles.list_articles(desk.uow, SYSTEM, TicketId(desk.ticket.id))
    assert told[-1].dynamic_fields == {"Mood": None, "Rude": True}


async def test_what_attribute_relations_forbid_since_stays_until_another_is_chosen(web: WebBrowser, desk: Desk) -> None:
    await desk.screen("AgentTicketZoom", ZOOM)
    await desk.has({"Place": "hw"})
    await desk.factories.setting(settings.ATTRIBUTE_RELATIONS_ALWAYS_POSSIBLE_NONE, False)
    for at, attribute in enumerate(("Place", "Places")):
        relation = f"Queue;DynamicField_{attribute}\nNetwork;pr\n"
        desk.uow.session.add(
            AclTicketAttributeRelation(
                filename=f"{at}.csv",
                attribute_1="Queue",
                attribute_2=f"DynamicField_{attribute}",
                acl_data=relation,
                priority=at + 1,
            )
        )
    await desk.uow.session.flush()
    await web.sign_in("lena")
    address = f"/agent/tickets/{desk.ticket.id}/fields"

    form = await web.get(address)
    assert [one.get("value") for one in form.all("[name=df-Place] option")] == ["hw", "pr"]
    assert form.one("[name=df-Place] option[selected]").get("value") == "hw"
    await web.send(address, {"df-Building": "B7"})

    assert await desk.values() == {"Building": "B7", "Place": "hw"}
