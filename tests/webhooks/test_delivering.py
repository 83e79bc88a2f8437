"""Webhooks on the wire: signed, in order, retried, given up, and only what their owner may see."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
from collections.abc import AsyncIterator

import httpx
import orjson
import pytest
from sqlalchemy import select

from gotrs_api.identity.models import AuditEntry
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock, SystemClock
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketUpdate
from gotrs_api.uow import Site
from gotrs_api.webhooks.attempt import WAITS_S
from gotrs_api.webhooks.models import Delivery, Webhook
from gotrs_api.webhooks.schemas import WebhookCreate
from gotrs_api.webhooks.sender import Sender, drain
from gotrs_api.webhooks.service import create_webhook
from tests.support.factories import Factories
from tests.support.waiting import eventually
from tests.webhooks.conftest import CommittedFactories
from tests.webhooks.receiver import Receiver, receiving

pytestmark = [pytest.mark.backends("sqlite"), pytest.mark.principal("admin")]
HOOKS = "/api/v1/webhooks"


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as running:
        yield running


@pytest.fixture
def clock() -> FakeClock:
    """As late as it is: the library that checks signatures knows no other time."""
    return FakeClock(SystemClock().now())


async def subscribe(client: httpx.AsyncClient, url: str, **more: object) -> dict[str, object]:
    command = {"name": "Hook", "url": url, "events": ["ticket.*", "article.*", "system.*"], **more}
    response = await client.post(HOOKS, json=command)
    assert response.status_code == 201, response.text
    return response.json()  # type: ignore[no-any-return]


async def rename(site: Site, ticket_id: int, title: str) -> None:
    async with site.uow() as uow:
        await tickets.update_ticket(uow, Principal.system("test"), TicketId(ticket_id), TicketUpdate(title=title))


async def deliveries(site: Site) -> list[Delivery]:
    async with site.read() as read:
        query = select(Delivery).order_by(Delivery.id).execution_options(populate_existing=True)
        return list(await read.session.scalars(query))


async def hook(site: Site) -> Webhook:
    async with site.read() as read:
        found = await read.session.scalars(select(Webhook).execution_options(populate_existing=True))
        return found.one()


async def test_a_delivery_is_signed_as_the_standard_has_it(
    site: Site, client: httpx.AsyncClient, factories: Factories, caller: object, receiver: Receiver
) -> None:
    ticket = await factories.ticket(owner=caller)  # type: ignore[arg-type]
    made = await subscribe(client, receiver.url, headers={"X-Api-Key": "open sesame"})
    await rename(site, ticket.id, "Printer")
    assert await drain(site) == 1
    (got,) = receiver.got
    content = got.verified(str(made["secret"]))
    assert content["type"] == "ticket.updated"
    assert content["data"]["new_title"] == "Printer"
    assert got.headers["x-api-key"] == "open sesame"
    key = base64.b64decode(str(made["secret"]).removeprefix("whsec_"))
    assert got.headers["x-gotrs-signature"] == f"sha256={hmac.new(key, got.body, hashlib.sha256).hexdigest()}"
    shown = (await client.get(f"{HOOKS}/{made['id']}/deliveries")).json()["data"][0]
    details = (await client.get(f"{HOOKS}/{made['id']}/deliveries/{shown['id']}")).json()
    assert (details["status"], details["response_status"], details["response_body"]) == ("delivered", 200, "ok")
    assert "open sesame" not in orjson.dumps(details).decode()


async def test_changes_of_a_ticket_come_in_their_order_also_past_a_failure(
    site: Site, client: httpx.AsyncClient, factories: Factories, caller: object, receiver: Receiver, clock: FakeClock
) -> None:
    ticket = await factories.ticket(owner=caller)  # type: ignore[arg-type]
    other = await factories.ticket(owner=caller)  # type: ignore[arg-type]
    await subscribe(client, receiver.url)
    receiver.answers = [(500, "")]
    for title in ("One", "Two"):
        await rename(site, ticket.id, title)
    await drain(site)
    await rename(site, other.id, "Elsewhere")
    await drain(site)
    titles = [orjson.loads(got.body)["data"]["new_title"] for got in receiver.got]
    assert titles == ["One", "Elsewhere"], "what failed holds up its own ticket, no other"
    clock.advance(seconds=WAITS_S[0] * 1.2)
    await drain(site)
    titles = [orjson.loads(got.body)["data"]["new_title"] for got in receiver.got]
    assert titles == ["One", "Elsewhere", "One", "Two"]
    assert receiver.got[0].headers["webhook-id"] == receiver.got[2].headers["webhook-id"]


async def test_full_payloads_hold_the_ticket_and_old_secrets_sign_on(
    site: Site, client: httpx.AsyncClient, factories: Factories, caller: object, receiver: Receiver, clock: FakeClock
) -> None:
    ticket = await factories.ticket(owner=caller)  # type: ignore[arg-type]
    made = await subscribe(client, receiver.url, payload="full")
    rotated = await client.post(f"{HOOKS}/{made['id']}/rotate-secret", json={"overlap_s": 60})
    await rename(site, ticket.id, "Whole")
    await drain(site)
    content = receiver.got[0].verified(str(made["secret"]))
    assert content == receiver.got[0].verified(rotated.json()["secret"])
    assert content["data"]["ticket"]["title"] == "Whole"
    clock.advance(seconds=61)
    await rename(site, ticket.id, "Later")
    await drain(site)
    assert receiver.got[1].headers["webhook-signature"].count("v1,") == 1


async def test_filters_let_only_fitting_tickets_through(
    site: Site, client: httpx.AsyncClient, factories: Factories, caller: object, receiver: Receiver
) -> None:
    mine = await factories.queue("Mine")
    fitting = await factories.ticket(owner=caller, queue=mine)  # type: ignore[arg-type]
    other = await factories.ticket(owner=caller)  # type: ignore[arg-type]
    await subscribe(client, receiver.url, filters={"queue_ids": [mine.id]})
    await rename(site, other.id, "No")
    await rename(site, fitting.id, "Yes")
    assert await drain(site) == 1
    assert orjson.loads(receiver.got[0].body)["data"]["ticket_id"] == fitting.id


async def test_what_the_owner_may_not_see_is_not_sent(
    site: Site, client: httpx.AsyncClient, factories: Factories, receiver: Receiver
) -> None:
    ticket = await factories.ticket(queue=await factories.queue("Hidden"))
    await subscribe(client, receiver.url)
    await rename(site, ticket.id, "Secret")
    await drain(site)
    assert receiver.got == []
    assert [row.status for row in await deliveries(site)] == ["dropped"]


async def test_gone_switches_off_and_tells(
    site: Site, client: httpx.AsyncClient, factories: Factories, caller: object, receiver: Receiver
) -> None:
    ticket = await factories.ticket(owner=caller)  # type: ignore[arg-type]
    made = await subscribe(client, receiver.url)
    receiver.answers = [(410, "")]
    await rename(site, ticket.id, "One")
    await drain(site)
    assert not (await hook(site)).is_active
    assert "410" in (await client.get(f"{HOOKS}/{made['id']}")).json()["disabled_reason"]
    async with site.read() as read:
        actions = list(await read.session.scalars(select(AuditEntry.action)))
    assert "webhook.switched_off" in actions
    await rename(site, ticket.id, "Two")
    assert await drain(site) == 0
    await client.patch(f"{HOOKS}/{made['id']}", json={"active": True})
    await rename(site, ticket.id, "Three")
    assert await drain(site) == 1


async def test_ten_attempts_over_days_then_it_is_given_up(
    site: Site, client: httpx.AsyncClient, factories: Factories, caller: object, receiver: Receiver, clock: FakeClock
) -> None:
    ticket = await factories.ticket(owner=caller)  # type: ignore[arg-type]
    await subscribe(client, receiver.url)
    receiver.answers = [(503, "")] * 20
    await rename(site, ticket.id, "One")
    for wait_s in (*WAITS_S, 0):
        await drain(site)
        clock.advance(seconds=wait_s * 1.11)
    assert len(receiver.got) == len(WAITS_S) + 1
    assert [row.status for row in await deliveries(site)] == ["failed"]
    assert (await hook(site)).disabled_reason == "Nothing got through for days."


async def test_the_receiver_may_ask_for_time(
    site: Site, client: httpx.AsyncClient, factories: Factories, caller: object, receiver: Receiver, clock: FakeClock
) -> None:
    ticket = await factories.ticket(owner=caller)  # type: ignore[arg-type]
    await subscribe(client, receiver.url)
    receiver.answers = [(429, "Retry-After: 900\r\n")]
    await rename(site, ticket.id, "One")
    await drain(site)
    clock.advance(seconds=800)
    assert await drain(site) == 0
    clock.advance(seconds=150)
    assert await drain(site) == 1


async def test_who_mended_the_receiver_need_not_wait_for_the_next_attempt(
    site: Site, client: httpx.AsyncClient, factories: Factories, caller: object, receiver: Receiver
) -> None:
    ticket = await factories.ticket(owner=caller)  # type: ignore[arg-type]
    made = await subscribe(client, receiver.url)
    receiver.answers = [(503, "Retry-After: 86400\r\n")]
    await rename(site, ticket.id, "One")
    await drain(site)
    (waiting,) = (await client.get(f"{HOOKS}/{made['id']}/deliveries")).json()["data"]
    again = f"{HOOKS}/{made['id']}/deliveries/{waiting['id']}/redeliver"
    assert (await client.post(again)).json()["id"] == waiting["id"]
    assert (await client.post(again)).json()["code"] == "webhook.delivery_is_open"
    assert await drain(site) == 1
    assert [
        delivery["status"] for delivery in (await client.get(f"{HOOKS}/{made['id']}/deliveries")).json()["data"]
    ] == ["delivered"]


async def test_trial_redelivery_and_replay(
    site: Site, client: httpx.AsyncClient, factories: Factories, caller: object, receiver: Receiver, clock: FakeClock
) -> None:
    ticket = await factories.ticket(owner=caller)  # type: ignore[arg-type]
    made = await subscribe(client, receiver.url)
    tried = await client.post(f"{HOOKS}/{made['id']}/test")
    assert tried.status_code == 202
    await drain(site)
    assert receiver.got[0].verified(str(made["secret"]))["type"] == "system.test"
    began = clock.now()
    await rename(site, ticket.id, "One")
    await drain(site)
    (newest, *_) = (await client.get(f"{HOOKS}/{made['id']}/deliveries")).json()["data"]
    again = await client.post(f"{HOOKS}/{made['id']}/deliveries/{newest['id']}/redeliver")
    assert again.json()["message_id"] == newest["message_id"]
    await drain(site)
    assert receiver.got[1].body == receiver.got[2].body
    since = began.replace(microsecond=0).isoformat()
    assert (await client.post(f"{HOOKS}/{made['id']}/replay", json={"since": since})).json() == {"deliveries": 1}
    assert await drain(site) == 1


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"url": "http://10.0.0.1/"}, "/url"), ({"url": "ftp://example.com"}, "/url"), ({"events": ["ticket.eaten"]}, "/events"),
        ({"events": []}, "/events"), ({"headers": {"webhook-id": "x"}}, "/headers"), ({"headers": {"a\nb": "x"}}, "/headers"),
        ({"nonsense": 1}, "/nonsense"),
    ],
)  # fmt: skip
async def test_bad_input_is_refused(client: httpx.AsyncClient, change: dict[str, object], pointer: str) -> None:
    command = {"name": "Hook", "url": "https://hooks.example/", "events": ["*"], **change}
    response = await client.post(HOOKS, json=command)
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"].startswith(pointer)


@pytest.mark.principal("agent", rights="rw", queue="Raw")
async def test_only_administrators_manage_webhooks(client: httpx.AsyncClient) -> None:
    assert (await client.get(HOOKS)).status_code == 403


async def test_who_does_not_answer_delays_nobody_else(
    committed_site: Site, made: CommittedFactories, receiver: Receiver
) -> None:
    site = committed_site
    ticket = await made.ticket()
    admin = Principal.system("test")
    async with receiving(hangs=True) as hanging:
        async with site.uow() as uow:
            for name, url in (("hangs", hanging.url), ("works", receiver.url)):
                command = WebhookCreate(name=name, url=url, events=("ticket.*",))
                await create_webhook(uow, admin, command)
        sender = Sender(site, poll_s=0.02)
        await sender.start()
        try:
            for number in range(3):
                await rename(site, ticket.id, f"Title {number}")

            async def all_here() -> bool:
                return len(receiver.got) == 3 and len(hanging.got) == 1

            await eventually(all_here)
        finally:
            async with asyncio.timeout(5):
                await sender.stop()
