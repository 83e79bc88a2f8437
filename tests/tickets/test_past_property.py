"""Whatever agents do, the past stays as it was: random days, a picture after each change, compared with `?at=`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Any

import pytest

from gotrs_api.articles.schemas import ArticleUpdate
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate
from gotrs_api.identity import principals
from gotrs_api.identity.models import GroupUser
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.errors import TicketLockedByOther
from tests.tickets.desk import Desk

WORDS = ("smoke", "fire", "water", "%%", "", "ash" * 90)
STEPS = 25


class Day:
    """Three tickets of one desk, and what was seen of each after each step."""

    def __init__(self, desk: Desk, clock: FakeClock, seed: int) -> None:
        self.desk, self.clock, self.random = desk, clock, Random(seed)
        self.ids: list[TicketId] = []
        self.seen: list[tuple[Any, TicketId, dict[str, Any]]] = []
        self.told: list[str] = []

    async def begin(self) -> None:
        for name, kind in (("Room", "Text"), ("Urgent", "Checkbox")):
            field = {"name": name, "label": name, "type": kind, "object_type": "Ticket"}
            system = Principal.system("test")
            await dynamic_fields.create_field(self.desk.uow, system, DynamicFieldCreate.model_validate(field))
        for title in ("One", "Two", "Three"):
            self.ids.append(TicketId((await self.desk.ticket(title=title, dynamic_fields={"Room": title})).id))

    async def act(self) -> None:
        ticket_id = self.random.choice(self.ids)
        name, step = self.random.choice(STEPS_OF_A_DAY)
        row = await service.get_ticket(self.desk.uow, self.desk.ann, ticket_id)
        if name == "unmerge":
            rows = [await service.get_ticket(self.desk.uow, self.desk.ann, each) for each in self.ids]
            row = next((each for each in rows if each.state.type == "merged"), row)
            ticket_id = TicketId(row.id)
        if row.state.type == "merged" and name != "unmerge":
            return
        self.told.append(f"{self.clock.now():%H:%M} {name} {ticket_id}")
        with suppress(TicketLockedByOther):  # then it is bob's
            await step(self, ticket_id, row)
        await self.desk.uow.settle()
        self.desk.next_request()

    async def picture(self) -> None:
        uow, ann = self.desk.uow, self.desk.ann
        uow.session.expire_all()
        for ticket_id in self.ids:
            ticket = await service.get_ticket(uow, ann, ticket_id)
            articles = await service.list_articles(uow, ann, ticket_id)
            values = (await dynamic_fields.values_of(uow, ObjectType.TICKET, [ticket_id]))[ticket_id]
            readable = await dynamic_fields.readable_values(uow, values)
            watchers = await service.list_watchers(uow, ann, ticket_id)
            seen = {
                "title": ticket.title,
                "queue": ticket.queue.name,
                "state": ticket.state.name,
                "priority": ticket.priority.name,
                "lock": ticket.lock.name,
                "owner": ticket.owner.login,
                "responsible": ticket.responsible.login,
                "pending": ticket.pending_until,
                "archived": ticket.archived,
                "customer": (ticket.customer_id, ticket.customer_user and ticket.customer_user.login),
                "dynamic_fields": {name: text for name, text in readable.items() if text},
                "watchers": sorted(each.name for each in watchers),
                "articles": [(each.id, each.subject, each.visible_for_customer) for each in articles],
            }
            self.seen.append((self.clock.now(), ticket_id, seen))
        self.clock.advance(minutes=20)

    async def pick_note(self, ticket_id: TicketId) -> Any:
        notes = [
            each
            for each in await service.list_articles(self.desk.uow, self.desk.ann, ticket_id)
            if each.channel == "internal" and each.sender_type == "agent"
        ]
        return self.random.choice(notes) if notes else None


def _past(past: schemas.TicketPast) -> dict[str, Any]:
    return {
        "title": past.title,
        "queue": past.queue.name,
        "state": past.state.name,
        "priority": past.priority.name,
        "lock": past.lock,
        "owner": past.owner.login,
        "responsible": past.responsible.login,
        "pending": past.pending_until,
        "archived": past.archived,
        "customer": (past.customer_id, past.customer_user and past.customer_user.login),
        "dynamic_fields": past.dynamic_fields,
        "watchers": sorted(past.watchers),
        "articles": [(each.id, each.subject, each.visible_for_customer) for each in past.articles or ()],
    }


def _by_command(act: Any, command: type[Any], **values: Callable[[Random], Any]) -> Any:
    async def step(day: Day, ticket_id: TicketId, _row: Any) -> None:
        given = {name: value(day.random) for name, value in values.items()}
        await act(day.desk.uow, day.desk.ann, ticket_id, command.model_validate(given))

    return step


async def _note(day: Day, ticket_id: TicketId, _row: Any) -> None:
    command = schemas.TicketReply.model_validate(
        {"subject": f"Note {len(day.seen)}", "body": "So.", "visible_for_customer": day.random.random() < 0.5}
    )
    await service.add_article(day.desk.uow, day.desk.ann, ticket_id, command)


async def _edit(day: Day, ticket_id: TicketId, _row: Any) -> None:
    if (note := await day.pick_note(ticket_id)) is not None:
        given = day.random.choice(
            ({"subject": day.random.choice(WORDS[:4])}, {"visible_for_customer": not note.visible_for_customer}, {"body": "x"})
        )  # fmt: skip
        command = ArticleUpdate.model_validate(given)
        await service.update_note(day.desk.uow, day.desk.bob, ticket_id, ArticleId(note.id), command)


async def _delete(day: Day, ticket_id: TicketId, _row: Any) -> None:
    if (note := await day.pick_note(ticket_id)) is not None and day.random.random() < 0.5:
        await service.delete_note(day.desk.uow, day.desk.ann, ticket_id, ArticleId(note.id))


async def _merge(day: Day, ticket_id: TicketId, _row: Any) -> None:
    main = day.random.choice([each for each in day.ids if each != ticket_id])
    if (await service.get_ticket(day.desk.uow, day.desk.ann, main)).state.type != "merged":
        await service.merge_ticket(day.desk.uow, day.desk.ann, ticket_id, schemas.TicketMerge(into=main))


async def _unmerge(day: Day, ticket_id: TicketId, row: Any) -> None:
    if row.state.type == "merged":
        main = await service.get_ticket(day.desk.uow, day.desk.ann, TicketId(row.merged_into.id))
        newest = (await service.merge_history(day.desk.uow, day.desk.ann, ticket_id))[-1]
        if newest.into.id == main.id and main.state.type != "merged":
            await service.unmerge_ticket(day.desk.uow, day.desk.ann, ticket_id, schemas.TicketUnmerge())


async def _watch(day: Day, ticket_id: TicketId, _row: Any) -> None:
    who = day.random.choice((day.desk.ann, day.desk.bob))
    if day.random.random() < 0.6:
        await service.watch_ticket(day.desk.uow, who, ticket_id, schemas.TicketWatch())
    else:
        await service.unwatch_ticket(day.desk.uow, who, ticket_id, schemas.TicketUnwatch())


async def _archive(day: Day, ticket_id: TicketId, row: Any) -> None:
    if not row.archived:
        await service.archive_ticket(day.desk.uow, day.desk.ann, ticket_id, schemas.TicketArchive())


def _values(random: Random) -> dict[str, Any]:
    return random.choice(({"Room": random.choice(WORDS[:5])}, {"Urgent": random.choice((True, False, None))}))


STEPS_OF_A_DAY: tuple[tuple[str, Any], ...] = (
    ("title", _by_command(service.set_title, schemas.TicketSetTitle, title=lambda r: r.choice(WORDS[:3]))),
    ("move", _by_command(service.move_ticket, schemas.TicketMove, queue=lambda r: r.choice(("Support", "Sales")))),
    ("priority", _by_command(service.set_priority, schemas.TicketSetPriority,
                             priority=lambda r: r.choice(("1 very low", "5 very high")))),
    ("assign", _by_command(service.assign_ticket, schemas.TicketAssign, owner=lambda r: r.choice(("ann", "bob")))),
    ("close", _by_command(service.close_ticket, schemas.TicketClose)),
    ("reopen", _by_command(service.reopen_ticket, schemas.TicketReopen)),
    ("responsible", _by_command(service.set_responsible, schemas.TicketSetResponsible,
                                responsible=lambda r: r.choice(("ann", "bob")))),
    ("pending", _by_command(service.set_pending, schemas.TicketSetPending,
                            pending_until=lambda r: f"2026-03-1{r.randrange(9)}T12:00:00Z")),
    ("customer", _by_command(service.set_customer, schemas.TicketSetCustomer,
                             customer_user=lambda r: r.choice(("jane", "joe@else.example")),
                             customer_id=lambda r: r.choice(("acme", "else")))),
    ("fields", _by_command(service.update_ticket, schemas.TicketUpdate, dynamic_fields=_values)),
    ("archive", _archive), ("note", _note), ("note", _note), ("edit", _edit), ("edit", _edit), ("delete", _delete),
    ("merge", _merge), ("merge", _merge), ("unmerge", _unmerge), ("unmerge", _unmerge),
    ("watch", _watch),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.backends("sqlite")
async def test_the_past_stays_as_it_was(desk: Desk, clock: FakeClock, seed: int) -> None:
    await _play(desk, clock, seed)


async def test_on_every_database(desk: Desk, clock: FakeClock) -> None:
    await _play(desk, clock, 100)


async def _play(desk: Desk, clock: FakeClock, seed: int) -> None:
    for agent in (desk.ann_user, desk.bob_user):
        desk.uow.session.add(GroupUser(user_id=agent.id, group_id=desk.sales.group_id, permission_key="rw"))
    await desk.uow.session.flush()
    principals.forget_all(desk.uow.site)
    desk.ann, desk.bob = [await desk.factories.principal(each) for each in (desk.ann_user, desk.bob_user)]
    day = Day(desk, clock, seed)
    await day.begin()
    await day.picture()
    for _ in range(STEPS):
        await day.act()
        await day.picture()
    certain = 0
    for at, ticket_id, seen in day.seen:
        past = await service.get_ticket_at(desk.uow, desk.ann, ticket_id, at)
        found, uncertain = _past(past), set(past.uncertain)
        gone = {each.subject for each in past.deleted_articles or ()}
        certain += "articles" not in uncertain
        if "articles" not in uncertain:
            there = [each for each in seen["articles"] if each in found["articles"] or each[1] not in gone]
            assert found["articles"] == there, (ticket_id, at, day.told)
        for name in seen.keys() - uncertain - {"articles"}:
            assert found[name] == seen[name], (name, ticket_id, at, day.told)
    assert certain > 5, "what nobody knows would prove nothing"
