"""A notification that tells webhooks: those it names, by the one signed way, seen and repeated where deliveries are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from gotrs_api.kernel.clock import FakeClock, SystemClock
from gotrs_api.uow import Site
from gotrs_api.webhooks.sender import drain as send_due
from tests.support.jobs import drain
from tests.webhooks.receiver import Receiver, receiving

pytestmark = pytest.mark.principal("admin")
EVENTS = "/api/v1/notification-events"
HOOKS = "/api/v1/webhooks"
TEXTS = {"en": {"subject": "<OTRS_TICKET_Title> has a new title", "body": "Look at <OTRS_TICKET_TicketNumber>."}}
NOTICE = {"name": "Titles", "events": ["TicketTitleUpdate"], "transports": ["Webhook"], "recipients": []}
sqlite = pytest.mark.backends("sqlite")


@pytest.fixture
def clock() -> FakeClock:
    """The receiver's library looks at its own clock."""
    return FakeClock(SystemClock().now())


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as running:
        yield running


async def ask(client: httpx.AsyncClient, method: str, path: str, body: Any = None) -> Any:
    answer = await client.request(method, path, json=body)
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


async def hook(client: httpx.AsyncClient, receiver: Receiver, events: str = "notification.sent") -> dict[str, Any]:
    command = {"name": f"For {events}", "url": receiver.url, "events": [events]}
    return dict(await ask(client, "POST", HOOKS, command))


async def retitled(client: httpx.AsyncClient, site: Site, ticket_id: int | None = None) -> dict[str, Any]:
    """A ticket whose title was changed, with all that follows."""
    if ticket_id is None:
        new = {"title": "Tea", "queue": (await _queue(client)), "customer_user": "jane@customer.example"}
        article = {"subject": "Tea", "body": "None left."}
        ticket_id = (await ask(client, "POST", "/api/v1/tickets", {**new, "article": article}))["id"]
    title = {"title": f"Tea {len(await deliveries(client))}"}
    ticket = await ask(client, "PATCH", f"/api/v1/tickets/{ticket_id}", title)
    await drain(site)
    await send_due(site)
    return dict(ticket)


async def _queue(client: httpx.AsyncClient) -> str:
    """One in which administrators may open tickets."""
    if (await client.get("/api/v1/queues", params={"q": "Front"})).json()["data"] == []:
        await ask(client, "POST", "/api/v1/queues", {"name": "Front", "group": "admin"})
    return "Front"


async def deliveries(client: httpx.AsyncClient, webhook_id: int | None = None) -> list[dict[str, Any]]:
    ids = [webhook_id] if webhook_id else [one["id"] for one in (await ask(client, "GET", HOOKS))["data"]]
    return [row for each in ids for row in (await ask(client, "GET", f"{HOOKS}/{each}/deliveries"))["data"]]


async def test_the_named_webhook_is_told_and_no_other(
    site: Site, client: httpx.AsyncClient, receiver: Receiver
) -> None:
    chosen = await hook(client, receiver)
    everything = await hook(client, receiver, "*")
    made = await ask(client, "POST", EVENTS, {**NOTICE, "messages": TEXTS, "webhook_ids": [chosen["id"]]})
    assert (made["transports"], made["webhook_ids"]) == (["Webhook"], [chosen["id"]])

    ticket = await retitled(client, site)
    trial = await ask(client, "POST", f"{EVENTS}/{made['id']}/test", {"ticket_id": ticket["id"]})
    assert (trial["agents"], trial["addresses"], trial["webhooks"]) == ([], [], [chosen["name"]])

    (delivery,) = await deliveries(client, chosen["id"])
    assert (delivery["type"], delivery["status"]) == ("notification.sent", "delivered")
    (got,) = [one for one in receiver.got if one.headers["webhook-id"] == delivery["message_id"]]
    said = got.verified(chosen["secret"])
    assert (said["type"], said["otrs_event"]) == ("notification.sent", "TicketTitleUpdate")
    content = said["data"]
    assert (content["ticket_id"], content["number"], content["notification"]) == (
        ticket["id"],
        ticket["number"],
        "Titles",
    )
    assert content["subject"].endswith(f"{ticket['title']} has a new title")
    assert content["text"] == f"Look at {ticket['number']}."
    others = {row["type"] for row in await deliveries(client, everything["id"])}
    assert "ticket.updated" in others
    assert "notification.sent" not in others
    history = await ask(client, "GET", f"/api/v1/tickets/{ticket['id']}/history")
    names = [row["name"] for row in history["data"]]
    assert "%%Titles%%For notification.sent%%Webhook" in names

    replayed = await ask(client, "POST", f"{HOOKS}/{everything['id']}/replay", {"since": "2020-01-01T00:00:00Z"})
    assert replayed["deliveries"] == len(await deliveries(client, everything["id"])) // 2
    assert (await ask(client, "POST", f"{HOOKS}/{chosen['id']}/replay", {"since": "2020-01-01T00:00:00Z"})) == {
        "deliveries": 1
    }


@sqlite
async def test_once_a_day_and_after_a_receiver_that_was_down(
    site: Site, client: httpx.AsyncClient, receiver: Receiver
) -> None:
    chosen = await hook(client, receiver)
    notice = {**NOTICE, "messages": TEXTS, "webhook_ids": [chosen["id"]], "once_per_day": True}
    await ask(client, "POST", EVENTS, notice)
    receiver.answers.append((410, ""))

    ticket = await retitled(client, site)
    await retitled(client, site, ticket["id"])

    (failed,) = await deliveries(client, chosen["id"])
    assert (failed["status"], failed["response_status"]) == ("failed", 410)
    assert not (await ask(client, "GET", f"{HOOKS}/{chosen['id']}"))["active"]
    await retitled(client, site)
    assert [row["status"] for row in await deliveries(client, chosen["id"])] == ["dropped", "failed"]
    await ask(client, "PATCH", f"{HOOKS}/{chosen['id']}", {"active": True})
    await ask(client, "POST", f"{HOOKS}/{chosen['id']}/deliveries/{failed['id']}/redeliver")
    await send_due(site)
    assert [one.verified(chosen["secret"])["data"]["ticket_id"] for one in receiver.got] == [ticket["id"]] * 2


@sqlite
@pytest.mark.parametrize(("values", "pointer"), [({}, "/webhook_ids"), ({"webhook_ids": [4711]}, "/webhook_ids/0")])
async def test_whom_to_tell_must_be_there(client: httpx.AsyncClient, values: dict[str, Any], pointer: str) -> None:
    answer = await client.post(EVENTS, json={**NOTICE, "messages": TEXTS, **values})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


@sqlite
async def test_a_webhook_that_is_gone_is_told_nothing(
    site: Site, client: httpx.AsyncClient, receiver: Receiver
) -> None:
    chosen = await hook(client, receiver)
    await ask(client, "POST", EVENTS, {**NOTICE, "messages": TEXTS, "webhook_ids": [chosen["id"]]})
    await ask(client, "DELETE", f"{HOOKS}/{chosen['id']}")

    await retitled(client, site)

    assert receiver.got == []
