"""Totals held against a consolidated workbook that the office has already."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plansheet import Plan, learn_form, merge
from plansheet.cli import main
from plansheet.own_forms import FormConsolidation, compare_official
from support.blank_forms import Blank, fill
from support.filling import AS_OF, STC, SYT, make_plan, plan_tables

pytestmark = pytest.mark.usefixtures("read_here")
BLANK = Blank(rows=5, columns=2)
SENT = {
    SYT: {(9, 4): 10.25, (10, 4): 1.111, (11, 4): 5, (9, 5): 3},
    STC: {(9, 4): 0.25, (10, 4): 2.224, (9, 5): 4},
}
OFFICIAL = {(9, 4): 10.51, (10, 4): 3.34, (11, 4): 6, (12, 4): 7, (9, 5): 8, (8, 4): 18.84}
"""10.50 and 3.335 rounded, 5 and nothing, 7 differently; the total is 18.835."""


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return make_plan(tmp_path, plan_tables())


@pytest.fixture
def merged(plan: Plan, tmp_path: Path) -> FormConsolidation:
    blank = BLANK.save(tmp_path / "blank_form.xlsx")
    form = learn_form(blank, tmp_path / "form").form
    (returns := tmp_path / "returns").mkdir()
    for code, values in SENT.items():
        fill(blank, returns / f"{code}_2021-Q2.xlsx", values)
    fill(blank, tmp_path / "official.xlsx", OFFICIAL)
    return merge(plan, "2021-Q2", returns, AS_OF, form=form)


def test_cells_that_differ_are_named_and_rounding_is_called_so(
    merged: FormConsolidation, tmp_path: Path
) -> None:
    """10.51 for 10.25 + 0.25 is within what two places of three figures leave; 8 for 7 is not."""
    compared = compare_official(merged, tmp_path / "official.xlsx")
    of_it = [p for p in compared.all_problems if p.file == "official.xlsx"]
    assert {(p.code, p.place.cell) for p in of_it} == {
        ("official-rounded", "D8"),
        ("official-rounded", "D9"),
        ("official-rounded", "D10"),
        ("official-differs", "D11"),
        ("official-differs", "D12"),
        ("official-differs", "E9"),
    }
    assert compared.official is not None
    counts = compared.official
    assert (counts.compared, counts.rounded, counts.different) == (6, 3, 3)
    assert compared.totals == merged.totals


def status(command: list[str]) -> object:
    with pytest.raises(SystemExit) as stop:
        main(command)
    return stop.value.code


def test_the_command_lists_them(
    merged: FormConsolidation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [str(tmp_path / name) for name in ("plan.xlsx", "returns", "form", "official.xlsx")]
    plan, returns, form, official = paths
    command = ["merge", plan, returns, "--period", "2021-Q2", "-o", str(tmp_path / "t.xlsx")]
    command += ["--as-of", AS_OF.isoformat(), "--official", official]
    assert status([*command, "--form", form, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["official"]["different"] == 3
    assert status([*command, "--form", form]) == 0
    assert "official.xlsx: 6 ô, 3 ô lệch do làm tròn, 3 ô khác." in capsys.readouterr().out
    assert status(command) == 2
    assert "--official" in capsys.readouterr().err
