"""A mail becomes a solved ticket: in Chromium, by keyboard, on a running desk."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

from tests.support.desk import Desk
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from playwright.async_api import Page


async def mail(desk: Desk, subject: str) -> None:
    """Rosa writes a mail in HTML with a picture from elsewhere."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Rosa <rosa@customer.example>", "desk@x.example", subject
    message["Message-ID"] = f"<{abs(hash(subject))}@customer.example>"
    message.set_content("It drops every 20 minutes.")
    message.add_alternative(
        '<p>It drops <b>every</b> 20 minutes.</p><img src="https://tracker.example/p.gif">', subtype="html"
    )
    (await desk.api.post("/mail/inbound", content=message.as_bytes())).raise_for_status()


async def open_ticket(page: Page, desk: Desk, subject: str) -> None:
    link = page.get_by_role("link", name=subject).first

    async def is_listed() -> bool:
        await page.goto(f"{desk.url}/agent/tickets")
        return await link.count() > 0

    await eventually(is_listed, within_s=30, every_s=0.2)  # the mail is worked off by a job
    await link.click()
    await page.get_by_role("heading", name=subject).wait_for()


async def test_a_mail_is_read_answered_and_closed_by_keyboard(page: Page, desk: Desk) -> None:
    await mail(desk, "VPN drops")
    await desk.sign_in(page)
    await open_ticket(page, desk, "VPN drops")
    frame = page.frame_locator("iframe")
    await frame.get_by_text("1 remote image held back").wait_for()
    assert await frame.locator("b").inner_text() == "every"

    await page.keyboard.press("r")
    await page.get_by_text("The ticket is now locked for you.").wait_for()
    await page.get_by_text("Locked by you").wait_for()  # the header heard of it
    await page.locator("#composer [contenteditable]:focus").wait_for()
    await page.keyboard.press("Control+Home")
    await page.keyboard.type("Please try the gateway in Gothenburg. ")
    await page.keyboard.press("Control+Enter")
    await page.get_by_text("Reply sent.").wait_for()
    await page.locator(".article--agent").frame_locator("iframe").get_by_text("Please try the gateway").wait_for()

    await page.keyboard.press("p")
    await page.get_by_role("dialog").get_by_label("Priority").select_option(label="4 high")
    await page.get_by_role("button", name="Save").press("Enter")
    await page.locator(".ticket-head__facts").get_by_text("4 high").wait_for()
    assert await page.locator("dialog[open]").count() == 0

    await page.get_by_role("link", name="Close", exact=True).press("Enter")
    await page.get_by_role("dialog").get_by_label("Internal note").fill("Solved by another gateway.")
    await page.get_by_role("button", name="Close ticket").press("Enter")
    await page.locator(".ticket-head__facts").get_by_text("closed successful").wait_for()
    await page.reload()
    await page.locator(".article--note").get_by_text("Solved by another gateway.").wait_for()
