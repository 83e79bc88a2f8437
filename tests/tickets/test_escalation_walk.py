"""Whatever happens to tickets, in whatever order and zone: they escalate when a slow, obvious model says so."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Final
from zoneinfo import ZoneInfo

import httpx
import pytest
from sqlalchemy import select

from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.ids import TicketId
from gotrs_api.queues.models import Queue
from gotrs_api.sla.calendar import DAY_NAMES, WorkingCalendar
from gotrs_api.sla.models import ServiceSla, Sla
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.jobs import tell_escalations, work_off_pending
from gotrs_api.tickets.models import Ticket, TicketHistory, TicketHistoryType
from gotrs_api.tickets.service import rebuilding
from gotrs_api.uow import Site, UnitOfWork
from tests.mail.inbound.letters import Postmaster, letter
from tests.sla.working_time_model import model_seconds_between
from tests.support.factories import Factories
from tests.tickets.escalation_model import CLOCKS, STATE_TYPES, Rules, Told, Wrote

V1: Final = "/api/v1/tickets"
# Summer time of both hemispheres, by half an hour, at midnight, against the sun; odd offsets.
ZONES: Final = (
    "Africa/Cairo", "Africa/Casablanca", "America/Havana", "America/New_York", "America/Santiago", "Asia/Beirut",
    "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Berlin", "Europe/Dublin", "Pacific/Chatham",
)  # fmt: skip
# Where clocks change within two days: back and forth, by night and at midnight.
CHANGES: Final = (
    ("2026-10-23T22:30", "Europe/Berlin"), ("2026-04-03T09:30", "Australia/Lord_Howe"),
    ("2026-10-28T20:00", "Africa/Cairo"), ("2026-03-27T09:30", "Europe/Berlin"),
)  # fmt: skip
STEPS: Final = 40


@pytest.mark.parametrize(
    ("seed", "change"), list(enumerate(CHANGES)), ids=["back", "by half an hour", "at midnight", "on"]
)
async def test_tickets_escalate_when_the_model_says_so(
    seed: int, change: tuple[str, str], site: Site, uow: UnitOfWork, client: httpx.AsyncClient, clock: FakeClock
) -> None:
    rng = random.Random(seed)
    start = datetime.fromisoformat(change[0]).replace(tzinfo=UTC)
    clock.advance(seconds=int((start - clock.now()).total_seconds()))
    walk = Walk(rng, site, uow, client, clock)
    await walk.furnish(change[1])
    for _ in range(STEPS):
        await walk.step()


class Walk:
    """Does one thing after another to a few tickets, the same to their models, and compares."""

    def __init__(
        self, rng: random.Random, site: Site, uow: UnitOfWork, client: httpx.AsyncClient, clock: FakeClock
    ) -> None:
        self.rng, self.site, self.uow, self.client, self.clock = rng, site, uow, client, clock
        self.factories = Factories(uow)
        self.post = Postmaster(site)
        self.order = count()
        self.tickets: list[Told] = []
        self.log: list[str] = []

    @property
    def now(self) -> int:
        return int(self.clock.now().timestamp())

    async def furnish(self, changing: str) -> None:
        """A queue and a service level by each of four calendars, the first one the default."""
        calendars = self._calendars(changing)
        for number, calendar in enumerate(calendars):
            await self._calendar(number, calendar)
        self.queues: list[tuple[Queue, Rules]] = []
        for number, calendar in enumerate(calendars):
            queue = await self.factories.queue(f"Queue {number}")
            rules = Rules(self._limits(), calendar, bool(number))
            queue.calendar_name = str(number) if number else None
            self._set(queue, rules)
            self.queues.append((queue, rules))
        service = await self.factories.service("Mail")
        self.service = service
        self.slas: list[tuple[Sla, Rules]] = []
        for number, calendar in enumerate(calendars):
            sla = Sla(
                name=f"Level {number}",
                valid_id=1,
                calendar_name=str(number) if number else None,
                first_response_time=0,
                update_time=0,
                solution_time=0,
            )
            rules = Rules(self._limits(), calendar, bool(number))
            self._set(sla, rules)
            self.uow.session.add(sla)
            await self.uow.session.flush()
            self.uow.session.add(ServiceSla(service_id=service.id, sla_id=sla.id))
            self.slas.append((sla, rules))
        await self.uow.session.flush()
        rights = {queue: "rw" for queue, _ in self.queues}
        self.agent = await self.factories.bearer(await self.factories.agent("ann", rights=rights))
        jane = await self.factories.customer_user("jane", company=await self.factories.customer_company("acme"))
        self.jane = await self.factories.bearer(jane)
        command = {"name": "Colour", "label": "Colour", "type": "Text", "object_type": "Ticket"}
        await dynamic_fields.create_field(
            self.uow, Principal.system("test"), DynamicFieldCreate.model_validate(command)
        )

    def _calendars(self, changing: str) -> list[WorkingCalendar]:
        always, night, never = frozenset(range(24)), frozenset({0, 1, 2, 3, 22, 23}), frozenset[int]()
        office = frozenset(range(9, 17))
        weeks = [(always,) * 7, (office,) * 5 + (never,) * 2, (night,) * 7, (never,) * 7, (frozenset({0}),) * 7]
        days = [(self.clock.now() + timedelta(days=self.rng.randrange(-2, 20))).date() for _ in range(3)]
        return [
            WorkingCalendar(
                (night,) * 7 if zone == changing else self.rng.choice(weeks),
                frozenset({(days[0].month, days[0].day)}),
                frozenset(days[1:]),
                ZoneInfo(zone),
            )
            for zone in ("UTC", changing, *self.rng.sample(ZONES, 2))
        ]

    def _limits(self) -> dict[str, tuple[int, int]]:
        pick = self.rng.choice
        return {clock: (pick([0, 15, 60, 240, 1440, 2000]), pick([0, 50, 80])) for clock in CLOCKS}

    def _set(self, row: Queue | Sla, rules: Rules) -> None:
        for clock, prefix in zip(CLOCKS, ("first_response", "update", "solution"), strict=True):
            minutes, percent = rules.limits[clock]
            setattr(row, f"{prefix}_time", minutes)
            setattr(row, f"{prefix}_notify", percent)

    async def _calendar(self, number: int, calendar: WorkingCalendar) -> None:
        hours = {day: sorted(hours) for day, hours in zip(DAY_NAMES, calendar.hours, strict=True)}
        yearly = [{"month": str(m), "day": str(d), "name": "free"} for m, d in calendar.vacation_days]
        single = [
            {"year": str(d.year), "month": str(d.month), "day": str(d.day), "name": "x"}
            for d in calendar.vacation_dates
        ]
        if number:
            await self.factories.setting(settings.CALENDAR_NAMES[number], f"Calendar {number}")
            await self.factories.setting(settings.CALENDAR_ZONES[number], str(calendar.zone))
            await self.factories.setting(settings.CALENDAR_WORKING_HOURS[number], hours)
            await self.factories.setting(settings.CALENDAR_VACATION_DAYS[number], yearly)
            await self.factories.setting(settings.CALENDAR_VACATION_DAYS_ONE_TIME[number], single)
        else:
            await self.factories.setting(settings.TIME_WORKING_HOURS, hours)
            await self.factories.setting(settings.TIME_VACATION_DAYS, yearly)
            await self.factories.setting(settings.TIME_VACATION_DAYS_ONE_TIME, single)

    async def call(self, method: str, path: str, body: dict[str, Any], *, who: dict[str, str] | None = None) -> Any:
        response = await self.client.request(method, f"{V1}{path}", json=body, headers=who or self.agent)
        assert response.status_code in (200, 201), (response.text, self.log)
        return response.json()["data"] if "data" in response.json() else response.json()

    async def step(self) -> None:
        self.clock.advance(seconds=self.rng.choice([1, 61, 900, 3600, 3 * 3600, 10_000, 86_400, 100_001]))
        open_ones = [each for each in self.tickets if each.type != "merged"]
        kinds = ["create", "sweep"] if len(open_ones) < 2 else [
            "create", "sweep", "sweep", "sweep", "pending", "agent", "agent", "note", "customer", "customer", "system",
            "portal", "mail", "state", "state", "state", "queue", "queue", "sla", "sla", "service", "merge", "unmerge",
            "rules", "rebuild", "title", "priority", "field",
        ]  # fmt: skip
        kind = self.rng.choice(kinds)
        ticket = self.rng.choice(open_ones) if open_ones else None
        self.log.append(f"{self.clock.now()} {kind} {ticket.id if ticket else ''}")
        await getattr(self, f"do_{kind}")(ticket)
        await self.compare()
        if open_ones:
            await self.compare_answers(self.rng.choice(open_ones))

    def article(self, sender: str, *, visible: bool = True) -> dict[str, Any]:
        channel = "internal" if sender == "system" or not visible else "phone"
        return {"subject": "S", "body": "B", "channel": channel, "sender_type": sender, "visible_for_customer": visible}

    def wrote(self, ticket: Told, sender: str, *, visible: bool = True) -> list[Wrote]:
        return [*ticket.articles, Wrote(self.now, next(self.order), sender, visible)]

    async def do_create(self, _: Told | None) -> None:
        queue, rules = self.rng.choice(self.queues)
        sender, visible = self.rng.choice([("customer", True), ("customer", True), ("agent", True), ("agent", False)])
        state = self.rng.choice(["new", "open", "closed successful", "pending reminder"])
        body: dict[str, Any] = {
            "title": "T",
            "queue_id": queue.id,
            "state": state,
            "customer_user": "jane",
            "article": self.article(sender, visible=visible),
        }
        until = 0
        if state.startswith("pending"):
            until = self.now + 5000
            body["pending_until"] = datetime.fromtimestamp(until, UTC).isoformat()
        sla = self.rng.choice([None, *self.slas])
        if sla:
            body |= {"service_id": self.service.id, "sla_id": sla[0].id}
        found = await self.call("POST", "", body)
        ticket = Told(found["id"], self.now, rules, state, sla[1] if sla else None, until=until, has_service=bool(sla))
        ticket.ever_closed = ticket.type == "closed"
        ticket.articles = self.wrote(ticket, sender, visible=visible)
        ticket.recalculate()
        self.tickets.append(ticket)

    async def do_agent(self, ticket: Told) -> None:
        await self.write(ticket, "agent")

    async def do_note(self, ticket: Told) -> None:
        await self.write(ticket, "agent", visible=False)

    async def do_customer(self, ticket: Told) -> None:
        await self.write(ticket, "customer")

    async def do_system(self, ticket: Told) -> None:
        await self.write(ticket, "system")

    async def write(self, ticket: Told, sender: str, *, visible: bool = True) -> None:
        await self.call("POST", f"/{ticket.id}/articles", self.article(sender, visible=visible))
        ticket.happens(self.now, articles=self.wrote(ticket, sender, visible=visible))

    async def do_portal(self, ticket: Told) -> None:
        if ticket.state == "removed":
            return
        body = {"subject": "S", "body": "B", "channel": "internal", "visible_for_customer": True}
        await self.call("POST", f"/{ticket.id}/articles", body, who=self.jane)
        if ticket.state != "open":
            ticket.happens(self.now, state="open", until=0, more=True)
        ticket.happens(self.now, articles=self.wrote(ticket, "customer"))

    async def do_mail(self, ticket: Told) -> None:
        tn = await self.uow.session.scalar(select(Ticket.tn).where(Ticket.id == ticket.id))
        row = await self.post.deliver(letter(f"Re: [Ticket#{tn}] T", sender="jane@acme.example"))
        assert row.ticket_id == ticket.id, (row.reason, self.log)
        if ticket.state not in ("open", "new"):
            ticket.happens(self.now, state="open", until=0, more=True)
        ticket.happens(self.now, articles=self.wrote(ticket, "customer"))

    async def do_state(self, ticket: Told) -> None:
        state = self.rng.choice([each for each in STATE_TYPES if each != "merged"])
        body: dict[str, Any] = {"state": state}
        until = 0
        if state.startswith("pending"):
            until = self.now + self.rng.choice([100, 5000, 90_000])
            body["pending_until"] = datetime.fromtimestamp(until, UTC).isoformat()
        await self.call("POST", f"/{ticket.id}/state", body)
        if state != ticket.state:
            ticket.happens(self.now, state=state)
        ticket.until = until

    async def do_queue(self, ticket: Told) -> None:
        queue, rules = self.rng.choice(self.queues)
        await self.call("POST", f"/{ticket.id}/queue", {"queue_id": queue.id})
        if rules is not ticket.queue:
            ticket.happens(self.now, queue=rules)

    async def do_sla(self, ticket: Told) -> None:
        sla = self.rng.choice([None, *self.slas])
        await self.call("POST", f"/{ticket.id}/service", {"service_id": self.service.id})
        if not ticket.has_service:
            ticket.has_service = True
            ticket.recalculate()
        await self.call("POST", f"/{ticket.id}/sla", {"sla_id": sla[0].id if sla else None})
        if (sla and sla[1]) is not ticket.sla:
            ticket.happens(self.now, sla=sla[1] if sla else None)

    async def do_service(self, ticket: Told) -> None:
        """Without a service no service level fits."""
        await self.call("POST", f"/{ticket.id}/service", {"service_id": None})
        if ticket.has_service:
            ticket.has_service = False
            if ticket.sla:
                ticket.happens(self.now, sla=None)
            ticket.recalculate()

    async def do_title(self, ticket: Told) -> None:
        await self.call("POST", f"/{ticket.id}/title", {"title": f"T {self.now}"})

    async def do_field(self, ticket: Told) -> None:
        await self.call("PATCH", f"/{ticket.id}", {"dynamic_fields": {"Colour": f"{self.now}"}})
        ticket.recalculate()

    async def do_priority(self, ticket: Told) -> None:
        priority = self.rng.choice([1, 2, 3])
        await self.call("POST", f"/{ticket.id}/priority", {"priority_id": priority})
        if priority != ticket.priority:
            ticket.priority = priority
            ticket.recalculate()

    async def do_merge(self, ticket: Told) -> None:
        """Nothing is said about the main ticket's times, as in OTRS: they stay until something happens to it."""
        main = self.rng.choice([each for each in self.tickets if each.type != "merged" and each is not ticket])
        await self.call("POST", f"/{ticket.id}/merge", {"into": main.id})
        ticket.main, ticket.gave, ticket.state_before_merge = main, ticket.articles, ticket.state
        main.articles, ticket.articles = main.articles + ticket.articles, []
        ticket.happens(self.now, articles=self.wrote(ticket, "agent"), more=True)
        ticket.happens(self.now, state="merged", until=0)

    async def do_unmerge(self, _: Told) -> None:
        merged = [each for each in self.tickets if each.main and each.main.type != "merged"]
        if not merged:
            return
        ticket = self.rng.choice(merged)
        main = ticket.main
        assert main is not None
        await self.call("POST", f"/{ticket.id}/unmerge", {})
        main.articles = [each for each in main.articles if each not in ticket.gave]
        ticket.articles = ticket.articles + ticket.gave
        state = ticket.state_before_merge
        ticket.main = None
        ticket.happens(self.now, state="open" if state.startswith("pending") else state)
        main.recalculate()

    async def do_rules(self, _: Told) -> None:
        """Tickets have their times until something happens to them."""
        row, rules = self.rng.choice([*self.queues, *self.slas])
        rules.limits = self._limits()
        self._set(row, rules)
        await self.uow.session.flush()

    async def do_rebuild(self, _: Told) -> None:
        last = TicketId(0)
        while last is not None:
            async with self.site.uow() as uow:
                last = (await rebuilding.rebuild_escalation_batch(uow, last)).last_id
        for ticket in self.tickets:
            ticket.recalculate()

    async def do_sweep(self, _: Told | None) -> None:
        await tell_escalations(self.site.job_context(job_id=0, attempt=1, acting_id=1))
        for ticket in self.tickets:
            ticket.swept(self.now)

    async def do_pending(self, _: Told) -> None:
        await work_off_pending(self.site.job_context(job_id=0, attempt=1, acting_id=1))
        for ticket in self.tickets:
            if ticket.type == "pending auto" and ticket.until <= self.now:
                ticket.happens(self.now, state="closed successful", until=0)

    async def compare(self) -> None:
        rows = await self.uow.session.execute(
            select(
                Ticket.id,
                Ticket.escalation_time,
                Ticket.escalation_response_time,
                Ticket.escalation_update_time,
                Ticket.escalation_solution_time,
            ).where(Ticket.id.in_([each.id for each in self.tickets]))
        )
        found = {row[0]: tuple(row[1:]) for row in rows}
        expected = {}
        for each in self.tickets:
            dues = tuple(each.columns[clock] for clock in CLOCKS)
            expected[each.id] = (min((due for due in dues if due), default=0), *dues)
        assert found == expected, "\n".join(self.log)
        for each in self.tickets:
            query = (
                select(TicketHistoryType.name)
                .join(TicketHistory, TicketHistory.history_type_id == TicketHistoryType.id)
                .where(TicketHistory.ticket_id == each.id, TicketHistoryType.name.like("Escalation%"))
            )
            assert Counter(await self.uow.session.scalars(query)) == each.events, (each.id, "\n".join(self.log))

    async def compare_answers(self, ticket: Told) -> None:
        """What people are told: when and, where nothing was changed behind the ticket's back, why."""
        read = (await self.client.get(f"{V1}/{ticket.id}", headers=self.agent)).json()["escalation"]
        told = [read[name]["due"] for name in ("first_response", "update", "solution")]
        running = {clock: 0 if ticket.finished else due for clock, due in ticket.columns.items()}
        assert [due and int(datetime.fromisoformat(due).timestamp()) for due in told] == [
            due or None for due in running.values()
        ]
        stored = ticket.columns
        ticket.recalculate()
        is_fresh, ticket.columns = stored == ticket.columns, stored
        if not is_fresh:
            return
        answer = await self.client.get(f"{V1}/{ticket.id}/escalation", headers=self.agent)
        calendar = ticket.rules.calendar
        for clock in answer.json()["data"]:
            kind = clock["clock"].removeprefix("first_")
            due, start = running.pop(kind), ticket.update_start() if kind == "update" else ticket.created
            assert int(datetime.fromisoformat(clock["due"]).timestamp()) == due
            left = model_seconds_between(calendar, self.now, due) - model_seconds_between(calendar, due, self.now)
            assert clock["working_seconds_left"] == left
            counted = [
                (datetime.fromisoformat(each["end"]) - datetime.fromisoformat(each["start"])).total_seconds()
                for each in clock["counted"]
            ]
            assert sum(counted) == model_seconds_between(calendar, start, min(due, self.now))
        assert not any(running.values())
