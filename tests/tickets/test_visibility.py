"""Who sees which tickets, one by one and in lists; and who may do what."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, or_, select

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.errors import TicketNotFound, TicketRightMissing
from gotrs_api.tickets.models import Mention, Ticket
from gotrs_api.tickets.repository.visibility import one_by_one
from gotrs_api.tickets.schemas import TicketFilter
from tests.support.factories import Factories
from tests.tickets.desk import Desk


async def sees(desk: Desk, who: Principal, ticket_id: int) -> bool:
    """Lists and single reads must agree."""
    try:
        await service.get_ticket(desk.uow, who, TicketId(ticket_id))
        found = True
    except TicketNotFound:
        found = False
    listed = await service.list_tickets(desk.uow, who, TicketFilter(), PageRequest(100, include_total=True))
    assert (ticket_id in {row.id for row in listed.rows}) is found
    assert listed.total == len(listed.rows) == await service.count_tickets(desk.uow, who, TicketFilter())
    if who.is_agent and desk.uow.site.database.plans_for_anybody:
        await _same_one_by_one(desk, who, {row.id for row in listed.rows})
    return found


async def _same_one_by_one(desk: Desk, who: Principal, seen: set[int]) -> None:
    """As for an agent of a desk with very many tickets of others."""
    looked_up = one_by_one(await service.visible_tickets(desk.uow, who))
    parts = or_(*looked_up.parts)
    for predicate in (looked_up.predicate, parts):
        found = await desk.uow.session.scalars(select(Ticket.id).where(predicate), looked_up.parameters)
        assert set(found) == seen


@pytest.fixture
async def stranger(desk: Desk) -> Principal:
    return await desk.factories.principal(await desk.factories.agent("sam"))


async def test_the_queue_decides(desk: Desk, stranger: Principal) -> None:
    ticket = await desk.ticket()

    assert await sees(desk, desk.ann, ticket.id)
    assert await sees(desk, desk.eve, ticket.id)
    assert not await sees(desk, stranger, ticket.id)
    assert await sees(desk, Principal.system("test"), ticket.id)


async def test_owner_and_responsible_see_and_may_do_all(desk: Desk, stranger: Principal) -> None:
    owned = await desk.factories.ticket(queue=desk.support)
    answered_for = await desk.factories.ticket(queue=desk.support)
    owned.user_id = answered_for.responsible_user_id = int(stranger.user_id)
    await desk.uow.session.flush()

    assert await sees(desk, stranger, owned.id)
    assert await sees(desk, stranger, answered_for.id)
    ticket = await service.get_ticket(desk.uow, stranger, TicketId(owned.id))
    assert ticket.allowed >= {"close", "note", "queue", "title", "reply"}


async def test_responsibility_counts_only_where_it_is_in_use(
    desk: Desk, stranger: Principal, factories: Factories
) -> None:
    ticket = await desk.factories.ticket(queue=desk.support)
    ticket.responsible_user_id = int(stranger.user_id)
    await factories.setting(settings.TICKET_RESPONSIBLE, False)

    assert not await sees(desk, stranger, ticket.id)


async def test_watchers_and_the_mentioned_read_and_no_more(desk: Desk, stranger: Principal) -> None:
    ticket = await desk.ticket(owner="ann")
    await desk.uow.session.execute(insert(Mention).values(user_id=int(stranger.user_id), ticket_id=ticket.id))

    assert await sees(desk, stranger, ticket.id)
    watched = await service.watch_ticket(desk.uow, stranger, TicketId(ticket.id), schemas.TicketWatch())
    assert watched.allowed == {"unwatch", "split"}
    with pytest.raises(TicketRightMissing) as refused:
        await service.close_ticket(desk.uow, stranger, TicketId(ticket.id), schemas.TicketClose())
    assert refused.value.params["right"] == "close"


async def test_customers_see_their_own_and_their_companys(desk: Desk) -> None:
    colleague = await desk.factories.principal(await desk.factories.customer_user("carl"))
    own = await desk.ticket(desk.jane)
    companys = await desk.ticket(customer_user="someone@acme.example", customer_id="ACME")
    others = await desk.ticket(customer_user="someone@else.example", customer_id="else")

    assert await sees(desk, desk.jane, own.id)
    assert await sees(desk, desk.jane, companys.id)
    assert not await sees(desk, desk.jane, others.id)
    assert not await sees(desk, colleague, own.id)


async def test_the_company_may_be_left_out(desk: Desk, factories: Factories) -> None:
    own = await desk.ticket(desk.jane)
    companys = await desk.ticket(customer_user="someone@acme.example", customer_id="acme")
    await factories.setting(settings.CUSTOMER_DISABLE_COMPANY_TICKET_ACCESS, True)

    assert await sees(desk, desk.jane, own.id)
    assert not await sees(desk, desk.jane, companys.id)


async def test_with_customer_groups_nobody_sees_without_a_group(desk: Desk, factories: Factories) -> None:
    own = await desk.ticket(desk.jane)
    await factories.setting(settings.CUSTOMER_GROUP_SUPPORT, True)

    assert not await sees(desk, desk.jane, own.id)


@pytest.mark.parametrize(
    ("rights", "allowed"),
    [
        ("ro", {"split", "watch"}),
        ("ro note", {"split", "watch", "note", "time"}),
        ("ro owner", {"split", "watch", "assign"}),
        ("ro priority", {"split", "watch", "priority"}),
        ("ro close", {"split", "watch", "close"}),
        (
            "rw",
            {
                "archive", "assign", "bounce", "close", "customer", "forward", "link", "lock", "merge", "note",
                "pending", "phone", "phone_outbound", "priority", "queue", "reply", "responsible", "service", "sla",
                "split", "state", "time", "title", "type", "watch",
            },
        ),
    ],
)  # fmt: skip
async def test_rights_on_the_queue(desk: Desk, rights: str, allowed: set[str]) -> None:
    ticket = await desk.ticket()
    agent = await desk.factories.principal(await desk.factories.agent(rights={desk.support: rights}))

    seen = await service.get_ticket(desk.uow, agent, TicketId(ticket.id))

    assert seen.allowed == allowed
    explained = await service.explain_actions(desk.uow, agent, TicketId(ticket.id))
    assert {line.action for line in explained if line.allowed} >= allowed
    assert all(line.reason for line in explained)
