"""A unit typed behind a number: the row's own is dropped, another one is never ignored."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import plansheet
from support.filling import indicator, make_plan, plan_tables

pytestmark = pytest.mark.usefixtures("read_here")


@pytest.mark.parametrize(
    ("unit", "typed", "code", "value"),
    [
        ("xã", "88 xã", "number-repaired", "88"),
        ("tỷ đồng", "5 tỷ", "number-repaired", "5"),
        ("tỷ đồng", "5 tỷ đồng", "number-repaired", "5"),
        ("tỷ đồng", "5 triệu đồng", "unit-mismatch", None),
        ("%", "9,78%", "number-repaired", "9.78"),
        ("%", "5,81‰", "unit-mismatch", None),
        ("xã", "9,78%", "number-repaired", "9.78"),
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
