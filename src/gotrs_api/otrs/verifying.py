"""Compares a source with what was imported from it, row by row, and says what an auditor asks: what came, what was
repaired and how, what was left and why.

Nothing of the import's judgement is used again: a row counts as well when both sides decode to the same values, or when
each difference stands among the import's issues. Where people have worked since, rows that say so themselves by their times,
and what signing in writes, are told apart from losses.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from gotrs_api.db.bulk import BulkConnection
from gotrs_api.identity.directory import KEPT_BY_SIGN_IN
from gotrs_api.kernel.clock import Clock
from gotrs_api.otrs.comparing import Comparison, Pair, Sum, row_hash
from gotrs_api.otrs.configuration import Belonging, SettingsFound, belongings_of, settings_of
from gotrs_api.otrs.errors import CannotGoOn
from gotrs_api.otrs.flavours import recognise, source_name
from gotrs_api.otrs.ledger import Ledger
from gotrs_api.otrs.rows import Issue, Reader
from gotrs_api.otrs.shapes import LEFT, table_shapes

_PASSES: Final = 16  # over tables without ids, so that memory stays flat
_MOST_NAMED: Final = 100  # faults that a report names for one table


@dataclass
class TableResult:
    """The sums over the hashes of rows: of those that are equal; of all, each side's own, in tables without ids."""

    name: str
    source_rows: int = 0
    target_rows: int = 0
    equal: int = 0
    repaired: int = 0
    quarantined: int = 0
    placeholders: int = 0
    later: int = 0  # changed or added here after the import
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
    def later(self) -> int:
        """Rows that were changed or added in the target after the import: it has been worked with."""
        return sum(table.later for table in self.tables)

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
        self._seen = 0
        self._expected = 0
        self._ended: datetime | None = None  # the last import, in the time of the target's tables

    async def run(self) -> Verification:
        started = time.monotonic()
        there = await self.source.columns()
        flavour = recognise(there, {table: [c.name for c in columns] for table, columns in there.items()})
        if flavour.problem:
            raise CannotGoOn(f"The source cannot be read. {flavour.problem}")
        ours = await self.target.columns()
        if "gotrs_import_issue" not in ours:
            raise CannotGoOn("The target was not filled by gotrs otrs import.")
        if held := await self._ledger.running():
            raise CannotGoOn(f"An import into this database is running ({held}): verify when it has ended.")
        found = Verification(*self._labels, flavour.name, self._clock.now())
        found.issues = await self._ledger.issues()
        found.settings, found.belongings = await settings_of(self.source), await belongings_of(self.source)
        if await self._ledger.source() is None:
            raise CannotGoOn("The target was not filled by gotrs otrs import.")
        if not await self._ledger.is_complete():
            found.faults.append("The last import did not come to its end: call it again, then verify.")
        self._ended = await self._ledger.ended()
        for issue in found.issues:
            self._issues.setdefault((issue.table, issue.key), []).append(issue)
        names = {name: source_name(name, there) for name in table_shapes()}
        counts = {t: await self.source.count(n) for t, n in names.items() if n}
        self._expected = sum(count for table, count in counts.items() if table not in LEFT)
        for table in table_shapes().values():
            name = names[table.name]
            if name is None:
                continue
            if table.name in LEFT:
                found.tables.append(TableResult(table.name, counts[table.name], left=LEFT[table.name]))
                continue
            reader, target_reader = Reader(table, there[name]), Reader(table, ours[table.name])
            comparison = Comparison(self.source, name, reader, self.target, target_reader)
            result = await (self._keyed if reader.key_at is not None else self._whole)(comparison)
            if result.source_rows != counts[table.name]:
                result.fault(f"{counts[table.name] - result.source_rows} rows of the source have no id.")
            found.tables.append(result)
        found.seconds = time.monotonic() - started
        return found

    def _is_later(self, values: Mapping[str, Any], *times: str) -> bool:
        """Whether a row of the target says that it was written after the import."""
        moments = (values.get(name) for name in times)
        return self._ended is not None and any(isinstance(at, datetime) and at >= self._ended for at in moments)

    async def _keyed(self, comparison: Comparison) -> TableResult:
        result = TableResult(comparison.reader.table.name)
        mine = Sum()
        async for pairs in comparison.pairs():
            for pair in pairs:
                self._one(result, comparison, pair, mine)
            self._tell(result.name, sum(ours is not None for _, ours, _ in pairs))
        result.source_hash = result.target_hash = mine.hex
        return result

    def _one(self, result: TableResult, comparison: Comparison, pair: Pair, mine: Sum) -> None:
        key, ours, other = pair
        if ours is not None:
            result.source_rows += 1
        if other is not None:
            result.target_rows += 1
        if ours is not None and other is not None and comparison.equal(ours, other):
            mine.add_hash(row_hash(comparison.reader.decode(ours)))
            result.equal += 1
            return
        issues = self._issues.get((result.name, str(key)), ())
        if ours is None:
            self._only_in_target(result, comparison, pair, issues)
        elif other is None:
            self._only_in_source(result, key, issues)
        else:
            self._unequal(result, comparison, pair, issues)

    def _tell(self, table: str, rows: int) -> None:
        self._seen += rows
        self._report(table, self._seen, self._expected)

    def _only_in_target(self, result: TableResult, comparison: Comparison, pair: Pair, issues: Any) -> None:
        if any(issue.outcome == "placeholder" for issue in issues):
            result.placeholders += 1
        elif self._is_later(comparison.of_target(pair[2]), "create_time"):
            result.later += 1
        else:
            result.fault(f"Row {pair[0]} is in the target alone.")

    def _only_in_source(self, result: TableResult, key: int, issues: Any) -> None:
        if any(issue.outcome == "quarantined" for issue in issues):
            result.quarantined += 1
        else:
            result.fault(f"Row {key} did not come, and no reason is known.")

    def _unequal(self, result: TableResult, comparison: Comparison, pair: Pair, issues: Any) -> None:
        told = {issue.column for issue in issues if issue.outcome == "repaired"}
        different = comparison.different(pair)
        if {"quarantined", "placeholder"} <= {issue.outcome for issue in issues}:
            result.quarantined += 1  # others refer to it: a row that was made up stands in
            result.placeholders += 1
        elif told.issuperset(different):
            result.repaired += 1
        elif "change_time" in different and self._is_later(comparison.of_target(pair[2]), "change_time"):
            result.later += 1
        else:
            result.fault(f"Row {pair[0]} differs in {', '.join(each for each in different if each not in told)}.")

    async def _whole(self, comparison: Comparison) -> TableResult:
        """Rows without a name: both sides must have the same ones equally often, but for what issues account for."""
        result = TableResult(comparison.reader.table.name)
        mine, theirs = Sum(), Sum()

        async def source() -> None:
            async for rows in comparison.source_rows():
                mine.add(rows)
                self._tell(result.name, len(rows))

        async def target() -> None:
            async for rows in comparison.target_rows():
                theirs.add(rows)

        async with asyncio.TaskGroup() as both:
            both.create_task(source())
            both.create_task(target())
        result.source_rows, result.target_rows = mine.rows, theirs.rows
        result.source_hash, result.target_hash = mine.hex, theirs.hex
        if mine == theirs:
            result.equal = mine.rows
            return result
        beyond = 0
        for each in range(_PASSES):
            beyond += await self._whole_pass(result, comparison, each)
        if beyond > result.repaired:
            result.fault(f"{beyond - result.repaired} rows are in the target alone.")
        return result

    async def _whole_pass(self, result: TableResult, comparison: Comparison, share: int) -> int:
        """How many rows the target has that the source does not: the other halves of repaired ones."""
        counts: Counter[bytes] = Counter()
        later: set[bytes] = set()
        names = [shape.name for shape in comparison.reader.shapes]
        async for rows in comparison.target_rows():
            for values in rows:
                digest = row_hash(values)
                if digest[0] % _PASSES == share:
                    counts[digest] += 1
                    by_name = dict(zip(names, values, strict=True))
                    if self._of_a_sign_in(by_name) or self._is_later(by_name, "create_time", "change_time"):
                        later.add(digest)
        async for rows in comparison.source_rows():
            for values in rows:
                digest = row_hash(values)
                if digest[0] % _PASSES != share:
                    continue
                if counts[digest] > 0:
                    counts[digest] -= 1
                    result.equal += 1
                    continue
                key = comparison.reader.key_of(values)
                outcomes = {issue.outcome for issue in self._issues.get((result.name, key), ())}
                if "quarantined" in outcomes:
                    result.quarantined += 1
                elif "repaired" in outcomes:
                    result.repaired += 1
                elif not self._of_a_sign_in(dict(zip(names, values, strict=True))):  # the next one replaces it
                    result.fault(f"Row {key} did not come as it was, and no reason is known.")
        found = sum(counts[digest] for digest in later)
        result.later += found
        return counts.total() - found

    def _of_a_sign_in(self, values: Mapping[str, Any]) -> bool:
        return values.get("preferences_key") in KEPT_BY_SIGN_IN and self._ended is not None
