"""Statistics as files: flat rows as CSV or XLSX."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final, Literal

from pydantic import BaseModel

from gotrs_api.kernel.spreadsheets import CSV_MARK, SheetWriter, csv_lines

Form = Literal["csv", "json", "xlsx"]
MEDIA_TYPES: Final[dict[Form, str]] = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_file(rows: Sequence[BaseModel], form: Form) -> bytes:
    """Members of members become columns with a point in their name (`queue.name`)."""
    flat = [_flat(row.model_dump(mode="json")) for row in rows]
    columns = list(flat[0]) if flat else []
    cells = [[_cell(row.get(name)) for name in columns] for row in flat]
    if form == "csv":
        return CSV_MARK + csv_lines([columns, *cells])
    file = io.BytesIO()
    with SheetWriter(file) as sheet:
        sheet.head(columns)
        for row in cells:
            sheet.add(row)
    return file.getvalue()


def _flat(values: dict[str, Any], before: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{before}{name}.")
        else:
            found[f"{before}{name}"] = value
    return found


def _cell(value: Any) -> str:
    return "" if value is None else str(value)
