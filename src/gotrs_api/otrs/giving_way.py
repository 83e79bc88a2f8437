"""Rows of a target that people have made, changed or removed since the last import, and that another run puts back to what
the old system has: found before anything is written, each named, and kept whole in the ledger where they do give way.

Times tell them: `create_time` and `change_time` of the row. Where a row bears none, nobody can say whether the old system or
the new one has changed it; such rows do not stop an import, but are kept and named as well.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from gotrs_api.db.bulk import BulkConnection
from gotrs_api.identity.directory import KEPT_BY_SIGN_IN
from gotrs_api.kernel.id_sets import IdSet
from gotrs_api.otrs.comparing import Comparison, row_hash
from gotrs_api.otrs.last_import import TIMES, LastImport
from gotrs_api.otrs.ledger import Ledger
from gotrs_api.otrs.mover import Mover
from gotrs_api.otrs.rows import Issue, plain
from gotrs_api.otrs.shapes import LEFT

OVERWRITTEN: Final = "overwritten"
# What a desk writes by itself while people look.
_OF_THE_DESK: Final = frozenset(
    {
        *LEFT, "article_flag", "communication_log", "communication_log_obj_lookup", "communication_log_object",
        "communication_log_object_entry", "dynamic_field_obj_id_name", "gi_debugger_entry", "gi_debugger_entry_content",
        "link_object", "sysconfig_deployment_lock", "system_data", "ticket_flag", "ticket_index", "ticket_lock_index",
        "ticket_loop_protection", "ticket_number_counter",
    }
)  # fmt: skip
# Tickets and what hangs on them: whether people have worked on these is asked in `worked_on`.
_OF_TICKETS: Final = frozenset(
    {
        "article", "article_data_mime", "article_data_mime_attachment", "article_data_mime_plain",
        "article_data_mime_send_error", "article_data_otrs_chat", "link_relation", "mail_queue", "mention", "ticket",
        "ticket_history", "ticket_watcher", "time_accounting",
    }
)  # fmt: skip
_BY_SIGNING_IN: Final = frozenset({"pw", "change_time", "change_by"})
_MADE, _CHANGED, _REMOVED = "made here", "changed here", "removed here"
_PASSWORD: Final = "its password was changed here, or hashed anew by a sign-in"
_UNTOLD: Final = "differed from the old system's, and bears no time that tells whose change it was"
_AT_ONCE: Final = 500  # rows
_NAMES: Final = ("name", "login", "customer_id", "preferences_key", "title")


@dataclass(frozen=True)
class Lost:
    """A row that another run puts back to the old system's. `stops`: somebody has meant it so."""

    issue: Issue
    stops: bool

    def __str__(self) -> str:
        values = self.issue.original or {}
        name = next((values[each] for each in _NAMES if values.get(each)), "")
        shown = f" ({name})" if name and str(name) not in self.issue.key else ""
        return f"{self.issue.table} {self.issue.key}{shown}: {self.issue.reason}"


def is_looked_at(table: str, *, of_tickets: bool) -> bool:
    """Set-up always, tickets and what hangs on them where these give way as well."""
    return table not in _OF_THE_DESK and (of_tickets or table not in _OF_TICKETS)


class GivingWay:
    """Looks for such rows, table by table."""

    def __init__(self, source: BulkConnection, target: BulkConnection, ledger: Ledger, last: LastImport) -> None:
        self._source, self._target, self._ledger, self._last = source, target, ledger, last

    async def rows(self, mover: Mover, name: str) -> list[Lost]:
        """Of one table, which the source calls `name`."""
        if mover.table.key is None:
            return [each async for each in self._of_a_whole(mover, name)]
        if not _has_times(mover):
            return [each async for each in self._without_times(mover, name)]
        return [each async for each in self._by_their_times(mover, name)]

    async def _by_their_times(self, mover: Mover, name: str) -> AsyncIterator[Lost]:
        table, key = mover.table.name, str(mover.table.key)
        made_up = await self._ledger.keys_of(table, "placeholder")
        where, values = self._last.where(table, mover.target_columns)
        written = IdSet()
        async for ids in self._target.ids(table, key, f"WHERE {where}", **values):
            written.update(each for each in ids if each not in made_up)
        listed = sorted(written)
        for at in range(0, len(listed), _AT_ONCE):
            some = listed[at : at + _AT_ONCE]
            rows = mover.repairer.take(await self._source.rows_of(name, mover.reader.columns, key, some)).rows
            ours = {int(row[key]): row for row in map(mover.named, mover.complete(rows))}
            for raw in await self._target.rows_of(table, mover.target_reader.columns, key, some):
                theirs = mover.named(mover.target_reader.decode(raw))
                other = ours.get(int(theirs[key]))
                if other is None:
                    yield _lost(mover, theirs, _MADE)
                    continue
                different = {each for each, value in theirs.items() if other[each] != value}
                if different - _BY_SIGNING_IN:
                    yield _lost(mover, theirs, _CHANGED)
                elif different:
                    yield _lost(mover, theirs, _PASSWORD, stops=False)
        async for each in self._removed(mover, name):
            yield each

    async def _removed(self, mover: Mover, name: str) -> AsyncIterator[Lost]:
        table, key = mover.table.name, str(mover.table.key)
        last_key = self._last.last_key(table)
        if last_key is None:
            return
        there, brought = IdSet(), IdSet()
        async for ids in self._target.ids(table, key):
            there.update(ids)
        async for ids in self._source.ids(name, key, f"WHERE {self._source.name(key)} <= {last_key:d}"):
            brought.update(ids)
        quarantined = await self._ledger.keys_of(table, "quarantined")
        for each in brought.without(there):
            if each not in quarantined:
                yield Lost(Issue(table, str(each), OVERWRITTEN, _REMOVED), stops=True)

    async def _without_times(self, mover: Mover, name: str) -> AsyncIterator[Lost]:
        fields = await self._fields_without_history() if mover.table.name == "dynamic_field_value" else None
        if fields is not None and not fields:
            return
        told = {key for key, _, _ in await self._ledger.told(mover.table.name)}
        comparison = Comparison(self._source, name, mover.reader, self._target, mover.target_reader)
        async for pairs in comparison.pairs():
            for key, left, right in pairs:
                if right is None or str(key) in told or (left is not None and comparison.equal(left, right)):
                    continue
                values = comparison.of_target(right)
                if fields is None or values["field_id"] in fields:
                    yield _lost(mover, values, _UNTOLD, stops=False)

    async def _fields_without_history(self) -> set[int]:
        """Of what a ticket's fields held, its history tells."""
        rows = await self._target.all("SELECT id FROM dynamic_field WHERE object_type NOT IN ('Ticket', 'Article')")
        return {int(row[0]) for row in rows}

    async def _of_a_whole(self, mover: Mover, name: str) -> AsyncIterator[Lost]:
        """Rows without an id are removed, and those of the source come instead."""
        table, timed = mover.table.name, _has_times(mover)
        theirs: set[bytes] = set()
        async for rows in self._target.everything(table, mover.target_reader.columns):
            theirs.update(row_hash(mover.target_reader.decode(row)) for row in rows)
        told = {key for key, _, _ in await self._ledger.told(table)}
        mine: set[bytes] = set()
        async for rows in self._source.everything(name, mover.reader.columns):
            for row in mover.complete(mover.repairer.take(rows).rows):
                digest = row_hash(row)
                mine.add(digest)
                if not timed or digest in theirs or not self._last.was_there(mover.named(row)):
                    continue
                if mover.target_reader.key_of(row) not in told:  # else the database has refused it
                    yield _lost(mover, mover.named(row), _REMOVED)
        if theirs <= mine:
            return
        async for rows in self._target.everything(table, mover.target_reader.columns):
            for decoded in map(mover.target_reader.decode, rows):
                values = mover.named(decoded)
                if row_hash(decoded) in mine or values.get("preferences_key") in KEPT_BY_SIGN_IN:
                    continue
                if not timed:
                    yield _lost(mover, values, _UNTOLD, stops=False)
                elif self._last.is_later(table, values):
                    yield _lost(mover, values, _MADE)


def _has_times(mover: Mover) -> bool:
    return any(each in TIMES for each in mover.target_columns)


def _lost(mover: Mover, values: Mapping[str, Any], what: str, *, stops: bool = True) -> Lost:
    key = mover.target_reader.key_of(list(values.values()))
    original = {name: plain(value) for name, value in values.items()}
    return Lost(Issue(mover.table.name, key, OVERWRITTEN, what, None, original), stops)
