"""From one kind of server into another: every kind of dirt, a connection that is cut, and the night of the switch."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from gotrs_api.db.bulk import BulkConnection, open_bulk
from gotrs_api.db.bulk.connection import is_exhausted
from gotrs_api.kernel.clock import SystemClock
from gotrs_api.otrs.importing import Importer, Outcome
from gotrs_api.otrs.inspecting import inspect_source
from gotrs_api.otrs.target import migrate
from gotrs_api.otrs.verifying import Verification, Verifier
from tests.support import databases
from tests.support.otrs_source import Planted, Source, build
from tests.support.servers import Servers

pytestmark = [pytest.mark.peer, pytest.mark.timeout(240)]


async def move(old: URL, new: URL) -> Outcome:
    async with open_bulk(old) as source, open_bulk(new, writes=True) as target:
        return await Importer(source, target, SystemClock(), source_label="old", unmix=True).run()


async def compare(old: URL, new: URL) -> Verification:
    async with open_bulk(old) as source, open_bulk(new) as target:
        return await Verifier(source, target, SystemClock(), labels=("old", "new")).run()


@pytest.mark.parametrize(("source", "target"), [("mariadb", "postgresql"), ("postgresql", "mariadb")])
async def test_a_dirty_desk_moves_though_the_connection_is_cut(
    source: str, target: str, servers: Servers, slot: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (source, target):
        if not servers.has(name):
            pytest.skip(f"no {name}: {servers.why_not[name]}")
    old = databases.create_empty(source, servers, slot, "old")
    new = databases.create_empty(target, servers, slot, "new")
    planted = await build(old, Source(tickets=12, agents=4, customers=5, dirt=True, huge_attachment_bytes=3_000_000))
    await _by_hand(old)
    at_once = [migrate(new.render_as_string(hide_password=False)) for _ in range(2)]
    await asyncio.gather(*at_once)  # two imports that were started in the same moment
    await _find_what_was_planted(old, planted)

    await _cut_while_moving(old, new, monkeypatch)
    await move(old, new)
    found = await compare(old, new)
    assert found.is_good, [fault for table in found.tables for fault in table.faults]
    told = {(issue.table, issue.key) for issue in found.issues}
    there = {place for kind, places in planted.dirt.items() if kind not in ("no articles", "huge") for place in places}
    assert {(table, key) for table, key in there if table != "user_preferences"} <= told
    assert {("article_data_mime", "12"), ("ticket", "13")} <= told
    async with open_bulk(new) as bulk:
        assert await bulk.scalar("SELECT count(*) FROM article_data_mime WHERE id = 12") == 0  # no article is given it
        assert await bulk.scalar("SELECT until_time FROM ticket WHERE id = 13") == 0
        body = await bulk.scalar("SELECT a_body FROM article_data_mime WHERE article_id = 1000001")
        assert body == "Grüße aus Köln"

    async with open_bulk(old, writes=True) as bulk:
        await bulk.run("UPDATE ticket SET title = 'later', change_time = '2030-01-01 10:00:00' WHERE id = 9")
        await bulk.run("UPDATE ticket SET ticket_state_id = 9, change_time = '2030-01-01 10:00:00' WHERE id = 10")
        await bulk.run("UPDATE article SET ticket_id = 11, change_time = '2030-01-01 10:00:00' WHERE ticket_id = 10")
        await bulk.run("DELETE FROM ticket_history WHERE ticket_id = 8")
        await bulk.run("INSERT INTO ticket_flag VALUES (9, 'Seen', '1', '2030-01-01 10:00:00', 2)")
        await bulk.sql.commit()
    done = await move(old, new)
    assert done.tables["ticket"] < 6  # what was changed, and what the last hour before brought
    assert done.tables["article"] < 8
    assert done.removed == {"ticket_history": 6}
    assert (await compare(old, new)).is_good


async def _by_hand(old: URL) -> None:
    """Columns as an administrator once changed them, with what then came in."""
    async with open_bulk(old, writes=True) as bulk:
        maria = bulk.kind == "mariadb"
        for column, kind, change in (
            ("article_data_mime.article_id", "BIGINT", "DROP NOT NULL"), ("ticket.until_time", "BIGINT", "TYPE BIGINT")
        ):  # fmt: skip
            table, _, name = column.partition(".")
            await bulk.run(f"ALTER TABLE {table} " + (f"MODIFY {name} {kind}" if maria else f"ALTER {name} {change}"))
        await bulk.run("UPDATE article_data_mime SET article_id = NULL WHERE id = 12")
        await bulk.run("UPDATE ticket SET until_time = 99999999999 WHERE id = 13")
        if maria:  # PostgreSQL has no place for it, in a note neither
            await bulk.run("INSERT INTO customer_preferences VALUES (concat('no', char(0), 'body'), 'Key', 'value')")
        if not maria:  # its driver has no value for these
            await bulk.run("UPDATE ticket SET create_time = 'infinity' WHERE id = 12")
            await bulk.run("UPDATE ticket SET create_time = '0044-03-15 BC' WHERE id = 13")
        await bulk.sql.commit()


async def _find_what_was_planted(old: URL, planted: Planted) -> None:
    async with open_bulk(old) as bulk:
        found = await inspect_source(bulk)
    dirty = {(each.table, example) for each in found.dirt for example in each.examples}
    wanted = {place for kind, places in planted.dirt.items() if kind not in ("huge", "not utf-8") for place in places}
    assert wanted - {("article_data_mime", "1000000")} <= dirty  # of an article that is refused itself
    assert "not utf-8" not in planted.dirt or any(table == "user_preferences" for table, _ in dirty)


async def _cut_while_moving(old: URL, new: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server ends the session of the writing side in the middle."""
    inserts, real = 0, BulkConnection.insert

    async def insert(self: BulkConnection, table: str, columns: Any, rows: Any) -> None:
        nonlocal inserts
        inserts += bool(rows)
        if inserts == 30:
            own, kill = {
                "postgresql": ("SELECT pg_backend_pid()", "SELECT pg_terminate_backend({})"),
                "mariadb": ("SELECT connection_id()", "KILL {}"),
            }[self.kind]
            number = await self.scalar(own)
            async with open_bulk(new) as other:
                await other.run(kill.format(int(number)))
        await real(self, table, columns, rows)

    monkeypatch.setattr(BulkConnection, "insert", insert)
    with pytest.raises((DBAPIError, OSError)) as cut:
        await move(old, new)
    assert is_exhausted(cut.value)  # so the command says: call it again
    monkeypatch.setattr(BulkConnection, "insert", real)
