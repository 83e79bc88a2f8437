from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.articles.models import ArticleAttachment, ArticlePlain
from gotrs_api.db.database import Database
from gotrs_api.identity.models import LoginAttempt, SignInSession
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.sysconfig.models import SystemData
from gotrs_api.wiring import load_models

load_models()

MOMENT = datetime(2026, 7, 1, 12, 0, 59, 999_999, tzinfo=UTC)
SUMMER_IN_BERLIN = timezone(timedelta(hours=2))


@pytest.fixture
def session(database: Database, clock: FakeClock) -> AsyncSession:
    return database.write_session({"now": clock.now, "acting_id": 1})


async def stored(session: AsyncSession, sql: str) -> object:
    return (await session.execute(text(sql))).scalar_one()


async def test_a_moment_is_kept_to_the_second_in_utc(session: AsyncSession) -> None:
    async with session:
        session.add(SystemData(data_key="k", data_value="v", create_time=MOMENT.astimezone(SUMMER_IN_BERLIN)))
        await session.flush()
        session.expunge_all()
        assert (await session.get_one(SystemData, "k")).create_time == MOMENT.replace(microsecond=0)
        raw = await stored(session, "SELECT create_time FROM system_data WHERE data_key = 'k'")
        assert str(raw) == "2026-07-01 12:00:59"


async def test_a_moment_is_stored_in_the_zone_of_the_database(database: Database, session: AsyncSession) -> None:
    database.use_time_zone(ZoneInfo("Europe/Berlin"))
    async with session:
        session.add(SystemData(data_key="k", data_value="v", create_time=MOMENT))
        session.add(LoginAttempt(key="ours", failures=1, last_failure_at=MOMENT))
        await session.flush()
        session.expunge_all()
        raw = await stored(session, "SELECT create_time FROM system_data WHERE data_key = 'k'")
        assert str(raw) == "2026-07-01 14:00:59"
        found = (await session.get_one(SystemData, "k")).create_time
        assert (found, found.tzinfo) == (MOMENT.replace(microsecond=0), UTC)
        ours = await stored(session, "SELECT last_failure_at FROM gotrs_login_attempt")
        assert str(ours) == "2026-07-01 12:00:59"


async def test_the_ends_of_the_calendar_can_be_asked_for(database: Database, session: AsyncSession) -> None:
    async with session:
        session.add(SystemData(data_key="k", data_value="v", create_time=MOMENT))
        await session.flush()
        for zone in ("Asia/Tokyo", "America/New_York"):
            database.use_time_zone(ZoneInfo(zone))
            between = SystemData.create_time.between(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
            assert await session.scalar(select(SystemData.data_value).where(SystemData.data_key == "k", between)) == "v"


@pytest.mark.backends("sqlite")
async def test_a_moment_without_a_zone_is_refused(session: AsyncSession) -> None:
    async with session:
        session.add(SystemData(data_key="k", create_time=MOMENT.replace(tzinfo=None)))
        with pytest.raises(StatementError, match="without a time zone"):
            await session.flush()


async def test_text_in_a_blob_keeps_every_character(session: AsyncSession) -> None:
    value = "---\nName: Grüße 日本 🎫\n"
    async with session:
        session.add(SystemData(data_key="k", data_value=value))
        await session.flush()
        session.expunge_all()
        assert (await session.get_one(SystemData, "k")).data_value == value


async def test_bytes_come_back_as_they_were(session: AsyncSession) -> None:
    content = bytes(range(256)) * 300
    async with session:
        attachment = ArticleAttachment(article_id=1, filename="all.bin", content=content)
        session.add(attachment)
        await session.flush()
        session.expunge_all()
        assert (await session.get_one(ArticleAttachment, attachment.id)).content == content


@pytest.mark.backends("postgresql")
async def test_postgresql_holds_bytes_as_base64_in_lines(session: AsyncSession) -> None:
    async with session:
        session.add(ArticleAttachment(article_id=1, filename="x", content=b"\x00" * 58))
        await session.flush()
        raw = await stored(session, "SELECT content FROM article_data_mime_attachment WHERE filename = 'x'")
        assert raw == "A" * 76 + "\nAA==\n"


@pytest.mark.backends("postgresql")
async def test_a_mail_that_was_never_encoded_is_read_as_it_is(session: AsyncSession) -> None:
    async with session:
        await session.execute(
            text("UPDATE article_data_mime_plain SET body = 'From: Zoë <z@example.com>' WHERE id = 1")
        )
        body = await session.scalar(select(ArticlePlain.body).where(ArticlePlain.id == 1))
        assert body == "From: Zoë <z@example.com>".encode()


async def test_keys_of_our_tables_differ_by_case(session: AsyncSession) -> None:
    async with session:
        await session.execute(insert(LoginAttempt), [{"key": "Ab", "failures": 1}, {"key": "aB", "failures": 2}])
        assert await session.scalar(select(LoginAttempt.failures).where(LoginAttempt.key == "aB")) == 2


@pytest.mark.backends("mariadb")
async def test_an_old_character_set_gets_a_replacement_character(database: Database, session: AsyncSession) -> None:
    dialect = database.engine.dialect
    async with session:
        dialect.gotrs_utf8mb3 = True  # type: ignore[attr-defined]
        try:
            session.add(
                SignInSession(
                    token_hash="0" * 64,
                    kind="customer",
                    customer_login="🎫 ü",
                    created_at=MOMENT,
                    last_seen_at=MOMENT,
                    expires_at=MOMENT,
                    csrf_secret="s",
                )
            )
            await session.flush()
        finally:
            dialect.gotrs_utf8mb3 = False  # type: ignore[attr-defined]
        assert await session.scalar(select(SignInSession.customer_login)) == "\ufffd ü"


async def test_a_nul_in_a_text_is_replaced_on_every_database(session: AsyncSession) -> None:
    async with session:
        session.add(SystemData(data_key="k", data_value="a\0b", create_time=MOMENT))
        await session.flush()
        session.expunge_all()
        assert (await session.get_one(SystemData, "k")).data_value == "a\ufffdb"
