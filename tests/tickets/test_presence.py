"""Who has a ticket open."""

from __future__ import annotations

import pytest

from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service
from gotrs_api.tickets.errors import TicketNotFound
from tests.tickets.desk import Desk

pytestmark = pytest.mark.backends("sqlite")


async def test_agents_at_a_ticket_see_one_another_the_writer_first(desk: Desk) -> None:
    ticket = TicketId((await desk.ticket()).id)
    assert await service.be_present(desk.uow, desk.ann, ticket, is_writing=False) == []
    seen_by_bob = await service.be_present(desk.uow, desk.bob, ticket, is_writing=True)
    assert [(one.name, one.is_writing) for one in seen_by_bob] == [(desk.ann.name, False)]
    seen_by_eve = await service.list_present(desk.uow, desk.eve, ticket)
    assert [(one.name, one.is_writing) for one in seen_by_eve] == [(desk.bob.name, True), (desk.ann.name, False)]


async def test_who_leaves_is_gone(desk: Desk) -> None:
    ticket = TicketId((await desk.ticket()).id)
    await service.be_present(desk.uow, desk.ann, ticket, is_writing=True)
    await service.leave_presence(desk.uow, desk.ann, ticket)
    assert await service.list_present(desk.uow, desk.bob, ticket) == []


async def test_who_is_silent_is_forgotten(desk: Desk, clock: FakeClock) -> None:
    ticket = TicketId((await desk.ticket()).id)
    await service.be_present(desk.uow, desk.ann, ticket, is_writing=True)
    clock.advance(seconds=36)
    assert await service.list_present(desk.uow, desk.bob, ticket) == []


async def test_a_ticket_one_may_not_see_has_nobody(desk: Desk) -> None:
    ticket = TicketId((await desk.ticket(desk.ann, queue_id=desk.support.id)).id)
    stranger = await desk.factories.principal(await desk.factories.agent("stranger"))
    with pytest.raises(TicketNotFound):
        await service.be_present(desk.uow, stranger, ticket, is_writing=False)
