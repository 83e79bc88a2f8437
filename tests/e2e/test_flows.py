"""What people do all day, in two languages, one of which runs from right to left, at a desk, on a phone and without scripts."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from gotrs_api.i18n import LANGUAGES, catalogue
from tests.support.desk import CUSTOMER, Desk
from tests.support.pages import PATIENCE_MS, PHONE, VIEWPORT

if TYPE_CHECKING:
    from playwright.async_api import Browser, FilePayload, Page, ViewportSize

SMALL_PHONE: ViewportSize = {"width": 360, "height": 780}
FILE: FilePayload = {"name": "screen.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}


class Person:
    """At a page in a language of their own; `said` is a text of ours in it."""

    def __init__(self, page: Page, language: str) -> None:
        self.page = page
        self.language = language
        self.said = catalogue(language).gettext

    async def press(self, message: str, role: str = "button") -> None:
        await self.page.get_by_role(role, name=self.said(message), exact=True).first.click()  # type: ignore[arg-type]

    async def fill(self, message: str, text: str) -> None:
        await self.page.get_by_label(self.said(message)).locator("visible=true").last.fill(text)

    async def sees(self, message: str) -> None:
        await self.page.get_by_text(self.said(message)).first.wait_for()

    async def is_at_home_in_the_language(self) -> None:
        root = self.page.locator("html")
        direction = LANGUAGES[self.language].direction
        assert (await root.get_attribute("lang"), await root.get_attribute("dir")) == (self.language, direction)
        assert await self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.fixture
async def person(request: pytest.FixtureRequest, browser: Browser) -> AsyncIterator[Person]:
    language, size, *without = request.param
    context = await browser.new_context(
        viewport=size, locale=language, timezone_id="UTC", reduced_motion="reduce", java_script_enabled=not without
    )
    context.set_default_timeout(PATIENCE_MS)
    yield Person(await context.new_page(), language)
    await context.close()


@pytest.mark.parametrize(
    "person",
    [("en", VIEWPORT), ("ar", SMALL_PHONE), ("de", SMALL_PHONE, "without scripts")],
    indirect=True,
    ids=["en-desk", "ar-phone", "de-without-scripts"],
)
async def test_a_customer_asks_answers_and_opens_again(person: Person, desk: Desk) -> None:
    page = person.page
    await desk.sign_in(page, CUSTOMER)
    await person.is_at_home_in_the_language()
    await person.press("New ticket", "link")
    await person.fill("What is it about?", "Laptop does not start")
    await person.fill("What happened, and what do you need?", "It stays on a blue screen.")
    await page.locator("input[type=file]").set_input_files(FILE)
    await person.press("Send")
    await person.sees("Thank you. We have your request.")
    await page.get_by_text(FILE["name"]).first.wait_for()
    await person.is_at_home_in_the_language()
    await person.fill("Your answer", "It is NW-LT-2214.")
    await person.press("Send answer")
    await page.get_by_text("It is NW-LT-2214.").wait_for()
    await person.press("It is solved")
    await person.sees("Good. The ticket is closed.")
    await person.press("Open it again")
    await person.sees("The ticket is open again.")

    await page.goto(f"{desk.url}/customer/?show=all")
    await page.get_by_role("searchbox").fill("nothing like this")
    await page.keyboard.press("Enter")
    await person.press("Show all", "link")
    await page.get_by_text("Laptop does not start").first.wait_for()


@pytest.mark.parametrize("person", [("en", VIEWPORT), ("ar", PHONE)], indirect=True, ids=["en-desk", "ar-phone"])
async def test_an_agent_takes_a_call_answers_moves_and_closes(person: Person, desk: Desk) -> None:
    page, subject = person.page, f"VPN drops ({person.language})"
    await desk.sign_in(page)
    await person.is_at_home_in_the_language()
    await page.goto(f"{desk.url}/agent/tickets/new/phone?customer={CUSTOMER}")
    await person.is_at_home_in_the_language()
    await page.locator("[name=queue_id], [name=queue]").first.select_option(label="Raw")
    await person.fill("Subject", subject)
    await person.fill("What was said", "Since Monday.")
    await person.press("Create ticket")
    await page.wait_for_url(re.compile(r"/agent/tickets/\d+$"))
    ticket = page.url
    await person.is_at_home_in_the_language()

    await page.goto(f"{ticket}/reply")
    await write(page, "Please try the other gateway.")
    await page.keyboard.press("Control+Enter")
    answer = page.locator(".article--agent").frame_locator("iframe")
    await answer.get_by_text("Please try the other gateway.").wait_for()
    await page.goto(f"{ticket}/note")
    await write(page, "She sits in Gothenburg.")
    await page.keyboard.press("Control+Enter")
    await page.locator(".article--note").first.wait_for()

    await page.goto(f"{ticket}/queue")
    await page.get_by_label(person.said("Queue")).last.select_option(label="Misc")
    async with page.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith("/queue")):
        await page.locator("main form[action$='/queue'] [type=submit]").last.click()
    await page.goto(f"{ticket}/closure")
    await person.fill("Internal note", "Solved.")
    async with page.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith("/closure")):
        await person.press("Close ticket")
    await page.goto(ticket)
    await page.locator(".ticket-head__facts").get_by_text(person.said("closed successful")).wait_for()

    await page.goto(f"{desk.url}/agent/tickets?state=any&q={CUSTOMER}")
    await person.is_at_home_in_the_language()


async def write(page: Page, text: str) -> None:
    """In the editor, or in the plain field where there is none."""
    editor = (
        page.locator("#composer [contenteditable=true], #composer textarea[name=body]").locator("visible=true").first
    )
    await editor.click()
    await page.keyboard.press("Control+Home")
    await page.keyboard.type(text)
