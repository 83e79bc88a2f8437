"""Behind a proxy: whom audit log, limits, cookies and links take for the client, and whom they do not."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import select

from gotrs_api.identity.models import AuditEntry
from gotrs_api.kernel.settings import Settings
from gotrs_api.uow import UnitOfWork
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebPage

pytestmark = pytest.mark.backends("sqlite")
FORWARDED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
LOGIN = "/auth/login"


@pytest.fixture(params=["trusted", "elsewhere", "none"])
def settings(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    """Requests of tests come from 127.0.0.1."""
    proxies = {"trusted": ("127.0.0.0/8",), "elsewhere": ("192.0.2.0/24",), "none": ()}[request.param]
    return settings.model_copy(update={"trusted_proxies": proxies, "requests_per_minute": 5})


@pytest.fixture
def is_trusted(settings: Settings) -> bool:
    return settings.trusted_proxies == ("127.0.0.0/8",)


async def sign_in(web: httpx.AsyncClient, password: str, **headers: str) -> httpx.Response:
    given = FORWARDED | headers
    web.base_url = httpx.URL("https://desk.example")  # as the browser sees it: else it would keep no Secure cookie
    form = WebPage(await web.get(LOGIN, headers=given)).values(LOGIN)
    told: dict[str, Any] = {**form, "login": "nora", "password": password}
    return await web.post(LOGIN, data=told, headers={**given, "Origin": "https://desk.example"})


async def test_the_audit_log_has_the_clients_address(
    web_client: httpx.AsyncClient, uow: UnitOfWork, factories: Factories, is_trusted: bool
) -> None:
    await factories.agent("nora", password=PASSWORD)
    await sign_in(web_client, "not hers")
    await uow.settle()
    address = await uow.session.scalar(select(AuditEntry.address).where(AuditEntry.action == "sign_in.failed"))
    assert address == ("203.0.113.9" if is_trusted else "127.0.0.1")


async def test_cookies_are_secure_and_https_is_demanded_where_the_client_speaks_it(
    web_client: httpx.AsyncClient, factories: Factories, is_trusted: bool
) -> None:
    await factories.agent("nora", password=PASSWORD)
    page = await web_client.get(LOGIN, headers=FORWARDED)
    cookies = page.headers.get_list("set-cookie")
    assert cookies
    assert all(("Secure" in cookie) == is_trusted for cookie in cookies)
    assert ("strict-transport-security" in page.headers) == is_trusted
    if is_trusted:
        entered = await sign_in(web_client, PASSWORD)
        (session,) = [one for one in entered.headers.get_list("set-cookie") if "gotrs_agent=" in one]
        assert session.startswith("__Host-")
        assert "Secure" in session
        assert entered.headers["location"] == "/agent/", "links hold no host that a header could say"


async def test_requests_are_counted_for_each_client(client: httpx.AsyncClient, is_trusted: bool) -> None:
    async def ask(address: str) -> int:
        headers = {"X-Forwarded-For": address}
        return (await client.get("/api/v1/info", headers=headers)).status_code

    first = [await ask("203.0.113.9") for _ in range(6)]
    assert first == [200] * 5 + [429]
    assert await ask("203.0.113.10") == (200 if is_trusted else 429), "who is not trusted has no second address"
