"""Rows of a sheet that we write ourselves are those of XlsxWriter."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter.worksheet
from hypothesis import given, settings
from hypothesis import strategies as st

from plansheet.workbooks.reading import open_workbook
from plansheet.workbooks.writing import raising, workbook
from plansheet.workbooks.writing.cells import Cell, Link
from plansheet.workbooks.writing.sheet import OwnWorksheet
from plansheet.workbooks.writing.table_rows import TableRows
from plansheet.workbooks.writing.workbook import new_book, write_value
from support.effort import examples

TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["=1+1", "'", " a ", "_x0041_", "\x01\t\r\n", "<&>\"'", "dòng\nnữa", "\U0001f600", "￿"]
    ),
    st.integers(990, 40_000).map("ă".__mul__),
)
VALUES: st.SearchStrategy[Cell | Link] = st.one_of(
    TEXTS,
    st.none(),
    st.integers(-(10**18), 10**18),
    st.floats(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.dates(date(1901, 1, 1)),
    st.builds(Link, st.just("Trang"), st.just("A1"), st.text("ab é", min_size=1)),
)
AT = st.tuples(st.integers(0, 40), st.integers(0, 30))
CALLS = st.one_of(
    st.tuples(st.just("value"), AT, VALUES, st.sampled_from(["", "plain", "wrapped", "link"])),
    st.tuples(st.just("row"), AT, st.sampled_from([None, 15, 40.5]), st.booleans()),
    st.tuples(st.just("column"), AT, st.integers(1, 30), st.booleans()),
    st.tuples(st.just("comment"), AT, st.just("lời"), st.just("")),
    st.tuples(st.just("formula"), AT, st.sampled_from([1, "a", "", True, "#N/A"]), st.just("")),
    st.tuples(st.just("merge"), AT, TEXTS, st.just("")),
)


def written(path: Path, calls: list[Any]) -> bytes:
    with new_book(path, title="x") as book:
        page = book.page("Trang")
        sheet, plain = page.sheet, book.style("plain", wrap=True)
        merged: set[int] = set()
        for kind, (row, column), what, how in calls:
            if kind == "value" and row not in merged:
                style = book.style("plain", wrap=how == "wrapped") if how else None
                write_value(sheet, row, column, what, style)
            elif kind == "row":
                options = {"hidden": how, "level": 1} if how else {}
                sheet.set_row(row, what, plain if how else None, options)
            elif kind == "column":
                sheet.set_column(column, column, what, plain if how else None)
            elif kind == "comment":
                sheet.write_comment(row, column, what)
            elif kind == "formula" and row not in merged:
                sheet.write_formula(row, column, "=A1", None, what)
            elif kind == "merge" and row not in merged:
                merged.add(row)
                page.wide(row, column, column + 2, what, "plain")
    return path.read_bytes()


@given(st.lists(CALLS, max_size=40))
@settings(max_examples=examples(30))
def test_rows_are_those_of_xlsxwriter(
    tmp_path_factory: pytest.TempPathFactory, calls: list[Any]
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    ours = written(folder / "ours.xlsx", calls)
    with pytest.MonkeyPatch.context() as patch:
        library = xlsxwriter.worksheet.Worksheet
        theirs: dict[str, Callable[..., Any]] = {
            "_write_rows": library._write_rows,
            "write_text": lambda sheet, *args: sheet.write_string(*args),
        }
        for name, method in theirs.items():
            patch.setattr(OwnWorksheet, name, method)
        assert written(folder / "theirs.xlsx", calls) == ours


def seen(path: Path) -> list[Any]:
    """What is to be seen of the cells and rows of a workbook, and where they lead."""
    (sheet,) = openpyxl.load_workbook(path).worksheets
    cells = [
        (
            cell.coordinate,
            cell.data_type,
            cell.value,
            cell.number_format,
            cell.alignment.horizontal,
            cell.quotePrefix,
            cell.hyperlink and (cell.hyperlink.location, cell.hyperlink.display),
        )
        for row in sheet.iter_rows()
        for cell in row
    ]
    heights = {number: row.height for number, row in sheet.row_dimensions.items() if row.height}
    return [repr(cells), heights, sheet.dimensions]


@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=8))
@settings(max_examples=examples(30))
def test_rows_at_once_are_those_written_cell_by_cell(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[Any]]
) -> None:
    folder = tmp_path_factory.mktemp("table")

    def written_by(name: str, *, at_once: bool) -> Path:
        with new_book(folder / name, title="x") as book:
            sheet = book.page("Trang").sheet
            sheet.set_column(0, 2, 254)
            sheet.write_string(0, 0, "Cột")
            formats = [
                book.style("plain", align=align, wrap=True) for align in ("left", "center", "right")
            ]

            def one_cell(row: int, column: int, value: Any) -> None:
                write_value(sheet, row, column, value, formats[column])

            if at_once:
                TableRows(sheet, 1, table, lambda _row, column, _: formats[column])
                return folder / name
            for row, values in enumerate(table, 1):
                for column, value in enumerate(values):
                    if value is not None:
                        one_cell(row, column, value)
        return folder / name

    ours, theirs = written_by("ours.xlsx", at_once=True), written_by("cells.xlsx", at_once=False)
    assert seen(ours)[:2] == seen(theirs)[:2]


def test_many_rows_share_what_is_made_of_their_values(tmp_path: Path) -> None:
    """Numbers of a value that look different stay so; rows come in several pieces, texts once."""
    rows = [(f"{n}", Decimal("1.0") if n % 2 else Decimal("1.00"), "chữ", 1) for n in range(1_200)]
    with new_book(tmp_path / "x.xlsx", title="x") as book:
        sheet = book.page("Trang").sheet
        sheet.write_string(0, 0, "Cột")

        def format_at(_row: int, _column: int, value: Any) -> Any:
            places = len(str(value)) - 2 if isinstance(value, Decimal) else 0
            return book.style("plain", f"0.{'0' * places}" if places else "")

        TableRows(sheet, 2, rows, format_at)
    read = openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[0]
    assert [*read.iter_rows(min_row=3, values_only=True)] == [
        (text, 1, word, one) for text, _, word, one in rows
    ]
    formats = {read.cell(3 + n, 2).number_format for n in range(0, 1_200, 2)}
    assert formats == {"0.00"} != {read.cell(4, 2).number_format}
    with zipfile.ZipFile(tmp_path / "x.xlsx") as package:
        texts = package.read("xl/sharedStrings.xml").decode()
    assert 'count="2401" uniqueCount="1202"' in texts


@pytest.mark.parametrize("at", [(1_048_576, 0), (0, 16_384), (-1, 0)])
def test_a_text_beyond_the_sheet_is_refused(tmp_path: Path, at: tuple[int, int]) -> None:
    book = workbook.Book(tmp_path / "x.xlsx", "x")
    with pytest.raises(raising.NotWrittenError):
        write_value(book.sheet("Trang"), *at, "chữ", None)


def test_figures_keep_every_digit_that_excel_has(tmp_path: Path) -> None:
    figures: list[Any] = [Decimal("0.1"), 123456789012345, 1e-300, -0.0]
    written(tmp_path / "x.xlsx", [("value", (n, 0), f, "plain") for n, f in enumerate(figures)])
    read = [row[0] for row in open_workbook(tmp_path / "x.xlsx").sheets[0].rows]
    assert [float(str(value)) for value in read] == [float(value) for value in figures]
