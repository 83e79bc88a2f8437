"""Compares a source with what was imported from it, row by row, and says what an auditor asks: what came, what was
repaired and how, what was left and why.

Nothing of the import's judgement is used again: a row counts as well when both sides decode to the same values, or when
each difference stands among the import's issues.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from gotrs_api.db.bulk import BulkConnection
from gotrs_api.kernel.clock import Clock
from gotrs_api.otrs.comparing import Sum, row_hash, side_by_side
from gotrs_api.otrs.configuration import Belonging, SettingsFound, belongings_of, settings_of
from gotrs_api.otrs.errors import CannotGoOn
from gotrs_api.otrs.flavours import recognise, source_name
from gotrs_api.otrs.ledger import Ledger
from gotrs_api.otrs.rows import Issue, Reader
from gotrs_api.otrs.shapes import LEFT, TableShape, table_shapes

_PASSES: Final = 16  # over tables without ids, so that memory stays flat
_MOST_NAMED: Final = 100  # faults that a report names for one table


@dataclass
class TableResult:
    """`source_hash` and `target_hash` are sums over the hashes of rows that both have and that were not repaired."""

    name: str
    source_rows: int = 0
    target_rows: int = 0
    equal: int = 0
    repaired: int = 0
    quarantined: int = 0
    placeholders: int = 0
    source_hash: str = ""
    target_hash: str = ""
    left: str = ""
    faults: list[str] = field(default_factory=list)
    fault_count: int = 0

    def fault(self, sentence: str) -> None:
        self.fault_count += 1
        if len(self.faults) < _MOST_NAMED:
            self.faults.append(sentence)


@dataclass
class Verification:
    """The whole report."""

    source: str
    target: str
    flavour: str
    at: datetime
    seconds: float = 0.0
    tables: list[TableResult] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    samples: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    settings: SettingsFound = field(default_factory=SettingsFound)
    belongings: list[Belonging] = field(default_factory=list)
    files_compared: int | None = None  # of articles that lie in a folder; None where nobody asked

    @property
    def rows(self) -> int:
        return sum(table.source_rows for table in self.tables)

    @property
    def is_good(self) -> bool:
        return not self.faults and not any(table.fault_count for table in self.tables)


class Verifier:
    """`source` and `target` are open for reading."""

    def __init__(
        self,
        source: BulkConnection,
        target: BulkConnection,
        clock: Clock,
        *,
        labels: tuple[str, str],
        report: Callable[[str, int, int], None] = lambda _table, _rows, _of: None,
    ) -> None:
        self.source, self.target = source, target
        self._ledger = Ledger(target, clock)
        self._clock, self._labels, self._report = clock, labels, report
        self._issues: dict[tuple[str, str], list[Issue]] = {}
        self._beyond: dict[str, int] = {}  # rows of tables without ids that only the target has
        self._seen = 0
        self._expected = 0

    async def run(self) -> Verification:
        started = time.monotonic()
        there = await self.source.columns()
        flavour = recognise(there, {table: [c.name for c in columns] for table, columns in there.items()})
        if flavour.problem:
            raise CannotGoOn(f"The source cannot be read. {flavour.problem}")
        ours = await self.target.columns()
        if "gotrs_import_issue" not in ours:
            raise CannotGoOn("The target was not filled by gotrs otrs import.")
        found = Verification(*self._labels, flavour.name, self._clock.now())
        found.issues = await self._ledger.issues()
        found.settings, found.belongings = await settings_of(self.source), await belongings_of(self.source)
        if await self._ledger.source() is None:
            raise CannotGoOn("The target was not filled by gotrs otrs import.")
        for issue in found.issues:
            self._issues.setdefault((issue.table, issue.key), []).append(issue)
        names = {name: source_name(name, there) for name in table_shapes()}
        self._expected = sum([await self.source.count(n) for t, n in names.items() if n and t not in LEFT])
        for table in table_shapes().values():
            name = names[table.name]
            if name is None:
                continue
            if table.name in LEFT:
                count = await self.source.count(name)
                found.tables.append(TableResult(table.name, count, left=LEFT[table.name]))
                continue
            readers = Reader(table, there[name]), Reader(table, ours[table.name])
            compare = self._whole if table.key is None else self._keyed
            found.tables.append(await compare(table, name, *readers))
        found.seconds = time.monotonic() - started
        return found

    async def _keyed(self, table: TableShape, name: str, reader: Reader, target_reader: Reader) -> TableResult:
        result = TableResult(table.name)
        mine, theirs = Sum(), Sum()
        same_shape = not reader.missing
        at = [[s.name for s in target_reader.shapes].index(shape.name) for shape in reader.shapes]
        async for key, ours, other in side_by_side(self.source, name, reader, self.target, table, target_reader):
            issues = self._issues.get((table.name, str(key)), ())
            if ours is not None:
                self._count(table.name, result)
            if other is not None:
                result.target_rows += 1
            if ours is None:
                self._only_in_target(result, key, issues)
            elif other is None:
                self._only_in_source(result, key, issues)
            else:
                if not same_shape:
                    other = [other[each] for each in at]
                self._both(result, reader, key, ours, other, issues, mine, theirs)
        result.source_hash, result.target_hash = mine.hex, theirs.hex
        return result

    def _count(self, table: str, result: TableResult) -> None:
        result.source_rows += 1
        self._seen += 1
        if self._seen % 2000 == 0:
            self._report(table, self._seen, self._expected)

    def _only_in_target(self, result: TableResult, key: int, issues: Any) -> None:
        if any(issue.outcome == "placeholder" for issue in issues):
            result.placeholders += 1
        else:
            result.fault(f"Row {key} is in the target alone.")

    def _only_in_source(self, result: TableResult, key: int, issues: Any) -> None:
        if any(issue.outcome == "quarantined" for issue in issues):
            result.quarantined += 1
        else:
            result.fault(f"Row {key} did not come, and no reason is known.")

    def _both(
        self, result: TableResult, reader: Reader, key: int, ours: list[Any], other: list[Any], issues: Any,
        mine: Sum, theirs: Sum,
    ) -> None:  # fmt: skip
        if ours == other:
            digest = row_hash(ours)
            mine.add_hash(digest)
            theirs.add_hash(row_hash(other))
            result.equal += 1
            return
        told = {issue.column for issue in issues if issue.outcome == "repaired"}
        different = [shape.name for shape, left, right in zip(reader.shapes, ours, other, strict=True) if left != right]
        if told.issuperset(different):
            result.repaired += 1
        else:
            result.fault(f"Row {key} differs in {', '.join(each for each in different if each not in told)}.")

    async def _whole(self, table: TableShape, name: str, reader: Reader, target_reader: Reader) -> TableResult:
        """Rows without a name: both sides must have the same ones equally often, but for what issues account for."""
        result = TableResult(table.name)
        at = [[s.name for s in target_reader.shapes].index(shape.name) for shape in reader.shapes]
        mine, theirs = Sum(), Sum()
        async for rows in self.source.everything(name, reader.columns):
            for row in rows:
                mine.add_hash(row_hash(reader.decode(row)))
                self._count(table.name, result)
        async for rows in self.target.everything(table.name, target_reader.columns):
            for row in rows:
                values = target_reader.decode(row)
                theirs.add_hash(row_hash([values[each] for each in at]))
        result.target_rows = theirs.rows
        result.source_hash, result.target_hash = mine.hex, theirs.hex
        if mine == theirs:
            result.equal = mine.rows
            return result
        for each in range(_PASSES):
            await self._whole_pass(result, name, reader, target_reader, at, each)
        return result

    async def _whole_pass(
        self, result: TableResult, name: str, reader: Reader, target_reader: Reader, at: list[int], share: int
    ) -> None:
        counts: dict[bytes, int] = {}
        keys: dict[bytes, str] = {}
        async for rows in self.target.everything(result.name, target_reader.columns):
            for row in rows:
                values = target_reader.decode(row)
                digest = row_hash([values[each] for each in at])
                if digest[0] % _PASSES == share:
                    counts[digest] = counts.get(digest, 0) + 1
        async for rows in self.source.everything(name, reader.columns):
            for row in rows:
                values = reader.decode(row)
                digest = row_hash(values)
                if digest[0] % _PASSES != share:
                    continue
                if counts.get(digest, 0) > 0:
                    counts[digest] -= 1
                    result.equal += 1
                    continue
                keys[digest] = reader.key_of(values)
                issues = self._issues.get((result.name, keys[digest]), ())
                outcomes = {issue.outcome for issue in issues}
                if "quarantined" in outcomes:
                    result.quarantined += 1
                elif "repaired" in outcomes:
                    result.repaired += 1
                else:
                    result.fault(f"Row {keys[digest]} did not come as it was, and no reason is known.")
        # What the target has beyond: the other halves of repaired rows.
        beyond = sum(counts.values())
        self._beyond[result.name] = self._beyond.get(result.name, 0) + beyond
        if share == _PASSES - 1 and self._beyond[result.name] > result.repaired:
            result.fault(f"{self._beyond[result.name] - result.repaired} rows are in the target alone.")
