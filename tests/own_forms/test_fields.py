"""Cells above the table beside agency, period and unit: open to be filled in, and accounted for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from plansheet import Plan, issue, learn_form, merge, read_return, write_total
from plansheet.own_forms import OwnForm
from plansheet.own_forms.explaining import explain_cell
from support.blank_forms import SHEET, Blank, fill
from support.filling import AS_OF, SYT, make_plan, plan_tables

HEAD = {(1, 6): "Số văn bản: ……", (3, 4): "Người lập:", (4, 1): "Biểu số: 01", (4, 4): "Ngày ghi"}
"""Two cells that ask for something, and two that do not; nothing stands behind the agency's."""


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return make_plan(tmp_path, plan_tables())


@pytest.fixture
def form(tmp_path: Path) -> OwnForm:
    blank = fill(Blank().save(tmp_path / "x.xlsx"), tmp_path / "y.xlsx", HEAD)
    return learn_form(blank, tmp_path / "form").form


def test_they_are_learnt_and_issued_open(form: OwnForm, plan: Plan, tmp_path: Path) -> None:
    (sheet,) = form.sheets
    assert sheet.fields == {"Số văn bản": (0, 5), "Người lập": (2, 3)}
    path, *_ = issue(plan, "2021-Q2", tmp_path / "issued", form=form)
    there: Any = openpyxl.load_workbook(path)[SHEET]
    above = (cell for row in there["A1:G4"] for cell in row)
    assert {cell.coordinate for cell in above if not cell.protection.locked} == {
        *("F1", "G1", "D3", "E3")
    }


def test_what_is_written_there_is_in_the_sources(form: OwnForm, plan: Plan, tmp_path: Path) -> None:
    paths = issue(plan, "2021-Q2", tmp_path / "issued", form=form)
    (source,) = (path for path in paths if SYT in path.name)
    (tmp_path / "returns").mkdir()
    written = {(1, 6): "Số văn bản: 12/BC", (3, 5): "Trần B", (9, 4): 5}
    path = fill(source, tmp_path / "returns" / source.name, written)
    found = read_return(path, plan, form=form)
    assert [(p.code, p.cell) for p in found.problems] == []
    assert {key.row: read.value for key, read in found.fields.items()} == {
        "Số văn bản": "12/BC",
        "Người lập": "Trần B",
    }
    merged = merge(plan, "2021-Q2", tmp_path / "returns", AS_OF, form=form)
    total = write_total(merged, tmp_path / "t.xlsx")
    (origin,) = explain_cell(total, f"{SHEET}!D3").origins
    assert (origin.agency, origin.value, origin.cell) == (SYT, "Trần B", "E3")
    there: Any = openpyxl.load_workbook(total)[SHEET]
    assert (there["D3"].value, there["E3"].value) == ("Người lập:", None)


def test_a_file_with_nothing_but_them_is_blank(form: OwnForm, plan: Plan, tmp_path: Path) -> None:
    path, *_ = issue(plan, "2021-Q2", tmp_path / "issued", form=form)
    found = read_return(fill(path, tmp_path / "a.xlsx", {(3, 5): "Trần B"}), plan, form=form)
    assert [p.code for p in found.problems] == ["blank-return"]


def test_the_next_label_is_no_answer(plan: Plan, tmp_path: Path) -> None:
    """Behind a blank “Đơn vị báo cáo:” another label stands beside it."""
    blank = fill(Blank().save(tmp_path / "x.xlsx"), tmp_path / "y.xlsx", {(2, 3): "Mẫu số 5"})
    form = learn_form(blank, tmp_path / "form").form
    path = fill(blank, tmp_path / f"{SYT}_2021-Q2.xlsx", {(9, 4): 5})
    found = read_return(path, plan, form=form)
    assert (found.agency, [p.code for p in found.problems]) == (SYT, ["no-stamp"])
