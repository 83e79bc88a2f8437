"""OTRS's search attributes as filters."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.errors import Forbidden
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.models import TicketFlag
from gotrs_api.tickets.schemas import TicketFilter
from gotrs_api.tickets.schemas.search import TicketSearch
from tests.support.factories import CLOSED_SUCCESSFUL, CUSTOMER_SENDER, NEW, PENDING_REMINDER
from tests.tickets.conftest import desk as desk
from tests.tickets.desk import Desk

HOUR = 60


async def titles(desk: Desk, who: Principal | None = None, **filters: Any) -> list[str]:
    search = TicketSearch.model_validate({"sort": "title", **filters})
    found = await service.list_tickets(desk.uow, who or desk.ann, search, PageRequest(100))
    assert await service.count_tickets(desk.uow, who or desk.ann, search) == len(found.rows)
    return [row.title for row in found.rows]


@pytest.fixture
async def tickets(desk: Desk, clock: FakeClock) -> Desk:
    """Ash (3 hours old, closed, archived), Fire (2 hours, with mails), Wind (1 hour, waiting, escalates)."""
    make, now = desk.factories.ticket, clock.now()
    ash = await desk.ticket(title="Ash", state="new")
    clock.advance(hours=1)
    await service.close_ticket(desk.uow, desk.ann, TicketId(ash.id), schemas.TicketClose())
    await service.archive_ticket(desk.uow, desk.ann, TicketId(ash.id), schemas.TicketArchive(archived=True))
    fire = await make("Fire", queue=desk.support, state_id=NEW, customer=desk.jane_user)
    await desk.factories.article(
        fire, subject="100% hot", body="Flames", a_from='"Jane" <jane@acme.example>', a_to="desk@x.example"
    )
    await desk.factories.article(
        fire, subject="Inside", body="secret", visible_for_customer=False, sender_type_id=CUSTOMER_SENDER
    )
    clock.advance(hours=1)
    wind = await make("Wind", queue=desk.support, state_id=PENDING_REMINDER)
    soon = int((now + timedelta(hours=4)).timestamp())
    wind.until_time = wind.escalation_time = wind.escalation_solution_time = soon
    await desk.uow.session.flush()
    await service.watch_ticket(desk.uow, desk.bob, TicketId(wind.id), schemas.TicketWatch())
    clock.advance(hours=1)
    return desk


FILTERS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["Fire", "Wind"]),
    ({"in_archive": "all"}, ["Ash", "Fire", "Wind"]),
    ({"in_archive": "archived"}, ["Ash"]),
    ({"in_archive": "not_archived"}, ["Fire", "Wind"]),
    ({"in_archive": "all", "created_newer_minutes": 2 * HOUR + 1}, ["Fire", "Wind"]),
    ({"in_archive": "all", "created_older_minutes": HOUR + 1}, ["Ash", "Fire"]),
    ({"created_newer_minutes": 150, "created_older_minutes": 90}, ["Fire"]),
    ({"created_after": "2026-03-02T10:00:00Z", "created_before": "2026-03-02T11:00:00Z"}, ["Fire"]),
    ({"changed_newer_minutes": 61, "in_archive": "all"}, ["Wind"]),
    ({"closed_newer_minutes": 3 * HOUR, "in_archive": "all"}, ["Ash"]),
    ({"closed_after": "2026-03-02T10:31:00Z", "in_archive": "all"}, []),
    ({"last_closed_before": "2026-03-02T10:31:00Z", "in_archive": "all"}, ["Ash"]),
    ({"touched_after": "2026-03-02T10:29:00Z", "in_archive": "all"}, ["Ash", "Wind"]),
    ({"article_created_newer_minutes": 2 * HOUR + 1}, ["Fire"]),
    ({"pending_after": "2026-03-02T13:00:00Z"}, ["Wind"]),
    ({"pending_newer_minutes": 0}, ["Wind"]),
    ({"pending_older_minutes": 0}, []),
    ({"pending_older_minutes": -2 * HOUR}, ["Wind"]),
    ({"escalation_before": "2026-03-02T13:31:00Z"}, ["Wind"]),
    ({"escalation_solution_after": "2026-03-02T13:31:00Z"}, []),
    ({"escalation_response_before": "2030-01-01T00:00:00Z"}, []),
    ({"from": "jane@acme.example"}, ["Fire"]),
    ({"from": "*JANE*acme*"}, ["Fire"]),
    ({"to": "desk@x"}, ["Fire"]),
    ({"cc": "desk@x"}, []),
    ({"subject": "100%"}, ["Fire"]),
    ({"subject": "100_"}, []),
    ({"body": "flame"}, ["Fire"]),
    ({"body": "secret"}, ["Fire"]),
    ({"bcc": "x"}, []),
    ({"attachment_name": "*"}, []),
    ({"queue": ["Support"], "sub_queues": True}, ["Fire", "Wind"]),
    ({"queue": ["Sup"], "sub_queues": True}, []),
    ({"state_type_id": [1]}, ["Fire"]),
    ({"lock": ["unlock"]}, ["Fire", "Wind"]),
    ({"lock_id": [2]}, []),
    ({"created_state_id": [NEW], "in_archive": "all"}, ["Ash"]),
    ({"created_priority_id": [3], "created_type_id": [1], "in_archive": "all"}, ["Ash"]),
    ({"state_id": [CLOSED_SUCCESSFUL], "in_archive": "all"}, ["Ash"]),
]


async def test_each_attribute_narrows(tickets: Desk) -> None:
    found = [(filters, await titles(tickets, **filters)) for filters, _ in FILTERS]

    assert found == FILTERS


async def test_people_and_ids(tickets: Desk) -> None:
    bob, ann = int(tickets.bob.user_id), int(tickets.ann.user_id)
    assert await titles(tickets, watcher_id=[bob]) == ["Wind"]
    assert await titles(tickets, created_by_id=[bob], in_archive="all") == []
    assert "Ash" in await titles(tickets, created_by_id=[ann], in_archive="all")
    assert await titles(tickets, created_queue_id=[tickets.support.id], in_archive="all") == ["Ash"]
    listed = await service.list_tickets(tickets.uow, tickets.ann, TicketSearch(title="Fire"), PageRequest())
    assert await titles(tickets, ticket_id=[listed.rows[0].id]) == ["Fire"]


async def test_marks_are_the_readers_own(tickets: Desk) -> None:
    wind = (await service.list_tickets(tickets.uow, tickets.ann, TicketFilter(title="Wind"), PageRequest(1))).rows[0]
    for who, value in ((tickets.ann_user, "hot"), (tickets.bob_user, "cold")):
        await tickets.uow.session.execute(
            insert(TicketFlag).values(
                ticket_id=wind.id,
                ticket_key="Mood",
                ticket_value=value,
                create_by=who.id,
                create_time=tickets.uow.clock.now(),
            )
        )

    assert await titles(tickets, flag="Mood") == await titles(tickets, flag="Mood:hot") == ["Wind"]
    assert await titles(tickets, flag="Mood:cold") == []
    assert await titles(tickets, without_flag="Mood") == ["Fire"]
    assert await titles(tickets, without_flag="Mood:cold") == ["Fire", "Wind"]
    assert await titles(tickets, tickets.bob, flag="Mood:cold") == ["Wind"]


async def test_customers_search_in_what_they_may_read(tickets: Desk) -> None:
    await tickets.factories.setting(settings.TICKET_ARCHIVE_SYSTEM, True)
    assert await titles(tickets, tickets.jane, body="flames") == ["Fire"]
    assert await titles(tickets, tickets.jane, body="secret") == []
    assert await titles(tickets, tickets.jane, subject="inside") == []
    with pytest.raises(Forbidden):
        await titles(tickets, tickets.jane, bcc="x")
