"""The main tasks by keyboard alone, one after the other in one window: no step below touches a mouse or an element's own methods."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from tests.support.desk import Desk
from tests.support.pages import PATIENCE_MS, VIEWPORT

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

TITLE = "Only by keyboard"
HOME, TICKET, QUEUES = "/agent/", "ticket", "/agent/queues"
# What it is about: where one starts, the keys, and what is there afterwards: an address, or an element that has or holds the focus.
TASKS = {
    "go home": (QUEUES, "g d", r"/agent/$"),
    "go to the queues": (HOME, "g q", r"/agent/queues"),
    "go to a new ticket": (HOME, "g n", r"/agent/tickets/new/phone"),
    "go to the search": (HOME, "g s", r"/agent/search"),
    "go to the customers": (HOME, "g c", r"/agent/customers"),
    "search by words": (HOME, "/ keyboard Enter", r"/agent/search\?q=keyboard"),
    "open a row": (QUEUES, "j Enter", r"/agent/tickets/\d+"),
    "choose a row": (QUEUES, "j x", "#bulk [aria-selected=true], #bulk input:checked"),
    "open the list of keys": (HOME, "?", "dialog[open]"),
    "open all commands": (HOME, "Control+k", "dialog[open] input:focus"),
    "run a command": (TICKET, "Control+k priority… Enter", "dialog[open] [name=priority_id], dialog[open] select"),
    "reply": (TICKET, "r", "#composer[data-kind=reply] :focus"),
    "write a note": (TICKET, "n", "#composer[data-kind=note] :focus"),
    "assign": (TICKET, "a", "dialog[open] :focus"),
    "move to a queue": (TICKET, "q", "dialog[open] :focus"),
    "change the state": (TICKET, "s", "dialog[open] :focus"),
    "change the priority": (TICKET, "p", "dialog[open] :focus"),
    "merge": (TICKET, "m", "dialog[open] :focus"),
    "watch": (TICKET, "w", "form[action$='/unwatch']"),
    "leave a dialog": (TICKET, "q Escape", "body:not(:has(dialog[open]))"),
    "skip to the content": (HOME, "Tab Enter", "#main:focus"),
}


@pytest.fixture(scope="module")
async def window(browser: Browser, desk: Desk) -> AsyncIterator[tuple[Page, int]]:
    """An agent's window, signed in, and a ticket."""
    context = await browser.new_context(viewport=VIEWPORT, locale="en-GB", timezone_id="UTC", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    page = await context.new_page()
    await desk.sign_in(page)
    yield page, await desk.ticket(TITLE)
    await context.close()


@pytest.mark.parametrize("task", list(TASKS))
async def test_a_main_task_by_keyboard(window: tuple[Page, int], desk: Desk, task: str) -> None:
    page, ticket = window
    start, keys, wanted = TASKS[task]
    await page.goto(desk.url + (f"/agent/tickets/{ticket}" if start == TICKET else start))
    for key in keys.split():
        if key.endswith("…"):  # what is offered while one types
            await page.keyboard.type(key[:-1])
            offered = page.locator("dialog[open] [role=option]")
            await offered.first.filter(has_text=re.compile(key[:-1], re.IGNORECASE)).wait_for()
        elif len(key) > 1 and key.islower():
            await page.keyboard.type(key)
        else:
            if key == "Escape":
                await page.locator("dialog[open]").wait_for()
            await page.keyboard.press(key)
    if wanted.startswith("/"):
        await page.wait_for_url(re.compile(wanted))
    else:
        await page.locator(wanted).first.wait_for(state="attached")
