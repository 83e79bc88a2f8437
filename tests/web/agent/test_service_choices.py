"""Forms of a desk with many services: they send what is chosen and some of the others; the rest is found by words, also without scripts."""

from __future__ import annotations

import pytest

from gotrs_api.catalog.models import Service, ServiceCustomerUser
from gotrs_api.identity.principal import Principal
from gotrs_api.queues.models import Queue
from gotrs_api.sla import service as slas
from gotrs_api.sla.schemas import SlaCreate
from gotrs_api.sysconfig import settings
from gotrs_web import found_choices
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser, WebPage

pytestmark = pytest.mark.backends("sqlite")
NAMES = ("Accounts", "Badges", "Printing", "Telephones::Desk", "Telephones::Mobile")


@pytest.fixture
async def services(factories: Factories, monkeypatch: pytest.MonkeyPatch) -> dict[str, Service]:
    monkeypatch.setattr(found_choices, "MOST_OFFERED", 2)
    await factories.setting(settings.TICKET_SERVICE, True)
    await factories.service("Telephones")
    return {name: await factories.service(name) for name in NAMES}


@pytest.fixture
async def queue(factories: Factories, web: WebBrowser, services: dict[str, Service]) -> Queue:
    queue = await factories.queue("Alpha")
    await factories.agent("rosa", password=PASSWORD, rights={queue: "rw"})
    await web.sign_in("rosa")
    return queue


def offered(page: WebPage, name: str) -> list[str]:
    return [one for one in page.texts(f"select[name={name}] option") if one not in ("none", "as it is")]


def search_address(page: WebPage) -> str:
    (search,) = [one for one in page.all("input[name=words]") if "/choices/services" in one.get("hx-get", "")]
    assert page.all(search.get("hx-target", "")), "what was found goes somewhere"
    return str(search.get("hx-get"))


async def test_the_profile_keeps_the_services_one_follows_and_finds_others(
    web: WebBrowser, queue: Queue, services: dict[str, Service]
) -> None:
    page = await web.get("/agent/profile")
    assert page.texts("#my-services label.check") == ["Accounts", "Badges"]
    badges, mobile = services["Badges"].id, services["Telephones::Mobile"].id
    address = f"{search_address(page)}?field=service&boxes=1&words=tele&service={badges}"
    found = await web.get(address, htmx=True)
    assert found.texts("label") == ["Badges", "Telephones", "Telephones::Desk"]
    assert [one.get("value") for one in found.all("input[checked]")] == [str(badges)]

    page = await web.get("/agent/profile?service_words=mobile")
    assert page.texts("#my-services label.check") == ["Telephones::Mobile"], "without scripts"
    await web.send("/agent/profile/services", {"service": [str(mobile)]})
    page = await web.get("/agent/profile?service_words=print")
    assert page.texts("#my-services label.check") == ["Telephones::Mobile", "Printing"], "what is followed stays"


async def test_the_search_and_bulk_forms_keep_what_was_asked_for(
    web: WebBrowser, factories: Factories, queue: Queue, services: dict[str, Service]
) -> None:
    page = await web.get("/agent/search")
    assert offered(page, "service_id") == ["Accounts", "Badges"]
    assert search_address(page)
    page = await web.get(f"/agent/search?service_id={services['Printing'].id}&service_words=mobile")
    assert offered(page, "service_id") == ["Printing", "Telephones::Mobile"]
    assert page.all(".chip a[aria-label='Remove Service']")
    ticket = await factories.ticket("VPN drops", queue=queue)
    page = await web.get(f"/agent/bulk?ids={ticket.id}")
    found = await web.get(f"{search_address(page)}?field=service_id&empty=as-it-is&words=print", htmx=True)
    assert found.texts("option") == ["as it is", "Printing"]
    assert offered(await web.get(f"/agent/bulk?ids={ticket.id}&service_words=print"), "service_id") == ["Printing"]


async def test_a_new_ticket_is_offered_the_services_of_its_customer(
    web: WebBrowser, factories: Factories, queue: Queue, services: dict[str, Service]
) -> None:
    await factories.customer_user("per")
    factories.uow.session.add_all(
        ServiceCustomerUser(customer_user_login="per", service_id=services[name].id) for name in NAMES[1:4]
    )
    await factories.uow.session.flush()
    form = "/agent/tickets/new/phone"
    page = await web.get(form)
    assert offered(page, "service") == ["Accounts", "Badges"]
    sent = {**page.values(form), "customer": "per", "subject": "Kept", "service_words": "desk"}
    page = WebPage(await web.client.post(f"{form}/properties", data=sent))
    assert offered(page, "service") == ["Telephones::Desk"], "without scripts"
    assert page.one("#f-subject").get("value") == "Kept"
    address = f"{search_address(page)}&field=service&empty=none&words="
    assert (await web.get(f"{address}e", htmx=True)).texts("option") == ["none", "Badges", "Telephones::Desk"]
    assert (await web.get(f"{address}mobile", htmx=True)).texts("option") == ["none"], "not for this customer"


async def test_a_tickets_service_is_found(
    web: WebBrowser, factories: Factories, queue: Queue, services: dict[str, Service]
) -> None:
    ticket = await factories.ticket("VPN drops", queue=queue)
    address = f"/agent/tickets/{ticket.id}/service"
    page = await web.get(address)
    assert offered(page, "service_id") == ["Accounts", "Badges"]
    found = await web.get(f"{search_address(page)}&field=service_id&empty=none&words=mob", htmx=True)
    assert found.texts("option") == ["none", "Telephones::Mobile"]
    assert offered(await web.get(f"{address}?service_words=print"), "service_id") == ["Printing"]
    await web.send(address, {"service_id": str(services["Printing"].id)})
    page = await web.get(address)
    assert page.one("#f-service_id option[selected]").text_content() == "Printing"
    assert (await web.client.get("/agent/choices/services?field=service_id&ticket=999999")).status_code == 404
    assert (await web.client.get("/agent/choices/services?field=A%22")).status_code == 422


async def test_the_search_finds_agreements_by_words_too(
    web: WebBrowser, factories: Factories, queue: Queue, services: dict[str, Service]
) -> None:
    system = Principal.system("test")
    gold, silver, bronze = [
        (await slas.create_sla(factories.uow, system, SlaCreate(name=name, service_ids=[]))).id
        for name in ("Gold", "Silver", "Bronze")
    ]
    page = await web.get("/agent/search")
    assert offered(page, "sla_id") == ["Bronze", "Gold"]
    page = await web.get(f"/agent/search?sla_id={silver}&sla_words=gold")
    assert offered(page, "sla_id") == ["Silver", "Gold"], "without scripts"
    assert page.all(".chip a[aria-label='Remove SLA']")
    (search,) = [one for one in page.all("input[name=words]") if "/choices/slas" in one.get("hx-get", "")]
    assert page.all(search.get("hx-target", ""))
    found = await web.get(f"{search.get('hx-get')}?field=sla_id&words=bron&sla_id={gold}", htmx=True)
    assert [one.get("value") for one in found.all("option")] == [str(gold), str(bronze)], "what is chosen stays"
