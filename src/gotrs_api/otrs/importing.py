"""Moves an OTRS database into another one, table by table; killed at any point it goes on where it was.

A table with ids is loaded in their order, and how far it came is written with the rows. Later runs bring what differs:
ids that are new or gone, rows changed since, and where there is no `change_time`, rows that compare unlike. Tables without
ids are compared as a whole and loaded anew when unlike. The source is read in one snapshot.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from gotrs_api.db.bulk import BulkConnection, Refused
from gotrs_api.db.bulk.connection import FoundColumn
from gotrs_api.db.bulk.loading import clear_the_way, put_back
from gotrs_api.db.database import Database
from gotrs_api.db.hot_indexes import build_missing_indexes
from gotrs_api.kernel.clock import Clock
from gotrs_api.kernel.id_sets import IdSet
from gotrs_api.otrs.comparing import Comparison, Sum
from gotrs_api.otrs.errors import CannotGoOn
from gotrs_api.otrs.flavours import recognise, source_name
from gotrs_api.otrs.giving_way import GivingWay, Lost, is_looked_at
from gotrs_api.otrs.last_import import OVERLAP, LastImport
from gotrs_api.otrs.ledger import Ledger, Progress, made_up_row
from gotrs_api.otrs.mover import Mover
from gotrs_api.otrs.paging import BEFORE_ALL, ahead, pages
from gotrs_api.otrs.rows import NO_TIME, Issue, Reader, Repairer, Row, plain
from gotrs_api.otrs.shapes import LEFT, TableShape, otrs_tables, table_shapes
from gotrs_api.otrs.target import why_not_empty, wipe
from gotrs_api.otrs.worked_on import work_since


@dataclass
class Outcome:
    """What an import did."""

    rows: int = 0
    seconds: float = 0.0
    tables: dict[str, int] = field(default_factory=dict)  # rows that moved
    removed: dict[str, int] = field(default_factory=dict)
    gave_way: list[Lost] = field(default_factory=list)  # what was made or changed here
    failed: list[str] = field(default_factory=list)  # what must be seen to before the target is used


Report = Callable[[str, int, int], None]  # table, rows moved in all, rows expected in all


class Importer:
    """One run from `source` into `target`, which was migrated and is open for writing."""

    def __init__(
        self,
        source: BulkConnection,
        target: BulkConnection,
        clock: Clock,
        *,
        source_label: str,
        unmix: bool = False,
        compare_all: bool = False,
        discard_changes: bool = False,
        report: Report = lambda _table, _rows, _of: None,
    ) -> None:
        self.source, self.target = source, target
        self.ledger = Ledger(target, clock)
        self.outcome = Outcome()
        self._clock = clock
        self._label = source_label
        self._unmix = unmix
        self._compare_all = compare_all or discard_changes  # change times do not tell what was changed here
        self._discard_changes = discard_changes
        self._report = report
        self._expected = 0
        self._known: dict[str, IdSet] = {}
        self._gone: dict[str, list[int]] = {}  # ids that were here before this run
        self._names: dict[str, str] = {}  # our table -> the source's
        self._columns: dict[str, Any] = {}

    async def run(self) -> Outcome:
        started = time.monotonic()
        flavour = await self._look_at_source()
        await self.ledger.take_lease()
        is_first = await self._begin(flavour)
        await self.target.sql.commit()
        try:
            progress = await self.ledger.progress()
            unfinished = is_first or any(each.status == "loading" for each in progress.values())
            await clear_the_way(self.target, otrs_tables().values(), indexes=unfinished)
            await self.target.sql.commit()
            for table in table_shapes().values():
                await self._move(table, progress.get(table.name))
            await self._finish()
        except BaseException:
            with suppress(Exception):
                await self.target.sql.rollback()
                await self.ledger.return_lease()
                await self.target.sql.commit()
            raise
        self.outcome.seconds = time.monotonic() - started
        return self.outcome

    async def _look_at_source(self) -> str:
        self._columns = await self.source.columns()
        flavour = recognise(self._columns, {t: [c.name for c in cs] for t, cs in self._columns.items()})
        if flavour.problem:
            raise CannotGoOn(f"The source cannot be imported. {flavour.problem}")
        for name in table_shapes():
            found = source_name(name, self._columns)
            if found is not None:
                self._names[name] = found
        for name in self._names.keys() - LEFT.keys():
            self._expected += await self.source.count(self._names[name])
        return flavour.name

    async def _begin(self, flavour: str) -> bool:
        before = await self.ledger.source()
        options = {"unmix": self._unmix}
        if before is not None:
            if before[0] != self._label[:250]:
                raise CannotGoOn(f"The target already holds an import from {before[0]}.")
            if before[1].get("unmix", False) != self._unmix:
                raise CannotGoOn("The import was begun with another choice of --repair-mojibake: use the same.")
            self.outcome.gave_way = await self._what_gives_way()
            await self.ledger.begin(self._label, flavour, options)
            await self.ledger.keep(each.issue for each in self.outcome.gave_way)
            return False
        if reason := await why_not_empty(self.target):
            raise CannotGoOn(reason)
        await clear_the_way(self.target, otrs_tables().values(), indexes=True)
        await wipe(self.target)
        await self.ledger.begin(self._label, flavour, options)
        left = [Issue(name, "", "left", why) for name, why in LEFT.items() if name in self._names]
        taken = {*self._names.values()}
        left += [
            Issue(name[:64], "", "left", "not a table of OTRS: of an add-on, or of another version")
            for name in sorted(self._columns.keys() - taken)
            if not name.startswith("gotrs_") and name != "alembic_version"
        ]
        for name in self._names:
            extra = Reader(table_shapes()[name], self._columns[self._names[name]]).extra
            left += [Issue(name, "", "left", f"column {column} is not one of OTRS's", column) for column in extra]
        await self.ledger.add_issues(left)
        return True

    async def _what_gives_way(self) -> list[Lost]:
        """Raises CannotGoOn where people have worked in the target, unless that is to give way."""
        progress = await self.ledger.progress()
        last = await LastImport.of(self.target, self.ledger, progress, self._clock.now())
        work = await work_since(self.target, last)
        looker = GivingWay(self.source, self.target, self.ledger, last)
        lost: list[Lost] = []
        for name, table in table_shapes().items():
            if name in self._names and last.began and is_looked_at(name, of_tickets=self._discard_changes):
                lost += await looker.rows(await self._mover(table), self._names[name])
        meant = [each for each in lost if each.stops]
        if (work or meant) and not self._discard_changes:
            reasons = [str(work)] * bool(work) + [_named(meant)] * bool(meant)
            raise CannotGoOn(
                "\n".join(reasons) + "\nImporting again would remove or overwrite that, so nothing was done; "
                "--discard-changes goes on nevertheless and keeps what gives way in gotrs_import_issue."
            )
        return lost

    async def _move(self, table: TableShape, progress: Progress | None) -> None:
        if table.name in LEFT or table.name not in self._names:
            return
        mover = await self._mover(table)
        if table.key is None:
            await self._move_whole(mover)
        elif progress is None or progress.status == "loading":
            await self._load(mover, progress)
        else:
            await self._bring_up_to_date(mover, progress)

    # ---- tables with ids

    async def _load(self, mover: Mover, progress: Progress | None) -> None:
        table = mover.table
        until = progress.changed_until if progress else await self._changed_until(mover)
        note = progress or Progress("loading", BEFORE_ALL, 0, until)
        note.changed_until = until
        if progress is None:
            await self.ledger.note(table.name, note)
            await self.target.sql.commit()
        self.outcome.rows += note.rows_done
        async for rows in ahead(pages(self.source, self._names[table.name], mover.reader, after=note.last_key)):
            note.last_key = int(rows[-1][mover.reader.key_at or 0])
            note.rows_done += len(rows)
            await self.ledger.note(table.name, note)
            await self._write(mover, rows)
        note.status = "done"
        await self.ledger.note(table.name, note)
        await self.target.move_sequence(table.name, str(table.key))
        await self.target.sql.commit()

    async def _bring_up_to_date(self, mover: Mover, progress: Progress) -> None:
        table, key = mover.table, str(mover.table.key)
        until = await self._changed_until(mover)
        there = IdSet()
        async for ids in self.target.ids(table.name, key):
            there.update(ids)
        here = await self._source_ids(table.name)
        placeholders = await self.ledger.keys_of(table.name, "placeholder")
        gone = [each for each in there.without(here) if each not in placeholders]
        if gone:
            await self.target.delete(table.name, key, gone)
            await self.ledger.forget_issues(table.name, map(str, gone))
            self.outcome.removed[table.name] = len(gone)
            self._gone[table.name] = gone
        different = IdSet(here.without(there))
        different.update(each for each in placeholders if each in here)  # perhaps it can be taken by now
        gave_way = [int(each.issue.key) for each in self.outcome.gave_way if each.issue.table == table.name]
        different.update(each for each in gave_way if each in here)
        async for ids in self._changed(mover, progress):
            different.update(ids)
        async for ids in self._bereft(mover):
            different.update(ids)
        name = self._names[table.name]
        ids = sorted(different)
        for at in range(0, len(ids), 500):
            rows = await self.source.rows_of(name, mover.reader.columns, key, ids[at : at + 500])
            keys = [int(row[mover.reader.key_at or 0]) for row in rows]
            await self.target.delete(table.name, key, keys)
            await self.ledger.forget_issues(table.name, map(str, keys), made_up_too=True)
            refused = await self._write(mover, rows, commit=False)
            await self._make_up((table.name, each) for each in refused & placeholders)
            self._gone.setdefault(table.name, []).extend(refused - placeholders)
            progress.last_key = max([progress.last_key, *keys])  # ids above it were given here: see worked_on
            await self.ledger.note(table.name, progress)
            await self.target.sql.commit()
        await self.ledger.note(table.name, Progress("done", here.last, len(here), until))
        await self.target.move_sequence(table.name, key)
        await self.target.sql.commit()

    async def _bereft(self, mover: Mover) -> AsyncIterator[list[int]]:
        """Rows whose parent has gone since, though they themselves are as they were."""
        name, key = self._names[mover.table.name], str(mover.table.key)
        for shape in mover.reader.shapes:
            gone = self._gone.get(shape.refers_to or "", ())
            for at in range(0, len(gone), 500):
                listed = ", ".join(map(str, gone[at : at + 500]))
                async for ids in self.source.ids(name, key, f"WHERE {self.source.name(shape.name)} IN ({listed})"):
                    yield ids

    async def _changed(self, mover: Mover, progress: Progress) -> AsyncIterator[list[int]]:
        table, key = mover.table, str(mover.table.key)
        has_time = any(column.name == "change_time" for column in mover.reader.columns)
        if has_time and not self._compare_all:
            if progress.changed_until is None:
                return
            since: Any = progress.changed_until - OVERLAP
            if self.source.times_are_text:
                since = since.strftime("%Y-%m-%d %H:%M:%S")
            async for ids in self.source.ids(self._names[table.name], key, "WHERE change_time >= :since", since=since):
                yield ids
            return
        name = self._names[table.name]
        async for ids in Comparison(self.source, name, mover.reader, self.target, mover.target_reader).unlike():
            yield ids

    async def _changed_until(self, mover: Mover) -> datetime | None:
        if not any(column.name == "change_time" for column in mover.reader.columns):
            return None
        table = self.source.name(self._names[mover.table.name])
        # A date of the far future would hide every change to come.
        latest = self._clock.now().replace(tzinfo=None, microsecond=0) + timedelta(days=1)
        value = await self.source.scalar(
            f"SELECT max(change_time) FROM {table} WHERE change_time <= :latest",  # noqa: S608 - quoted
            latest=latest.strftime("%Y-%m-%d %H:%M:%S") if self.source.times_are_text else latest,
        )
        try:
            return value if isinstance(value, datetime) else datetime.fromisoformat(str(value)[:19])
        except ValueError:
            return NO_TIME

    # ---- tables without ids

    async def _move_whole(self, mover: Mover) -> None:
        table = mover.table
        name = self._names[table.name]
        mine = Sum()
        issues: set[tuple[str, str | None, str]] = set()
        async for rows in self.source.everything(name, mover.reader.columns):
            taken = mover.repairer.take(rows)
            mine.add(mover.complete(taken.rows))
            issues |= {(issue.key[:200], issue.column, issue.outcome) for issue in taken.issues}
        theirs = Sum()
        async for rows in self.target.everything(table.name, mover.target_reader.columns):
            theirs.add(map(mover.target_reader.decode, rows))
        if mine == theirs and issues == await self.ledger.told(table.name):
            return
        await self.target.empty(table.name)
        await self.ledger.forget_issues(table.name)
        count = 0
        async for rows in self.source.everything(name, mover.reader.columns):
            await self._write(mover, rows, commit=False)
            count += len(rows)
        await self.ledger.note(table.name, Progress("done", -1, count, None))
        await self.target.sql.commit()

    # ---- writing

    async def _write(self, mover: Mover, rows: Sequence[Row], *, commit: bool = True) -> set[int]:
        """Rows, what was noted about them and how far we are: in one transaction. Answers the ids of quarantined rows."""
        taken = mover.repairer.take(rows)
        table = mover.table.name
        await self._make_up(taken.made_up)
        issues = list(taken.issues)
        await self._insert(mover, mover.complete(taken.rows), issues)
        refused = {int(i.key) for i in issues if i.outcome == "quarantined" and i.key.isdecimal()}
        if table in self._known:
            for each in refused:
                self._known[table].discard(each)
        await self.ledger.add_issues(issues)
        await self.ledger.keep_lease()
        if commit:
            await self.target.sql.commit()
        self.outcome.rows += len(rows)
        self.outcome.tables[table] = self.outcome.tables.get(table, 0) + len(rows)
        self._report(table, self.outcome.rows, self._expected)
        return refused

    async def _insert(self, mover: Mover, rows: Sequence[Row], issues: list[Issue]) -> None:
        """All at once; where the database refuses, halves, until the row that it refuses stands alone."""
        try:
            await self.target.insert(mover.table.name, mover.target_columns, mover.encode(rows))
        except Refused as refusal:
            if len(rows) == 1:
                key = mover.target_reader.key_of(rows[0])
                original = {name: plain(v) for name, v in zip(mover.target_columns, rows[0], strict=True)}
                reason = f"The database refuses it: {refusal}"
                issues[:] = [issue for issue in issues if issue.key != key]
                issues.append(Issue(mover.table.name, key, "quarantined", reason, None, original))
                return
            middle = len(rows) // 2
            await self._insert(mover, rows[:middle], issues)
            await self._insert(mover, rows[middle:], issues)

    async def _make_up(self, wanted: Iterable[tuple[str, int]]) -> None:
        for name, key in dict.fromkeys(wanted):
            if key in await self._ids_of(name):
                continue
            shape = table_shapes()[name]
            now = self._clock.now().replace(tzinfo=None, microsecond=0)
            mover = Mover(shape, await self._target_columns(name), self.target, None)
            columns, values = made_up_row(shape, key, now)
            try:
                await self.target.insert(name, columns, mover.encode([values]))
            except Refused:  # another row has its name
                columns, values = made_up_row(shape, key, now, as_new=False)
                await self.target.insert(name, columns, mover.encode([values]))
            reason = "rows refer to it, but the source does not have it: made invalid, to be looked at"
            await self.ledger.add_issues([Issue(name, str(key), "placeholder", reason)])
            await self.target.move_sequence(name, "id")
            self._known[name].add(key)

    async def _finish(self) -> None:
        self.outcome.failed += await put_back(self.target, otrs_tables().values())
        await self.ledger.end("failed" if self.outcome.failed else "done")
        await self.ledger.return_lease()
        await self.ledger.want_reindexing()
        await self.target.sql.commit()
        beside = Database(self.target.database.url, pool_size=1)  # one statement, one transaction
        try:
            await build_missing_indexes(beside.engine)
        finally:
            await beside.close()

    # ---- what is known

    async def _mover(self, table: TableShape) -> Mover:
        reader = Reader(table, self._columns[self._names[table.name]])
        for shape in reader.shapes:
            if shape.refers_to is not None:
                await self._ids_of(shape.refers_to)
        repairer = Repairer(reader, self._known, duplicates=await self._duplicates(reader), unmix=self._unmix)
        return Mover(table, self._columns[self._names[table.name]], self.target, repairer, reader)

    async def _target_columns(self, name: str) -> list[FoundColumn]:
        return [FoundColumn(shape.name, "", shape.nullable) for shape in table_shapes()[name].columns]

    async def _ids_of(self, table: str) -> IdSet:
        """What rows may refer to: the source's ids, without what was quarantined, with what was made up."""
        if table in self._known:
            return self._known[table]
        ids = self._known[table] = await self._source_ids(table)
        for key in await self.ledger.keys_of(table, "quarantined"):
            ids.discard(key)
        ids.update(await self.ledger.keys_of(table, "placeholder"))
        return ids

    async def _source_ids(self, table: str) -> IdSet:
        ids = IdSet()
        key = table_shapes()[table].key
        if table in self._names and key is not None:
            async for some in self.source.ids(self._names[table], key):
                ids.update(some)
        return ids

    async def _duplicates(self, reader: Reader) -> dict[str, dict[Any, int]]:
        """Values of unique text columns that come twice, with the first row that has them."""
        found: dict[str, dict[Any, int]] = {}
        if reader.key_at is None:
            return found
        table = self.source.name(self._names[reader.table.name])
        kinds = {shape.name: shape.kind for shape in reader.shapes}
        for columns in reader.table.uniques:
            if len(columns) != 1 or kinds.get(columns[0]) != "text":
                continue
            column, key = self.source.name(columns[0]), self.source.name(str(reader.table.key))
            rows = await self.source.all(
                f"SELECT {column}, min({key}) FROM {table} WHERE {column} IS NOT NULL "  # noqa: S608 - quoted
                f"GROUP BY {column} HAVING count(*) > 1"
            )
            if rows:
                at = [shape.name for shape in reader.shapes].index(columns[0])
                found[columns[0]] = {reader.decoders[at](value): int(first) for value, first in rows}
        return found


def _named(lost: Sequence[Lost]) -> str:
    rows = "".join(f"\n  {each}" for each in lost)
    return f"The target has been set up since the last import ({len(lost):,} rows):{rows}"
