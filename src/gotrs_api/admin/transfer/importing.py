"""Rows of files made into entries, in an order in which each finds those that it names.

Where two kinds name each other (queues and addresses), the first one begins with a stand-in and is written once more when
all are there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from gotrs_api.admin.row_files import Row
from gotrs_api.admin.transfer.kind import Column, Kind, Names, Value
from gotrs_api.admin.transfer.kinds import KINDS
from gotrs_api.i18n import N_
from gotrs_api.i18n.commands import build
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError, GotrsError, InvalidInput
from gotrs_api.uow import UnitOfWork

Outcome: TypeAlias = Literal["new", "changed", "taken away", "as it is", ""]
NEW, CHANGED, SAME = N_("new"), N_("changed"), N_("as it is")
_MISSING: Final = N_("There is none named {name}. Import {kind} first, or the whole desk.")


class Planned(NamedTuple):
    """A row of a file, and what comes of it; nothing where it is wrong. `number` counts from 1 in its kind."""

    kind: str
    number: int
    name: str
    outcome: Outcome
    errors: tuple[FieldError, ...] = ()


class _Late(NamedTuple):
    """What is written once more when all are there. `place` in what is planned."""

    place: int
    kind: Kind
    row: Row


class Import:
    """Of files that belong together: by the keys of their kinds, their rows."""

    def __init__(self, uow: UnitOfWork, principal: Principal, rows: Mapping[str, Sequence[Row]]) -> None:
        self._uow = uow
        self._principal = principal
        self._rows = {key: [kind.adopt(row) for row in rows[key]] for key, kind in KINDS.items() if key in rows}
        self._coming = {key: {_told_name(KINDS[key], row) for row in told} for key, told in self._rows.items()}
        self._there: dict[str, dict[str, Any]] = {}
        self._ids: dict[str | Names, dict[str, str]] = {}
        self._late: list[_Late] = []
        self.planned: list[Planned] = []

    async def run(self) -> None:
        """Writes what is right, and tells of each row what came of it: whoever finds one that is wrong takes all back."""
        for key, rows in self._rows.items():
            kind = KINDS[key]
            seen: set[str] = set()
            for number, row in enumerate(rows, 1):
                name = _told_name(kind, row)
                twice = name in seen
                seen.add(name)
                self.planned.append(await self._take(kind, number, name, row, twice=twice))
        for place, kind, late in self._late:
            before = self.planned[place]
            if not before.errors:
                after = await self._take(kind, before.number, before.name, late, last=True)
                if after.errors or before.outcome == SAME:
                    self.planned[place] = after

    async def _take(
        self, kind: Kind, number: int, name: str, row: Row, *, twice: bool = False, last: bool = False
    ) -> Planned:
        try:
            if not name:
                raise InvalidInput.field(f"/{kind.known_by}", "missing", N_("This is required."))
            if twice:
                raise InvalidInput.field(f"/{kind.known_by}", "twice", N_("This name stands in the file twice."))
            return Planned(kind.key, number, name, await self._write(kind, name, row, last=last))
        except GotrsError as refusal:
            if refusal.status >= 500:
                raise
            errors = refusal.errors or (FieldError("", refusal.code, refusal.msgid, refusal.params),)
            return Planned(kind.key, number, name, "", errors)

    async def _write(self, kind: Kind, name: str, row: Row, *, last: bool) -> Outcome:
        unknown = {str(key) for key in row} - {column.name for column in kind.columns}
        if unknown:
            raise InvalidInput.field(f"/{min(unknown)}", "unknown", N_("There is no such field."))
        there = await self._entries(kind)
        entry = there.get(name)
        values, is_late = await self._values(kind, row, entry, last=last)
        if is_late:
            self._late.append(_Late(len(self.planned), kind, row))
        columns = {column.name: column for column in kind.columns}
        if entry is None:
            fields = kind.creation.model_fields
            said = {key: value for key, value in values.items() if value != "" or fields[key].is_required()}
        else:
            said = {
                key: value
                for key, value in values.items()
                if not columns[key].is_as(value, columns[key].stored(entry), merged=key in kind.merged)
            }
            settled = [key for key in said if columns[key].settled]
            if settled:
                raise InvalidInput.field(f"/{settled[0]}", "settled", N_("This cannot be changed later."))
            if not said:
                return "as it is"
        command = build(
            kind.creation if entry is None else kind.change,
            {key: columns[key].said(value) for key, value in said.items()},
        )
        async with self._uow.attempt():
            if entry is None:
                saved = await kind.create(self._uow, self._principal, command)
            else:
                saved = await kind.update(self._uow, self._principal, kind.identify(entry), command)
        there[name] = saved
        if kind.key in self._ids:
            self._ids[kind.key][name] = str(kind.identify(saved))
        return "new" if entry is None else "changed"

    async def _values(self, kind: Kind, row: Row, entry: Any | None, *, last: bool) -> tuple[dict[str, Value], bool]:
        """What a row says, references by id, and whether some of them come later."""
        values: dict[str, Value] = {}
        is_late = False
        for column in kind.columns:
            if column.name not in row or (column.name == kind.secret and not row[column.name]):
                continue
            value = column.read(row[column.name])
            if column.refers is None:
                values[column.name] = value
                continue
            told = value if isinstance(value, list) else [str(value)] if value != "" else []
            ids = await self._ids_of(column.refers)
            found = [_id_of(name, ids) for name in told]
            missing = [name for name, one in zip(told, found, strict=True) if one is None]
            if missing and (last or not self._comes(column, missing)):
                raise _unknown(column, missing[0])
            is_late = is_late or bool(missing)
            known = sorted(one for one in found if one is not None)
            if column.is_list and (not missing or entry is None):
                values[column.name] = known
            elif not column.is_list and (not missing or entry is None):
                stand_in = next(iter(ids.values()), "") if missing else ""
                values[column.name] = known[0] if known else stand_in
        return values, is_late

    def _comes(self, column: Column, names: Sequence[str]) -> bool:
        return isinstance(column.refers, str) and self._coming.get(column.refers, set()).issuperset(names)

    async def _entries(self, kind: Kind) -> dict[str, Any]:
        if kind.key not in self._there:
            rows = await kind.entries(self._uow, self._principal)
            self._there[kind.key] = {kind.name_of(entry): entry for entry in rows}
        return self._there[kind.key]

    async def _ids_of(self, refers: str | Names) -> dict[str, str]:
        """By name."""
        if refers not in self._ids:
            if isinstance(refers, str):
                kind = KINDS[refers]
                there = await self._entries(kind)
                self._ids[refers] = {name: str(kind.identify(entry)) for name, entry in there.items()}
            else:
                names = await refers(self._uow, self._principal)
                self._ids[refers] = {name: key for key, name in names.items()}
        return self._ids[refers]


def _told_name(kind: Kind, row: Row) -> str:
    """As far as it can be read; what is wrong with it is told where the row is taken."""
    column = kind.columns[0]
    told = row.get(column.name)
    return "" if told is None else str(told).replace("\r\n", "\n")


def _id_of(name: str, ids: Mapping[str, str]) -> str | None:
    if name in ids:
        return ids[name]
    if name.startswith("#") and name[1:] in ids.values():  # of a system whose files tell ids
        return name[1:]
    return None


def _unknown(column: Column, name: str) -> InvalidInput:
    if isinstance(column.refers, str):
        return InvalidInput.field(f"/{column.name}", "unknown", _MISSING, name=name, kind=column.refers)
    return InvalidInput.field(f"/{column.name}", "unknown", N_("There is none named {name}."), name=name)
