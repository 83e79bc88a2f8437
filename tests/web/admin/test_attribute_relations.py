"""Ticket attribute relations: looked at, imported, ordered, and what agents may choose then."""

from __future__ import annotations

import pytest

from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
NEW = "/admin/attribute-relations/new"


def csv(text: str, name: str = "queues.csv") -> list[tuple[str, tuple[str, bytes, str]]]:
    return [("file", (name, text.encode(), "text/csv"))]


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")


async def test_a_file_is_looked_at_imported_moved_and_removed(web: WebBrowser) -> None:
    await web.get(NEW)
    page = await web.send(NEW, {"preview": "1"}, files=csv("Queue;Priority\nRaw;3 normal\nJunk;1 very low\n"))
    assert page.has("2 pairs")
    assert page.has("1 very low")
    assert (await web.get("/admin/attribute-relations")).has("Nothing is here")
    await web.get(NEW)
    await web.send(NEW, {"preview": "1"}, files=csv("Queue;Priority\nRaw;3 normal\nJunk;1 very low\n"))
    await web.send(NEW)
    first = await web.follow()
    address = first.response.url.path
    await web.get(NEW)
    await web.send(NEW, files=csv("Type;State\nUnclassified;new\n", "types.csv"))
    await web.get(address)
    await web.send(address, {"priority": "2"})
    await web.follow()
    assert (await web.get("/admin/attribute-relations")).texts("a[data-row-link]") == ["types.csv", "queues.csv"]
    assert (await web.get(f"{address}/content")).response.content.startswith(b"Queue;Priority")
    await web.get(address)
    await web.send(f"{address}/removal")
    assert (await web.follow()).texts("a[data-row-link]") == ["types.csv"]


async def test_a_file_that_makes_no_sense_is_refused_at_its_field(web: WebBrowser) -> None:
    await web.get(NEW)
    page = await web.send(NEW, {"preview": "1"}, files=csv("Moon;Priority\nfull;3 normal\n"))
    assert page.status == 422
    assert page.texts("#f-file-error") == ["A column names no attribute of tickets."]
