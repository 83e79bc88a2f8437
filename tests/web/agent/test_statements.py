"""Agents' pages ask the database a dozen times at most, once what lasts is remembered."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate
from gotrs_api.identity import principals
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketLink, TicketReply, TicketUpdate
from gotrs_api.uow import snapshot
from tests.support.factories import PASSWORD
from tests.support.web import WebBrowser
from tests.web.agent.ticket.conftest import Desk, desk

__all__ = ["desk"]
pytestmark = pytest.mark.backends("sqlite")
MOST = 12
ROOM = DynamicFieldCreate.model_validate({"name": "Room", "label": "Room", "type": "Text", "object_type": "Ticket"})
PAGES = (
    "/agent/",
    "/agent/queues",
    "/agent/queues/{queue}",
    "/agent/services",
    "/agent/tickets",
    "/agent/tickets?view=locked",
    "/agent/search?q=VPN",
    "/agent/customers",
    "/agent/customers/{customer}",
    "/agent/profile",
    "/agent/drafts",
    "/agent/notices",
    "/agent/palette",
    "/agent/bulk?ids={ticket}",
    "/agent/views/new",
    "/agent/colleagues?ids={ticket}",
    "/agent/tickets/new/phone?customer=rosa",
    "/agent/tickets/new/email",
)
OF_A_TICKET = (
    "",
    "?tab=history",
    "?tab=attachments",
    "?in=/agent/queues/{queue}",
    "/reply",
    "/reply?to_all=true",
    "/note",
    "/forward",
    "/phone-out",
    "/phone-in",
    "/past",
    "/print",
    "/watchers",
    "/mentions",
    "/time",
    "/explanation",
    *(
        f"/{name}"
        for name in (
            "owner",
            "responsible",
            "queue",
            "state",
            "priority",
            "pending",
            "customer",
            "title",
            "merge",
            "link",
        )
    ),
)


@contextmanager
def statements() -> Iterator[list[str]]:
    """Without the savepoints by which tests share one transaction."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "SAVEPOINT" not in statement:
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture(autouse=True)
def pictures_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a slow machine they would be made anew in between."""
    monkeypatch.setattr(snapshot, "FRESH_FOR_S", 3600.0)
    monkeypatch.setattr(principals, "FRESH_FOR_S", 3600.0)


async def sent_by(web: WebBrowser, address: str) -> list[str]:
    await web.get(address)
    with statements() as sent:
        page = await web.get(address)
    assert page.status == 200, address
    return sent


async def test_no_page_sends_many_statements(web: WebBrowser, desk: Desk) -> None:
    await desk.factories.agent("boss", admin=True, rights={desk.queue: "rw"}, password=PASSWORD)
    await web.sign_in("boss")
    counted = {}
    for page in PAGES:
        address = page.format(queue=desk.queue.id, ticket=desk.ticket.id, customer=desk.rosa.id)
        counted[page] = len(await sent_by(web, address))
    assert {page: n for page, n in counted.items() if n > MOST} == {}


async def test_nor_does_any_of_a_ticket_with_all_there_can_be(web: WebBrowser, desk: Desk) -> None:
    """HTML, files, links, a dynamic field, mails of ours, and what the agent has not seen yet."""
    await fill(desk)
    await web.sign_in("lena")
    counted = {}
    for path in OF_A_TICKET:
        counted[path] = len(await sent_by(web, desk.address + path.format(queue=desk.queue.id)))
    assert {path: n for path, n in counted.items() if n > MOST} == {}


async def test_a_letter_in_the_palette_costs_no_message_s_text(web: WebBrowser, desk: Desk) -> None:
    await fill(desk)
    await web.sign_in("lena")
    sent = await sent_by(web, f"/agent/palette?ticket={desk.ticket.id}&q=b")
    assert len(sent) <= MOST
    assert not [statement for statement in sent if "a_body" in statement]


async def fill(desk: Desk) -> None:
    lena, ticket_id = await desk.factories.principal(desk.lena), TicketId(desk.ticket.id)
    file = {"filename": "trace.txt", "content_type": "text/plain", "content": b64encode(b"hop").decode()}
    await dynamic_fields.create_field(desk.uow, Principal.system("test"), ROOM)
    for _ in range(2):
        other = await desk.factories.ticket("Another", queue=desk.queue)
        link = TicketLink(ticket_id=other.id, type="Normal", role="peer")
        await tickets.link_ticket(desk.uow, lena, ticket_id, link)
    await tickets.update_ticket(desk.uow, lena, ticket_id, TicketUpdate(dynamic_fields={"Room": "4.12"}))
    for channel, sender in (("email", "agent"), ("phone", "customer")):
        said = {"subject": "VPN", "body": "<b>Every</b> day", "content_type": "text/html", "attachments": [file]}
        to = {"to": "rosa@customer.example"} if channel == "email" else {}
        command = TicketReply.model_validate({"channel": channel, "sender_type": sender, **said, **to})
        await tickets.add_article(desk.uow, lena, ticket_id, command)
