"""The installation's page, its log and its backups."""

from __future__ import annotations

import io
import zipfile

import pytest

from gotrs_api.kernel.logging import recent_log
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site
from tests.support.factories import PASSWORD, Factories
from tests.support.jobs import drain
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")


async def test_figures_and_caches_and_the_index(web: WebBrowser, site: Site) -> None:
    page = await web.get("/admin/system")
    assert page.has("GOTRS_SECRET_KEY")
    assert page.has("(hidden)")
    await web.send("/admin/system/caches")
    assert (await web.follow()).has("Search index")
    await web.send("/admin/system/search-index")
    await drain(site)
    assert (await web.follow()).has("search.rebuild")


async def test_the_bundle_for_support_has_no_secrets(web: WebBrowser, factories: Factories) -> None:
    await factories.setting(settings.CAPTCHA_SITE_KEY, "very-secret-key")
    answer = (await web.get("/admin/system/support-bundle")).response
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as bundle:
        assert {"process.json", "settings.json", "packages.txt"} <= set(bundle.namelist())
        everything = b"".join(bundle.read(name) for name in bundle.namelist())
    assert b"very-secret-key" not in everything
    assert PASSWORD.encode() not in everything


async def test_the_log_is_read_and_searched(web: WebBrowser, site: Site) -> None:
    log = recent_log(site.settings)
    log.keep({"event": "mail.fetch_failed", "level": "warning", "timestamp": "2026-03-02T09:30:00Z", "words": "<b>no"})
    log.keep({"event": "mail.processed", "level": "info", "timestamp": "2026-03-02T09:30:01Z"})
    page = await web.get("/admin/logs?level=warning&q=fetch")
    assert page.has("mail.fetch_failed")
    assert page.has("words=<b>no")
    assert not page.has("mail.processed")
    assert (await web.get("/admin/logs/1772443800000000")).has('"words": "<b>no"')
    assert (await web.get("/admin/logs/1")).response.status_code == 404


async def test_a_backup_is_made_downloaded_and_removed(web: WebBrowser, site: Site) -> None:
    await web.get("/admin/backups")
    await web.send("/admin/backups/database")
    await drain(site)
    assert (await web.follow()).has("admin.backup")
    (name,) = [path.name for path in (site.settings.var / "backups").iterdir()]
    answer = (await web.get(f"/admin/backups/{name}/content")).response
    assert (answer.headers["content-type"], answer.content[:2]) == ("application/gzip", b"\x1f\x8b")
    assert (await web.get(f"/admin/backups/{name}")).has("database alone")
    await web.send(f"/admin/backups/{name}/removal")
    assert (await web.follow()).has("Nothing is here")


async def test_an_empty_log_says_that_it_does_not_keep_what_went_well(web: WebBrowser) -> None:
    assert (await web.get("/admin/logs")).has("Requests that succeed are not kept here")
