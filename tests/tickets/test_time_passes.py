"""What time does to tickets: pending times, escalations, drawn counters."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from gotrs_api.catalog.models import TicketState
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.errors import TicketNotFound
from gotrs_api.tickets.events import (
    EscalationEvent,
    NotificationEscalation,
    NotificationEscalationNotifyBefore,
    NotificationPendingReminder,
)
from gotrs_api.tickets.jobs import tell_escalations, work_off_pending
from gotrs_api.tickets.models import TicketNumberCounter
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.service import sweeps
from gotrs_api.tickets.service.numbering import clean_counters
from gotrs_api.tickets.service.switches import Switches
from gotrs_api.uow import ReadUow, Site, UnitOfWork
from tests.tickets.desk import Desk

BORN_WITH = 6
CUSTOMER_CALL = {"subject": "Call", "body": "Help!", "channel": "phone", "sender_type": "customer",
                 "visible_for_customer": True}  # fmt: skip


def events(desk: Desk, kind: type[Any]) -> list[Any]:
    return [event for event in desk.uow._events if isinstance(event, kind)]


async def test_pending_auto_closes_and_unlocks_silently(desk: Desk, clock: FakeClock) -> None:
    ticket = await desk.ticket(
        owner="ann", lock="lock", state="pending auto close+", pending_until="2026-03-02T10:00:00Z"
    )
    clock.advance(minutes=29)
    assert await sweeps.pending_auto_due(desk.uow) == []
    clock.advance(minutes=1)
    assert await sweeps.pending_auto_due(desk.uow) == [ticket.id]

    await sweeps.finish_pending(desk.uow, TicketId(ticket.id))
    await sweeps.finish_pending(desk.uow, TicketId(ticket.id))

    assert (await desk.news(ticket.id, BORN_WITH))[1:] == [
        ("StateUpdate", "%%pending auto close+%%closed successful%%"),
        ("SetPendingTime", "%%00-00-00 00:00"),
        ("Unlock", "%%unlock"),
    ]


async def test_reminders_come_in_working_time_only(desk: Desk, clock: FakeClock) -> None:
    ticket = await desk.ticket(state="pending reminder", pending_until="2026-03-02T10:00:00Z")
    clock.advance(hours=14)  # 23:30, nobody is there
    await sweeps.remind(desk.uow, TicketId(ticket.id))
    assert events(desk, NotificationPendingReminder) == []

    clock.advance(hours=9)  # 08:30 the next morning
    assert await sweeps.reminders_due(desk.uow) == [ticket.id]
    await sweeps.remind(desk.uow, TicketId(ticket.id))

    assert events(desk, NotificationPendingReminder) == [NotificationPendingReminder(ticket_id=TicketId(ticket.id))]


async def test_a_reminder_is_repeated_after_two_hours_or_for_another_time(desk: Desk, clock: FakeClock) -> None:
    ticket = await desk.ticket(state="pending reminder", pending_until="2026-03-02T10:00:00Z")
    clock.advance(hours=1)
    await sweeps.remind(desk.uow, TicketId(ticket.id))

    clock.advance(hours=1, minutes=59)
    assert await sweeps.reminders_due(desk.uow) == []
    clock.advance(minutes=1)
    assert await sweeps.reminders_due(desk.uow) == [ticket.id]
    await sweeps.remind(desk.uow, TicketId(ticket.id))
    assert await sweeps.reminders_due(desk.uow) == []

    later = schemas.TicketSetState.model_validate(
        {"state": "pending reminder", "pending_until": "2026-03-02T13:00:00Z"}
    )
    await service.set_state(desk.uow, desk.ann, TicketId(ticket.id), later)
    clock.advance(minutes=30)
    assert await sweeps.reminders_due(desk.uow) == [ticket.id]


async def test_what_no_state_follows_does_not_hold_up_what_closes(desk: Desk, clock: FakeClock) -> None:
    stays = await desk.uow.session.scalar(select(TicketState).where(TicketState.name == "pending auto close-"))
    assert stays is not None
    stays.name = "waits for ever"
    await desk.uow.session.flush()
    await desk.ticket(state="waits for ever", pending_until="2026-03-02T09:45:00Z")
    closes = await desk.ticket(state="pending auto close+", pending_until="2026-03-02T10:00:00Z")
    clock.advance(hours=1)

    assert await sweeps.pending_auto_due(desk.uow) == [closes.id]


@pytest.fixture
async def strict(desk: Desk) -> Desk:
    """Support answers within an hour and warns after three quarters of it."""
    desk.support.first_response_time, desk.support.first_response_notify = 60, 75
    await desk.uow.session.flush()
    return desk


async def test_escalation_warns_starts_decays_and_stops(strict: Desk, clock: FakeClock) -> None:
    desk = strict
    ticket = await desk.ticket(article=CUSTOMER_CALL)
    ticket_id = TicketId(ticket.id)
    assert ticket.escalation.first_response.state == "running"
    born_with = len(await desk.history(ticket.id))
    assert await sweeps.escalating(desk.uow) == [ticket.id]

    clock.advance(minutes=45)
    await sweeps.tell_escalation(desk.uow, ticket_id)
    clock.advance(minutes=20)
    await sweeps.tell_escalation(desk.uow, ticket_id)
    assert await sweeps.escalating(desk.uow) == [], "not again within the decay time"
    await sweeps.tell_escalation(desk.uow, ticket_id)

    assert await desk.news(ticket.id, born_with) == [
        ("EscalationResponseTimeNotifyBefore", "%%EscalationResponseTimeNotifyBefore%%triggered"),
        ("EscalationResponseTimeStart", "%%EscalationResponseTimeStart%%triggered"),
    ]
    assert len(events(desk, NotificationEscalationNotifyBefore)) == 1
    assert len(events(desk, NotificationEscalation)) == 1

    clock.advance(minutes=1)
    answered = schemas.TicketReply.model_validate(
        {"subject": "We come", "body": "Soon.", "channel": "phone", "visible_for_customer": True}
    )
    await service.add_article(desk.uow, desk.ann, ticket_id, answered)

    assert (await desk.news(ticket.id, born_with + 2))[:2] == [
        ("PhoneCallAgent", "%%"),
        ("EscalationResponseTimeStop", "%%EscalationResponseTimeStop%%triggered"),
    ]
    assert (await service.get_ticket(desk.uow, desk.ann, ticket_id)).escalation.first_response.due is None
    assert [event.name for event in events(desk, EscalationEvent)][-1] == "EscalationResponseTimeStop"
    assert await sweeps.escalating(desk.uow) == []


async def test_neglected_tickets_are_told_of_again_after_the_decay_time_and_for_another_clock(
    strict: Desk, clock: FakeClock
) -> None:
    desk = strict
    desk.support.solution_time = 120
    ticket_id = TicketId((await desk.ticket(article=CUSTOMER_CALL)).id)
    clock.advance(minutes=61)
    await sweeps.tell_escalation(desk.uow, ticket_id)
    assert await sweeps.escalating(desk.uow) == [ticket_id], "its other clock runs"
    assert not await sweeps.has_escalated(desk.uow, ticket_id)

    clock.advance(hours=1)
    assert await sweeps.has_escalated(desk.uow, ticket_id)
    await sweeps.tell_escalation(desk.uow, ticket_id)
    assert await sweeps.escalating(desk.uow) == []

    clock.advance(hours=24)
    assert await sweeps.escalating(desk.uow) == [ticket_id]


async def test_a_ticket_that_cannot_be_worked_off_does_not_hold_up_the_others(
    desk: Desk, clock: FakeClock, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = ("2026-03-02T09:45:00Z", "2026-03-02T10:00:00Z", "2026-03-02T10:15:00Z")
    broken, gone, fine = [(await desk.ticket(state="pending auto close+", pending_until=time)).id for time in times]
    clock.advance(hours=2)
    apply_state = sweeps.apply_state

    async def breaking(uow: UnitOfWork, ticket_id: TicketId, state: Any) -> None:
        if ticket_id == broken:
            raise ValueError("a handler of this ticket's fails each time")
        if ticket_id == gone:
            raise TicketNotFound
        await apply_state(uow, ticket_id, state)

    monkeypatch.setattr(sweeps, "apply_state", breaking)

    with capture_logs() as logs:
        await work_off_pending(site.job_context(job_id=0, attempt=1, acting_id=1))

    assert ("StateUpdate", "%%pending auto close+%%closed successful%%") in await desk.history(fine)
    assert [entry["ticket_id"] for entry in logs if entry["event"] == "tickets.sweep_failed"] == [broken]


async def test_a_ticket_whose_clocks_cannot_be_told_does_not_keep_others_from_being_told_of(
    strict: Desk, clock: FakeClock, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = strict
    broken, fine = [(await desk.ticket(article=CUSTOMER_CALL)).id for _ in range(2)]
    clock.advance(minutes=61)
    clocks_of = sweeps.clocks_of

    async def breaking(uow: ReadUow, row: TicketRow, switches: Switches) -> Any:
        if row.id == broken:
            raise ValueError("its calendar makes no sense")
        return await clocks_of(uow, row, switches)

    monkeypatch.setattr(sweeps, "clocks_of", breaking)

    with capture_logs() as logs:
        await tell_escalations(site.job_context(job_id=0, attempt=1, acting_id=1))

    assert "EscalationResponseTimeStart" in {kind for kind, _ in await desk.history(fine)}
    assert [entry["ticket_id"] for entry in logs if entry["event"] == "tickets.sweep_failed"] == [broken]


async def test_closing_stops_the_clocks_and_says_why_not_before(strict: Desk, clock: FakeClock) -> None:
    desk = strict
    ticket = await desk.ticket(article=CUSTOMER_CALL)
    clock.advance(minutes=30)
    (explained,) = await service.explain_escalation(desk.uow, desk.ann, TicketId(ticket.id))
    assert (explained.clock, explained.limit_minutes, explained.source) == ("first_response", 60, "queue")
    assert explained.working_seconds_left == 30 * 60

    closed = await service.close_ticket(desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketClose())

    assert closed.escalation.first_response.state == "off"
    assert await service.explain_escalation(desk.uow, desk.ann, TicketId(ticket.id)) == ()


async def test_moving_takes_the_new_queues_rules(strict: Desk) -> None:
    desk = strict
    ticket = await desk.ticket(article=CUSTOMER_CALL)

    moved = await service.move_ticket(desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketMove(queue="Sales"))

    assert ticket.escalation.first_response.due is not None
    assert moved.escalation.first_response.due is None


async def test_old_counters_go_the_newest_ten_stay(desk: Desk, clock: FakeClock) -> None:
    for _ in range(12):
        await desk.ticket()
    assert await clean_counters(desk.uow) == 0
    clock.advance(minutes=11)

    assert await clean_counters(desk.uow) == 2

    left = await desk.uow.session.scalars(select(TicketNumberCounter.counter).order_by(TicketNumberCounter.id))
    assert list(left) == list(range(3, 13))
    assert (await desk.ticket()).number.startswith("20260302100001")
