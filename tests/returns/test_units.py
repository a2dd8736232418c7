"""Words behind a number: the row's unit is dropped, a size word converts, all else is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

import plansheet
from support.filling import indicator, make_plan, plan_tables, task


@pytest.mark.parametrize(
    ("unit", "typed", "code", "value"),
    [
        ("xã", "88 xã", "number-repaired", "88"),
        ("tỷ đồng", "5 tỷ", "number-repaired", "5"),
        ("tỷ đồng", "5 tỷ đồng", "number-repaired", "5"),
        ("tỷ đồng", "5 triệu đồng", "number-repaired", "0.005"),
        ("%", "9,78%", "number-repaired", "9.78"),
        ("%", "5,81‰", "unit-mismatch", None),
        ("xã", "9,78%", "unit-mismatch", None),
    ],
)
def test_units(tmp_path: Path, unit: str, typed: str, code: str, value: str | None) -> None:
    row = indicator("CT1", "SYT", unit=unit, aggregation="Một đầu mối")
    plan = make_plan(tmp_path, plan_tables(indicators=[row]))
    (path,) = plansheet.issue(plan, "2021-Q2", tmp_path / "issued")
    workbook = openpyxl.load_workbook(path)
    workbook["Chỉ tiêu"]["H6"].value = typed
    workbook.save(tmp_path / "return.xlsx")
    ret = plansheet.read_return(tmp_path / "return.xlsx", plan)
    assert [(p.code, p.cell) for p in ret.problems] == [(code, "H6")]
    got = ret.sections["indicator_report"].rows[0].values.get("cumulative")
    assert (None if got is None else str(got)) == value


@pytest.mark.parametrize(
    ("unit", "code", "value"),
    [("%", "number-repaired", "40"), ("xã", "unit-mismatch", None)],
)
@pytest.mark.parametrize("shown", ["0%", "0.00%", '0.0\\ "phần"%'])
def test_a_cell_that_shows_per_cents(
    tmp_path: Path, unit: str, code: str, value: str | None, shown: str
) -> None:
    row = indicator("CT1", "SYT", unit=unit, aggregation="Một đầu mối")
    plan = make_plan(tmp_path, plan_tables(indicators=[row]))
    (path,) = plansheet.issue(plan, "2021-Q2", tmp_path / "issued")
    workbook = openpyxl.load_workbook(path)
    cell = workbook["Chỉ tiêu"]["H6"]
    cell.value, cell.number_format = 0.4, shown
    workbook.save(tmp_path / "return.xlsx")
    ret = plansheet.read_return(tmp_path / "return.xlsx", plan)
    assert [(p.code, p.cell) for p in ret.problems] == [(code, "H6")]
    got = ret.sections["indicator_report"].rows[0].values.get("cumulative")
    assert (None if got is None else str(got)) == value


@pytest.mark.parametrize(
    ("typed", "shown", "codes"),
    [
        (0.005, "0.0%", {"number-repaired"}),
        ("0,5%", "General", {"number-repaired"}),
        (0.5, "General", {"suspicious-scale"}),
        (0.4, "0%", {"number-repaired"}),
    ],
)
def test_what_says_itself_that_it_is_per_cent_is_not_doubted(
    tmp_path: Path, typed: float | str, shown: str, codes: set[str]
) -> None:
    plan = make_plan(tmp_path, plan_tables(tasks=[task("NV1", "SYT")]))
    (path,) = plansheet.issue(plan, "2021-Q2", tmp_path / "issued")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Nhiệm vụ"]
    at = [cell.value for cell in sheet[5]]
    status, progress = (sheet.cell(6, at.index(t) + 1) for t in ("Tình trạng", "Tiến độ (%)"))
    status.value, progress.value, progress.number_format = "Đang thực hiện", typed, shown
    workbook.save(tmp_path / "return.xlsx")
    ret = plansheet.read_return(tmp_path / "return.xlsx", plan)
    problems = plansheet.validate(ret, plan, as_of=date(2021, 6, 20))
    assert {(p.code, p.cell) for p in problems} == {(code, progress.coordinate) for code in codes}
