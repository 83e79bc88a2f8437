"""What our screens refuse at tickets is refused to web services too, in OTRS's words, and nothing is left of it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from gotrs_api.acl.models import AclTicketAttributeRelation
from gotrs_api.catalog.models import Service
from gotrs_api.customers import service as customers
from gotrs_api.kernel.ids import ServiceId
from gotrs_api.tickets.models import Ticket
from tests.generic_interface.conftest import GiDesk
from tests.tickets.desk import history_rows

pytestmark = pytest.mark.backends("sqlite")


async def relate(desk: GiDesk, text: str) -> None:
    head = text.split("\n")[0].split(";")
    relation = AclTicketAttributeRelation(
        filename=f"{head[1]}.csv", attribute_1=head[0], attribute_2=head[1], acl_data=text, priority=1
    )
    desk.uow.session.add(relation)
    await desk.uow.session.flush()


def invalid(operation: str, what: str) -> dict[str, Any]:
    message = f"{operation}: {what} parameter is invalid!"
    return {"Error": {"ErrorCode": f"{operation}.InvalidParameter", "ErrorMessage": message}}


PRIORITY, STATE = "Ticket->PriorityID or Ticket->Priority", "Ticket->StateID or Ticket->State"
SERVICE, OWNER = "Ticket->ServiceID or Ticket->Service", "Ticket->OwnerID or Ticket->Owner"


async def test_new_tickets_take_what_goes_together(desk: GiDesk) -> None:
    await relate(desk, "Queue;Priority\nSupport;4 high\n")
    await relate(desk, "Queue;DynamicField_PeerDropdown\nSupport;beta\n")
    fields = [{"Name": "PeerDropdown", "Value": "alpha"}]

    assert await desk.create() == invalid("TicketCreate", PRIORITY)
    high = {"Priority": "4 high"}
    assert await desk.create(Ticket=high, DynamicField=fields) == invalid("TicketCreate", "DynamicField->Value")
    assert list(await desk.uow.session.scalars(select(Ticket.id).where(Ticket.queue_id == desk.support.id))) == []
    assert "TicketID" in await desk.create(Ticket=high, DynamicField=[{"Name": "PeerDropdown", "Value": "beta"}])


async def test_updates_keep_what_goes_together(desk: GiDesk) -> None:
    made = await desk.create()
    await relate(desk, "Queue;State\nSupport;open\n")
    before = await history_rows(desk.uow, int(made["TicketID"]))

    for ticket in ({"State": "closed successful"}, {"Title": "Half", "State": "closed successful"}):
        assert await desk.update(made["TicketID"], Ticket=ticket) == invalid("TicketUpdate", STATE)
    assert await history_rows(desk.uow, int(made["TicketID"])) == before
    assert "TicketID" in await desk.update(made["TicketID"], Ticket={"State": "open"})


async def test_services_are_the_customers_and_owners_the_queues(desk: GiDesk) -> None:
    made = await desk.create()
    other = Service(name="Phone", valid_id=1)
    desk.uow.session.add(other)
    await desk.uow.session.flush()
    admin = await desk.factories.principal(await desk.factories.agent("admin", admin=True))
    await customers.set_customer_services(desk.uow, admin, desk.customer.id, [ServiceId(other.id)])

    assert await desk.update(made["TicketID"], Ticket={"Service": "IT::Mail"}) == invalid("TicketUpdate", SERVICE)
    assert await desk.update(made["TicketID"], Ticket={"Owner": "outsider"}) == invalid("TicketUpdate", OWNER)
    assert "TicketID" in await desk.update(made["TicketID"], Ticket={"Service": "Phone", "Owner": "agent01"})


async def test_an_agreement_goes_before_the_service_that_does_not_have_it_comes(desk: GiDesk) -> None:
    made = await desk.create(Ticket={"Service": "IT::Mail", "SLA": "Gold"})
    other = Service(name="Phone", valid_id=1)
    desk.uow.session.add(other)
    await desk.uow.session.flush()
    known = len(await history_rows(desk.uow, int(made["TicketID"])))

    await desk.update(made["TicketID"], Ticket={"Service": "Phone"})

    news = (await history_rows(desk.uow, int(made["TicketID"])))[known:]
    assert [kind for kind, _ in news] == ["SLAUpdate", "ServiceUpdate"]
