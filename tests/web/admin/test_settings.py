"""The settings of administration: found by words, edited as what they are, taken back."""

from __future__ import annotations

import pytest

from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
HOOK = "/admin/settings/Ticket%3A%3AHook"


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")


async def post(web: WebBrowser, url: str, **values: str) -> int:
    page = await web.get(HOOK)
    fields = {"csrf_token": page.all("input[name=csrf_token]")[0].get("value"), **values}
    return (await web.client.post(url, data=fields)).status_code


async def test_a_setting_is_found_by_words_and_changed(web: WebBrowser, site: Site) -> None:
    found = (await web.get("/admin/settings?q=ticket::hook")).links()
    assert found["Ticket::Hook"].startswith(HOOK)

    assert await post(web, HOOK, value="Case#") == 303

    async with site.read() as read:
        assert await sysconfig.get(read, settings.TICKET_HOOK) == "Case#"
    assert (await web.get(HOOK)).has("changed here")
    assert "Ticket::Hook" in (await web.get("/admin/settings?modified=yes")).links()


async def test_yaml_that_does_not_fit_stays_in_the_form_with_its_reason(web: WebBrowser) -> None:
    assert await post(web, "/admin/settings/TimeWorkingHours", value="Mon: [nine]") == 422
    assert await post(web, "/admin/settings/TimeWorkingHours", value="Mon: [") == 422


async def test_what_was_changed_is_as_before_again(web: WebBrowser, site: Site) -> None:
    await post(web, HOOK, value="Case#")
    await post(web, HOOK, value="Call#")
    page = await web.get(HOOK)
    newest = next(form.get("action") for form in page.all("form") if "rollback" in (form.get("action") or ""))

    assert await post(web, str(newest)) == 303

    async with site.read() as read:
        assert await sysconfig.get(read, settings.TICKET_HOOK) == "Case#"
    await post(web, HOOK, reset="1")
    async with site.read() as read:
        assert await sysconfig.get(read, settings.TICKET_HOOK) == settings.TICKET_HOOK.default


async def test_a_list_is_edited_line_by_line_and_its_difference_and_the_history_are_shown(
    web: WebBrowser, site: Site
) -> None:
    name = "Ticket::UnlockStateType"
    address = "/admin/settings/Ticket%3A%3AUnlockStateType"
    assert (await web.get(address)).one("textarea[name=value]").text_content().split() == ["new", "open"]

    assert await post(web, address, value="new\r\n\r\n open \r\npending auto") == 303

    async with site.read() as read:
        assert await sysconfig.get(read, settings.TICKET_UNLOCK_STATE_TYPES) == ["new", "open", "pending auto"]
    await post(web, address, value="new\r\nopen\r\npending reminder")
    page = await web.get(address)
    newest = page.all("#changes-title + ul li pre")[0]
    assert [line.text_content() for line in newest.cssselect("del, ins")] == [
        "− - pending auto",
        "+ - pending reminder",
    ]
    history = await web.get("/admin/settings/history")
    assert history.texts(".admin__name") == [name, name]
    assert history.has("mira")
