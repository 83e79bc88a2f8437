"""What opens over a page is as accessible as the page: every dialog, menu and the palette; and the bar fits on a small phone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.axe import complaints
from tests.support.desk import Desk

if TYPE_CHECKING:
    from playwright.async_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
DIALOGS = """[...new Set([...document.querySelectorAll('[hx-target="#dialog"]')].map((one) => one.getAttribute('hx-get')))]
    .filter(Boolean)"""
MENUS = "[...document.querySelectorAll('[popover]')].map((one) => one.id)"


async def opened(page: Page, opening: str, closing: str) -> list[str]:
    await page.evaluate(opening)
    found = await complaints(page)
    await page.evaluate(closing)
    return [f"{opening}: {one}" for one in found]


async def test_axe_finds_nothing_in_what_opens_over_a_ticket(page: Page, desk: Desk) -> None:
    await desk.sign_in(page)
    ticket = await desk.ticket("Look at my dialogs")
    await page.goto(f"{desk.url}/agent/tickets/{ticket}")
    found: list[str] = []
    for name in ("keys", "confirm"):
        box = f"document.getElementById({json.dumps(name)})"
        found += await opened(page, f"{box}.showModal()", f"{box}.close()")
    for name in await page.evaluate(MENUS):
        box = f"document.getElementById({json.dumps(name)})"
        found += await opened(page, f"{box}.showPopover()", f"{box}.hidePopover()")
    addresses = await page.evaluate(DIALOGS)
    assert len(addresses) > 10
    for address in addresses:
        await page.evaluate(f"htmx.ajax('GET', {json.dumps(address)}, '#dialog')")
        await page.locator("#dialog[open] #dialog-title").wait_for()
        found += await opened(page, f"/* {address} */ 0", "document.getElementById('dialog').close()")
        assert await page.evaluate("document.querySelector('dialog[open]')") is None
    await page.keyboard.press("Control+k")
    await page.locator("#palette-list [role=option]").first.wait_for()
    found += await complaints(page)
    assert found == []


async def test_the_bar_fits_on_a_small_phone_also_when_something_is_urgent(page: Page, desk: Desk) -> None:
    await desk.sign_in(page)
    await page.set_viewport_size({"width": 360, "height": 740})
    await page.locator(".bar__counter").first.evaluate("one => { one.classList.add('is-urgent'); one.append('130') }")
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
