"""Agents' pages ask the database a dozen times at most, once what lasts is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.support.factories import PASSWORD
from tests.support.web import WebBrowser
from tests.web.agent.ticket.conftest import Desk, desk

__all__ = ["desk"]
pytestmark = pytest.mark.backends("sqlite")
MOST, MOST_OF_A_REPLY = 12, 18
PAGES = (
    "/agent/",
    "/agent/queues",
    "/agent/queues/{queue}",
    "/agent/tickets",
    "/agent/tickets/{ticket}",
    "/agent/tickets/{ticket}/note",
    "/agent/tickets/new/phone",
    "/agent/search?q=VPN",
    "/agent/customers",
    "/agent/profile",
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


async def sent_by(web: WebBrowser, address: str) -> list[str]:
    await web.get(address)
    with statements() as sent:
        page = await web.get(address)
    assert page.status == 200, address
    return sent


async def test_the_main_pages_send_few_statements(web: WebBrowser, desk: Desk) -> None:
    await desk.factories.agent("boss", admin=True, rights={desk.queue: "rw"}, password=PASSWORD)
    await web.sign_in("boss")
    counted = {}
    for page in PAGES:
        address = page.format(queue=desk.queue.id, ticket=desk.ticket.id)
        counted[page] = len(await sent_by(web, address))
    assert {page: n for page, n in counted.items() if n > MOST} == {}


async def test_a_reply_with_its_whole_page_reads_each_thing_once(web: WebBrowser, desk: Desk) -> None:
    await web.sign_in("lena")
    sent = await sent_by(web, f"{desk.address}/reply")
    assert len(sent) <= MOST_OF_A_REPLY, "\n".join(sent)
