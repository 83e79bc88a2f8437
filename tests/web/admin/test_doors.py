"""Who may open administration, and that each module's pages open."""

from __future__ import annotations

import pytest

from gotrs_web.admin.modules import MODULES
from gotrs_web.admin.navigation import SECTIONS
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
LISTS = [f"/admin/{key}" for _, modules in SECTIONS for key, _ in modules]
FORMS = [f"/admin/{key}/new" for key in MODULES]


@pytest.mark.parametrize("address", ["/admin/", "/admin/queues", "/admin/agents/1/rights", "/admin/mail/spool/1/raw"])
async def test_strangers_sign_in_first_and_agents_are_refused(
    web: WebBrowser, factories: Factories, address: str
) -> None:
    assert (await web.get(address)).location.startswith("/auth/login?next=")
    await factories.agent("rosa", password=PASSWORD)
    await web.sign_in("rosa")
    assert (await web.get(address)).status == 403


async def test_agents_cannot_change_anything(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("rosa", password=PASSWORD)
    await web.sign_in("rosa")
    page = await web.get("/agent/profile")
    token = page.all("input[name=csrf_token]")[0].get("value")
    for address in ("/admin/types/new", "/admin/types/1", "/admin/agents/1/rights", "/admin/sessions/ends"):
        answer = await web.client.post(address, data={"csrf_token": token, "name": "Mine"})
        assert answer.status_code == 403, address


async def test_each_list_and_each_form_opens(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await factories.customer_user("paul")
    await factories.customer_company("north/west")
    await web.sign_in("mira")
    overview = await web.get("/admin/")
    assert set(LISTS) <= {link.get("href") for link in overview.all("a[href]")}
    for address in LISTS:
        page = await web.get(address)
        assert page.status == 200, address
        rows = [link.get("href") for link in page.all("a[data-row-link]")]
        for row in rows[:1]:
            entry = await web.get(row)
            assert entry.status == 200, row
            for tab in entry.all(".tabs a"):
                assert (await web.get(tab.get("href"))).status == 200, tab.get("href")
    for address in FORMS:
        assert (await web.get(address)).status == 200, address


@pytest.mark.backends("sqlite", "postgresql")  # which refuse numbers that are too long
@pytest.mark.parametrize(
    "address",
    [
        "/admin/nothing",
        "/admin/queues/999",
        "/admin/queues/x",
        "/admin/queues/3000000000",
        "/admin/mail/nothing",
        "/admin/jobs/99999999999999999999",
        "/admin/audit-log/9223372036854775808",
        "/admin/web-services/1/log/9223372036854775808",
        "/admin/web-services/3000000000",
        "/agent/tickets/99999999999999999999",
        "/agent/tickets/-99999999999999999999",
        "/agent/choices/queues?field=queue&ticket=99999999999999999999",
        "/agent/agents?field=owner&ticket=99999999999999999999",
        "/agent/palette?ticket=-99999999999999999999",
        "/agent/tickets/new/phone?draft=3000000000",
        "/agent/tickets/new/phone?template=3000000000",
    ],
)
async def test_what_is_not_there_is_not_found(web: WebBrowser, factories: Factories, address: str) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")
    assert (await web.get(address)).status == 404


@pytest.mark.backends("postgresql")  # which can hold none
async def test_a_nul_is_refused_in_addresses_and_forms(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")
    for address in ("/admin/agents?q=%00", "/admin/relations/roles-groups?q=%00", "/agent/search?q=a%00"):
        assert (await web.get(address)).status == 422, address
    await web.get("/admin/sql")
    assert (await web.send("/admin/sql", {"query": "SELECT '\0'"})).status == 422


async def test_companies_may_be_known_by_long_numbers(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")
    company = await factories.customer_company("4915112345678")
    for address in ("/admin/customer-companies/{}", "/admin/customer-companies/{}/merge"):
        assert (await web.get(address.format(company.customer_id))).status == 200, address
