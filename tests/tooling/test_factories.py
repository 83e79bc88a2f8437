"""Factories make rows that every database accepts, and the clients speak as the person the test names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from gotrs_api.identity.principal import Kind

if TYPE_CHECKING:
    from gotrs_api.identity.models import User
    from tests.support.factories import Factories


async def test_a_ticket_with_an_article_needs_no_words(factories: Factories) -> None:
    ticket = await factories.ticket()
    article = await factories.article(ticket)
    assert article.ticket_id == ticket.id
    assert (ticket.create_by, ticket.create_time) == (1, factories.uow.clock.now())


async def test_an_agent_has_the_rights_that_were_given(factories: Factories) -> None:
    queue = await factories.queue()
    role = await factories.role(rights={await factories.group(): "rw"})
    principal = await factories.principal(await factories.agent(rights={queue: "ro note"}, roles=(role,)))
    assert principal.rights[queue.group_id] == {"ro", "note"}
    assert len(principal.rights) == 2
    assert not principal.is_admin
    assert (await factories.principal(await factories.agent(admin=True))).is_admin


async def test_a_customer_user_belongs_to_a_company(factories: Factories) -> None:
    company = await factories.customer_company()
    principal = await factories.principal(await factories.customer_user(company=company))
    assert principal.kind is Kind.CUSTOMER
    assert principal.customer_ids == {company.customer_id}


async def test_a_client_without_the_mark_is_anonymous(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == {"status": "ok"}
    assert "Authorization" not in client.headers


@pytest.mark.principal("agent", rights="ro", queue="Raw")
async def test_the_mark_names_the_caller(client: httpx.AsyncClient, caller: User, factories: Factories) -> None:
    queue = await factories.existing_queue("Raw")
    assert (await factories.principal(caller)).rights == {queue.group_id: {"ro"}}
    assert client.headers["Authorization"].startswith("Bearer gf_")
