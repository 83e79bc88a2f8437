"""Portal and desk as installed apps in a real Chromium: what a browser asks before it installs one, no network, messages."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.desk import AGENT, CUSTOMER, Desk
from tests.support.pages import PATIENCE_MS
from tests.support.servers import Servers
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext

pytestmark = pytest.mark.browser
# `ready` is so while a worker is still getting up, and a message to it is lost then.
AWAKE = """navigator.serviceWorker.ready.then(({ active }) => new Promise((done) => {
    if (active.state === "activated") done(true)
    active.addEventListener("statechange", () => done(true))
}))"""


@pytest.fixture
async def profile(servers: Servers, tmp_path: Path) -> AsyncIterator[BrowserContext]:
    """A browser with a profile of its own: in a private window nothing can be installed."""
    from tests.support.browser import profile_of

    if not servers.has("chromium"):
        pytest.skip(servers.why_not["chromium"])
    async with profile_of(servers.urls["chromium"], tmp_path / "profile") as context:
        context.set_default_timeout(PATIENCE_MS)
        yield context


@pytest.mark.parametrize(("login", "area"), [(CUSTOMER, "/customer/"), (AGENT, "/agent/")])
async def test_it_can_be_installed_works_without_a_network_and_shows_messages(
    desk: Desk, profile: BrowserContext, login: str, area: str
) -> None:
    await profile.grant_permissions(["notifications"], origin=desk.url)
    page = await profile.new_page()
    wire = await profile.new_cdp_session(page)
    await wire.send("ServiceWorker.enable")
    registrations: dict[str, str] = {}
    wire.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: registrations.update({one["scopeURL"]: one["registrationId"] for one in told["registrations"]}),
    )
    await desk.sign_in(page, login)
    await page.evaluate(AWAKE)
    manifest = await wire.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"] == f"{desk.url}{area}app.webmanifest"
    assert (await wire.send("Page.getInstallabilityErrors"))["installabilityErrors"] == []

    async def told() -> bool:
        return f"{desk.url}{area}" in registrations

    await eventually(told)
    (worker,) = [one for one in profile.service_workers if one.url == f"{desk.url}{area}worker.js"]
    # Asking for messages before the first one is there makes Chromium lose it.
    await worker.evaluate(
        """() => {
            const show = self.registration.showNotification.bind(self.registration)
            self.shown = new Promise((done) => {
                self.registration.showNotification = async (...message) => done(await show(...message))
            })
        }"""
    )
    news = {"title": "You have an answer", "body": "#1 Tea", "path": f"{area}tickets/1", "tag": "ticket-1"}
    await wire.send(
        "ServiceWorker.deliverPushMessage",
        {
            "origin": desk.url,
            "registrationId": registrations[f"{desk.url}{area}"],
            "data": json.dumps({**news, "language": "en"}),
        },
    )
    await worker.evaluate("() => self.shown")
    shown = (
        "navigator.serviceWorker.ready.then(r => r.getNotifications())"
        ".then(all => all.map(n => [n.title, n.body, n.tag]))"
    )
    assert await page.evaluate(shown) == [["You have an answer", "#1 Tea", "ticket-1"]]
    # Without a person's finger a browser opens no window: what the worker asks for is enough.
    opened = await worker.evaluate(
        """() => new Promise((done) => {
            self.clients.openWindow = async (path) => done(path)
            self.registration.getNotifications().then(([one]) =>
                self.dispatchEvent(new NotificationEvent("notificationclick", { notification: one })))
        })"""
    )
    assert opened == f"{area}tickets/1"
    assert await page.evaluate(shown) == []

    await profile.set_offline(True)
    await page.goto(f"{desk.url}{area}profile")
    assert await page.locator("h1").inner_text() == "No connection"
    assert await page.evaluate("getComputedStyle(document.querySelector('.gate__card')).display") != "inline"
    await profile.set_offline(False)
    await page.get_by_role("link", name="Try again").click()
    await page.wait_for_url(f"**{area}")
