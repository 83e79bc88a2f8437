"""Fixtures for browser tests: one Chromium per process, a fresh context per test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from tests.support.servers import Servers

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page, ViewportSize

VIEWPORT: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
TABLET: ViewportSize = {"width": 1024, "height": 768}
PATIENCE_MS = 10_000


@pytest.fixture(scope="session")
async def browser(servers: Servers) -> AsyncIterator[Browser]:
    from tests.support.browser import running_browser

    if not servers.has("chromium"):
        pytest.skip(servers.why_not["chromium"])
    async with running_browser(servers.urls["chromium"]) as running:
        yield running


@pytest.fixture
async def browser_context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """Cookies and storage of one person; ask `browser.new_context()` for a second one."""
    context = await browser.new_context(viewport=VIEWPORT, locale="en-GB", timezone_id="UTC", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    yield context
    await context.close()


@pytest.fixture
async def page(browser_context: BrowserContext) -> AsyncIterator[Page]:
    """A page that fails the test when a script of ours raises or the content policy refuses something."""
    page = await browser_context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda message: (
            complaints.append(f"{page.url}: {message.text}") if "Content Security Policy" in message.text else None
        ),
    )
    yield page
    assert complaints == []
