"""Web services in administration: kept as YAML, exchanged as files, looked into."""

from __future__ import annotations

import pytest
import yaml

from tests.generic_interface.test_administration import EXPORTED
from tests.support.factories import PASSWORD, Factories
from tests.support.web import Fields, WebBrowser

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


async def test_an_operation_is_made_by_a_form_mapped_called_and_removed(web: WebBrowser) -> None:
    await web.get(f"{PAGE}/new")
    await web.send(f"{PAGE}/new", {"name": "Desk", "yaml": ""})
    assert web.page is not None
    here = web.page.location
    new = f"{here}/operations/new"
    await web.get(new)
    mapped: Fields = {
        "name": "Enter", "type": "Session::SessionCreate", "route": "/Enter", "methods": ["POST"],
        "inbound-type": "Simple", "inbound-key": ["who", ""], "inbound-key-match": ["", ""],
        "inbound-key-to": ["UserLogin", ""], "inbound-example": '{"who": "mira", "Password": "x"}',
    }  # fmt: skip
    tried = await web.send(new, {**mapped, "try": "inbound"})
    assert '"UserLogin": "mira"' in " ".join(tried.texts("pre[role=status]"))
    assert not (await web.get(here)).has("/Enter"), "a trial saves nothing"

    await web.get(new)
    assert (await web.send(new, mapped)).status == 303
    door = "/otrs/nph-genericinterface.pl/Webservice/Desk/Enter"
    answer = await web.client.post(door, json={"who": "mira", "Password": PASSWORD})
    assert "SessionID" in answer.json()

    edit = f"{here}/operations/edit/Enter"
    await web.get(edit)
    await web.send(edit, {"name": "Come in", "inbound-key": ["wer", ""]})
    assert (await web.get(here)).has("Come in")
    assert "SessionID" in (await web.client.post(door, json={"wer": "mira", "Password": PASSWORD})).json()
    edit = f"{here}/operations/edit/Come%20in"
    await web.get(edit)
    refused = await web.send(edit, {"route": "without slash"})
    assert (refused.status, refused.has("A route begins with /.")) == (422, True)

    await web.get(edit)
    await web.send(f"{here}/operations/removal/Come%20in")
    assert not (await web.get(here)).has("Come in")


async def test_an_invoker_keeps_what_its_form_does_not_show(web: WebBrowser) -> None:
    here = await imported(web)
    page = await web.get(here)
    invokers = [link.get("href") or "" for link in page.all("a[href*='/invokers/edit/']")]
    before = yaml.safe_load(str(page.values(here)["yaml"]))["Requester"]
    await web.get(invokers[0])
    assert (await web.send(invokers[0], {"description": "Told"})).status == 303
    after = yaml.safe_load(str((await web.get(here)).values(here)["yaml"]))["Requester"]
    (name,) = before["Invoker"]
    assert after["Invoker"][name].pop("Description") == "Told"
    before["Invoker"][name].pop("Description", None)
    for one in (before, after):
        for direction in ("MappingInbound", "MappingOutbound"):
            one["Invoker"][name][direction] = one["Invoker"][name].get(direction) or {}
    assert after == before
