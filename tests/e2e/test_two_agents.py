"""Two agents at one ticket, each in a browser of their own: they see one another, and what the other did."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from tests.support.desk import Desk
from tests.support.factories import PASSWORD
from tests.support.pages import PATIENCE_MS, VIEWPORT

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

pytestmark = pytest.mark.timeout(120)
A_BEAT_MS = 30_000
EDITOR = "[contenteditable=true]"
FILE = {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"1 2 3"}


@pytest.fixture
async def mira(browser: Browser, desk: Desk) -> AsyncIterator[Page]:
    """A colleague in a browser of her own; not yet signed in."""
    about = {"login": "mira.sand", "email": "mira@desk.example", "first_name": "Mira", "last_name": "Sand"}
    made = await desk.api.post("/users", json={**about, "password": PASSWORD})
    if made.status_code == 201:  # the desk is shared: another test may have made her
        groups = (await desk.api.get("/groups")).json()["data"]
        rights = [{"group_id": one["id"], "rights": ["rw"]} for one in groups if one["name"] == "users"]
        (await desk.api.put(f"/users/{made.json()['id']}/groups", json={"groups": rights})).raise_for_status()
    context = await browser.new_context(viewport=VIEWPORT, locale="en-GB", timezone_id="UTC", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    yield await context.new_page()
    await context.close()


async def test_each_sees_the_other_and_what_they_did(page: Page, mira: Page, desk: Desk) -> None:
    ticket = f"{desk.url}/agent/tickets/{await desk.ticket('VPN drops for both')}"
    await desk.sign_in(page)
    await desk.sign_in(mira, "mira.sand")
    await page.goto(ticket)
    await page.locator("body.is-live").wait_for()
    await mira.goto(ticket)
    await mira.get_by_text("is looking").first.wait_for()
    await mira.keyboard.press("n")
    await mira.locator(EDITOR).fill("I call them.")
    await page.get_by_text("Mira Sand is answering").first.wait_for(timeout=A_BEAT_MS)
    await mira.keyboard.press("Control+Enter")
    await mira.get_by_text("Note added.").wait_for()
    await page.get_by_role("link", name="Changed by Mira Sand").click()
    await page.get_by_role("article", name="Mira Sand").scroll_into_view_if_needed()
    await page.frame_locator("article iframe").get_by_text("I call them.").wait_for()


async def test_what_one_writes_survives_a_reload_with_its_files(page: Page, desk: Desk) -> None:
    await desk.sign_in(page)
    await page.goto(f"{desk.url}/agent/tickets/{await desk.ticket('A reply with a plan')}")
    await page.keyboard.press("r")
    message = page.locator(EDITOR)
    await message.wait_for()
    await page.keyboard.type("We found ")
    await page.keyboard.press("Control+b")
    await page.keyboard.type("it")
    await page.set_input_files("input[type=file]", [FILE])
    await page.get_by_role("checkbox", name="plan.txt").wait_for()
    await page.get_by_text("Draft saved").wait_for()
    await page.reload()
    await page.get_by_role("checkbox", name="plan.txt").wait_for()
    assert "thank you for writing to us.<br><br>We found <b>it</b>" in await message.inner_html()
    await page.get_by_role("button", name="Send").click()
    await page.get_by_text("Reply sent.").wait_for()
    await page.get_by_role("link", name="plan.txt").wait_for()
