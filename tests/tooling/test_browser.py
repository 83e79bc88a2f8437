"""Chromium comes up, runs scripts and tells of errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Page


async def test_a_page_runs_its_scripts(page: Page) -> None:
    await page.set_content("<title>no</title><script>document.title = 'yes'</script>")
    assert await page.title() == "yes"
