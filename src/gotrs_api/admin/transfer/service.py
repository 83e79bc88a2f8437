"""Use cases of transfer: a kind of entries, or the whole desk, out to a file, looked at elsewhere, and taken in there as a
whole or not at all."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson

from gotrs_api.admin.relations import files as relation_files
from gotrs_api.admin.relations import ties
from gotrs_api.admin.row_files import Format, Row, read_rows, read_yaml, write_csv, write_yaml
from gotrs_api.admin.transfer import desk
from gotrs_api.admin.transfer.errors import KindNotFound, WrongRows
from gotrs_api.admin.transfer.importing import Import, Planned
from gotrs_api.admin.transfer.kind import Column, Kind, Value
from gotrs_api.admin.transfer.kinds import KINDS
from gotrs_api.admin.transfer.schemas import KindRead
from gotrs_api.i18n import N_
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError, InvalidInput
from gotrs_api.uow import ReadUow, UnitOfWork

DESK: Final = "desk"
MOST_ROWS: Final = 5_000
_FORM: Final = 1  # of the file of a whole desk
_TOLD_ERRORS: Final = 100


class _TakenBack(Exception):
    """Ends a preview."""


def list_kinds(principal: Principal) -> list[KindRead]:
    """Raises Forbidden for anybody but administrators."""
    principal.require_admin()
    kinds = [
        KindRead(
            name=kind.key,
            known_by=kind.known_by,
            columns=tuple(column.name for column in kind.columns),
            formats=("yaml", "csv"),
        )
        for kind in KINDS.values()
    ]
    return [KindRead(name=DESK, known_by="", columns=(), formats=("yaml",)), *kinds]


async def export_entries(uow: UnitOfWork, principal: Principal, key: str, form: Format) -> bytes:
    """By the names of what entries refer to, without what is secret. The audit log names who took it.

    Raises Forbidden for anybody but administrators, KindNotFound.
    """
    principal.require_admin()
    if key == DESK:
        if form != "yaml":
            raise KindNotFound
        content = await asyncio.to_thread(write_yaml, await _desk_told(uow, principal))
    else:
        kind = _kind(key)
        rows = await _told(uow, principal, kind)
        content = await asyncio.to_thread(_written, rows, form, kind)
    await audit.record(uow, principal, "entries.exported", "entries", key, {"form": form})
    return content


async def import_entries(
    uow: UnitOfWork,
    principal: Principal,
    key: str,
    content: bytes,
    form: Format,
    *,
    preview: bool,
    most: int = MOST_ROWS,
    pointer: str = "/file",
) -> list[Planned]:
    """What comes of each row. A preview writes all of it, too, and takes it back: so it tells what will happen.

    Raises Forbidden for anybody but administrators, KindNotFound; InvalidInput at `pointer` for what cannot be read;
    WrongRows where it was more than a preview and a row is wrong.
    """
    principal.require_admin()
    if key == DESK and form != "yaml":
        raise KindNotFound
    if key == DESK:
        sections = _sections(await asyncio.to_thread(read_yaml, content, most=most, pointer=pointer), pointer)
    else:
        rows = await asyncio.to_thread(read_rows, content, form, most=most, pointer=pointer)
        sections = {_kind(key).key: rows}
    planned: list[Planned] = []
    try:
        async with uow.attempt():
            planned = await _take(uow, principal, sections)
            if preview:
                raise _TakenBack
            _require_right(planned, pointer)
    except _TakenBack:
        return planned
    counts = Counter(one.outcome for one in planned)
    await audit.record(
        uow, principal, "entries.imported", "entries", key, {str(outcome): count for outcome, count in counts.items()}
    )
    return planned


def _require_right(planned: Sequence[Planned], pointer: str) -> None:
    """Raises WrongRows."""
    errors = [
        FieldError(f"{pointer}/{one.kind}/{one.number}{error.pointer}", error.code, error.detail, error.params)
        for one in planned
        for error in one.errors
    ]
    if errors:
        raise WrongRows(planned, errors[:_TOLD_ERRORS])


async def _take(uow: UnitOfWork, principal: Principal, sections: Mapping[str, Sequence[Row]]) -> list[Planned]:
    entries = Import(uow, principal, sections)
    await entries.run()
    planned = entries.planned
    for key, relation in desk.TIED.items():
        planned += await desk.take_ties(uow, principal, key, relation, [dict(row) for row in sections.get(key, ())])
    return planned + await desk.take_settings(uow, principal, sections.get(desk.SETTINGS, ()))


def _kind(key: str) -> Kind:
    """Raises KindNotFound."""
    if key not in KINDS:
        raise KindNotFound
    return KINDS[key]


def _sections(found: Any, pointer: str) -> dict[str, list[dict[str, Any]]]:
    """Raises InvalidInput at `pointer`."""
    if not isinstance(found, dict) or found.pop(DESK, None) != _FORM:
        raise InvalidInput.field(pointer, "shape", N_("The file is no export of a whole desk."))
    for key, rows in found.items():
        if key not in KINDS and key not in desk.TIED and key != desk.SETTINGS:
            raise InvalidInput.field(pointer, "unknown", N_("There is nothing named {name}."), name=key)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise InvalidInput.field(pointer, "shape", N_("{name} is no list of entries."), name=key)
    return found


async def _desk_told(read: ReadUow, principal: Principal) -> dict[str, Any]:
    told: dict[str, Any] = {DESK: _FORM}
    for kind in KINDS.values():
        told[kind.key] = await _told(read, principal, kind)
    for key, relation in desk.TIED.items():
        told[key] = relation_files.rows_of(await ties.list_ties(read, principal, relation), relation)
    return told | {desk.SETTINGS: await desk.settings_told(read, principal)}


async def _told(read: ReadUow, principal: Principal, kind: Kind) -> list[dict[str, Any]]:
    entries = kind.in_order(await kind.entries(read, principal))
    names = {
        column.name: await _names_of(read, principal, column) for column in kind.columns if column.refers is not None
    }
    return [
        {
            column.name: "" if column.name == kind.secret else _outward(column, column.stored(entry), names)
            for column in kind.columns
        }
        for entry in entries
    ]


async def _names_of(read: ReadUow, principal: Principal, column: Column) -> Mapping[str, str]:
    """By id."""
    if not isinstance(column.refers, str):
        return await column.refers(read, principal) if column.refers else {}
    kind = KINDS[column.refers]
    return {str(kind.identify(entry)): kind.name_of(entry) for entry in await kind.entries(read, principal)}


def _outward(column: Column, value: Value, names: Mapping[str, Mapping[str, str]]) -> Any:
    if column.name in names:
        known = names[column.name]
        return sorted(known.get(one, one) for one in value) if isinstance(value, list) else known.get(str(value), "")
    return orjson.loads(str(value)) if column.shape == "data" else value


def _written(rows: Sequence[Row], form: Format, kind: Kind) -> bytes:
    if form == "yaml":
        return write_yaml(rows)
    head = [column.name for column in kind.columns]
    return write_csv([head, *([_cell(row[name]) for name in head] for row in rows)])


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return ("1" if value else "0") if isinstance(value, bool) else str(value)
