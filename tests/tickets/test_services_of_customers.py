"""Which services the tickets of a customer user can have."""

from __future__ import annotations

import pytest

from gotrs_api.catalog.models import Service
from gotrs_api.customers import service as customers
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import ServiceId, TicketId
from gotrs_api.tickets import schemas, service
from tests.tickets.desk import Desk


async def services(desk: Desk) -> tuple[Service, Service]:
    made = [Service(name=name, valid_id=1) for name in ("Printing", "Network")]
    for each in made:
        await desk.factories._add(each)
    return made[0], made[1]


async def test_while_nothing_is_assigned_all_services_do(desk: Desk) -> None:
    printing, _ = await services(desk)
    ticket = await desk.ticket(customer_user="jane", service="Printing")
    assert ticket.service is not None
    assert ticket.service.id == printing.id


async def test_only_assigned_services_do(desk: Desk) -> None:
    printing, _ = await services(desk)
    admin = await desk.factories.principal(await desk.factories.agent("admin", admin=True))
    await customers.set_customer_services(desk.uow, admin, desk.jane_user.id, [ServiceId(printing.id)])

    ticket = await desk.ticket(customer_user="jane", service="Printing")
    with pytest.raises(InvalidInput) as refused:
        await desk.ticket(customer_user="jane", service="Network")
    assert [(e.pointer, e.code) for e in refused.value.errors] == [("/service", "not_of_customer")]
    id_ = TicketId(ticket.id)
    with pytest.raises(InvalidInput):
        await service.set_service(desk.uow, desk.ann, id_, schemas.TicketSetService(service="Network"))
    with pytest.raises(InvalidInput):
        await service.update_ticket(desk.uow, desk.ann, id_, schemas.TicketUpdate(service="Network"))
    emptied = await service.set_service(desk.uow, desk.ann, id_, schemas.TicketSetService())
    assert emptied.service is None

    for stranger in ({"customer_user": "someone@else.example"}, {}):
        free = await desk.ticket(service="Network", **stranger)
        assert free.service is not None


async def test_with_a_new_customer_theirs_do(desk: Desk) -> None:
    printing, network = await services(desk)
    admin = await desk.factories.principal(await desk.factories.agent("admin", admin=True))
    john = await desk.factories.customer_user("john")
    await customers.set_customer_services(desk.uow, admin, desk.jane_user.id, [ServiceId(printing.id)])
    await customers.set_customer_services(desk.uow, admin, john.id, [ServiceId(network.id)])
    id_ = TicketId((await desk.ticket(customer_user="jane")).id)

    with pytest.raises(InvalidInput):
        theirs_no_more = schemas.TicketUpdate(customer_user="john", service="Printing")
        await service.update_ticket(desk.uow, desk.ann, id_, theirs_no_more)
    changed = await service.update_ticket(
        desk.uow, desk.ann, id_, schemas.TicketUpdate(customer_user="john", service="Network")
    )
    assert changed.service is not None
    assert changed.service.id == network.id
