"""Sign-in pages and the choice of a theme, without script."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from lxml import html

from gotrs_web.appearance import form_action, local_path
from gotrs_web.render import render_text
from tests.support.sheet import LOGIN, SECOND_FACTOR, sheet_app
from tests.support.web_requests import request


@pytest.fixture
async def visitor() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(sheet_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.example") as client:
        yield client


def drawn(template: str, **context: object) -> html.HtmlElement:
    asked = request("/auth/login", csrf_token="secret-token")
    return html.document_fromstring(render_text(asked, template, {"toasts": [], **context}))


@pytest.mark.parametrize("area", ["agent", "customer"])
def test_signing_in_is_one_plain_form(area: str) -> None:
    (form,) = drawn("auth/login.html", **{**LOGIN, "area": area}).xpath("//form[.//input[@type='password']]")
    assert {field.get("name") for field in form.xpath(".//input")} == {"csrf_token", "next", "login", "password"}
    assert form.xpath(".//input[@name='csrf_token']/@value") == ["secret-token"]
    assert form.xpath(".//input[@name='password']/@aria-describedby") == ["f-password-error"]


def test_without_providers_only_the_password_is_offered() -> None:
    page = drawn("auth/login.html", **{**LOGIN, "providers": [], "password_url": "", "error": ""})
    assert "or with a password" not in page.text_content()


@pytest.mark.parametrize(("recovery", "autocomplete"), [(False, "one-time-code"), (True, "off")])
def test_the_second_step_asks_for_a_code(recovery: bool, autocomplete: str) -> None:
    page = drawn("auth/second_factor.html", **{**SECOND_FACTOR, "recovery": recovery})
    assert page.xpath("//input[@name='code']/@autocomplete") == [autocomplete]


def test_leaving_is_a_post() -> None:
    assert drawn("auth/logout.html", action="/auth/logout", back_url="/").xpath(
        "//form[@action='/auth/logout']/@method"
    ) == ["post"]
    assert "Sign in again" in drawn("auth/signed_out.html", login_url="/auth/login", provider_url="").text_content()


async def test_a_theme_is_kept_and_one_is_back_where_one_was(visitor: httpx.AsyncClient) -> None:
    sent = {"theme": "seventies", "mode": "dark", "next": "/agent/tickets?page=2"}
    answer = await visitor.post("/agent/appearance", data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, "/agent/tickets?page=2")
    assert "gotrs_theme=seventies.dark" in answer.headers["set-cookie"]


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example", "", "agent", "/a\nb"])
def test_nobody_is_sent_elsewhere(target: str) -> None:
    assert local_path(target) == "/"


def test_the_form_goes_to_the_part_of_the_site_it_is_shown_in() -> None:
    assert [form_action(path) for path in ("/agent/tickets/4", "/customer", "/")] == [
        "/agent/appearance",
        "/customer/appearance",
        "/auth/appearance",
    ]
