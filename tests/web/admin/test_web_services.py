"""Web services in administration: kept as YAML, exchanged as files, looked into."""

from __future__ import annotations

import pytest

from tests.generic_interface.test_administration import EXPORTED
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
PAGE = "/admin/web-services"
DOOR = "/otrs/nph-genericinterface.pl/Webservice/Monitoring/Find/x"


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")


async def imported(web: WebBrowser) -> str:
    await web.get(f"{PAGE}/new")
    answer = await web.send(f"{PAGE}/new", {"name": "Monitoring", "yaml": EXPORTED})
    assert answer.response.status_code == 303
    return str(answer.response.headers["location"])


async def test_a_service_is_imported_changed_exported_and_removed(web: WebBrowser) -> None:
    here = await imported(web)
    page = await web.get(here)
    assert page.has("Ticket::TicketSearch")
    assert page.has("not available")
    assert not page.has("very-secret")
    written = str(page.values(here)["yaml"])
    await web.send(here, {"yaml": written.replace("Monitoring", "Watching")})
    page = await web.get(here)
    assert page.has("Earlier configurations")
    exported = await web.send(f"{here}/export")
    assert "very-secret" in exported.response.text
    assert "Description: Watching" in exported.response.text
    await web.get(here)
    await web.send(f"{here}/removal")
    assert not (await web.get(PAGE)).has("Monitoring")


async def test_what_is_no_configuration_comes_back_with_its_reason(web: WebBrowser) -> None:
    await web.get(f"{PAGE}/new")
    answer = await web.send(f"{PAGE}/new", {"name": "Bad", "yaml": "a: !!python/none x"})
    assert answer.response.status_code == 422
    assert answer.has("YAML tags are not allowed")
    answer = await web.send(f"{PAGE}/new", {"name": "GenericTicketConnectorREST", "yaml": ""})
    assert answer.response.status_code == 422


async def test_the_log_is_read_and_emptied(web: WebBrowser) -> None:
    here = await imported(web)
    await web.get(DOOR)
    page = await web.get(f"{here}/log")
    assert page.has("others called")
    entry = next(link for link in page.links().values() if "/log/" in link)
    assert (await web.get(entry)).has("Authorization failing!")
    await web.get(f"{here}/log")
    await web.send(f"{here}/log/removal")
    assert (await web.get(f"{here}/log")).has("Nothing was logged.")
