"""HTTP without a network: `client` speaks to the API, `web_client` to API and browser interface.

The application is built once per process; each test's requests run on that test's `site`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from fastapi import FastAPI

    from gotrs_api.customers.models import CustomerUser
    from gotrs_api.identity.models import User
    from gotrs_api.uow import Site
    from tests.support.factories import Factories

BASE_URL = "http://desk.example"
ADDRESS = ("127.0.0.1", 50_000)


class SharedApp:
    """The application with a place for the site of the test that is running."""

    def __init__(self) -> None:
        self._apps: dict[bool, FastAPI] = {}
        self.site: Site | None = None

    def current_site(self, _host: str) -> Site:
        assert self.site is not None, "a request outside a test with a site"
        return self.site

    def app(self, *, web: bool) -> FastAPI:
        if web not in self._apps:
            self._apps[web] = self._build(web=web)
        return self._apps[web]

    def _build(self, *, web: bool) -> FastAPI:
        from gotrs_api.app import create_app

        app = create_app(site=self.current_site(""), run_jobs=False)
        if web:
            from gotrs_web.asgi import mount_web

            mount_web(app)
        (context,) = (entry for entry in app.user_middleware if "site_for" in entry.kwargs)
        context.kwargs["site_for"] = self.current_site
        return app


@pytest.fixture(scope="session")
def shared_app() -> SharedApp:
    return SharedApp()


def open_client(app: FastAPI, *, base_url: str = BASE_URL) -> httpx.AsyncClient:
    """An error that the application does not answer is raised in the test, with its traceback."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app, client=ADDRESS), base_url=base_url)


@pytest.fixture
async def caller(request: pytest.FixtureRequest, factories: Factories) -> User | CustomerUser | None:
    """The account that the mark `principal` describes: None (anonymous) without it.

    `principal("agent", rights="ro note", queue="Raw")`: rights on the group of that queue (default: no rights).
    `principal("admin")`: rw in the group admin. `principal("customer")`: a customer user of a company.
    """
    mark = request.node.get_closest_marker("principal")
    if mark is None:
        return None
    return await make_caller(factories, *mark.args, **mark.kwargs)


async def make_caller(factories: Factories, kind: str, *, rights: str = "", queue: str = "Raw") -> User | CustomerUser:
    match kind:
        case "agent":
            return await factories.agent(rights={await factories.existing_queue(queue): rights})
        case "admin":
            return await factories.agent(admin=True)
        case "customer":
            return await factories.customer_user(company=await factories.customer_company())
    raise pytest.UsageError(f"the mark principal knows agent, admin and customer, not {kind!r}")


@pytest.fixture
async def client(
    site: Site, shared_app: SharedApp, caller: User | CustomerUser | None, factories: Factories
) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks to the API as `caller`."""
    shared_app.site = site
    async with open_client(shared_app.app(web=False)) as opened:
        if caller is not None:
            opened.headers.update(await factories.bearer(caller))
        yield opened
    shared_app.site = None


@pytest.fixture
async def web_client(site: Site, shared_app: SharedApp) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks to the mounted application as an anonymous browser would; it does not follow redirects by itself."""
    shared_app.site = site
    async with open_client(shared_app.app(web=True)) as opened:
        yield opened
    shared_app.site = None
