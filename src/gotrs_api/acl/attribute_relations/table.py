"""The file of a relation, CSV (`;`) or XLSX with two columns and their names on top, and how Znuny stores it."""

from __future__ import annotations

import base64
import binascii
import csv
import io
from typing import Final

from gotrs_api.acl.attribute_relations.errors import InvalidRelation
from gotrs_api.acl.attribute_relations.rules import NONE, Relation
from gotrs_api.kernel.errors import FieldError
from gotrs_api.kernel.spreadsheets import UnreadableSheet, read_sheet

MAX_STORED: Final = 1_800_000  # characters of `acl_data`
_NOTHING: Final = "-"  # what forms show for no value


def stored(filename: str, content: bytes) -> str:
    """What goes into `acl_data`: the CSV text as it is, a workbook in base64. Raises InvalidRelation."""
    if _is_workbook(filename):
        text = base64.encodebytes(content).decode()
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise _wrong("encoding", "The file is not in UTF-8.") from None
    if len(text) > MAX_STORED:
        raise _wrong("too_long", "The file is too large.")
    return text


def content_of(filename: str, data: str) -> bytes:
    """The file as it was uploaded."""
    if not _is_workbook(filename):
        return data.encode()
    try:
        return base64.b64decode(data)
    except binascii.Error:
        raise _wrong("unreadable", "The workbook cannot be read.") from None


def parse(filename: str, data: str) -> Relation:
    """Rows without a left value are passed over; `-` means no value. Raises InvalidRelation."""
    if _is_workbook(filename):
        try:
            rows = read_sheet(content_of(filename, data))
        except UnreadableSheet:
            raise _wrong("unreadable", "The workbook cannot be read.") from None
    else:
        text = data.removeprefix("\ufeff")
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
        except csv.Error:
            raise _wrong("unreadable", "The file is no CSV with semicolons.") from None
    rows = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not rows or len([cell for cell in rows[0] if cell]) != 2 or not all(rows[0][:2]):
        raise _wrong("two_columns", "The first row must name two attributes.")
    pairs = []
    for row in rows[1:]:
        left, right = (*row, "", "")[:2]
        if left:
            pairs.append((_value(left), _value(right)))
    if not pairs:
        raise _wrong("empty", "There are no values below the names.")
    return Relation(rows[0][0], rows[0][1], tuple(dict.fromkeys(pairs)))


def _value(cell: str) -> str:
    return NONE if cell == _NOTHING else cell


def _is_workbook(filename: str) -> bool:
    return filename.lower().endswith(".xlsx")


def _wrong(code: str, detail: str) -> InvalidRelation:
    return InvalidRelation(errors=[FieldError("/content", code, detail)])
