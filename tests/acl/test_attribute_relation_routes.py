"""Attribute relations through the API."""

from __future__ import annotations

import base64
import io
from typing import Any

import httpx
import pytest

from gotrs_api.kernel.spreadsheets import SheetWriter
from tests.support.factories import Factories

PATH = "/api/v1/ticket-attribute-relations"
SQLITE = pytest.mark.backends("sqlite")
ADMIN = pytest.mark.principal("admin")
STATES = b"Queue;State\nRaw;open\nJunk;closed successful\n"


def file(content: bytes, name: str = "states.csv", **more: Any) -> dict[str, Any]:
    return {"filename": name, "content": base64.b64encode(content).decode(), **more}


def workbook() -> bytes:
    target = io.BytesIO()
    with SheetWriter(target) as sheet:
        for row in (["Queue", "Priority"], ["Raw", "3 normal"]):
            sheet.add(row)
    return target.getvalue()


WORKBOOK: bytes = workbook()


@SQLITE
async def test_nobody_reads_without_signing_in(client: httpx.AsyncClient) -> None:
    assert (await client.get(PATH)).status_code == 401
    assert (await client.get(f"{PATH}/evaluate?attribute=Queue&value=Raw")).status_code == 401


@SQLITE
@pytest.mark.principal("agent", rights="rw")
async def test_agents_ask_and_do_not_administer(client: httpx.AsyncClient) -> None:
    assert (await client.get(PATH)).status_code == 403
    assert (await client.post(PATH, json=file(STATES))).status_code == 403
    asked = await client.get(f"{PATH}/evaluate", params={"attribute": "Queue", "value": "Raw"})
    assert asked.json() == {"allowed": {}}


@SQLITE
@pytest.mark.principal("customer")
async def test_customers_do_not_ask(client: httpx.AsyncClient) -> None:
    assert (await client.post(f"{PATH}/evaluate", json={"values": {}})).status_code == 403


@ADMIN
async def test_files_are_imported_ordered_and_taken_back(client: httpx.AsyncClient) -> None:
    first = await client.post(PATH, json=file(STATES))
    assert first.status_code == 201, first.text
    assert first.json()["pairs"] == [["Raw", "open"], ["Junk", "closed successful"]]
    second = await client.post(PATH, json=file(WORKBOOK, "Priorities.XLSX", priority=1))
    assert (second.json()["attribute_2"], second.json()["priority"]) == ("Priority", 1)

    listed = (await client.get(PATH)).json()["data"]
    assert [(row["filename"], row["priority"]) for row in listed] == [("Priorities.XLSX", 1), ("states.csv", 2)]
    ids = [row["id"] for row in listed]
    assert (await client.put(f"{PATH}/order", json={"ids": ids[:1]})).status_code == 422
    ordered = await client.put(f"{PATH}/order", json={"ids": ids[::-1]})
    assert [row["id"] for row in ordered.json()["data"]] == ids[::-1]
    content = await client.get(f"{PATH}/{ids[0]}/content")
    assert content.content == WORKBOOK

    one = f"{PATH}/{first.json()['id']}"
    tag = (await client.get(one)).headers["ETag"]
    new = file(b"Queue;State\nRaw;new\n", "new.csv")
    assert (await client.patch(one, json=new, headers={"If-Match": '"old"'})).status_code == 412
    changed = await client.patch(one, json=new, headers={"If-Match": tag})
    assert (changed.json()["filename"], changed.json()["pairs"]) == ("new.csv", [["Raw", "new"]])
    assert (await client.delete(one)).status_code == 204
    assert [row["priority"] for row in (await client.get(PATH)).json()["data"]] == [1]


@SQLITE
@ADMIN
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Queue;Colour\nRaw;red", "unknown_attribute"),
        (b"DynamicField_Nothing;State\nx;new", "unknown_attribute"),
        (b"Queue;Queue\nRaw;Raw", "same_attribute"),
        (b"Queue;CustomerID\nRaw;acme", "not_chosen"),
    ],
)
async def test_files_that_make_no_sense_are_refused(client: httpx.AsyncClient, content: bytes, code: str) -> None:
    refused = await client.post(PATH, json=file(content))

    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, code)


@SQLITE
@ADMIN
async def test_a_file_comes_once(client: httpx.AsyncClient) -> None:
    await client.post(PATH, json=file(STATES))

    taken = await client.post(PATH, json=file(STATES, "STATES.csv"))

    assert (taken.status_code, taken.json()["code"]) == (409, "attribute_relation.filename_taken")


@SQLITE
@ADMIN
async def test_missing_values_are_added_to_the_lists_of_fields(client: httpx.AsyncClient) -> None:
    config = {"possible_values": {"B1": "Building 1"}}
    field = {"name": "Building", "label": "Building", "type": "Dropdown", "object_type": "Ticket", "config": config}
    made = await client.post("/api/v1/dynamic-fields", json=field)
    content = b"Queue;DynamicField_Building\nRaw;B1\nRaw;B2\nJunk;-\n"

    await client.post(PATH, json=file(content, add_missing_values=True))

    read = await client.get(f"/api/v1/dynamic-fields/{made.json()['id']}")
    assert read.json()["config"]["possible_values"] == {"B1": "Building 1", "B2": "B2"}


@ADMIN
async def test_a_form_asks_what_can_be_chosen(client: httpx.AsyncClient, factories: Factories) -> None:
    await client.post(PATH, json=file(STATES))
    await client.post(PATH, json=file(b"State;Priority\nopen;3 normal\nopen;4 high\n", "urgency.csv"))

    answer = await client.post(f"{PATH}/evaluate", json={"values": {"Queue": "Raw", "State": ["open"]}})

    assert answer.json() == {"allowed": {"State": ["", "open"], "Priority": ["", "3 normal", "4 high"]}}
    assert (await client.get(f"{PATH}/evaluate?attribute=Queue&value=Junk")).json()["allowed"]["State"] == [
        "",
        "closed successful",
    ]
