"""@somebody in articles."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from gotrs_api.articles.events import UserMentioned
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service
from gotrs_api.tickets.mention_text import MentionedName, mentioned_names
from gotrs_api.tickets.schemas import TicketFilter, TicketReply
from tests.support.factories import Factories
from tests.tickets.desk import Desk, Statements


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hello @bob, look.", ["bob"]),
        ("@bob @ann", ["bob", "ann"]),
        ("Ask @eve.miller or (@joe)!", ["eve.miller", "joe"]),
        ("Thanks @bob.", ["bob.", "bob"]),
        ("Write to jane@bob.example or <mailto:x@bob>", []),
        ("> @bob said\nyes", []),
        ("ask @root@localhost", ["root@localhost"]),
        ("no one", []),
        ("@", []),
    ],
)
def test_names_in_text(text: str, names: list[str]) -> None:
    assert [each.name for each in mentioned_names(text, is_html=False)] == names


def test_names_in_html() -> None:
    html = '<p>Hi <a class="Mention" href="#">@bob</a> and <a class="Mention">@@Second &amp; level</a></p>'
    found = mentioned_names(html + "<blockquote type='cite'>@ann</blockquote>", is_html=True)
    assert found[:2] == [MentionedName("bob", False), MentionedName("Second & level", True)]
    assert "ann" not in [each.name for each in found]


async def mention(desk: Desk, body: str, **fields: Any) -> tuple[TicketId, list[str]]:
    """Ann writes this to a ticket; the logins of those who are told."""
    ticket_id = TicketId((await desk.ticket()).id)
    reply = TicketReply.model_validate({"subject": "Look", "body": body, **fields})
    await service.add_article(desk.uow, desk.ann, ticket_id, reply)
    told = [event.user_id for event in desk.uow._events if isinstance(event, UserMentioned)]
    logins = {user.id: user.login for user in (desk.ann_user, desk.bob_user, desk.eve_user)}
    return ticket_id, [logins.get(user_id, str(user_id)) for user_id in told]


async def test_who_is_mentioned_is_told_and_may_read(desk: Desk) -> None:
    stranger = await desk.factories.agent("stranger")
    ticket_id, told = await mention(desk, "Hello @Bob and @stranger, not @nobody or myself, @ann. And @bob again")

    assert told == ["bob", str(stranger.id)]
    rows = await service.list_mentions(desk.uow, desk.ann, ticket_id)
    assert [row.agent.login for row in rows] == ["bob", "stranger"]
    assert rows[0].article_id == (await service.list_articles(desk.uow, desk.ann, ticket_id))[-1].id
    principal = await desk.factories.principal(stranger)
    assert (await service.get_ticket(desk.uow, principal, ticket_id)).allowed == {"split", "watch"}


async def test_tickets_in_which_one_was_mentioned(desk: Desk) -> None:
    ticket_id, _ = await mention(desk, "Hello @bob")
    other = await desk.ticket()
    for mentioned, expected in ((True, [ticket_id]), (False, [other.id])):
        page = await service.list_tickets(desk.uow, desk.bob, TicketFilter(mentioned=mentioned), PageRequest())
        assert [row.id for row in page.rows] == expected


async def test_a_group_stands_for_its_readers(desk: Desk) -> None:
    group = await desk.factories.group("second-level")
    await desk.factories.agent("lea", rights={group: "ro"})
    await desk.factories.agent("max", rights={group: "note"})
    role = await desk.factories.role(rights={group: "rw"})
    await desk.factories.agent("kim", roles=(role,))
    ticket_id, _ = await mention(desk, "For @second-level: and @@bob is no group")
    rows = await service.list_mentions(desk.uow, desk.ann, ticket_id)
    assert sorted(row.agent.login for row in rows) == ["kim", "lea"]

    await desk.factories.setting(settings.MENTIONS_BLOCKED_GROUPS, ["second-level"])
    ticket_id, _ = await mention(desk, "For @second-level")
    assert await service.list_mentions(desk.uow, desk.ann, ticket_id) == []


async def test_there_is_a_limit(desk: Desk) -> None:
    await desk.factories.setting(settings.MENTIONS_LIMIT, 1)
    assert (await mention(desk, "@eve @bob"))[1] == ["eve"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"channel": "phone", "sender_type": "customer"}, ["bob"]),
        ({"channel": "email", "sender_type": "customer"}, []),
        ({"content_type": "text/html"}, ["bob"]),
    ],
)
async def test_whose_words_count(desk: Desk, fields: dict[str, Any], told: list[str]) -> None:
    assert (await mention(desk, "Ask @bob", **fields))[1] == told


async def test_an_ordinary_article_costs_nothing_more(desk: Desk) -> None:
    with Statements(desk.uow) as sent:
        await mention(desk, "Write to jane@customer.example")
    assert not [text for text in sent.texts if "lower(users.login)" in text]


@pytest.mark.principal("agent", rights="rw", queue="Raw")
async def test_through_the_api(client: httpx.AsyncClient, factories: Factories) -> None:
    await factories.agent("bob")
    body = {"title": "Fire", "queue": "Raw", "article": {"subject": "Fire", "body": "Look, @bob"}}
    ticket = (await client.post("/api/v1/tickets", json=body)).json()
    (row,) = (await client.get(f"/api/v1/tickets/{ticket['id']}/mentions")).json()["data"]
    assert row["agent"]["login"] == "bob"
