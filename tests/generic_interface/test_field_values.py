"""Dynamic fields whose values a web service offers: asked through its invoker, kept for a while, read by people."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from pydantic import JsonValue

from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate, ScreenUpdate
from gotrs_api.generic_interface.schemas import WebserviceCreate
from gotrs_api.generic_interface.service import field_values
from gotrs_api.generic_interface.service.administration import create_webservice
from gotrs_api.uow import Site, UnitOfWork
from tests.generic_interface.conftest import SYSTEM
from tests.generic_interface.remote import Remote, running_remote
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
SERVERS = [{"Id": 7, "Name": "Mars", "Place": "Rome"}, {"Id": "8", "Name": "Venus"}, {"Name": "lost"}]


@pytest.fixture
def remote() -> Iterator[Remote]:
    with running_remote() as running:
        running.will(SERVERS)
        yield running


async def field(uow: UnitOfWork, remote: Remote, kind: str = "WebserviceDropdown", **more: JsonValue) -> str:
    """The address of its values."""
    routes = {name: {"Controller": f"/{name}", "Command": "POST"} for name in ("Find", "Get")}
    transport = {"Type": "HTTP::REST", "Config": {"Host": remote.url, "InvokerControllerMapping": routes}}
    invokers = {name: {"Type": "Generic::Tunnel"} for name in routes}
    config: dict[str, Any] = {"Requester": {"Transport": transport, "Invoker": invokers}}
    await create_webservice(uow, SYSTEM, WebserviceCreate(name="CMDB", config=config))
    command = {
        "name": "Server",
        "label": "Server",
        "type": kind,
        "object_type": "Ticket",
        "config": {
            "webservice": "CMDB",
            "invoker_search": "Find",
            "invoker_get": "Get",
            "stored_value": "Id",
            "displayed_values": "Name,Place",
            "autocomplete_min_length": 2,
            **more,
        },
    }
    made = await dynamic_fields.create_field(uow, SYSTEM, DynamicFieldCreate.model_validate(command))
    return f"/api/v1/dynamic-fields/{made.id}/values"


async def offered(client: httpx.AsyncClient, path: str, **query: Any) -> dict[str, str]:
    answer = await client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return {each["value"]: each["label"] for each in answer.json()["data"]}


@pytest.mark.principal("agent", rights="ro")
async def test_the_service_is_asked_once_for_the_same_letters(
    client: httpx.AsyncClient, uow: UnitOfWork, remote: Remote
) -> None:
    path = await field(uow, remote)

    assert await offered(client, path, q="m") == {}, "too few letters"
    first = await offered(client, path, q="ma")
    again = await offered(client, path, q=" ma ")

    assert first == again == {"7": "Mars - Rome", "8": "Venus"}
    assert [(got.path, got.json["SearchTerms"]) for got in remote.got] == [("/Find", "ma")]


@pytest.mark.principal("agent", rights="ro")
async def test_answers_are_not_kept_where_the_field_says_so(
    client: httpx.AsyncClient, uow: UnitOfWork, remote: Remote
) -> None:
    path = await field(uow, remote, cache_ttl=0, backend="ResponseValues", limit=1)
    remote.will({"response": {"returncode": "200"}, "values": SERVERS})

    assert await offered(client, path, q="ma") == await offered(client, path, q="ma") == {"7": "Mars - Rome"}
    assert [got.json["Limit"] for got in remote.got] == [1, 1]


@pytest.mark.principal("agent", rights="ro")
async def test_stored_values_are_read_by_people(client: httpx.AsyncClient, uow: UnitOfWork, remote: Remote) -> None:
    path = await field(uow, remote)
    await offered(client, path, q="ma")
    remote.will({"Id": "9", "Name": "Pluto"})

    labels = await offered(client, path, value=["7", "9", "10"])

    assert labels == {"7": "Mars - Rome", "9": "Pluto", "10": "10"}
    assert [got.path for got in remote.got] == ["/Find", "/Get", "/Get"], "what was offered before is not asked again"


async def test_a_page_asks_a_service_that_is_away_once(uow: UnitOfWork, remote: Remote) -> None:
    await field(uow, remote)
    server = (await dynamic_fields.all_fields(uow)).by_name["Server"]
    remote.will({}, status=500)

    shown = [await field_values.labels_to_show(uow.site, server, ["7"]) for _ in range(2)]

    assert shown == [{"7": "7"}, {"7": "7"}]
    assert len(remote.got) == 1


@pytest.mark.principal("agent", rights="ro")
async def test_a_service_that_is_away_is_named(client: httpx.AsyncClient, uow: UnitOfWork, remote: Remote) -> None:
    path = await field(uow, remote)
    remote.will({}, status=500)

    answer = await client.get(path, params={"q": "ma"})

    assert (answer.status_code, answer.json()["code"]) == (503, "webservice_unavailable")


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """Somebody who takes calls and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


@pytest.mark.principal("agent", rights="ro")
async def test_whoever_types_does_not_wait_for_a_service_that_is_silent(
    client: httpx.AsyncClient, uow: UnitOfWork, silent: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = await field(uow, Remote(url=f"http://127.0.0.1:{silent.getsockname()[1]}"))
    monkeypatch.setattr(field_values, "LOOKUP_WAITS_S", 0.2)
    answers = [await client.get(path, params={"q": "ma"})]
    monkeypatch.setattr(field_values, "LOOKUP_WAITS_S", 3600)  # who asks again at once is not made to wait at all
    answers.append(await client.get(path, params={"q": "mar"}))

    assert [(each.status_code, each.json()["code"]) for each in answers] == [(503, "webservice_unavailable")] * 2


@pytest.mark.principal("agent", rights="ro")
async def test_what_cannot_be_stored_is_not_offered(client: httpx.AsyncClient, uow: UnitOfWork, remote: Remote) -> None:
    path = await field(uow, remote, limit=2)
    wrong = [{"Id": "x" * 3801}, {"Id": "a\0b"}, {"Id": "a\r\nb"}]
    remote.will([*wrong, {"Id": "x" * 3800}, {"Id": "8"}])

    assert list(await offered(client, path, q="ma")) == ["x" * 3800, "8"]


@pytest.mark.parametrize(
    ("kind", "typed", "asked", "entered"),
    [
        ("WebserviceDropdown", "Via 1, R", "Via 1, R", ["Rome, 1", "8"]),
        ("WebserviceMultiselect", '7, "Bonn, 2", Ro', "Ro", ['7, "Bonn, 2", "Rome, 1"', '7, "Bonn, 2", 8']),
    ],
)
async def test_an_offer_completes_what_is_typed_in_the_form_of_a_ticket(
    web: WebBrowser,
    uow: UnitOfWork,
    factories: Factories,
    remote: Remote,
    kind: str,
    typed: str,
    asked: str,
    entered: list[str],
) -> None:
    await field(uow, remote, kind)
    remote.will([{"Id": "Rome, 1"}, {"Id": "8"}])
    shown = ScreenUpdate.model_validate({"fields": {"Server": "shown"}})
    await dynamic_fields.set_screen(uow, SYSTEM, "AgentTicketFreeText", shown)
    queue = await factories.queue()
    await factories.agent("lena", password=PASSWORD, rights={queue: "rw"})
    ticket = await factories.ticket(queue=queue)
    await web.sign_in("lena")

    form = await web.get(f"/agent/tickets/{ticket.id}/fields")
    address = httpx.URL(str(form.one("[name=df-Server]").get("hx-get"))).copy_merge_params({"df-Server": typed})
    offers = await web.get(str(address))

    assert [got.json["SearchTerms"] for got in remote.got] == [asked]
    assert [one.get("data-value") for one in offers.all("[role=option]")] == entered


@pytest.mark.principal("customer")
async def test_customers_look_up_what_their_forms_show(
    client: httpx.AsyncClient, uow: UnitOfWork, remote: Remote
) -> None:
    path = await field(uow, remote)
    assert (await client.get(path, params={"q": "ma"})).status_code == 404

    await dynamic_fields.set_screen(
        uow, SYSTEM, "CustomerTicketMessage", ScreenUpdate.model_validate({"fields": {"Server": "shown"}})
    )

    assert "7" in await offered(client, path, q="ma")


async def test_nobody_asks_without_signing_in(client: httpx.AsyncClient, site: Site) -> None:
    assert (await client.get("/api/v1/dynamic-fields/1/values")).status_code == 401
