"""Maintenance periods from their form to what everybody sees."""

from __future__ import annotations

import httpx
import pytest

from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


async def test_a_period_locks_others_out_until_it_is_over(
    web: WebBrowser, web_client: httpx.AsyncClient, factories: Factories
) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True, preferences={"UserTimeZone": "Europe/Berlin"})
    await factories.agent("rosa", password=PASSWORD)
    await web.sign_in("mira")
    await web.get("/admin/maintenance/new")
    period = {"comment": "New disks", "start": "2020-01-01T10:00", "stop": "2035-01-01T12:00"}
    await web.send("/admin/maintenance/new", {**period, "notify_message": "Disks are changed."})
    page = await web.follow()
    address = page.response.url.path
    assert page.one("#f-start").get("value") == "2020-01-01T10:00"
    assert page.has("Disks are changed.")
    assert (await web.get("/admin/maintenance")).has("runs now")

    mira = web.client.cookies["gotrs_agent"]
    web.client.cookies.clear()
    await web.get("/auth/login")
    refused = await web.send("/auth/login", {"login": "rosa", "password": PASSWORD})
    assert refused.status != 303
    web.client.cookies.set("gotrs_agent", mira)
    await web.get(address)
    await web.send(address, {"stop": "2020-01-01T11:00"})
    await web.follow()
    web.client.cookies.clear()
    await web.sign_in("rosa")


async def test_a_period_ends_after_it_begins(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")
    await web.get("/admin/maintenance/new")
    period = {"comment": "New disks", "start": "2026-01-01T10:00", "stop": "2026-01-01T09:00"}
    page = await web.send("/admin/maintenance/new", period)
    assert page.status == 422
    assert page.texts("#f-stop-error") == ["The period must end after it begins."]
    assert page.one("#f-start").get("value") == "2026-01-01T10:00"
    assert (await web.send("/admin/maintenance/new", {**period, "stop": "soon"})).status == 422
