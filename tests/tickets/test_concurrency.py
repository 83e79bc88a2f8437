"""Many at once: no number twice, no change lost."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from gotrs_api.kernel.errors import PreconditionFailed
from gotrs_api.kernel.ids import TicketId
from gotrs_api.search.models import SearchDocument
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.models import LinkObject, LinkRelation, Ticket, TicketHistory, TicketNumberCounter
from gotrs_api.tickets.repository import documents
from gotrs_api.tickets.service import bulk, current
from gotrs_api.tickets.service.search import indexing
from gotrs_api.uow import Site
from tests.support.factories import Factories
from tests.support.jobs import drain
from tests.tickets.desk import Desk, new_ticket, open_desk

CREATORS = 50
WRITERS = 20


async def committed_desk(site: Site) -> Desk:
    async with site.uow() as uow:
        return await open_desk(uow, Factories(uow))


@pytest.mark.parametrize("generator", ["DateChecksum", "AutoIncrement"])
async def test_fifty_creators_get_fifty_numbers_in_a_row(committed_site: Site, generator: str) -> None:
    desk = await committed_desk(committed_site)
    async with committed_site.uow() as uow:
        await Factories(uow).setting(settings.TICKET_NUMBER_GENERATOR, f"Kernel::System::Ticket::Number::{generator}")

    async def create() -> str:
        async with committed_site.uow() as uow:
            return (await service.create_ticket(uow, desk.ann, new_ticket(desk.support))).number

    numbers = await asyncio.gather(*(create() for _ in range(CREATORS)))

    assert len(set(numbers)) == CREATORS
    async with committed_site.read() as read:
        counters = sorted(await read.session.scalars(select(TicketNumberCounter.counter)))
        tickets = await read.session.scalar(select(func.count()).select_from(Ticket).where(Ticket.id != 1))
    first = counters[0]
    assert counters == list(range(first, first + CREATORS)), "no counter twice and none left out"
    assert tickets == CREATORS


async def test_twenty_writers_lose_nothing(committed_site: Site) -> None:
    desk = await committed_desk(committed_site)
    async with committed_site.uow() as uow:
        ticket = await service.create_ticket(uow, desk.ann, new_ticket(desk.support))
    ticket_id = TicketId(ticket.id)

    async def rename(number: int) -> str:
        async with committed_site.uow() as uow:
            command = schemas.TicketSetTitle(title=f"Title {number}")
            return (await service.set_title(uow, desk.ann, ticket_id, command)).etag

    etags = await asyncio.gather(*(rename(number) for number in range(WRITERS)))

    assert len(set(etags)) == WRITERS, "each writer saw a version of its own"
    async with committed_site.read() as read:
        titles = list(
            await read.session.scalars(
                select(TicketHistory.name)
                .where(TicketHistory.ticket_id == ticket.id, TicketHistory.name.like("%Title %"))
                .order_by(TicketHistory.id)
            )
        )
    assert len(titles) == WRITERS
    befores, afters = zip(*(line.removeprefix("%%").split("%%") for line in titles), strict=True)
    assert befores[1:] == afters[:-1], "every change was made to what the one before had left"


async def test_of_twenty_who_saw_the_same_version_one_wins(committed_site: Site) -> None:
    desk = await committed_desk(committed_site)
    async with committed_site.uow() as uow:
        ticket = await service.create_ticket(uow, desk.ann, new_ticket(desk.support))

    async def rename(number: int) -> bool:
        try:
            async with committed_site.uow() as uow:
                command = schemas.TicketSetTitle(title=f"Title {number}")
                await service.set_title(uow, desk.ann, TicketId(ticket.id), command, if_match=ticket.etag)
        except PreconditionFailed:
            return False
        return True

    won = await asyncio.gather(*(rename(number) for number in range(WRITERS)))

    assert won.count(True) == 1


async def test_nobody_waits_for_each_other_over_the_same_tickets(committed_site: Site) -> None:
    """Merged, linked and taken out again both ways at once: a database that finds a circle ends one of them."""
    desk = await committed_desk(committed_site)
    with capture_logs() as logs:
        for _ in range(3):
            low, high = await two_tickets(committed_site, desk)
            link = schemas.TicketLink(type="Normal", role="peer", ticket_id=low)
            linking = [
                bulk.change_one(
                    committed_site, desk.ann, "all", each, bulk.part_of("all", {"link": {**link.model_dump(), **other}})
                )
                for each, other in ((low, {"ticket_id": high}), (high, {"ticket_id": low}))
                for _ in range(4)
            ]
            linked = await asyncio.gather(*linking)
            merging = [
                bulk.change_one(committed_site, desk.ann, "merge", each, schemas.TicketMerge(into=other))
                for each, other in ((low, high), (high, low)) * 3
            ]
            merged = await asyncio.gather(*merging)

            assert {one.status for one in linked} == {200}
            assert sorted(one.status for one in merged) == [200, *[409] * 5], "one of the two was merged, and once"
    assert [entry for entry in logs if entry["event"] == "transaction.again"] == []


@pytest.fixture
def wants_tickets(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set when whoever writes the index asks for tickets."""
    asked = asyncio.Event()
    lock = documents.lock_tickets

    async def lock_tickets(session: AsyncSession, ticket_ids: Sequence[int]) -> None:
        asked.set()
        await lock(session, ticket_ids)

    monkeypatch.setattr(documents, "lock_tickets", lock_tickets)
    return asked


@pytest.mark.backends("postgresql", "mariadb")
async def test_the_index_takes_tickets_before_their_jobs_as_everybody_does(
    committed_site: Site, wants_tickets: asyncio.Event
) -> None:
    """Whoever changes a ticket holds it, and then its job; the index may not hold the job and wait for the ticket."""
    desk = await committed_desk(committed_site)
    _, ticket_id = await two_tickets(committed_site, desk)
    await rename(committed_site, desk, ticket_id, "Its job waits")

    async with committed_site.uow() as uow:
        await service.set_title(uow, desk.ann, ticket_id, schemas.TicketSetTitle(title="Changed"))
        finishing = asyncio.create_task(drain(committed_site))
        await wants_tickets.wait()

    await finishing
    async with committed_site.read() as read:
        headings = list(
            await read.session.scalars(select(SearchDocument.heading).where(SearchDocument.ticket_id == ticket_id))
        )
        assert headings
        assert all("changed" in heading for heading in headings)


@pytest.mark.backends("postgresql", "mariadb")
async def test_a_rebuild_of_the_index_takes_tickets_before_their_documents(
    committed_site: Site, wants_tickets: asyncio.Event
) -> None:
    desk = await committed_desk(committed_site)
    ticket_id, _ = await two_tickets(committed_site, desk)
    await drain(committed_site)
    async with committed_site.uow() as uow:
        await indexing.start_rebuild(uow)
    wants_tickets.clear()

    async def rebuild() -> indexing.Progress:
        async with committed_site.uow() as uow:
            return await indexing.rebuild_some(uow)

    async with committed_site.uow() as uow:
        await current.lock(uow, ticket_id)
        rebuilding = asyncio.create_task(rebuild())
        await wants_tickets.wait()
        await indexing.index_tickets(uow, [ticket_id])

    assert (await rebuilding).finished


async def rename(site: Site, desk: Desk, ticket_id: TicketId, title: str) -> None:
    async with site.uow() as uow:
        await service.set_title(uow, desk.ann, ticket_id, schemas.TicketSetTitle(title=title))


async def test_the_first_links_of_a_desk_may_come_at_once(committed_site: Site) -> None:
    """OTRS has no row for the kind Ticket before the first link."""
    desk = await committed_desk(committed_site)
    pairs = [await two_tickets(committed_site, desk) for _ in range(4)]

    async def link(one: TicketId, other: TicketId) -> None:
        async with committed_site.uow() as uow:
            command = schemas.TicketLink(type="Normal", role="peer", ticket_id=other)
            await service.link_ticket(uow, desk.ann, one, command)

    await asyncio.gather(*(link(*pair) for pair in pairs))

    async with committed_site.read() as read:
        assert await read.session.scalar(select(func.count()).select_from(LinkRelation)) == len(pairs)
        assert await read.session.scalar(select(func.count()).select_from(LinkObject)) == 1


async def two_tickets(site: Site, desk: Desk) -> list[TicketId]:
    async with site.uow() as uow:
        return [TicketId((await service.create_ticket(uow, desk.ann, new_ticket(desk.support))).id) for _ in range(2)]


async def test_a_creation_that_fails_leaves_nothing(committed_site: Site) -> None:
    desk = await committed_desk(committed_site)

    with pytest.raises(RuntimeError):
        async with committed_site.uow() as uow:
            await service.create_ticket(uow, desk.ann, new_ticket(desk.support))
            raise RuntimeError("the machine stumbles")

    async with committed_site.read() as read:
        assert await read.session.scalar(select(func.count()).select_from(TicketNumberCounter)) == 0
        assert await read.session.scalar(select(func.count()).select_from(Ticket).where(Ticket.id != 1)) == 0
