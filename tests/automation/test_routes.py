"""Notifications through API v1."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.automation.conftest import Notifications
from tests.support.factories import Factories
from tests.support.jobs import drain
from tests.tickets.desk import Desk

PATH = "/api/v1/notification-events"
NEW: dict[str, Any] = {
    "name": "Big printers",
    "events": ["TicketCreate", "TicketDynamicFieldUpdate_Room"],
    "filter": {"QueueID": ["2"], "Search_DynamicField_Room": ["12"]},
    "recipients": ["AgentOwner", "Customer"],
    "recipient_email": "boss@else.example",
    "once_per_day": True,
    "messages": {
        "en": {"subject": "Look", "body": "At <OTRS_TICKET_Title>"},
        "de": {"subject": "Schau", "body": "<p>Auf</p>", "content_type": "text/html"},
    },
}


@pytest.mark.principal("admin")
async def test_a_notification_is_made_changed_and_deleted(client: httpx.AsyncClient) -> None:
    made = await client.post(PATH, json=NEW)
    assert made.status_code == 201, made.text
    entry = made.json()
    assert {key: entry[key] for key in ("events", "filter", "recipients", "recipient_email", "once_per_day")} == {
        key: NEW[key] for key in ("events", "filter", "recipients", "recipient_email", "once_per_day")
    }
    assert entry["messages"]["de"] == NEW["messages"]["de"]
    assert entry["messages"]["en"]["content_type"] == "text/plain"

    where = made.headers["Location"]
    changed = await client.patch(
        where, json={"filter": {"StateType": ["new"]}, "valid": "invalid"}, headers={"If-Match": made.headers["ETag"]}
    )
    assert changed.status_code == 200, changed.text
    assert changed.json() == entry | {"filter": {"StateType": ["new"]}, "valid": "invalid"} | {
        "changed": changed.json()["changed"]
    }
    late = await client.patch(where, json={"name": "Late"}, headers={"If-Match": made.headers["ETag"]})
    assert late.status_code == 412

    assert (await client.delete(where)).status_code == 204
    assert (await client.get(where)).status_code == 404


@pytest.mark.principal("admin")
async def test_the_installed_ones_are_there_and_keep_what_we_do_not_know(client: httpx.AsyncClient) -> None:
    listed = (await client.get(PATH, params={"limit": 50})).json()["data"]
    assert len(listed) == 16
    appointment = next(each for each in listed if each["events"] == ["AppointmentNotification"])

    same = await client.patch(f"{PATH}/{appointment['id']}", json={"recipients": appointment["recipients"]})

    assert same.status_code == 200, same.text
    assert same.json()["messages"] == appointment["messages"]


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"events": ["NoSuchEvent"]}, "/events/0"),
        ({"events": []}, "/events"),
        ({"recipients": ["AgentOwner", "Everybody"]}, "/recipients/1"),
        ({"filter": {"Weather": ["bad"]}}, "/filter/Weather"),
        ({"filter": {"QueueID": []}}, "/filter/QueueID"),
        ({"recipient_agent_ids": [987654]}, "/recipient_agent_ids/0"),
        ({"recipient_email": "boss"}, "/recipient_email"),
        ({"messages": {}}, "/messages"),
    ],
)
@pytest.mark.backends("sqlite")
@pytest.mark.principal("admin")
async def test_what_cannot_work_is_refused(client: httpx.AsyncClient, wrong: dict[str, Any], pointer: str) -> None:
    refused = await client.post(PATH, json=NEW | wrong)

    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]


@pytest.mark.principal("admin")
async def test_names_are_unique(client: httpx.AsyncClient) -> None:
    taken = await client.post(PATH, json=NEW | {"name": "ticket create notification"})

    assert taken.status_code == 409


@pytest.mark.backends("sqlite")
@pytest.mark.principal("agent", rights="rw")
async def test_only_administrators(client: httpx.AsyncClient) -> None:
    assert (await client.get(PATH)).status_code == 403
    assert (await client.post(PATH, json=NEW)).status_code == 403


@pytest.mark.principal("admin")
async def test_what_was_saved_counts_at_once(
    client: httpx.AsyncClient, caller: Any, desk: Desk, notifications: Notifications
) -> None:
    made = await client.post(PATH, json=NEW | {"events": ["TicketTitleUpdate"], "filter": {}, "recipients": []})
    assert made.status_code == 201
    ticket = await desk.ticket()
    await notifications.told()

    await client.patch(
        f"/api/v1/tickets/{ticket.id}", json={"title": "Fire"}, headers=await desk.factories.bearer(desk.ann_user)
    )

    assert set(await notifications.told()) == {"boss@else.example"}


@pytest.mark.principal("admin")
async def test_trying_tells_nobody_but_the_caller(
    client: httpx.AsyncClient, caller: Any, factories: Factories, notifications: Notifications
) -> None:
    raw = await factories.existing_queue("Raw")
    await factories.agent("ulf", rights={raw: "rw"})
    owner = await factories.agent("olga", rights={raw: "rw"})
    ticket = await factories.ticket("Smoke", queue=raw, owner=owner)
    made = (await client.post(PATH, json=NEW | {"filter": {"QueueID": [str(raw.id)]}})).json()
    rights = await factories.agent("adam", admin=True, rights={raw: "rw"})
    headers = await factories.bearer(rights)

    trial = await client.post(f"{PATH}/{made['id']}/test", json={"ticket_id": ticket.id, "send": True}, headers=headers)

    assert trial.status_code == 200, trial.text
    found = trial.json()
    assert (found["matches"], found["agents"], found["addresses"]) == (True, ["olga"], ["boss@else.example"])
    assert found["text"] == "At Smoke"
    await drain(notifications.site)
    assert [each.recipients for each in notifications.mailbox.messages] == [("adam@desk.example",)]


MINE = "/api/v1/users/me/notifications"


@pytest.mark.principal("agent")
async def test_an_agent_chooses_what_to_be_told(client: httpx.AsyncClient, notifications: Notifications) -> None:
    free = await notifications.only(Recipients=["AgentOwner"], VisibleForAgent=["1"], AgentEnabledByDefault=["Email"])
    (mine,) = (await client.get(MINE)).json()["data"]
    assert (mine["id"], mine["email"], mine["required"]) == (free.id, True, False)
    kept = {"NotificationTransport": '{"Notification-77-SMS": 1}'}
    await client.patch("/api/v1/users/me/preferences", json={"values": kept})
    (mine,) = (await client.put(MINE, json={"data": [{"id": free.id, "email": False}]})).json()["data"]
    assert mine["email"] is False
    stored = (await client.get("/api/v1/users/me/preferences")).json()["values"]["NotificationTransport"]
    assert json.loads(stored) == {"Notification-77-SMS": 1, f"Notification-{free.id}-Email": 0}
    unknown = await client.put(MINE, json={"data": [{"id": free.id + 1, "email": True}]})
    assert unknown.json()["errors"][0]["pointer"] == "/data/0/id"


@pytest.mark.principal("agent")
async def test_what_must_be_told_is_not_switched_off(client: httpx.AsyncClient, notifications: Notifications) -> None:
    must = await notifications.only(Recipients=["AgentOwner"], VisibleForAgent=["2"], AgentEnabledByDefault=["Email"])
    (mine,) = (await client.get(MINE)).json()["data"]
    assert mine["required"] is True
    refused = await client.put(MINE, json={"data": [{"id": must.id, "email": False}]})
    assert refused.json()["errors"][0]["pointer"] == "/data/0/email"


@pytest.mark.principal("agent")
async def test_each_way_of_being_told_is_a_choice(client: httpx.AsyncClient, notifications: Notifications) -> None:
    must = await notifications.only(
        Transports=["Email", "InApp"], Recipients=["AgentOwner"], VisibleForAgent=["2"], AgentEnabledByDefault=["Email"]
    )
    (mine,) = (await client.get(MINE)).json()["data"]
    assert (mine["transports"], mine["email"], mine["in_app"]) == (["Email", "InApp", "WebPush"], True, True)
    (mine,) = (await client.put(MINE, json={"data": [{"id": must.id, "email": False}]})).json()["data"]
    assert (mine["email"], mine["in_app"]) == (False, True)
    refused = await client.put(MINE, json={"data": [{"id": must.id, "in_app": False}]})
    assert refused.status_code == 422


@pytest.mark.principal("customer")
async def test_customers_choose_no_notifications(client: httpx.AsyncClient) -> None:
    assert (await client.get(MINE)).status_code == 403
