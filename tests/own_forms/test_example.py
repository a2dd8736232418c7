"""The example of a form of an office's own: its commands, and its totals."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

from plansheet import issue, learn_form, merge, read_plan, write_total
from support.places import EXAMPLES

FOLDER = EXAMPLES / "own_form"
RUNNER = SimpleNamespace(**runpy.run_path(str(EXAMPLES / "run.py")))
SIMULATION = SimpleNamespace(**runpy.run_path(str(FOLDER / "simulate_form.py")))


def golden() -> dict[tuple[int, int], int]:
    """The totals by row code and column number."""
    lines = (FOLDER / "golden.tsv").read_text(encoding="utf-8").splitlines()[1:]
    numbers = (tuple(map(int, line.split("\t"))) for line in lines)
    return {(code, column): total for code, column, total in numbers}


@pytest.mark.slow
def test_the_commands_print_what_is_expected() -> None:
    assert RUNNER.run(FOLDER) == RUNNER.expected(FOLDER)


def test_the_totals_are_the_golden_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = read_plan(FOLDER / "plan.xlsx")
    form = learn_form(FOLDER / "blank.xlsx", tmp_path / "form").form
    issue(plan, "2026-Q2", tmp_path / "issued", form=form)
    SIMULATION.main(str(tmp_path / "issued"), str(tmp_path / "returns"))
    assert capsys.readouterr().out.count(": ") == 4
    merged = merge(plan, "2026-Q2", tmp_path / "returns", "2026-07-01", form=form)
    cells = merged.cells[merged.cells["value"].notna()]
    keys = zip(map(int, cells["row_key"]), map(int, cells["column_key"]), strict=True)
    assert dict(zip(keys, cells["value"], strict=True)) == golden()
    path = write_total(merged, tmp_path / "total.xlsx")
    shown = openpyxl.load_workbook(path, data_only=True)["Biểu 01-NN"]
    sums = {
        (crop * 100, column): sum(v for (c, k), v in golden().items() if (c // 100, k) == of)
        for crop in range(1, 6)
        for column in range(1, 9)
        if (of := (crop, column))
    }
    rows = {int(str(shown.cell(row, 3).value)): row for row in range(11, 41)}
    assert {key: shown.cell(rows[key[0]], key[1] + 3).value for key in sums} == sums


def test_golden_totals_by_hand() -> None:
    """Row 101, column 1, is 111 + 211 + 311 + 411 less who has not that season."""
    given = {k: SIMULATION.figures(k).get((101, 1)) for k in range(1, 5)}
    assert {k: v for k, v in given.items() if v is not None} == {
        k: 100 * k + 11 for k, v in given.items() if v is not None
    }
    assert golden()[101, 1] == sum(100 * k + 11 for k, v in given.items() if v is not None)
