"""Static files: addresses that may be kept for ever, compression, one stylesheet."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from gotrs_web.static_files import StaticFiles, bundle_css
from gotrs_web.template_environment import static_files

FIRST_PAGE_BUDGET_BYTES = 100_000


@pytest.fixture
def files() -> StaticFiles:
    return static_files()


@pytest.fixture
async def browser_of(files: StaticFiles) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(Starlette(routes=[Mount("/static", files)]))
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.example") as client:
        yield client


async def test_a_file_is_kept_for_ever_under_its_address(files: StaticFiles, browser_of: httpx.AsyncClient) -> None:
    answer = await browser_of.get(files.url("css/gotrs.css"))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.headers["content-encoding"] == "gzip"


async def test_an_address_of_another_release_is_answered_but_not_kept(browser_of: httpx.AsyncClient) -> None:
    answer = await browser_of.get("/static/0123456789ab/icons.svg")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


async def test_a_known_file_is_not_sent_again(files: StaticFiles, browser_of: httpx.AsyncClient) -> None:
    etag = (await browser_of.get(files.url("icons.svg"))).headers["etag"]
    assert (await browser_of.get(files.url("icons.svg"), headers={"If-None-Match": etag})).status_code == 304


@pytest.mark.parametrize(
    "path", ["/static/x/../app.py", "/static/x/%2e%2e/app.py", "/static/x//etc/passwd", "/static/x/nope.css"]
)
async def test_nothing_outside_the_folder_is_served(path: str, browser_of: httpx.AsyncClient) -> None:
    assert (await browser_of.get(path)).status_code == 404


async def test_only_reading_is_allowed(files: StaticFiles, browser_of: httpx.AsyncClient) -> None:
    assert (await browser_of.post(files.url("icons.svg"))).status_code == 405


def test_an_unknown_file_has_no_address(files: StaticFiles) -> None:
    with pytest.raises(LookupError):
        files.url("css/nope.css")


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a{}")
    before = StaticFiles(tmp_path).version
    (tmp_path / "a.css").write_text("b{}")
    assert StaticFiles(tmp_path).version != before


def test_imports_are_put_in_place_in_their_layers_and_addresses_moved_along(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "theme").mkdir()
    (tmp_path / "css/main.css").write_text(
        '@layer base;\n@import url("../theme/t.css");\n@import url("b.css") layer(base);\n'
    )
    (tmp_path / "css/b.css").write_text("p { margin: 0 }")
    (tmp_path / "theme/t.css").write_text('@import url("../css/b.css") layer(base);@font-face { src: url("f.woff2") }')
    bundled = bundle_css(tmp_path, "css/main.css")
    assert "@import" not in bundled
    assert bundled.count("p { margin: 0 }") == 1
    assert "@layer base {\np { margin: 0 }" in bundled
    assert 'url("../theme/f.woff2")' in bundled


def test_every_address_in_the_stylesheet_leads_to_a_file(files: StaticFiles) -> None:
    import re

    sheet = files.body("css/gotrs.css").decode()
    for address in re.findall(r'url\("([^"]+)"\)', sheet):
        assert (files.root / "css" / address).resolve().is_file(), address


def test_the_first_page_is_light(files: StaticFiles) -> None:
    scripts = [name for name in files.names if name.startswith("js/") and name.count("/") == 1]
    needed = ["css/gotrs.css", "icons.svg", "favicon.svg", "vendor/htmx.org/htmx.min.js", *scripts]
    assert sum(len(files.body(name, compressed=True)) for name in needed) < FIRST_PAGE_BUDGET_BYTES
    assert gzip.decompress(files.body("icons.svg", compressed=True)) == files.body("icons.svg")
