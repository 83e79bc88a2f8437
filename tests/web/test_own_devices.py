"""The page of one's devices: what the browser's script sends, which of them this browser is, and the end at sign-out."""

from __future__ import annotations

import json

import pytest

from tests.support.factories import PASSWORD, Factories
from tests.support.push_service import PushBrowser
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
PHONE = PushBrowser("https://push.example.com/phone")


@pytest.mark.parametrize("kind", ["agent", "customer"])
async def test_a_browser_is_added_tried_and_forgotten_when_its_person_signs_out(
    web: WebBrowser, factories: Factories, kind: str
) -> None:
    if kind == "agent":
        await factories.agent("rosa", password=PASSWORD)
    else:
        await factories.customer_user("rosa", password=PASSWORD)
    await web.sign_in("rosa", kind=kind)
    page_url = f"/{kind}/profile/devices"
    page = await web.get(page_url)
    assert page.has("No device yet")
    assert (await web.client.get(f"{page_url}/key")).json()["key"]
    await web.send(page_url, {"name": "My phone", "subscription": json.dumps(PHONE.subscription)})
    page = await web.follow()
    assert page.has("My phone (this one)")
    assert not page.all("form[data-push]")
    (trial,) = [form.action for form in page.tree.forms if (form.action or "").endswith("/trial")]
    await web.send(trial)
    assert (await web.follow()).has("A message is on its way to that device.")
    out = "/auth/logout" if kind == "agent" else "/auth/customer/logout"
    await web.get(out)
    await web.send(out)
    await web.sign_in("rosa", kind=kind)
    assert (await web.get(page_url)).has("No device yet")


async def test_what_no_browser_would_send_is_refused(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("rosa", password=PASSWORD)
    await web.sign_in("rosa")
    await web.get("/agent/profile/devices")
    for sent in ("", "[]", json.dumps({**PHONE.subscription, "endpoint": "http://127.0.0.2:1/x"} | {"keys": {}})):
        page = await web.send("/agent/profile/devices", {"name": "x", "subscription": sent})
        assert page.status == 422


async def test_customers_choose_what_they_are_told_of(web: WebBrowser, factories: Factories) -> None:
    await factories.customer_user("rosa", password=PASSWORD)
    await web.sign_in("rosa", kind="customer")
    page_url = "/customer/profile/devices"
    page = await web.get(page_url)
    assert not page.all("#push-kinds input[type=checkbox]"), "nothing to choose before there is a device"
    await web.send(page_url, {"name": "My phone", "subscription": json.dumps(PHONE.subscription)})
    page = await web.follow()
    assert len(page.all("#push-kinds input[type=checkbox][checked]")) == 2
    await web.send(f"{page_url}/kinds", {"UserPushAnswers": ""})
    page = await web.follow()
    assert [one.get("name") for one in page.all("#push-kinds input[checked]")] == ["UserPushStates"]
