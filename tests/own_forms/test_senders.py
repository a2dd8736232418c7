"""Whose a form is, what contradicts it, and what else stands in its file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from plansheet import Plan, issue, learn_form, merge, read_form, read_return
from plansheet.own_forms import FormReturn, OwnForm
from support.blank_forms import SHEET, Blank, fill, list_form
from support.filling import STC, SYT, make_plan, plan_tables

pytestmark = pytest.mark.usefixtures("read_here")
BLANK = Blank()


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return make_plan(tmp_path, plan_tables())


@pytest.fixture
def form(tmp_path: Path) -> OwnForm:
    return learn_form(BLANK.save(tmp_path / "blank_form.xlsx"), tmp_path / "form").form


@pytest.fixture
def issued(plan: Plan, form: OwnForm, tmp_path: Path) -> Path:
    return issue(plan, "2021-Q2", tmp_path / "issued", form=replace(form, agencies=(SYT,)))[0]


def told(ret: FormReturn) -> set[tuple[str, str, str]]:
    return {(p.code, p.sheet, p.cell) for p in ret.problems}


def typed(issued: Path, name: str, values: Mapping[tuple[int, int], object]) -> Path:
    return fill(issued, issued.parent / name, {BLANK.inputs()[0]: 5, **values})


def test_a_head_that_names_another_contradicts_the_stamp(
    plan: Plan, form: OwnForm, issued: Path
) -> None:
    heads = {(2, 1): "Đơn vị báo cáo: Sở Tài chính", (3, 1): "Kỳ báo cáo: Quý I/2021"}
    found = read_return(typed(issued, "a.xlsx", heads), plan, form=form)
    assert (found.agency, found.period) == (SYT, "2021-Q2")
    assert told(found) == {
        ("sender-contradicted", SHEET, "A2"),
        ("locked-cell-changed", SHEET, "A3"),
    }


def test_a_name_of_the_file_that_names_another_contradicts_the_stamp(
    plan: Plan, form: OwnForm, issued: Path
) -> None:
    found = read_return(typed(issued, "STC_2021-Q2.xlsx", {}), plan, form=form)
    assert told(found) == {("sender-contradicted", "", "")}
    assert found.ret.contradicted


def test_a_head_that_nobody_knows_is_named(plan: Plan, form: OwnForm, issued: Path) -> None:
    heads = {(2, 1): "Đơn vị báo cáo: Công ty lạ", (3, 1): "Kỳ báo cáo: vụ mùa"}
    found = read_return(typed(issued, "a.xlsx", heads), plan, form=form)
    assert told(found) == {("unread-cell", SHEET, "A2"), ("unread-cell", SHEET, "A3")}


def test_a_changed_form_makes_the_template_stale_and_a_changed_check_does_not(
    plan: Plan, form: OwnForm, issued: Path, tmp_path: Path
) -> None:
    path = typed(issued, "a.xlsx", {})
    file = form.folder / "form.json"
    spec = json.loads(file.read_text(encoding="utf-8"))
    sheet = spec["sheets"][SHEET]
    sheet["checks"] = [{"check": "{R-102,*} >= {R-103,*}"}]
    file.write_text(json.dumps(spec), encoding="utf-8")
    assert told(read_return(path, plan, form=read_form(form.folder))) == set()
    first, _, last = sheet["range"].partition(":")
    sheet["range"] = f"{first}:{last[0]}{int(last[1:]) - 1}"
    file.write_text(json.dumps(spec), encoding="utf-8")
    found = told(read_return(path, plan, form=read_form(form.folder)))
    assert ("stale-template", "", "") in found


def test_comments_and_merged_inputs_are_named(plan: Plan, form: OwnForm, issued: Path) -> None:
    path = typed(issued, "a.xlsx", {})
    book = openpyxl.load_workbook(path)
    sheet: Any = book[SHEET]
    row = BLANK.first + 2
    sheet[f"B{BLANK.first}"].comment = Comment("xem lại", "ai đó")
    sheet[f"E{row}"].value = 12
    sheet.merge_cells(f"E{row}:F{row}")
    book.save(path)
    found = read_return(path, plan, form=form)
    assert told(found) == {
        ("unread-object", SHEET, f"B{BLANK.first}"),
        ("merged-input", SHEET, f"E{row}:F{row}"),
    }
    assert [cell.value for cell in found.cells.values()] == [5]


def test_of_two_sheets_alike_none_is_read_twice(plan: Plan, tmp_path: Path) -> None:
    path = BLANK.save(tmp_path / "two.xlsx")
    book = openpyxl.load_workbook(path)
    twin = book.copy_worksheet(book[SHEET])
    twin.title = "Biểu 02"
    book.save(path)
    form = learn_form(path, tmp_path / "form").form
    assert [sheet.name for sheet in form.sheets] == [SHEET, "Biểu 02"]
    (issued,) = issue(plan, "2021-Q2", tmp_path / "issued", form=replace(form, agencies=(STC,)))
    book = openpyxl.load_workbook(typed(issued, "a.xlsx", {}))
    del book["Biểu 02"]
    book.save(tmp_path / "a.xlsx")
    found = read_return(tmp_path / "a.xlsx", plan, form=form)
    assert {key.sheet for key in found.cells} == {SHEET}
    assert told(found) == {("sheet-missing", "Biểu 02", "")}
    book[SHEET].title = "Trang của tôi"
    book.save(tmp_path / "b.xlsx")
    found = read_return(tmp_path / "b.xlsx", plan, form=form)
    assert len(found.cells) == 1
    assert [p.code for p in found.problems] == ["sheet-missing", "sheet-renamed"]


def test_numbers_typed_as_text_are_said_once_a_column(
    plan: Plan, form: OwnForm, issued: Path
) -> None:
    """The cells of a column in one line, a single one in its own; each is in the totals."""
    texts: dict[tuple[int, int], object] = {
        (9, 4): "6482691203,0",
        (10, 4): "00,0",
        (12, 4): "(5)",
        (9, 5): "7,5",
        (10, 5): "1.234",
    }
    found = read_return(typed(issued, "a.xlsx", texts), plan, form=form)
    assert told(found) == {
        ("numbers-as-text", SHEET, "D9:D10,D12"),
        ("number-repaired", SHEET, "E9"),
        ("ambiguous-number", SHEET, "E10"),
    }
    read = {cell.place.cell: str(cell.value) for cell in found.cells.values()}
    assert read == {"D9": "6482691203.0", "D10": "0.0", "D12": "-5", "E9": "7.5"}


def test_what_a_later_file_replaces_is_said_once_a_sheet(
    plan: Plan, form: OwnForm, issued: Path, tmp_path: Path
) -> None:
    """However many cells it are; rows of a list that the later one lacks are among it."""
    (returns := tmp_path / "returns").mkdir()
    for name, first in (("a.xlsx", 5), ("b.xlsx", 6)):
        values = dict.fromkeys(BLANK.inputs()[:5], first)
        shutil.copy(typed(issued, name, values), returns / name)
    merged = merge(plan, "2021-Q2", returns, "2021-07-05", form=form)
    again = [(p.file, p.cell, p.value) for p in merged.all_problems if p.code == "duplicate-return"]
    assert again == [("a.xlsx", "D9:G9,D10", "5 · 5 · 5 · …")]
    assert merged.totals[0].value == 6


def test_rows_of_a_list_that_a_later_file_lacks_are_said(plan: Plan, tmp_path: Path) -> None:
    blank = list_form(tmp_path / "list.xlsx", ("Mã hộ", "Chủ hộ", "Số khẩu"))
    form = learn_form(blank, tmp_path / "of_list").form
    (returns := tmp_path / "returns").mkdir()
    for name, rows in (("STC_a", "AB"), ("STC_b", "BC")):
        cells = {(5 + at, c): f"{who}{c}" for at, who in enumerate(rows) for c in (1, 2)}
        cells[2, 1] = "Đơn vị báo cáo: Sở Tài chính"
        fill(blank, returns / f"{name}.xlsx", cells, "Danh sách")
    merged = merge(plan, "2021-Q2", returns, "2021-07-05", form=form)
    again = [(p.file, p.cell, p.value) for p in merged.all_problems if p.code == "duplicate-return"]
    assert again == [("STC_a.xlsx", "A5:B5", "A1 · A2")]
