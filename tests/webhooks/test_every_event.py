"""Each event of the list is raised by a change that somebody really makes, and comes to a webhook."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import orjson
import pytest
from sqlalchemy import text

from gotrs_api.coexistence import service as coexistence
from gotrs_api.events import Event
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.follow_jobs import follow_otrs
from gotrs_api.tickets.service import sweeps
from gotrs_api.uow import Site
from gotrs_api.webhooks.names import EVENTS
from gotrs_api.webhooks.sender import drain
from tests.support import jobs
from tests.support.factories import ADMIN_GROUP
from tests.webhooks.receiver import receiving

pytestmark = [pytest.mark.backends("sqlite"), pytest.mark.principal("admin")]
FILE = {"filename": "log.txt", "content_type": "text/plain", "content": "aGVsbG8="}


async def test_each_event_comes(site: Site, client: httpx.AsyncClient, clock: FakeClock) -> None:
    async def send(method: str, path: str, body: Any = None) -> Any:
        answer = await client.request(method, f"/api/v1{path}", json=body)
        assert answer.is_success, f"{method} {path}: {answer.text}"
        return answer.json() if answer.content else None

    async with receiving() as receiver:
        hook = await send("POST", "/webhooks", {"name": "All", "url": receiver.url, "events": ["*"]})
        await send("POST", f"/webhooks/{hook['id']}/test")
        await _change_everything(send)
        await _let_time_pass(site, send, clock)
        await jobs.drain(site)  # what is beside an OTRS leaves notifications to it
        await _write_elsewhere(site, await _create(send, "Lift"))
        await drain(site)
        told = {orjson.loads(got.body)["type"] for got in receiver.got}
    assert told == set(EVENTS)


def test_no_event_goes_by_a_name_that_the_list_does_not_have() -> None:
    kinds, names = [Event], set()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        names.add(kind.webhook)
    assert names - {None, ""} <= set(EVENTS)


async def _change_everything(send: Any) -> None:
    text = {"en": {"subject": "New title", "body": "See for yourself."}}
    notice = {"name": "Title", "events": ["TicketTitleUpdate"], "transports": ["Webhook"], "messages": text}
    (hook,) = (await send("GET", "/webhooks"))["data"]
    await send("POST", "/notification-events", {**notice, "webhook_ids": [hook["id"]]})
    await send("POST", "/queues", {"name": "Front", "group": "admin"})
    queue = await send("POST", "/queues", {"name": "Elsewhere", "group": "admin"})
    await send("PATCH", f"/queues/{queue['id']}", {"comment": "Second floor"})
    await send("PATCH", f"/queues/{queue['id']}", {"valid": "invalid"})
    await send("PATCH", f"/queues/{queue['id']}", {"valid": "valid"})
    agent = await send(
        "POST", "/users", {"login": "nora", "first_name": "Nora", "last_name": "Lind", "email": "n@d.example"}
    )
    await send("PATCH", f"/users/{agent['id']}", {"last_name": "Berg"})
    await send("PUT", f"/users/{agent['id']}/groups", {"groups": [{"group_id": ADMIN_GROUP, "rights": ["rw"]}]})
    await send("POST", f"/admin/users/{agent['id']}/deactivate")
    await send("POST", f"/admin/users/{agent['id']}/activate")
    person = {"email": "jane@customer.example", "first_name": "Jane", "last_name": "Doe"}
    customer = await send("POST", "/customer-users", person)
    await send("PATCH", f"/customer-users/{customer['id']}", {"phone": "1234"})
    await send(
        "POST",
        "/system-maintenance",
        {"comment": "Disks", "start": "2036-01-01T00:00:00Z", "stop": "2036-01-01T01:00:00Z"},
    )
    tickets = [await _create(send, title) for title in ("Printer", "The same printer", "Spam")]
    ticket = f"/tickets/{tickets[0]}"
    await send("PATCH", ticket, {"title": "Printer on fire"})
    await send("POST", f"{ticket}/priority", {"priority": "5 very high"})
    await send("POST", f"{ticket}/queue", {"queue": "Elsewhere"})
    note = {"subject": "Note", "body": "See the file.", "attachments": [FILE]}
    article = await send("POST", f"{ticket}/articles", note)
    await send("PATCH", f"{ticket}/articles/{article['id']}", {"subject": "Better"})
    await send("DELETE", f"{ticket}/articles/{article['id']}")
    await send("POST", f"{ticket}/close", {})
    await send("POST", f"{ticket}/reopen", {})
    await send("POST", f"/tickets/{tickets[1]}/merge", {"into": tickets[0]})
    await send("POST", f"{ticket}/assign", {"owner": "nora"})
    await send("DELETE", f"/tickets/{tickets[2]}")


async def _let_time_pass(site: Site, send: Any, clock: FakeClock) -> None:
    """A queue that wants answers within an hour and is warned after three quarters of it."""
    strict = {"name": "Strict", "group": "admin", "first_response_time": 60, "first_response_notify": 75}
    await send("POST", "/queues", strict)
    ticket_id = TicketId(await _create(send, "Late", queue="Strict"))
    for minutes in (50, 20):
        clock.advance(minutes=minutes)
        async with site.uow() as uow:
            await sweeps.tell_escalation(uow, ticket_id)


async def _write_elsewhere(site: Site, ticket_id: int) -> None:
    """As an OTRS beside us does: past us, in the table itself."""

    async def follow() -> None:
        await follow_otrs(site.job_context(job_id=0, attempt=1, acting_id=1))

    async with site.uow() as uow:
        await coexistence.write_value(uow, "mode", coexistence.BESIDE)
    await follow()
    async with site.uow() as uow:
        await uow.session.execute(
            text("UPDATE ticket SET title = 'Stuck', change_time = :now WHERE id = :id"),
            {"id": ticket_id, "now": uow.clock.now().replace(tzinfo=None, microsecond=0) + timedelta(seconds=1)},
        )
    await follow()


async def _create(send: Any, title: str, queue: str = "Front") -> int:
    call = {
        "subject": title,
        "body": "Help!",
        "channel": "phone",
        "sender_type": "customer",
        "visible_for_customer": True,
    }
    made = await send("POST", "/tickets", {"title": title, "queue": queue, "article": call})
    return int(made["id"])
