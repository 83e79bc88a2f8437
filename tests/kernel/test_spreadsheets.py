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
