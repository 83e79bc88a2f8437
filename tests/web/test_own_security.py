"""One's own second step, access tokens and sessions, for agents and customers alike."""

from __future__ import annotations

import re

import pyotp
import pytest

from gotrs_api.kernel.clock import Clock
from gotrs_api.uow import Site
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
PAGES = {"agent": "/agent/profile/security", "customer": "/customer/profile/security"}


@pytest.fixture(params=["agent", "customer"])
async def page(request: pytest.FixtureRequest, factories: Factories, web: WebBrowser) -> str:
    """The address of the page, of somebody who has signed in."""
    kind: str = request.param
    if kind == "agent":
        await factories.agent("rosa", password=PASSWORD)
    else:
        await factories.customer_user("rosa", password=PASSWORD)
    await web.sign_in("rosa", kind=kind)
    return PAGES[kind]


@pytest.mark.parametrize("address", PAGES.values())
async def test_it_is_for_who_is_signed_in(web: WebBrowser, address: str) -> None:
    assert "login?next=" in (await web.get(address)).location


async def test_a_second_step_is_set_up_renewed_and_switched_off(web: WebBrowser, page: str, site: Site) -> None:
    await web.get(page)
    refused = await web.send(f"{page}/second-step", {"password": "wrong"})
    assert refused.status == 422
    assert refused.texts("#f-password-error") == ["The password is not right."]

    shown = await web.send(f"{page}/second-step", {"password": PASSWORD})
    secret = shown.one(".security__secret").text_content()
    assert shown.one(".security__qr").get("src", "").startswith("data:image/svg+xml")
    assert len(shown.all(".security__codes li")) == 8
    refused = await web.send(f"{page}/second-step/confirmation", {"password": PASSWORD, "code": "000000"})
    assert refused.all("#f-code-error")
    cookie = f"gotrs_{page.split('/')[1]}"
    before = web.client.cookies[cookie]
    await web.send(f"{page}/second-step/confirmation", {"password": PASSWORD, "code": code(secret, site.clock)})
    assert (await web.follow()).has("8 recovery codes are left.")
    assert web.client.cookies[cookie] != before, "a session that stands for more has a new id"

    site.clock.advance(seconds=60)  # type: ignore[attr-defined]
    proof = {"password": PASSWORD, "code": code(secret, site.clock)}
    renewed = await web.send(f"{page}/recovery-codes", proof)
    codes = renewed.texts(".security__codes li")
    assert len(codes) == 8
    await web.send(f"{page}/second-step/removal", {"password": PASSWORD, "code": codes[0]})
    assert (await web.follow()).has("Set it up")


async def test_a_token_is_shown_once_works_and_is_revoked(web: WebBrowser, page: str) -> None:
    await web.get(page)
    refused = await web.send(f"{page}/tokens", {"name": "", "scopes": []})
    assert refused.status == 422
    assert refused.all("#f-name-error")
    assert refused.has("What it may do")
    made = await web.send(f"{page}/tokens", {"name": "nightly", "scopes": ["profile:read"], "expires": "30d"})
    token = made.texts("#tokens code")[0]
    assert token not in (await web.get(page)).response.text
    me = {"Authorization": f"Bearer {token}"}
    assert (await web.client.get("/api/v1/users/me", headers=me)).status_code == 200
    page_now = await web.get(page)
    (action,) = [form.action for form in page_now.tree.forms if (form.action or "").endswith("/revocation")]
    await web.send(action)
    assert not (await web.follow()).has("nightly")
    assert (await web.client.get("/api/v1/users/me", headers=me)).status_code == 401


async def test_other_sessions_are_seen_and_ended(web: WebBrowser, page: str) -> None:
    kind = "agent" if page.startswith("/agent") else "customer"
    web.client.cookies.clear()
    await web.sign_in("rosa", kind=kind)
    shown = await web.get(page)
    (action,) = [form.action for form in shown.tree.forms if re.search(r"/sessions/\d+/end$", form.action or "")]
    await web.send(action)
    assert len((await web.follow()).all("#own-sessions li")) == 1


def code(secret: str, clock: Clock) -> str:
    return pyotp.TOTP(secret).at(clock.now())
