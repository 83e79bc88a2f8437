"""What an import writes about itself into its target (`gotrs_import…`), always in the transaction of the rows it is about."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy.exc import IntegrityError

from gotrs_api.db.bulk import BulkConnection
from gotrs_api.db.initial_data import initial_rows
from gotrs_api.kernel.clock import Clock
from gotrs_api.otrs.errors import CannotGoOn
from gotrs_api.otrs.rows import Issue, dumped
from gotrs_api.otrs.shapes import TableShape

LEASE: Final = "otrs.import"
_HELD_FOR: Final = timedelta(minutes=15)
_ANY_TIME: Final = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass
class Progress:
    """Of one table: `loading` up to `last_key`, or `done` with changes before `changed_until`."""

    status: str
    last_key: int
    rows_done: int
    changed_until: datetime | None


class Ledger:
    """Nothing here commits; whoever calls does, together with the rows."""

    def __init__(self, target: BulkConnection, clock: Clock) -> None:
        self._target = target
        self._clock = clock

    def _now(self) -> Any:
        now = self._clock.now().replace(tzinfo=None, microsecond=0)
        return now.strftime("%Y-%m-%d %H:%M:%S.%f") if self._target.times_are_text else now

    def _text(self, value: str | None) -> Any:
        return value.encode() if value is not None and self._target.long_text_is_bytes else value

    async def take_lease(self) -> None:
        """Raises CannotGoOn while another import into this target runs; one that was killed here is over."""
        if held := await self.running():
            raise CannotGoOn(f"Another import into this database is running ({held}).")
        holder = f"{socket.gethostname()}:{os.getpid()}"
        await self._target.run("DELETE FROM gotrs_lease WHERE name = :name", name=LEASE)
        try:
            await self._target.run(
                "INSERT INTO gotrs_lease (name, holder, expires_at) VALUES (:name, :holder, :expires)",
                name=LEASE, holder=holder, expires=self._expiry(),
            )  # fmt: skip
        except IntegrityError as error:
            raise CannotGoOn("Another import into this database has just begun.") from error

    async def running(self) -> str | None:
        """Who imports into this target now (host:process); None where nobody does."""
        rows = await self._target.all("SELECT holder, expires_at FROM gotrs_lease WHERE name = :name", name=LEASE)
        for held, expires in rows:
            if held and not _is_over(str(held)) and _moment(expires) > self._clock.now().replace(tzinfo=None):
                return str(held)
        return None

    async def is_complete(self) -> bool:
        """Whether the last import came to its end."""
        rows = await self._target.all("SELECT status FROM gotrs_import ORDER BY id DESC LIMIT 1")
        return bool(rows) and rows[0][0] == "done"

    async def ended(self) -> datetime | None:
        """When the last import came to its end, as the target's tables write times."""
        rows = await self._target.all("SELECT finished_at FROM gotrs_import ORDER BY id DESC LIMIT 1")
        return self.in_tables(_moment(rows[0][0])) if rows and rows[0][0] is not None else None

    async def last_began(self) -> datetime | None:
        """When the last import began, in UTC; None where it did not come to an end."""
        rows = await self._target.all("SELECT started_at, finished_at FROM gotrs_import ORDER BY id DESC LIMIT 1")
        return _moment(rows[0][0]) if rows and rows[0][1] is not None else None

    def in_tables(self, moment: datetime) -> datetime:
        """A naive time in UTC as OTRS's tables of the target write it: `OTRSTimeZone` came with them."""
        return moment.replace(tzinfo=UTC).astimezone(self._target.database.time_zone).replace(tzinfo=None)

    async def keep_lease(self) -> None:
        await self._target.run(
            "UPDATE gotrs_lease SET expires_at = :expires WHERE name = :name", name=LEASE, expires=self._expiry()
        )

    async def return_lease(self) -> None:
        await self._target.run("DELETE FROM gotrs_lease WHERE name = :name", name=LEASE)

    def _expiry(self) -> Any:
        until = (self._clock.now() + _HELD_FOR).replace(tzinfo=None, microsecond=0)
        return until.strftime("%Y-%m-%d %H:%M:%S.%f") if self._target.times_are_text else until

    async def source(self) -> tuple[str, dict[str, Any]] | None:
        """Address and options of the last import into this target; None where there was none."""
        rows = await self._target.all("SELECT source, options FROM gotrs_import ORDER BY id DESC LIMIT 1")
        if not rows:
            return None
        options = rows[0][1]
        return str(rows[0][0]), json.loads(options.decode() if isinstance(options, bytes) else options)

    async def begin(self, source: str, flavour: str, options: Mapping[str, Any]) -> None:
        await self._target.run(
            "INSERT INTO gotrs_import (source, flavour, options, status, started_at) "
            "VALUES (:source, :flavour, :options, 'running', :now)",
            source=source[:250], flavour=flavour, options=self._text(json.dumps(dict(options))), now=self._now(),
        )  # fmt: skip

    async def end(self, status: str) -> None:
        await self._target.run(
            "UPDATE gotrs_import SET status = :status, finished_at = :now WHERE finished_at IS NULL",
            status=status, now=self._now(),
        )  # fmt: skip

    async def progress(self) -> dict[str, Progress]:
        rows = await self._target.all(
            "SELECT table_name, status, last_key, rows_done, changed_until FROM gotrs_import_table"
        )
        return {
            str(name): Progress(str(status), int(last), int(done), None if until is None else _moment(until))
            for name, status, last, done, until in rows
        }

    async def note(self, table: str, progress: Progress) -> None:
        until: Any = progress.changed_until
        if until is not None and self._target.times_are_text:
            until = until.strftime("%Y-%m-%d %H:%M:%S.%f")
        await self._target.run("DELETE FROM gotrs_import_table WHERE table_name = :name", name=table)
        await self._target.run(
            "INSERT INTO gotrs_import_table (table_name, status, last_key, rows_done, changed_until) "
            "VALUES (:name, :status, :last, :done, :until)",
            name=table, status=progress.status, last=progress.last_key, done=progress.rows_done, until=until,
        )  # fmt: skip

    async def add_issues(self, issues: Iterable[Issue]) -> None:
        now = self._now()
        rows = [
            (i.table, i.key[:200], i.outcome, i.reason[:250], i.column, self._text(dumped(i.original)), now)
            for i in issues
        ]
        columns = ("table_name", "row_key", "outcome", "reason", "column_name", "original", "noted_at")
        await self._target.insert("gotrs_import_issue", columns, rows)

    async def keep(self, lost: Iterable[Issue]) -> None:
        """What is about to be overwritten here; a run that was killed may have noted it before."""
        there = {(i.table, i.key, dumped(i.original)) for i in await self.issues() if i.outcome == "overwritten"}
        await self.add_issues(i for i in lost if (i.table, i.key[:200], dumped(i.original)) not in there)

    async def forget_issues(self, table: str, keys: Iterable[str] | None = None, *, made_up_too: bool = False) -> None:
        """Rows are about to be looked at again; all of the table without `keys`. Without `made_up_too` placeholders stay.

        What gave way stays noted, nothing else has it; and what was left of the table, which is told once.
        """
        stay = "" if made_up_too else ", 'placeholder'"
        statement = (
            f"DELETE FROM gotrs_import_issue WHERE table_name = :name AND outcome NOT IN ('left', 'overwritten'{stay})"  # noqa: S608 - no value in it
        )
        if keys is None:
            await self._target.run(statement, name=table)
            return
        there = {
            str(row[0])
            for row in await self._target.all(
                "SELECT DISTINCT row_key FROM gotrs_import_issue WHERE table_name = :name", name=table
            )
        }
        for key in there.intersection(keys):
            await self._target.run(f"{statement} AND row_key = :key", name=table, key=key)

    async def want_reindexing(self) -> None:
        """As before the full-text index was ever made: `gotrs search reindex` begins with the first ticket."""
        await self._target.run("DELETE FROM gotrs_search_rebuild")
        await self._target.run(
            "INSERT INTO gotrs_search_rebuild (id, after_ticket_id, done, total) VALUES (1, 0, 0, 0)"
        )

    async def told(self, table: str) -> set[tuple[str, str | None, str]]:
        """What is noted of a table's rows: (row, column, outcome), without what was left or made up."""
        rows = await self._target.all(
            "SELECT row_key, column_name, outcome FROM gotrs_import_issue "
            "WHERE table_name = :name AND outcome IN ('quarantined', 'repaired')",
            name=table,
        )
        return {(str(key), None if column is None else str(column), str(outcome)) for key, column, outcome in rows}

    async def keys_of(self, table: str, outcome: str) -> set[int]:
        rows = await self._target.all(
            "SELECT row_key FROM gotrs_import_issue WHERE table_name = :name AND outcome = :outcome",
            name=table, outcome=outcome,
        )  # fmt: skip
        return {int(row[0]) for row in rows if str(row[0]).isdecimal()}

    async def issues(self) -> list[Issue]:
        rows = await self._target.all(
            "SELECT table_name, row_key, outcome, reason, column_name, original FROM gotrs_import_issue ORDER BY id"
        )
        return [
            Issue(
                str(table), str(key), str(outcome), str(reason), None if column is None else str(column),
                None if original is None else json.loads(original.decode() if isinstance(original, bytes) else original),
            )
            for table, key, outcome, reason, column, original in rows
        ]  # fmt: skip


# Their names have a meaning for OTRS and GOTRS alike: what is missing is as new desks have it.
_OF_NEW_DESKS: Final = frozenset(
    {
        "valid",
        "ticket_state_type",
        "ticket_lock_type",
        "article_sender_type",
        "communication_channel",
        "follow_up_possible",
    }
)


def made_up_row(
    table: TableShape, key: int, now: datetime, *, as_new: bool = True
) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """A row that others refer to and the source does not have: invalid, and named so that everybody sees it.

    With `as_new` one of OTRS's own fixed values is as it was delivered.
    """
    special = {"id": key, "valid_id": 2, "login": f"missing-user-{key}", "first_name": "Missing", "pw": ""}
    if as_new and table.name in _OF_NEW_DESKS:
        special |= {"valid_id": 1, **_delivered(table.name).get(key, {"valid_id": 2})}
    values: list[Any] = []
    for shape in table.columns:
        if shape.name in special:
            values.append(special[shape.name])
        elif shape.nullable:
            values.append(None)
        elif shape.kind == "moment":
            values.append(now)
        elif shape.kind in ("text", "long_text"):
            values.append(f"missing {table.name} {key}")
        else:
            values.append(1)
    return tuple(shape.name for shape in table.columns), tuple(values)


@cache
def _delivered(table: str) -> dict[int, dict[str, Any]]:
    """OTRS's initial rows of a table, by their ids."""
    return {int(row["id"]): dict(row) for name, rows in initial_rows(_ANY_TIME) if name == table for row in rows}


def _is_over(holder: str) -> bool:
    """The process was on this machine and is not there any more."""
    host, _, process = holder.rpartition(":")
    if host != socket.gethostname() or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return int(process) == os.getpid()


def _moment(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
