"""Tickets follow customers and queues with new names."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert, select

from gotrs_api.catalog.validity import Validity
from gotrs_api.customers import service as customers
from gotrs_api.customers.schemas import CompanyUpdate, CustomerUserUpdate
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import QueueId, TicketId
from gotrs_api.queues import service as queues
from gotrs_api.queues.schemas import QueueUpdate
from gotrs_api.tickets import service
from gotrs_api.tickets.models import Ticket, TicketIndex
from gotrs_api.tickets.service import renames
from gotrs_api.uow import Site
from tests.support.jobs import drain, pending
from tests.tickets.desk import Desk


@pytest.fixture
async def admin(desk: Desk) -> Principal:
    return await desk.factories.principal(await desk.factories.agent("admin", admin=True))


async def customers_of(desk: Desk) -> list[tuple[str | None, str | None]]:
    rows = await desk.uow.session.execute(
        select(Ticket.customer_user_id, Ticket.customer_id)
        .where(Ticket.queue_id == desk.support.id)
        .order_by(Ticket.id)
    )
    return [(row[0], row[1]) for row in rows]


async def test_tickets_follow_a_new_login_and_customer_id(desk: Desk, admin: Principal) -> None:
    mine = await desk.ticket(customer_user="jane")
    await desk.ticket(customer_user="jane", customer_id="project-7")
    await desk.ticket(customer_user="someone@else.example", customer_id="acme")
    known = len(await desk.history(mine.id))
    desk.next_request()

    await customers.update_customer_user(
        desk.uow, admin, desk.jane_user.id, CustomerUserUpdate(login="jane.doe", customer_id="newco")
    )

    assert await customers_of(desk) == [
        ("jane.doe", "newco"),
        ("jane.doe", "project-7"),
        ("someone@else.example", "acme"),
    ]
    assert await desk.news(mine.id, known) == [("CustomerUpdate", "%%CustomerID=newco;CustomerUser=jane.doe;")]


async def test_nothing_is_written_for_a_new_telephone_number(desk: Desk, admin: Principal) -> None:
    ticket = await desk.ticket(customer_user="jane")
    before = await desk.history(ticket.id)
    await customers.update_customer_user(desk.uow, admin, desk.jane_user.id, CustomerUserUpdate(phone="1234"))
    assert await desk.history(ticket.id) == before


async def test_tickets_follow_a_company(desk: Desk, admin: Principal) -> None:
    ticket = await desk.ticket(customer_user="jane")
    known = len(await desk.history(ticket.id))
    desk.next_request()
    await customers.update_company(desk.uow, admin, "acme", CompanyUpdate(customer_id="acme-group"))
    assert await customers_of(desk) == [("jane", "acme-group")]
    assert await desk.news(ticket.id, known) == [("CustomerUpdate", "%%CustomerID=acme-group;")]


@pytest.mark.parametrize("change", [{"login": "jane.doe"}, {"login": "jane.doe", "customer_id": "newco"}])
async def test_many_tickets_follow_by_a_job(
    desk: Desk, admin: Principal, site: Site, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    monkeypatch.setattr(renames, "AT_ONCE", 2)
    for _ in range(5):
        await desk.factories.ticket(queue=desk.support, customer=desk.jane_user)
    await customers.update_customer_user(desk.uow, admin, desk.jane_user.id, CustomerUserUpdate(**change))
    desk.next_request()

    assert [row[0] for row in await customers_of(desk)] == ["jane.doe"] * 2 + ["jane"] * 3
    assert "tickets.follow_customer" in await pending(site)
    await drain(site)
    assert await customers_of(desk) == [("jane.doe", change.get("customer_id", "acme"))] * 5


async def test_the_static_index_knows_a_queue_by_its_new_name(desk: Desk, admin: Principal) -> None:
    ticket = await desk.ticket()
    await desk.uow.session.execute(
        insert(TicketIndex).values(
            ticket_id=ticket.id, queue_id=desk.support.id, queue="Support", group_id=desk.support.group_id,
            s_lock="unlock", s_state="new", create_time=desk.uow.clock.now(),
        )
    )  # fmt: skip
    await queues.update_queue(desk.uow, admin, QueueId(desk.support.id), QueueUpdate(name="First Level"))
    assert await desk.uow.session.scalar(select(TicketIndex.queue)) == "First Level"
    assert (await service.get_ticket(desk.uow, desk.ann, TicketId(ticket.id))).queue.name == "First Level"


async def test_tickets_of_a_merged_customer_user_belong_to_the_other(desk: Desk, admin: Principal) -> None:
    target = await desk.factories.customer_user("jane.doe", company=await desk.factories.customer_company("newco"))
    await desk.ticket(customer_user="jane")
    await desk.ticket(customer_user="jane", customer_id="project-7")
    await customers.set_customer_ids(desk.uow, admin, desk.jane_user.id, ["shared", "only-jane"])
    await customers.set_customer_ids(desk.uow, admin, target.id, ["shared"])
    desk.next_request()

    goes_on = await customers.merge_customer_users(desk.uow, admin, desk.jane_user.id, target.id)

    assert goes_on.login == "jane.doe"
    assert await customers_of(desk) == [("jane.doe", "newco"), ("jane.doe", "project-7")]
    assert (await customers.read_customer_ids(desk.uow, admin, target.id)).others == ("only-jane", "shared")
    assert not (await customers.read_customer_user(desk.uow, admin, desk.jane_user.id)).is_valid


async def test_people_and_tickets_of_a_merged_company_belong_to_the_other(desk: Desk, admin: Principal) -> None:
    await desk.factories.customer_company("newco")
    await desk.ticket(customer_user="jane")
    desk.next_request()

    await customers.merge_companies(desk.uow, admin, "acme", "newco")

    assert await customers_of(desk) == [("jane", "newco")]
    assert (await customers.read_customer_user(desk.uow, admin, desk.jane_user.id)).customer_id == "newco"
    assert (await customers.read_company(desk.uow, admin, "acme")).valid is Validity.INVALID
