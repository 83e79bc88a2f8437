"""API v1: definitions, screens, and values in every payload that has them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from gotrs_api.dynamic_fields import service
from gotrs_api.dynamic_fields.models import DynamicField, DynamicFieldValue
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate
from gotrs_api.identity.principal import Principal
from gotrs_api.sysconfig.models import SysconfigModified
from gotrs_api.uow import UnitOfWork

SYSTEM = Principal.system("test")
API = "/api/v1/dynamic-fields"
BUILDING = {"name": "Building", "label": "Building", "type": "Text", "object_type": "Ticket"}


async def created(client: httpx.AsyncClient, **fields: Any) -> dict[str, Any]:
    response = await client.post(API, json=BUILDING | fields)
    assert response.status_code == 201, response.text
    body: dict[str, Any] = response.json()
    return body


@pytest.mark.principal("admin")
async def test_a_field_comes_changes_and_goes(client: httpx.AsyncClient, uow: UnitOfWork) -> None:
    rules = [{"pattern": "^[A-Z]", "message": "Begin with a letter."}]
    answer = await client.post(API, json=BUILDING | {"config": {"rules": rules}})
    field = answer.json()
    assert field["config"] == {"link": "", "link_preview": "", "default": "", "rules": rules}
    assert (field["internal"], field["writable"], field["valid"]) == (False, True, "valid")
    address = answer.headers["location"]
    row = (await uow.session.scalars(select(DynamicField).where(DynamicField.name == "Building"))).one()
    assert row.config == (
        "---\nDefaultValue: ''\nLink: ''\nLinkPreview: ''\nRegExList:\n"
        "- ErrorMessage: Begin with a letter.\n  Value: ^[A-Z]\n"
    )

    changed = await client.patch(address, json={"label": "House", "config": {"default": "B7"}})
    assert (changed.json()["label"], changed.json()["config"]["default"]) == ("House", "B7")
    assert changed.json()["config"]["rules"] == rules
    stale = await client.patch(address, json={"label": "Home"}, headers={"If-Match": answer.headers["etag"]})
    assert stale.status_code == 412
    assert (await client.delete(address)).status_code == 204
    assert (await client.get(address)).status_code == 404


@pytest.mark.principal("admin")
async def test_what_otrs_keeps_in_a_config_stays(client: httpx.AsyncClient, uow: UnitOfWork) -> None:
    field = await created(client)
    row = await uow.session.get(DynamicField, field["id"])
    assert row is not None
    row.config = "---\nDefaultValue: x\nTooltip: Ask at the gate\nMultiValue: 0\n"
    await uow.session.flush()
    await client.patch(f"{API}/{field['id']}", json={"config": {"default": "y"}})
    await uow.session.refresh(row)
    assert row.config is not None
    assert "Tooltip: Ask at the gate" in row.config
    assert "DefaultValue: y" in row.config
    assert "MultiValue: '0'" in row.config


@pytest.mark.backends("sqlite")
@pytest.mark.principal("admin")
@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"name": "No blanks"}, "/name"),
        ({"name": ""}, "/name"),
        ({"type": "ProcessID"}, "/type"),
        ({"type": "Hologram"}, "/type"),
        ({"object_type": "Queue"}, "/object_type"),
        ({"config": {"rules": [{"pattern": "("}]}}, "/config/rules/0/pattern"),
        ({"config": {"rows": 5}}, "/config/rows"),
        ({"type": "Dropdown", "config": {"possible_values": {"a": "A"}, "default": "b"}}, "/config/default"),
        ({"type": "Date", "config": {"years_in_past": -1}}, "/config/years_in_past"),
    ],
)
async def test_definitions_that_make_no_sense(client: httpx.AsyncClient, wrong: dict[str, Any], pointer: str) -> None:
    response = await client.post(API, json=BUILDING | wrong)
    assert response.status_code == 422, response.text
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]


@pytest.mark.principal("admin")
@pytest.mark.backends("sqlite")
async def test_a_value_without_a_key_is_none(client: httpx.AsyncClient) -> None:
    choices = {"possible_values": {"": "-", "a": "A"}}
    response = await client.post(API, json=BUILDING | {"type": "Dropdown", "config": choices})
    assert response.status_code == 201, response.text
    assert response.json()["config"]["possible_values"] == {"a": "A"}


@pytest.mark.principal("admin")
async def test_names_are_taken_whatever_the_case(client: httpx.AsyncClient) -> None:
    field = await created(client)
    other = await created(client, name="Other")
    assert (await client.post(API, json=BUILDING | {"name": "BUILDING"})).status_code == 409
    assert (await client.patch(f"{API}/{other['id']}", json={"name": "building"})).status_code == 409
    assert (await client.patch(f"{API}/{field['id']}", json={"name": "building"})).status_code == 200


@pytest.mark.principal("admin")
async def test_fields_stand_in_an_order_without_gaps(client: httpx.AsyncClient) -> None:
    first = await created(client, name="A1", order=1)
    for name in ("A2", "A3"):
        await created(client, name=name)
    await client.patch(f"{API}/{first['id']}", json={"order": 2})
    listed = (await client.get(API, params={"limit": 100})).json()["data"]
    assert [field["order"] for field in listed] == sorted(field["order"] for field in listed)
    names = [field["name"] for field in listed]
    assert names.index("A1") > 0
    assert names[-2:] == ["A2", "A3"]
    inserted = await created(client, name="A4", order=listed[-1]["order"])
    listed = (await client.get(API, params={"limit": 100, "object_type": "Ticket"})).json()["data"]
    assert [field["name"] for field in listed][-3:] == ["A2", "A4", "A3"]
    await client.delete(f"{API}/{inserted['id']}")
    listed = (await client.get(API, params={"limit": 100})).json()["data"]
    assert [field["name"] for field in listed][-2:] == ["A2", "A3"]
    assert listed[-1]["order"] - listed[-2]["order"] == 1


@pytest.mark.principal("admin")
async def test_internal_fields_are_protected(client: httpx.AsyncClient) -> None:
    listed = (await client.get(API, params={"name": "ProcessManagementProcessID"})).json()["data"]
    address = f"{API}/{listed[0]['id']}"
    assert (await client.delete(address)).json()["code"] == "dynamic_field.protected"
    assert (await client.patch(address, json={"name": "Mine"})).status_code == 409
    assert (await client.patch(address, json={"label": "Process of the ticket"})).status_code == 200


@pytest.mark.backends("sqlite")
@pytest.mark.principal("agent")
async def test_agents_read_and_only_administrators_write(client: httpx.AsyncClient) -> None:
    assert (await client.get(API)).status_code == 200
    assert (await client.get(f"{API}/screens")).status_code == 200
    assert (await client.post(API, json=BUILDING)).status_code == 403
    assert (await client.put(f"{API}/screens/AgentTicketNote", json={"fields": {}})).status_code == 403


@pytest.mark.principal("admin")
async def test_screens_are_settings_of_otrs(client: httpx.AsyncClient, uow: UnitOfWork) -> None:
    field = await created(client)
    wanted = {"fields": {"Building": "required", "TicketCalendarStartTime": "off"}}
    answer = await client.put(f"{API}/screens/AgentTicketPhone", json=wanted)
    assert answer.json() == {
        "name": "AgentTicketPhone",
        "setting": "Ticket::Frontend::AgentTicketPhone###DynamicField",
        "object_types": ["Ticket", "Article"],
        "can_require": True,
        "fields": {"Building": "required"},
    }
    stored = select(SysconfigModified.effective_value).where(
        SysconfigModified.name == "Ticket::Frontend::AgentTicketPhone###DynamicField"
    )
    assert await uow.session.scalar(stored) == "---\nBuilding: '2'\n"

    await client.patch(f"{API}/{field['id']}", json={"name": "House"})
    assert (await client.get(f"{API}/screens/AgentTicketPhone")).json()["fields"] == {"House": "required"}
    await client.delete(f"{API}/{field['id']}")
    assert (await client.get(f"{API}/screens/AgentTicketPhone")).json()["fields"] == {}


@pytest.mark.backends("sqlite")
@pytest.mark.principal("admin")
async def test_screens_refuse_what_they_cannot_show(client: httpx.AsyncClient) -> None:
    await created(client)
    await created(client, name="Vip", object_type="CustomerUser", type="Checkbox")
    for screen, fields, pointer in (
        ("AgentTicketZoom", {"Building": "required"}, "/fields/Building"),
        ("AgentTicketPhone", {"Vip": "shown"}, "/fields/Vip"),
        ("AgentTicketPhone", {"Nothing": "shown"}, "/fields/Nothing"),
    ):
        answer = await client.put(f"{API}/screens/{screen}", json={"fields": fields})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == pointer
    assert (await client.put(f"{API}/screens/Kitchen", json={"fields": {}})).status_code == 404


@pytest.mark.principal("admin")
async def test_deleting_a_field_deletes_its_values(client: httpx.AsyncClient, uow: UnitOfWork) -> None:
    field = await created(client, object_type="CustomerCompany")
    company = {"customer_id": "ACME", "name": "Acme", "dynamic_fields": {"Building": "B7"}}
    assert (await client.post("/api/v1/customer-companies", json=company)).status_code == 201
    values = select(func.count()).select_from(DynamicFieldValue).where(DynamicFieldValue.field_id == field["id"])
    assert await uow.session.scalar(values) == 1
    await client.delete(f"{API}/{field['id']}")
    assert await uow.session.scalar(values) == 0


@pytest.mark.principal("admin")
async def test_customers_have_fields_that_follow_their_names(client: httpx.AsyncClient) -> None:
    await created(client, name="Vip", object_type="CustomerUser", type="Checkbox")
    await created(client, name="Contract", object_type="CustomerCompany")
    person = {"login": "kim", "email": "kim@acme.example", "first_name": "Kim", "last_name": "Lee"}
    wrong = await client.post(
        "/api/v1/customer-users", json=person | {"dynamic_fields": {"Vip": "maybe", "Contract": "x"}}
    )
    assert [(error["pointer"], error["code"]) for error in wrong.json()["errors"]] == [
        ("/dynamic_fields/Vip", "type"),
        ("/dynamic_fields/Contract", "unknown"),
    ]
    kim = await client.post("/api/v1/customer-users", json=person | {"dynamic_fields": {"Vip": True}})
    assert kim.json()["dynamic_fields"] == {"Vip": True}
    renamed = await client.patch(kim.headers["location"], json={"login": "kim.lee"})
    assert renamed.json()["dynamic_fields"] == {"Vip": True}
    again = await client.patch(kim.headers["location"], json={"dynamic_fields": {"Vip": None}})
    assert again.json()["dynamic_fields"] == {"Vip": None}

    company = {"customer_id": "ACME", "name": "Acme", "dynamic_fields": {"Contract": "gold"}}
    acme = await client.post("/api/v1/customer-companies", json=company)
    assert acme.json()["dynamic_fields"] == {"Contract": "gold"}
    moved = await client.patch(acme.headers["location"], json={"customer_id": "ACME2"})
    assert moved.json()["dynamic_fields"] == {"Contract": "gold"}
    listed = (await client.get("/api/v1/customer-companies")).json()["data"]
    assert {row["customer_id"]: row["dynamic_fields"] for row in listed}["ACME2"] == {"Contract": "gold"}


@pytest.mark.principal("agent", rights="rw", queue="Raw")
async def test_tickets_by_http(client: httpx.AsyncClient, uow: UnitOfWork) -> None:
    for name, kind, config in (
        ("Building", "Text", {}),
        ("Colours", "Multiselect", {"possible_values": {"r": "Red", "g": "Green"}}),
    ):
        command = BUILDING | {"name": name, "type": kind, "config": config}
        await service.create_field(uow, SYSTEM, DynamicFieldCreate.model_validate(command))
    ticket: dict[str, Any] = {"title": "Lamp", "queue": "Raw", "article": {"subject": "Lamp", "body": "It is dark."}}
    wrong = {"Building": ["B7"], "Colours": ["x"], "Shoe": 42}
    refused = await client.post("/api/v1/tickets", json=ticket | {"dynamic_fields": wrong})
    assert [(error["pointer"], error["code"]) for error in refused.json()["errors"]] == [
        ("/dynamic_fields/Building", "type"),
        ("/dynamic_fields/Colours", "not_in_list"),
        ("/dynamic_fields/Shoe", "unknown"),
    ]

    made = await client.post(
        "/api/v1/tickets", json=ticket | {"dynamic_fields": {"Building": "B7", "Colours": ["r", "g"]}}
    )
    address = made.headers["location"]
    read = (await client.get(address)).json()
    assert read == made.json()
    assert (read["dynamic_fields"]["Building"], read["dynamic_fields"]["Colours"]) == ("B7", ["r", "g"])
    changed = await client.patch(address, json={"dynamic_fields": {"Building": None}})
    assert changed.json()["dynamic_fields"]["Building"] is None
    acted = await client.post(f"{address}/title", json={"title": "Lamps", "dynamic_fields": {"Building": "C1"}})
    assert (acted.json()["title"], acted.json()["dynamic_fields"]["Building"]) == ("Lamps", "C1")

    async def found(**query: Any) -> list[str]:
        answer = await client.get("/api/v1/tickets", params=query)
        assert answer.status_code == 200, answer.text
        return [row["dynamic_fields"]["Building"] for row in answer.json()["data"]]

    for _again in range(2):  # the second time by the short way
        assert await found(**{"df.Building": "C1"}) == ["C1"]
        assert await found(**{"df.Building": ["B7", "C1"], "df.Colours": "g"}) == ["C1"]
        assert await found(**{"df.Building.like": "c*", "sort": "-df.Building"}) == ["C1"]
        assert await found(**{"df.Building.gte": "D"}) == []
    for wrong_query in ({"df.Shoe": "42"}, {"df.Building.near": "x"}, {"sort": "df.Shoe"}, {"df": "x"}):
        assert (await client.get("/api/v1/tickets", params=wrong_query)).status_code == 422
