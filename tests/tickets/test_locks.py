"""Locks: who may work on a ticket that somebody else works on."""

from __future__ import annotations

import pytest

from gotrs_api.articles.schemas import ArticleUpdate
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.ids import ArticleId, TicketId, UserId
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.errors import TicketLockedByOther, TicketRightMissing
from gotrs_api.tickets.service import sweeps
from tests.tickets.desk import Desk

BORN_WITH = 6
REFUSED_WHILE_LOCKED = ("close", "pending", "priority", "queue", "reply", "unlock", "lock", "merge", "phone_outbound")
NEVER_REFUSED = ("note", "assign", "responsible", "title", "customer", "watch", "phone")


async def test_locking_makes_the_owner_and_starts_the_clock(desk: Desk, clock: FakeClock) -> None:
    ticket = await desk.ticket()
    clock.advance(minutes=1)

    locked = await service.lock_ticket(desk.uow, desk.bob, TicketId(ticket.id), schemas.TicketLock())

    assert (locked.lock.name, locked.owner.login) == ("lock", "bob")
    assert "unlock" in locked.allowed
    assert "lock" not in locked.allowed
    assert (await desk.news(ticket.id, BORN_WITH))[:3] == [
        ("Lock", "%%lock"),
        ("Misc", "Reset of unlock time."),
        ("OwnerUpdate", f"%%bob%%{desk.bob_user.id}"),
    ]


async def test_a_lock_keeps_others_from_what_screens_with_a_lock_do(desk: Desk) -> None:
    ticket = await desk.ticket(owner="bob", lock="lock")

    for_ann = await service.get_ticket(desk.uow, desk.ann, TicketId(ticket.id))
    assert not for_ann.allowed & set(REFUSED_WHILE_LOCKED)
    assert for_ann.allowed >= set(NEVER_REFUSED)
    with pytest.raises(TicketLockedByOther) as refused:
        await service.close_ticket(desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketClose())
    assert refused.value.detail == "The ticket is locked by bob."
    closed = await service.close_ticket(desk.uow, desk.bob, TicketId(ticket.id), schemas.TicketClose())
    assert closed.state.type == "closed"


async def test_settings_say_which_screens_need_the_lock(desk: Desk) -> None:
    await desk.factories.setting(settings.SCREEN_LOCKS["AgentTicketPriority"], False)
    await desk.factories.setting(settings.SCREEN_LOCKS["AgentTicketNote"], True)
    await desk.factories.setting(settings.SCREEN_LOCKS["AgentTicketBulk"], False)
    locked, free = await desk.ticket(owner="bob", lock="lock"), await desk.ticket()

    changed = await service.set_priority(
        desk.uow, desk.ann, TicketId(locked.id), schemas.TicketSetPriority(priority="4 high")
    )
    entered = await service.enter_screen(desk.uow, desk.ann, TicketId(free.id), "priority")
    entered_with_lock = await service.enter_screen(desk.uow, desk.ann, TicketId(free.id), "note")

    assert changed.priority.name == "4 high"
    assert "note" not in changed.allowed
    assert "close" not in changed.allowed, "the others need it as ever"
    assert (entered.lock.name, entered_with_lock.lock.name) == ("unlock", "lock")
    with pytest.raises(TicketLockedByOther):
        await service.add_article(desk.uow, desk.ann, TicketId(locked.id), schemas.TicketReply(subject="a", body="b"))


async def test_settings_say_which_right_a_screen_needs(desk: Desk) -> None:
    ticket = await desk.ticket()
    assert "title" not in (await service.get_ticket(desk.uow, desk.eve, TicketId(ticket.id))).allowed

    await desk.factories.setting(settings.SCREEN_RIGHTS["AgentTicketFreeText"], "ro")
    await desk.factories.setting(settings.SCREEN_RIGHTS["AgentTicketClose"], " ")

    for_eve = await service.get_ticket(desk.uow, desk.eve, TicketId(ticket.id))
    assert for_eve.allowed >= {"title", "type", "state"}
    assert not for_eve.allowed & {"close", "link", "delete"}
    with pytest.raises(TicketRightMissing):  # before the note is looked for
        await service.update_note(
            desk.uow, desk.eve, TicketId(ticket.id), ArticleId(1), ArticleUpdate(subject="Mine now")
        )


async def test_who_is_responsible_may_pass_the_lock(desk: Desk) -> None:
    ticket = await desk.ticket(owner="bob", responsible="ann", lock="lock")

    closed = await service.close_ticket(desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketClose())

    assert closed.state.type == "closed"


async def test_the_api_takes_no_lock_by_itself(desk: Desk) -> None:
    ticket = await desk.ticket()

    changed = await service.set_priority(
        desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketSetPriority(priority="4 high")
    )

    assert (changed.lock.name, changed.owner.id) == ("unlock", 1)


async def test_entering_a_screen_locks_and_leaving_it_gives_back(desk: Desk) -> None:
    ticket = await desk.ticket()
    ticket_id = TicketId(ticket.id)

    entered = await service.enter_screen(desk.uow, desk.ann, ticket_id, "close")
    assert (entered.lock.name, entered.owner.login) == ("lock", "ann")
    with pytest.raises(TicketLockedByOther):
        await service.enter_screen(desk.uow, desk.bob, ticket_id, "close")

    left = await service.leave_screen(desk.uow, desk.ann, ticket_id, previous_owner_id=UserId(ticket.owner.id))
    assert (left.lock.name, left.owner.id) == ("unlock", 1)
    assert (await service.enter_screen(desk.uow, desk.bob, ticket_id, "note")).lock.name == "unlock"


async def test_a_forgotten_lock_ends_after_the_queues_working_minutes(desk: Desk, clock: FakeClock) -> None:
    desk.support.unlock_timeout = 120
    ticket = await desk.ticket(owner="ann", lock="lock")
    ticket_id = TicketId(ticket.id)

    clock.advance(minutes=119)
    assert await sweeps.locked_with_timeout(desk.uow) == []
    assert not await sweeps.unlock_if_forgotten(desk.uow, ticket_id)
    clock.advance(minutes=1)
    assert await sweeps.locked_with_timeout(desk.uow) == [ticket_id]
    assert await sweeps.unlock_if_forgotten(desk.uow, ticket_id)

    assert (await desk.news(ticket.id, BORN_WITH)) == [("Unlock", "%%unlock")]
    assert await sweeps.locked_with_timeout(desk.uow) == []


async def test_a_forgotten_lock_stays_when_the_ticket_waits_by_then(desk: Desk, clock: FakeClock) -> None:
    """Between the job's look and its turn the agent set it to pending."""
    desk.support.unlock_timeout = 120
    ticket_id = TicketId((await desk.ticket(owner="ann", lock="lock")).id)
    clock.advance(minutes=120)
    waits = schemas.TicketSetState.model_validate(
        {"state": "pending reminder", "pending_until": "2026-03-02T16:00:00Z"}
    )
    await service.set_state(desk.uow, desk.ann, ticket_id, waits)

    assert not await sweeps.unlock_if_forgotten(desk.uow, ticket_id)
