from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from gotrs_api.db.check import check
from gotrs_api.db.database import Database
from gotrs_api.wiring import load_models
from tests.db.migrated import upgrade


async def differences(url: URL, *statements: str) -> list[str]:
    load_models()
    database = Database(url, pool_size=1)
    await upgrade(database)
    try:
        async with database.connect() as connection:
            for statement in statements:
                await connection.execute(text(statement))
            return [str(each) for each in await check(connection)]
    finally:
        await database.close()


async def test_each_difference_is_named_in_a_sentence(empty_url: URL) -> None:
    found = await differences(
        empty_url,
        "DROP TABLE ticket_lock_index",
        "ALTER TABLE mention ADD COLUMN note VARCHAR(10)",
        "DROP INDEX ticket_loop_protection_sent_to"
        + (" ON ticket_loop_protection" if empty_url.get_backend_name() == "mysql" else ""),
        "CREATE UNIQUE INDEX own ON mention (user_id, ticket_id)",
        "CREATE INDEX own_too ON mention (create_time)",
        "CREATE TABLE gotrs_unheard_of (id INTEGER)",
        "CREATE TABLE someone_elses (id INTEGER)",
    )
    assert found == [
        "Column mention.note is not one of OTRS's.",
        "There is a unique constraint on mention (user_id, ticket_id) that OTRS does not have.",
        "There is an index on mention (create_time) that OTRS does not have.",
        "Table ticket_lock_index is missing.",
        "There is no index on ticket_loop_protection (sent_to).",
        "Table gotrs_unheard_of is not known to this version.",
    ]


@pytest.mark.backends("postgresql")
async def test_columns_and_constraints_that_were_changed_are_named(empty_url: URL) -> None:
    found = await differences(
        empty_url,
        "ALTER TABLE queue ALTER COLUMN name TYPE VARCHAR(100)",
        "ALTER TABLE queue ALTER COLUMN signature_id DROP NOT NULL",
        "ALTER TABLE ticket ALTER COLUMN archive_flag DROP DEFAULT",
        "ALTER TABLE queue DROP CONSTRAINT fk_queue_group_id_id",
        "ALTER TABLE mention ADD FOREIGN KEY (user_id) REFERENCES users (id)",
        "ALTER TABLE mention DROP CONSTRAINT mention_pkey",
        "ALTER TABLE pm_process DROP COLUMN layout",
        "ALTER TABLE mention ADD COLUMN colour VARCHAR(25) NOT NULL",
        "ALTER TABLE acl_sync ADD COLUMN id BIGSERIAL NOT NULL",
    )
    assert sorted(found) == [
        "Column acl_sync.id is not one of OTRS's.",
        "Column mention.colour is not one of OTRS's, and no row can be written without it.",
        "Column pm_process.layout is missing.",
        "Column queue.name is VARCHAR(100) instead of VARCHAR(200).",
        "Column queue.signature_id allows NULL.",
        "Column ticket.archive_flag has the default None instead of 0.",
        "The foreign key from mention (user_id) to users (id) is not one of OTRS's.",
        "The foreign key from queue (group_id) to permission_groups (id) is missing.",
        "The primary key of mention is () instead of (id).",
    ]
