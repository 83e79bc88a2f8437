"""A setting in a form: fields for one value, rows for hashes, lists and lists of hashes, YAML for whoever wants it or must."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml
from starlette.datastructures import FormData

from gotrs_api.admin.configuration.schemas import SettingRead
from gotrs_api.i18n import N_
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.plain_yaml import load_plain

LONG: Final = 80  # characters from which a text gets several lines
BLANK: Final = 3  # rows to write in where no script adds any
# Between the levels of a hash, as in OTRS's names of settings.
LEVEL: Final = "###"
YAML: Final = "yaml"


@dataclass(frozen=True)
class Editor:
    """For the macro `setting_editor`. `name` is that of the form's field, or what its rows' fields begin with.

    `kind`: select, checkbox, number, text, textarea, lines (a list of words), pairs (a hash), table (a list of hashes)
    or yaml. `rows`: key and value of pairs, the cells of a table under `columns`. `has_rows`: there is another view than YAML.
    """

    name: str
    kind: str
    value: Any
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    has_rows: bool = False


def editor_of(
    setting: SettingRead, *, name: str = "value", form: FormData | None = None, expert: bool = False
) -> Editor:
    """`form`: what was typed and refused, shown again. `expert`: YAML instead of rows. Raises InvalidInput for half a row."""
    rows_kind = _kind(setting)
    has_rows = rows_kind in ("pairs", "table", "lines")
    kind = _sent_kind(form, name, rows_kind) if form is not None else (YAML if expert and has_rows else rows_kind)
    columns = _columns(setting)
    rows: Iterable[Sequence[str]] = ()
    if kind in ("pairs", "table"):
        rows = _sent_rows(form, name, kind, columns) if form is not None else _rows(setting, kind, columns)
    value = form.get(name, "") if form is not None and kind != "checkbox" else _shown(setting, kind)
    if form is not None and kind == "checkbox":
        value = name in form
    return Editor(name, kind, value, columns, [*rows, *[[""] * max(2, len(columns))] * BLANK], has_rows)


def typed_value(setting: SettingRead, form: FormData, name: str = "value") -> Any:
    """Raises InvalidInput for what is no YAML, and for a hash that has a key twice."""
    kind = _sent_kind(form, name, _kind(setting))
    typed = str(form.get(name, "")).replace("\r\n", "\n")
    if kind == "checkbox":
        return name in form
    if kind == "lines":
        return [line.strip() for line in typed.splitlines() if line.strip()]
    if kind == "pairs":
        return _hash(setting, _sent_rows(form, name, kind, ()))
    if kind == "table":
        columns = _columns(setting)
        rows = _sent_rows(form, name, kind, columns)
        return [{key: cell for key, cell in zip(columns, row, strict=True) if cell} for row in rows]
    if kind == YAML:
        return _from_yaml(setting, typed)
    return typed


def as_yaml(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, default_flow_style=False).removesuffix("...\n")


def in_short(value: Any) -> str:
    """In one line, for a list."""
    text = " ".join(as_yaml(value).split())
    return text if len(text) <= LONG else f"{text[:LONG]}…"


def _kind(setting: SettingRead) -> str:
    if setting.options:
        return "select"
    schema, value = setting.value_schema, setting.value
    match schema.get("type"):
        case "boolean":
            return "checkbox"
        case "integer":
            return "number"
        case "string":
            return "textarea" if len(str(value)) > LONG or "\n" in str(value) else "text"
        case "array" if schema["items"].get("type") == "string":
            return YAML if any("\n" in one or not one.strip() for one in value) else "lines"
        case "array" if schema["items"].get("type") == "object":
            return "table"
        case "object" if _is_flat(value, lists=_holds_lists(setting)):
            return "pairs"
    return YAML


def _is_flat(value: Mapping[str, Any], *, lists: bool) -> bool:
    """Whether rows of key and value say all of it."""
    return all(
        key.strip() == key != "" and LEVEL not in key and _says_all(one, lists=lists) for key, one in value.items()
    )


def _says_all(value: Any, *, lists: bool) -> bool:
    if isinstance(value, dict):
        return bool(value) and _is_flat(value, lists=False)
    return lists if isinstance(value, list) else value is not None


def _holds_lists(setting: SettingRead) -> bool:
    """Numbers by key, such as hours by weekday."""
    values = setting.value_schema.get("additionalProperties")
    return isinstance(values, dict) and values.get("type") == "array"


def _sent_kind(form: FormData | None, name: str, kind: str) -> str:
    return YAML if form is not None and form.get(f"{name}-as") == YAML else kind


def _columns(setting: SettingRead) -> Sequence[str]:
    """Of a list of hashes: every key that one of them has, as delivered or now, in this order."""
    if setting.value_schema.get("type") != "array" or _kind(setting) != "table":
        return ()
    return list(dict.fromkeys([*setting.keys, *(key for one in [*setting.default, *setting.value] for key in one)]))


def _rows(setting: SettingRead, kind: str, columns: Sequence[str]) -> Iterator[Sequence[str]]:
    if kind == "table":
        yield from ([str(one.get(column, "")) for column in columns] for one in setting.value)
        return
    shown = list(_pairs(setting.value))
    yield from shown
    yield from ([key, ""] for key in setting.keys if key not in {key for key, _ in shown})


def _pairs(value: Mapping[str, Any], above: str = "") -> Iterator[Sequence[str]]:
    for key, one in value.items():
        if isinstance(one, dict):
            yield from _pairs(one, f"{above}{key}{LEVEL}")
        elif isinstance(one, list):
            yield [f"{above}{key}", ", ".join(map(str, one))]
        else:
            yield [f"{above}{key}", str(int(one) if isinstance(one, bool) else one)]


def _sent_rows(form: FormData | None, name: str, kind: str, columns: Sequence[str]) -> list[list[str]]:
    """Those with anything in them."""
    if form is None:
        return []
    parts = ("key", "value") if kind == "pairs" else tuple(f"c{number}" for number in range(len(columns)))
    cells = [[str(cell).replace("\r\n", "\n") for cell in form.getlist(f"{name}-{part}")] for part in parts]
    if len({len(column) for column in cells}) > 1:
        raise InvalidInput.field("/value", "incomplete", N_("This value is not valid."))
    stripped = ([row[0].strip(), *row[1:]] for row in zip(*cells, strict=True))
    return [list(row) for row in stripped if any(cell.strip() for cell in row)]


def _hash(setting: SettingRead, rows: Iterable[Sequence[str]]) -> dict[str, Any]:
    """A key that is only proposed, with nothing beside it, says nothing."""
    found: dict[str, Any] = {}
    lists = _holds_lists(setting)
    for key, value in rows:
        if not value and key in setting.keys:
            continue
        if not key:
            raise InvalidInput.field("/value", "key_missing", N_("A value has no key."))
        *above, last = key.split(LEVEL)
        inner = found
        for level in above:
            inner = inner.setdefault(level, {})
            if not isinstance(inner, dict):
                raise InvalidInput.field("/value", "key_twice", N_("A key stands there twice."))
        if last in inner:
            raise InvalidInput.field("/value", "key_twice", N_("A key stands there twice."))
        inner[last] = value.replace(",", " ").split() if lists else value
    return found


def _shown(setting: SettingRead, kind: str) -> Any:
    if kind == YAML:
        return as_yaml(setting.value)
    if kind == "lines":
        return "\n".join(setting.value)
    return setting.value if kind in ("checkbox", "pairs", "table") else str(setting.value)


def _from_yaml(setting: SettingRead, typed: str) -> Any:
    try:
        if typed.strip():
            return load_plain(typed)
        return [] if setting.value_schema.get("type") == "array" else {}
    except ValueError as error:
        raise InvalidInput.field("/value", "yaml", N_("This cannot be read as YAML.")) from error
