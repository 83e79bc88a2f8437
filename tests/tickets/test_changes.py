"""Each change of a ticket leaves exactly OTRS's history rows; what changes nothing leaves none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from gotrs_api.catalog.models import Service, TicketType
from gotrs_api.kernel.errors import InvalidInput, PreconditionFailed
from gotrs_api.kernel.ids import TicketId
from gotrs_api.sla.models import ServiceSla, Sla
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.errors import QueueRightMissing, TicketRightMissing
from gotrs_api.tickets.models import Ticket, TicketHistory
from gotrs_api.uow import UnitOfWork
from tests.tickets.desk import Desk

BORN_WITH = 6  # history rows of a new ticket with an agent's note


async def test_title(desk: Desk) -> None:
    ticket = await desk.ticket()

    changed = await service.set_title(
        desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketSetTitle(title="The printer burned down")
    )

    assert changed.title == "The printer burned down"
    assert await desk.news(ticket.id, BORN_WITH) == [
        ("TitleUpdate", "%%Printer is on fire%%The printer burned down"),
    ]


async def test_moving_unlocks_as_user_1(desk: Desk) -> None:
    ticket = await desk.ticket(owner="ann", lock="lock")

    moved = await service.move_ticket(desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketMove(queue="Sales"))

    assert (moved.queue.name, moved.lock.name) == ("Sales", "unlock")
    assert await desk.news(ticket.id, BORN_WITH) == [
        ("Move", f"%%Sales%%{desk.sales.id}%%Support%%{desk.support.id}"),
        ("Unlock", "%%unlock"),
    ]
    actors = await desk.uow.session.execute(
        select(TicketHistory.create_by, TicketHistory.queue_id)
        .where(TicketHistory.ticket_id == ticket.id)
        .order_by(TicketHistory.id.desc())
        .limit(2)
    )
    assert [tuple(row) for row in actors] == [(1, desk.sales.id), (desk.ann_user.id, desk.sales.id)]
    assert desk.uow.acting_id == desk.ann_user.id


async def test_moving_needs_move_into_on_the_target(desk: Desk) -> None:
    ticket = await desk.ticket()

    with pytest.raises(QueueRightMissing):
        await service.move_ticket(desk.uow, desk.bob, TicketId(ticket.id), schemas.TicketMove(queue="Sales"))

    assert await desk.news(ticket.id, BORN_WITH) == []


async def test_priority_with_a_note_that_comes_first(desk: Desk) -> None:
    ticket = await desk.ticket()
    desk.uow.clock.advance(minutes=1)  # type: ignore[attr-defined]

    await service.set_priority(
        desk.uow,
        desk.ann,
        TicketId(ticket.id),
        schemas.TicketSetPriority(priority="5 very high", note=schemas.NoteInput(body="The boss is in the room.")),
    )

    assert await desk.news(ticket.id, BORN_WITH) == [
        ("AddNote", "%%Priority"),
        ("Misc", "Reset of unlock time."),
        ("PriorityUpdate", "%%3 normal%%3%%5 very high%%5"),
    ]


async def test_closing_resets_the_pending_time_and_unlocks(desk: Desk) -> None:
    ticket = await desk.ticket(owner="ann", lock="lock")

    closed = await service.close_ticket(desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketClose())

    assert (closed.state.name, closed.state.type, closed.lock.name) == ("closed successful", "closed", "unlock")
    assert "close" not in closed.allowed
    assert "reopen" in closed.allowed
    assert await desk.news(ticket.id, BORN_WITH) == [
        ("StateUpdate", "%%new%%closed successful%%"),
        ("SetPendingTime", "%%00-00-00 00:00"),
        ("Unlock", "%%unlock"),
    ]

    reopened = await service.reopen_ticket(desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketReopen())

    assert reopened.state.name == "open"
    assert await desk.news(ticket.id, BORN_WITH + 3) == [
        ("StateUpdate", "%%closed successful%%open%%"),
        ("SetPendingTime", "%%00-00-00 00:00"),
    ]


async def test_pending(desk: Desk, uow: UnitOfWork) -> None:
    ticket = await desk.ticket()
    wait = schemas.TicketSetPending.model_validate({"pending_until": "2026-03-04T10:00:00+02:00"})

    pending = await service.set_pending(uow, desk.ann, TicketId(ticket.id), wait)

    assert pending.state.name == "pending reminder"
    assert pending.pending_until is not None
    assert pending.pending_until.isoformat() == "2026-03-04T08:00:00+00:00"
    assert await desk.news(ticket.id, BORN_WITH) == [
        ("StateUpdate", "%%new%%pending reminder%%"),
        ("SetPendingTime", "%%2026-03-04 08:00"),
    ]
    until = await uow.session.scalar(select(Ticket.until_time).where(Ticket.id == ticket.id))
    assert until == int(pending.pending_until.timestamp())


async def test_owner_is_locked_for_and_becomes_responsible(desk: Desk) -> None:
    ticket = await desk.ticket()
    desk.uow.clock.advance(seconds=5)  # type: ignore[attr-defined]

    assigned = await service.assign_ticket(desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketAssign(owner="bob"))

    assert (assigned.owner.login, assigned.responsible.login, assigned.lock.name) == ("bob", "bob", "lock")
    bob = desk.bob_user.id
    assert await desk.news(ticket.id, BORN_WITH) == [
        ("Lock", "%%lock"),
        ("Misc", "Reset of unlock time."),
        ("OwnerUpdate", f"%%bob%%{bob}"),
        ("ResponsibleUpdate", f"%%bob%%{bob}"),
    ]


async def test_responsible(desk: Desk) -> None:
    ticket = await desk.ticket()
    command = schemas.TicketSetResponsible(responsible_id=desk.bob_user.id)

    changed = await service.set_responsible(desk.uow, desk.ann, TicketId(ticket.id), command)

    assert (changed.responsible.login, changed.owner.id) == ("bob", 1)
    assert await desk.news(ticket.id, BORN_WITH) == [("ResponsibleUpdate", f"%%bob%%{desk.bob_user.id}")]


async def test_customer(desk: Desk) -> None:
    ticket = await desk.ticket()

    changed = await service.set_customer(
        desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketSetCustomer(customer_user="jane")
    )

    assert changed.customer_user is not None
    assert (changed.customer_user.name, changed.customer_id) == ("Jane Customer", "acme")
    emptied = await service.set_customer(
        desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketSetCustomer(customer_id=None)
    )
    assert emptied.customer_id is None
    assert await desk.news(ticket.id, BORN_WITH) == [
        ("CustomerUpdate", "%%CustomerID=acme;CustomerUser=jane;"),
        ("CustomerUpdate", "%%CustomerID=;"),
    ]


async def test_type(desk: Desk) -> None:
    ticket = await desk.ticket()
    incident = TicketType(name="Incident", valid_id=1)
    desk.uow.session.add(incident)
    await desk.uow.session.flush()

    await service.set_type(desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketSetType(type="Incident"))

    assert await desk.news(ticket.id, BORN_WITH) == [("TypeUpdate", f"%%Incident%%{incident.id}%%Unclassified%%1")]


async def test_service_and_sla_belong_together(desk: Desk, uow: UnitOfWork) -> None:
    mail, web = Service(name="Mail", valid_id=1), Service(name="Web", valid_id=1)
    gold = Sla(name="Gold", first_response_time=60, update_time=0, solution_time=0, valid_id=1)
    uow.session.add_all([mail, web, gold])
    await uow.session.flush()
    uow.session.add(ServiceSla(service_id=mail.id, sla_id=gold.id))
    await uow.session.flush()
    ticket = await desk.ticket()
    ticket_id = TicketId(ticket.id)

    with pytest.raises(InvalidInput) as refused:
        await service.set_sla(uow, desk.ann, ticket_id, schemas.TicketSetSla(sla="Gold"))
    assert refused.value.errors[0].code == "not_of_service"

    await service.set_service(uow, desk.ann, ticket_id, schemas.TicketSetService(service="Mail"))
    golden = await service.set_sla(uow, desk.ann, ticket_id, schemas.TicketSetSla(sla="Gold"))
    assert golden.escalation.first_response.due is not None
    assert golden.escalation.first_response.due.isoformat() == "2026-03-02T10:30:00+00:00"

    other = await service.set_service(uow, desk.ann, ticket_id, schemas.TicketSetService(service="Web"))
    assert (other.sla, other.escalation.first_response.due) == (None, None)
    assert await desk.news(ticket.id, BORN_WITH) == [
        ("ServiceUpdate", f"%%Mail%%{mail.id}%%NULL%%"),
        ("SLAUpdate", f"%%Gold%%{gold.id}%%NULL%%"),
        ("ServiceUpdate", f"%%Web%%{web.id}%%Mail%%{mail.id}"),
        ("SLAUpdate", f"%%NULL%%%%Gold%%{gold.id}"),
    ]


async def test_archive_forgets_marks_and_watchers_and_reopening_restores(desk: Desk) -> None:
    ticket = await desk.ticket(state="closed successful")
    ticket_id = TicketId(ticket.id)
    await service.watch_ticket(desk.uow, desk.bob, ticket_id, schemas.TicketWatch())

    archived = await service.archive_ticket(desk.uow, desk.ann, ticket_id, schemas.TicketArchive())

    assert (archived.archived, archived.seen) == (True, False)
    assert await service.list_watchers(desk.uow, desk.ann, ticket_id) == []
    reopened = await service.reopen_ticket(desk.uow, desk.ann, ticket_id, schemas.TicketReopen())
    assert not reopened.archived
    assert await desk.news(ticket.id, BORN_WITH) == [
        ("Subscribe", "%%Bob Agent"),
        ("Unsubscribe", "%%Bob Agent"),
        ("ArchiveFlagUpdate", "%%y"),
        ("StateUpdate", "%%closed successful%%open%%"),
        ("ArchiveFlagUpdate", "%%n"),
        ("SetPendingTime", "%%00-00-00 00:00"),
    ]


async def test_time_is_added_up(desk: Desk) -> None:
    ticket = await desk.ticket()
    ticket_id = TicketId(ticket.id)

    await service.account_time(desk.uow, desk.ann, ticket_id, schemas.TicketAccountTime(time_units="1,509"))
    await service.account_time(desk.uow, desk.ann, ticket_id, schemas.TicketAccountTime(time_units=2))

    assert await desk.news(ticket.id, BORN_WITH) == [
        ("TimeAccounting", "%%1.5%%1.5"),
        ("TimeAccounting", "%%2%%3.5"),
    ]
    assert (await service.list_time(desk.uow, desk.ann, ticket_id)).total == 3.5


Change = Callable[[Desk, TicketId], Awaitable[Any]]
NO_OPS: dict[str, Change] = {
    "title": lambda d, i: service.set_title(d.uow, d.ann, i, schemas.TicketSetTitle(title="Printer is on fire")),
    "queue": lambda d, i: service.move_ticket(d.uow, d.ann, i, schemas.TicketMove(queue="Support")),
    "priority": lambda d, i: service.set_priority(d.uow, d.ann, i, schemas.TicketSetPriority(priority="3 normal")),
    "state": lambda d, i: service.set_state(d.uow, d.ann, i, schemas.TicketSetState(state="new")),
    "type": lambda d, i: service.set_type(d.uow, d.ann, i, schemas.TicketSetType(type_id=1)),
    "service": lambda d, i: service.set_service(d.uow, d.ann, i, schemas.TicketSetService()),
    "sla": lambda d, i: service.set_sla(d.uow, d.ann, i, schemas.TicketSetSla()),
    "customer": lambda d, i: service.set_customer(d.uow, d.ann, i, schemas.TicketSetCustomer(customer_id=None)),
    "owner": lambda d, i: service.assign_ticket(d.uow, d.ann, i, schemas.TicketAssign(owner_id=1)),
    "responsible": lambda d, i: service.set_responsible(
        d.uow, d.ann, i, schemas.TicketSetResponsible(responsible_id=1)
    ),
    "unlock": lambda d, i: service.unlock_ticket(d.uow, d.ann, i, schemas.TicketUnlock()),
    "unwatch": lambda d, i: service.unwatch_ticket(d.uow, d.ann, i, schemas.TicketUnwatch()),
    "archive": lambda d, i: service.archive_ticket(d.uow, d.ann, i, schemas.TicketArchive(archived=False)),
    "time": lambda d, i: service.account_time(d.uow, d.ann, i, schemas.TicketAccountTime(time_units=0.001)),
    "nothing": lambda d, i: service.update_ticket(d.uow, d.ann, i, schemas.TicketUpdate()),
}


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("change", NO_OPS.values(), ids=NO_OPS)
async def test_what_changes_nothing_writes_nothing(desk: Desk, change: Change) -> None:
    ticket = await desk.ticket()
    desk.uow.clock.advance(minutes=10)  # type: ignore[attr-defined]
    before = await service.get_ticket(desk.uow, desk.ann, TicketId(ticket.id))

    after = await change(desk, TicketId(ticket.id))

    assert after == before
    assert after.etag == before.etag
    assert await desk.news(ticket.id, BORN_WITH) == []


async def test_several_things_at_once(desk: Desk) -> None:
    ticket = await desk.ticket()
    command = schemas.TicketUpdate(title="Ashes", priority="4 high", owner="ann", state="open")

    changed = await service.update_ticket(desk.uow, desk.ann, TicketId(ticket.id), command)

    assert (changed.title, changed.priority.name, changed.owner.login, changed.state.name) == (
        "Ashes",
        "4 high",
        "ann",
        "open",
    )
    ann = desk.ann_user.id
    assert await desk.news(ticket.id, BORN_WITH) == [
        ("TitleUpdate", "%%Printer is on fire%%Ashes"),
        ("Lock", "%%lock"),
        ("OwnerUpdate", f"%%ann%%{ann}"),
        ("ResponsibleUpdate", f"%%ann%%{ann}"),
        ("PriorityUpdate", "%%3 normal%%3%%4 high%%4"),
        ("StateUpdate", "%%new%%open%%"),
        ("SetPendingTime", "%%00-00-00 00:00"),
    ]


@pytest.mark.backends("sqlite")
async def test_one_wrong_value_refuses_all(desk: Desk) -> None:
    ticket = await desk.ticket()
    command = schemas.TicketUpdate.model_validate({"title": "Ashes", "priority": "huge", "queue": None})

    with pytest.raises(InvalidInput) as refused:
        await service.update_ticket(desk.uow, desk.ann, TicketId(ticket.id), command)

    assert {(error.pointer, error.code) for error in refused.value.errors} == {
        ("/priority", "unknown"),
        ("/queue", "null"),
    }
    assert await desk.news(ticket.id, BORN_WITH) == []


async def test_who_saw_an_older_version_is_told(desk: Desk) -> None:
    ticket = await desk.ticket()
    desk.next_request()
    await service.set_title(desk.uow, desk.bob, TicketId(ticket.id), schemas.TicketSetTitle(title="Smoke"))

    with pytest.raises(PreconditionFailed) as refused:
        await service.set_title(
            desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketSetTitle(title="Fire"), if_match=ticket.etag
        )

    now = await service.get_ticket(desk.uow, desk.ann, TicketId(ticket.id))
    assert refused.value.etag == now.etag != ticket.etag
    assert now.title == "Smoke"


async def test_only_administrators_delete_and_nothing_is_left(desk: Desk, uow: UnitOfWork) -> None:
    ticket = await desk.ticket(customer_user="jane")
    ticket_id = TicketId(ticket.id)
    admin = await desk.factories.principal(await desk.factories.agent(rights={desk.support: "rw"}, admin=True))
    await service.watch_ticket(uow, desk.bob, ticket_id, schemas.TicketWatch())
    await service.account_time(uow, desk.ann, ticket_id, schemas.TicketAccountTime(time_units=1))
    assert "delete" not in ticket.allowed

    await service.delete_ticket(uow, admin, ticket_id)
    await uow.settle()

    assert await uow.session.scalar(select(func.count()).where(Ticket.id == ticket.id)) == 0
    assert await desk.history(ticket.id) == []


def test_settings_that_the_tests_rely_on() -> None:
    assert settings.TICKET_FORCE_UNLOCK_AFTER_MOVE.default
    assert settings.TICKET_RESPONSIBLE_AUTO_SET.default


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("act", ["watch", "unwatch", "seen"])
async def test_who_may_only_read_writes_no_note_beside_what_readers_may_do(desk: Desk, act: str) -> None:
    ticket = await desk.ticket()
    note = schemas.NoteInput(body="Let me in.")
    acts = {
        "watch": lambda: service.watch_ticket(desk.uow, desk.eve, TicketId(ticket.id), schemas.TicketWatch(note=note)),
        "unwatch": lambda: service.unwatch_ticket(
            desk.uow, desk.eve, TicketId(ticket.id), schemas.TicketUnwatch(note=note)
        ),
        "seen": lambda: service.mark_seen(desk.uow, desk.eve, TicketId(ticket.id), schemas.TicketSeen(note=note)),
    }

    with pytest.raises(TicketRightMissing):
        await acts[act]()

    assert [kind for kind, _ in await desk.news(ticket.id, BORN_WITH) if kind == "AddNote"] == []
