"""What a request costs the database through the whole API: who asks, their rights and what rows are written included."""

from __future__ import annotations

from typing import Final

import httpx
import pytest

from gotrs_api.identity import principals
from gotrs_api.uow import Site, snapshot
from tests.support.factories import PASSWORD, Factories
from tests.tickets.desk import Desk, Statements

MOST_TO_CREATE: Final = 12
MOST_TO_READ: Final = 8
# Who asks is looked up again after five seconds, and a token's use is noted once a minute.
TO_SIGN_IN: Final = {"token": 2, "session": 1}


@pytest.fixture(autouse=True)
def pictures_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a slow machine they would be made anew in between."""
    monkeypatch.setattr(snapshot, "FRESH_FOR_S", 3600.0)
    monkeypatch.setattr(principals, "FRESH_FOR_S", 3600.0)


@pytest.fixture(params=TO_SIGN_IN)
async def way(request: pytest.FixtureRequest, client: httpx.AsyncClient, desk: Desk, factories: Factories) -> str:
    """How `client` is signed in: with a personal access token, or as a program does that has login and password."""
    zoe = await factories.agent("zoe", password=PASSWORD, rights={desk.support: "rw"})
    if request.param == "token":
        client.headers.update(await factories.bearer(zoe))
    else:
        pair = (await client.post("/api/v1/auth/login", json={"login": "zoe", "password": PASSWORD})).json()
        client.headers["Authorization"] = f"Bearer {pair['access_token']}"
    return str(request.param)


async def sent_by(client: httpx.AsyncClient, desk: Desk, method: str, path: str, body: object = None) -> list[str]:
    with Statements(desk.uow) as sent:
        answer = await client.request(method, f"/api/v1/tickets{path}", json=body)
    assert answer.is_success, answer.text
    return sent.texts


async def test_creating_a_ticket(client: httpx.AsyncClient, desk: Desk, site: Site, way: str) -> None:
    body = {
        "title": "Printer is on fire",
        "queue": "Support",
        "customer_user": "jane",
        "owner": "bob",
        "article": {"subject": "Smoke", "body": "A lot of smoke."},
    }
    await sent_by(client, desk, "POST", "", body)  # what the process remembers from now on
    warm = await sent_by(client, desk, "POST", "", body)
    principals.forget_all(site)
    first = await sent_by(client, desk, "POST", "", body)

    assert len(warm) <= MOST_TO_CREATE, "\n".join(warm)
    assert len(first) <= MOST_TO_CREATE + TO_SIGN_IN[way], "\n".join(first)


async def test_reading_a_ticket_however_long_it_is(
    client: httpx.AsyncClient, desk: Desk, factories: Factories, site: Site, way: str
) -> None:
    ticket = await factories.ticket(queue=desk.support, customer=desk.jane_user)
    path = f"/{ticket.id}?expand=articles"
    await sent_by(client, desk, "GET", path)
    held, counted = 0, set()
    for articles in (1, 3, 300):
        for number in range(held, articles):
            await factories.article(ticket, message_id=f"<{number}@customer.example>")
        held = articles
        principals.forget_all(site)
        first, warm = [await sent_by(client, desk, "GET", path) for _ in range(2)]
        assert len(first) <= MOST_TO_READ, "\n".join(first)
        counted.add((len(first) - len(warm), len(warm)))
    assert counted == {(1, 2)}, "who asks once; the ticket and its articles, however many"
