"""Rows of one table: decoded, checked against what the baseline demands, repaired or refused with a reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from gotrs_api.db.bulk.connection import FoundColumn
from gotrs_api.otrs.shapes import Shape, TableShape, table_shapes
from gotrs_api.otrs.values import Decoder, Unreadable, as_it_is, decoder, unmixed

Row = tuple[Any, ...]
NO_TIME: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - as it lies in the tables
FIRST_ID: Final = 1  # of users the system's
# A missing row here is made up, because many others would be lost with it.
MADE_UP: Final = frozenset(
    {
        "users", "permission_groups", "queue", "salutation", "signature", "system_address", "ticket_state",
        "ticket_priority", "ticket_type", "ticket_history_type", "ticket_lock_type", "ticket_state_type", "valid",
        "article_sender_type", "communication_channel", "follow_up_possible",
    }
)  # fmt: skip


@dataclass
class Issue:
    """Something that is not as it was. `outcome`: quarantined, repaired, placeholder, overwritten or left."""

    table: str
    key: str
    outcome: str
    reason: str
    column: str | None = None
    original: Any = None


@dataclass
class Taken:
    """What came out of some rows."""

    rows: list[Row] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    made_up: list[tuple[str, int]] = field(default_factory=list)  # (table, id)


class Reader:
    """Decodes the rows of one table of one database; `columns` are those of the baseline that are there."""

    def __init__(self, table: TableShape, found: Sequence[FoundColumn]) -> None:
        by_name = {column.name: column for column in found}
        self.table = table
        self.shapes = [shape for shape in table.columns if shape.name in by_name]
        self.columns = [by_name[shape.name] for shape in self.shapes]
        self.missing = [shape for shape in table.columns if shape.name not in by_name]
        self.extra = [column.name for column in found if column.name not in {shape.name for shape in table.columns}]
        self.decoders: list[Decoder] = [
            decoder(shape, character_set=column.character_set)
            for shape, column in zip(self.shapes, self.columns, strict=True)
        ]
        self._steps = [(as_it_is(decode), decode) for decode in self.decoders]
        self._found = found
        names = [shape.name for shape in self.shapes]
        self.key_at = names.index(table.key) if table.key in names else None

    def only(self, columns: Sequence[FoundColumn]) -> Reader:
        """For those of its columns that are among these."""
        names = {column.name for column in columns}
        return Reader(self.table, [column for column in self._found if column.name in names])

    def decode(self, row: Row) -> list[Any]:
        return [
            value if value is None or value.__class__ is plain_class else decode(value)
            for (plain_class, decode), value in zip(self._steps, row, strict=True)
        ]

    def key_of(self, row: Sequence[Any]) -> str:
        """The row's name in reports: its id, or what identifies it best."""
        if self.key_at is not None:
            return str(row[self.key_at])
        return " / ".join(_named(value)[:60] for value in row[:3])[:200].replace("\0", "\ufffd")


class Repairer:
    """Rows of a source that the target can take. `known` answers which ids a table has."""

    def __init__(
        self,
        reader: Reader,
        known: Mapping[str, Collection[int]],
        *,
        duplicates: Mapping[str, Mapping[Any, int]],
        unmix: bool = False,
    ) -> None:
        self.reader = reader
        self.names = [shape.name for shape in reader.shapes]
        self._at = {name: at for at, name in enumerate(self.names)}
        self._known = known
        self._duplicates = duplicates
        self._checks: list[tuple[int, Shape, Callable[[Any], bool]]] = [
            (at, shape, _is_fine(shape, known, unmix)) for at, shape in enumerate(reader.shapes)
        ]
        self._unmix = unmix

    def take(self, rows: Sequence[Row]) -> Taken:
        taken = Taken()
        decode, duplicates, checks = self.reader.decode, self._duplicates, self._checks
        for raw in rows:
            values = decode(raw)
            faults = [(at, shape) for at, shape, fine in checks if not fine(values[at])]
            if faults or duplicates:
                self._mend(values, faults, taken)
            else:
                taken.rows.append(tuple(values))
        return taken

    def _mend(self, values: list[Any], faults: list[tuple[int, Shape]], taken: Taken) -> None:
        table, key = self.reader.table.name, self.reader.key_of(values)
        original = list(values)
        issues: list[Issue] = []
        made_up: list[tuple[str, int]] = []
        for at, shape in faults:
            reason = self._repair(values, at, shape, made_up)
            if reason is None:
                gone = f"names {shape.refers_to} {original[at]}, which is not there"
                what = f"{shape.name} {'is empty' if original[at] is None else gone}"
                taken.issues.append(Issue(table, key, "quarantined", what, shape.name, self._as_json(original)))
                return
            issues.append(Issue(table, key, "repaired", reason, shape.name, plain(original[at])))
        for column, firsts in self._duplicates.items():
            at = self._at[column]
            first = firsts.get(values[at])
            if first is not None and str(first) != key:
                issues.append(Issue(table, key, "repaired", f"{column} was there twice", column, plain(original[at])))
                values[at] = f"{values[at]}-{key}"
        taken.issues += issues
        taken.made_up += made_up
        taken.rows.append(tuple(values))

    def _repair(self, values: list[Any], at: int, shape: Shape, made_up: list[tuple[str, int]]) -> str | None:
        """Changes the value; the reason, or None where there is no way."""
        value = values[at]
        if isinstance(value, Unreadable):
            return self._repair_unreadable(values, at, shape)
        if value is None:
            if shape.refers_to is not None and shape.refers_to not in MADE_UP:
                return None
            is_unique = (shape.name,) in self.reader.table.uniques and shape.kind == "text"
            values[at] = f"empty-{self.reader.key_of(values)}" if is_unique else self._stand_in(values, shape)
            self._need_first(shape, made_up)
            return f"{shape.name} was empty"
        if shape.kind == "int" and shape.refers_to is None:
            values[at] = None if shape.nullable else 0
            return f"{shape.name} was too large a number"
        if shape.refers_to is not None:
            return self._repair_reference(values, at, shape, made_up)
        return _repair_text(values, at, shape, unmix=self._unmix)

    def _repair_unreadable(self, values: list[Any], at: int, shape: Shape) -> str:
        raw = values[at].raw
        if isinstance(raw, bytes):
            values[at] = raw.decode("cp1252", "replace").replace("\0", "\ufffd")[: shape.size or None]
            return f"{shape.name} was not UTF-8: read as Windows-1252"
        values[at] = None if shape.nullable else self._stand_in(values, shape)
        return f"{shape.name} was no {'date' if shape.kind == 'moment' else 'number'}"

    def _repair_reference(self, values: list[Any], at: int, shape: Shape, made_up: list[tuple[str, int]]) -> str | None:
        target, value = str(shape.refers_to), values[at]
        if shape.nullable:
            values[at] = None
            return f"{shape.name} named {target} {value}, which is not there: emptied"
        if target not in MADE_UP:
            return None
        if not 0 < value < last_id(target):
            values[at] = FIRST_ID
            self._need_first(shape, made_up)
            return f"{shape.name} named {target} {value}, which cannot be: {FIRST_ID} instead"
        made_up.append((target, value))
        return f"{shape.name} names {target} {value}, which is not there: a placeholder was made"

    def _need_first(self, shape: Shape, made_up: list[tuple[str, int]]) -> None:
        if shape.refers_to is not None and FIRST_ID not in self._known[shape.refers_to]:
            made_up.append((shape.refers_to, FIRST_ID))

    def _stand_in(self, values: list[Any], shape: Shape) -> Any:
        if shape.kind == "moment":
            for other in ("change_time", "create_time"):
                found = values[self._at[other]] if other in self._at else None
                if isinstance(found, datetime):
                    return found
            return NO_TIME
        if shape.refers_to is not None:
            return FIRST_ID
        return {"int": 0, "decimal": Decimal("0.00"), "blob": b""}.get(shape.kind, "")

    def _as_json(self, values: Sequence[Any]) -> dict[str, Any]:
        return {name: plain(value) for name, value in zip(self.names, values, strict=True)}


def _named(value: Any) -> str:
    if isinstance(value, Unreadable):
        value = value.raw
    if isinstance(value, bytes):
        return value[:30].hex()
    return "" if value is None else str(value)


def last_id(table: str) -> int:
    """The largest that its column can hold. A placeholder never has it: the database could number no further row."""
    (size,) = (shape.size for shape in table_shapes()[table].columns if shape.name == "id")
    assert size is not None
    return int((1 << (size * 8 - 1)) - 1)


def filled(shape: Shape) -> Any:
    """For a column of the baseline that an older source does not have."""
    if shape.name == "authentication_type":
        return "password"
    if shape.nullable:
        return None
    if shape.kind == "moment":
        return NO_TIME
    if shape.refers_to is not None:
        return FIRST_ID
    return {"int": 0, "decimal": Decimal("0.00"), "blob": b""}.get(shape.kind, "")


def plain(value: Any) -> Any:
    """For the report: JSON, long values with their beginning."""
    if isinstance(value, Unreadable):
        value = value.raw
    if isinstance(value, bytes):
        return {"bytes": len(value), "hex": value[:2000].hex()}
    if isinstance(value, datetime | Decimal):
        return str(value)
    return value


def dumped(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)


def _is_fine(shape: Shape, known: Mapping[str, Collection[int]], unmix: bool) -> Callable[[Any], bool]:
    """The quick look that nearly every value passes."""
    nullable = shape.nullable
    if shape.refers_to is not None:
        there = known[shape.refers_to]
        return lambda value: nullable if value is None else value in there
    if shape.kind in ("text", "long_text"):
        size = shape.size or 1 << 40

        def text(value: Any) -> bool:
            if value is None:
                return nullable
            if value.__class__ is not str or len(value) > size or "\0" in value:
                return False
            return not (unmix and not value.isascii() and unmixed(value))

        return text
    if shape.kind == "int" and shape.size:
        end = 1 << (shape.size * 8 - 1)
        return lambda value: nullable if value is None else value.__class__ is int and -end <= value < end
    return lambda value: nullable if value is None else value.__class__ is not Unreadable


def _repair_text(values: list[Any], at: int, shape: Shape, *, unmix: bool) -> str:
    text, reasons = values[at], []
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
        reasons.append("held a NUL")
    if unmix and (meant := unmixed(text)):
        text = meant
        reasons.append("was encoded twice")
    if shape.size and len(text) > shape.size:
        text = text[: shape.size]
        reasons.append(f"was longer than {shape.size} characters: cut, kept here")
    values[at] = text
    return f"{shape.name} {' and '.join(reasons)}"
