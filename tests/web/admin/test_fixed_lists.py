"""What administrators only look up: locks, and types of links with what settings make of them."""

from __future__ import annotations

import pytest

from gotrs_api.sysconfig import settings
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


async def test_locks_and_link_types_are_shown_and_a_type_that_is_off_is_not_offered(
    web: WebBrowser, factories: Factories
) -> None:
    queue = await factories.existing_queue("Raw")
    await factories.agent("mira", password=PASSWORD, admin=True, rights={queue: "rw"})
    ticket = await factories.ticket(queue=queue)
    await web.sign_in("mira")
    page = await web.get("/admin/locks")
    assert [row.split("valid")[0] for row in page.texts("tbody tr")] == ["lock", "tmp_lock", "unlock"]
    assert not page.all("a[href$='/new']")

    page = await web.get("/admin/link-types")
    assert page.texts("tbody td:first-child") == ["Normal", "ParentChild"]
    assert page.texts("tbody td:nth-child(6)") == ["yes", "yes"]
    form = f"/agent/tickets/{ticket.id}/link"
    assert [one.get("value") for one in (await web.get(form)).all("#f-role option")] == ["peer", "parent", "child"]

    await factories.setting(settings.POSSIBLE_LINKS["ParentChild"], {})
    assert (await web.get("/admin/link-types")).texts("tbody td:nth-child(6)") == ["yes", "no"]
    assert [one.get("value") for one in (await web.get(form)).all("#f-role option")] == ["peer"]
