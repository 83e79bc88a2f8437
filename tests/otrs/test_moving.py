"""From a generated OTRS into another database and compared: dirt is found, named, and loses nothing else."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import URL

from gotrs_api.db.bulk import BulkConnection, open_bulk
from gotrs_api.kernel.clock import SystemClock
from gotrs_api.otrs.errors import CannotGoOn
from gotrs_api.otrs.importing import Importer, Outcome
from gotrs_api.otrs.inspecting import inspect_source
from gotrs_api.otrs.target import migrate
from gotrs_api.otrs.verifying import Verification, Verifier
from tests.support.otrs_source import GONE_QUEUE, GONE_USER, Source, build

pytestmark = [pytest.mark.backends("sqlite"), pytest.mark.timeout(180)]


@pytest.fixture
def old(tmp_path: Path) -> URL:
    return URL.create("sqlite+aiosqlite", database=str(tmp_path / "old.sqlite3"))


@pytest.fixture
async def new(tmp_path: Path) -> URL:
    url = URL.create("sqlite+aiosqlite", database=str(tmp_path / "new.sqlite3"))
    await migrate(url.render_as_string(hide_password=False))
    return url


async def move(old: URL, new: URL, **options: Any) -> Outcome:
    async with open_bulk(old) as source, open_bulk(new, writes=True) as target:
        return await Importer(source, target, SystemClock(), source_label="old", **options).run()


async def compare(old: URL, new: URL) -> Verification:
    async with open_bulk(old) as source, open_bulk(new) as target:
        return await Verifier(source, target, SystemClock(), labels=("old", "new")).run()


@pytest.fixture
async def moved(old: URL, new: URL) -> Verification:
    await build(old, Source(tickets=20, dirt=True))
    await move(old, new)
    return await compare(old, new)


async def test_every_row_comes_or_is_named_with_its_reason(moved: Verification, new: URL) -> None:
    assert moved.is_good
    by_name = {table.name: table for table in moved.tables}
    assert (by_name["ticket"].source_rows, by_name["ticket"].target_rows) == (22, 22)
    told = {(issue.table, issue.key, issue.outcome) for issue in moved.issues}
    assert {
        ("users", str(GONE_USER), "placeholder"),
        ("queue", str(GONE_QUEUE), "placeholder"),
        ("ticket", "4", "repaired"),
        ("article", "1000000", "quarantined"),
        ("article_data_mime", "1000000", "quarantined"),
        ("survey_answer", "", "left"),
        ("sessions", "", "left"),
    } <= told
    lost = next(issue for issue in moved.issues if issue.table == "article" and issue.outcome == "quarantined")
    assert lost.original["ticket_id"] == 987_654
    async with open_bulk(new) as target:
        assert await target.scalar("SELECT valid_id FROM users WHERE id = :id", id=GONE_USER) == 2


async def test_a_change_behind_the_back_is_found(moved: Verification, old: URL, new: URL) -> None:
    async with open_bulk(new, writes=True) as target:
        await target.run("UPDATE ticket SET title = 'forged' WHERE id = 9")
        await target.run("DELETE FROM ticket_history WHERE id = 10")
        await target.run("DELETE FROM group_user WHERE user_id = 3")
        await target.run("UPDATE article_data_mime_attachment SET content = x'00' WHERE id = 5")
        await target.sql.commit()
    found = await compare(old, new)
    faults = {table.name: table.faults for table in found.tables if table.faults}
    assert not found.is_good
    assert faults["ticket"] == ["Row 9 differs in title."]
    assert faults["ticket_history"] == ["Row 10 did not come, and no reason is known."]
    assert faults["article_data_mime_attachment"] == ["Row 5 differs in content."]
    assert len(faults["group_user"]) == 1


async def test_called_again_only_the_difference_moves(moved: Verification, old: URL, new: URL) -> None:
    async with open_bulk(old, writes=True) as source:
        await source.run("UPDATE ticket SET title = 'later', change_time = '2030-01-01 10:00:00' WHERE id = 9")
        await source.run("UPDATE dynamic_field_value SET value_text = 'moved' WHERE id = 12")
        await source.run("DELETE FROM article_data_mime_plain WHERE id = 5")
        await source.run("INSERT INTO ticket_flag VALUES (9, 'Seen', '1', '2030-01-01 10:00:00', 2)")
        await source.sql.commit()
    done = await move(old, new)
    assert {"ticket", "dynamic_field_value", "ticket_flag"} <= done.tables.keys()
    assert done.removed == {"article_data_mime_plain": 1}
    assert done.tables["dynamic_field_value"] == 1
    assert (await compare(old, new)).is_good


class _Killed(Exception):
    """The process is gone in the middle of a write."""


@pytest.mark.parametrize("at", [1, 4, 9, 25, 33])
async def test_killed_at_any_point_it_goes_on(old: URL, new: URL, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    await build(old, Source(tickets=15, dirt=True))
    inserts, real = 0, BulkConnection.insert

    async def insert(self: BulkConnection, table: str, columns: Any, rows: Any) -> None:
        nonlocal inserts
        inserts += bool(rows)
        if inserts == at:
            raise _Killed
        await real(self, table, columns, rows)

    monkeypatch.setattr(BulkConnection, "insert", insert)
    with pytest.raises(_Killed):
        await move(old, new)
    monkeypatch.setattr(BulkConnection, "insert", real)
    await move(old, new)
    assert (await compare(old, new)).is_good


async def test_another_source_and_a_used_target_are_refused(moved: Verification, old: URL, new: URL) -> None:
    async with open_bulk(old) as source, open_bulk(new, writes=True) as target:
        with pytest.raises(CannotGoOn, match="already holds an import from old"):
            await Importer(source, target, SystemClock(), source_label="another").run()
        await target.run("DELETE FROM gotrs_import")
        with pytest.raises(CannotGoOn, match="not empty"):
            await Importer(source, target, SystemClock(), source_label="another").run()


async def test_two_at_once_are_refused(old: URL, new: URL) -> None:
    await build(old, Source(tickets=3))
    async with open_bulk(new, writes=True) as target:
        await target.run(
            "INSERT INTO gotrs_lease (name, holder, expires_at) "
            "VALUES ('otrs.import', 'elsewhere:12', '2999-01-01 00:00:00.000000')"
        )
        await target.sql.commit()
    with pytest.raises(CannotGoOn, match=r"running \(elsewhere:12\)"):
        await move(old, new)


async def test_half_a_database_is_named_and_refused(old: URL, new: URL) -> None:
    await build(old, Source(tickets=3))
    async with open_bulk(old, writes=True) as source:
        await source.run("DROP TABLE ticket_history")
        await source.sql.commit()
    async with open_bulk(old) as source:
        found = await inspect_source(source)
    assert "ticket_history" in found.problem
    with pytest.raises(CannotGoOn, match="restored to its end"):
        await move(old, new)


# SQLite cannot drop the one column that tells Znuny from OTRS 6.
@pytest.mark.parametrize(("flavour", "name"), [("otrs6", "Znuny 6"), ("otobo10", "OTOBO 10")])
async def test_relatives_come_too(old: URL, new: URL, flavour: str, name: str) -> None:
    await build(old, Source(tickets=5, flavour=flavour))
    async with open_bulk(old) as source:
        assert (await inspect_source(source)).flavour.startswith(name)
    await move(old, new)
    found = await compare(old, new)
    assert found.is_good
    assert next(table for table in found.tables if table.name == "permission_groups").equal == 3


async def test_inspect_finds_what_was_planted(old: URL) -> None:
    planted = await build(old, Source(tickets=20, dirt=True))
    before = await asyncio.to_thread(Path(old.database or "").read_bytes)
    async with open_bulk(old) as source:
        found = await inspect_source(source)
    dirty = {(each.table, example) for each in found.dirt for example in each.examples}
    assert {place for places in planted.dirt.values() for place in places} - {
        ("article_data_mime", "1000000")  # refers to an article that is there, and is refused itself
    } <= dirty
    assert found.add_ons == {"survey_answer": 1}
    assert next(table for table in found.tables if table.name == "ticket").extra == ["addon_colour"]
    assert await asyncio.to_thread(Path(old.database or "").read_bytes) == before
