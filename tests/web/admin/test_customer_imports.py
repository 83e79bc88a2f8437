"""Importing customers through the pages: columns, a look at what would come of it, and the job."""

from __future__ import annotations

import pytest

from gotrs_api.uow import Site
from tests.support.factories import PASSWORD, Factories
from tests.support.jobs import drain
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
PAGE = "/admin/customer-imports"
FILE = "\ufeffE-mail;first name;last_name;Town\r\nrosa@acme.example;Rosa;Lind;Oslo\r\n;Nobody;Here;\r\n"


async def test_columns_are_mapped_looked_at_and_imported(web: WebBrowser, factories: Factories, site: Site) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")
    await web.get(PAGE)
    page = await web.send(PAGE, files=[("file", ("people.csv", FILE.encode(), "text/csv"))])
    assert page.has("1 would be made.")
    assert page.has("1 thing is wrong")
    assert page.one("#f-column-1 option[selected]").get("value") == "first_name"
    page = await web.send(PAGE, {"column-3": "city"})
    assert page.one("#f-column-3 option[selected]").get("value") == "city"
    await web.send(PAGE, {"start": "1"})
    await drain(site)
    page = await web.follow()
    assert page.has('"created": 1')
    page = await web.get((await web.get("/admin/customer-users?q=rosa")).links()["rosa@acme.example"])
    assert page.one("#f-city").get("value") == "Oslo"


async def test_what_is_no_table_is_refused_at_its_field(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")
    await web.get(PAGE)
    page = await web.send(PAGE, files=[("file", ("people.xlsx", b"no workbook", "application/octet-stream"))])
    assert page.status == 422
    assert page.all("#f-file-error")


async def test_two_records_become_one(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")
    paul = await factories.customer_user("paul")
    await factories.customer_user("paul.reed")
    address = f"/admin/customer-users/{paul.id}/merge"
    await web.get(address)
    page = await web.send(address, {"into": "nobody"})
    assert page.texts("#f-into-error") == ["There is none with this name."]
    await web.send(address, {"into": "paul.reed"})
    assert (await web.follow()).one("#f-login").get("value") == "paul.reed"
    assert (await web.get("/admin/customer-users?valid=invalid")).texts("a[data-row-link]") == ["paul"]
    await factories.customer_company("acme")
    await factories.customer_company("acme/old")
    await web.get("/admin/customer-companies/acme%2Fold/merge")
    await web.send("/admin/customer-companies/acme%2Fold/merge", {"into": "acme"})
    assert (await web.follow()).one("#f-customer_id").get("value") == "acme"
