"""Entries of a module as a file, YAML or CSV: by the names of their fields, references by name, never by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from gotrs_api.admin.row_files import MOST_ROWS, Format, Row, read_rows, write_csv, write_yaml
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.uow import ReadUow
from gotrs_web.admin.fields import Field, Value, command_values, for_form, values_of
from gotrs_web.admin.listing import PAGE_SIZE, Query
from gotrs_web.admin.module import Module
from gotrs_web.forms import build


async def entries_of(read: ReadUow, principal: Principal, module: Module) -> list[Any]:
    """All of them, page by page as the list has them."""
    found = await module.rows(read, principal, Query({}))
    rows = list(found.rows)
    page = 1
    while found.after if found.page is None else page * PAGE_SIZE < (found.total or 0):
        page += 1
        found = await module.rows(read, principal, Query({}, page if found.page else 1, found.after))
        rows += found.rows
    return rows


async def told(read: ReadUow, principal: Principal, module: Module, entries: Sequence[Any]) -> list[dict[str, Any]]:
    """What a file says about entries, the field that they are known by first."""
    fields = _all_fields(module)
    stored = [values_of(fields, entry) for entry in entries]
    names = await _names(read, principal, fields, stored)
    return [{one.name: _outward(one, values[one.name], names) for one in fields} for values in stored]


def written(rows: Sequence[Row], form: Format, module: Module) -> bytes:
    if form == "yaml":
        return write_yaml(rows)
    head = [one.name for one in _all_fields(module)]
    return write_csv([head, *([_cell(row[name]) for name in head] for row in rows)])


def parsed(filename: str, content: bytes, *, most: int = MOST_ROWS) -> list[dict[str, Any]]:
    """What the name of the file says that it is. Raises InvalidInput at `/file`."""
    return read_rows(content, "csv" if filename.lower().endswith(".csv") else "yaml", most=most)


async def command_of(read: ReadUow, principal: Principal, module: Module, row: Row, entry: Any | None) -> Any | None:
    """For something new (`entry` None), or what changes; None where nothing would. Raises InvalidInput."""
    fields = [one for one in _told_fields(module, new=entry is None) if one.name in row]
    unknown = set(row) - {one.name for one in _all_fields(module)}
    if unknown:
        raise InvalidInput.field(f"/{min(map(str, unknown))}", "unknown", N_("There is no such field."))
    before = values_of(fields, entry) if entry is not None else {}
    names = await _names(read, principal, fields, [before] if before else [])
    values = {one.name: _inward(one, row[one.name], names, before.get(one.name)) for one in fields}
    said = command_values(fields, values, before)
    if entry is not None and not said:
        return None
    return build(module.creation if entry is None else module.change, said)


def _told_fields(module: Module, *, new: bool = False) -> list[Field]:
    fields = [one for one in for_form(module.fields, new=new) if one.kind not in ("file", "password")]
    return sorted((*fields, *module.in_files), key=lambda one: one.name != module.known_by)


def _all_fields(module: Module) -> list[Field]:
    """What can be said of an entry there is, and what only of a new one."""
    fields = _told_fields(module)
    names = {one.name for one in fields}
    return [*fields, *(one for one in _told_fields(module, new=True) if one.name not in names)]


async def _names(
    read: ReadUow, principal: Principal, fields: Iterable[Field], stored: Sequence[Mapping[str, Value]]
) -> dict[str, dict[str, str]]:
    """Of fields that refer to other entries: name by id."""
    found = {}
    for one in fields:
        if callable(one.options) and one.name.endswith(("_id", "_ids")):
            chosen: set[str] = set()
            for values in stored:
                value = values[one.name]
                chosen |= set(value) if isinstance(value, list) else {str(value)}
            found[one.name] = dict(await one.options(read, principal, frozenset(chosen)))
    return found


def _outward(one: Field, value: Value, names: Mapping[str, Mapping[str, str]]) -> Any:
    if one.name in names:
        known = names[one.name]
        return [known.get(each, each) for each in value] if isinstance(value, list) else known.get(str(value), "")
    if one.kind == "number":
        return int(str(value) or 0)
    return orjson.loads(str(value)) if one.kind == "data" else value


def _inward(one: Field, given: Any, names: Mapping[str, Mapping[str, str]], before: Value | None) -> Value:
    """As the form would send it. Raises InvalidInput for a name that there is not."""
    if one.kind == "data":
        return _data(one, given)
    if one.kind == "choices":
        wanted = given if isinstance(given, list | tuple) else str(given).split("\n") if given else []
        return (
            [_id_of(one, str(each), names[one.name]) for each in wanted] if one.name in names else [*map(str, wanted)]
        )
    if one.kind == "check":
        return given in (True, "true", "1", 1, "yes")
    text = "" if given is None else str(given).lower() if isinstance(given, bool) else str(given)
    if one.name in names and text:
        return _id_of(one, text, names[one.name])
    return text.replace("\r\n", "\n")


def _id_of(one: Field, name: str, known: Mapping[str, str]) -> str:
    for key, known_name in known.items():
        if known_name == name:
            return key
    if name.startswith("#") and name[1:] in known:  # of a system whose files tell ids
        return name[1:]
    raise InvalidInput.field(f"/{one.name}", "unknown", N_("There is none with this name."))


def _data(one: Field, given: Any) -> str:
    """A table is that of a YAML file; a CSV file has it as JSON. Raises InvalidInput."""
    try:
        found = orjson.loads(given) if isinstance(given, str) else given
        if isinstance(found, dict):
            return orjson.dumps(found, option=orjson.OPT_SORT_KEYS).decode()
    except (orjson.JSONDecodeError, TypeError):
        pass
    raise InvalidInput.field(f"/{one.name}", "shape", N_("A table of names and values is expected."))


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return ("1" if value else "0") if isinstance(value, bool) else str(value)
