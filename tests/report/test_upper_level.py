"""Reporting upwards: the same thing, in the unit that is asked for, no more complete than it is."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import plansheet
from plansheet import Plan
from plansheet.forms.values import Value
from plansheet.report.upper_level import FilledTemplate, fill_upper_level
from support.filling import AS_OF, FACTS, agency, asked, indicator, make_plan, plan_tables, task
from support.sending import Filled, send

PERIOD = "2021-Q4"
FIGURES, TASK = "indicator_report", "task_report"
X1, X2, X3 = "X1", "X2", "X3"


def level(folder: Path, name: str, rows: list[Mapping[str, str]], *codes: str) -> Plan:
    """The plan of one level, whose agencies report `rows` (indicators and tasks)."""
    (folder / name).mkdir()
    agencies = [agency(code, f"UBND {code}", "Khác") for code in codes]
    tasks = [row for row in rows if "task_code" in row]
    indicators = [row for row in rows if "indicator_code" in row]
    facts = {**FACTS, "Mã kế hoạch": name, "Cơ quan tổng hợp": ""}
    tables = plan_tables(tasks, indicators, agencies=agencies, facts=facts)
    return make_plan(folder / name, tables)


def up(folder: Path, own: Plan, upper: Plan, told: Mapping[str, Filled]) -> FilledTemplate:
    """What the office of plan `own` sends to `upper`, where it is the agency H."""
    (template,) = plansheet.issue(upper, PERIOD, folder / "issued")
    returns = send(own, folder / "in", told, PERIOD)
    merged = plansheet.merge(own, PERIOD, returns, AS_OF)
    return fill_upper_level(merged, template, folder / template.name)


def problems(filled: FilledTemplate) -> list[tuple[str, str, str]]:
    return [(p.code, p.sheet, p.cell) for p in filled.problems]


def sent(filled: FilledTemplate, upper: Plan, form: str = FIGURES) -> Mapping[str, object]:
    """The values of the first row of a form, as the upper level reads them."""
    row = plansheet.read_return(filled.path, upper).sections[form].rows[0]
    return row.values


@pytest.mark.parametrize(
    ("own", "asked_for", "figure", "problem"),
    [
        ("triệu đồng", "tỷ đồng", Decimal(4), [("unit-converted", "Chỉ tiêu", "D6")]),
        ("Tr.đ", "triệu đồng", Decimal(4000), []),
        ("ha", "km2", Decimal(40), [("unit-converted", "Chỉ tiêu", "D6")]),
        ("con", "xã", None, [("upper-unit-differs", "Chỉ tiêu", "D6")]),
        ("triệu đồng", "triệu USD", None, [("upper-unit-differs", "Chỉ tiêu", "D6")]),
    ],
)
def test_a_figure_goes_up_in_the_unit_that_is_asked_for(
    own: str,
    asked_for: str,
    figure: Decimal | None,
    problem: list[tuple[str, str, str]],
    tmp_path: Path,
) -> None:
    lower = level(tmp_path, "H", [indicator("CT1", X1, unit=own)], X1)
    upper = level(tmp_path, "T", [indicator("CT1", "H", unit=asked_for)], "H")
    filled = up(tmp_path, lower, upper, {X1: {(FIGURES, "CT1"): {"cumulative": Decimal(4000)}}})
    assert problems(filled) == problem
    assert sent(filled, upper).get("cumulative") == figure


def test_the_parts_of_a_rate_go_up_in_the_units_asked_for(tmp_path: Path) -> None:
    row = {"aggregation": "Tỷ lệ"}
    lower = level(tmp_path, "H", [indicator("CT1", X1, unit="tỷ đồng/vạn dân", **row)], X1)
    upper = level(tmp_path, "T", [indicator("CT1", "H", unit="triệu đồng/vạn dân", **row)], "H")
    told: Filled = {
        (FIGURES, "CT1.tu"): {"cumulative": Decimal(60)},
        (FIGURES, "CT1.mau"): {"cumulative": Decimal(20)},
    }
    filled = up(tmp_path, lower, upper, {X1: told})
    assert problems(filled) == [("unit-converted", "Chỉ tiêu", f"D{n}") for n in (6, 7)]
    back = plansheet.read_return(filled.path, upper).sections[FIGURES].by_code
    assert back["CT1.tu"].values["cumulative"] == 60_000
    assert back["CT1.mau"].values["cumulative"] == 20


def test_another_indicator_of_the_same_code_is_left_blank(tmp_path: Path) -> None:
    named = {"indicator_name": "Đàn bò", "unit": "con"}
    lower = level(tmp_path, "H", [{**indicator("CT1", X1), **named}], X1)
    upper = level(
        tmp_path, "T", [{**indicator("CT1", "H"), "indicator_name": "Số xã nông thôn mới"}], "H"
    )
    filled = up(tmp_path, lower, upper, {X1: {(FIGURES, "CT1"): {"cumulative": Decimal(4000)}}})
    assert problems(filled) == [("upper-row-differs", "Chỉ tiêu", "C6")]
    assert sent(filled, upper) == {}


def test_another_task_of_the_same_code_is_not_done(tmp_path: Path) -> None:
    done: dict[str, Value] = {"status": "Hoàn thành", "document_date": AS_OF}
    lower = level(tmp_path, "H", [{**task("NV1", X1), "task_name": "Đề án A"}], X1)
    upper = level(tmp_path, "T", [{**task("NV1", "H"), "task_name": "Đề án B"}], "H")
    filled = up(tmp_path, lower, upper, {X1: {(TASK, "NV1"): done}})
    assert problems(filled) == [("upper-row-differs", "Nhiệm vụ", "C6")]
    assert sent(filled, upper, TASK) == {}


def test_filling_again_takes_back_what_was_withdrawn(tmp_path: Path) -> None:
    lower = level(tmp_path, "H", [indicator("CT1", X1)], X1)
    upper = level(tmp_path, "T", [indicator("CT1", "H")], "H")
    told: Filled = {
        (FIGURES, "CT1"): {
            "actual": Decimal(1),
            "cumulative": Decimal(3),
            "explanation": "tạm tính",
        }
    }
    first = up(tmp_path, lower, upper, {X1: told})
    returns = send(
        lower, tmp_path / "again", {X1: {(FIGURES, "CT1"): {"actual": Decimal(2)}}}, PERIOD
    )
    merged = plansheet.merge(lower, PERIOD, returns, AS_OF)
    second = fill_upper_level(merged, first.path, tmp_path / "second.xlsx")
    values = sent(second, upper)
    assert (values["actual"], "cumulative" in values) == (Decimal(2), False)
    assert "tạm tính" not in str(values)


def test_what_rests_on_some_is_partial_above(tmp_path: Path) -> None:
    """One of three communes reported: the province's figure is no more complete than that."""
    lower = level(tmp_path, "H", [indicator("CT1", f"{X1}; {X2}; {X3}")], X1, X2, X3)
    row = indicator("CT1", "H", target_2021="10")
    upper = level(tmp_path, "T", [row], "H")
    filled = up(tmp_path, lower, upper, {X1: {(FIGURES, "CT1"): {"cumulative": Decimal(50)}}})
    merged = plansheet.merge(upper, PERIOD, [filled.path], AS_OF)
    (told,) = merged.indicators.to_dict("records")
    assert (told["cumulative"], told["attainment"]) == (Decimal(50), "unknown")
    assert (told["reported"], told["expected"]) == (0, 1)
    report = openpyxl.load_workbook(plansheet.write_report(merged, tmp_path / "r.xlsx"))
    assert any("UBND H (1/3)" in str(c.value) for row in report["Chỉ tiêu"] for c in row)


def test_a_figure_that_somebody_completed_by_hand_is_whole(tmp_path: Path) -> None:
    lower = level(tmp_path, "H", [indicator("CT1", f"{X1}; {X2}")], X1, X2)
    upper = level(tmp_path, "T", [indicator("CT1", "H", target_2021="10")], "H")
    filled = up(tmp_path, lower, upper, {X1: {(FIGURES, "CT1"): {"cumulative": Decimal(5)}}})
    workbook = openpyxl.load_workbook(filled.path)
    sheet = workbook["Chỉ tiêu"]
    column = next(c.column for c in sheet[5] if c.value == "Lũy kế từ đầu năm")
    sheet.cell(6, column).value = 12
    workbook.save(filled.path)
    merged = plansheet.merge(upper, PERIOD, [filled.path], AS_OF)
    (told,) = merged.indicators.to_dict("records")
    assert (told["attainment"], told["reported"]) == ("met", 1)


@pytest.mark.parametrize(("actual", "figure"), [(2, 5), (0, 5), (2, 7)])
def test_a_figure_that_is_still_what_it_was_goes_up(
    actual: int, figure: int, tmp_path: Path
) -> None:
    """It is reported by those below: no stale prefill, whatever the template began with."""
    lower = level(tmp_path, "H", [indicator("CT1", X1)], X1)
    upper = level(tmp_path, "T", [indicator("CT1", "H", target_2021="10")], "H")
    before: Filled = {(FIGURES, "CT1"): {"actual": Decimal(1), "cumulative": Decimal(5)}}
    returns = send(upper, tmp_path / "q3", {"H": before}, "2021-Q3")
    merged = plansheet.merge(upper, "2021-Q3", returns, AS_OF)
    report = plansheet.write_report(merged, tmp_path / "q3.xlsx")
    (template,) = plansheet.issue(upper, PERIOD, tmp_path / "issued", previous=report)
    now: Filled = {(FIGURES, "CT1"): {"actual": Decimal(actual), "cumulative": Decimal(figure)}}
    told = plansheet.merge(lower, PERIOD, send(lower, tmp_path / "in", {X1: now}, PERIOD), AS_OF)
    filled = fill_upper_level(told, template, tmp_path / "up.xlsx")
    again = fill_upper_level(told, filled.path, tmp_path / "again.xlsx")
    for path in (filled.path, again.path):
        row = plansheet.read_return(path, upper).sections[FIGURES].rows[0]
        assert row.values["cumulative"] == Decimal(figure)
        assert row.coverage == {}
        codes = {
            p.code for p in plansheet.validate(plansheet.read_return(path, upper), upper, AS_OF)
        }
        assert "cumulative-stale" not in codes


def test_a_row_that_this_plan_does_not_have_stays_as_it_is(tmp_path: Path) -> None:
    lower = level(tmp_path, "H", [indicator("CT1", X1)], X1)
    upper = level(tmp_path, "T", [indicator("CT1", "H"), indicator("CT2", "H")], "H")
    filled = up(tmp_path, lower, upper, {X1: {(FIGURES, "CT1"): {"cumulative": Decimal(5)}}})
    assert problems(filled) == [("upper-row-unknown", "Chỉ tiêu", "B7")]
    assert asked(upper, PERIOD)  # the upper level's plan asks H of both


def test_what_goes_up_has_nothing_to_ask_about(tmp_path: Path) -> None:
    """The sheet of sources and the remarks of what is partial are plansheet's own."""
    done: dict[str, Value] = {
        "status": "Hoàn thành",
        "document_no": "12/QĐ-UBND",
        "document_date": AS_OF,
    }
    rows = [indicator("CT1", f"{X1}; {X2}"), task("NV1", f"{X1}; {X2}")]
    lower = level(tmp_path, "H", rows, X1, X2)
    upper = level(tmp_path, "T", [indicator("CT1", "H"), task("NV1", "H")], "H")
    figure: dict[str, Value] = {"actual": Decimal(5), "cumulative": Decimal(5)}
    filled = up(tmp_path, lower, upper, {X1: {(FIGURES, "CT1"): figure, (TASK, "NV1"): done}})
    assert problems(filled) == []
    assert "Nguồn số liệu" in openpyxl.load_workbook(filled.path).sheetnames
    ret = plansheet.read_return(filled.path, upper)
    assert ret.sections[FIGURES].rows[0].values["actual"] == Decimal(5)
    assert plansheet.validate(ret, upper, AS_OF) == []
