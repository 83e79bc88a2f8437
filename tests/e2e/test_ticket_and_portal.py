"""A mail becomes a solved ticket, and a customer asks in the portal: in Chromium, by keyboard, on a real server."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from typing import TYPE_CHECKING

import httpx
import pytest

from gotrs_web.appearance import COOKIE
from tests.support.axe import complaints
from tests.support.pages import PHONE
from tests.support.server import ADMIN_PASSWORD, GotrsServer

if TYPE_CHECKING:
    from playwright.async_api import Page

AGENT, ROSA = "root@localhost", "rosa"
PASSWORD = "correct horse battery staple 7"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GotrsServer]:
    with GotrsServer(tmp_path_factory.mktemp("desk") / "var") as running:
        api = f"{running.url}/api/v1"
        answer = httpx.post(f"{api}/auth/login", json={"login": AGENT, "password": ADMIN_PASSWORD})
        headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        rosa = {"login": ROSA, "email": "rosa@northwind.example", "first_name": "Rosa", "last_name": "Lind"}
        answer = httpx.post(f"{api}/customer-users", json={**rosa, "password": PASSWORD}, headers=headers)
        answer.raise_for_status()
        yield running


def mail(server: GotrsServer, subject: str) -> None:
    """Rosa writes a mail in HTML with a picture from elsewhere."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Rosa Lind <rosa@northwind.example>", "desk@x.example", subject
    message["Message-ID"] = f"<{abs(hash(subject))}@northwind.example>"
    message.set_content("It drops every 20 minutes.")
    message.add_alternative(
        '<p>It drops <b>every</b> 20 minutes.</p><img src="https://tracker.example/p.gif">', subtype="html"
    )
    assert server.command("mail", "ingest", standard_input=message.as_bytes()).returncode == 0


async def sign_in(page: Page, server: GotrsServer, login: str, password: str, door: str = "/auth/login") -> None:
    await page.goto(server.url + door)
    await page.locator("[name=login]").fill(login)
    await page.locator("[name=password]").fill(password)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/customer/" if "customer" in door else "**/agent/")


async def open_ticket(page: Page, server: GotrsServer, subject: str) -> None:
    link = page.get_by_role("link", name=subject).first
    for _ in range(40):  # the mail is worked off by a job
        await page.goto(f"{server.url}/agent/tickets")
        if await link.count():
            break
        await page.wait_for_timeout(250)
    await link.click()
    await page.get_by_role("heading", name=subject).wait_for()


async def test_a_mail_is_read_answered_and_closed_by_keyboard(page: Page, server: GotrsServer) -> None:
    mail(server, "VPN drops")
    await sign_in(page, server, AGENT, ADMIN_PASSWORD)
    await open_ticket(page, server, "VPN drops")
    frame = page.frame_locator("iframe")
    await frame.get_by_text("1 remote image held back").wait_for()
    assert await frame.locator("b").inner_text() == "every"

    await page.keyboard.press("r")
    await page.get_by_text("The ticket is now locked for you.").wait_for()
    await page.get_by_text("Locked by you").wait_for()  # the header heard of it
    assert await page.evaluate("document.activeElement.name") == "body"
    await page.keyboard.press("Control+Home")
    await page.keyboard.type("Please try the gateway in Gothenburg. ")
    await page.keyboard.press("Control+Enter")
    await page.get_by_text("Reply sent.").wait_for()
    await page.locator(".article--agent").get_by_text("Please try the gateway").wait_for()

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


async def test_a_customer_asks_answers_and_closes(page: Page, server: GotrsServer) -> None:
    await page.set_viewport_size({"width": 360, "height": 780})
    await sign_in(page, server, ROSA, PASSWORD, "/auth/customer/login")
    await page.get_by_role("link", name="New ticket").first.click()
    await page.get_by_label("What is it about?").fill("Laptop does not start")
    await page.get_by_label("What happened").fill("It stays on a blue screen.")
    await page.get_by_role("button", name="Send").click()
    await page.get_by_text("Thank you. We have your request.").wait_for()
    await page.get_by_label("Your answer").last.fill("It is NW-LT-2214.")
    await page.get_by_role("button", name="Send answer").click()
    await page.get_by_text("It is NW-LT-2214.").wait_for()
    await page.get_by_role("button", name="It is solved").click()
    await page.get_by_text("Good. The ticket is closed.").wait_for()
    await page.get_by_role("button", name="Open it again").click()
    await page.get_by_text("We are working on it.").wait_for()


async def test_ticket_and_portal_are_accessible_and_fit_a_phone(page: Page, server: GotrsServer) -> None:
    mail(server, "Screens for everybody")
    await sign_in(page, server, AGENT, ADMIN_PASSWORD)
    await open_ticket(page, server, "Screens for everybody")
    ticket = page.url.split("?")[0].removeprefix(server.url)
    looks = iter(("synthwave.dark", "classic.light", "seventies.dark", "nineties.light", "nineties.dark"))
    for part in ("", "/reply", "/note", "/queue", "?tab=history"):
        await check(page, server, ticket + part, next(looks))
    await sign_in(page, server, ROSA, PASSWORD, "/auth/customer/login")
    row = await page.get_by_role("link", name="Screens for everybody").get_attribute("href")
    looks = iter(("classic.dark", "synthwave.light", "seventies.light", "nineties.light"))
    for address in ("/customer/", row or "", "/customer/tickets/new", "/customer/profile"):
        await check(page, server, address, next(looks))


async def check(page: Page, server: GotrsServer, address: str, look: str) -> None:
    await page.context.add_cookies([{"name": COOKIE, "value": look, "url": server.url}])
    await page.set_viewport_size({"width": 1440, "height": 900})
    await page.goto(server.url + address)
    assert await complaints(page) == [], f"{address} in {look}"
    await page.set_viewport_size(PHONE)
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], address
    assert await complaints(page) == [], f"{address} in {look}, on a phone"
