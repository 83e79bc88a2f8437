"""Nobody finds, counts, exports or infers what they may not see."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gotrs_api.articles.schemas import ArticleUpdate
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.tickets import service
from gotrs_api.tickets.schemas.search import TicketSearch
from gotrs_api.tickets.service import search
from gotrs_api.uow import Site
from tests.search.conftest import SearchDesk

WORDS = ("alpha", "beta", "gamma", "delta")
TICKETS = st.lists(
    st.tuples(
        st.sampled_from(["support", "sales"]), st.sampled_from(WORDS), st.lists(st.sampled_from(WORDS), max_size=3)
    ),
    min_size=2,
    max_size=4,
)
QUERIES = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(WORDS).map(lambda word: f"-{word}"),
        st.sampled_from(WORDS).map(lambda word: f"{word[:2]}*"),
        st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(lambda two: f"({two[0]} OR {two[1]})"),
    ),
    min_size=1,
    max_size=3,
).map(" ".join)


async def everything_found(site: Site, who: Principal, query: str) -> tuple[set[int], set[int]]:
    """Ids of the tickets that fit, which all ways to ask must agree on; ids of all tickets that showed anywhere."""
    page = PageRequest(100, include_total=True)
    async with site.read() as read:
        ranked = await search.search_tickets(read, who, query, TicketSearch(), page)
        articles = await search.search_articles(read, who, query, TicketSearch(), page)
        listed = await service.list_tickets(read, who, TicketSearch(q=query), page)
        counted = await service.count_tickets(read, who, TicketSearch(q=query))
        suggested = await search.suggest_tickets(read, who, query, limit=20)
    exported = b"".join([piece async for piece in search.export_tickets(site, who, TicketSearch(q=query), "csv")])
    ids = {hit.ticket.id for hit in ranked.rows}
    assert ranked.total == listed.total == counted == len(ids), query
    assert {ticket.id for ticket in listed.rows} == ids
    assert len(exported.splitlines()) == len(ids) + 1
    assert articles.total == len(articles.rows)
    return ids, ids | {hit.ticket_id for hit in articles.rows} | {one.id for one in suggested}


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tickets=TICKETS, queries=st.lists(QUERIES, min_size=2, max_size=3))
async def test_agents_of_two_groups_never_see_each_others_tickets(
    desk: SearchDesk, tickets: list[tuple[str, str, list[str]]], queries: list[str]
) -> None:
    """Random tickets, random questions: both agents together find what one who may see all finds, and share nothing."""
    owned: dict[str, set[int]] = {"support": set(), "sales": set()}
    for queue, title, body in tickets:
        by = {"support": desk.ann, "sales": desk.bob}[queue]
        ticket = await desk.ticket(title, " ".join(body) or "-", by=by, queue=getattr(desk, queue))
        owned[queue].add(ticket.id)
    await desk.drain()

    for query in queries:
        anns, shown_to_ann = await everything_found(desk.site, desk.ann, query)
        bobs, shown_to_bob = await everything_found(desk.site, desk.bob, query)
        all_of_them, _ = await everything_found(desk.site, desk.admin, query)
        assert not shown_to_ann & owned["sales"], query
        assert not shown_to_bob & owned["support"], query
        assert all_of_them == anns | bobs, query
        assert not anns & bobs, query


async def test_customers_find_what_they_may_read_and_infer_nothing(desk: SearchDesk) -> None:
    mine = await desk.ticket("Mine", "alpha", customer_user="jane", visible=True)
    await desk.note(mine, "gamma internally")
    await desk.ticket("Somebody else's", "alpha", visible=True)
    await desk.drain()

    assert await everything_found(desk.site, desk.jane, "alpha") == ({mine.id}, {mine.id})
    for query in ("gamma", "gam*", "internally"):
        assert await everything_found(desk.site, desk.jane, query) == (set(), set())
    # A word that only an internal note holds must not make the ticket vanish either.
    assert (await everything_found(desk.site, desk.jane, "alpha -gamma"))[0] == {mine.id}
    assert (await everything_found(desk.site, desk.jane, "-gamma"))[0] == {mine.id}
    assert (await everything_found(desk.site, desk.ann, "alpha -gamma"))[0] != {mine.id}


async def test_customers_find_their_tickets_by_title_also_without_a_message_for_them(desk: SearchDesk) -> None:
    mine = await desk.ticket("Mine alone", "gamma", customer_user="jane")
    await desk.drain()

    assert await everything_found(desk.site, desk.jane, "alone") == ({mine.id}, {mine.id})
    assert await everything_found(desk.site, desk.jane, "gamma") == (set(), set())
    assert await desk.titles("alone") == ["Mine alone"]


async def test_a_message_that_was_made_internal_is_hidden_before_the_index_knows(desk: SearchDesk) -> None:
    mine = await desk.ticket("Mine", "alpha", customer_user="jane", visible=True)
    note = await desk.note(mine, "gamma for all", visible=True)
    await desk.drain()
    assert (await everything_found(desk.site, desk.jane, "gamma"))[0] == {mine.id}

    async with desk.site.uow(acting_id=desk.ann.user_id) as uow:
        await service.update_note(
            uow, desk.ann, TicketId(mine.id), ArticleId(note.id), ArticleUpdate(visible_for_customer=False)
        )

    assert await everything_found(desk.site, desk.jane, "gamma") == (set(), set())
    await desk.drain()
    assert await everything_found(desk.site, desk.jane, "gamma") == (set(), set())
    assert (await everything_found(desk.site, desk.ann, "gamma"))[0] == {mine.id}
