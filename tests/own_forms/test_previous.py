"""Checks of a form that speak of the total of last time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plansheet import InputError, Plan, learn_form, merge, read_form, write_total
from plansheet.cli import main
from plansheet.own_forms import OwnForm
from support.blank_forms import SHEET, Blank, fill
from support.filling import AS_OF, STC, SYT, make_plan, plan_tables

pytestmark = pytest.mark.usefixtures("read_here")
BLANK = Blank(rows=4, columns=2)
CHECK = {"check": "{*,1} = {previous,*,2}", "missing": "zero", "severity": "error"}
"""What each row opens with is what it closed with; the first row is a sum, a formula."""


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return make_plan(tmp_path, plan_tables())


def changed(folder: Path, checks: list[dict[str, str]]) -> None:
    path = folder / "form.json"
    spec = json.loads(path.read_text(encoding="utf-8"))
    spec["sheets"][SHEET]["checks"] = checks
    path.write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")


@pytest.fixture
def form(tmp_path: Path) -> OwnForm:
    learn_form(BLANK.save(tmp_path / "b.xlsx"), tmp_path / "form")
    changed(tmp_path / "form", [CHECK])
    return read_form(tmp_path / "form")


def sent(folder: Path, period: str, **values: dict[tuple[int, int], object]) -> Path:
    (folder / period).mkdir()
    for code, cells in values.items():
        fill(folder / "b.xlsx", folder / period / f"{code}_{period}.xlsx", cells)
    return folder / period


@pytest.fixture
def total(plan: Plan, form: OwnForm, tmp_path: Path) -> Path:
    """In the first quarter one agency closed with 5 and 7, in the rows 9 and 10."""
    returns = sent(tmp_path, "2021-Q1", SYT={(9, 5): 5, (10, 5): 7})
    return write_total(merge(plan, "2021-Q1", returns, AS_OF, form=form), tmp_path / "q1.xlsx")


NOW: dict[str, dict[tuple[int, int], object]] = {
    SYT: {(9, 4): 5, (10, 4): 8, (11, 4): "abc"},
    STC: {(9, 4): 3},
}


def test_what_an_agency_closed_with_it_opens_with(
    plan: Plan, form: OwnForm, total: Path, tmp_path: Path
) -> None:
    """Row by row, sums too; of an agency that gave nothing last time nothing is asked."""
    returns = sent(tmp_path, "2021-Q2", **NOW)
    merged = merge(plan, "2021-Q2", returns, AS_OF, total, form=form)
    told = {(p.code, p.agency, p.place.cell) for p in merged.all_problems if p.severity == "error"}
    assert told == {
        ("rule-violated", SYT, "D8"),
        ("rule-violated", SYT, "D10"),
        ("not-a-number", SYT, "D11"),
    }
    assert [t.value for t in merged.totals if t.cell.column_key == "1"] == [8, None, None]


def test_without_it_nothing_is_asked(plan: Plan, form: OwnForm, tmp_path: Path) -> None:
    merged = merge(plan, "2021-Q2", sent(tmp_path, "2021-Q2", **NOW), AS_OF, form=form)
    errors = [p.place.cell for p in merged.all_problems if p.severity == "error"]
    assert errors == ["D11"]


def test_a_total_of_the_same_period_is_refused(plan: Plan, form: OwnForm, total: Path) -> None:
    with pytest.raises(InputError) as error:
        merge(plan, "2021-Q1", total.parent / "2021-Q1", AS_OF, total, form=form)
    assert error.value.key == "report-not-earlier"
    with pytest.raises(InputError) as error:
        merge(plan, "2021-Q1", [], AS_OF, total.parent / "b.xlsx", form=form)
    assert error.value.key == "not-a-total"


def test_the_commands_take_it(
    plan: Plan, total: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    returns = str(sent(tmp_path, "2021-Q2", SYT={(9, 4): 6, (10, 4): 7}))
    paths = ["--previous", str(total), "--form", str(tmp_path / "form")]
    book = str(tmp_path / "plan.xlsx")
    for command in (
        ["validate", returns, "--plan", book, *paths],
        ["merge", book, returns, "--period", "2021-Q2", "-o", str(tmp_path / "t.xlsx"), *paths],
    ):
        with pytest.raises(SystemExit) as stop:
            main([*command, "--as-of", AS_OF.isoformat()])
        out = capsys.readouterr().out
        assert stop.value.code == 1
        assert f"{SHEET} · D9" in out and "{previous,*,2}" in out


def test_a_check_of_last_time_alone_is_a_fault(form: OwnForm, tmp_path: Path) -> None:
    changed(tmp_path / "form", [{"check": "{previous,*,1} = {previous,*,2}"}])
    with pytest.raises(SystemExit) as stop:
        main(["form", "check", str(tmp_path / "form")])
    assert stop.value.code == 1
