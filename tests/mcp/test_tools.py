"""Tools are doors into the same house: rights, scopes, history, mail; each tool is tried by each kind of caller."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import select

from gotrs_api.identity.models import AuditEntry
from gotrs_api.mcp.tools import TOOLS
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.uow import UnitOfWork
from tests.mcp.conftest import ADDRESS, call_tool
from tests.support.factories import Factories

pytestmark = pytest.mark.backends("sqlite")


async def test_nobody_gets_past_a_tools_rule(client: httpx.AsyncClient, factories: Factories) -> None:
    """Arguments are empty: the rule comes before them."""
    admin, agent = await factories.agent(admin=True), await factories.agent()
    customer = await factories.customer_user()
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    for headers, status in (
        ({}, 401),
        (await factories.bearer(customer), 403),
        (await factories.bearer(admin, scopes=()), 403),
        (await factories.bearer(admin, scopes=("tickets:read",)), 403),
    ):
        assert (await client.post(ADDRESS, json=body, headers=headers)).status_code == status
    unscoped = await factories.bearer(admin, scopes=("mcp",))
    plain = await factories.bearer(agent)
    got_past: list[str] = []
    for tool in TOOLS.values():
        told = await call_tool(client, unscoped, tool.name)
        if not told["isError"] or f"scope {tool.rule.scope}" not in told["content"][0]["text"]:
            got_past.append(f"a token without {tool.rule.scope}: {tool.name}")
        if tool.rule.group and "forbidden" not in (await call_tool(client, plain, tool.name))["content"][0]["text"]:
            got_past.append(f"an agent outside {tool.rule.group}: {tool.name}")
    assert got_past == []


async def test_only_what_one_may_call_is_listed(client: httpx.AsyncClient, factories: Factories) -> None:
    who = await factories.bearer(await factories.agent(admin=True), scopes=("mcp", "tickets:read"))
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    listed = (await client.post(ADDRESS, json=body, headers=who)).json()["result"]["tools"]
    assert [tool["name"] for tool in listed] == ["list_tickets", "get_ticket", "search_tickets"]


async def test_rights_are_those_of_the_agent(client: httpx.AsyncClient, factories: Factories) -> None:
    readable, foreign = await factories.queue(), await factories.queue()
    seen, hidden = await factories.ticket(queue=readable), await factories.ticket(queue=foreign)
    who = await factories.bearer(await factories.agent(rights={readable: "ro"}))
    listed = await call_tool(client, who, "list_tickets")
    assert [row["id"] for row in listed["structuredContent"]["tickets"]] == [seen.id]
    assert (await call_tool(client, who, "get_statistics"))["structuredContent"]["total_tickets"] == 1
    for name, arguments in (
        ("get_ticket", {"ticket_id": hidden.id}),
        ("get_ticket", {"ticket_number": hidden.tn}),
        ("add_article", {"ticket_id": hidden.id, "body": "x"}),
        ("update_ticket", {"ticket_id": hidden.id, "title": "x"}),
    ):
        assert "ticket.not_found" in (await call_tool(client, who, name, **arguments))["content"][0]["text"]
    for name, arguments in (
        ("update_ticket", {"ticket_id": seen.id, "title": "Mine"}),
        ("update_ticket", {"ticket_id": seen.id, "state_id": "closed successful"}),
        ("add_article", {"ticket_id": seen.id, "body": "x", "article_type": "email-external"}),
        ("create_ticket", {"title": "x", "queue_id": readable.id, "body": "x"}),
    ):
        assert "right" in (await call_tool(client, who, name, **arguments))["content"][0]["text"]


async def test_refusals_name_the_arguments_as_they_are_called(client: httpx.AsyncClient, factories: Factories) -> None:
    queue = await factories.queue()
    who = await factories.bearer(await factories.agent(rights={queue: "rw"}))
    ticket = await factories.ticket(queue=queue)
    for name, arguments in (
        ("update_ticket", {"ticket_id": ticket.id, "state_id": "nonsense", "owner_id": "nonsense"}),
        ("update_ticket", {"ticket_id": ticket.id, "state_id": 999, "owner_id": 999}),
        ("create_ticket", {"title": "T", "body": "B", "queue_id": queue.id, "state_id": "nonsense"}),
    ):
        told = await call_tool(client, who, name, **arguments)
        assert told["isError"]
        lines = told["content"][0]["text"].splitlines()[1:]
        given = {f"/{one}" for one in ("state_id", "owner_id") if one in arguments}
        assert {line.partition(":")[0] for line in lines} == given


async def test_the_history_has_what_a_tool_did(
    client: httpx.AsyncClient, uow: UnitOfWork, factories: Factories
) -> None:
    queue = await factories.queue()
    agent = await factories.agent("bot", rights={queue: "rw"})
    who = await factories.bearer(agent)
    made = (await call_tool(client, who, "create_ticket", title="T", queue_id=queue.id, body="B"))["structuredContent"]
    await call_tool(client, who, "update_ticket", ticket_id=made["id"], priority_id="5 very high")
    history = await tickets.list_history(uow, await factories.principal(agent), made["id"])
    assert {"NewTicket", "AddNote", "PriorityUpdate"} <= {entry.type for entry in history}
    assert {entry.created_by.login for entry in history} == {"bot"}


async def test_a_mail_waits_for_the_agent(client: httpx.AsyncClient, uow: UnitOfWork, factories: Factories) -> None:
    queue = await factories.queue()
    agent = await factories.agent(rights={queue: "rw"})
    ticket = await factories.ticket("Printer", queue=queue, customer=await factories.customer_user("rosa"))
    who = await factories.bearer(agent)
    mail = {"ticket_id": ticket.id, "body": "Switch it off.", "article_type": "email-external"}
    told = (await call_tool(client, who, "add_article", **mail))["structuredContent"]
    assert told["status"] == "waiting"
    principal = await factories.principal(agent)
    (draft,) = await tickets.list_drafts(uow, principal, ticket.id)
    assert draft.id == told["draft_id"]
    assert draft.content == {
        "subject": "Printer",
        "body": "Switch it off.",
        "to": "rosa@customer.example",
        "visible": True,
    }
    assert await tickets.list_articles(uow, principal, ticket.id) == []

    await factories.setting(settings.MCP_CONFIRM_OUTGOING_MAIL, False)
    assert (await call_tool(client, who, "add_article", **mail))["structuredContent"]["status"] == "added"
    (article,) = await tickets.list_articles(uow, principal, ticket.id)
    assert (article.channel, article.to) == ("email", "rosa@customer.example")


async def test_articles_need_their_scope(client: httpx.AsyncClient, factories: Factories) -> None:
    queue = await factories.queue()
    ticket = await factories.ticket(queue=queue)
    who = await factories.bearer(await factories.agent(rights={queue: "ro"}), scopes=("mcp", "tickets:read"))
    assert (await call_tool(client, who, "get_ticket", ticket_id=ticket.id))["structuredContent"]["articles"] == []
    asked = await call_tool(client, who, "get_ticket", ticket_id=ticket.id, include_articles=True)
    assert "articles:read" in asked["content"][0]["text"]


async def test_offsets_go_on_where_the_page_ended(client: httpx.AsyncClient, factories: Factories) -> None:
    queue = await factories.queue()
    made = [(await factories.ticket(queue=queue)).id for _ in range(5)]
    who = await factories.bearer(await factories.agent(rights={queue: "ro"}))
    seen: list[int] = []
    for offset, more in ((0, True), (2, True), (4, False)):
        page = (await call_tool(client, who, "list_tickets", limit=2, offset=offset))["structuredContent"]
        seen += [row["id"] for row in page["tickets"]]
        assert page["has_more"] is more
    assert seen == made[::-1]


async def test_every_try_of_execute_sql_is_audited(
    client: httpx.AsyncClient, uow: UnitOfWork, factories: Factories
) -> None:
    who = await factories.bearer(await factories.agent(admin=True))
    told = await call_tool(
        client, who, "execute_sql", query="SELECT name FROM ticket_state WHERE id = ? OR name = ?", args=[1, "open"]
    )
    assert told["structuredContent"] == {"columns": ["name"], "rows": [["new"], ["open"]], "truncated": False}
    refused = await call_tool(client, who, "execute_sql", query="DELETE FROM ticket")
    assert "mcp.statement_refused" in refused["content"][0]["text"]
    secret = await call_tool(client, who, "execute_sql", query="SELECT pw FROM users")
    assert "pw" in secret["content"][0]["text"]
    assert secret["isError"]
    entries = await uow.session.scalars(select(AuditEntry.details).where(AuditEntry.action == "mcp.execute_sql"))
    assert len(entries.all()) == 3


async def test_tools_count_against_the_limit(client: httpx.AsyncClient, factories: Factories) -> None:
    who = await factories.bearer(await factories.agent())
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "list_queues"}}
    first, second = [
        int((await client.post(ADDRESS, json=body, headers=who)).headers["X-RateLimit-Remaining"]) for _ in "12"
    ]
    assert second == first - 1
