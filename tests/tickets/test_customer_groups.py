"""What customers see where groups count (`CustomerGroupSupport`)."""

from __future__ import annotations

import httpx
import pytest

from gotrs_api.identity import principals
from gotrs_api.identity.models import GroupCustomer, GroupCustomerUser
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.queues.models import Queue
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service
from gotrs_api.tickets.errors import TicketNotFound, TicketRightMissing
from gotrs_api.tickets.schemas import TicketFilter, TicketReply
from tests.tickets.desk import Desk, Statements

SAME, OTHER = "Ticket::CustomerID::Same", "Ticket::CustomerID::Other"


async def allow_jane(desk: Desk, queue: Queue, key: str) -> None:
    await desk.factories._add(
        GroupCustomerUser(user_id="jane", group_id=queue.group_id, permission_key=key, permission_value=1)
    )


async def allow_acme(desk: Desk, queue: Queue, key: str, context: str = SAME, *, value: int = 1) -> None:
    await desk.factories._add(
        GroupCustomer(
            customer_id="acme",
            group_id=queue.group_id,
            permission_key=key,
            permission_value=value,
            permission_context=context,
        )
    )


async def jane(desk: Desk) -> Principal:
    principals.forget_all(desk.uow.site)
    return await desk.factories.principal(desk.jane_user)


async def titles(desk: Desk, who: Principal) -> list[str]:
    page = await service.list_tickets(desk.uow, who, TicketFilter(sort="title"), PageRequest())
    return [ticket.title for ticket in page.rows]


@pytest.fixture
async def tickets(desk: Desk) -> Desk:
    """One ticket of Jane's and one of a stranger's in each of two queues."""
    for queue, name in ((desk.support, "support"), (desk.sales, "sales")):
        ticket = await desk.factories.ticket(f"hers in {name}", queue=queue, customer=desk.jane_user)
        ticket.title = f"hers in {name}"
        await desk.factories.ticket(f"others in {name}", queue=queue, customer=await desk.factories.customer_user())
    return desk


async def test_without_the_setting_groups_do_not_count(tickets: Desk) -> None:
    who = await jane(tickets)
    assert (who.rights, who.foreign_rights) == ({}, {})
    assert await titles(tickets, who) == ["hers in sales", "hers in support"]


async def test_only_queues_of_the_groups(tickets: Desk) -> None:
    await tickets.factories.setting(settings.CUSTOMER_GROUP_SUPPORT, True)
    assert await titles(tickets, await jane(tickets)) == []
    await allow_acme(tickets, tickets.sales, "ro", value=0)
    assert await titles(tickets, await jane(tickets)) == []
    await allow_jane(tickets, tickets.support, "ro")
    assert await titles(tickets, await jane(tickets)) == ["hers in support"]
    await allow_acme(tickets, tickets.sales, "rw")
    assert await titles(tickets, await jane(tickets)) == ["hers in sales", "hers in support"]


async def test_reading_is_not_writing(tickets: Desk) -> None:
    await tickets.factories.setting(settings.CUSTOMER_GROUP_SUPPORT, True)
    await allow_jane(tickets, tickets.support, "ro")
    who = await jane(tickets)
    ticket = await tickets.ticket(tickets.ann, customer_user="jane")
    read = await service.get_ticket(tickets.uow, who, TicketId(ticket.id))
    assert "reply" not in read.allowed
    with pytest.raises(TicketRightMissing):
        await service.add_article(tickets.uow, who, TicketId(ticket.id), TicketReply(subject="Hm", body="Hm"))
    await allow_jane(tickets, tickets.support, "rw")
    tickets.next_request()
    await service.add_article(
        tickets.uow, await jane(tickets), TicketId(ticket.id), TicketReply(subject="Hm", body="Hm")
    )


async def test_groups_that_everybody_has(tickets: Desk) -> None:
    await tickets.factories.setting(settings.CUSTOMER_GROUP_SUPPORT, True)
    who = await jane(tickets)
    assert who.rights == {1: frozenset({"rw"})}, "the group users"
    assert who.groups == {"users": 1}


async def test_other_customers_tickets_only_in_their_context(tickets: Desk) -> None:
    await tickets.factories.setting(settings.CUSTOMER_GROUP_SUPPORT, True)
    await allow_acme(tickets, tickets.support, "ro", OTHER)
    await allow_acme(tickets, tickets.sales, "ro", SAME)
    assert await titles(tickets, await jane(tickets)) == ["hers in sales"], "the context is off"

    await tickets.factories.setting(settings.CUSTOMER_GROUP_CONTEXT_OTHER, {"Name": "Others", "Value": OTHER})
    who = await jane(tickets)
    assert await titles(tickets, who) == ["hers in sales", "hers in support", "others in support"]
    foreign = await tickets.factories.ticket(queue=tickets.support)
    elsewhere = await tickets.factories.ticket(queue=tickets.sales)
    assert (await service.get_ticket(tickets.uow, who, TicketId(foreign.id))).allowed == frozenset()
    with pytest.raises(TicketNotFound):
        await service.get_ticket(tickets.uow, who, TicketId(elsewhere.id))
    explained = {e.action: e for e in await service.explain_actions(tickets.uow, who, TicketId(foreign.id))}
    assert not explained["reply"].allowed


async def test_signing_in_stays_one_statement(tickets: Desk) -> None:
    await tickets.factories.setting(settings.CUSTOMER_GROUP_SUPPORT, True)
    await allow_acme(tickets, tickets.sales, "rw")
    async with tickets.uow.site.read() as read:  # as a request does; the settings are known since the last one
        await principals.by_customer(read, tickets.jane_user.login)
        principals.forget_all(read.site)
        with Statements(read) as sent:
            await principals.by_customer(read, tickets.jane_user.login)
    assert len(sent.texts) == 1


@pytest.mark.principal("customer")
async def test_a_customers_token_carries_the_groups(client: httpx.AsyncClient, desk: Desk) -> None:
    body = {"title": "Fire", "article": {"subject": "Fire", "body": "Hot."}}
    ticket = (await client.post("/api/v1/tickets", json=body)).json()
    assert (await client.get(f"/api/v1/tickets/{ticket['id']}")).status_code == 200
    await desk.factories.setting(settings.CUSTOMER_GROUP_SUPPORT, True)
    await desk.factories.setting(settings.CUSTOMER_GROUP_ALWAYS_GROUPS, [])
    await desk.factories.setting(settings.CUSTOMER_GROUP_COMPANY_ALWAYS_GROUPS, [])
    principals.forget_all(desk.uow.site)
    assert (await client.get(f"/api/v1/tickets/{ticket['id']}")).status_code == 404
