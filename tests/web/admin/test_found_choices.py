"""Choices of a large desk in the forms of administration: what is chosen, some of the others, and a search for the rest."""

from __future__ import annotations

import json

import pytest

from gotrs_web import found_choices
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
MOST = found_choices.MOST_OFFERED


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    for n in range(MOST):
        await factories.queue(f"Branch {n:03}")
    await factories.queue("Zulu")
    await web.sign_in("mira")


@pytest.mark.parametrize(
    ("page_address", "field"),
    [
        ("/admin/system-addresses/new", "queue_id"),
        ("/admin/mail-accounts/new", "queue_id"),
        ("/admin/customer-companies/new", "queue_id"),
        ("/admin/templates/new", "queue_ids"),
        ("/admin/webhooks/new", "queue_ids"),
    ],
)
async def test_queues_are_found_by_words(web: WebBrowser, page_address: str, field: str) -> None:
    page = await web.get(page_address)
    offered = [one for one in page.texts(f"[name={field}] option, label:has([name={field}])") if one]
    assert "Zulu" not in offered
    found = await web.get(f"{page_address}?{field}_words=zul")
    assert "Zulu" in found.texts(f"[name={field}] option, label:has([name={field}])"), "without scripts"
    assert found.all(f"noscript form [name={field}_words]")
    (search,) = [one for one in page.all("input[name=words]") if json.loads(one.get("hx-vals", ""))["field"] == field]
    (target,) = page.all(search.get("hx-target", ""))
    assert target.tag in ("select", "div")
    sent = {**json.loads(search.get("hx-vals", "")), "words": "zul"}
    query = "&".join(f"{name}={value}" for name, value in sent.items())
    assert "Zulu" in (await web.get(f"{search.get('hx-get')}?{query}", htmx=True)).texts("option, label")
