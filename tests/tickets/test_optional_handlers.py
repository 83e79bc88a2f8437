"""Event handlers that OTRS ships switched off."""

from __future__ import annotations

from typing import Any

import pytest

from gotrs_api.kernel.ids import TicketId
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import schemas, service
from tests.tickets.desk import Desk

PHONE = {"subject": "Call", "body": "Ring.", "channel": "phone", "sender_type": "customer"}


async def test_moving_takes_a_ticket_from_its_owner(desk: Desk) -> None:
    await desk.factories.setting(settings.TICKET_FORCE_OWNER_RESET, {"Event": "TicketQueueUpdate"})
    ticket = await desk.ticket(owner="ann", lock="lock")
    known = len(await desk.history(ticket.id))

    moved = await service.move_ticket(
        desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketMove(queue_id=desk.sales.id)
    )

    assert (moved.owner.id, moved.lock.name) == (1, "unlock")
    assert [row for row in await desk.news(ticket.id, known) if row[0] != "Move"] == [
        ("OwnerUpdate", "%%root@localhost%%1"),
        ("Unlock", "%%unlock"),
    ]


async def test_locking_opens_a_new_ticket(desk: Desk) -> None:
    await desk.factories.setting(settings.TICKET_FORCE_STATE_ON_LOCK, {"Module": "ForceState", "new": "open"})
    new, closed = await desk.ticket(), await desk.ticket(state="closed successful")
    for ticket, state in ((new, "open"), (closed, "closed successful")):
        locked = await service.lock_ticket(desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketLock())
        assert locked.state.name == state
    unlocked = await service.unlock_ticket(desk.uow, desk.ann, TicketId(new.id), schemas.TicketUnlock())
    assert unlocked.state.name == "open"


@pytest.mark.parametrize(
    ("fields", "lock"),
    [({"article": PHONE}, "lock"), ({}, "unlock"), ({"article": PHONE, "state": "closed successful"}, "unlock")],
)
async def test_new_tickets_by_phone_are_locked(desk: Desk, fields: dict[str, Any], lock: str) -> None:
    await desk.factories.setting(settings.TICKET_LOCK_AFTER_CREATE, {"Action": "AgentTicketPhone|AgentTicketEmail"})
    ticket = await desk.ticket(**fields)
    await desk.uow.settle()
    assert (await service.get_ticket(desk.uow, desk.ann, TicketId(ticket.id))).lock.name == lock


async def test_nothing_of_this_happens_by_itself(desk: Desk) -> None:
    ticket = await desk.ticket(article=PHONE)
    await desk.uow.settle()
    locked = await service.lock_ticket(desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketLock())
    assert locked.state.name == "new"
    moved = await service.move_ticket(
        desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketMove(queue_id=desk.sales.id)
    )
    assert moved.owner.login == "ann"
