"""The hot routes answer the same with and without their shortcut, by the schema that they declare, and refuse alike."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.routing import ApiRoute
from gotrs_api.kernel.ids import UserId
from gotrs_api.kernel.list_answer import ListAnswer
from gotrs_api.tickets import permissions
from gotrs_api.tickets.permissions import Switches, TicketFacts, allowed_actions
from gotrs_api.tickets.routes import shortcuts
from gotrs_api.tickets.schemas import TicketExpanded, TicketSummary
from tests.support.factories import Factories
from tests.tickets.desk import Desk

LIST = "/api/v1/tickets?queue=Support&not_closed=true&limit=2"


@pytest.fixture
async def agent(desk: Desk, client: httpx.AsyncClient, factories: Factories) -> httpx.AsyncClient:
    """Ann, with two open tickets of a customer in Support and a conversation in the last one."""
    for title in ("Fire", "Water", "Wind"):
        ticket = await factories.ticket(title, queue=desk.support, customer=desk.jane_user, owner=desk.bob_user)
    for number in range(3):
        await factories.article(ticket, subject=f"Message {number}", message_id=f"<{number}@example.com>")
    client.headers.update(await factories.bearer(desk.ann_user))
    return client


async def _both(client: httpx.AsyncClient, address: str, headers: dict[str, str] | None = None) -> list[httpx.Response]:
    await client.get(address, headers=headers)  # a list's address is known from its second time on
    short = await client.get(address, headers=headers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ApiRoute, "recognised", lambda _route, _request: None)
        return [short, await client.get(address, headers=headers)]


async def _ticket_id(client: httpx.AsyncClient) -> int:
    return int((await client.get(LIST)).json()["data"][0]["id"])


async def test_a_list_is_the_same_by_both_ways_and_as_declared(agent: httpx.AsyncClient) -> None:
    short, long = await _both(agent, LIST)

    assert short.status_code == 200
    assert short.content == long.content
    assert _comparable(short) == _comparable(long)
    answer = ListAnswer[TicketSummary].model_validate_json(short.content)
    assert [row.title for row in answer.data] == ["Wind", "Water"]
    assert answer.model_dump(mode="json") == short.json()
    assert list(short.json()["data"][0]) == list(TicketSummary.model_fields)
    following = await agent.get(answer.links.next or "")
    assert [row["title"] for row in following.json()["data"]] == ["Fire"]


@pytest.mark.parametrize("query", ["", "?expand=articles"])
async def test_a_ticket_is_the_same_by_both_ways_and_as_declared(agent: httpx.AsyncClient, query: str) -> None:
    short, long = await _both(agent, f"/api/v1/tickets/{await _ticket_id(agent)}{query}")

    assert short.status_code == 200
    assert short.content == long.content
    assert _comparable(short) == _comparable(long)
    ticket = TicketExpanded.model_validate({**short.json(), "etag": short.headers["etag"]})
    shown = ticket.model_dump(mode="json", by_alias=True)
    assert {**shown, "allowed": sorted(shown["allowed"])} == {
        **short.json(),
        "articles": shown["articles"],
        "customer": None,
    }
    assert len(ticket.articles) == (3 if query else 0)
    assert ("articles" in short.json()) == bool(query)


async def test_what_was_read_before_is_not_sent_again(agent: httpx.AsyncClient) -> None:
    address = f"/api/v1/tickets/{await _ticket_id(agent)}"
    tag = (await agent.get(address)).headers["etag"]

    for answer in await _both(agent, address, {"If-None-Match": tag}):
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/tickets/999999", 404),
        ("/api/v1/tickets/0", 422),
        ("/api/v1/tickets/999999999999999999999", 422),
        ("/api/v1/tickets/abc", 422),
        ("/api/v1/tickets/1?expand=everything", 422),
        ("/api/v1/tickets?colour=red", 422),
        ("/api/v1/tickets?limit=1&sort=colour", 422),
    ],
)
async def test_refusals_are_the_same(agent: httpx.AsyncClient, address: str, status: int) -> None:
    short, long = await _both(agent, address)

    assert short.status_code == long.status_code == status
    assert _problem(short) == _problem(long)


async def test_nobody_gets_around_sign_in_rights_and_limits(
    agent: httpx.AsyncClient, desk: Desk, factories: Factories
) -> None:
    ticket_id = await _ticket_id(agent)
    addresses = (LIST, f"/api/v1/tickets/{ticket_id}", f"/api/v1/tickets/{ticket_id}?expand=articles")
    stranger = await factories.bearer(await factories.agent("sam"))
    narrow = await factories.bearer(desk.ann_user, scopes=["tickets:read"])
    foreign = await factories.bearer(desk.ann_user, scopes=["users:read"])
    for address in addresses:
        assert (await agent.get(address, headers={"Authorization": "Bearer nothing"})).status_code == 401
        assert (await agent.get(address, headers=foreign)).status_code == 403
        assert "ratelimit" in (await agent.get(address)).headers
    assert (await agent.get(addresses[0], headers=stranger)).json()["data"] == []
    assert (await agent.get(addresses[1], headers=stranger)).status_code == 404
    assert (await agent.get(addresses[1], headers=narrow)).status_code == 200
    assert (await agent.get(addresses[2], headers=narrow)).status_code == 403


async def test_a_list_is_only_known_once_it_was_read(agent: httpx.AsyncClient) -> None:
    shortcuts._queries.clear()
    await agent.get("/api/v1/tickets?limit=x")
    assert not shortcuts._queries
    await agent.get(LIST)
    assert list(shortcuts._queries) == [LIST.partition("?")[2].encode()]


_FACTS = st.builds(
    TicketFacts,
    group_id=st.integers(1, 3),
    owner_id=st.integers(1, 3),
    owner_login=st.just("somebody"),
    responsible_id=st.integers(1, 3),
    lock=st.sampled_from(["unlock", "lock", "tmp_lock"]),
    state_type=st.sampled_from(["new", "open", "closed", "merged", "pending reminder"]),
    follow_up=st.sampled_from(["possible", "reject"]),
    customer_id=st.sampled_from([None, "acme"]),
    customer_user=st.sampled_from([None, "jane"]),
    watched=st.booleans(),
    mentioned=st.booleans(),
)
_RIGHTS = st.dictionaries(
    st.integers(1, 3), st.frozensets(st.sampled_from(["ro", "note", "owner", "rw", "close", "move"])), max_size=3
)
_SWITCHES = st.builds(
    Switches,
    responsible=st.booleans(),
    watcher=st.booleans(),
    watcher_groups=st.sampled_from([(), ("watchers",)]),
    archive=st.booleans(),
)


@given(facts=_FACTS, rights=_RIGHTS, switches=_SWITCHES, groups=st.sampled_from([{}, {"admin": 1}, {"watchers": 2}]))
def test_remembered_actions_are_those_of_the_rules(
    facts: TicketFacts, rights: dict[int, Any], switches: Switches, groups: dict[str, int]
) -> None:
    agent = Principal(kind=Kind.AGENT, user_id=UserId(2), login="ann", name="Ann", rights=rights, groups=groups)

    assert allowed_actions(agent, facts, switches) == frozenset(permissions._allowed(agent, facts, switches))


def _comparable(answer: httpx.Response) -> dict[str, str]:
    """Headers without those that count or name a single request."""
    own = ("x-request-id", "ratelimit", "x-ratelimit-remaining", "x-ratelimit-reset")
    return {name: value for name, value in answer.headers.items() if name not in own}


def _problem(answer: httpx.Response) -> dict[str, Any]:
    return {**answer.json(), "request_id": ""}
