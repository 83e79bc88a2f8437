"""What tells rows that were written in a target since the last import from those that it brought: their times."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Self

from gotrs_api.db.bulk import BulkConnection
from gotrs_api.otrs.ledger import Ledger, Progress
from gotrs_api.otrs.rows import NO_TIME

TIMES: Final = ("create_time", "change_time")
_FUTURE: Final = timedelta(days=1)  # dates beyond it are dirt of the source: nobody has written them here
OVERLAP: Final = timedelta(hours=1)  # of changes between two runs: clocks differ, transactions last


class LastImport:
    """`began` is None where the last run did not end: it may have brought rows changed later than it began."""

    def __init__(
        self, target: BulkConnection, progress: Mapping[str, Progress], began: datetime | None, until: datetime
    ) -> None:
        self.began = began
        self._progress = progress
        self._until = until
        self._times_are_text = target.times_are_text

    @classmethod
    async def of(cls, target: BulkConnection, ledger: Ledger, progress: Mapping[str, Progress], now: datetime) -> Self:
        """`now` is aware."""
        began = await ledger.last_began()
        until = ledger.in_tables(now.replace(tzinfo=None)) + _FUTURE
        return cls(target, progress, None if began is None else ledger.in_tables(began), until)

    def last_key(self, table: str) -> int | None:
        """Ids above it were given here; None where the table has not come."""
        return self._progress[table].last_key if table in self._progress else None

    def where(self, table: str, columns: Collection[str] = TIMES) -> tuple[str, dict[str, Any]]:
        """A condition with its values: written since, as one of these columns says."""
        since = self._since(table)
        if since is None:
            return "1 = 0", {}
        values: dict[str, Any] = {"since": since, "until": self._until}
        if self._times_are_text:
            values = {name: at.strftime("%Y-%m-%d %H:%M:%S") for name, at in values.items()}
        return " OR ".join(f"({each} >= :since AND {each} < :until)" for each in TIMES if each in columns), values

    def is_later(self, table: str, values: Mapping[str, Any]) -> bool:
        """The same of a decoded row."""
        since = self._since(table)
        return since is not None and any(since <= at < self._until for at in _times(values))

    def was_there(self, values: Mapping[str, Any]) -> bool:
        """Whether a decoded row of the source is so old that this import has seen it."""
        return self.began is not None and all(at < self.began - OVERLAP for at in _times(values))

    def _since(self, table: str) -> datetime | None:
        """Its beginning, or later where the source has shown later times."""
        if self.began is None or table not in self._progress:
            return None
        return max(self.began, (self._progress[table].changed_until or NO_TIME) + timedelta(seconds=1))


def _times(values: Mapping[str, Any]) -> list[datetime]:
    return [at for each in TIMES if isinstance(at := values.get(each), datetime)]
