"""What single members of a ticket were at a moment, read out of the texts of its history. Pure.

Each row tells what a member became, some also what it was before: so the last row until the moment counts, else the
first one after it, else nothing ever changed and today's value counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol

from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.tickets.history_format import CUT_MARK, SEPARATOR, Named, parse_history_name
from gotrs_api.tickets.history_types import HistoryType

_CUSTOMER_ID = re.compile(r"CustomerID=(.*?);(?=CustomerUser=|$)")
_CUSTOMER_USER = re.compile(r"CustomerUser=(.*?);$")
_FIELD_CHANGE = re.compile(r"%%FieldName%%(?P<name>.*?)%%Value%%(?P<new>.*)%%OldValue%%(?P<old>.*)", re.DOTALL)


class HistoryRow(Protocol):
    @property
    def type(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Replay:
    """Rows of a ticket, oldest first: those until the moment and those after it."""

    until: Sequence[HistoryRow]
    after: Sequence[HistoryRow]

    def title(self, today: str) -> tuple[str, bool]:
        """The title, and whether it is whole: a long one is cut in the row that replaced it."""
        row = self._first(HistoryType.TITLE_UPDATE)
        if row is None:
            return today, True
        old, found, _new = row.name.removeprefix(SEPARATOR).rpartition(SEPARATOR)
        return (old, True) if found else (row.name.removeprefix(SEPARATOR), False)

    def lock(self, today: str) -> str:
        row = self._last(HistoryType.LOCK, HistoryType.UNLOCK)
        if row is not None:
            return "lock" if row.type == HistoryType.LOCK else "unlock"
        row = self._first(HistoryType.LOCK, HistoryType.UNLOCK)
        if row is not None:
            return "unlock" if row.type == HistoryType.LOCK else "lock"
        return today

    def responsible_id(self, today: int) -> tuple[int, bool]:
        """The id, and whether it is certain: who was responsible at first is not written down."""
        row = self._last(HistoryType.RESPONSIBLE_UPDATE)
        if row is not None and (parts := _values(row))[-1].isdecimal():
            return int(parts[-1]), True
        if self._first(HistoryType.RESPONSIBLE_UPDATE) is not None:
            return SYSTEM_USER_ID, False
        return today, True

    def service(self, today: Named | None) -> Named | None:
        return self._new_or_old(HistoryType.SERVICE_UPDATE, today)

    def sla(self, today: Named | None) -> Named | None:
        return self._new_or_old(HistoryType.SLA_UPDATE, today)

    def archived(self, *, today: bool) -> bool:
        row = self._last(HistoryType.ARCHIVE_FLAG_UPDATE)
        if row is not None:
            return _values(row)[0] == "y"
        row = self._first(HistoryType.ARCHIVE_FLAG_UPDATE)
        return today if row is None else _values(row)[0] != "y"

    def pending_until(self, today: datetime | None, zone: tzinfo) -> datetime | None:
        """`zone` is `OTRSTimeZone`. History knows minutes; a time that still stands is known to the second."""
        if self._first(HistoryType.SET_PENDING_TIME) is None:
            return today
        row = self._last(HistoryType.SET_PENDING_TIME)
        try:
            return None if row is None else datetime.fromisoformat(_values(row)[0]).replace(tzinfo=zone)
        except ValueError:
            return None

    def customer(self, customer_id: str | None, customer_user: str | None) -> tuple[str | None, str | None]:
        """Customer id and customer user; the arguments are today's."""
        rows = [row for row in (*self.until, *self.after) if row.type == HistoryType.CUSTOMER_UPDATE]
        if not rows:
            return customer_id, customer_user
        texts = [_values(row)[0] for row in self.until if row.type == HistoryType.CUSTOMER_UPDATE]
        return _newest(_CUSTOMER_ID, texts), _newest(_CUSTOMER_USER, texts)

    def watchers(self, today: Sequence[str]) -> tuple[tuple[str, ...], bool]:
        """Full names, and whether they are certain: watchers go along with a merge without a word."""
        names, is_certain = list(today), True
        for row in reversed(self.after):
            if row.type == HistoryType.SUBSCRIBE and _values(row)[0] in names:
                names.remove(_values(row)[0])
            elif row.type == HistoryType.UNSUBSCRIBE:
                names.append(_values(row)[0])
            elif row.type == HistoryType.MERGED:
                is_certain = False
        return tuple(sorted(names)), is_certain

    def old_field_values(self) -> dict[str, str]:
        """What people read in the dynamic fields that were changed since; "" where nothing was set."""
        found: dict[str, str] = {}
        for change in self._field_changes():
            found.setdefault(change["name"], change["old"])
        return found

    def has_cut_values(self) -> bool:
        """Whether any of those is too long for a row of the history."""
        names: set[str] = set()
        for change in self._field_changes():
            if change["name"] not in names and any(part.endswith(CUT_MARK) for part in (change["name"], change["old"])):
                return True
            names.add(change["name"])
        return False

    def _field_changes(self) -> list[re.Match[str]]:
        rows = (row for row in self.after if row.type == HistoryType.TICKET_DYNAMIC_FIELD_UPDATE)
        return [found for row in rows if (found := _FIELD_CHANGE.fullmatch(row.name)) is not None]

    def _new_or_old(self, kind: HistoryType, today: Named | None) -> Named | None:
        row = self._last(kind)
        if row is not None:
            return _named(_values(row)[:2])
        row = self._first(kind)
        return today if row is None else _named(_values(row)[2:4])

    def _last(self, *kinds: HistoryType) -> HistoryRow | None:
        return next((row for row in reversed(self.until) if row.type in kinds), None)

    def _first(self, *kinds: HistoryType) -> HistoryRow | None:
        return next((row for row in self.after if row.type in kinds), None)


def _values(row: HistoryRow) -> tuple[str, ...]:
    return parse_history_name(row.name) or ("",)


def _named(values: Sequence[str]) -> Named | None:
    if len(values) < 2 or not values[1].isdecimal():
        return None
    return Named(values[0], int(values[1]))


def _newest(pattern: re.Pattern[str], texts: Sequence[str]) -> str | None:
    found = [match[1] for text in texts if (match := pattern.search(text))]
    return (found[-1] or None) if found else None
