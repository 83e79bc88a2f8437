"""Settings that are looked after together, and the test mail."""

from __future__ import annotations

import pytest

from gotrs_web.admin.setting_groups import GROUPS
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")


@pytest.mark.parametrize("key", GROUPS)
async def test_what_is_not_touched_stays_as_delivered(web: WebBrowser, key: str) -> None:
    address = f"/admin/setting-groups/{key}"
    await web.get(address)
    page = await web.send(address)
    assert page.status == 303, page.text
    assert (await web.get("/admin/settings?modified=yes")).has("Nothing is here")


async def test_lost_passwords_are_switched_off(web: WebBrowser) -> None:
    address = "/admin/setting-groups/passwords"
    page = await web.get(address)
    values = page.values(address)
    del values["s-LostPassword"]
    await web.client.post(address, data=values)
    assert (await web.get("/admin/settings/LostPassword")).has("changed here")
    web.client.cookies.clear()
    assert (await web.get("/auth/password/forgotten")).status in (403, 404)


async def test_nothing_is_saved_when_one_makes_no_sense(web: WebBrowser) -> None:
    address = "/admin/setting-groups/captcha"
    await web.get(address)
    page = await web.send(address, {"s-GOTRS-Captcha-SignInAfter": "7", "s-GOTRS-Captcha-Bits": "many"})
    assert page.status == 422
    assert page.all("#f-s-GOTRS-Captcha-Bits-error")
    assert page.one("#f-s-GOTRS-Captcha-SignInAfter").get("value") == "7"
    assert (await web.get("/admin/settings?modified=yes")).texts("a[data-row-link]") == []


async def test_a_test_mail_goes_the_usual_way(web: WebBrowser) -> None:
    await web.get("/admin/setting-groups/outgoing-mail")
    page = await web.send("/admin/setting-groups/outgoing-mail/test", {"to": "nobody"})
    assert page.texts("#f-to-error") == ["This is no e-mail address."]
    await web.send("/admin/setting-groups/outgoing-mail/test", {"to": "mira@desk.example"})
    assert (await web.follow()).has("mira@desk.example")
