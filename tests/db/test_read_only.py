"""Somebody's own SELECT does no harm, whatever it is."""

from __future__ import annotations

import pytest

from gotrs_api.db.read_only import Bounds, SelectFailed, select_bounded
from gotrs_api.uow import Site

BOUNDS = Bounds(rows=3, size_bytes=1000, seconds=5)


async def test_rows_and_bytes_are_bounded(committed_site: Site) -> None:
    database = committed_site.database
    few = await select_bounded(database, ["SELECT id, name FROM ticket_state WHERE id < ", " ORDER BY id"], [3], BOUNDS)
    assert (few.columns, few.truncated) == (("id", "name"), False)
    assert few.rows == [[1, "new"], [2, "closed successful"]]
    many = await select_bounded(database, ["SELECT name FROM ticket_state"], [], BOUNDS)
    assert (len(many.rows), many.truncated) == (3, True)
    heavy = await select_bounded(database, ["SELECT name FROM ticket_state"], [], Bounds(100, 20, 5))
    assert heavy.truncated
    assert len(heavy.rows) < 4


async def test_a_percent_sign_is_one(committed_site: Site) -> None:
    found = await select_bounded(
        committed_site.database, ["SELECT name FROM ticket_state WHERE name LIKE 'clos%' AND id <> ", ""], [3], BOUNDS
    )
    assert found.rows == [["closed successful"]]


async def test_nothing_can_be_written(committed_site: Site) -> None:
    database = committed_site.database
    for statement in ("UPDATE ticket_state SET name = 'x'", "DELETE FROM valid", "CREATE TABLE x (y INT)"):
        with pytest.raises(SelectFailed):
            await select_bounded(database, [statement], [], BOUNDS)
    async with committed_site.uow() as uow:  # and the connection is as it was
        await uow.session.connection()
    found = await select_bounded(database, ["SELECT COUNT(*) FROM ticket_state WHERE name = 'x'"], [], BOUNDS)
    assert found.rows == [[0]]


async def test_it_ends_in_time(committed_site: Site) -> None:
    endless = "SELECT COUNT(*) FROM " + ", ".join(f"ticket_history_type t{number}" for number in range(8))  # noqa: S608
    with pytest.raises(SelectFailed, match="longer than"):
        await select_bounded(committed_site.database, [endless], [], Bounds(3, 1000, 0.3))
    found = await select_bounded(committed_site.database, ["SELECT 1"], [], BOUNDS)
    assert found.rows == [[1]]


async def test_what_the_database_says_is_told(committed_site: Site) -> None:
    with pytest.raises(SelectFailed, match="nosuch"):
        await select_bounded(committed_site.database, ["SELECT nosuch FROM ticket"], [], BOUNDS)
