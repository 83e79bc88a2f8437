"""Dynamic fields whose values a web service offers: asked through its invoker, kept for a while, read by people."""

from __future__ import annotations

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

pytestmark = pytest.mark.backends("sqlite")
SERVERS = [{"Id": 7, "Name": "Mars", "Place": "Rome"}, {"Id": "8", "Name": "Venus"}, {"Name": "lost"}]


@pytest.fixture
def remote() -> Iterator[Remote]:
    with running_remote() as running:
        running.will(SERVERS)
        yield running


async def field(uow: UnitOfWork, remote: Remote, **more: JsonValue) -> str:
    """The address of its values."""
    routes = {name: {"Controller": f"/{name}", "Command": "POST"} for name in ("Find", "Get")}
    transport = {"Type": "HTTP::REST", "Config": {"Host": remote.url, "InvokerControllerMapping": routes}}
    invokers = {name: {"Type": "Generic::Tunnel"} for name in routes}
    config: dict[str, Any] = {"Requester": {"Transport": transport, "Invoker": invokers}}
    await create_webservice(uow, SYSTEM, WebserviceCreate(name="CMDB", config=config))
    command = {
        "name": "Server",
        "label": "Server",
        "type": "WebserviceDropdown",
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
