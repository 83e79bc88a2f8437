"""Tables as spreadsheets read and write them: CSV and XLSX. Every cell is a text, none a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import IO, Final, Self

import xlsxwriter
from lxml import etree

# What a spreadsheet would take for a formula or a command. OWASP: CSV injection.
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|")
CSV_MARK: Final = b"\xef\xbb\xbf"  # in front of UTF-8; without it spreadsheets guess another encoding
MOST_ROWS: Final = 1_048_576
_MOST_CHARACTERS: Final = 32_767  # in one cell
_MOST_PART_BYTES: Final = 32 * 1024 * 1024  # of a part of a workbook that is read, unpacked
_MOST_CELLS: Final = 4_000_000  # empty ones between others included: a cell may say that it stands in column ZZZ
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_COLUMN: Final = re.compile(r"[A-Z]{1,3}")


def harmless(cell: str) -> str:
    """The cell with an apostrophe in front where a spreadsheet would calculate it."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def csv_lines(rows: Sequence[Sequence[str]]) -> bytes:
    """Harmless cells, comma separated, in UTF-8; `CSV_MARK` belongs in front of the first."""
    text = io.StringIO()
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8", "replace")


class SheetWriter:
    """A workbook of one sheet, written row by row, so that it is never in memory as a whole; `with` closes it.

    Rows after the last that a sheet can have are left out.
    """

    def __init__(self, file: IO[bytes], title: str | None = None) -> None:
        self._book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
        self._sheet = self._book.add_worksheet(title)
        self._next = 0

    def head(self, cells: Sequence[str]) -> None:
        """The first row, which stays in sight."""
        self._sheet.freeze_panes(1, 0)
        self.add(cells)

    def add(self, cells: Sequence[str]) -> None:
        if self._next == MOST_ROWS:
            return
        for column, cell in enumerate(cells):
            self._sheet.write_string(self._next, column, cell[:_MOST_CHARACTERS])
        self._next += 1

    def close(self) -> None:
        self._book.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class UnreadableSheet(ValueError):
    """No workbook, or one that is too large."""


def read_sheet(content: bytes) -> list[list[str]]:
    """The cells of a workbook's first sheet as texts. Raises UnreadableSheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            shared = _shared_texts(book)
            sheet = _part(book, _first_sheet(book))
            return list(_rows(sheet, shared))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        etree.XMLSyntaxError,
        LookupError,
        ValueError,
        StopIteration,
        RuntimeError,  # encrypted, or packed in a way that is not known (NotImplementedError)
    ) as error:
        raise UnreadableSheet(str(error)) from error


def _rows(sheet: etree._Element, shared: Sequence[str]) -> Iterator[list[str]]:
    cells = 0
    for element in sheet.iter(f"{_MAIN}row"):
        row = _row(element, shared)
        cells += len(row)
        if cells > _MOST_CELLS:
            raise UnreadableSheet("The workbook is too large.")
        yield row


def _first_sheet(book: zipfile.ZipFile) -> str:
    sheet = next(_part(book, "xl/workbook.xml").iter(f"{_MAIN}sheet"), None)
    if sheet is None:
        raise UnreadableSheet("There is no sheet.")
    relations = _part(book, "xl/_rels/workbook.xml.rels")
    target = next(str(each.get("Target")) for each in relations if each.get("Id") == sheet.get(_RELATED))
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _shared_texts(book: zipfile.ZipFile) -> list[str]:
    """Workbooks keep a text once, cells refer to it by number."""
    name = "xl/sharedStrings.xml"
    return [_text(item) for item in _part(book, name).iter(f"{_MAIN}si")] if name in book.namelist() else []


def _part(book: zipfile.ZipFile, name: str) -> etree._Element:
    if book.getinfo(name).file_size > _MOST_PART_BYTES:
        raise UnreadableSheet("The workbook is too large.")
    with book.open(name) as part:
        content = part.read(_MOST_PART_BYTES + 1)
    if len(content) > _MOST_PART_BYTES:
        raise UnreadableSheet("The workbook is too large.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def _row(row: etree._Element, shared: Sequence[str]) -> list[str]:
    cells: dict[int, str] = {}
    for at, cell in enumerate(row.iter(f"{_MAIN}c")):
        place = _COLUMN.match(str(cell.get("r", "")))
        cells[_number(place.group()) if place else at] = _cell(cell, shared)
    return [cells.get(column, "") for column in range(max(cells, default=-1) + 1)]


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _cell(cell: etree._Element, shared: Sequence[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _text(cell)
    value = cell.findtext(f"{_MAIN}v") or ""
    if cell.get("t") == "s":
        return shared[int(value)]
    return value.removesuffix(".0") if cell.get("t") in (None, "n") else value


def _text(element: etree._Element) -> str:
    return "".join(_texts(element))


def _texts(element: etree._Element) -> Iterator[str]:
    """Without the readings that stand beside Japanese words."""
    for child in element:
        if child.tag == f"{_MAIN}t":
            yield child.text or ""
        elif child.tag != f"{_MAIN}rPh":
            yield from _texts(child)
