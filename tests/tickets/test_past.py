"""A ticket as it was."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import delete

from gotrs_api.articles.models import ArticleFlag
from gotrs_api.articles.schemas import ArticleUpdate
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.errors import Forbidden, InvalidInput
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.errors import TicketNotFound, TicketNotYet
from gotrs_api.tickets.schemas import TicketPast
from tests.tickets.desk import Desk

HOUR = timedelta(hours=1)
BORN_WITH, MERGED_WITH = 4, 7  # rows that belong to no article, and those of a note


class Day:
    """One change an hour; `at(n)` is half an hour after the n-th."""

    def __init__(self, desk: Desk, clock: FakeClock) -> None:
        self.desk, self._clock, self.start = desk, clock, clock.now()

    def hour_later(self) -> None:
        self._clock.advance(seconds=3600)

    def at(self, change: int) -> datetime:
        return self.start + change * HOUR + HOUR / 2

    async def then(self, ticket_id: int, change: int) -> TicketPast:
        return await service.get_ticket_at(self.desk.uow, self.desk.ann, TicketId(ticket_id), self.at(change))


@pytest.fixture
def day(desk: Desk, clock: FakeClock) -> Day:
    return Day(desk, clock)


async def test_every_member_at_every_hour_of_a_day(desk: Desk, day: Day) -> None:
    ticket = await desk.ticket(customer_user="jane")
    id_ = TicketId(ticket.id)
    changes: tuple[tuple[Any, Any], ...] = (
        (service.set_title, schemas.TicketSetTitle(title="Fire in room 5")),
        (service.assign_ticket, schemas.TicketAssign(owner="ann")),
        (service.move_ticket, schemas.TicketMove(queue_id=desk.sales.id)),
        (service.set_priority, schemas.TicketSetPriority(priority="5 very high")),
        (
            service.set_pending,
            schemas.TicketSetPending.model_validate({"pending_until": "2026-03-05T12:00:00Z"}),
        ),
        (service.set_customer, schemas.TicketSetCustomer(customer_user="joe@else.example", customer_id="else")),
        (service.set_title, schemas.TicketSetTitle(title="Only smoke")),
        (service.close_ticket, schemas.TicketClose()),
        (service.archive_ticket, schemas.TicketArchive()),
        (service.reopen_ticket, schemas.TicketReopen()),
    )
    said: list[schemas.TicketRead] = [ticket]
    for act, command in changes:
        day.hour_later()
        said.append(await act(desk.uow, desk.ann, id_, command))
        await desk.uow.settle()
        said[-1] = await service.get_ticket(desk.uow, desk.ann, id_)
    day.hour_later()

    for change, then in enumerate(said):
        past = await day.then(ticket.id, change)
        assert (past.title, past.queue, past.state, past.priority, past.type) == (
            then.title,
            then.queue,
            then.state,
            then.priority,
            then.type,
        )
        assert (past.owner, past.lock, past.pending_until) == (then.owner, then.lock.name, then.pending_until), change
        assert past.archived == then.archived, change
        login = then.customer_user.login if then.customer_user else None
        assert (past.customer_id, past.customer_user and past.customer_user.login) == (then.customer_id, login)
        assert (past.number, past.created) == (ticket.number, ticket.created)
        assert past.changed <= past.at


async def test_articles_until_then(desk: Desk, day: Day) -> None:
    ticket = await desk.ticket()
    for subject in ("One", "Two"):
        day.hour_later()
        reply = schemas.TicketReply(subject=subject, body="More.")
        await service.add_article(desk.uow, desk.ann, TicketId(ticket.id), reply)
    day.hour_later()
    for change, subjects in enumerate((["Smoke"], ["Smoke", "One"], ["Smoke", "One", "Two"])):
        assert [a.subject for a in (await day.then(ticket.id, change)).articles or ()] == subjects


async def test_merging_does_not_change_the_past(desk: Desk, day: Day) -> None:
    main, merged = await desk.ticket(title="Fire"), await desk.ticket(title="Smoke", queue_id=desk.support.id)
    day.hour_later()
    await service.merge_ticket(desk.uow, desk.ann, TicketId(merged.id), schemas.TicketMerge(into=main.id))
    day.hour_later()

    before = [(await day.then(ticket.id, 0)) for ticket in (main, merged)]
    after = [(await day.then(ticket.id, 1)) for ticket in (main, merged)]

    assert [len(past.articles or ()) for past in before] == [1, 1]
    assert [len(past.articles or ()) for past in after] == [2, 1]
    assert [past.state.type for past in before] == ["new", "new"]
    assert [past.state.type for past in after] == ["new", "merged"]
    assert [article.ticket_id for article in before[1].articles or ()] == [main.id], "where it lies today"


async def test_between_a_merge_and_its_undoing(desk: Desk, day: Day) -> None:
    main, merged = await desk.ticket(title="Fire"), await desk.ticket(title="Smoke")
    day.hour_later()
    await service.merge_ticket(desk.uow, desk.ann, TicketId(merged.id), schemas.TicketMerge(into=main.id))
    day.hour_later()
    await service.unmerge_ticket(desk.uow, desk.ann, TicketId(merged.id), schemas.TicketUnmerge())
    day.hour_later()

    counts = [[len((await day.then(ticket.id, hour)).articles or ()) for ticket in (main, merged)] for hour in range(3)]
    states = [(await day.then(merged.id, hour)).state.type for hour in range(3)]

    assert counts == [[1, 1], [2, 1], [1, 2]], "the note about the merge stays with the merged ticket"
    assert states == ["new", "merged", "new"]


async def test_a_deleted_note_of_a_merged_ticket_tells_nothing_of_the_main_one(desk: Desk, day: Day) -> None:
    main = await desk.ticket(title="Fire")
    day.hour_later()
    merged = await desk.ticket(title="Smoke", priority="5 very high")
    note = await service.add_article(
        desk.uow, desk.ann, TicketId(merged.id), schemas.TicketReply(subject="Fan", body="It smells.")
    )
    day.hour_later()
    await service.merge_ticket(desk.uow, desk.ann, TicketId(merged.id), schemas.TicketMerge(into=main.id))
    day.hour_later()
    await service.delete_note(desk.uow, desk.ann, TicketId(main.id), ArticleId(note.id))

    assert (await day.then(main.id, 1)).priority.name == "3 normal"
    assert ("AddNote", "%%Note") in (await desk.history(merged.id))[BORN_WITH:MERGED_WITH]
    assert (await desk.history(main.id)).count(("AddNote", "%%Note")) == 2, "its own, and the first one of the merged"


async def test_the_past_of_a_deleted_note_goes_with_its_ticket(desk: Desk, day: Day) -> None:
    admin = await desk.factories.principal(await desk.factories.agent(rights={desk.support: "rw"}, admin=True))
    main, merged = await desk.ticket(title="Fire"), await desk.ticket(title="Smoke")
    note = await service.add_article(
        desk.uow, desk.ann, TicketId(merged.id), schemas.TicketReply(subject="Fan", body="It smells.")
    )
    await service.merge_ticket(desk.uow, desk.ann, TicketId(merged.id), schemas.TicketMerge(into=main.id))
    day.hour_later()
    await service.delete_ticket(desk.uow, admin, TicketId(merged.id))
    await service.delete_note(desk.uow, desk.ann, TicketId(main.id), ArticleId(note.id))

    assert (await desk.history(main.id))[-1][1].startswith("Article 3 was deleted.")


async def test_notes_as_they_were_before_they_were_changed_and_deleted(desk: Desk, day: Day) -> None:
    ticket = await desk.ticket()
    id_ = TicketId(ticket.id)
    long = "Long " * 60
    kept = await service.add_article(desk.uow, desk.ann, id_, schemas.TicketReply(subject="Kept", body="A"))
    gone = await service.add_article(desk.uow, desk.ann, id_, schemas.TicketReply(subject="Gone", body="B"))
    day.hour_later()
    shown = ArticleUpdate(subject=long, visible_for_customer=True)
    await service.update_note(desk.uow, desk.ann, id_, ArticleId(kept.id), shown)
    day.hour_later()
    await service.update_note(desk.uow, desk.ann, id_, ArticleId(kept.id), ArticleUpdate(subject="Short"))
    await service.update_note(desk.uow, desk.ann, id_, ArticleId(gone.id), ArticleUpdate(subject="Nearly gone"))
    await service.delete_note(desk.uow, desk.ann, id_, ArticleId(gone.id))
    day.hour_later()

    first, second, last = [await day.then(ticket.id, hour) for hour in range(3)]

    def heads(past: TicketPast) -> list[tuple[str, bool]]:
        return [(one.subject, one.visible_for_customer) for one in (past.articles or ())[1:]]

    assert (heads(first), first.uncertain) == ([("Kept", False)], ())
    assert [(one.subject, one.deleted) for one in first.deleted_articles or ()] == [("Gone", day.start + 2 * HOUR)]
    ((subject, visible),) = heads(second)
    assert visible
    assert long.startswith(subject), "a row of the history is too short for it"
    assert second.uncertain == ("articles",)
    assert (heads(last), last.deleted_articles, last.uncertain) == ([("Short", True)], (), ())


async def test_watchers_and_fields_until_then(desk: Desk, day: Day) -> None:
    system = Principal.system("test")
    field = {"name": "Room", "label": "Room", "type": "Text", "object_type": "Ticket"}
    await dynamic_fields.create_field(desk.uow, system, DynamicFieldCreate.model_validate(field))
    ticket = await desk.ticket()
    id_ = TicketId(ticket.id)
    for room, act in (("R 1", service.watch_ticket), ("R 2" * 60, None), (None, service.unwatch_ticket)):
        day.hour_later()
        update = schemas.TicketUpdate.model_validate({"dynamic_fields": {"Room": room}})
        await service.update_ticket(desk.uow, desk.ann, id_, update)
        if act is service.watch_ticket:
            await act(desk.uow, desk.ann, id_, schemas.TicketWatch())
        elif act is not None:
            await act(desk.uow, desk.ann, id_, schemas.TicketUnwatch())
    day.hour_later()

    pasts = [await day.then(ticket.id, hour) for hour in range(4)]

    assert [past.watchers for past in pasts] == [(), (desk.ann.name,), (desk.ann.name,), ()]
    assert [past.dynamic_fields.get("Room", "")[:3] for past in pasts] == ["", "R 1", "R 2", ""]
    assert [past.uncertain for past in pasts] == [(), (), ("dynamic_fields",), ()]


async def test_what_another_system_merged_is_not_certain(desk: Desk, day: Day) -> None:
    main, merged = await desk.ticket(), await desk.ticket()
    day.hour_later()
    await service.merge_ticket(desk.uow, desk.ann, TicketId(merged.id), schemas.TicketMerge(into=main.id))
    await desk.uow.session.execute(delete(ArticleFlag))
    day.hour_later()
    assert (await day.then(main.id, 0)).uncertain == ("watchers", "articles")


async def test_who_was_responsible_at_first_is_a_guess(desk: Desk, day: Day) -> None:
    ticket = await desk.ticket(responsible="bob")
    day.hour_later()
    await service.set_responsible(
        desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketSetResponsible(responsible="ann")
    )
    day.hour_later()
    first, second = await day.then(ticket.id, 0), await day.then(ticket.id, 1)
    assert (first.responsible.id, first.uncertain) == (1, ("responsible",))
    assert (second.responsible.login, second.uncertain) == ("ann", ())


async def test_what_cannot_be_asked(desk: Desk, day: Day) -> None:
    ticket = await desk.ticket()
    hidden = await desk.factories.ticket()
    with pytest.raises(TicketNotYet):
        await service.get_ticket_at(desk.uow, desk.ann, TicketId(ticket.id), day.start - HOUR)
    with pytest.raises(InvalidInput):
        await service.get_ticket_at(desk.uow, desk.ann, TicketId(ticket.id), day.start + HOUR)
    with pytest.raises(TicketNotFound):
        await service.get_ticket_at(desk.uow, desk.ann, TicketId(hidden.id), day.start)
    with pytest.raises(Forbidden):
        await service.get_ticket_at(desk.uow, desk.jane, TicketId(ticket.id), day.start)


@pytest.mark.principal("agent", rights="rw", queue="Raw")
async def test_through_the_api(client: httpx.AsyncClient, clock: FakeClock) -> None:
    body = {"title": "Fire", "queue": "Raw", "article": {"subject": "Fire", "body": "Hot."}}
    ticket = (await client.post("/api/v1/tickets", json=body)).json()
    at = f"/api/v1/tickets/{ticket['id']}"
    clock.advance(seconds=3600)
    await client.patch(at, json={"title": "Smoke", "state": "open"})

    past = await client.get(at, params={"at": "2026-03-02T10:00:00Z"})

    assert past.status_code == 200, past.text
    assert (past.json()["title"], past.json()["state"]["name"], past.json()["at"]) == (
        "Fire",
        "new",
        "2026-03-02T10:00:00Z",
    )
    assert [article["subject"] for article in past.json()["articles"]] == ["Fire"]
    assert (await client.get(at)).json()["title"] == "Smoke"
    for moment, status in (
        ("2026-03-02T09:00:00+00:00", 404),
        ("0001-01-01T00:00:00+14:00", 404),
        ("2027-01-01T00:00:00Z", 422),
        ("9999-12-31T23:59:59-14:00", 422),
        ("yesterday", 422),
    ):
        assert (await client.get(at, params={"at": moment})).status_code == status
