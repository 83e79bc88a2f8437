"""Customers' main tasks by keyboard alone: Tab to where one wants to be, type, Enter. No step touches a mouse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.support.desk import CUSTOMER, Desk

if TYPE_CHECKING:
    from playwright.async_api import Page

TITLE = "Scanner by keyboard"
MOST_STOPS = 80  # a page on which one must press Tab more often is none for the keyboard
_HERE = """([selector, text]) => {
  const here = document.activeElement
  const said = (here.getAttribute("aria-label") || here.textContent).trim().replace(/\\s+/g, " ")
  return here.matches(selector) && said.startsWith(text)
}"""


async def go_to(page: Page, selector: str, text: str = "") -> None:
    """By Tab, to the first control of this kind (whose words begin so)."""
    for _ in range(MOST_STOPS):
        await page.keyboard.press("Tab")
        if await page.evaluate(_HERE, [selector, text]):
            return
    raise AssertionError(f"Tab does not lead to {selector} {text}")


async def press(page: Page, selector: str, text: str = "") -> None:
    await go_to(page, selector, text)
    await page.keyboard.press("Enter")


async def write(page: Page, selector: str, text: str) -> None:
    await go_to(page, selector)
    await page.keyboard.type(text)


async def test_a_ticket_from_its_first_word_to_its_last(page: Page, desk: Desk) -> None:
    await desk.sign_in(page, CUSTOMER)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.locator("#main:focus").wait_for()

    await page.goto(f"{desk.url}/customer/")
    await press(page, "a", "New ticket")
    await page.wait_for_url("**/customer/tickets/new")
    await write(page, "#f-title", TITLE)
    await write(page, "#f-body", "It beeps.")
    await press(page, "button", "Send")
    await page.wait_for_url(re.compile(r"/customer/tickets/\d+"))

    await write(page, "#f-body", "It still beeps.")
    await press(page, "button", "Send answer")
    await page.locator(".portal__talk .article", has_text="It still beeps.").wait_for()
    await press(page, "button", "It is solved")
    await page.get_by_role("button", name="Open it again").wait_for()
    await write(page, "#f-body", "No, it beeps again.")
    await press(page, "button", "Open it again")
    await page.get_by_role("button", name="It is solved").wait_for()

    await press(page, "a", "My tickets")
    await page.wait_for_url("**/customer/")
    await press(page, ".portal__list a", TITLE)
    await page.get_by_role("heading", name=TITLE).wait_for()


async def test_finding_preferences_and_the_way_out(page: Page, desk: Desk) -> None:
    await desk.sign_in(page, CUSTOMER)
    await press(page, "main a", "Solved")
    await page.wait_for_url("**show=closed**")
    await write(page, "[name=q]", "nothing like this")
    await page.keyboard.press("Enter")
    await page.get_by_text("Nothing fits to nothing like this").wait_for()

    await press(page, "header summary, header button", "")
    await press(page, "header a", "Profile")
    await page.wait_for_url("**/customer/profile")
    await write(page, "#f-time_zone", "Europe/Berlin")
    await press(page, "main button", "Save")
    await page.get_by_text("Saved.").wait_for()
    await press(page, "main a", "Security")
    await page.wait_for_url("**/customer/profile/security")

    await press(page, "header summary, header button", "")
    await press(page, "header button", "Sign out")
    await page.wait_for_url("**/auth/customer/**")
