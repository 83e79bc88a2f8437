"""Settings of the portal's form: what it asks, and what it begins with."""

from __future__ import annotations

import pytest

from gotrs_api.catalog import service as catalog
from gotrs_api.catalog.models import ServiceCustomerUser
from gotrs_api.catalog.schemas import NameCreate
from gotrs_api.customers.service.relations import DEFAULT_LOGIN
from gotrs_api.identity.principal import Principal
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.setting import Setting
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

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


async def test_the_priority_that_the_form_begins_with(at_portal: WebBrowser, factories: Factories) -> None:
    await factories.setting(settings.CUSTOMER_TICKET_PRIORITY, True)
    await factories.setting(settings.CUSTOMER_TICKET_PRIORITY_DEFAULT, "4 high")
    page = await at_portal.get(FORM)
    assert page.one("[name=priority_id] option[selected]").text_content().strip() == "4 high"
