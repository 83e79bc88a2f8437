"""Rows of names and values as files, YAML or CSV: what administrators carry from one desk to another."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

import yaml

from gotrs_api.i18n import N_
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.plain_yaml import TooManyEntries, YamlFault, load_core
from gotrs_api.kernel.spreadsheets import CSV_MARK, csv_lines, harmless

Format: TypeAlias = Literal["yaml", "csv"]
Row: TypeAlias = Mapping[str, Any]
MEDIA_TYPES: Final[Mapping[Format, str]] = {"yaml": "application/yaml", "csv": "text/csv"}
# libyaml's is many times as fast; a wheel without it has the other one.
_DUMPER: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
# As spreadsheets write it, by the decimal sign of the country they think they are in.
_DELIMITERS: Final = ",;\t"


def write_yaml(content: Any) -> bytes:
    text = yaml.dump(content, Dumper=_DUMPER, allow_unicode=True, sort_keys=False)
    return str(text).encode()


def write_csv(lines: Sequence[Sequence[str]]) -> bytes:
    """The first line is the names."""
    return CSV_MARK + csv_lines(lines)


def read_rows(content: bytes, form: Format, *, most: int, pointer: str = "/file") -> list[dict[str, Any]]:
    """Empty where the file is a list without entries, as an export may be.

    Raises InvalidInput at `pointer`. Cells of CSV are texts, several names in one stand below each other.
    """
    found = _cells_of(content, most, pointer) if form == "csv" else read_yaml(content, most=most, pointer=pointer)
    rows = [found] if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InvalidInput.field(pointer, "shape", N_("The file is no list of entries."))
    if len(rows) > most:
        raise _too_long(pointer, most)
    return rows


def read_yaml(content: bytes, *, most: int, pointer: str = "/file") -> Any:
    """Raises InvalidInput at `pointer`, with the line."""
    try:
        return load_core(_text(content, pointer), most=most)
    except TooManyEntries as error:
        raise _too_long(pointer, most) from error
    except YamlFault as fault:
        if fault.key:
            twice = N_("Line {line}: {name} stands there twice.")
            raise InvalidInput.field(pointer, "twice", twice, line=fault.line, name=fault.key) from fault
        raise _unreadable(pointer, fault.line) from fault


def _cells_of(content: bytes, most: int, pointer: str) -> list[dict[str, Any]]:
    text = _text(content, pointer)
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    rows: list[dict[str, Any]] = []
    try:
        names = [name.strip() for name in next(lines, [])]
        for name in names:
            if not name or names.count(name) > 1:
                twice = N_("Line {line}: {name} stands there twice.")
                raise InvalidInput.field(pointer, "twice", twice, line=1, name=name or "–")
        for cells in lines:
            if len(cells) > len(names):
                raise InvalidInput.field(
                    pointer, "cells", N_("Line {line} has more cells than the first one."), line=lines.line_num
                )
            if any(cells):
                rows.append(_from_cells(dict(zip(names, cells, strict=False))))
            if len(rows) > most:
                raise _too_long(pointer, most)
    except csv.Error as error:
        raise _unreadable(pointer, lines.line_num) from error
    return rows


def _from_cells(row: Mapping[str, str]) -> dict[str, Any]:
    """Without the apostrophe that keeps a spreadsheet from calculating; several names stand below each other."""
    cells: dict[str, Any] = {}
    for name, cell in row.items():
        text = cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell
        cells[name] = text.splitlines() if name.endswith("_ids") and text else text
    return cells


def _text(content: bytes, pointer: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput.field(pointer, "unreadable", N_("The file is neither YAML nor CSV in UTF-8.")) from error


def _unreadable(pointer: str, line: int) -> InvalidInput:
    if not line:
        return InvalidInput.field(pointer, "unreadable", N_("The file is neither YAML nor CSV in UTF-8."))
    return InvalidInput.field(pointer, "unreadable", N_("Line {line} cannot be read."), line=line)


def _too_long(pointer: str, most: int) -> InvalidInput:
    return InvalidInput.field(pointer, "too_long", N_("The file has more than {most} entries."), most=most)
