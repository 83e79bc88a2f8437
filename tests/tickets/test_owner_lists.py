"""Queues in which owning a ticket, or being responsible for it, gives only some rights, or none."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.errors import TicketNotFound, TicketRightMissing
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.repository.visibility import one_by_one
from gotrs_api.tickets.schemas import TicketFilter
from tests.tickets.desk import Desk

BOTH = [("owner", settings.OWNER_CHECK_QUEUES), ("responsible", settings.RESPONSIBLE_CHECK_QUEUES)]


@pytest.mark.parametrize(("role", "setting"), BOTH)
async def test_only_listed_queues_and_rights_count(desk: Desk, role: str, setting: Setting[dict[str, str]]) -> None:
    who = await desk.factories.agent("solo")
    solo = await desk.factories.principal(who)
    held = {role: who}
    in_support = await desk.factories.ticket(queue=desk.support, **held)  # type: ignore[arg-type]
    in_sales = await desk.factories.ticket(queue=desk.sales, **held)  # type: ignore[arg-type]
    support, sales = TicketId(in_support.id), TicketId(in_sales.id)
    filters, page = TicketFilter(), PageRequest()
    assert len((await service.list_tickets(desk.uow, solo, filters, page)).rows) == 2
    assert "close" in (await service.get_ticket(desk.uow, solo, support)).allowed

    await desk.factories.setting(setting, {"Support": "note, priority"})

    rows = (await service.list_tickets(desk.uow, solo, filters, page)).rows
    assert [row.id for row in rows] == [support]
    with pytest.raises(TicketNotFound):
        await service.get_ticket(desk.uow, solo, sales)
    allowed = (await service.get_ticket(desk.uow, solo, support)).allowed
    assert {"note", "priority"} <= allowed
    assert "close" not in allowed
    await service.set_priority(desk.uow, solo, support, schemas.TicketSetPriority(priority="4 high"))
    with pytest.raises(TicketRightMissing):
        await service.close_ticket(desk.uow, solo, support, schemas.TicketClose())
    for right, expected in (("priority", 1), ("rw", 0)):
        visible = await service.visible_tickets(desk.uow, solo, right)
        for way in (visible, one_by_one(visible)) if desk.uow.site.database.plans_for_anybody else (visible,):
            found = await desk.uow.session.scalars(select(Ticket.id).where(way.predicate), way.parameters)
            assert len(list(found)) == expected


async def test_rw_gives_everything(desk: Desk) -> None:
    who = await desk.factories.agent("solo")
    ticket = await desk.factories.ticket(queue=desk.support, owner=who)
    await desk.factories.setting(settings.OWNER_CHECK_QUEUES, {"Support": "rw"})
    solo = await desk.factories.principal(who)
    closed = await service.close_ticket(desk.uow, solo, TicketId(ticket.id), schemas.TicketClose())
    assert closed.state.type == "closed"
