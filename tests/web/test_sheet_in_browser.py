"""The component sheet in Chromium: accessible in every theme, within the screen, and its behaviours work."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from gotrs_web.appearance import COOKIE, themes
from tests.support.axe import complaints
from tests.support.pages import PHONE
from tests.support.sheet import serving, sheet_app

if TYPE_CHECKING:
    from playwright.async_api import Page

PAGES = ("/sheet", "/auth/login", "/auth/second", "/customer/error/404")
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
async def address() -> AsyncIterator[str]:
    async with serving(sheet_app()) as running:
        yield running


async def look(page: Page, address: str, theme: str, mode: str) -> None:
    await page.context.add_cookies([{"name": COOKIE, "value": f"{theme}.{mode}", "url": address}])


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("theme", list(themes()))
async def test_axe_finds_nothing(page: Page, address: str, theme: str, mode: str) -> None:
    await look(page, address, theme, mode)
    for path in PAGES:
        await page.goto(address + path)
        assert await complaints(page) == [], path


@pytest.mark.parametrize("path", [*PAGES, "/sheet?dir=rtl"])
async def test_nothing_is_wider_than_a_phone(page: Page, address: str, path: str) -> None:
    await page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    await page.goto(address + path)
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert await complaints(page) == []


async def test_a_theme_is_chosen_at_once_and_kept(page: Page, address: str) -> None:
    await page.goto(address + "/sheet")
    await page.get_by_role("button", name="LF, Lena Fischer: profile and appearance").click()
    await page.get_by_label("Theme").select_option("nineties")
    await page.get_by_label("Light or dark").select_option("dark")
    assert await page.locator("html[data-theme=nineties][data-mode=dark]").count() == 1
    await page.reload()
    assert await page.locator("html[data-theme=nineties][data-mode=dark]").count() == 1


async def test_keys_walk_the_rows_but_not_while_typing(page: Page, address: str) -> None:
    await page.goto(address + "/sheet")
    await page.locator("h1").click()
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    assert await page.evaluate("document.activeElement.textContent") == "202611230041"
    await page.keyboard.press("x")
    assert await page.locator("[data-select-count]").text_content() == "2 chosen"
    await page.get_by_label("Text", exact=True).fill("")
    await page.keyboard.type("jx")
    assert await page.get_by_label("Text", exact=True).input_value() == "jx"


async def test_the_list_of_keys_offers_what_the_page_has_and_can_switch_them_off(page: Page, address: str) -> None:
    await page.goto(address + "/sheet")
    await page.locator("h1").click()
    await page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    assert "g q" in " ".join((await dialog.locator("dl").inner_text()).split())
    await dialog.get_by_label("Use single keys").uncheck()
    await page.keyboard.press("Escape")
    await page.keyboard.press("?")
    assert not await dialog.is_visible()


async def test_the_bar_for_many_shows_itself_with_the_first_choice(page: Page, address: str) -> None:
    await page.goto(address + "/sheet")
    bar = page.get_by_role("toolbar", name="For the chosen rows")
    await page.get_by_label("Select 202611230040").uncheck()
    assert not await bar.is_visible()
    await page.get_by_label("Select all on this page").check()
    assert await bar.is_visible()
    assert await page.locator("tr[aria-selected=true]").count() == 3


async def test_a_question_is_asked_before_a_form_goes(page: Page, address: str) -> None:
    await page.goto(address + "/sheet")
    await page.get_by_role("button", name="Watch").click()
    question = page.get_by_role("dialog", name="Are you sure?")
    assert "Really?" in (await question.text_content() or "")
    await question.get_by_role("button", name="Cancel").click()
    assert page.url.endswith("/sheet")
    await page.get_by_role("button", name="Watch").click()
    async with page.expect_request(lambda sent: sent.method == "POST") as posted:
        await question.get_by_role("button", name="Go ahead").click()
    assert (await posted.value).url.endswith("/watch")


async def test_the_server_raises_a_toast_through_htmx(page: Page, address: str) -> None:
    await page.goto(address + "/sheet")
    await page.evaluate("htmx.ajax('POST', '/bulk', {swap: 'none'})")
    await page.locator("#toasts").get_by_text("Closed").wait_for()
    await page.evaluate("htmx.ajax('POST', '/nowhere', {swap: 'none'})")
    await page.locator("#toasts").get_by_text("That did not work").wait_for()


async def test_htmx_sends_the_token_and_swaps_a_form_with_errors(page: Page, address: str) -> None:
    await page.goto(address + "/sheet")
    async with page.expect_request("**/form") as sent:
        await page.evaluate("htmx.ajax('POST', '/form', {target: '#w-empty'})")
    assert (await sent.value).headers["x-csrf-token"] == "token"
    await page.get_by_label("Wrong").wait_for()
    assert await page.evaluate("document.activeElement.name") == "wrong"


async def test_htmx_fills_and_opens_the_dialog_of_the_page(page: Page, address: str) -> None:
    await page.goto(address + "/sheet")
    await page.get_by_role("link", name="Change Queue").click()
    dialog = page.get_by_role("dialog", name="Queue")
    await dialog.wait_for()
    await dialog.get_by_role("button", name="Save").click()
    await dialog.wait_for(state="hidden")


async def test_a_typeahead_is_used_by_keyboard(page: Page, address: str) -> None:
    await page.goto(address + "/sheet")
    field = page.get_by_role("combobox", name="Customer", exact=True)
    await field.fill("ros")
    await page.locator("[role=option]").first.wait_for()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    assert await field.input_value() == "rosa.lind"
    assert not await page.locator("#f-customer-list").is_visible()


async def test_the_api_reference_runs_under_the_content_policy(page: Page, address: str) -> None:
    await page.goto(address + "/api/docs")
    await page.locator(".swagger-ui .title").wait_for()
