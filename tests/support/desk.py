"""A whole desk inside the test process, for browsers: the application behind a real port, its jobs running, one agent who may
do everything and one customer. It is started once per process; tests share it and tell their tickets apart by title.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from sqlalchemy.engine import URL

from tests.support import databases
from tests.support.factories import PASSWORD, Factories
from tests.support.servers import Servers

if TYPE_CHECKING:
    from playwright.async_api import Page

    from gotrs_api.uow import Site

AGENT, CUSTOMER = "lena", "rosa"


@dataclass(frozen=True)
class Desk:
    """`api` speaks to the API as the agent."""

    url: str
    api: httpx.AsyncClient
    site: Site

    async def sign_in(self, page: Page, login: str = AGENT) -> None:
        """Through the form, by keyboard."""
        door = "/auth/customer/login" if login == CUSTOMER else "/auth/login"
        await page.goto(self.url + door)
        await page.locator("[name=login]").fill(login)
        await page.locator("[name=password]").fill(PASSWORD)
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/customer/" if login == CUSTOMER else "**/agent/")

    async def ticket(self, title: str, body: str = "A few words.") -> int:
        """A call of the customer, written down by the agent; its id."""
        article = {"subject": title, "body": body, "channel": "phone", "visible_for_customer": True}
        wanted = {"title": title, "queue": "Raw", "customer_user": CUSTOMER, "article": article}
        answer = await self.api.post("/tickets", json=wanted)
        answer.raise_for_status()
        return int(answer.json()["id"])


@pytest.fixture(scope="session")
async def desk(servers: Servers, slot: int, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    async with running_desk(databases.prepare_desk(servers, slot), tmp_path_factory.mktemp("desk")) as running:
        yield running


@asynccontextmanager
async def running_desk(url: URL, var: Path, **more: Any) -> AsyncIterator[Desk]:
    """On a migrated database, with its state in the folder `var`; `more` settings."""
    from pydantic import SecretStr

    from gotrs_api.app import create_app
    from gotrs_api.db.database import Database
    from gotrs_api.jobs.runners.embedded import EmbeddedRunner
    from gotrs_api.kernel.clock import SystemClock
    from gotrs_api.kernel.settings import Settings
    from gotrs_api.wiring import build_site
    from gotrs_web.asgi import mount_web
    from tests.support.sheet import serving

    settings = Settings(
        var=var,
        secret_key=SecretStr("not-a-secret-only-for-tests-0123456789"),
        requests_per_minute=100_000,
        **more,
    )
    database = Database(url, pool_size=5)
    site = build_site(settings, database=database, clock=SystemClock())
    async with site.uow() as uow:
        factories = Factories(uow)
        users = await factories.existing_queue("Raw")
        lena = await factories.agent(AGENT, admin=True, rights={users: "rw"}, password=PASSWORD)
        await factories.customer_user(
            CUSTOMER, company=await factories.customer_company("northwind", name="Northwind"), password=PASSWORD
        )
        headers = await factories.bearer(lena)
    app = create_app(site=site, run_jobs=False)  # the lifespan would set this process up for serving alone
    mount_web(app)
    runner = EmbeddedRunner(site, poll_s=0.2)
    site.nudger = runner
    await runner.start()
    async with (
        serving(app) as address,
        httpx.AsyncClient(base_url=f"{address}/api/v1", headers=headers, timeout=30) as api,
    ):
        yield Desk(address, api, site)
    await runner.stop()
    await site.close()
