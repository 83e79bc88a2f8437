"""What is counted for the whole site and added up for each agent: the same as a count of the list, whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import pytest
from sqlalchemy import insert

from gotrs_api.identity.models import PermissionGroup, User
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.queues.models import Queue
from gotrs_api.stats import service as stats
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service
from gotrs_api.tickets.models import Mention, TicketWatcher
from gotrs_api.tickets.schemas import TicketFilter
from gotrs_api.tickets.service import open_counts
from gotrs_api.tickets.service.numbers import agent_numbers
from gotrs_api.uow import ReadUow, Site
from gotrs_web.agent.standing_lists import STANDING_LISTS
from tests.support.factories import CLOSED_SUCCESSFUL, NEW, OPEN, PENDING_REMINDER, Factories
from tests.support.waiting import tasks_done

STATES = (NEW, OPEN, PENDING_REMINDER, CLOSED_SUCCESSFUL)


@pytest.fixture
async def people(factories: Factories, clock: FakeClock) -> list[Principal]:
    """Agents who see all queues, one, none; a customer; the system. Eighty tickets of every kind between them."""
    some = Random(7)
    queues = [await factories.queue(f"Desk {number}") for number in range(3)]
    rights: tuple[dict[PermissionGroup | Queue, str], ...] = (
        dict.fromkeys(queues, "rw"),
        {queues[0]: "ro"},
        {queues[1]: "rw"},
        {queues[2]: "note"},
        {},
    )
    agents = [await factories.agent(f"agent{number}", rights=held) for number, held in enumerate(rights)]
    acme = await factories.customer_company("acme")
    jane = await factories.customer_user("jane", company=acme)
    now = int(clock.now().timestamp())
    for number in range(80):
        ticket = await factories.ticket(
            f"Ticket {number}",
            queue=some.choice(queues),
            state_id=some.choice(STATES),
            owner=some.choice(agents),
            responsible=some.choice(agents),
            locked=some.random() < 0.3,
            until_time=some.choice((0, now - 60, now + 60)),
        )
        ticket.escalation_time = some.choice((0, 0, now - 5, now, now + 5))
        ticket.archive_flag = int(some.random() < 0.2)
        ticket.ticket_priority_id = some.randint(1, 5)
        if some.random() < 0.3:
            ticket.customer_id = some.choice(("acme", "Acme"))
            ticket.customer_user_id = some.choice(("jane", "somebody", None))
        for chance, model in ((0.2, TicketWatcher), (0.2, Mention)):
            if some.random() < chance:
                await factories.uow.session.flush()
                row = {"ticket_id": ticket.id, "user_id": some.choice(agents).id}
                await factories.uow.session.execute(insert(model).values(row | _audit(model, clock)))
    await factories.uow.session.flush()
    agents_and_jane = [await factories.principal(who) for who in agents] + [await factories.principal(jane)]
    return [*agents_and_jane, Principal.system("test")]


def _audit(model: type, clock: FakeClock) -> dict[str, object]:
    now = clock.now()
    return {"create_by": 1, "create_time": now, "change_by": 1, "change_time": now} if model is TicketWatcher else {}


def _lists(queue_ids: tuple[int, ...]) -> Iterator[TicketFilter]:
    yield TicketFilter(not_closed=True)
    yield TicketFilter(not_closed=True, archived=True)
    yield TicketFilter(not_closed=True, queue_id=queue_ids[:1])
    yield TicketFilter(not_closed=True, queue_id=queue_ids[:2], priority_id=(1, 3))
    yield TicketFilter(state_type=("new",), locked=False)
    yield TicketFilter(state_type=("new", "closed"))
    yield TicketFilter(escalated=True, not_closed=True)
    yield TicketFilter(escalated=True, queue_id=queue_ids[1:2], not_closed=True)
    yield TicketFilter(escalated=False, not_closed=True)
    yield TicketFilter(customer_id=("acme",), not_closed=True)
    yield TicketFilter(title="*7*", not_closed=True)
    yield TicketFilter()


@pytest.mark.parametrize(
    "setting",
    [
        None,
        (settings.TICKET_RESPONSIBLE, False),
        (settings.TICKET_WATCHER, False),
        (settings.TICKET_ARCHIVE_SYSTEM, False),
        (settings.OWNER_CHECK_QUEUES, {"Desk 1": "ro"}),
        (settings.RESPONSIBLE_CHECK_QUEUES, {"Desk 2": "ro, note"}),
        (settings.TICKET_VIEWABLE_STATE_TYPES, ["open", "closed"]),
        (settings.CUSTOMER_GROUP_SUPPORT, True),
    ],
)
async def test_counts_are_those_of_the_lists(
    people: list[Principal],
    factories: Factories,
    read: ReadUow,
    clock: FakeClock,
    setting: tuple[object, object] | None,
) -> None:
    if setting is not None:
        await factories.setting(*setting)  # type: ignore[arg-type]
    queue_ids = tuple([(await factories.existing_queue(f"Desk {number}")).id for number in range(3)])

    async def listed(who: Principal, filters: TicketFilter) -> int:
        return len((await service.list_tickets(read, who, filters, PageRequest(100))).rows)

    for who in people:
        for filters in _lists(queue_ids):
            expected = await listed(who, filters)
            assert await service.count_tickets(read, who, filters) == expected, (who.login, filters)
            page = await service.list_tickets(read, who, filters, PageRequest(1, include_total=True))
            assert page.total == expected
        if who.is_customer:
            continue
        numbers = (await agent_numbers(read, who)).model_dump(exclude={"drafts", "at_least"})
        if who.is_agent:
            narrowed = {one.key: TicketFilter(**one.narrow(who, clock.now())) for one in STANDING_LISTS}
            assert numbers == {key: await listed(who, filters) for key, filters in narrowed.items()}
        dashboard = await stats.dashboard_stats(read, who)
        still_open = TicketFilter(state_type=("new", "open", "pending reminder", "pending auto"), archived=False)
        assert dashboard.open == await listed(who, still_open)
        for name, more in (
            ("new", {"state_type": ("new",)}),
            ("escalated", {"escalated": True}),
            ("unlocked", {"lock": ("unlock",)}),
            ("mine", {"owner_id": (int(who.user_id),)}),
        ):
            assert getattr(dashboard, name) == await listed(who, still_open.model_copy(update=more)), (who.login, name)
        by_priority = await stats.open_by(read, who, "priority")
        assert sum(one.count for one in by_priority) == dashboard.open


async def test_queue_counts_are_those_of_the_queues_that_one_may_read(
    people: list[Principal], factories: Factories, read: ReadUow
) -> None:
    queues = {(await factories.existing_queue(f"Desk {number}")).id: number for number in range(3)}
    for who, visible in zip(people, ({0, 1, 2}, {0}, {1}, set(), set()), strict=False):
        found = await service.queue_counts(read, who)
        assert {queues[one.queue.id] for one in found} == visible
        system = {one.queue.id: one for one in await service.queue_counts(read, people[-1])}
        assert all(one == system[one.queue.id] for one in found)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than a handful of open tickets are very many."""
    monkeypatch.setattr(open_counts, "LIVE_UP_TO", 5)


async def total(site: Site, who: Principal, **narrowed: object) -> int:
    async with site.read() as read:
        return await service.count_tickets(read, who, TicketFilter(not_closed=True, **narrowed))


async def bar(site: Site, who: Principal) -> dict[str, int]:
    async with site.read() as read:
        return (await agent_numbers(read, who)).model_dump(exclude={"at_least"})


@dataclass
class BusyDesk:
    """Six new tickets in the queue that ann may read, none in bob's."""

    site: Site
    ann: Principal
    bob: Principal

    async def one_more_each(self) -> None:
        """In ann's queue one that bob owns."""
        async with self.site.uow() as uow:
            factories = Factories(uow)
            bob = await uow.session.get_one(User, int(self.bob.user_id))
            await factories.ticket(queue=await factories.existing_queue("Desk 0"), state_id=NEW, owner=bob)
            await factories.ticket(queue=await factories.existing_queue("Desk 1"), state_id=NEW)

    def advance(self, seconds: int) -> None:
        assert isinstance(self.site.clock, FakeClock)
        self.site.clock.advance(seconds=seconds)


@pytest.fixture
async def busy(committed_site: Site) -> BusyDesk:
    async with committed_site.uow() as uow:
        factories = Factories(uow)
        desks = [await factories.queue(f"Desk {number}") for number in range(2)]
        ann, bob = [await factories.agent(f"agent{n}", rights={desk: "ro"}) for n, desk in enumerate(desks)]
        for _ in range(6):
            await factories.ticket(queue=desks[0], state_id=NEW)
        return BusyDesk(committed_site, await factories.principal(ann), await factories.principal(bob))


async def test_a_desk_of_ordinary_size_is_counted_anew_each_time(busy: BusyDesk) -> None:
    assert [await total(busy.site, busy.ann), await total(busy.site, busy.bob)] == [6, 0]
    await tasks_done(open_counts.RENEWAL)
    await busy.one_more_each()
    assert [await total(busy.site, busy.ann), await total(busy.site, busy.bob)] == [7, 2]
    assert (await bar(busy.site, busy.ann))["new"] == 7


@pytest.mark.usefixtures("many")
async def test_very_many_are_remembered_and_counted_again_by_one_task(
    busy: BusyDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, ann, bob = busy.site, busy.ann, busy.bob
    kept: list[float] = []
    set_ = site.cache.set

    async def note(key: str, value: bytes, ttl_s: float) -> None:
        kept.append(ttl_s)
        await set_(key, value, ttl_s)

    monkeypatch.setattr(site.cache, "set", note)
    assert await total(site, bob) == 0
    assert kept == [], "nobody has asked for very many yet"
    assert await total(site, ann) == 6
    await tasks_done(open_counts.RENEWAL)
    assert kept == [10.0, 10.0], "who counts again, and what was counted: both end by themselves"

    await busy.one_more_each()
    busy.advance(seconds=1)
    assert await total(site, ann) == 6
    assert await total(site, ann, priority_id=(3,)) == 6
    numbers = await bar(site, bob)
    assert (numbers["mine"], numbers["new"]) == (1, 1), "their own is never old, although they may not read its queue"
    async with site.uow() as uow:
        assert await service.count_tickets(uow, ann, TicketFilter(not_closed=True)) == 7, (
            "who writes looks for themselves"
        )

    busy.advance(seconds=1)
    assert (await bar(site, ann))["new"] == 6, "what is remembered is answered while it is counted again"
    await tasks_done(open_counts.RENEWAL)
    assert [await total(site, ann), await total(site, bob)] == [7, 2]
    assert (await bar(site, ann))["new"] == 7
    assert len(kept) == 4, "by one task"


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("asked", ["tree", "bar", "list"])
async def test_whoever_counts_very_many_makes_the_next_page_cheap(busy: BusyDesk, asked: str) -> None:
    async with busy.site.read() as read:
        match asked:
            case "tree":
                await service.queue_counts(read, busy.ann)
            case "bar":
                await agent_numbers(read, busy.ann)
            case "list":
                page = PageRequest(1, include_total=True)
                await service.list_tickets(read, busy.ann, TicketFilter(not_closed=True), page)
    await tasks_done(open_counts.RENEWAL)
    async with busy.site.read() as read:
        found = await open_counts.remembered_counts(read, busy.ann)
        assert found is not None
        assert sum(one.tickets for one in found) == 6
        assert await open_counts.remembered_counts(read, busy.bob) == [], "only what is in one's own queues"
