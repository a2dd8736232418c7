"""The data cut-off of Decree 09/2019/NĐ-CP: a setting of the plan, off by default."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import plansheet
from support.filling import FACTS, make_plan, plan_tables, task


@pytest.mark.parametrize(
    ("setting", "span"),
    [
        ({}, "từ ngày 1/4/2021 đến hết ngày 30/6/2021"),
        (
            {"Chốt số liệu theo Nghị định 09/2019": "Có"},
            "từ ngày 15/3/2021 đến hết ngày 14/6/2021",
        ),
    ],
)
def test_the_guide_says_which_days_count(
    tmp_path: Path, setting: dict[str, str], span: str
) -> None:
    tables = plan_tables([task("NV1", "SYT")], facts={**FACTS, **setting})
    plan = make_plan(tmp_path, tables)
    assert plan.cutoff is bool(setting)
    again = plansheet.read_plan(plansheet.write_plan(plan, tmp_path / "again.xlsx"))
    assert replace(again, forms=plan.forms) == plan
    (path,) = plansheet.issue(plan, "2021-Q2", tmp_path / "issued")
    guide = openpyxl.load_workbook(path)["Hướng dẫn"]
    rows = {row[0].value: row[1].value for row in guide.iter_rows(max_col=2)}
    assert rows["Số liệu"] == span
