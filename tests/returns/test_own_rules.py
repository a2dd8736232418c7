"""Rules of a user's own forms: what they see, and comparisons between figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell import Cell

from plansheet import FormError, Plan, Problem, issue, load_forms, merge, validate
from plansheet.forms.resources import resource
from plansheet.problems import PlanError
from plansheet.returns import interpret
from support.damages import FIGURES, TASKS
from support.filling import (
    AS_OF,
    STC,
    SYT,
    Copy,
    asked,
    indicator,
    key,
    make_plan,
    plan_tables,
    task,
)

Json = Any
RULE = "rule-violated"
TEMPLATES = resource("workbook_templates")


def forms_with(
    tmp_path: Path, name: str, *, rules: Sequence[Json] = (), checks: Sequence[Json] = ()
) -> Path:
    """A folder with one form of the package, and more rules and checks."""
    schema = json.loads((TEMPLATES / f"{name}.json").read_text(encoding="utf-8"))
    if rules:
        schema["allOf"] = [*schema.get("allOf", ()), *rules]
    schema["x-plansheet"]["checks"] = [*checks]
    (folder := tmp_path / "forms").mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(schema), encoding="utf-8")
    return folder


def plan_with(tmp_path: Path, folder: Path) -> Plan:
    tasks = [task("NV1", SYT, level="HĐND tỉnh"), task("NV2", SYT), task("NV3", STC)]
    indicators = [indicator(f"CT{n}", SYT, target_2021="100", unit="tỷ đồng") for n in range(1, 4)]
    return make_plan(tmp_path, plan_tables(tasks, indicators), folder)


def found_in(copy: Copy, plan: Plan) -> list[Problem]:
    return validate(interpret(copy.workbook(), plan), plan, AS_OF)


# What rules see.


def test_a_rule_sees_locked_columns(tmp_path: Path) -> None:
    rule = {
        "if": {"properties": {"level": {"const": "HĐND tỉnh"}}, "required": ["level"]},
        "then": {"required": ["result"]},
        "x-plansheet": {"column": "result", "message": "{row_code}: nêu kết quả."},
    }
    plan = plan_with(tmp_path, forms_with(tmp_path, "task_report", rules=[rule]))
    copy = asked(plan)[SYT]
    for code in ("NV1", "NV2"):
        copy.fill(TASKS, code, status="Đang thực hiện")
    (found,) = found_in(copy, plan)
    assert (found.code, found.row_code, found.message) == (RULE, "NV1", "NV1: nêu kết quả.")


def test_a_rule_sees_what_was_issued_where_it_was_typed_over(tmp_path: Path) -> None:
    rule = {
        "properties": {"level": {"const": "UBND tỉnh"}},
        "x-plansheet": {"column": "note"},
    }
    plan = plan_with(tmp_path, forms_with(tmp_path, "task_report", rules=[rule]))
    copy = asked(plan)[SYT]
    for code in ("NV1", "NV2"):
        copy.fill(TASKS, code, status="Đang thực hiện", level="UBND tỉnh")
    at = copy.grid(TASKS).at
    assert {(p.code, p.cell) for p in found_in(copy, plan) if p.code == RULE} == {
        (RULE, copy.where(at("NV1", "note"))[1])
    }


@pytest.mark.parametrize("has_stamp", [True, False])
def test_a_rule_sees_the_sender(has_stamp: bool, tmp_path: Path) -> None:
    rule = {
        "if": {"properties": {"agency": {"const": STC}}},
        "then": {"required": ["note"]},
        "x-plansheet": {"column": "note"},
    }
    plan = plan_with(tmp_path, forms_with(tmp_path, "task_report", rules=[rule]))
    for agency, code, wanted in ((SYT, "NV2", set()), (STC, "NV3", {"NV3"})):
        copy = asked(plan)[agency]
        if not has_stamp:
            copy.grids = [grid for grid in copy.grids if grid.form]
        copy.fill(TASKS, code, status="Đang thực hiện")
        assert {p.row_code for p in found_in(copy, plan) if p.code == RULE} == wanted


def test_nothing_is_said_of_a_locked_cell_that_its_own_column_does_not_take(tmp_path: Path) -> None:
    rule = {
        "then": {"required": ["note"]},
        "if": {"properties": {"level": {"const": "x"}}, "required": ["level"]},
    }
    folder = forms_with(tmp_path, "task_report", rules=[rule])
    schema = json.loads((folder / "task_report.json").read_text(encoding="utf-8"))
    schema["properties"]["level"]["pattern"] = "^[a-z]$"
    (folder / "task_report.json").write_text(json.dumps(schema), encoding="utf-8")
    plan = plan_with(tmp_path, folder)
    copy = asked(plan)[SYT]
    for code in ("NV1", "NV2"):
        copy.fill(TASKS, code, status="Đang thực hiện")
    assert found_in(copy, plan) == []


def test_rules_of_the_plan_see_no_sender(tmp_path: Path) -> None:
    rule = {"if": {"properties": {"agency": {"const": STC}}}, "then": {"required": ["note"]}}
    with pytest.raises(FormError, match="agency"):
        load_forms(forms_with(tmp_path, "tasks", rules=[rule]))


# Comparisons.


def with_checks(tmp_path: Path, *checks: Json) -> tuple[Plan, Copy]:
    plan = plan_with(tmp_path, forms_with(tmp_path, "indicator_report", checks=list(checks)))
    copy = asked(plan)[SYT]
    for code in ("NV1", "NV2"):
        copy.fill(TASKS, code, status="Đang thực hiện")
    return plan, copy


def test_a_comparison_holds_for_each_row(tmp_path: Path) -> None:
    plan, copy = with_checks(tmp_path, {"check": "{forecast} >= {actual} * 2", "column": "actual"})
    copy.fill(FIGURES, "CT1", actual=30, forecast=60)
    copy.fill(FIGURES, "CT2", actual=30, forecast=59)
    copy.fill(FIGURES, "CT3", actual=30)
    (found,) = found_in(copy, plan)
    at = copy.grid(FIGURES).at
    assert (found.code, found.sheet, found.cell) == (RULE, *copy.where(at("CT2", "actual")))
    assert (found.severity, found.value) == ("error", "30")
    assert found.message == (
        "Không đúng: “Ước thực hiện cả năm” >= “Thực hiện trong kỳ” * 2 "
        "(vế trái là 59, vế phải là 60)."
    )


def test_an_error_takes_its_cell_out_of_use_and_a_warning_does_not(tmp_path: Path) -> None:
    for severity, wanted in (("error", None), ("warning", 30)):
        (folder := tmp_path / severity).mkdir()
        check = {"check": "{actual} < 20", "severity": severity}
        plan, copy = with_checks(folder, check)
        copy.fill(FIGURES, "CT1", actual=30, forecast=60)
        path = copy.save(folder / "x.xlsx")
        merged = merge(plan, "2021-Q2", [path], AS_OF)
        rows = merged.indicator_reports.set_index("indicator_code")
        assert rows.loc["CT1", "actual"] == wanted
        assert rows.loc["CT1", "forecast"] == 60


def test_a_comparison_sees_locked_and_computed_cells(tmp_path: Path) -> None:
    checks = (
        {"check": "{actual} <= {plan_year}", "message": "{row_code}: {left} > {right}"},
        {"check": "{vs_plan} <= 100", "column": "forecast", "message": "{row_code}: {left}%"},
    )
    plan, copy = with_checks(tmp_path, *checks)
    copy.fill(FIGURES, "CT1", actual=101, forecast=90)
    copy.fill(FIGURES, "CT2", actual=99, forecast=120)
    assert [p.message for p in found_in(copy, plan)] == ["CT1: 101 > 100", "CT2: 120%"]


def test_a_sum_over_the_rows_is_asked_once_and_blanks_nothing(tmp_path: Path) -> None:
    plan, copy = with_checks(tmp_path, {"check": "sum({actual}) <= 100"})
    for code in ("CT1", "CT2"):
        copy.fill(FIGURES, code, actual=60, forecast=70)
    ret = interpret(copy.workbook(), plan)
    (found,) = validate(ret, plan, AS_OF)
    first, last = (copy.where(copy.grid(FIGURES).at(f"CT{n}", "actual"))[1] for n in (1, 3))
    assert (found.code, found.cell) == (RULE, f"{first}:{last}")
    merged = merge(plan, "2021-Q2", [copy.save(tmp_path / "x.xlsx")], AS_OF)
    assert list(merged.indicator_reports["actual"])[:2] == [60, 60]


def test_rows_are_named_by_their_codes(tmp_path: Path) -> None:
    plan, copy = with_checks(
        tmp_path,
        {"check": "{CT1,actual} = sum({CT2,actual}, {CT3,actual})", "tolerance": 0.5},
        {"check": "{*,forecast} >= {CT9,forecast}"},
    )
    for code, actual in (("CT1", 60), ("CT2", 20), ("CT3", 39)):
        copy.fill(FIGURES, code, actual=actual, forecast=70)
    (found,) = found_in(copy, plan)
    assert found.cell == copy.where(copy.grid(FIGURES).at("CT1", "actual"))[1]


def test_nothing_is_asked_of_a_cell_that_is_wrong_already(tmp_path: Path) -> None:
    check = {"check": "{actual} <= {forecast}", "missing": "zero"}
    plan, copy = with_checks(tmp_path, check, {"check": "sum({forecast}) > 1000"})
    copy.fill(FIGURES, "CT1", actual=30, forecast="nhiều")
    copy.fill(FIGURES, "CT2", actual=30)
    at = copy.grid(FIGURES).at
    assert key(found_in(copy, plan)) == {
        ("not-a-number", *copy.where(at("CT1", "forecast"))),
        (RULE, *copy.where(at("CT2", "actual"))),
    }


def test_days_are_compared(tmp_path: Path) -> None:
    folder = forms_with(tmp_path, "task_report", checks=[{"check": "{ended} > {document_date}"}])
    schema = json.loads((folder / "task_report.json").read_text(encoding="utf-8"))
    schema["properties"]["ended"] = {"title": "Ngày xong", "type": "string", "format": "date"}
    (folder / "task_report.json").write_text(json.dumps(schema), encoding="utf-8")
    plan = plan_with(tmp_path, folder)
    copy = asked(plan)[SYT]
    for code, day in (("NV1", 1), ("NV2", 3)):
        signed, ended = date(2021, 3, 2), date(2021, 3, day)
        done = {"document_no": "5/QĐ", "document_date": signed, "ended": ended}
        copy.fill(TASKS, code, status="Hoàn thành", **done)
    at = copy.grid(TASKS).at
    assert key(found_in(copy, plan)) == {(RULE, *copy.where(at("NV1", "ended")))}


def test_a_plan_is_held_against_the_checks_of_its_forms(tmp_path: Path) -> None:
    folder = forms_with(tmp_path, "tasks")
    schema = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    for name in ("budget", "spent"):
        schema["properties"][name] = {"title": name, "type": "number"}
    schema["x-plansheet"]["checks"] = [{"check": "{spent} <= {budget}"}]
    (folder / "tasks.json").write_text(json.dumps(schema), encoding="utf-8")
    tasks = [{**task("NV1", SYT), "budget": "5", "spent": "6"}]
    with pytest.raises(PlanError) as error:
        make_plan(tmp_path, plan_tables(tasks), folder)
    assert [(p.code, p.row_code) for p in error.value.problems if p.severity == "error"] == [
        (RULE, "NV1")
    ]


def test_the_template_colours_what_does_not_hold(tmp_path: Path) -> None:
    rule = {"if": {"properties": {"agency": {"const": SYT}}}, "then": {"required": ["note"]}}
    rule["x-plansheet"] = {"column": "note"}
    checks = [{"check": "{cumulative} >= {actual}"}, {"check": "{CT2,actual} < {actual}"}]
    folder = forms_with(tmp_path, "indicator_report", rules=[rule], checks=checks)
    plan = plan_with(tmp_path, folder)
    (path,) = (p for p in issue(plan, "2021-Q2", tmp_path / "issued") if SYT in p.name)
    sheet = openpyxl.load_workbook(path)["Chỉ tiêu"]
    headers = {c.value: c for row in sheet.iter_rows() for c in row if isinstance(c, Cell)}
    titles = ("Thực hiện trong kỳ", "Lũy kế từ đầu năm", "Ghi chú", "Kiểm tra")
    actual, cumulative, note, check = (f"${headers[title].column_letter}" for title in titles)
    first, last = headers["CT1"].row or 0, headers["CT3"].row
    formulas = {
        str(area.sqref): [rule.formula[0] for rule in area.rules]
        for area in sheet.conditional_formatting
    }
    said = str(sheet[f"{check[1:]}{first}"].value)
    for column in (actual, cumulative, note):
        found = f'ISNUMBER(FIND("✖ "&{column}${first - 1}&":",{check}{first}))'
        assert formulas[f"{column[1:]}{first}:{column[1:]}{last}"][0] == found
        assert f'"✖ "&{column}${first - 1}' in said
    blank = f"LEN(TRIM({note}{first}))=0"
    assert f'IF(IF((LEN(TRIM("SYT"))=0),1,AND(OR(EXACT("SYT","SYT")))),NOT(NOT({blank})),0)' in said
    assert f"ROUND({cumulative}{first}-{actual}{first},9)>=-0" in said
    assert f"ROUND({actual}${first + 1}-{actual}{first},9)<0" in said
