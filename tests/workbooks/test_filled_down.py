"""One formula of many cells below each other, written once."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from plansheet.workbooks.reading import open_workbook
from plansheet.workbooks.writing.filled_down import fill_down
from plansheet.workbooks.writing.workbook import new_book

VALUES = ["có", "", "<&>", "có"]


def written(path: Path, text: str) -> str:
    """A sheet whose column C has a formula from row 3 on; `#` in it is the number of its row."""
    with new_book(path, title="x") as book:
        sheet = book.page("Trang").sheet
        style = book.style("plain")
        fill_down(
            sheet,
            2,
            2,
            lambda row: text.replace("#", str(row + 1)).replace("\1", "#"),
            VALUES,
            style,
        )
        sheet.write_formula(8, 2, "=1+1", style, 2)
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def test_the_text_stands_once_and_reads_in_each_cell(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    source = written(path, '=IF($A#<B#,"{A1}! & A3",SUM(B$1:B#))')
    assert source.count("SUM(") == 1
    assert re.findall("<f[^>]*>", source)[:2] == [
        '<f t="shared" ref="C3:C6" si="0">',
        '<f t="shared" si="0"/>',
    ]
    expected = {
        (row - 1, 2): f'IF($A{row}<B{row},"{{A1}}! & A3",SUM(B$1:B{row}))' for row in range(3, 7)
    }
    sheet = open_workbook(path).sheets[0]
    assert dict(sheet.formulas) == {**expected, (8, 2): "1+1"}
    assert [row[2:] for row in sheet.rows[2:6]] == [["có"], [], ["<&>"], ["có"]]
    theirs = openpyxl.load_workbook(path).worksheets[0]
    written_out = {at: theirs.cell(at[0] + 1, at[1] + 1).value for at in expected}
    assert written_out == {at: f"={text}" for at, text in expected.items()}


@pytest.mark.parametrize("text", ["=SUM({1,2}*A#)", "=Trang!A#", "=[a.xlsx]Trang!A#", "=A#+\1REF!"])
def test_what_excel_shares_in_no_formula_stands_in_each_cell(tmp_path: Path, text: str) -> None:
    source = written(tmp_path / "x.xlsx", text)
    assert "shared" not in source
    assert len(re.findall("<f>", source)) == len(VALUES) + 1


def test_one_cell_shares_nothing(tmp_path: Path) -> None:
    with new_book(tmp_path / "x.xlsx", title="x") as book:
        sheet = book.page("Trang").sheet
        fill_down(sheet, 0, 0, lambda row: f"=B{row + 1}", ["a"], book.style("plain"))
        assert sheet.shared_formulas == 0
    assert dict(open_workbook(tmp_path / "x.xlsx").sheets[0].formulas) == {(0, 0): "B1"}
