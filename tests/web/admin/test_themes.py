"""Themes: the usual one, a stylesheet of one's own for each with its preview, and the sound of notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.desk import Desk
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

if TYPE_CHECKING:
    from playwright.async_api import Page

pytestmark = pytest.mark.backends("sqlite")
CSS = ".bar { border-block-end: 6px solid hotpink; }"


@pytest.fixture
async def at_theme(web: WebBrowser, factories: Factories) -> WebBrowser:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")
    await web.get("/admin/themes/nineties")
    return web


async def test_a_stylesheet_is_linked_served_with_its_tag_and_taken_away(at_theme: WebBrowser) -> None:
    assert (await at_theme.send("/admin/themes/nineties", {"css": CSS})).status == 303
    page = await at_theme.get("/agent/")
    link = page.one("link[data-of-theme]")
    assert (link.get("data-of-theme"), link.get("media")) == ("nineties", "not all")
    address = link.get("href") or ""
    sheet = await at_theme.client.get(address)
    assert (sheet.text, sheet.headers["content-type"]) == (CSS, "text/css; charset=utf-8")
    assert "style-src 'self'" in sheet.headers["content-security-policy"]
    again = await at_theme.client.get(address, headers={"If-None-Match": sheet.headers["etag"]})
    assert again.status_code == 304
    at_theme.client.cookies.set("gotrs_theme", "nineties.dark")
    assert (await at_theme.get("/agent/")).one("link[data-of-theme]").get("media") is None

    page = await at_theme.get("/admin/themes/nineties")
    assert not page.all("link[data-of-theme]"), "here a stylesheet that hides everything can be taken away"
    await at_theme.send("/admin/themes/nineties", {"remove": "1"})
    assert not (await at_theme.get("/agent/")).all("link[data-of-theme]")


async def test_what_is_not_saved_is_seen_in_the_preview_alone(at_theme: WebBrowser) -> None:
    page = await at_theme.send("/admin/themes/nineties", {"css": CSS, "preview": "dark"})
    assert (page.one("html").get("data-theme"), page.one("html").get("data-mode")) == ("nineties", "dark")
    (draft,) = [link.get("href") or "" for link in page.all("link") if "/draft-" in (link.get("href") or "")]
    assert (await at_theme.client.get(draft)).text == CSS
    assert not (await at_theme.get("/agent/")).all("link[data-of-theme]")
    await at_theme.get("/admin/themes/nineties")
    refused = await at_theme.send("/admin/themes/nineties", {"css": "@import '//evil.example';"})
    assert (refused.status, refused.has("Nothing from elsewhere")) == (422, True)
    assert (await at_theme.get("/admin/themes/nothing")).status == 404


async def test_the_usual_theme_and_sound_are_those_of_whoever_chose_none(at_theme: WebBrowser) -> None:
    await at_theme.get("/admin/themes")
    await at_theme.send("/admin/themes", {"theme": "classic", "sound": "knock"})
    assert (await at_theme.get("/agent/")).one("html").get("data-theme") == "classic"
    bell = "/agent/notices/bell"
    assert (await at_theme.get(bell, htmx=True)).one("#bell").get("data-sound") == "knock"
    await at_theme.get("/agent/profile")
    await at_theme.send("/agent/profile/preferences", {"sound": "none"})
    assert (await at_theme.get(bell, htmx=True)).one("#bell").get("data-sound") == "none"
    await at_theme.get("/agent/profile")
    refused = await at_theme.send("/agent/profile/preferences", {"sound": "thunder"})
    assert refused.status == 422


async def test_another_theme_brings_its_stylesheet_and_news_make_a_sound(page: Page, desk: Desk) -> None:
    answer = await desk.api.put("/sysconfig/GOTRS::Themes::CustomCSS", json={"value": {"nineties": CSS}})
    assert answer.is_success, answer.text
    try:
        await desk.sign_in(page)
        await page.goto(f"{desk.url}/agent/")
        width = "getComputedStyle(document.querySelector('.bar')).borderBlockEndWidth"
        assert await page.evaluate(width) != "6px"
        await page.evaluate(
            "const select = document.querySelector('[data-appearance] [name=theme]'); select.value = 'nineties';"
            "select.dispatchEvent(new Event('change', { bubbles: true }))"
        )
        await page.locator('link[data-of-theme="nineties"][media="all"]').wait_for(state="attached")
        await page.reload()
        assert await page.evaluate(width) == "6px"
    finally:
        await desk.api.delete("/sysconfig/GOTRS::Themes::CustomCSS")
    await page.locator("#bell[data-unread]").wait_for()
    await page.evaluate(
        "document.body.addEventListener('sound-played', (e) => (document.body.dataset.played = e.detail))"
    )
    told = '<a id="bell" data-unread="1000" data-sound="drop" href="#">1000</a>'
    await page.route("**/agent/notices/bell", lambda route: route.fulfill(content_type="text/html", body=told))
    await page.evaluate("document.body.dispatchEvent(new CustomEvent('counters-changed'))")
    await page.locator("body[data-played=drop]").wait_for(state="attached")
