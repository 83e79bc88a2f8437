"""Settings of the portal's form: what it asks, and what it begins with."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from gotrs_api.catalog import service as catalog
from gotrs_api.catalog.models import ServiceCustomerUser
from gotrs_api.catalog.schemas import NameCreate
from gotrs_api.customers.service.relations import DEFAULT_LOGIN
from gotrs_api.identity.principal import Principal
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.tickets.models import Ticket
from gotrs_web import found_choices
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser, WebPage

pytestmark = pytest.mark.backends("sqlite")
FORM = "/customer/tickets/new"


@pytest.fixture
async def at_portal(web: WebBrowser, factories: Factories) -> WebBrowser:
    await factories.customer_user("rosa", company=await factories.customer_company("northwind"), password=PASSWORD)
    await factories.queue("Network")
    service = await factories.service("Printing")
    factories.uow.session.add(ServiceCustomerUser(customer_user_login=DEFAULT_LOGIN, service_id=service.id))
    await factories.uow.session.flush()
    await web.sign_in("rosa", kind="customer")
    return web


@pytest.mark.parametrize(
    ("setting", "field"),
    [
        (settings.CUSTOMER_TICKET_QUEUE, "queue_id"),
        (settings.CUSTOMER_TICKET_SERVICE, "service_id"),
        (settings.CUSTOMER_TICKET_TYPE, "type_id"),
    ],
)
async def test_what_customers_are_asked(
    at_portal: WebBrowser, factories: Factories, setting: Setting[bool], field: str
) -> None:
    await catalog.create_type(factories.uow, Principal.system("test"), NameCreate(name="Incident"))
    await factories.setting(setting, True)
    assert (await at_portal.get(FORM)).all(f"[name={field}]")
    await factories.setting(setting, False)
    assert not (await at_portal.get(FORM)).all(f"[name={field}]")


async def test_queues_are_offered_in_words_for_customers(at_portal: WebBrowser, factories: Factories) -> None:
    network = await factories.existing_queue("Network")
    await factories.setting(settings.CUSTOMER_QUEUE_NAMES, {"Network": "Lines and telephones", "Gone": "Nothing"})
    page = await at_portal.get(FORM)
    assert page.texts("[name=queue_id] option")[-1] == "Lines and telephones"
    assert [one.get("value") for one in page.all("[name=queue_id] option") if one.get("value")] == [str(network.id)]
    await at_portal.send(FORM, {"title": "Dead line", "body": "No tone.", "queue_id": str(network.id)})
    assert await factories.uow.session.scalar(select(Ticket.queue_id).where(Ticket.title == "Dead line")) == network.id


async def test_the_priority_that_the_form_begins_with(at_portal: WebBrowser, factories: Factories) -> None:
    await factories.setting(settings.CUSTOMER_TICKET_PRIORITY, True)
    await factories.setting(settings.CUSTOMER_TICKET_PRIORITY_DEFAULT, "4 high")
    page = await at_portal.get(FORM)
    assert page.one("[name=priority_id] option[selected]").text_content().strip() == "4 high"


async def test_of_many_choices_some_are_offered_and_others_found(
    at_portal: WebBrowser, factories: Factories, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found_choices, "MOST_OFFERED", 2)
    await factories.setting(settings.CUSTOMER_TICKET_QUEUE, True)
    await factories.setting(settings.CUSTOMER_TICKET_SERVICE, True)
    for name in ("Telephones", "Wires"):
        service = await factories.service(name)
        factories.uow.session.add(ServiceCustomerUser(customer_user_login=DEFAULT_LOGIN, service_id=service.id))
    await factories.uow.session.flush()
    default = await factories.existing_queue(str(settings.CUSTOMER_TICKET_DEFAULT_QUEUE.default))
    page = await at_portal.get(FORM)
    assert len(page.all("select[name=queue_id] option")) == 3, "the usual one, and two more"
    assert page.texts("select[name=service_id] option") == ["none", "Printing", "Telephones"]
    searches = {one.get("hx-get"): one for one in page.all("input[name=words]")}
    assert list(searches) == [f"{FORM}/choices"]
    assert all(page.all(one.get("hx-target", "")) for one in page.all("input[name=words]"))
    address = f"{FORM}/choices?words=net&field=queue_id&queue_id={default.id}"
    found = await at_portal.get(address, htmx=True)
    assert found.texts("option") == [default.name, "Network"]
    assert found.one("option[selected]").text_content() == default.name
    found = await at_portal.get(f"{FORM}/choices?words=wire&field=service_id&empty=none", htmx=True)
    assert found.texts("option") == ["none", "Wires"]
    assert (await at_portal.client.get(f"{FORM}/choices?field=type_id")).status_code == 404, "it is not asked for"


async def test_without_scripts_the_words_come_back_with_the_form_and_all_that_was_written(
    at_portal: WebBrowser, factories: Factories, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found_choices, "MOST_OFFERED", 1)
    await factories.setting(settings.CUSTOMER_TICKET_QUEUE, True)
    page = await at_portal.get(FORM)
    sent = {**page.values(FORM), "title": "No network", "queue_id_words": "netw", "look": "queue_id"}
    page = WebPage(await at_portal.client.post(FORM, data=sent))
    assert page.status == 200, "nothing is wrong, and nothing is sent yet"
    assert page.texts("select[name=queue_id] option")[-1] == "Network"
    assert page.one("#f-title").get("value") == "No network"
    assert page.one("input[name=queue_id_words]").get("value") == "netw"
    assert await factories.uow.session.scalar(select(func.count()).select_from(Ticket)) == 1, "OTRS's first alone"
