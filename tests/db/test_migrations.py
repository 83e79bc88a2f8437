from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import ReflectedIndex
from sqlalchemy.exc import IntegrityError

from gotrs_api.db.check import check
from gotrs_api.db.database import Database
from gotrs_api.db.hot_indexes import HOT_INDEXES, build_missing_indexes, drop_indexes, hot_indexes
from gotrs_api.wiring import load_models
from tests.db.migrated import downgrade, table_names, upgrade


@pytest.fixture
async def empty(empty_url: URL) -> AsyncIterator[Database]:
    load_models()
    database = Database(empty_url, pool_size=1)
    yield database
    await database.close()


async def test_migrations_make_what_the_models_say_and_leave_nothing_behind(empty: Database) -> None:
    await upgrade(empty, "0001")
    async with empty.connect() as connection:
        assert await check(connection, own_tables=False) == []
        assert "Table gotrs_job is missing." in [str(each) for each in await check(connection)]
    await upgrade(empty)
    async with empty.connect() as connection:
        assert await check(connection) == []
    await downgrade(empty)
    assert await table_names(empty) == {"alembic_version"}
    await upgrade(empty)
    async with empty.connect() as connection:
        assert await check(connection) == []


async def test_foreign_keys_hold_also_between_tables_that_need_each_other(committed_url: URL) -> None:
    database = Database(committed_url, pool_size=1)
    with pytest.raises(IntegrityError):
        async with database.connect() as connection:
            await connection.execute(text("UPDATE users SET valid_id = 99 WHERE id = 1"))
    await database.close()


async def test_covering_indexes_come_and_go_without_counting_as_a_difference(committed_url: URL) -> None:
    load_models()
    database = Database(committed_url, pool_size=1)
    try:
        async with database.connect() as connection:
            assert set(await drop_indexes(connection)) <= HOT_INDEXES.keys()
        wanted = hot_indexes(database.dialect_name)
        assert set(await build_missing_indexes(database.engine)) == wanted.keys()
        assert await build_missing_indexes(database.engine) == []
        async with database.connect() as connection:
            # The tests' own mark on a MariaDB copy starts with gotrs_ too.
            assert {each.table for each in await check(connection)} <= {"gotrs_test_stamp"}
            found = {
                str(index["name"]): (table, tuple(index.get("expressions") or index["column_names"]))
                for table in ("ticket", "article")
                for index in (await connection.run_sync(inspected_indexes, table))
            }
            if company := found.pop("gotrs_ix_ticket_company", None):
                found["gotrs_ix_ticket_company"] = (company[0], ("lower(customer_id)", *company[1][1:]))
                assert company[1][0] == "lower(customer_id::text)"
            assert found.items() >= wanted.items()
    finally:
        await database.close()


def inspected_indexes(connection: Connection, table: str) -> list[ReflectedIndex]:
    return inspect(connection).get_indexes(table)
