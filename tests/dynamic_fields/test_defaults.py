"""Values that an administrator lets fields begin with when something happens."""

from __future__ import annotations

from gotrs_api.kernel.ids import TicketId
from gotrs_api.sysconfig import changing, settings
from gotrs_api.tickets import service
from gotrs_api.tickets.schemas import TicketSetPriority
from gotrs_api.uow import UnitOfWork
from tests.dynamic_fields.conftest import COLOURS, FieldDesk


async def test_events_fill_fields_that_they_find_empty(desk: FieldDesk, uow: UnitOfWork) -> None:
    await desk.field("Building")
    await desk.field("Colour", "Dropdown", possible_values=COLOURS)
    await desk.field("Reviewed")
    for number, element in enumerate(
        (
            {"Name": "Building", "Value": "B7", "Event": "TicketCreate"},
            {"Name": "Colour", "Value": "not in the list", "Event": "TicketCreate"},
            {"Name": "Reviewed", "Value": "no", "Event": "TicketPriorityUpdate"},
        ),
        1,
    ):
        await changing.put(uow, settings.DYNAMIC_FIELD_DEFAULTS[str(number)], element)

    empty, full = await desk.ticket(), await desk.ticket(dynamic_fields={"Building": "C1"})
    await uow.settle()
    for ticket, building in ((empty, "B7"), (full, "C1")):
        now = await service.get_ticket(uow, desk.ann, TicketId(ticket.id))
        assert now.dynamic_fields["Building"] == building
        assert now.dynamic_fields["Colour"] is None
        assert now.dynamic_fields["Reviewed"] is None

    await service.set_priority(uow, desk.ann, TicketId(full.id), TicketSetPriority(priority="5 very high"))
    await uow.settle()
    now = await service.get_ticket(uow, desk.ann, TicketId(full.id))
    assert now.dynamic_fields["Reviewed"] == "no"
