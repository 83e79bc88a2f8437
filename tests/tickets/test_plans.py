"""What the hot queries read, as PostgreSQL plans and counts it on a desk of thousands of tickets.

`EXPLAIN (ANALYZE)` runs each statement again that a use case has sent. None may walk through a table of tickets or
articles, and none may read many more rows than it answers, however many tickets there are.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import asyncpg
import pytest
from sqlalchemy import event

from gotrs_api.db import prepared
from gotrs_api.db.hot_indexes import build_missing_indexes
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.queues.models import Queue
from gotrs_api.stats import service as stats
from gotrs_api.stats.repository import windows
from gotrs_api.tickets import service
from gotrs_api.tickets.repository import bounded_words, numbers
from gotrs_api.tickets.repository.bounded_words import LOOKED_AT
from gotrs_api.tickets.schemas import TicketFilter
from gotrs_api.tickets.schemas.filters import SORT_FIELDS
from gotrs_api.tickets.schemas.search import TicketSearch
from gotrs_api.tickets.service import open_counts
from gotrs_api.tickets.service.numbers import agent_numbers
from gotrs_api.tickets.service.search import finding
from gotrs_api.uow import ReadUow, Site
from gotrs_web.agent.standing_lists import STANDING_LISTS
from tests.bench.dataset import ARTICLES_PER_TICKET, insert_tickets
from tests.support.factories import Factories
from tests.support.waiting import tasks_done

pytestmark = pytest.mark.backends("postgresql")

TICKETS: Final = 6000
THEIRS: Final = 3
PAGE: Final = 25
COUNTS: Final = (service.queue_counts, agent_numbers, stats.dashboard_stats)
GROWING: Final = frozenset(
    {"ticket", "article", "article_data_mime", "ticket_history", "ticket_flag", "gotrs_search_document"}
)
# In one of the oldest messages alone. PostgreSQL takes it for a word of every 200th.
RARE: Final = "heirloom"
_RARE = f"""
UPDATE gotrs_search_document SET words = words || '{RARE}'::tsvector
WHERE id = (SELECT min(id) FROM gotrs_search_document WHERE words @@ 'bench7'::tsquery)
"""  # noqa: S608
COMMON: Final = "ticket"  # the title of each ticket begins with it


@dataclass
class Sent:
    """The statements of a use case with their parameters."""

    statements: list[tuple[str, Sequence[Any]]] = field(default_factory=list)


@dataclass
class LargeDesk:
    site: Site
    agent: Principal
    customer: Principal
    few: Principal  # an agent who may see `cellar`, and watches `ticket_id`
    cellar: list[int]
    ticket_id: TicketId
    queue: str

    async def reads(self, sent: Sent) -> dict[str, int]:
        """Rows that all the statements read, by table. Fails where one walks through a growing table."""
        found: dict[str, int] = {}
        url = self.site.database.url.set(drivername="postgresql")
        connection = await asyncpg.connect(url.render_as_string(hide_password=False))
        try:
            # A table that is small enough to be walked through quickly should be looked up as a large one is.
            await connection.execute("SET random_page_cost = 1.1")
            for text, parameters in sent.statements:
                plan = await connection.fetchval(f"EXPLAIN (ANALYZE, FORMAT JSON) {text}", *parameters)
                for node in _nodes(json.loads(plan)[0]["Plan"]):
                    table = node.get("Relation Name")
                    if table in GROWING:
                        assert node["Node Type"] != "Seq Scan", f"{table} is walked through by\n{text}\n{node}"
                        found[table] = found.get(table, 0) + _rows(node)
        finally:
            await connection.close()
        return found


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def _rows(node: dict[str, Any]) -> int:
    of_one_loop = sum(
        float(node.get(key, 0)) for key in ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
    )
    return round(of_one_loop * float(node["Actual Loops"]))


@contextmanager
def statements(site: Site, patch: pytest.MonkeyPatch) -> Iterator[Sent]:
    """What goes to the database, by SQLAlchemy or on the driver's own connection."""
    sent = Sent()
    fetch_on = prepared.Prepared.fetch_on

    async def note_driver(one: prepared.Prepared, connection: Any, database: Any, parameters: Any) -> Any:
        compiled = one._compile(database.engine.dialect)
        sent.statements.append((compiled.text, compiled.arguments(parameters)))
        return await fetch_on(one, connection, database, parameters)

    def note(_connection: Any, _cursor: Any, text: str, parameters: Any, *_rest: Any) -> None:
        sent.statements.append((text, parameters))

    engine = site.database.read_engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    patch.setattr(prepared.Prepared, "fetch_on", note_driver)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
        patch.undo()


@pytest.fixture
async def large_desk(committed_site: Site) -> LargeDesk:
    async with committed_site.uow() as uow:
        factories = Factories(uow)
        queues = [await factories.queue(f"Desk {number}") for number in range(10)]
        agent = await factories.agent("ann", rights=dict.fromkeys(queues, "rw"))
        for number in range(10):
            await factories.agent(f"agent{number}")
            await factories.customer_company(f"acme{number}")
        principal = await factories.principal(agent)
    await build_missing_indexes(committed_site.database.engine)
    await insert_tickets(committed_site.database.url, TICKETS)
    async with committed_site.uow() as uow:
        factories = Factories(uow)
        customer = await small_company(factories, queues[0])
        queue = await factories.queue("Cellar", group=await factories.group("cellar"))
        watcher = await factories.agent("few", rights={queue: "rw"})
        cellar = [(await factories.ticket(queue=queue)).id for _ in range(THEIRS)]
        few = await factories.principal(watcher)
    url = committed_site.database.url.set(drivername="postgresql")
    connection = await asyncpg.connect(url.render_as_string(hide_password=False))
    try:
        await connection.execute(_RARE)
        await connection.execute("VACUUM ANALYZE gotrs_search_document, ticket")
        ticket_id = await connection.fetchval("SELECT max(id) - 100 FROM ticket")
        await connection.execute(
            "INSERT INTO ticket_watcher (ticket_id, user_id, create_time, create_by, change_time, change_by) "
            "VALUES ($1, $2, now(), 1, now(), 1)",
            ticket_id,
            watcher.id,
        )
    finally:
        await connection.close()
    async with committed_site.read() as read:
        for who in (principal, few):  # how their lists are read is found out once a minute
            await service.list_tickets(read, who, TicketFilter(), PageRequest(limit=1))
    return LargeDesk(committed_site, principal, customer, few, cellar, TicketId(ticket_id), "Desk 3")


async def small_company(factories: Factories, queue: Queue) -> Principal:
    """Who sees `THEIRS` tickets: their own, a colleague's, one of nobody; the company's name is spelled in two ways."""
    company = await factories.customer_company("tiny")
    tim, tom = [await factories.customer_user(login, company=company) for login in ("tim", "tom")]
    tickets = [await factories.ticket(queue=queue, customer=customer) for customer in (tim, tom, tom)]
    tickets[1].customer_id = "Tiny"
    tickets[2].customer_user_id = None
    return await factories.principal(tim)


@asynccontextmanager
async def sending(desk: LargeDesk, patch: pytest.MonkeyPatch) -> AsyncIterator[tuple[ReadUow, Sent]]:
    async with desk.site.read() as read:
        with statements(desk.site, patch) as sent:
            yield read, sent


async def test_hot_queries_read_little(large_desk: LargeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """One desk for all of them: it takes longer to fill than to ask."""
    desk, agent = large_desk, large_desk.agent

    async with sending(desk, monkeypatch) as (read, sent):
        filters = TicketFilter(queue=(desk.queue,), not_closed=True, sort="-changed")
        page = await service.list_tickets(read, agent, filters, PageRequest(limit=PAGE))
    assert len(page.rows) == PAGE
    assert (await desk.reads(sent))["ticket"] <= 8 * PAGE, "of four tickets of a queue, newest first, one is open"

    async with sending(desk, monkeypatch) as (read, sent):
        page = await service.list_tickets(read, agent, TicketFilter(sort="-changed"), PageRequest(limit=PAGE))
    assert len(page.rows) == PAGE
    assert (await desk.reads(sent))["ticket"] <= PAGE + 5

    async with sending(desk, monkeypatch) as (read, sent):
        await service.get_ticket(read, agent, desk.ticket_id)
        articles = await service.list_articles(read, agent, desk.ticket_id)
    assert len(articles) == ARTICLES_PER_TICKET
    found = await desk.reads(sent)
    assert found["ticket"] <= 4
    assert found["article"] + found["article_data_mime"] <= 4 * ARTICLES_PER_TICKET

    still_open, theirs = await open_tickets(desk), await own_tickets(desk)
    for count in COUNTS:
        async with sending(desk, monkeypatch) as (read, sent):
            await count(read, agent)
        assert (await desk.reads(sent))["ticket"] <= still_open + 3 * theirs, count.__name__

    async with sending(desk, monkeypatch) as (read, sent):
        hits = await finding.search_tickets(read, agent, "bench7", TicketSearch(), PageRequest(limit=PAGE))
    assert len(hits.rows) == PAGE
    found = await desk.reads(sent)
    documents = found.pop("gotrs_search_document")
    assert documents <= LOOKED_AT + 1 + 2 * ARTICLES_PER_TICKET * TICKETS // 120, (
        "those of one caller of 120, and the newest for its id"
    )
    assert max(found.values()) <= 2 * documents

    async with sending(desk, monkeypatch) as (read, sent):
        offered = await finding.suggest_tickets(read, agent, COMMON, limit=10)
    assert len(offered) == 10
    most = max((await desk.reads(sent)).values())
    assert most <= LOOKED_AT + 1 + 100, "the newest 100 of all messages, in which it stands"

    for standing in STANDING_LISTS:
        filters = TicketFilter(**standing.narrow(agent, desk.site.clock.now()), sort=standing.sort)
        async with sending(desk, monkeypatch) as (read, sent):
            await service.list_tickets(read, agent, filters, PageRequest(limit=PAGE))
        assert (await desk.reads(sent)).get("ticket", 0) <= still_open, standing.key


async def test_who_sees_a_few_tickets_does_not_wait_until_all_others_are_passed_by(
    large_desk: LargeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A queue of three tickets, and one that is watched in another's; whatever a list is sorted and narrowed by."""
    desk = large_desk
    theirs = {*desk.cellar, desk.ticket_id}

    for sort in SORT_FIELDS:
        async with sending(desk, monkeypatch) as (read, sent):
            page = await service.list_tickets(read, desk.few, TicketFilter(sort=sort), PageRequest(limit=PAGE))
        assert {ticket.id for ticket in page.rows} == theirs
        assert (await desk.reads(sent))["ticket"] <= 4 * len(theirs), sort

    async with sending(desk, monkeypatch) as (read, sent):
        page = await service.list_tickets(read, desk.few, TicketFilter(owner=("few",)), PageRequest(limit=PAGE))
    assert not page.rows
    assert (await desk.reads(sent)).get("ticket", 0) <= 4 * len(theirs)


async def test_of_their_own_tickets_an_agent_counts_no_more_than_are_read(
    large_desk: LargeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who owns 150 open tickets, where 20 are counted; which of those lie in queues of others is looked up besides."""
    desk, agent = large_desk, large_desk.agent
    theirs = await own_tickets(desk)
    monkeypatch.setattr(open_counts, "LIVE_UP_TO", 1000)
    await open_tickets(desk)
    await tasks_done(open_counts.RENEWAL)
    for module in (numbers, windows):
        monkeypatch.setattr(module, "MOST_OWN_COUNTED", 20)
    monkeypatch.setattr(numbers, "_statements", {})
    async with sending(desk, monkeypatch) as (read, sent):
        bar = await agent_numbers(read, agent)
    assert bar.mine == 20
    assert {"mine", "locked", "reminders"} <= bar.at_least
    assert (await desk.reads(sent)).get("ticket", 0) <= theirs + 2 * 20


@pytest.mark.parametrize("words", ['"network printer"', "printer -since", "-since", "nothing OR since -printer"])
async def test_words_that_the_index_cannot_tell_apart_are_looked_for_in_a_few_tickets(
    large_desk: LargeDesk, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    """Every message holds each of them, and none holds them so: nothing is found, however long one looks."""
    desk = large_desk
    most = 100
    for who in (desk.agent, desk.customer):
        for ask in (listed, ranked):
            for name, number in (
                ("FEW", 50),
                ("AT_ONCE", most),
                ("AT_ONCE_FOR_CUSTOMERS", most),
                ("DOCUMENTS_AT_ONCE", ARTICLES_PER_TICKET * most),
            ):
                monkeypatch.setattr(bounded_words, name, number)
            async with sending(desk, monkeypatch) as (read, sent):
                await ask(read, who, words)
            found = await desk.reads(sent)
            assert found["ticket"] <= 12 * most, (who.login, ask)
            assert found.get("gotrs_search_document", 0) <= LOOKED_AT + 6 * ARTICLES_PER_TICKET * most, (
                who.login,
                ask,
            )


async def listed(read: ReadUow, who: Principal, words: str) -> None:
    page = PageRequest(limit=PAGE, include_total=True)
    await service.list_tickets(read, who, TicketFilter(q=words, sort="-created"), page)


async def ranked(read: ReadUow, who: Principal, words: str) -> None:
    await finding.search_tickets(read, who, words, TicketSearch(), PageRequest(limit=PAGE, include_total=True))


async def test_lists_narrowed_by_words_read_little(large_desk: LargeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """However common the words: neither all that they find nor tickets by time without end."""
    desk, agent = large_desk, large_desk.agent

    async with sending(desk, monkeypatch) as (read, sent):
        page = await service.list_tickets(read, agent, TicketFilter(q=RARE), PageRequest(1, include_total=True))
    assert (len(page.rows), page.total) == (1, 1)
    found = await desk.reads(sent)
    assert found["ticket"] <= 3
    assert found["gotrs_search_document"] <= 2 * LOOKED_AT

    for words in (COMMON, "-dev", f"{COMMON} -dev"):
        async with sending(desk, monkeypatch) as (read, sent):
            page = await service.list_tickets(read, agent, TicketFilter(q=words), PageRequest(limit=PAGE))
        assert len(page.rows) == PAGE
        found = await desk.reads(sent)
        assert found["ticket"] <= 5 * PAGE, words
        assert found["gotrs_search_document"] <= LOOKED_AT + 4 * ARTICLES_PER_TICKET * PAGE, words


async def test_a_customers_list_and_its_total_read_little(
    large_desk: LargeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = large_desk
    async with sending(desk, monkeypatch) as (read, sent):
        filters, page = TicketFilter(sort="-changed"), PageRequest(limit=PAGE, include_total=True)
        found = await service.list_tickets(read, desk.customer, filters, page)
    assert (len(found.rows), found.total) == (THEIRS, THEIRS)
    assert (await desk.reads(sent))["ticket"] <= 4 * THEIRS


async def test_a_desk_with_very_many_open_tickets_is_not_counted_for_each_page(
    large_desk: LargeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two seconds long nothing is read but what belongs to the agent, who owns a tenth of 1,500 open tickets."""
    desk, agent = large_desk, large_desk.agent
    monkeypatch.setattr(open_counts, "LIVE_UP_TO", 1000)
    still_open, theirs = await open_tickets(desk), await own_tickets(desk)
    assert still_open > open_counts.LIVE_UP_TO
    await tasks_done(open_counts.RENEWAL)
    for count in (*COUNTS, total_of_open):
        async with sending(desk, monkeypatch) as (read, sent):
            await count(read, agent)
        found = await desk.reads(sent)
        assert found.get("ticket", 0) <= 3 * theirs, count.__name__


async def total_of_open(read: ReadUow, agent: Principal) -> None:
    page = PageRequest(1, include_total=True)
    await service.list_tickets(read, agent, TicketFilter(not_closed=True, sort="-changed"), page)


async def open_tickets(desk: LargeDesk) -> int:
    async with desk.site.read() as read:
        return await service.count_tickets(read, desk.agent, TicketFilter(not_closed=True))


async def own_tickets(desk: LargeDesk) -> int:
    own = TicketFilter(owner_id=(int(desk.agent.user_id),), not_closed=True)
    async with desk.site.read() as read:
        return await service.count_tickets(read, desk.agent, own)
