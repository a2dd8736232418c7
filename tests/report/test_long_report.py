"""A report whose tables are longer than a sheet: they go on in others, and are read back whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from plansheet import write_report
from plansheet.consolidation import Consolidation
from plansheet.report.explain import explain
from plansheet.report.reading import open_report, read_report
from plansheet.workbooks.reading import Refused, open_workbook
from plansheet.workbooks.reading.limits import OURS, STRANGERS, Limits
from support.many import crowd

ROWS = 50


@pytest.fixture(scope="module")
def merged() -> Consolidation:
    return crowd(20, own=4, shared=2, indicators=2, agree=False).consolidated()


@pytest.fixture(scope="module")
def whole(merged: Consolidation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(merged, tmp_path_factory.mktemp("whole") / "r.xlsx")


@pytest.fixture(scope="module")
def split(merged: Consolidation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(merged, tmp_path_factory.mktemp("split") / "r.xlsx", sheet_rows=ROWS)


@pytest.fixture(scope="module")
def whole_book(whole: Path) -> Workbook:
    return openpyxl.load_workbook(whole)


@pytest.fixture(scope="module")
def split_book(split: Path) -> Workbook:
    return openpyxl.load_workbook(split)


def data(book: Workbook, name: str) -> list[tuple[object, ...]]:
    """The rows of a table below its header, over all of its sheets, but for blank ones."""
    parts = [s for s in book.worksheets if re.fullmatch(rf"{name}( \([0-9]+\))?", s.title)]
    rows = (row for s in parts for row in s.iter_rows(min_row=5, values_only=True))
    return [row for row in rows if any(value is not None for value in row)]


@pytest.mark.parametrize("name", ["Nhiệm vụ", "Chỉ tiêu", "Nguồn số liệu", "Lỗi", "Tình hình gửi"])
def test_every_row_stands_on_one_of_the_sheets(
    whole_book: Workbook, split_book: Workbook, name: str
) -> None:
    assert data(split_book, name) == data(whole_book, name)


def test_no_sheet_has_more_rows_and_each_has_the_same_head(split_book: Workbook) -> None:
    sheets = {s.title: s for s in split_book.worksheets}
    assert {title for title in sheets if title.endswith(")")} == {
        *("Nhiệm vụ (2)", "Xung đột (2)"),
        *("Nguồn số liệu (2)", "Nguồn số liệu (3)", "Nguồn số liệu (4)"),
    }
    for title, sheet in sheets.items():
        first = sheets[title.partition(" (")[0]]
        assert sheet.max_row <= ROWS
        assert head(sheet) == head(first)
        assert sheet.print_title_rows == first.print_title_rows
        assert sheet.freeze_panes == first.freeze_panes
    assert sheets["Nguồn số liệu (4)"].print_title_rows == "$4:$4"
    tables = [table for sheet in sheets.values() for table in sheet.tables]
    assert sorted(tables) == ["Chi_tieu", "Nhiem_vu", "Nhiem_vu_2"]


def head(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [*sheet.iter_rows(max_row=4, values_only=True)]


def test_links_lead_to_the_row_of_their_code(split_book: Workbook) -> None:
    book, led_to = split_book, set()
    codes = {str(row[0]) for row in data(book, "Nguồn số liệu")}
    for text, sheet, place in links(book):
        if text in codes:
            there = book[sheet][place].row
            assert text in {cell.value for cell in book[sheet][there]}
            led_to.add(sheet)
    sources = (f"Nguồn số liệu{part}" for part in ("", " (2)", " (3)"))
    assert led_to == {"Nhiệm vụ (2)", *sources}


def links(book: Workbook) -> Iterator[tuple[object, str, str]]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink and cell.hyperlink.location:
                    name, _, place = cell.hyperlink.location.rpartition("!")
                    yield cell.value, name.strip("'"), place


def test_it_is_read_back_as_one_sheet_would_be(
    merged: Consolidation, whole: Path, split: Path
) -> None:
    once, parts = (read_report(path, merged.plan) for path in (whole, split))
    assert replace(parts, path=once.path) == once
    assert len(parts.rows) == len(merged.reported_rows) > 2 * ROWS


@pytest.mark.parametrize("code", ["NV.CQ0019.3", "NC0", "CT1", "CQ0019"])
def test_what_it_says_is_explained(whole: Path, split: Path, code: str) -> None:
    assert explain(split, code) == explain(whole, code)


def test_a_cell_of_a_later_sheet_is_explained(split: Path, split_book: Workbook) -> None:
    code = split_book["Nhiệm vụ (2)"]["B7"].value
    assert explain(split, "'Nhiệm vụ (2)'!D7").code == code


def test_decisions_are_read_on_every_sheet(
    merged: Consolidation, whole: Path, split: Path, tmp_path: Path
) -> None:
    """Of a row that was decided on the second sheet, and of one that was added below its table."""

    def decided(path: Path, sheet: str) -> tuple[Sequence[object], ...]:
        book = openpyxl.load_workbook(path)
        there = book[sheet]
        titles = {
            str(cell.value): cell.column for row in there["1:8"] for cell in row if cell.value
        }
        rows = [row for row in range(6, there.max_row + 1) if there.cell(row, 1).value == "NC1"]
        there.cell(rows[-1], titles["Quyết định"], "x")
        there.cell(rows[-1], titles["Lý do"], "Theo văn bản")
        free = max(row for row in range(6, there.max_row + 1) if there.cell(row, 1).value) + 1
        for title, text in {
            "Mã": "CT1",
            "Cột": "Thực hiện trong kỳ",
            "Mã cơ quan": "CQ0010",
            "Giá trị": "7",
            "Lý do": "Qua điện thoại",
        }.items():
            there.cell(free, titles[title], text)
        book.save(tmp_path / "decided.xlsx")
        read = read_report(tmp_path / "decided.xlsx", merged.plan)
        found = sorted((d.code, d.column, d.agency, str(d.value), d.reason) for d in read.decisions)
        return found, [p.code for p in read.problems], [read.undecided]

    once = decided(whole, "Xung đột")
    assert decided(split, "Xung đột (2)") == once
    assert len(once[0]) == 2


def test_a_report_may_be_larger_than_a_return(tmp_path: Path) -> None:
    """What refuses the files of strangers does not keep a province from its own report."""
    path, rows = tmp_path / "r.xlsx", STRANGERS.rows + 1
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(rows):
            sheet.write_number(row, 0, row)
    (read,) = open_report(path).sheets
    assert len(read.rows) == rows
    with pytest.raises(Refused) as refused:
        open_workbook(path)
    assert refused.value.problem.code == "too-large"


def test_no_limit_of_ours_is_lower_than_that_of_strangers() -> None:
    for name in Limits.__dataclass_fields__:
        assert getattr(OURS, name) > getattr(STRANGERS, name), name
