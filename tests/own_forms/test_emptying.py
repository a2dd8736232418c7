"""A form of which there is only a workbook that was filled in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from plansheet import learn_form
from plansheet.cli import main
from plansheet.own_forms.form_file import form_faults
from support.blank_forms import SHEET, Blank, fill, random_blank
from support.effort import examples

FILLED = {(2, 1): "Đơn vị báo cáo: Sở Y tế", (4, 5): "Đơn vị tính: tấn"}


def test_what_was_typed_is_left_out_and_nothing_else(tmp_path: Path) -> None:
    """The form is the one that the blank workbook would have made."""
    for seed in (18, *range(examples(8))):  # in 18 a row has figures that could be years
        rng = Random(seed)
        blank = random_blank(rng)
        (folder := tmp_path / str(seed)).mkdir(exist_ok=True)
        figures: dict[tuple[int, int], Any] = {
            at: rng.choice([rng.randint(0, 2100), 12.5, "6482691203,0"]) for at in blank.inputs()
        }
        path = blank.save(folder / "x.xlsx")
        wanted = learn_form(path, folder / "blank").form
        filled = fill(path, folder / "filled.xlsx", {**FILLED, **figures})
        found = learn_form(filled, folder / "filled", empty=True)
        assert form_faults(folder / "filled") == [], seed
        assert not found.looks_filled, seed
        (one,), (other,) = found.form.sheets, wanted.sheets
        same = ("rows", "columns", "inputs", "formulas", "row_keys", "column_keys")
        assert {name for name in same if getattr(one, name) != getattr(other, name)} == set(), seed
        there: Any = openpyxl.load_workbook(folder / "filled" / "blank.xlsx")[SHEET]
        before: Any = openpyxl.load_workbook(filled)[SHEET]
        gone = {(c.row, c.column) for row in before for c in row if c.value is not None}
        gone -= {(c.row, c.column) for row in there for c in row if c.value is not None}
        assert gone == set(blank.inputs()), seed


def test_years_and_codes_are_no_figures(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (
        ["BÁO CÁO"],
        ["Mã", "Chỉ tiêu", 2023, 2024],
        [10, "Lúa", 563, 571],
        [20, "Ngô", 302, 309],
        [30, "Khoai", 335, 400],
    ):
        sheet.append(row)
    book.save(tmp_path / "x.xlsx")
    (form,) = learn_form(tmp_path / "x.xlsx", tmp_path / "form", empty=True).form.sheets
    assert list(form.rows.values()) == ["10", "20", "30"]
    assert list(form.columns.values())[2:] == ["2023", "2024"]
    inputs = {cell.address for cell in form.inputs.values()}
    assert inputs == {f"{column}{row}" for column in "CD" for row in (3, 4, 5)}


def test_figures_where_days_are_counted_are_no_dates(tmp_path: Path) -> None:
    header = {(5, 3): "ĐVT", (5, 4): "Ngày ĐTBQ", (5, 5): "Số lượt"}
    blank = replace(Blank(levels=1, columns=2, numbered=False, codes=False), total=False)
    figures = dict.fromkeys(blank.inputs(), 5.5)
    path = fill(blank.save(tmp_path / "x.xlsx"), tmp_path / "y.xlsx", {**header, **figures})
    (form,) = learn_form(path, tmp_path / "form", empty=True).form.sheets
    assert (form.types, form.aggregate) == ({}, {})


def test_the_command_says_how(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (["Tên", "Năm nay", "Ghi chú"], *([["Lúa", "Ngô", "Sắn"][n], 5] for n in range(3))):
        sheet.append(row)
    book.save(tmp_path / "x.xlsx")
    for option, is_said in ([], True), (["--empty"], False):
        with pytest.raises(SystemExit) as stopped:
            main(["form", "learn", str(tmp_path / "x.xlsx"), "-o", str(tmp_path / "form"), *option])
        assert stopped.value.code == 0
        assert ("--empty" in capsys.readouterr().out) is is_said
