"""An agent's way through the browser on a running desk: sign in, write down a call, find it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.support.desk import AGENT, Desk

if TYPE_CHECKING:
    from playwright.async_api import Page

TICKET = re.compile(r"/agent/tickets/\d+$")


@pytest.fixture
def console(page: Page) -> Iterator[list[str]]:
    """What the browser's console complains about; nothing, when the test ends."""
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}") if message.type == "error" else None)
    yield said
    assert said == []


@pytest.mark.usefixtures("console")
async def test_a_call_is_written_down_and_found_by_keyboard(page: Page, desk: Desk) -> None:
    await desk.sign_in(page)
    await page.get_by_role("link", name="New ticket").first.click()
    await page.get_by_role("combobox", name="Customer").press_sequentially("rosa", delay=20)
    await page.get_by_role("option", name="Rosa Customer").wait_for()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.get_by_text("Open tickets of this customer").wait_for()
    assert await page.locator("#f-customer").input_value() == "rosa"
    await page.get_by_label("Queue").select_option(label="Raw")
    await page.get_by_label("Subject").fill("VPN drops every 20 minutes")
    await page.get_by_role("textbox", name="What was said").fill("Since Monday.")
    await page.keyboard.press("Control+Enter")
    await page.wait_for_url(TICKET)
    ticket = page.url

    await page.goto(f"{desk.url}/agent/")
    await page.keyboard.press("g")
    await page.keyboard.press("q")
    await page.wait_for_url("**/agent/queues")
    await page.keyboard.press("/")
    await page.keyboard.type("every 20 minutes")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/agent/search?q=*")
    number = await page.locator(".number").first.inner_text()
    await page.keyboard.press("Escape")
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await page.wait_for_url(lambda url: url.split("?")[0] == ticket)

    await page.goto(f"{desk.url}/agent/tickets")
    await page.keyboard.press("/")
    await page.keyboard.type(number)
    await page.keyboard.press("Enter")
    await page.wait_for_url(lambda url: url.split("?")[0] == ticket)


@pytest.mark.usefixtures("console")
async def test_filter_order_and_queue_change_the_list_without_a_new_page(page: Page, desk: Desk) -> None:
    await desk.sign_in(page)
    await page.goto(f"{desk.url}/agent/tickets")
    await page.evaluate("window.stayed = true")
    await page.get_by_role("link", name="Title").first.click()
    await page.wait_for_url("**sort=title**")
    await page.get_by_role("button", name="Filter", exact=True).click()
    await page.get_by_role("checkbox", name="removed", exact=True).check()
    await page.get_by_role("button", name="Show").click()
    await page.wait_for_url("**state=removed**")
    await page.get_by_text("No ticket fits").wait_for()
    await page.get_by_role("navigation", name="Lists and queues").get_by_role("link", name="Raw").click()
    await page.wait_for_url("**/agent/queues/*")
    await page.get_by_role("heading", name="Raw").wait_for()
    assert await page.evaluate("window.stayed") is True
    assert await page.locator("#queue-tree [aria-current=page]").inner_text() != ""
    await page.go_back()
    await page.get_by_text("No ticket fits").wait_for()


@pytest.mark.timeout(180)
@pytest.mark.usefixtures("console")
async def test_the_api_is_tried_out_in_its_reference(page: Page, desk: Desk) -> None:
    token = desk.api.headers["authorization"].removeprefix("Bearer ")
    page.set_default_timeout(60_000)
    await page.goto(f"{desk.url}/swagger/")
    await page.get_by_role("heading", name="GOTRS").wait_for()
    await page.get_by_role("button", name="Authorize").first.click()
    sign_in_form = page.locator(".auth-container")
    await sign_in_form.locator("input").fill(token)
    await sign_in_form.get_by_role("button", name="Apply credentials").click()
    await sign_in_form.get_by_role("button", name="Close").click()
    await page.locator("#operations-tag-me").click()
    operation = page.locator(".opblock-get", has=page.locator('[data-path="/api/v1/users/me"]'))
    await operation.locator(".opblock-summary-control").click()
    await operation.get_by_role("button", name="Try it out").click()
    await operation.get_by_role("button", name="Execute").click()
    shown = operation.locator(".live-responses-table .response").first
    await shown.wait_for()
    assert "200" in await shown.locator(".response-col_status").inner_text()
    assert AGENT in await shown.inner_text()


async def test_pages_work_without_script(desk: Desk, browser: object) -> None:
    from playwright.async_api import Browser

    assert isinstance(browser, Browser)
    context = await browser.new_context(java_script_enabled=False, locale="en-GB")
    page = await context.new_page()
    try:
        await desk.sign_in(page)
        await page.goto(f"{desk.url}/agent/tickets/new/phone")
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
