"""The column Kiểm tra says what `validate` says, cell by cell, in a real spreadsheet program."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

import plansheet
from plansheet.tables.row_check import DOUBTFUL, STILL_MISSING, WRONG
from support.filling import SYT, indicator, make_plan, plan_tables, task
from support.office.libreoffice import LibreOffice

ROWS, AS_OF = 150, date(2030, 1, 1)
TASKS, FIGURES = "Nhiệm vụ", "Chỉ tiêu"
SAID_LIVE = {
    *("missing-required", "not-a-number", "not-in-list", "out-of-range", "bad-date"),
    *("rule-violated", "error-value", "ambiguous-number", "unit-mismatch"),
}
"""What a formula finds; the rest (size words, formats, days to come) is found on return."""

NUMBERS: Sequence[object] = (
    *(None, None, 5, 40, 100, 0, -1, 150, 99.5, "40", "40%", "150", "150%", "1,5", "1.234"),
    *("1.234,5", "0,5", "100,5", "abc", "-", "12 34", "88 xã", " 7 ", "(5)", "-3", "7.5"),
    *("1.000.000", "3 người", "12,5 %", "10-20", "n/a", "1e5", ".5", "5.", "1 234", "½", "-0"),
)
STATUSES: Sequence[object] = (
    *(None, "Hoàn thành", "hoàn thành", "HOÀN THÀNH", " Hoàn  thành ", "Đã xong", "Xong", 5, "*"),
    *("Chưa triển khai", "chưa", "Đang thực hiện", "đang làm", "Tạm hoãn", "khác", "Hoàn thành."),
    *("Đang\nthực hiện", unicodedata.normalize("NFD", "Hoàn thành"), "Hoàn thành 50%"),
)
DAYS: Sequence[object] = (
    *(None, date(2021, 6, 20), date(1985, 3, 1), "30/6/2021", "31/2/2021", "30-6-2021", "30.6.21"),
    *("2021-06-30", "2021-02-31", "6/2021", "13/2021", "ngày 30 tháng 6 năm 2021", "20/13/2021"),
    *("30 tháng 6 năm 2021", "abc", "30/6", "2021", 2021, 44377, "00/5/2021", "5/6/2021.", "6/21"),
    *("2021-06-30 00:00:00", "29/2/2020", "29/2/2021", "30 / 6 / 2021", "99/99/9999", "1/1/1890"),
)
TYPED: Mapping[str, Mapping[str, Sequence[object]]] = {
    TASKS: {
        "Tình trạng": STATUSES,
        "Tiến độ (%)": NUMBERS,
        "Ngày văn bản": DAYS,
        "Số, ký hiệu văn bản": (None, None, " ", "15/QĐ", "12/5", 7),
    },
    FIGURES: {
        "Thực hiện trong kỳ": NUMBERS,
        "Lũy kế từ đầu năm": NUMBERS,
        "Ước thực hiện cả năm": NUMBERS,
    },
}
"""By sheet and column what people type and paste."""

UNITS = ("%", "người", "xã", "ha")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> plansheet.Plan:
    tasks = [task(f"NV{n}", SYT) for n in range(ROWS)]
    figures = [
        indicator(f"CT{n}", SYT, unit=UNITS[n % 4], aggregation="Một đầu mối") for n in range(ROWS)
    ]
    return make_plan(tmp_path_factory.mktemp("plan"), plan_tables(tasks, figures))


def filled(plan: plansheet.Plan, folder: Path, seed: int) -> Path:
    """A return whose cells hold anything, one row after the other."""
    rng = Random(seed)
    issued = plansheet.issue(plan, "2021-Q2", folder / "issued")
    path = next(path for path in issued if path.name.startswith(f"{SYT}_"))
    book = openpyxl.load_workbook(path)
    for sheet, columns in TYPED.items():
        letters = {str(c.value): n for n, c in enumerate(book[sheet][5], 1)}
        for row in range(6, 6 + ROWS):
            for title, values in columns.items():
                cell: Any = book[sheet].cell(row, letters[title])
                cell.value = rng.choice(values)
                if isinstance(cell.value, str):
                    cell.data_type = "s"
    out = folder / path.name
    book.save(out)
    return out


def said(office: LibreOffice, path: Path) -> dict[tuple[str, str], bool]:
    """What the column says: by sheet and cell whether it is an error."""
    found = {}
    book = openpyxl.load_workbook(path)
    office.open(path)
    office.recalculate()
    for sheet in TYPED:
        letters = {str(c.value): get_column_letter(n) for n, c in enumerate(book[sheet][5], 1)}
        rows = range(6, 6 + ROWS)
        texts = office.values(sheet, [f"{letters['Kiểm tra']}{row}" for row in rows])
        for row, text in zip(rows, texts, strict=True):
            assert isinstance(text, str), (sheet, row, text)
            marked = f"([{STILL_MISSING}{WRONG}{DOUBTFUL}]) ([^:]+):"
            for mark, title in re.findall(marked, text):
                found[sheet, f"{letters[title]}{row}"] = mark != DOUBTFUL
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_it_says_what_validate_says(
    libreoffice: LibreOffice, plan: plansheet.Plan, tmp_path: Path, seed: int
) -> None:
    path = filled(plan, tmp_path, seed)
    live = said(libreoffice, path)
    problems = plansheet.validate(plansheet.read_return(path, plan), plan, AS_OF)
    told = {
        (p.sheet, p.cell): p.severity == "error"
        for p in problems
        if p.code in SAID_LIVE and p.sheet in TYPED
    }
    assert len(told) > 2 * ROWS
    assert live == told
    assert {p.code for p in problems}.isdisjoint({"unread-cell", "column-added", "row-ignored"})
    saved = libreoffice.save(tmp_path / "saved.xlsx")
    again = plansheet.validate(plansheet.read_return(saved, plan), plan, AS_OF)
    assert "unread-cell" not in {p.code for p in again}
