"""OTRS's index tables, for an OTRS beside us."""

from __future__ import annotations

from sqlalchemy import select

from gotrs_api.kernel.ids import TicketId
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.models import TicketIndex, TicketLockIndex
from gotrs_api.tickets.service import static_index
from tests.tickets.desk import Desk

STATIC = "Kernel::System::Ticket::IndexAccelerator::StaticDB"


async def rows(desk: Desk) -> tuple[list[tuple[str, int, str, str]], list[int]]:
    """(queue, group, lock, state) of indexed tickets in Support and Sales, and the ids of locked ones."""
    await desk.uow.settle()
    index = TicketIndex.__table__
    own = index.c.queue_id.in_((desk.support.id, desk.sales.id))
    query = select(index.c.queue, index.c.group_id, index.c.s_lock, index.c.s_state).where(own)
    found = await desk.uow.session.execute(query.order_by(index.c.ticket_id))
    return [tuple(row) for row in found], list(await desk.uow.session.scalars(select(TicketLockIndex.ticket_id)))  # type: ignore[misc]


async def test_a_ticket_stands_in_it_while_it_is_open(desk: Desk) -> None:
    await desk.factories.setting(settings.TICKET_INDEX_MODULE, STATIC)
    ticket = await desk.ticket()
    id_ = TicketId(ticket.id)
    assert await rows(desk) == ([("Support", desk.support.group_id, "unlock", "new")], [])
    await service.lock_ticket(desk.uow, desk.ann, id_, schemas.TicketLock())
    assert await rows(desk) == ([("Support", desk.support.group_id, "lock", "new")], [id_])
    await service.move_ticket(desk.uow, desk.ann, id_, schemas.TicketMove(queue_id=desk.sales.id))
    assert await rows(desk) == ([("Sales", desk.sales.group_id, "unlock", "new")], [])
    await service.close_ticket(desk.uow, desk.ann, id_, schemas.TicketClose())
    assert await rows(desk) == ([], [])
    await service.reopen_ticket(desk.uow, desk.ann, id_, schemas.TicketReopen())
    assert [row[3] for row in (await rows(desk))[0]] == ["open"]
    await service.archive_ticket(desk.uow, desk.ann, id_, schemas.TicketArchive())
    assert await rows(desk) == ([], [])


async def test_without_the_setting_it_stays_empty_and_can_be_filled_later(desk: Desk) -> None:
    await desk.ticket()
    await desk.ticket(state="closed successful")
    await static_index.rebuild_index(desk.uow)
    assert await rows(desk) == ([], [])
    await desk.factories.setting(settings.TICKET_INDEX_MODULE, STATIC)
    await static_index.rebuild_index(desk.uow)
    assert await rows(desk) == ([("Support", desk.support.group_id, "unlock", "new")], [])
