"""The counter table, as OTRS fills it, and what a new generator makes of it."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select

from gotrs_api.kernel.clock import FakeClock
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.models import TicketNumberCounter
from tests.tickets.desk import Desk

GENERATORS = "Kernel::System::Ticket::Number::"


async def counters(desk: Desk) -> list[int]:
    statement = select(TicketNumberCounter.counter).order_by(TicketNumberCounter.id)
    return list(await desk.uow.session.scalars(statement.execution_options(populate_existing=True)))


async def test_rows_that_otrs_left_unfilled_are_filled_on_the_way(desk: Desk) -> None:
    await desk.ticket()
    now = desk.uow.clock.now()
    for uid in ("a" * 32, "b" * 32):
        await desk.uow.session.execute(insert(TicketNumberCounter).values(counter=0, counter_uid=uid, create_time=now))

    await desk.ticket()

    assert await counters(desk) == [1, 2, 3, 4]


async def test_each_day_begins_with_one_in_the_zone_of_the_database(desk: Desk, clock: FakeClock) -> None:
    await desk.factories.setting(settings.OTRS_TIME_ZONE, "Asia/Tokyo")
    first = await desk.ticket()
    clock.advance(hours=5, minutes=29)  # 23:59 in Tokyo
    second = await desk.ticket()
    clock.advance(minutes=1)
    third = await desk.ticket()

    assert [ticket.number[:15] for ticket in (first, second, third)] == [
        "202603021000001",
        "202603021000002",
        "202603031000001",
    ]


async def test_auto_increment_goes_on_after_the_newest_number(desk: Desk) -> None:
    newest = await desk.factories.ticket(queue=desk.support)
    newest.tn = "1000041"
    await desk.uow.session.flush()
    await desk.factories.setting(settings.TICKET_NUMBER_GENERATOR, f"{GENERATORS}AutoIncrement")

    assert [(await desk.ticket()).number for _ in range(2)] == ["1000042", "1000043"]


@pytest.mark.backends("sqlite")
async def test_random_numbers_need_no_counter(desk: Desk) -> None:
    await desk.factories.setting(settings.TICKET_NUMBER_GENERATOR, f"{GENERATORS}Random")

    numbers = {(await desk.ticket()).number for _ in range(5)}

    assert len(numbers) == 5
    assert all(number.startswith("10") and len(number) == 12 for number in numbers)
    assert await counters(desk) == []


async def test_the_date_generator_leaves_the_counter_unpadded(desk: Desk) -> None:
    await desk.factories.setting(settings.TICKET_NUMBER_GENERATOR, f"{GENERATORS}Date")

    assert (await desk.ticket()).number == "20260302101"
