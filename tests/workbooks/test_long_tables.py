"""Long tables put into a workbook that openpyxl edits."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl

from plansheet.workbooks.editing import same_bytes
from plansheet.workbooks.long_tables import LongTables

ROWS: list[list[object]] = [
    ["=1+1", "a < b & c", "_x0041_", None, ""],
    [Decimal("1234.5"), 3, date(2021, 6, 30), "  hai\ndòng ", "-"],
    [],
    [None, "\x01", "cuối"],
]


def test_rows_are_those_that_openpyxl_would_have_written() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet["A1"] = "Cột"
    long = LongTables()
    long.add(sheet, ROWS)
    saved = same_bytes(book, long.in_part)
    there: Any = openpyxl.load_workbook(io.BytesIO(saved)).active
    assert there.dimensions == "A1:E5"
    values = [[cell.value for cell in row] for row in there.iter_rows(min_row=2)]
    assert [row[:3] for row in values] == [
        ["=1+1", "a < b & c", "_x005F_x0041_"],
        [1234.5, 3, values[1][2]],
        [None, None, None],
        [None, "_x0001_", "cuối"],
    ]
    assert (values[1][2].date(), there["C3"].number_format) == (date(2021, 6, 30), "dd/mm/yyyy")
    assert values[1][3:] == ["  hai\ndòng ", "-"]
    typed = {c.coordinate for row in there.iter_rows() for c in row if c.quotePrefix}
    assert typed == {"A2", "E3"}
    assert there["A2"].data_type == "s"
