"""Escalation times calculated anew."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.service import rebuilding
from tests.tickets.desk import Desk


async def solution_times(desk: Desk) -> list[int]:
    query = select(Ticket.escalation_solution_time).where(Ticket.queue_id == desk.support.id).order_by(Ticket.id)
    return list(await desk.uow.session.scalars(query))


async def test_new_limits_reach_old_tickets(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    for state in ("open", "new", "closed successful"):
        await desk.ticket(state=state)
    desk.support.solution_time = 60
    await desk.uow.session.flush()
    assert await solution_times(desk) == [0, 0, 0]
    desk.next_request()

    done, last_id = 0, TicketId(0)
    while (batch := await rebuilding.rebuild_escalation_batch(desk.uow, last_id)).last_id is not None:
        done, last_id = done + batch.tickets, batch.last_id

    assert done == await rebuilding.count_tickets_to_rebuild(desk.uow)
    due = int(desk.uow.clock.now().timestamp()) + 3600
    assert await solution_times(desk) == [due, due, 0]
