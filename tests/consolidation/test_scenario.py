"""Targets within the year: what a period's figures are held against."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import plansheet
from plansheet import Plan
from plansheet.consolidation import Consolidation
from plansheet.plan.periods import Period
from plansheet.plan.readings import plan_readings
from plansheet.plan.revision import diff
from plansheet.plan.workbook.reading import check_plan
from plansheet.plan.workbook.writing import write_plan
from support.filling import indicator, key, make_plan, plan_tables
from support.sending import AS_OF, Filled, send

Q1, Q2, H1 = Period("quarter", 2021, 1), Period("quarter", 2021, 2), Period("half", 2021, 1)


def with_scenario(folder: Path, headers: list[str], *rows: list[object]) -> Path:
    """A plan workbook of two indicators, and a sheet `Kịch bản` as somebody types it."""
    indicators = [
        indicator("CT1", "SYT", target_2021="40"),
        indicator("CT2", "SYT; STP", target_2021="40"),
    ]
    make_plan(folder, plan_tables([], indicators))
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    sheet = book.create_sheet("Kịch bản")
    for row in (["Mã", "Chỉ tiêu", *headers], *rows):
        sheet.append(row)
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    path = with_scenario(
        tmp_path,
        ["Quý I/2021", "Quý  II/2021", "6 tháng 2021"],
        ["CT1", "Chỉ tiêu số CT1", "8", "12", ">=20"],
        ["CT2", None, None, None, 10],
    )
    return plansheet.read_plan(path)


def merged(
    plan: Plan, folder: Path, period: str, **said: Mapping[str, tuple[int, int]]
) -> Consolidation:
    told: dict[str, Filled] = {
        agency: {
            ("indicator_report", code): {"actual": Decimal(actual), "cumulative": Decimal(so_far)}
            for code, (actual, so_far) in rows.items()
        }
        for agency, rows in said.items()
    }
    returns = send(plan, folder / f"in {period}", told, period)
    return plansheet.merge(plan, period, returns, AS_OF)


def judged(consolidation: Consolidation) -> list[tuple[object, object]]:
    table = consolidation.indicators
    return [*zip(table["scenario"], table["scenario_attainment"], strict=True)]


def test_the_sheet_is_read_with_headers_as_people_write_them(plan: Plan, tmp_path: Path) -> None:
    read = [(one.indicator, {p: t.text for p, t in one.targets.items()}) for one in plan.scenario]
    assert read == [("CT1", {Q1: "8", Q2: "12", H1: ">=20"}), ("CT2", {H1: "10"})]
    assert [
        (r.code, r.column, r.text, r.reading.vi)
        for r in plan_readings(plan)
        if r.sheet == "Kịch bản"
    ] == [
        ("CT1", "Quý I/2021", "8", "8 hoặc cao hơn"),
        ("CT1", "Quý II/2021", "12", "12 hoặc cao hơn"),
        ("CT1", "6 tháng đầu năm 2021", ">=20", "ít nhất 20"),
        ("CT2", "6 tháng đầu năm 2021", "10", "10 hoặc cao hơn"),
    ]
    again = plansheet.read_plan(write_plan(plan, tmp_path / "again.xlsx"))
    assert again == plan and diff(plan, again) == []


def test_a_quarter_is_held_against_its_own_figure(plan: Plan, tmp_path: Path) -> None:
    """In Q2 Sở Y tế has 11 of 12, whatever 21 since January; of CT2 one agency is silent."""
    result = merged(plan, tmp_path, "2021-Q2", SYT={"CT1": (11, 21), "CT2": (4, 30)})
    assert judged(result) == [("12", "not_met"), ("10", "unknown")]


def test_half_a_year_is_held_against_what_was_accumulated(plan: Plan, tmp_path: Path) -> None:
    """21 of at least 20; of CT2 4 and 7 are 11 of 10."""
    said = {"SYT": {"CT1": (11, 21), "CT2": (1, 4)}, "STP": {"CT2": (2, 7)}}
    assert judged(merged(plan, tmp_path, "2021-H1", **said)) == [(">=20", "met"), ("10", "met")]
    other = merged(plan, tmp_path, "2021-Q2", **said)
    assert judged(other) == [("12", "not_met"), ("10", "met")]


def test_a_period_without_a_target_is_not_judged(plan: Plan, tmp_path: Path) -> None:
    result = merged(plan, tmp_path, "2021-Q3", SYT={"CT1": (11, 21)})
    assert judged(result) == [(None, None), (None, None)]


def test_the_report_shows_it(plan: Plan, tmp_path: Path) -> None:
    result = merged(plan, tmp_path, "2021-Q1", SYT={"CT1": (9, 9)})
    plansheet.write_report(result, tmp_path / "report.xlsx")
    page = openpyxl.load_workbook(tmp_path / "report.xlsx")["Chỉ tiêu"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    (head,) = (row for row in rows if "Kịch bản kỳ này" in row)
    shown = [head.index(t) for t in ("Mã", "Kịch bản kỳ này", "Đánh giá theo kịch bản")]
    below = rows[rows.index(head) + 1]
    assert [below[at] for at in shown] == ["CT1", "8", "Đạt"]


def test_what_is_wrong_with_the_sheet_is_named_at_its_cell(tmp_path: Path) -> None:
    headers = ["Quý I/2021", "Quý I năm 2021", "Quý I/2019", "Tháng 13/2021"]
    path = with_scenario(tmp_path, headers, ["CT1", "", 1, 2, 3, 4], ["CT9", "", 1])
    plan, problems = check_plan(path)
    assert plan is not None or problems
    assert key(problems) == {
        ("scenario-period", "Kịch bản", "D1"),
        ("scenario-period", "Kịch bản", "E1"),
        ("scenario-period", "Kịch bản", "F1"),
        ("unknown-code", "Kịch bản", "A3"),
    }
