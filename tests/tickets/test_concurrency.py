"""Many at once: no number twice, no change lost."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select

from gotrs_api.kernel.errors import PreconditionFailed
from gotrs_api.kernel.ids import TicketId
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.models import Ticket, TicketHistory, TicketNumberCounter
from gotrs_api.uow import Site
from tests.support.factories import Factories
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


async def test_a_creation_that_fails_leaves_nothing(committed_site: Site) -> None:
    desk = await committed_desk(committed_site)

    with pytest.raises(RuntimeError):
        async with committed_site.uow() as uow:
            await service.create_ticket(uow, desk.ann, new_ticket(desk.support))
            raise RuntimeError("the machine stumbles")

    async with committed_site.read() as read:
        assert await read.session.scalar(select(func.count()).select_from(TicketNumberCounter)) == 0
        assert await read.session.scalar(select(func.count()).select_from(Ticket).where(Ticket.id != 1)) == 0
