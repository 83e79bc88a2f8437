from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.catalog.models import TicketType
from gotrs_api.db.database import Database
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.tickets.models import TicketFlag

pytestmark = pytest.mark.backends("sqlite")


@pytest.fixture
def session(database: Database, clock: FakeClock) -> AsyncSession:
    return database.write_session({"now": clock.now, "acting_id": 1})


async def new_type(session: AsyncSession) -> TicketType:
    kind = TicketType(name="Incident", valid_id=1)
    session.add(kind)
    await session.flush()
    return kind


async def test_a_new_row_says_who_made_it_and_when(session: AsyncSession, clock: FakeClock) -> None:
    async with session:
        kind = await new_type(session)
        assert (kind.create_by, kind.change_by) == (1, 1)
        assert kind.create_time == kind.change_time == clock.now()


async def test_a_row_without_change_columns_is_stamped_too(session: AsyncSession, clock: FakeClock) -> None:
    async with session:
        flag = TicketFlag(ticket_id=1, ticket_key="Seen", ticket_value="1")
        session.add(flag)
        await session.flush()
        assert (flag.create_by, flag.create_time) == (1, clock.now())


async def test_a_change_stamps_the_change_alone(session: AsyncSession, clock: FakeClock) -> None:
    async with session:
        kind = await new_type(session)
        made = clock.now()
        clock.advance(seconds=60)
        kind.name = "Problem"
        await session.flush()
        assert (kind.create_time, kind.change_time) == (made, made + timedelta(seconds=60))


async def test_setting_what_is_there_already_is_no_change(session: AsyncSession, clock: FakeClock) -> None:
    async with session:
        kind = await new_type(session)
        made = clock.now()
        clock.advance(seconds=60)
        kind.name = "Incident"
        await session.flush()
        assert kind.change_time == made


async def test_what_the_caller_set_stays(session: AsyncSession, clock: FakeClock) -> None:
    async with session:
        kind = await new_type(session)
        imported = clock.now() - timedelta(days=9)
        kind.name, kind.change_time = "Problem", imported
        await session.flush()
        assert kind.change_time == imported


async def test_a_session_that_does_not_know_who_acts_is_told_so(database: Database, clock: FakeClock) -> None:
    async with database.write_session({"now": clock.now}) as session:
        session.add(TicketType(name="Incident", valid_id=1))
        with pytest.raises(LookupError, match="acting_id"):
            await session.flush()
