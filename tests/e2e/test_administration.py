"""Every page of administration on a real server: nothing is missing or broken, everything is accessible and fits a phone."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from itertools import cycle
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from lxml import html

from gotrs_web.appearance import COOKIE, MODES, themes
from tests.support.axe import complaints
from tests.support.pages import PHONE, VIEWPORT
from tests.support.server import ADMIN_PASSWORD, GotrsServer

if TYPE_CHECKING:
    from playwright.async_api import Page

pytestmark = pytest.mark.timeout(240)
LOGIN = "root@localhost"
MORE = ("/agent/profile/security", "/agent/customers", "/agent/customers/1")
SEEDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("customer-companies", {"customer_id": "north/west", "name": "Northwind"}),
    ("customer-users", {"email": "rosa@northwind.example", "first_name": "Rosa", "last_name": "Lind"}),
    ("roles", {"name": "desk"}),
    ("services", {"name": "Mail"}),
    ("slas", {"name": "Gold", "service_ids": [1]}),
    ("tokens", {"name": "nightly", "scopes": ["profile:read"]}),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GotrsServer]:
    with GotrsServer(tmp_path_factory.mktemp("desk") / "var") as running:
        with httpx.Client(base_url=f"{running.url}/api/v1", timeout=30) as api:
            answer = api.post("/auth/login", json={"login": LOGIN, "password": ADMIN_PASSWORD})
            api.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
            for path, body in SEEDS:
                api.post(f"/{path}", json=body).raise_for_status()
            api.post("/mail/inbound", content=b"no header at all").raise_for_status()
        yield running


async def test_every_link_leads_to_a_page_that_everybody_can_use(page: Page, server: GotrsServer) -> None:
    await page.goto(f"{server.url}/auth/login")
    await page.get_by_label("Login or e-mail").fill(LOGIN)
    await page.get_by_role("textbox", name="Password").fill(ADMIN_PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/agent/")
    cookies = {one.get("name", ""): one.get("value", "") for one in await page.context.cookies()}

    looks = cycle([f"{theme}.{mode}" for mode in MODES if mode != "auto" for theme in themes()])
    sizes = cycle([VIEWPORT, PHONE])
    async with httpx.AsyncClient(base_url=server.url, cookies=cookies, timeout=30) as client:
        addresses = [*await crawl(client, "/admin/"), *MORE]
    assert len(addresses) > 60
    # The form for something new is that of what is there, with fewer buttons: one of them is enough.
    addresses = [one for one in addresses if not one.endswith("/new") or one == "/admin/queues/new"]
    found: dict[str, list[str]] = {}
    for address, look, size in zip(addresses, looks, sizes, strict=False):
        await page.context.add_cookies([{"name": COOKIE, "value": look, "url": server.url}])
        await page.set_viewport_size(size)
        await page.goto(server.url + address)
        said = await complaints(page)
        if await page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            said.append("wider than the window")
        if said:
            found[f"{address} in {look} at {size['width']}"] = said
    assert not found, "\n".join(f"{where}: {said}" for where, said in found.items())


async def crawl(client: httpx.AsyncClient, start: str) -> list[str]:
    """One address of each shape that links lead to; numbers and queries make no new shape, a module does."""
    found: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        address = waiting.popleft()
        shape = re.sub(r"/settings/[^/]+", "/settings/1", re.sub(r"/(\d+|north%2Fwest)", "/1", urlsplit(address).path))
        if shape in found:
            continue
        found[shape] = address
        answer = await client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        if not answer.headers["content-type"].startswith("text/html"):
            found[shape] = ""  # a file
            continue
        for link in html.fromstring(answer.text).cssselect("a[href]"):
            target = urljoin(address, link.get("href", ""))
            if urlsplit(target).path.startswith("/admin"):
                waiting.append(target)
    return [address for address in found.values() if address]
