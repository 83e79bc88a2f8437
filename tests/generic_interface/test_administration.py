"""Web services in API v1: kept, exchanged with OTRS, looked after."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from gotrs_api.generic_interface import jobs
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.uow import Site

BASE = "/api/v1/web-services"
admin = pytest.mark.principal("admin")

# As Znuny exports it: scalars are text, some members empty.
EXPORTED = """---
Debugger:
  DebugThreshold: debug
  TestMode: '0'
Description: Monitoring
FrameworkVersion: 6.5.1
Provider:
  Operation:
    Find:
      Description: ''
      MappingInbound: {}
      Type: Ticket::TicketSearch
    Other:
      Type: ITSM::ConfigItemGet
  Transport:
    Config:
      KeepAlive: ''
      MaxLength: '1000'
      AdditionalHeaders:
        X-Desk: one
      RouteOperationMapping:
        Find:
          RequestMethod:
          - GET
          - POST
          Route: /Find/:Title
    Type: HTTP::REST
RemoteSystem: ''
Requester:
  Invoker:
    Tell:
      Type: Ticket::Generic
      Events:
      - Asynchronous: '1'
        Event: TicketCreate
  Transport:
    Config:
      Host: https://monitor.example
      Authentication:
        AuthType: BasicAuth
        BasicAuthUser: desk
        BasicAuthPassword: very-secret
    Type: HTTP::REST
"""


async def imported(client: httpx.AsyncClient, text: str = EXPORTED, name: str = "Monitoring", **more: Any) -> Any:
    answer = await client.post(f"{BASE}/import", json={"name": name, "yaml": text, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


@admin
async def test_a_new_desk_has_otrs_sample(client: httpx.AsyncClient) -> None:
    (service,) = (await client.get(BASE)).json()["data"]
    assert service["name"] == "GenericTicketConnectorREST"
    assert {each["name"]: each["route"] for each in service["operations"]} == {
        "SessionCreate": "/Session", "SessionGet": "/Session/:SessionID", "TicketCreate": "/Ticket",
        "TicketGet": "/Ticket/:TicketID", "TicketGetList": "/TicketList", "TicketHistoryGet": "/TicketHistory/:TicketID",
        "TicketSearch": "/Ticket", "TicketSearchPost": "/TicketSearch", "TicketUpdate": "/Ticket/:TicketID",
        "TicketUpdatePost": "/TicketUpdate",
    }  # fmt: skip


@admin
async def test_an_exported_service_comes_in_runs_and_goes_out(client: httpx.AsyncClient) -> None:
    service = await imported(client)
    assert [(each["name"], each["available"]) for each in service["operations"]] == [("Find", True), ("Other", False)]
    assert service["invokers"][0]["events"] == ["TicketCreate"]
    assert service["config"]["Requester"]["Transport"]["Config"]["Authentication"]["BasicAuthPassword"] == "********"

    url = "/otrs/nph-genericinterface.pl/Webservice/Monitoring/Find/x"
    answer = await client.get(url)
    assert answer.json()["Error"]["ErrorCode"] == "TicketSearch.AuthFail"
    assert answer.headers["x-desk"] == "one"
    by_id = f"/nph-genericinterface.pl/WebserviceID/{service['id']}/Find/x"
    assert (await client.get(by_id)).json() == answer.json()
    assert (await client.post(url, content=b" " * 1001)).status_code == 413

    exported = await client.get(f"{BASE}/{service['id']}/export")
    assert exported.headers["content-type"].startswith("application/yaml")
    assert "very-secret" in exported.text
    again = await imported(client, exported.text, "Copy")
    assert again["config"] == service["config"]
    back = (await client.get(f"{BASE}/{again['id']}/export")).text
    assert back == exported.text


@admin
async def test_changes_keep_secrets_and_can_be_taken_back(client: httpx.AsyncClient) -> None:
    service = await imported(client)
    address = f"{BASE}/{service['id']}"
    config = {**service["config"], "Description": "Changed"}
    changed = await client.patch(address, json={"config": config, "name": "Renamed", "valid": "invalid"})
    assert (changed.json()["name"], changed.json()["description"]) == ("Renamed", "Changed")
    assert "very-secret" in (await client.get(f"{address}/export")).text
    gone = await client.get("/otrs/nph-genericinterface.pl/Webservice/Renamed/Find/x")
    assert (gone.status_code, gone.content) == (500, b"")
    versions = (await client.get(f"{address}/versions")).json()["data"]
    assert len(versions) == 2
    back = await client.post(f"{address}/versions/{versions[-1]['id']}/restore")
    assert back.json()["description"] == "Monitoring"
    stale = await client.patch(address, json={"name": "No"}, headers={"If-Match": changed.headers["etag"]})
    assert stale.status_code == 412
    assert (await client.delete(address)).status_code == 204
    assert (await client.get(address)).status_code == 404


@admin
@pytest.mark.backends("sqlite")
@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/apply:os.system ['true']",
        "Provider: !!python/name:os.system",
        "Provider: !perl/hash:Foo {}",
        "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(8)
        ),
        "a: &a {b: *a}",
        "x: " + "[" * 100 + "]" * 100,
        "- a list",
        "a: [unclosed",
        "a: \x07",
    ],
    ids=["apply", "name", "perl", "laughs", "cycle", "deep", "list", "unclosed", "control"],
)  # fmt: skip
async def test_yaml_that_is_more_than_data_is_refused(client: httpx.AsyncClient, text: str) -> None:
    answer = await client.post(f"{BASE}/import", json={"name": "Bad", "yaml": text})
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"] == "/yaml"


@admin
@pytest.mark.backends("sqlite")
@pytest.mark.parametrize(
    ("config", "pointer"),
    [
        ({"Debugger": {"DebugThreshold": "loud"}}, "/config/Debugger/DebugThreshold"),
        ({"Provider": {"Transport": {"Type": "HTTP::FTP"}}}, "/config/Provider/Transport/Type"),
        ({"Provider": {"Operation": {"A/B": {}}}}, "/config/Provider/Operation/A~1B/Type"),
        ({"Provider": {"Operation": {"A": {"Type": "x", "MappingInbound": {"Type": "Magic"}}}}},
         "/config/Provider/Operation/A/MappingInbound/Type"),
        ({"Provider": {"Operation": {"A": {"Type": "x", "MappingInbound": {
            "Type": "XSLT", "Config": {"Template": "<a"}}}}}}, "/config/Provider/Operation/A/MappingInbound/Config"),
    ],
)  # fmt: skip
async def test_configurations_that_could_not_work(client: httpx.AsyncClient, config: Any, pointer: str) -> None:
    answer = await client.post(BASE, json={"name": "Bad", "config": config})
    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]


@admin
async def test_names_are_taken_once(client: httpx.AsyncClient) -> None:
    assert (await client.post(BASE, json={"name": "generictickETconnectorREST"})).status_code == 409


@admin
async def test_the_log_shows_what_came_without_secrets_and_forgets(
    client: httpx.AsyncClient, site: Site, clock: FakeClock
) -> None:
    service = await imported(client)
    url = "/otrs/nph-genericinterface.pl/Webservice/Monitoring/Find/x"
    await client.post(url, json={"UserLogin": "nobody", "Password": "hush-hush"})
    await client.get(url)
    address = f"{BASE}/{service['id']}/debugger"
    newest, oldest = (await client.get(address)).json()["data"]
    assert newest["id"] > oldest["id"]
    assert (newest["type"], newest["remote_ip"]) == ("Provider", "127.0.0.1")
    detail = (await client.get(f"{address}/{oldest['id']}")).json()
    assert [line["subject"] for line in detail["lines"]][:3] == [
        "Communication sequence started", "Detected operation 'Find'", "Incoming data before mapping",
    ]  # fmt: skip
    assert "hush-hush" not in str(detail)
    assert "nobody" in str(detail)
    page = (await client.get(address, params={"limit": 1})).json()
    assert page["data"] == [newest]
    rest = (await client.get(address, params={"limit": 1, "after": page["meta"]["after"]})).json()
    assert rest["data"] == [oldest]

    clock.advance(days=20)
    await jobs.prune_log(site.job_context(job_id=1, attempt=1, acting_id=1))
    assert (await client.get(address)).json()["data"] == []
    await client.get(url)
    assert (await client.delete(address)).status_code == 204
    assert (await client.get(address)).json()["data"] == []


@pytest.mark.backends("sqlite")
@pytest.mark.principal("agent", rights="rw")
async def test_only_administrators(client: httpx.AsyncClient) -> None:
    assert (await client.get(BASE)).status_code == 403
    client.headers.pop("Authorization")
    assert (await client.get(BASE)).status_code == 401


@admin
async def test_keys_in_further_headers_are_secrets(client: httpx.AsyncClient) -> None:
    headers = {"X-Api-Key": "very-secret-2", "X-Desk": "two"}
    config = {"Requester": {"Transport": {"Type": "HTTP::REST", "Config": {"AdditionalHeaders": headers}}}}
    made = (await client.post(BASE, json={"name": "Keys", "config": config})).json()
    shown = made["config"]["Requester"]["Transport"]["Config"]["AdditionalHeaders"]
    assert shown == {"X-Api-Key": "********", "X-Desk": "two"}
    await client.patch(f"{BASE}/{made['id']}", json={"config": made["config"]})
    assert "X-Api-Key: very-secret-2" in (await client.get(f"{BASE}/{made['id']}/export")).text


@admin
@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("credentials", ["desk:very-secret-3", "desk:very/secret@3", "very-secret-token"])
async def test_a_password_in_an_address_is_a_secret(client: httpx.AsyncClient, credentials: str) -> None:
    config = {
        "Requester": {"Transport": {"Type": "HTTP::REST", "Config": {"Host": f"https://{credentials}@x.example/a"}}}
    }
    made = await client.post(BASE, json={"name": "Addressed", "config": config})
    shown = made.json()["config"]["Requester"]["Transport"]["Config"]
    assert shown["Host"] == "https://********@x.example/a"
    shown["Host"] = "https://********@y.example/a"
    here = f"{BASE}/{made.json()['id']}"
    await client.patch(here, json={"config": made.json()["config"] | {"Requester": {"Transport": {"Config": shown}}}})
    assert f"Host: https://{credentials}@y.example/a" in (await client.get(f"{here}/export")).text


@admin
@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("host", ["https://x.example:8080/users/@me", "https://x.example/@me?at=a@b", "x.example"])
async def test_an_address_without_a_password_is_shown_as_it_is(client: httpx.AsyncClient, host: str) -> None:
    config = {"Requester": {"Transport": {"Type": "HTTP::REST", "Config": {"Host": host}}}}
    made = (await client.post(BASE, json={"name": "Addressed", "config": config})).json()
    assert made["config"]["Requester"]["Transport"]["Config"]["Host"] == host


@admin
async def test_a_session_in_an_address_is_not_logged(client: httpx.AsyncClient) -> None:
    operations = {"Read": {"Type": "Session::SessionGet"}}
    routes = {"RouteOperationMapping": {"Read": {"Route": "/Session/:SessionID"}}}
    provider = {"Operation": operations, "Transport": {"Type": "HTTP::REST", "Config": routes}}
    config = {"Debugger": {"DebugThreshold": "debug"}, "Provider": provider}
    made = (await client.post(BASE, json={"name": "Sessions", "config": config})).json()
    await client.get("/otrs/nph-genericinterface.pl/Webservice/Sessions/Session/abcdefghij0123456789")
    (call,) = (await client.get(f"{BASE}/{made['id']}/debugger")).json()["data"]
    text = (await client.get(f"{BASE}/{made['id']}/debugger/{call['id']}")).text
    assert "Detected operation" in text
    assert "abcdefghij0123456789" not in text
