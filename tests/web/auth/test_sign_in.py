"""Signing in and out in the browser."""

from __future__ import annotations

import httpx
import pytest

from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


async def test_an_agent_gets_to_the_workplace(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("rosa", password=PASSWORD)
    page = await web.sign_in("rosa")
    assert page.location == "/agent/"
    cookie = page.response.headers["set-cookie"]
    assert "gotrs_agent=" in cookie
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert (await web.follow()).status == 200


async def test_a_customer_gets_to_the_portal_and_not_to_the_workplace(web: WebBrowser, factories: Factories) -> None:
    await factories.customer_user("jane", password=PASSWORD)
    page = await web.sign_in("jane", kind="customer")
    assert page.location == "/customer/"
    assert (await web.get("/agent/")).location == "/auth/login"


async def test_a_wrong_password_keeps_the_login_and_says_so(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("rosa", password=PASSWORD)
    await web.get("/auth/login")
    page = await web.send("/auth/login", {"login": "rosa", "password": "wrong"})
    assert page.status == 401
    assert page.one("#f-login").get("value") == "rosa"
    assert page.one("#f-password").get("value") in ("", None)
    assert page.has("The sign-in failed.")


async def test_who_fails_often_must_wait_and_is_told_how_long(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("rosa", password=PASSWORD)
    for _ in range(5):
        await web.get("/auth/login")
        page = await web.send("/auth/login", {"login": "rosa", "password": "wrong"})
    assert page.status == 429
    assert int(page.response.headers["retry-after"]) > 0
    assert page.has("Try again in")


async def test_after_signing_in_one_is_where_one_wanted_to_go(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("rosa", password=PASSWORD)
    await web.get("/agent/?from=mail")
    page = await web.follow()
    assert page.form("/auth/login").fields["next"] == "/agent/?from=mail"
    page = await web.send("/auth/login", {"login": "rosa", "password": PASSWORD})
    assert page.location == "/agent/?from=mail"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "/customer/", "x"])
async def test_nobody_is_led_elsewhere_by_signing_in(web: WebBrowser, factories: Factories, target: str) -> None:
    await factories.agent("rosa", password=PASSWORD)
    await web.get("/auth/login")
    page = await web.send("/auth/login", {"login": "rosa", "password": PASSWORD, "next": target})
    assert page.location == "/agent/"


async def test_each_sign_in_is_a_new_session_and_ends_the_one_before(
    web: WebBrowser, web_client: httpx.AsyncClient, factories: Factories
) -> None:
    await factories.agent("rosa", password=PASSWORD)
    await web.sign_in("rosa")
    first = web_client.cookies["gotrs_agent"]
    await web.get("/auth/logout")
    form = {"csrf_token": web.page.form("/auth/logout").fields["csrf_token"]}  # type: ignore[union-attr]
    again = await web_client.post("/auth/login", data={**form, "login": "rosa", "password": PASSWORD})
    assert again.status_code == 303
    assert web_client.cookies["gotrs_agent"] != first
    web_client.cookies.clear()
    web_client.cookies.set("gotrs_agent", first)
    assert (await web.get("/agent/")).location == "/auth/login"


async def test_signing_out_ends_the_session_on_the_server(
    web: WebBrowser, web_client: httpx.AsyncClient, factories: Factories
) -> None:
    await factories.agent("rosa", password=PASSWORD)
    await web.sign_in("rosa")
    token = web_client.cookies["gotrs_agent"]
    await web.get("/agent/")
    await web.send("/auth/logout")
    assert (await web.follow()).has("You are signed out")
    assert "gotrs_agent" not in web_client.cookies
    web_client.cookies.set("gotrs_agent", token)
    assert (await web.get("/agent/")).location == "/auth/login"


async def test_a_link_to_the_sign_out_page_only_asks(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("rosa", password=PASSWORD)
    await web.sign_in("rosa")
    assert (await web.get("/auth/logout")).has("Sign out?")
    assert (await web.get("/agent/")).status == 200


async def test_a_part_of_a_page_without_a_session_sends_the_browser_to_the_sign_in(web: WebBrowser) -> None:
    page = await web.get("/agent/", htmx=True)
    assert page.status == 401
    assert page.response.headers["hx-redirect"] == "/auth/login"
