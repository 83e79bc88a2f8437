"""Workbooks that are written and read."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from gotrs_api.kernel.spreadsheets import SheetWriter, UnreadableSheet, csv_lines, read_sheet


def test_what_is_written_is_read_again() -> None:
    file = io.BytesIO()
    with SheetWriter(file, "Tickets") as sheet:
        sheet.head(["Queue", "Größe"])
        sheet.add(["Raw", "=1+1"])
        sheet.add(["", "日本"])

    assert read_sheet(file.getvalue()) == [["Queue", "Größe"], ["Raw", "=1+1"], ["", "日本"]]


def test_numbers_and_gaps_of_other_programs_are_read_as_they_look() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Anything")
        sheet.write_number(0, 0, 5)
        sheet.write_number(0, 3, 2.5)

    assert read_sheet(file.getvalue()) == [["5", "", "", "2.5"]]


def _zip(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(name.replace("__", "/").replace("_", "."), text)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"Queue;State", _zip(a_txt="nothing"), _zip(xl__workbook_xml="<a"), _zip(xl__workbook_xml=" " * 40_000_000)],
    ids=["no zip", "no workbook", "no XML", "bomb"],
)
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableSheet):
        read_sheet(content)


def test_cells_of_a_csv_file_are_never_calculated() -> None:
    assert csv_lines([["=1+1", "a,b"]]) == b'\'=1+1,"a,b"\r\n'


def _workbook(rows: int = 400) -> bytes:
    file = io.BytesIO()
    with SheetWriter(file) as sheet:
        for number in range(rows):
            sheet.add([f"Queue {number * 7919}", f"State {number * 104729}"])
    return file.getvalue()


def _sheet_of(content: bytes) -> zipfile.ZipInfo:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.getinfo("xl/worksheets/sheet1.xml")


def _damaged() -> bytes:
    """Something happened to the bytes on their way."""
    content, about = bytearray(_workbook()), _sheet_of(_workbook())
    start = about.header_offset + 100
    content[start : start + 200] = b"\xff" * 200
    return bytes(content)


def _encrypted() -> bytes:
    """As archivers mark it: the lowest bit of the flags, in front of each part and in the table of contents."""
    content = bytearray(_workbook())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def _far_out(rows: int) -> bytes:
    """A small file whose rows have one cell each, in the last column there is a name for."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook(1))) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                text = text.replace(b"</sheetData>", b'<row><c r="ZZZ9"/></row>' * rows + b"</sheetData>")
            new.writestr(name, text)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [_damaged(), _encrypted(), _far_out(100_000)],
    ids=["damaged", "encrypted", "billions of empty cells"],
)
def test_workbooks_that_cannot_be_read_are_refused_and_nothing_breaks(content: bytes) -> None:
    with pytest.raises(UnreadableSheet):
        read_sheet(content)
