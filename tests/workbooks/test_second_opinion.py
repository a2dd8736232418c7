"""What other programs write, read by us and by calamine: the same values, and those written."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from plansheet.workbooks.reading import Sheet, open_workbook
from support.effort import examples

Cells = dict[tuple[int, int], Any]

TEXT = st.text(
    st.one_of(
        st.sampled_from("aâăđêôơưừọếNguyễn 0123456789.,;%<>&\"'_x\n\t\u00a0\u200b\u0301=/\\[]"),
        st.characters(exclude_categories=["Cc", "Cs"]),
    ),
    min_size=1,
    max_size=20,
).filter(lambda text: "_x" not in text and not text.startswith(("=", "{=", "http", "mailto:")))
NUMBERS = st.floats(-1e15, 1e15).map(lambda x: float(f"{x:.10g}"))
MOMENTS = st.datetimes(datetime(1900, 3, 1), datetime(2999, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)
VALUES = st.one_of(
    TEXT,
    NUMBERS,
    st.booleans(),
    MOMENTS,
    MOMENTS.map(datetime.date),
    st.timedeltas(timedelta(0), timedelta(days=90)).map(
        lambda length: timedelta(seconds=int(length.total_seconds()))
    ),
)
CELLS = st.dictionaries(st.tuples(st.integers(0, 40), st.integers(0, 40)), VALUES, max_size=40)


def with_xlsxwriter(cells: Cells, date1904: bool, sorted_rows: bool) -> bytes:
    buffer = io.BytesIO()
    options = {"in_memory": True, "date_1904": date1904, "constant_memory": sorted_rows}
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet()
    formats = {
        date: book.add_format({"num_format": "dd/mm/yyyy"}),
        datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"}),
        timedelta: book.add_format({"num_format": "[h]:mm:ss"}),
    }
    for (row, column), value in sorted(cells.items(), key=lambda item: item[0]):
        if isinstance(value, str):
            sheet.write_string(row, column, value)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, float):
            sheet.write_number(row, column, value)
        else:
            sheet.write_datetime(row, column, value, formats[type(value)])
    book.close()
    return buffer.getvalue()


def with_openpyxl(cells: Cells) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for (row, column), value in cells.items():
        cell = sheet.cell(row + 1, column + 1, value)
        if isinstance(value, timedelta):
            cell.number_format = "[h]:mm:ss"
        if isinstance(value, str):
            cell.data_type = "s"
    book.save(buffer := io.BytesIO())
    return buffer.getvalue()


def ours(content: bytes, folder: Path) -> Sheet:
    (path := folder / "x.xlsx").write_bytes(content)
    return open_workbook(path).sheets[0]


def filled(rows: Any) -> Cells:
    return {
        (r, c): value
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if value is not None and value != ""
    }


def theirs(content: bytes) -> Cells:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return filled(sheet.to_python(skip_empty_area=False))


def as_read(value: Any) -> Any:
    """A moment at midnight is a date; the file cannot tell them apart."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sheets")


once = settings(max_examples=examples(80), deadline=None, suppress_health_check=list(HealthCheck))


@once
@given(cells=CELLS, date1904=st.booleans(), sorted_rows=st.booleans())
def test_what_xlsxwriter_writes(
    folder: Path, cells: Cells, date1904: bool, sorted_rows: bool
) -> None:
    if date1904:
        cells = {k: v for k, v in cells.items() if not isinstance(v, date) or v.year > 1904}
    content = with_xlsxwriter(cells, date1904, sorted_rows)
    found = filled(ours(content, folder).rows)
    assert found == {at: as_read(value) for at, value in cells.items()}
    assert found == theirs(content)


@once
@given(cells=CELLS)
def test_what_openpyxl_writes(folder: Path, cells: Cells) -> None:
    content = with_openpyxl(cells)
    found = filled(ours(content, folder).rows)
    assert found == {at: as_read(value) for at, value in cells.items()}
    assert found == theirs(content)
