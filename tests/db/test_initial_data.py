from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.articles.models import Article, ArticlePlain, CommunicationChannel
from gotrs_api.automation.models import NotificationEventMessage, notification_event_item_table
from gotrs_api.catalog.models import TicketPriority, TicketState, TicketStateType
from gotrs_api.db.base import Base
from gotrs_api.db.database import Database
from gotrs_api.db.initial_data import LANGUAGES, initial_rows
from gotrs_api.identity.models import User
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.queues.models import Queue
from gotrs_api.tickets.models import Ticket
from gotrs_api.wiring import load_models

load_models()


@pytest.fixture
def session(database: Database, clock: FakeClock) -> AsyncSession:
    return database.write_session({"now": clock.now, "acting_id": 1})


async def names(session: AsyncSession, model: Any) -> list[tuple[int, str]]:
    return [tuple(row) for row in await session.execute(select(model.id, model.name).order_by(model.id))]


async def test_ids_are_those_of_otrs(session: AsyncSession) -> None:
    async with session:
        assert await names(session, Queue) == [(1, "Postmaster"), (2, "Raw"), (3, "Junk"), (4, "Misc")]
        assert (await names(session, TicketState))[3] == (4, "open")
        assert (await names(session, TicketStateType))[2] == (3, "closed")
        assert (await names(session, TicketPriority))[2] == (3, "3 normal")
        assert [name for _, name in await names(session, CommunicationChannel)] == [
            "Email",
            "Phone",
            "Internal",
            "Chat",
        ]


async def test_new_rows_get_numbers_after_the_given_ones(session: AsyncSession) -> None:
    async with session:
        state = TicketState(name="waiting", type_id=2, valid_id=1)
        session.add(state)
        await session.flush()
        assert state.id > 9


async def test_the_system_user_has_no_password_that_works(session: AsyncSession) -> None:
    async with session:
        assert await session.scalar(select(User.pw).where(User.id == 1)) == "!"


async def test_the_first_ticket_can_be_read(session: AsyncSession) -> None:
    async with session:
        assert (await session.get_one(Ticket, 1)).queue_id == 2
        assert (await session.get_one(Article, 1)).ticket_id == 1
        plain = await session.get_one(ArticlePlain, 1)
        assert plain.body.startswith(b"From: GOTRS <welcome@localhost>")
        channel = await session.get_one(CommunicationChannel, 4)
        assert channel.channel_data.endswith("- article_data_otrs_chat\n")


async def test_every_notification_has_a_text_in_english_and_an_event(session: AsyncSession) -> None:
    item = notification_event_item_table.c
    async with session:
        english = select(func.count()).where(NotificationEventMessage.language == "en")
        assert await session.scalar(english.select_from(NotificationEventMessage)) == 16
        with_event = select(func.count(item.notification_id.distinct())).where(item.event_key == "Events")
        assert await session.scalar(with_event) == 16


def test_texts_fit_into_their_columns() -> None:
    for table, rows in initial_rows(datetime(2026, 3, 2, tzinfo=UTC)):
        columns = Base.metadata.tables[table].columns
        for row in rows:
            for name, value in row.items():
                size = getattr(columns[name].type, "size", None)
                assert size is None or len(value) <= size, f"{table}.{name}: {value}"


def test_a_notification_says_the_same_in_every_language() -> None:
    rows = dict(initial_rows(datetime(2026, 3, 2, tzinfo=UTC)))["notification_event_message"]
    assert len({row["id"] for row in rows}) == len(rows) == 113
    for notification_id in range(1, 17):
        texts = {row["language"]: row["text"] for row in rows if row["notification_id"] == notification_id}
        assert set(texts) <= set(LANGUAGES)
        for language, text in texts.items():
            assert _facts_told(text) == _facts_told(texts["en"]), f"notification {notification_id} in {language}"


def _facts_told(text: str) -> set[str]:
    """Placeholders, with the forms of a person's name (order and politeness differ by language) as one."""
    tags = re.findall(r"(?:<|&lt;)OTRS_(.+?)(?:>|&gt;)", text)
    return {
        re.sub(r"User(Fullname|Firstname|Lastname)$", "User", tag)
        .replace("TICKET_OWNER", "OWNER")
        .replace("TICKET_RESPONSIBLE", "RESPONSIBLE")
        for tag in tags
    }
