"""Web services in administration: kept as YAML, exchanged as files, looked into."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from gotrs_api.generic_interface.requester.conditions import is_met
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


async def configuration(web: WebBrowser, here: str) -> Any:
    return yaml.safe_load(str((await web.get(here)).values(here)["yaml"]))


async def test_transport_and_sign_in_are_set_in_a_form_that_keeps_the_rest(web: WebBrowser) -> None:
    here = await imported(web)
    before = await configuration(web, here)
    form = f"{here}/transport/requester"
    assert (await web.get(form)).one(
        "[data-only-for='Transport-Type=HTTP::REST'] [name=Transport-Config-Host]"
    ) is not None
    auth = "Transport-Config-Authentication"
    answer = await web.send(
        form,
        {
            "Transport-Type": "HTTP::REST",
            "Transport-Config-Host": "https://monitor.example/api",
            "Transport-Config-DefaultCommand": "POST",
            "Transport-Config-Timeout": "9",
            "Transport-Config-AdditionalHeaders-key": ["X-Desk", ""],
            "Transport-Config-AdditionalHeaders-value": ["gotrs", ""],
            f"{auth}-AuthType": "Bearer",
            f"{auth}-BearerToken": "new-secret",
        },
    )
    assert answer.status == 303
    config = (await configuration(web, here))["Requester"]["Transport"]
    assert (config["Type"], config["Config"]["Host"]) == ("HTTP::REST", "https://monitor.example/api")
    assert config["Config"]["AdditionalHeaders"] == {"X-Desk": "gotrs"}
    assert config["Config"]["Authentication"]["BearerToken"] == "********"
    assert (await configuration(web, here))["Provider"] == before["Provider"]

    await web.get(form)
    await web.send(form, {"Transport-Config-Timeout": "8"})
    await web.get(here)
    exported = yaml.safe_load((await web.send(f"{here}/export")).response.text)
    wire = exported["Requester"]["Transport"]["Config"]
    assert (wire["Timeout"], wire["Authentication"]["BearerToken"]) == ("8", "new-secret")


async def test_error_handling_is_a_form_with_an_order(web: WebBrowser) -> None:
    here = await imported(web)
    form = f"{here}/error-handling"
    page = await web.get(form)
    at = str(page.values(form)["module"]).strip("[]'") if isinstance(page.values(form)["module"], str) else "m0"
    answer = await web.send(
        form,
        {
            f"{at}-name": "Again",
            f"{at}-ScheduleRetry": "1",
            f"{at}-RetryIntervalStart": "30",
            f"{at}-RetryCountMax": "3",
        },
    )
    assert answer.status == 303
    requester = (await configuration(web, here))["Requester"]
    module = requester["ErrorHandling"]["Again"]
    assert (module["Type"], module["ScheduleRetry"], module["RetryIntervalStart"]) == ("RequestRetry", "1", "30")
    assert requester["ErrorHandlingPriority"][-1] == "Again"

    page = await web.get(form)
    again = next(one.get("name") for one in page.all("input[value=Again]") if str(one.get("name")).endswith("-before"))
    await web.send(form, {f"{str(again).removesuffix('-before')}-gone": "1"})
    assert "Again" not in (await configuration(web, here))["Requester"].get("ErrorHandling", {})


async def test_conditions_of_events_are_rows(web: WebBrowser) -> None:
    here = await imported(web)
    form = f"{here}/invokers/new"
    await web.get(form)
    tests = {
        "event-0-linking": "or",
        "event-0-group": ["1", "1", "2"],
        "event-0-joined": ["and", "and", "and"],
        "event-0-field": ["Queue", "Priority", "State"],
        "event-0-kind": ["String", "Regexp", "String"],
        "event-0-match": ["Raw", "^5", "new"],
    }
    event = {"event": ["TicketCreate"], "event-when": ["1"], "event-number": ["0"]}
    answer = await web.send(form, {"name": "Shout", "type": "Ticket::Generic", **event, **tests})
    assert answer.status == 303, answer.texts(".notice")
    invoker = (await configuration(web, here))["Requester"]["Invoker"]["Shout"]
    condition = invoker["Events"][0]["Condition"]
    assert condition["ConditionLinking"] == "or"
    assert condition["Condition"]["1"]["Fields"] == {
        "Queue": {"Match": "Raw", "Type": "String"},
        "Priority": {"Match": "^5", "Type": "Regexp"},
    }
    assert condition["Condition"]["2"]["Fields"] == {"State": {"Match": "new", "Type": "String"}}
    assert is_met(invoker["Events"][0], {"Queue": "Raw", "Priority": "5 very high", "State": "open"})
    assert not is_met(invoker["Events"][0], {"Queue": "Raw", "Priority": "1", "State": "open"})

    page = await web.get(f"{here}/invokers/edit/Shout")
    shown = [one.get("value") for one in page.all("input[name=event-0-field]")]
    assert sorted(filter(None, shown)) == ["Priority", "Queue", "State"]
