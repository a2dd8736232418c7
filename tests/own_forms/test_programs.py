"""Forms in other programs: nothing to repair in what is issued, nothing lost in what they save."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from plansheet import Plan, issue, learn_form, merge, read_return, write_total
from plansheet.own_forms import OwnForm
from support.blank_forms import SHEET, Blank
from support.filling import AS_OF, STC, SYT, make_plan, plan_tables
from support.office.excel_limits import excel_faults
from support.office.libreoffice import LibreOffice

LIST = "Danh sách"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return make_plan(tmp_path, plan_tables())


@pytest.fixture
def form(tmp_path: Path) -> OwnForm:
    """A form of a table with formulas, of choices, and of a list on a sheet of its own."""
    path = Blank(levels=3).save(tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(path)
    there: Any = book.create_sheet(LIST)
    there["A1"] = "Người lập: ……"
    for column, title in enumerate(("STT", "Họ và tên", "Ngày sinh", "Số tiền"), 1):
        there.cell(3, column).value = title
    there["B12"] = "Tổng cộng"
    there["D12"] = "=SUM(D4:D11)"
    book.save(path)
    return learn_form(path, tmp_path / "form").form


def filled(path: Path, rng: Random) -> dict[tuple[int, int], float]:
    """A return with figures in the table and rows in the list."""
    book: Any = openpyxl.load_workbook(path)
    figures = {at: rng.randint(-9999, 9999) / 4 for at in Blank(levels=3).inputs()}
    for at, figure in figures.items():
        book[SHEET].cell(*at).value = figure
    for number in range(rng.randint(1, 12)):
        for column, value in enumerate((number + 1, f"Người {number}", "5/3/1980", number), 1):
            book[LIST].cell(4 + number, column).value = value
    book[LIST]["A1"] = "Người lập: Trần B"
    book.save(path)
    return figures


def test_excel_has_nothing_to_repair(form: OwnForm, plan: Plan, tmp_path: Path) -> None:
    issued = issue(plan, "2021-Q2", tmp_path / "issued", form=form)
    assert [excel_faults(path) for path in issued] == [[]] * len(issued)
    for path in issued:
        if path.name.startswith((SYT, STC)):
            filled(path, Random(path.name))
    merged = merge(plan, "2021-Q2", tmp_path / "issued", AS_OF, form=form)
    assert excel_faults(write_total(merged, tmp_path / "t.xlsx")) == []


def test_a_return_is_read_alike_whatever_it_was_saved_as(
    libreoffice: LibreOffice, form: OwnForm, plan: Plan, tmp_path: Path
) -> None:
    path = issue(plan, "2021-Q2", tmp_path / "issued", form=form)[0]
    figures = filled(path, Random(1))
    before = read_return(path, plan, form=form)
    assert len(before.cells) == len(figures)
    libreoffice.open(path)
    for extension in (".xlsx", ".ods", ".xls"):
        after = read_return(
            libreoffice.save(tmp_path / f"{before.agency}{extension}"), plan, form=form
        )
        assert values(after.cells) == values(before.cells), extension
        assert values(after.fields) == values(before.fields), extension
        assert [values(row) for row in after.lists[LIST]] == [
            values(row) for row in before.lists[LIST]
        ], extension
        told = {p.code for p in after.problems}
        assert told == {p.code for p in before.problems}, extension


def values(cells: Any) -> dict[Any, Any]:
    """What stands in cells, wherever they are."""
    return {key: read.value for key, read in cells.items()}
