"""The portal can be put on a home screen, and says so itself when there is no network."""

from __future__ import annotations

import pytest

from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


async def test_what_a_browser_needs_to_install_it_is_there_before_sign_in(web: WebBrowser) -> None:
    manifest = (await web.client.get("/customer/app.webmanifest")).json()
    assert (manifest["name"], manifest["start_url"], manifest["display"]) == ("GOTRS", "/customer/", "standalone")
    for icon in manifest["icons"]:
        assert (await web.client.get(icon["src"])).headers["content-type"] == icon["type"]
    worker = await web.client.get("/customer/worker.js")
    assert worker.headers["content-type"].startswith("text/javascript")
    assert "showNotification" in worker.text
    assert (await web.get("/customer/offline")).has("No connection")
