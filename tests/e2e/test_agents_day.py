"""An agent's way through the browser on a real server: sign in, write down a call, find it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle
from typing import TYPE_CHECKING

import httpx
import pytest

from gotrs_web.appearance import COOKIE, MODES, themes
from tests.support.axe import complaints
from tests.support.pages import PHONE
from tests.support.server import ADMIN_PASSWORD, GotrsServer

if TYPE_CHECKING:
    from playwright.async_api import Page

LOGIN = "root@localhost"
TICKET = re.compile(r"/agent/tickets/\d+$")
PAGES = (
    "/agent/",
    "/agent/queues",
    "/agent/queues?pane=tree",
    "/agent/tickets?state=any",
    "/agent/tickets?q=nothing+like+this",
    "/agent/tickets/new/phone?customer=rosa",
    "/agent/tickets/new/email",
    "/agent/profile",
    "/admin/",
    "/nothing/here",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GotrsServer]:
    with GotrsServer(tmp_path_factory.mktemp("desk") / "var") as running:
        api = f"{running.url}/api/v1"
        token = httpx.post(f"{api}/auth/login", json={"login": LOGIN, "password": ADMIN_PASSWORD}).json()[
            "access_token"
        ]
        rosa = {"login": "rosa", "email": "rosa@northwind.example", "first_name": "Rosa", "last_name": "Lind"}
        headers = {"Authorization": f"Bearer {token}"}
        httpx.post(f"{api}/customer-users", json=rosa, headers=headers).raise_for_status()
        yield running


@pytest.fixture
def console(page: Page) -> Iterator[list[str]]:
    """What the browser's console complains about; nothing, when the test ends."""
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}") if message.type == "error" else None)
    yield said
    assert said == []


async def sign_in(page: Page, server: GotrsServer) -> None:
    await page.goto(f"{server.url}/auth/login")
    await page.get_by_label("Login or e-mail").fill(LOGIN)
    await page.get_by_role("textbox", name="Password").fill(ADMIN_PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/agent/")


@pytest.mark.usefixtures("console")
async def test_a_call_is_written_down_and_found_by_keyboard(page: Page, server: GotrsServer) -> None:
    await sign_in(page, server)
    await page.get_by_role("link", name="New ticket").first.click()
    await page.get_by_role("combobox", name="Customer").press_sequentially("lind", delay=20)
    await page.get_by_role("option", name="Rosa Lind").wait_for()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.get_by_text("Open tickets of this customer").wait_for()
    assert await page.locator("#f-customer").input_value() == "rosa"
    await page.get_by_label("Queue").select_option(label="Raw")
    await page.get_by_label("Subject").fill("VPN drops every 20 minutes")
    await page.get_by_label("What was said").fill("Since Monday.")
    await page.keyboard.press("Control+Enter")
    await page.wait_for_url(TICKET)
    ticket = page.url

    await page.goto(f"{server.url}/agent/")
    await page.keyboard.press("g")
    await page.keyboard.press("q")
    await page.wait_for_url("**/agent/queues")
    await page.keyboard.press("/")
    await page.keyboard.type("every 20 minutes")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/agent/tickets?q=*")
    number = await page.locator(".number").first.inner_text()
    await page.keyboard.press("Escape")
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await page.wait_for_url(lambda url: url.split("?")[0] == ticket)

    await page.goto(f"{server.url}/agent/tickets")
    await page.keyboard.press("/")
    await page.keyboard.type(number)
    await page.keyboard.press("Enter")
    await page.wait_for_url(lambda url: url.split("?")[0] == ticket)


@pytest.mark.usefixtures("console")
async def test_filter_order_and_queue_change_the_list_without_a_new_page(page: Page, server: GotrsServer) -> None:
    await sign_in(page, server)
    await page.goto(f"{server.url}/agent/tickets")
    await page.evaluate("window.stayed = true")
    await page.get_by_role("link", name="Title").first.click()
    await page.wait_for_url("**sort=title**")
    await page.get_by_role("button", name="Filter", exact=True).click()
    await page.get_by_role("checkbox", name="closed", exact=True).check()
    await page.get_by_role("button", name="Show").click()
    await page.wait_for_url("**state=closed**")
    await page.get_by_text("No ticket fits").wait_for()
    await page.get_by_role("navigation", name="Lists and queues").get_by_role("link", name="Raw").click()
    await page.wait_for_url("**/agent/queues/*")
    await page.get_by_role("heading", name="Raw").wait_for()
    assert await page.evaluate("window.stayed") is True
    assert await page.locator("#queue-tree [aria-current=page]").inner_text() != ""
    await page.go_back()
    await page.get_by_text("No ticket fits").wait_for()


async def test_every_page_is_accessible_and_fits_a_phone(page: Page, server: GotrsServer) -> None:
    await sign_in(page, server)
    looks = cycle([f"{theme}.{mode}" for mode in MODES if mode != "auto" for theme in themes()])
    for address, look in zip(PAGES, looks, strict=False):
        await page.context.add_cookies([{"name": COOKIE, "value": look, "url": server.url}])
        await page.set_viewport_size({"width": 1440, "height": 900})
        await page.goto(server.url + address)
        assert await complaints(page) == [], f"{address} in {look}"
        await page.set_viewport_size(PHONE)
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], address
        assert await complaints(page) == [], f"{address} in {look}, on a phone"


@pytest.mark.usefixtures("console")
async def test_the_api_reference_opens(page: Page, server: GotrsServer) -> None:
    await page.goto(f"{server.url}/swagger/")
    await page.get_by_role("heading", name="GOTRS").wait_for(timeout=40_000)
    await page.locator(".opblock").first.wait_for()


async def test_pages_work_without_script(server: GotrsServer, browser: object) -> None:
    from playwright.async_api import Browser

    assert isinstance(browser, Browser)
    context = await browser.new_context(java_script_enabled=False, locale="en-GB")
    page = await context.new_page()
    try:
        await sign_in(page, server)
        await page.goto(f"{server.url}/agent/tickets/new/phone")
        await page.get_by_role("combobox", name="Customer").fill("rosa")
        await page.get_by_label("Subject").fill("Without script")
        await page.get_by_label("What was said").fill("It works.")
        await page.get_by_label("Queue").select_option(label="Misc")
        await page.get_by_role("button", name="Show what fits").click()
        await page.get_by_text("Open tickets of this customer").wait_for()
        await page.get_by_role("button", name="Create ticket").first.click()
        await page.wait_for_url(TICKET)
    finally:
        await context.close()
