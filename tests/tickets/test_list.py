"""Lists: every filter, every order, and pages that neither skip nor repeat."""

from __future__ import annotations

from typing import Any

import pytest

from gotrs_api.catalog.models import Service
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.schemas import TicketFilter
from gotrs_api.tickets.schemas.filters import SORT_FIELDS
from tests.support.factories import CLOSED_SUCCESSFUL, NEW, PENDING_REMINDER
from tests.tickets.desk import Desk, Statements


async def titles(desk: Desk, **filters: Any) -> list[str]:
    found = await service.list_tickets(
        desk.uow, desk.ann, TicketFilter.model_validate({"sort": "title", **filters}), PageRequest(100)
    )
    return [row.title for row in found.rows]


@pytest.fixture
async def tickets(desk: Desk, clock: FakeClock) -> Desk:
    make = desk.factories.ticket
    fire = await make("Fire", queue=desk.support, state_id=NEW, priority_id=5, customer=desk.jane_user)
    await desk.factories.article(fire, subject="Flames", body="It is 100% hot_here")
    clock.advance(hours=1)
    await make("Water", queue=desk.support, owner=desk.bob_user, locked=True)
    clock.advance(hours=1)
    waiting = await make("Wind", queue=desk.support, state_id=PENDING_REMINDER, until_time=int(clock.now().timestamp()))
    waiting.escalation_time = int(clock.now().timestamp()) - 60
    clock.advance(hours=1)
    await make("Dust", queue=desk.support, state_id=CLOSED_SUCCESSFUL, responsible=desk.ann_user)
    archived = await make("Ash", queue=desk.support, state_id=CLOSED_SUCCESSFUL)
    archived.archive_flag = 1
    await desk.uow.session.flush()
    return desk


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["Dust", "Fire", "Water", "Wind"]),
        ({"queue": ["Support"], "state": ["new"]}, ["Fire"]),
        ({"queue": ["Sales"]}, []),
        ({"state_type": ["pending reminder", "new"]}, ["Fire", "Wind"]),
        ({"not_closed": True}, ["Fire", "Water", "Wind"]),
        ({"not_closed": False}, ["Dust"]),
        ({"priority": ["5 very high"]}, ["Fire"]),
        ({"owner": ["bob"]}, ["Water"]),
        ({"responsible": ["ann"]}, ["Dust"]),
        ({"customer_id": ["acme"]}, ["Fire"]),
        ({"customer_user": ["ja*"]}, ["Fire"]),
        ({"locked": True}, ["Water"]),
        ({"locked": False}, ["Dust", "Fire", "Wind"]),
        ({"lock": ["lock"]}, ["Water"]),
        ({"lock": ["unlock", "nothing"]}, ["Dust", "Fire", "Wind"]),
        ({"lock_id": [2]}, ["Water"]),
        ({"lock": ["lock"], "locked": False}, []),
        ({"archived": True}, ["Ash"]),
        ({"escalated": True}, ["Wind"]),
        ({"title": "w*"}, ["Water", "Wind"]),
        ({"created_after": "2026-03-02T10:30:00Z"}, ["Dust", "Wind"]),
        ({"created_before": "2026-03-02T10:30:00Z"}, ["Fire"]),
        ({"pending_before": "2026-03-02T12:00:00Z"}, ["Wind"]),
        ({"type": ["Unclassified"], "type_id": [1]}, ["Dust", "Fire", "Water", "Wind"]),
    ],
)
async def test_filters(tickets: Desk, filters: dict[str, Any], expected: list[str]) -> None:
    assert await titles(tickets, **filters) == expected
    count = await service.count_tickets(tickets.uow, tickets.ann, TicketFilter.model_validate(filters))
    assert count == len(expected)


async def test_own_marks_are_filters(tickets: Desk) -> None:
    fire = (await service.list_tickets(tickets.uow, tickets.ann, TicketFilter(title="Fire"), PageRequest())).rows[0]
    await service.watch_ticket(tickets.uow, tickets.ann, TicketId(fire.id), schemas.TicketWatch())
    await service.mark_seen(tickets.uow, tickets.ann, TicketId(fire.id), schemas.TicketSeen())

    assert await titles(tickets, watched=True) == ["Fire"]
    assert await titles(tickets, seen=True) == ["Fire"]
    assert await titles(tickets, seen=False) == ["Dust", "Water", "Wind"]


SEVERAL = (
    "-state,title",
    "queue,-created",
    "owner,-priority,title",
    "customer_id,-id",
    "-priority,state,queue,-number",
)


@pytest.mark.parametrize("sort", [*SORT_FIELDS, *(f"-{field}" for field in SORT_FIELDS), *SEVERAL])
async def test_pages_meet_exactly(tickets: Desk, sort: str) -> None:
    filters = TicketFilter(sort=sort)
    whole = await service.list_tickets(tickets.uow, tickets.ann, filters, PageRequest(100))
    forwards, page = [], PageRequest(1)
    while True:
        found = await service.list_tickets(tickets.uow, tickets.ann, filters, page)
        forwards += found.rows
        if found.after is None:
            break
        page = PageRequest(1, after=found.after)
    assert [row.id for row in forwards] == [row.id for row in whole.rows]

    back = await service.list_tickets(tickets.uow, tickets.ann, filters, PageRequest(2, before=found.before))
    assert [row.id for row in back.rows] == [row.id for row in whole.rows][-3:-1]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("queue,title", ["Dust", "Fire", "Water", "Wind"]),
        ("queue,-title", ["Wind", "Water", "Fire", "Dust"]),
        ("-priority,title", ["Fire", "Dust", "Water", "Wind"]),
        ("-priority,-title", ["Fire", "Wind", "Water", "Dust"]),
        ("-customer_id,-created", ["Fire", "Dust", "Wind", "Water"]),
        ("owner,created", ["Water", "Fire", "Wind", "Dust"]),
        ("queue,-id,title", ["Dust", "Wind", "Water", "Fire"]),
        ("-id", ["Dust", "Wind", "Water", "Fire"]),
    ],
)
async def test_what_is_alike_in_the_first_key_is_ordered_by_the_next(
    tickets: Desk, sort: str, expected: list[str]
) -> None:
    assert await titles(tickets, sort=sort) == expected


@pytest.mark.backends("sqlite")
async def test_an_order_has_at_most_five_keys(desk: Desk) -> None:
    with pytest.raises(InvalidInput):
        await titles(desk, sort="queue,state,priority,owner,title,number")


async def test_a_row_names_service_and_sla(desk: Desk) -> None:
    ticket = await desk.factories.ticket("Printer", queue=desk.support)
    printing = Service(name="Printing", valid_id=1)
    desk.uow.session.add(printing)
    await desk.uow.session.flush()
    ticket.service_id = printing.id
    await desk.uow.session.flush()

    found = await service.list_tickets(desk.uow, desk.ann, TicketFilter(), PageRequest())

    assert found.rows[0].service is not None
    assert (found.rows[0].service.name, found.rows[0].sla) == ("Printing", None)


@pytest.mark.parametrize("field", ["escalates_at", "pending_until"])
async def test_what_has_no_time_comes_after_what_is_due(tickets: Desk, field: str) -> None:
    assert (await titles(tickets, sort=field))[0] == "Wind"
    assert (await titles(tickets, sort=f"-{field}"))[-1] == "Wind"


@pytest.mark.backends("sqlite")
async def test_a_wrong_order_or_cursor_is_refused(desk: Desk) -> None:
    for filters, page in (
        (TicketFilter(sort="colour"), PageRequest()),
        (TicketFilter(), PageRequest(after="abc")),
        (TicketFilter(sort="title"), PageRequest(after="WyJ0aXRsZSIsMSwyXQ")),
    ):
        with pytest.raises(InvalidInput):
            await service.list_tickets(desk.uow, desk.ann, filters, page)


async def test_an_export_leaves_the_last_seconds_for_the_next_round(desk: Desk, clock: FakeClock) -> None:
    await desk.factories.ticket("Old", queue=desk.support)
    clock.advance(seconds=6)
    await desk.factories.ticket("Fresh", queue=desk.support)

    assert await titles(desk, sort="changed", changed_after="2026-01-01T00:00:00Z") == ["Old"]
    clock.advance(seconds=6)
    assert await titles(desk, sort="changed", changed_after="2026-01-01T00:00:00Z") == ["Old", "Fresh"]


async def test_a_page_is_one_statement_and_a_ticket_with_articles_at_most_eight(tickets: Desk) -> None:
    filters = TicketFilter(queue=("Support",), not_closed=True)
    async with tickets.uow.site.read() as read:  # as a request does; the names are known since the last one
        await service.list_tickets(read, tickets.ann, filters, PageRequest())
        with Statements(read) as listed:
            page = await service.list_tickets(read, tickets.ann, filters, PageRequest())
    assert [row.title for row in page.rows] == ["Wind", "Water", "Fire"]
    assert len(listed.texts) == 1

    ticket = await tickets.factories.ticket(queue=tickets.support)
    for number in range(30):
        await tickets.factories.article(ticket, subject=f"Message {number}")
    ticket_id = TicketId(ticket.id)
    async with tickets.uow.site.read() as uow:
        with Statements(uow) as whole:
            await service.get_ticket(uow, tickets.ann, ticket_id)
            articles = await service.list_articles(uow, tickets.ann, ticket_id)
            await service.list_history(uow, tickets.ann, ticket_id)
    async with tickets.uow.site.read() as uow:
        with Statements(uow) as expanded:
            await service.get_ticket_values(uow, tickets.ann, ticket_id, with_articles=True)
    assert len(articles) == 30
    assert len(whole.texts) <= 8
    assert len(expanded.texts) == 2  # no article has a file


async def test_queue_counts(tickets: Desk) -> None:
    counts = await service.queue_counts(tickets.uow, tickets.ann)

    assert [(row.queue.name, row.open, row.new, row.unlocked) for row in counts] == [("Support", 3, 1, 2)]
