"""What is found, on every database alike."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.kernel.paging import Page, PageRequest
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.repository import bounded_words, hits
from gotrs_api.tickets.schemas import TicketFilter
from gotrs_api.tickets.schemas.search import TicketHit, TicketSearch
from gotrs_api.tickets.service import listing, search
from gotrs_api.tickets.service.search import indexing
from tests.search.conftest import SearchDesk

PDF = {"filename": "Lieferschein-März.pdf", "content_type": "application/pdf", "content": "JVBERi0xLjQK"}
DESK = {
    "Printer is on fire": "The big printer in hall 7 stopped, the toner is all over the place.",
    "Toner order": "Please order toner for the laser printers.",
    "Herr Müller ruft an": "Rückruf wegen der Größe des Monitors, Straße 5.",
    "東京都の件": "昨日、京都駅で会議をしました。",
    "Не работает почта": "Почтовый ящик Ёлкина переполнен.",
    "الطابعة معطلة": "مُحَمَّد يقول إن الشاشة سوداء.",
    "The the of it": "a b c to be or not to be",
    "Reply to jane.doe@acme.example": "See C:\\temp\\report_final.xlsx, order AB-1234/7.",
}


@pytest.fixture
async def full(desk: SearchDesk) -> SearchDesk:
    for title, body in DESK.items():
        files = [PDF] if title == "Toner order" else []
        await desk.ticket(title, body, attachments=files)
    await desk.drain()
    return desk


CASES = [
    ("printer", ["Printer is on fire"]),
    ("PRINTER", ["Printer is on fire"]),
    ("print*", ["Printer is on fire", "Toner order"]),
    ("toner printer", ["Printer is on fire"]),
    ("toner AND hall", ["Printer is on fire"]),
    ("toner && hall", ["Printer is on fire"]),
    ("hall OR laser", ["Toner order", "Printer is on fire"]),
    ("hall || laser", ["Toner order", "Printer is on fire"]),
    ("toner -hall", ["Toner order"]),
    ("toner NOT hall", ["Toner order"]),
    ("toner !hall", ["Toner order"]),
    ("(hall OR laser) AND order", ["Toner order"]),
    ("toner -(hall laser)", ["Toner order", "Printer is on fire"]),
    ('"on fire"', ["Printer is on fire"]),
    ('"fire on"', []),
    ('"fire the"', []),  # the end of a title and the beginning of a body are no neighbours
    ("muller", ["Herr Müller ruft an"]),
    ("MÜLLER", ["Herr Müller ruft an"]),
    ("Mu\u0308ller", ["Herr Müller ruft an"]),
    ("grosse strasse", ["Herr Müller ruft an"]),
    ("東京", ["東京都の件"]),
    ("東京都", ["東京都の件"]),
    ("京都駅で会議", ["東京都の件"]),
    ("駅", ["東京都の件"]),
    ("件", ["東京都の件"]),
    ("東都", []),
    ("ПОЧТА", ["Не работает почта"]),
    ("почт*", ["Не работает почта"]),
    ("елкина", ["Не работает почта"]),
    ("محمد", ["الطابعة معطلة"]),
    ("الطابعة", ["الطابعة معطلة"]),
    ("the of it", ["The the of it"]),
    ("a b", ["The the of it"]),
    ('"to be or not to be"', ["The the of it"]),
    ("jane.doe@acme.example", ["Reply to jane.doe@acme.example"]),
    ("report_final.xlsx", ["Reply to jane.doe@acme.example"]),
    ("AB-1234", ["Reply to jane.doe@acme.example"]),
    ("AB-123*", ["Reply to jane.doe@acme.example"]),
    ("lieferschein", ["Toner order"]),
    ("marz.pdf", ["Toner order"]),
    ("nothing of it", []),
    ("%", []),
    ("100%_", []),
]


async def test_words_phrases_choices_exclusions_and_scripts(full: SearchDesk) -> None:
    found = {query: await full.titles(query) for query, _expected in CASES}

    assert {query: sorted(titles) for query, titles in found.items()} == {
        query: sorted(expected) for query, expected in CASES
    }
    assert set(await full.titles("-toner")) == DESK.keys() - {"Printer is on fire", "Toner order"}
    for odd in ODD:  # nothing that is typed is an error
        await full.titles(odd)


ODD = (
    '"', "(", "))((", "AND", "OR OR", "NOT", "-", "!", "*", "\\", "a AND (b OR", '"a" "', "+", "&&", "||", "'; --",
    "<script>", "a:b", "{x}", "^a", "NEAR(a b)", "a" * 500, "(" * 300, "\x00", "\ufffd", "- - -", "!!a", "𠀀", "½",
    "words:printer", "printer~", "@@", "%s", ":q", '"a b"*', "a OR -b", "@ @", "a:b*",
)  # fmt: skip


async def test_titles_come_before_subjects_before_bodies(desk: SearchDesk) -> None:
    await desk.ticket("Cable", "We need a new one")
    await desk.ticket("One", "Where is the cable?")
    await desk.ticket("Two", "Nothing", subject="A cable is missing")
    await desk.ticket("Three", "The cable again")
    await desk.drain()

    assert await desk.titles("cable") == ["Cable", "Two", "Three", "One"]


async def test_what_is_found_is_marked_and_escaped(desk: SearchDesk) -> None:
    body = "<b>The Größe</b> of the <script>alert(1)</script> monitor. " + "Words before and after. " * 40
    await desk.ticket("Größe & monitor", body)
    await desk.drain()

    (hit,) = await desk.found("grosse monitor")
    title, text = hit.snippets
    assert title.html == "<mark>Größe</mark> &amp; <mark>monitor</mark>"
    assert text.html.startswith("&lt;b&gt;The <mark>Größe</mark>&lt;/b&gt; of the &lt;script&gt;alert")
    assert [text.text[start:end] for start, end in text.marks] == ["Größe", "monitor"]
    assert len(text.text) < 260


async def test_excluded_words_count_in_all_messages_of_a_ticket(desk: SearchDesk) -> None:
    ticket = await desk.ticket("Scanner", "It is slow")
    await desk.note(ticket, "The toner was empty")
    await desk.drain()

    assert await desk.titles("scanner") == ["Scanner"]
    assert await desk.titles("scanner -toner") == []


async def test_html_is_searched_as_text(desk: SearchDesk) -> None:
    await desk.ticket("Mail", "<p>Gr&ouml;&szlig;e: <b>hu</b>ge</p>", content_type="text/html")
    await desk.drain()

    assert await desk.titles("grosse huge") == ["Mail"]
    assert await desk.titles("ouml") == []


async def test_changes_are_found_after_the_jobs(desk: SearchDesk) -> None:
    ticket = await desk.ticket("Old words", "First message")
    assert await desk.titles("words") == []
    assert await desk.listed(ticket.number) == {"Old words"}, "the whole number is found at once"
    assert (await desk.drain()).count("search.index_ticket") == 1
    assert await desk.titles("words first") == ["Old words"]

    async with desk.site.uow(acting_id=desk.ann.user_id) as uow:
        await service.set_title(uow, desk.ann, TicketId(ticket.id), schemas.TicketSetTitle(title="New heading"))
        await service.set_customer(uow, desk.ann, TicketId(ticket.id), schemas.TicketSetCustomer(customer_user="jane"))
    note = await desk.note(ticket, "Second thoughts")
    assert (await desk.drain()).count("search.index_ticket") == 1, "one job for what changed meanwhile"
    for query in ("heading", "thoughts", "jane", "acme", "jane@customer.example"):
        assert await desk.titles(query) == ["New heading"], query
    assert await desk.titles("words") == []

    async with desk.site.uow(acting_id=desk.ann.user_id) as uow:
        await service.delete_note(uow, desk.ann, TicketId(ticket.id), ArticleId(note.id))
    await desk.drain()
    assert await desk.titles("thoughts") == []


async def test_messages_follow_into_the_ticket_they_were_merged_into(desk: SearchDesk) -> None:
    main, other = await desk.ticket("Main", "alpha"), await desk.ticket("Other", "beta")
    await desk.drain()

    async with desk.site.uow(acting_id=desk.ann.user_id) as uow:
        await service.merge_ticket(uow, desk.ann, TicketId(other.id), schemas.TicketMerge(into=main.id))
    await desk.drain()

    assert await desk.titles("beta") == ["Main"]
    assert await desk.titles("alpha beta") == [], "words of one message"
    assert await desk.titles("other") == ["Other"]


async def test_deleted_tickets_are_gone_at_once(desk: SearchDesk) -> None:
    ticket = await desk.ticket("Short life", "ephemeral")
    await desk.drain()
    assert await desk.titles("ephemeral") == ["Short life"]

    async with desk.site.uow(acting_id=desk.admin.user_id) as uow:
        await service.delete_ticket(uow, desk.admin, TicketId(ticket.id))

    assert await desk.titles("ephemeral") == []


async def test_one_job_does_what_many_wait_for(desk: SearchDesk) -> None:
    for number in range(5):
        await desk.ticket(f"Ticket {number}", "together")

    assert (await desk.drain()).count("search.index_ticket") == 1
    assert len(await desk.titles("together")) == 5


@pytest.mark.backends("postgresql")
async def test_after_a_rebuild_the_planner_knows_how_much_there_is(full: SearchDesk) -> None:
    """Taken for empty, the index would be read from end to end until the database looks at it by itself."""
    async with full.site.uow() as uow:
        await indexing.start_rebuild(uow)
    async with full.site.uow() as uow:
        assert (await indexing.rebuild_some(uow)).finished
    async with full.site.read() as read:
        known = text("SELECT reltuples FROM pg_class WHERE oid = 'gotrs_search_document'::regclass")
        assert await read.session.scalar(known) >= len(DESK)


async def test_of_a_common_word_no_more_is_counted_than_anybody_reads(
    desk: SearchDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST_COUNTED", 2)
    monkeypatch.setattr(bounded_words, "FEW", -1)

    async def total() -> int | None:
        async with desk.site.read() as read:
            page = PageRequest(1, include_total=True)
            return (await service.list_tickets(read, desk.ann, TicketFilter(q="printer"), page)).total

    totals = []
    for title in ("One printer", "Two printers: printer", "Printer three"):
        await desk.ticket(title)
        await desk.ticket("Something else")
        await desk.drain()
        totals.append(await total())

    # Elsewhere than on SQLite so few tickets are looked through at once.
    assert totals == [1, 2, None if desk.site.database.dialect_name == "sqlite" else 3]


@pytest.mark.backends("postgresql", "mariadb")
async def test_of_many_that_fit_the_newest_are_ranked(desk: SearchDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    for title in ("Printer one", "Printer two", "Printer three"):
        await desk.ticket(title)
    await desk.drain()

    async def found(looked_up: int, **page: Any) -> Page[TicketHit]:
        monkeypatch.setattr(hits, "MOST_LOOKED_UP", looked_up)
        async with desk.site.read() as read:
            asked = PageRequest(include_total=True, **page)
            return await search.search_tickets(read, desk.ann, "printer", TicketSearch(), asked)

    first = await found(2, limit=1)
    second = await found(2, limit=1, after=first.after)
    assert [hit.ticket.title for hit in (*first.rows, *second.rows)] == ["Printer three", "Printer two"]
    assert (first.more_than, second.more_than, second.has_more) == (2, 2, False)

    by_time = await found(2, limit=5)
    assert [hit.ticket.title for hit in by_time.rows] == ["Printer three", "Printer two", "Printer one"]
    assert (by_time.total, by_time.more_than) == (3, None)


@pytest.fixture
async def large(desk: SearchDesk, monkeypatch: pytest.MonkeyPatch) -> SearchDesk:
    """As if two tickets were as many as can be looked through at once. Printers are in the oldest and in one of the others."""
    for name, number in (("FEW", -1), ("AT_ONCE", 2), ("AT_ONCE_FOR_CUSTOMERS", 2), ("DOCUMENTS_AT_ONCE", 2)):
        monkeypatch.setattr(bounded_words, name, number)
    for title in ("Printer one", "Lamp", "Lamp", "Printer two", "Lamp", "Lamp", "Lamp"):
        await desk.ticket(title)
    await desk.drain()
    return desk


@pytest.mark.backends("postgresql", "mariadb")
@pytest.mark.parametrize("sort", ["-created", "created", "title"])
async def test_common_words_are_looked_for_in_one_part_of_the_tickets_after_the_other(
    large: SearchDesk, sort: str
) -> None:
    found, after, pages = [], None, 0
    async with large.site.read() as read:
        while pages == 0 or after is not None:
            page = PageRequest(limit=5, after=after, include_total=True)
            listed = await service.list_tickets(read, large.ann, TicketFilter(q="printer", sort=sort), page)
            assert listed.total is None
            assert listed.more_than is not None
            found += [ticket.title for ticket in listed.rows]
            after, pages = listed.after, pages + 1
    assert pages > 3
    assert set(found) == {"Printer one", "Printer two"}
    assert len(found) == 2


@pytest.mark.backends("postgresql", "mariadb")
async def test_a_search_by_rank_goes_on_by_time_where_the_newest_messages_hold_too_little(large: SearchDesk) -> None:
    found, after, pages = [], None, 0
    async with large.site.read() as read:
        while pages == 0 or after is not None:
            page = PageRequest(limit=5, after=after)
            best = await search.search_tickets(read, large.ann, "printer", TicketSearch(), page)
            found += [hit.ticket.title for hit in best.rows]
            after, pages = best.after, pages + 1
    assert found == ["Printer two", "Printer one"]
