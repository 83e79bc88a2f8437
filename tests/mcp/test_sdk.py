"""The official Python SDK's client works against the server, with the newest revision and with the handshake."""

from __future__ import annotations

import pytest
from mcp.shared.exceptions import MCPError
from mcp_types import PromptReference, ResourceTemplateReference

from tests.mcp.conftest import OpenSdk
from tests.support.factories import Factories

pytestmark = pytest.mark.backends("sqlite")


@pytest.mark.parametrize(("mode", "version"), [("auto", "2026-07-28"), ("legacy", "2025-11-25")])
async def test_a_day_with_the_sdk(sdk: OpenSdk, factories: Factories, mode: str, version: str) -> None:
    queue = await factories.queue("Support::Level 2")
    agent = await factories.agent("bot", rights={queue: "rw"})
    async with sdk(agent, mode=mode) as client:
        assert client.protocol_version == version
        assert client.server_info.name == "gotrs-mcp"
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {
            "list_tickets", "get_ticket", "search_tickets", "list_queues", "list_users", "get_statistics",
            "create_ticket", "update_ticket", "add_article",
        }  # fmt: skip
        assert tools["list_tickets"].annotations is not None
        assert tools["list_tickets"].annotations.read_only_hint
        assert tools["update_ticket"].annotations is not None
        assert tools["update_ticket"].annotations.destructive_hint

        made = await client.call_tool(
            "create_ticket", {"title": "Printer", "queue_id": queue.name, "body": "It burns."}
        )
        assert not made.is_error
        number, ticket_id = made.structured_content["number"], made.structured_content["id"]
        changed = await client.call_tool(
            "update_ticket", {"ticket_id": ticket_id, "state_id": "open", "owner_id": "bot"}
        )
        assert changed.structured_content["owner"]["login"] == "bot"
        await client.call_tool("add_article", {"ticket_id": ticket_id, "body": "Is it still burning?"})
        read = await client.call_tool("get_ticket", {"ticket_number": number})
        assert [article["body"] for article in read.structured_content["articles"]] == [
            "It burns.",
            "Is it still burning?",
        ]
        listed = await client.call_tool("list_tickets", {"queue_id": queue.id, "owner_id": agent.id})
        assert [row["number"] for row in listed.structured_content["tickets"]] == [number]
        totals = await client.call_tool("get_statistics")
        assert totals.structured_content["total_tickets"] == 1
        queues = await client.call_tool("list_queues")
        assert [row["name"] for row in queues.structured_content["queues"]] == [queue.name]
        users = await client.call_tool("list_users", {"limit": 1})
        assert len(users.structured_content["users"]) == 1
        assert users.structured_content["has_more"]
        assert not (await client.call_tool("search_tickets", {"query": "nothing of this kind"})).is_error

        addresses = [str(one.uri) for one in (await client.list_resources()).resources]
        assert addresses == [f"ticket://{number}", "queue://Support%3A%3ALevel%202"]
        assert len((await client.list_resource_templates()).resource_templates) == 3
        for address in (*addresses, f"article://{number}/2"):
            assert (await client.read_resource(address)).contents[0].text
        with pytest.raises(MCPError, match="no such resource"):
            await client.read_resource("ticket://4711")

        prompts = {prompt.name for prompt in (await client.list_prompts()).prompts}
        assert prompts == {"summarise", "draft_reply"}
        prompt = await client.get_prompt("draft_reply", {"ticket_number": number, "instructions": "No."})
        assert "No." in prompt.messages[0].content.text
        assert "It burns." in prompt.messages[1].content.resource.text


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_what_is_typed_is_completed(sdk: OpenSdk, factories: Factories, mode: str) -> None:
    queue = await factories.queue("Support")
    agent = await factories.agent("bot", rights={queue: "rw"})
    own = await factories.ticket(queue=queue, owner=agent)
    other = await factories.ticket(queue=queue)
    await factories.article(own)
    hidden = await factories.ticket()
    summarise, article = (
        PromptReference(name="summarise"),
        ResourceTemplateReference(uri="article://{number}/{article}"),
    )
    async with sdk(agent, mode=mode) as client:

        async def told(ref: PromptReference | ResourceTemplateReference, name: str, typed: str) -> list[str]:
            given = {"name": name, "value": typed}
            return (await client.complete(ref, given, {"number": own.tn})).completion.values

        assert await told(summarise, "ticket_number", "") == [own.tn], "one's own open tickets"
        assert set(await told(summarise, "ticket_number", "20260302")) == {own.tn, other.tn}
        assert hidden.tn not in await told(article, "number", "2026")
        assert await told(article, "article", "") == ["1"]
        assert await told(ResourceTemplateReference(uri="queue://{name}"), "name", "supp") == ["Support"]
        assert await told(summarise, "language", "deu") == ["Deutsch"]
        assert await told(PromptReference(name="draft_reply"), "instructions", "Say") == []
        with pytest.raises(MCPError, match="no such argument"):
            await told(summarise, "instructions", "")
        with pytest.raises(MCPError, match="no such prompt"):
            await told(PromptReference(name="nothing"), "ticket_number", "")


async def test_what_a_token_may_not_read_is_not_completed(sdk: OpenSdk, factories: Factories) -> None:
    queue = await factories.queue("Support")
    agent = await factories.agent("bot", rights={queue: "rw"})
    await factories.ticket(queue=queue, owner=agent)
    async with sdk(agent, scopes=("mcp",)) as client:
        for ref, name in (
            (PromptReference(name="summarise"), "ticket_number"),
            (ResourceTemplateReference(uri="queue://{name}"), "name"),
        ):
            assert (await client.complete(ref, {"name": name, "value": ""})).completion.values == []


async def test_what_a_tool_refuses_is_a_result(sdk: OpenSdk, factories: Factories) -> None:
    agent = await factories.agent()
    hidden = await factories.ticket()
    async with sdk(agent) as client:
        refused = await client.call_tool("get_ticket", {"ticket_id": hidden.id})
        assert refused.is_error
        assert "no such ticket" in refused.content[0].text
        wrong = await client.call_tool("list_tickets", {"limit": 101})
        assert wrong.is_error
        assert "limit" in wrong.content[0].text
        with pytest.raises(MCPError, match="no such tool"):
            await client.call_tool("drop_all")
