"""The example computed by hand: its golden totals, to the last digit."""

from __future__ import annotations

import csv
import runpy
from datetime import date
from decimal import Decimal
from pathlib import Path

import plansheet
from support.places import EXAMPLES

EXAMPLE = EXAMPLES / "tinh_tay"


def test_golden_totals(tmp_path: Path) -> None:
    runpy.run_path(str(EXAMPLE / "make_files.py"))["write_example"](tmp_path)
    plan = plansheet.read_plan(tmp_path / "plan.xlsx")
    merged = plansheet.merge(plan, "2021-Q2", tmp_path / "returns", date(2021, 6, 30))
    assert [p for p in merged.all_problems if p.severity != "info"] == []
    with (EXAMPLE / "golden.tsv").open(encoding="utf-8", newline="") as file:
        golden = list(csv.DictReader(file, delimiter="\t"))
    assert len(golden) == len(merged.indicator_results) == 7
    got = merged.indicators.set_index("indicator_code")
    for row in golden:
        for column in ("cumulative", "forecast", "vs_plan"):
            expected = Decimal(row[column]) if row[column] else None
            assert got.loc[row["indicator_code"], column] == expected, (row, column)
        for column in ("attainment", "reported", "expected"):
            assert str(got.loc[row["indicator_code"], column]) == row[column], (row, column)
