"""Two levels of targets, fields of indicators, and the people who answer for tasks."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import plansheet
from plansheet import Plan
from plansheet.consolidation import Consolidation
from plansheet.plan.workbook.reading import check_plan
from plansheet.plan.workbook.writing import write_plan, write_tables
from support.filling import indicator, key, make_plan, plan_tables, task
from support.sending import AS_OF, Filled, send, status

Cells = list[list[Any]]


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Three tasks of two leaders; indicators of two fields, one with a target to strive for."""
    tasks = [
        task("NV1", "SYT", "31/3/2021", leader="Ông A", officer="Bà C"),
        task("NV2", "SYT", "31/12/2021", leader="ông  A"),
        task("NV3", "STP", "31/12/2021", leader="Bà B", officer="Bà C"),
        task("NV4", "STP", ""),
    ]
    indicators = [
        indicator("CT1", "SYT", field="Xã hội", target_2021="10", stretch_2021="12"),
        indicator("CT2", "SYT", field="Kinh tế", target_2021="10", stretch_2021=">=15"),
        indicator("CT3", "SYT", field="xã hội", target_2021="10"),
    ]
    return make_plan(tmp_path, plan_tables(tasks, indicators))


@pytest.fixture
def merged(plan: Plan, tmp_path: Path) -> Consolidation:
    figures = {
        ("indicator_report", code): {"forecast": Decimal(number)}
        for code, number in (("CT1", 12), ("CT2", 14), ("CT3", 9))
    }
    told: dict[str, Filled] = {
        "SYT": {**figures, ("task_report", "NV1"): status("Đang thực hiện")},
        "STP": {("task_report", "NV3"): status("Đang thực hiện")},
    }
    return plansheet.merge(plan, "2021-Q2", send(plan, tmp_path / "in", told), AS_OF)


def cells(merged: Consolidation, folder: Path, sheet: str) -> Cells:
    """What stands on a sheet of the report, without blank rows."""
    plansheet.write_report(merged, folder / "report.xlsx")
    page = openpyxl.load_workbook(folder / "report.xlsx")[sheet]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    return [row for row in rows if any(value is not None for value in row)]


def test_both_levels_are_judged_by_the_same_figure(merged: Consolidation) -> None:
    """12 meets 10 and 12; 14 meets 10, not 15; 9 misses 10 and nothing more is striven for."""
    table = merged.indicators.set_index("indicator_code")
    assert [*table["attainment"]] == ["met", "met", "not_met"]
    assert [*table["stretch"]] == ["12", ">=15", None]
    assert [*table["stretch_attainment"]] == ["met", "not_met", None]


def test_what_is_striven_for_is_unknown_while_somebody_lacks(tmp_path: Path) -> None:
    rows = [indicator("CT1", "SYT; STP", target_2021="1", stretch_2021="2")]
    plan = make_plan(tmp_path, plan_tables([], rows))
    told = {"SYT": {("indicator_report", "CT1"): {"forecast": Decimal(5)}}}
    merged = plansheet.merge(plan, "2021-Q2", send(plan, tmp_path / "in", told), AS_OF)
    assert [*merged.indicators["stretch_attainment"]] == ["unknown"]


def test_the_report_has_indicators_field_by_field_and_both_levels(
    merged: Consolidation, tmp_path: Path
) -> None:
    rows = cells(merged, tmp_path, "Chỉ tiêu")
    (at,) = (at for at, row in enumerate(rows) if "Mã" in row)
    head = rows[at]
    shown = ("STT", "Mã", "Lĩnh vực", "Đánh giá", "Phấn đấu năm", "Đánh giá phấn đấu")
    columns = [head.index(title) for title in shown]
    assert [[row[c] for c in columns] for row in rows[at + 1 : at + 4]] == [
        [1, "CT1", "Xã hội", "Đạt", "12", "Đạt"],
        [3, "CT3", "xã hội", "Không đạt", None, None],
        [2, "CT2", "Kinh tế", "Đạt", ">=15", "Không đạt"],
    ]


def test_the_report_counts_tasks_by_leader_and_officer(
    merged: Consolidation, tmp_path: Path
) -> None:
    """Of Ông A one is overdue, one not reported; of Bà B one is in time; NV4 is nobody's."""
    leaders, officers = (
        cells(merged, tmp_path, f"Theo {who}")[2:] for who in ("lãnh đạo", "chuyên viên")
    )
    assert leaders[0][::7] == ["Lãnh đạo phụ trách", "Tổng số"]
    assert leaders[1:] == [
        ["Ông A", None, None, None, 1, None, 1, 2],
        ["Bà B", None, None, 1, None, None, None, 1],
        ["(chưa ghi)", None, None, None, None, None, 1, 1],
    ]
    assert officers[0][::7] == ["Chuyên viên theo dõi", "Tổng số"]
    assert officers[1:] == [
        ["Bà C", None, None, 1, 1, None, None, 2],
        ["(chưa ghi)", None, None, None, None, None, 2, 2],
    ]


def test_a_report_without_them_has_no_columns_of_them(tmp_path: Path) -> None:
    rows = [indicator("CT1", "SYT", target_2021="1")]
    plan = make_plan(tmp_path, plan_tables([task("NV1", "SYT")], rows))
    merged = plansheet.merge(plan, "2021-Q2", send(plan, tmp_path / "in", {}), AS_OF)
    for sheet in ("Tổng hợp", "Nhiệm vụ", "Chỉ tiêu"):
        texts = {value for row in cells(merged, tmp_path, sheet) for value in row}
        assert not texts & {"Lãnh đạo phụ trách", "Chuyên viên theo dõi", "Phấn đấu năm"}


def test_it_is_read_back_as_written(plan: Plan, tmp_path: Path) -> None:
    again = plansheet.read_plan(write_plan(plan, tmp_path / "again.xlsx"))
    assert again == plan
    assert again.indicators[1].stretch[2021].text == ">=15"
    assert (again.tasks[0].leader, again.tasks[0].officer) == ("Ông A", "Bà C")


# Who reports in which kind of period.


def asked(plan: Plan, period: str, folder: Path) -> list[str]:
    return sorted(path.name for path in plansheet.issue(plan, period, folder / period))


def test_only_those_whom_the_calendar_names_are_asked_and_expected(tmp_path: Path) -> None:
    calendar = [
        {"period_kind": "Tháng", "deadline": "ngày 20 tháng cuối kỳ", "reporters": "Sở Tư pháp"},
        {"period_kind": "Quý", "deadline": "ngày 15 tháng cuối kỳ"},
    ]
    tasks = [task("NV1", "SYT"), task("NV2", "STP")]
    plan = make_plan(tmp_path, plan_tables(tasks, calendar=calendar))
    assert asked(plan, "2021-M04", tmp_path) == ["STP_2021-M04.xlsx"]
    assert asked(plan, "2021-Q2", tmp_path) == ["STP_2021-Q2.xlsx", "SYT_2021-Q2.xlsx"]
    (tmp_path / "none").mkdir()
    merged = plansheet.merge(plan, "2021-M04", tmp_path / "none", AS_OF)
    assert merged.summary()["missing"] == ["STP"]
    assert plansheet.read_plan(write_plan(plan, tmp_path / "again.xlsx")) == plan


def test_a_body_that_the_calendar_names_and_nobody_knows_is_an_error(tmp_path: Path) -> None:
    calendar = [{"period_kind": "Tháng", "reporters": "Sở Ngoại vụ"}]
    tables = plan_tables([task("NV1", "SYT")], calendar=calendar)
    _, problems = check_plan(write_tables(tables, tmp_path / "plan.xlsx"))
    assert key(problems) == {("unknown-agency", "Lịch báo cáo", "D2")}
