"""Takes the pictures in docs/screenshots of a desk that holds the demo: ten pages in each theme.

    export GOTRS_ADMIN_PASSWORD=...                                   # of root@localhost, in both terminals
    .venv/bin/gotrs demo --tickets 120 && GOTRS_SMTP_URL=smtp://localhost:25 .venv/bin/gotrs serve   # in another terminal
    .venv/bin/python scripts/screenshots.py http://localhost:8000 [FOLDER]

Needs the test requirements (Playwright) and a Chromium on the PATH, or its path in GOTRS_TEST_CHROMIUM.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.async_api import Browser, BrowserContext, ViewportSize, async_playwright

from gotrs_api.demo.organisation import PASSWORD, address_of
from gotrs_api.demo.people import AGENTS, COMPANIES
from gotrs_web.appearance import COOKIE

ROOT = Path(__file__).resolve().parent.parent
# Each theme in the mode that shows it best; the default in both.
LOOKS = ("synthwave.dark", "synthwave.light", "classic.light", "seventies.dark", "nineties.light")
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 760}
AGENT = next(one.login for one in AGENTS if one.language == "en")
CUSTOMERS = [
    address_of(company, number)
    for company in COMPANIES
    if company.language == "en"
    for number in range(len(company.people))
]
ADMINISTRATOR = "root@localhost"
QUALITY = 78


@dataclass(frozen=True)
class Shot:
    name: str
    address: str
    on_phone: bool = False


async def main(url: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    ticket, number, customer, person = await _worth_showing(url)
    agents = (
        Shot("agent-dashboard", "/agent/"),
        Shot("agent-list", "/agent/queues"),
        Shot("agent-ticket", f"/agent/tickets/{ticket}"),
        Shot("agent-create", f"/agent/tickets/new/phone?customer={customer}"),
        Shot("agent-search", "/agent/search?q=printer"),
        Shot("agent-customer", f"/agent/customers/{person}"),
    )
    administration = (Shot("admin-list", "/admin/queues/1"),)
    customers = (
        Shot("customer-tickets", "/customer/", on_phone=True),
        Shot("customer-ticket", f"/customer/tickets/{number}"),
    )
    executable = os.environ.get("GOTRS_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for door, login, shots in (
            ("", "", (Shot("login", "/auth/customer/login"),)),
            ("/auth/login", AGENT, agents),
            ("/auth/login", ADMINISTRATOR, administration),
            ("/auth/customer/login", customer, customers),
        ):
            context = await _person(browser, url, door, login)
            for shot in shots:
                for look in LOOKS:
                    await _take(context, url, shot, look, folder)
            await context.close()
        await browser.close()


async def _worth_showing(url: str) -> tuple[int, str, str, int]:
    """Of open tickets in English one that the agent may answer, with most messages: its id and number; its customer's
    login and id."""
    async with httpx.AsyncClient(base_url=f"{url}/api/v1", timeout=60) as api:
        answer = await api.post("/auth/login", json={"login": AGENT, "password": PASSWORD})
        answer.raise_for_status()
        api.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        rows = (
            await api.get("/tickets", params={"customer_user": CUSTOMERS, "not_closed": "true", "limit": 100})
        ).json()["data"]
        talks = {row["id"]: len((await api.get(f"/tickets/{row['id']}/articles")).json()["data"]) for row in rows}
        may = {row["id"]: (await api.get(f"/tickets/{row['id']}")).json()["allowed"] for row in rows}
        chosen = max(rows, key=lambda row: (len(may[row["id"]]), talks[row["id"]]))
        customer = str(chosen["customer_user"]["login"])
        people = (await api.get("/customer-users", params={"q": customer})).json()["data"]
    return int(chosen["id"]), str(chosen["number"]), customer, int(people[0]["id"])


async def _person(browser: Browser, url: str, door: str, login: str) -> BrowserContext:
    context = await browser.new_context(locale="en-GB", timezone_id="Europe/Berlin", reduced_motion="reduce")
    if door:
        page = await context.new_page()
        await page.goto(url + door)
        await page.locator("[name=login]").fill(login)
        await page.locator("[name=password]").fill(
            PASSWORD if login != ADMINISTRATOR else os.environ["GOTRS_ADMIN_PASSWORD"]
        )
        await page.keyboard.press("Enter")
        await page.wait_for_url(lambda address: "/auth/" not in address)
        await page.close()
    return context


async def _take(context: BrowserContext, url: str, shot: Shot, look: str, folder: Path) -> None:
    await context.add_cookies([{"name": COOKIE, "value": look, "url": url}])
    page = await context.new_page()
    await page.set_viewport_size(PHONE if shot.on_phone else DESK)
    await page.goto(url + shot.address)
    await page.evaluate("document.fonts.ready")
    await page.wait_for_timeout(400)  # widgets and mail frames that load after the page
    await page.screenshot(
        path=folder / f"{shot.name}.{look.replace('.', '-')}.jpg", type="jpeg", quality=QUALITY, timeout=20_000
    )
    await page.close()


if __name__ == "__main__":
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs/screenshots"
    asyncio.run(main(sys.argv[1].rstrip("/"), target))
