"""Rows of names and values as files, YAML or CSV: what administrators carry from one desk to another."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

import yaml

from gotrs_api.i18n import N_
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.plain_yaml import load_plain
from gotrs_api.kernel.spreadsheets import CSV_MARK, csv_lines, harmless

Format: TypeAlias = Literal["yaml", "csv"]
Row: TypeAlias = Mapping[str, Any]
MEDIA_TYPES: Final[Mapping[Format, str]] = {"yaml": "application/yaml", "csv": "text/csv"}
MOST_ROWS: Final = 2000


def write_yaml(rows: Sequence[Row]) -> bytes:
    return yaml.safe_dump([dict(row) for row in rows], allow_unicode=True, sort_keys=False).encode()


def write_csv(lines: Sequence[Sequence[str]]) -> bytes:
    """The first line is the names."""
    return CSV_MARK + csv_lines(lines)


def read_rows(content: bytes, form: Format, *, most: int = MOST_ROWS, pointer: str = "/file") -> list[dict[str, Any]]:
    """Raises InvalidInput at `pointer`. Cells of CSV are texts, several names in one stand below each other."""
    try:
        text = content.decode("utf-8-sig")
        found = _cells_of(text) if form == "csv" else load_plain(text)
    except (csv.Error, ValueError) as error:
        raise InvalidInput.field(pointer, "unreadable", N_("The file is neither YAML nor CSV in UTF-8.")) from error
    rows = [found] if isinstance(found, dict) else found
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise InvalidInput.field(pointer, "shape", N_("The file is no list of entries."))
    if len(rows) > most:
        raise InvalidInput.field(pointer, "too_long", N_("The file has too many entries."))
    return rows


def _cells_of(text: str) -> list[dict[str, Any]]:
    return [_from_cells(row) for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)]


def _from_cells(row: Mapping[str | None, Any]) -> dict[str, Any]:
    """Without the apostrophe that keeps a spreadsheet from calculating; several names stand below each other."""
    cells: dict[str, Any] = {}
    for name, cell in row.items():
        text = cell or "" if isinstance(cell, str | None) else ""
        if text.startswith("'") and harmless(text[1:]) == text:
            text = text[1:]
        if name:
            cells[name] = text.split("\n") if name.endswith("_ids") and text else text
    return cells
