"""The system's Chromium, driven by Playwright: one browser per process, one context per test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, async_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


@asynccontextmanager
async def running_browser(executable: str) -> AsyncIterator[Browser]:
    """Starts Chromium headless; raises Playwright's Error with Chromium's own output when it does not come up."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, headless=True, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def profile_of(executable: str, folder: Path) -> AsyncIterator[BrowserContext]:
    """A Chromium of one person, who keeps things in `folder`: private windows install nothing and keep no messages."""
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            folder, executable_path=executable, headless=True, args=list(ARGUMENTS), locale="en-GB"
        )
        try:
            yield context
        finally:
            await context.close()
