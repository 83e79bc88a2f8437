"""An administrator in Chromium, at the pages below /admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from tests.support.desk import Desk

if TYPE_CHECKING:
    from playwright.async_api import Page


class Administrator:
    def __init__(self, page: Page, desk: Desk) -> None:
        self.page, self.desk = page, desk

    async def open(self, path: str) -> None:
        await self.page.goto(f"{self.desk.url}{path}")

    async def fill(self, **values: str) -> None:
        for name, value in values.items():
            field = self.page.locator(f".admin__form [name='{name}']:visible").last
            tag = await field.evaluate("one => one.tagName + (one.type === 'checkbox' ? '+' : '')")
            if tag == "SELECT":
                await field.select_option(value)
            elif tag.endswith("+"):
                await field.set_checked(value == "yes")
            else:
                await field.fill(value)

    async def fill_row(self, name: str, key: str, value: str) -> None:
        """A value of a hash in a setting's form; "" takes it out."""
        row = self.page.locator(f"tr:has([name='{name}-key'][value='{key}'])")
        await row.locator(f"[name='{name}-value']").fill(value)

    async def press(self, name: str) -> None:
        await self.page.get_by_role("button", name=name, exact=True).last.click()

    async def save(self, name: str = "Save") -> None:
        """And wait for what it says of it."""
        async with self.page.expect_navigation():
            await self.press(name)

    async def confirm(self, name: str) -> None:
        """Press what asks back, and say yes."""
        await self.press(name)
        async with self.page.expect_navigation():
            await self.page.locator("dialog[open]").get_by_role("button").last.click()

    async def shows(self, path: str, words: str) -> bool:
        await self.open(path)
        return words in await self.page.locator("main").inner_text()

    async def at_the_door(self, path: str = "/auth/login") -> str:
        """What strangers see."""
        async with httpx.AsyncClient(base_url=self.desk.url) as stranger:
            return (await stranger.get(path)).text
