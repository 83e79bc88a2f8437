"""The portal on a slow line: what a browser fetches for its first page."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import pytest

from gotrs_web.template_environment import static_files
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
LIMIT_BYTES = 100_000
# What an answer says before its body.
HEAD_BYTES = 700


@pytest.mark.parametrize(
    "address",
    ["/auth/customer/login", "/customer/", "/customer/tickets/new", "/customer/profile", "/customer/profile/security"],
)
async def test_a_page_with_all_it_needs_is_small(web: WebBrowser, factories: Factories, address: str) -> None:
    """Fonts aside; the page itself as a proxy compresses it."""
    if address.startswith("/customer"):
        await factories.customer_user("rosa", password=PASSWORD)
        await web.sign_in("rosa", kind="customer")
    page = await web.get(address)
    linked = {
        *(one.get("href", "") for one in page.all("link[rel=stylesheet], link[rel=modulepreload], link[rel=icon]")),
        *(one.get("src", "") for one in page.all("script[src]")),
        *(one.get("href", "").partition("#")[0] for one in page.all("svg use")),
    }
    assert len(linked) > 10
    names = [urlsplit(one).path.removeprefix(f"/static/{static_files().version}/") for one in linked]
    files = sum(len(static_files().body(name, compressed=True)) for name in names)
    heads = HEAD_BYTES * (len(names) + 1)
    assert files + heads + len(gzip.compress(page.response.content)) < LIMIT_BYTES
