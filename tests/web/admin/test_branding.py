"""The desk's own name, colours and logo: set on one page, seen on every other."""

from __future__ import annotations

import pytest

from gotrs_api.admin.branding import contrast
from gotrs_api.sysconfig import settings
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
PAGE = "/admin/branding"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
async def at_page(web: WebBrowser, factories: Factories) -> WebBrowser:
    await factories.agent("lena", admin=True, password=PASSWORD)
    await web.sign_in("lena")
    await web.get(PAGE)
    return web


async def test_name_colours_and_logo_reach_sign_in_portal_and_installed_app(at_page: WebBrowser) -> None:
    logo = ("logo", ("logo.png", PNG, "text/html"))
    fields = {"name": "Northwind Help", "accent_light": "#0A3D62", "accent_dark": "#7ED6DF"}
    assert (await at_page.send(PAGE, fields, files=[logo])).status == 303
    page = await at_page.get("/auth/customer/login")
    assert page.texts(".brand") == ["Northwind Help"]
    (sheet,) = [
        link.get("href", "") for link in page.all("link[rel=stylesheet]") if "/branding/" in link.get("href", "")
    ]
    css = (await at_page.client.get(sheet)).text
    assert "--color-accent: #0a3d62; --color-accent-ink: #ffffff" in css
    assert "--color-accent: #7ed6df; --color-accent-ink: #000000" in css
    picture = await at_page.client.get(page.one(".brand img").get("src", ""))
    assert (picture.content, picture.headers["content-type"]) == (PNG, "image/png")
    manifest = (await at_page.client.get("/customer/app.webmanifest")).json()
    assert (manifest["name"], manifest["theme_color"]) == ("Northwind Help", "#7ed6df")
    assert manifest["icons"][0]["src"].endswith(".png")

    await at_page.get(PAGE)
    await at_page.send("/admin/branding/logo/removal")
    assert not (await at_page.get("/auth/login")).all(".brand img")


async def test_settings_alone_give_the_desk_its_look(at_page: WebBrowser, factories: Factories) -> None:
    await factories.setting(settings.BRANDING_ACCENT_LIGHT, "#0a3d62")
    await factories.setting(settings.BRANDING_ACCENT_DARK, "#7ed6df")
    await factories.setting(settings.BRANDING_LOGO, f"{'0' * 32}.png")
    page = await at_page.get("/auth/customer/login")
    assert page.one(".brand img").get("src") == f"/branding/{'0' * 32}.png"
    (sheet,) = page.all("link[href*='/branding/accent-']")
    css = (await at_page.client.get(sheet.get("href", ""))).text
    assert "#0a3d62" in css
    assert "#7ed6df" in css


async def test_settings_alone_choose_theme_stylesheet_and_sound(at_page: WebBrowser, factories: Factories) -> None:
    await factories.setting(settings.DEFAULT_THEME, "classic")
    await factories.setting(settings.THEME_STYLESHEETS, {"classic": ".bar { color: teal; }"})
    await factories.setting(settings.NOTICE_SOUND, "drop")
    page = await at_page.get("/agent/")
    assert page.one("html").get("data-theme") == "classic"
    assert page.one("link[data-of-theme]").get("data-of-theme") == "classic"
    assert (await at_page.get("/agent/notices/bell", htmx=True)).one("#bell").get("data-sound") == "drop"


async def test_a_colour_that_cannot_be_read_is_refused_and_a_near_one_offered(at_page: WebBrowser) -> None:
    page = await at_page.send(PAGE, {"name": "Desk", "accent_light": "#ffd000"})
    assert page.status == 422
    offered = str(page.form(PAGE).fields["accent_light"])
    assert contrast.contrast(offered, contrast.LIGHT_GROUND) >= contrast.NEEDED
    assert (await at_page.send(PAGE)).status == 303


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n" + b"\0" * 200_000]
)
async def test_another_kind_of_file_or_too_large_a_one_is_refused(at_page: WebBrowser, content: bytes) -> None:
    page = await at_page.send(PAGE, {"name": "Kept back"}, files=[("logo", ("logo.png", content, "image/png"))])
    assert page.status == 422
    assert (await at_page.get(PAGE)).texts(".bar .brand") == ["GOTRS"]


@pytest.mark.parametrize("name", ["0" * 32 + ".png", "..%2F..%2Fetc%2Fpasswd", "logo.svg"])
async def test_only_logos_are_served(web: WebBrowser, name: str) -> None:
    assert (await web.get(f"/branding/{name}")).status == 404
