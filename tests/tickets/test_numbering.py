"""The counter table, as OTRS fills it, and what a new generator makes of it."""

from __future__ import annotations

from datetime import datetime

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


async def test_numbers_that_are_taken_are_passed_over_with_growing_steps(desk: Desk) -> None:
    """OTRS counts on by 1, then by 2, then by 3: the numbers 1 and 3 are there, so the next one is 6."""
    for counter in (1, 3):
        (await desk.factories.ticket(queue=desk.support)).tn = f"2026030210{counter}"
    await desk.uow.session.flush()
    await desk.factories.setting(settings.TICKET_NUMBER_GENERATOR, f"{GENERATORS}Date")

    assert [(await desk.ticket()).number for _ in range(2)] == ["20260302106", "20260302107"]
    assert await counters(desk) == [1, 3, 6, 7]


async def test_a_new_generator_goes_on_with_the_counter_that_is_there(desk: Desk, clock: FakeClock) -> None:
    """The counter of a day is that of all generators; AutoIncrement counts on from yesterday."""
    numbers = []
    for generator, days in (("DateChecksum", 0), ("Date", 0), ("AutoIncrement", 1), ("Date", 0), ("AutoIncrement", 0)):
        clock.advance(days=days)
        await desk.factories.setting(settings.TICKET_NUMBER_GENERATOR, f"{GENERATORS}{generator}")
        numbers.append((await desk.ticket()).number)

    assert numbers == ["2026030210000012", "20260302102", "1000003", "20260303104", "1000005"]


async def test_auto_increment_begins_with_one_after_numbers_of_days_and_after_the_first_ticket(desk: Desk) -> None:
    await desk.factories.setting(settings.TICKET_NUMBER_GENERATOR, f"{GENERATORS}AutoIncrement")
    (await desk.factories.ticket(queue=desk.support)).tn = "2026030110000017"
    await desk.uow.session.flush()

    assert (await desk.ticket()).number == "1000001"


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-29T21:59:59Z", "20260329"),  # the day on which the clock goes on: Berlin is two hours ahead already
        ("2026-03-29T22:00:00Z", "20260330"),
        ("2026-10-25T22:59:59Z", "20261025"),  # and the one on which it goes back
        ("2026-10-25T23:00:00Z", "20261026"),
        ("2027-12-31T23:00:00Z", "20280101"),
    ],
)
@pytest.mark.backends("sqlite")
async def test_the_day_of_a_number_is_that_of_the_zone_of_the_database(
    desk: Desk, clock: FakeClock, moment: str, day: str
) -> None:
    await desk.factories.setting(settings.OTRS_TIME_ZONE, "Europe/Berlin")
    clock.advance(seconds=(datetime.fromisoformat(moment) - clock.now()).total_seconds())

    assert (await desk.ticket()).number.startswith(f"{day}1000001")
