"""Targets that are allocated to agencies: in templates, and what figures are held against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import plansheet
from plansheet.consolidation import Consolidation
from plansheet.issuing import prepare
from plansheet.report.explain import explain
from plansheet.report.reading import read_report
from support.filling import (
    AGENCIES,
    UBA,
    UBB,
    agency,
    allocation,
    indicator,
    make_plan,
    plan_tables,
)
from support.sending import send

AS_OF = date(2021, 7, 1)
WHO = "SYT; UBA; UBB"
INDICATORS = (
    indicator("CT1", WHO, target_2021="30"),
    indicator("CT2", WHO, target_2021="30"),
    indicator("CT3", "SYT", target_2021="7"),
    indicator("CT4", WHO, target_2021="30"),
    indicator("CT5", WHO, unit="%", aggregation="Tỷ lệ", target_2021="90"),
    indicator("CT6", WHO),
)
ALLOCATIONS = (
    allocation("CT1", "SYT", target_2021="5"),
    allocation("CT1", UBA, target_2021="10"),
    allocation("CT1", UBB, target_2021="15"),
    allocation("CT4", "SYT", target_2021="3"),
    allocation("CT5", UBA, target_2021=">=80"),
    allocation("CT6", "SYT", target_2021="1"),
    allocation("CT6", UBA, target_2021="2"),
    allocation("CT6", UBB, target_2021="3"),
)
Said = Mapping[str, Mapping[str, int]]
"""By agency and row code the figure that is given."""


@pytest.fixture
def plan(tmp_path: Path) -> plansheet.Plan:
    return make_plan(tmp_path, plan_tables(indicators=INDICATORS, allocations=ALLOCATIONS))


def merge(plan: plansheet.Plan, folder: Path, said: Said, period: str = "2021-Q2") -> Consolidation:
    filled = {
        who: {
            ("indicator_report", code): {
                name: Decimal(figure) for name in ("actual", "cumulative", "forecast")
            }
            for code, figure in figures.items()
        }
        for who, figures in said.items()
    }
    return plansheet.merge(plan, period, send(plan, folder / period, filled, period=period), AS_OF)


def result(merged: Consolidation, code: str) -> tuple[object, ...]:
    """Figure, per cent of plan, attainment, what it was held against, and by how many agencies."""
    (row,) = merged.indicators[merged.indicators["indicator_code"] == code].to_dict("records")
    share = row["vs_plan"]
    return (
        row["forecast"],
        None if share is None else round(share, 2),
        row["attainment"],
        row.get("allocated"),
        row.get("allocated_agencies"),
    )


def own(merged: Consolidation, code: str) -> dict[str, tuple[object, ...]]:
    """By agency its own target, per cent of it and attainment."""
    table = merged.indicator_reports[merged.indicator_reports["indicator_code"] == code]
    return {
        row["agency"]: (row["target"], row["vs_plan"], row["attainment"])
        for row in table.to_dict("records")
    }


def test_a_template_has_the_agency_s_own_target(plan: plansheet.Plan, tmp_path: Path) -> None:
    issued = {
        code: {row.code: row.values.get("plan_year") for row in one.rows["indicator_report"]}
        for code, one in prepare(plan, "2021-Q2").assignments.items()
    }
    assert {code: [rows[f"CT{n}"] for n in (1, 2, 4, 5, 6)] for code, rows in issued.items()} == {
        "SYT": [5, None, 3, None, 1],
        UBA: [10, None, None, ">=80", 2],
        UBB: [15, None, None, None, 3],
    }
    assert issued["SYT"]["CT3"] == 7
    plansheet.issue(plan, "2021-Q2", tmp_path / "issued")
    sheet = openpyxl.load_workbook(tmp_path / "issued" / "UBA_2021-Q2.xlsx")["Chỉ tiêu"]
    assert [c.value for c in sheet["F"][5:8]] == [10, None, None]


def test_who_reported_is_held_against_what_they_were_given(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    """14 of the 15 that two of three agencies were given; 30 is the target of all."""
    said = {"SYT": {"CT1": 6, "CT2": 14, "CT4": 9}, UBA: {"CT1": 8, "CT4": 1}}
    merged = merge(plan, tmp_path, said)
    assert result(merged, "CT1") == (14, Decimal("93.33"), "not_met", "15", 2)
    assert result(merged, "CT2") == (14, Decimal("46.67"), "unknown", None, None)
    assert result(merged, "CT4") == (10, None, "unknown", None, None)
    assert result(merged, "CT6") == (None, None, "unknown", None, None)
    assert own(merged, "CT1") == {"SYT": ("5", 120, "met"), UBA: ("10", 80, "not_met")}
    assert own(merged, "CT2") == {"SYT": (None, None, "unknown")}
    assert own(merged, "CT4") == {"SYT": ("3", 300, "met"), UBA: (None, None, "unknown")}


def test_all_together_are_held_against_the_plan(plan: plansheet.Plan, tmp_path: Path) -> None:
    said = {
        "SYT": {"CT1": 6, "CT3": 7, "CT6": 1},
        UBA: {"CT1": 8, "CT6": 2},
        UBB: {"CT1": 17, "CT6": 4},
    }
    merged = merge(plan, tmp_path, said)
    assert result(merged, "CT1") == (31, Decimal("103.33"), "met", None, None)
    assert own(merged, "CT1")[UBB] == ("15", Decimal(17) / 15 * 100, "met")
    assert own(merged, "CT3") == {"SYT": ("7", 100, "met")}
    # The plan has no target of the whole: it is what was allocated to all.
    assert result(merged, "CT6") == (7, Decimal("116.67"), "met", "6", 3)


def test_a_ratio_of_an_agency_is_held_against_its_own_target(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    said = {UBA: {"CT5.tu": 81, "CT5.mau": 100}, UBB: {"CT5.tu": 70, "CT5.mau": 100}}
    merged = merge(plan, tmp_path, said)
    assert own(merged, "CT5") == {UBA: (">=80", None, "met"), UBB: (None, None, "unknown")}
    assert result(merged, "CT5") == (Decimal("75.5"), Decimal("83.89"), "unknown", None, None)
    assert own(merged, "CT5.tu") == {UBA: (None, None, None), UBB: (None, None, None)}


def test_the_report_says_what_a_figure_was_held_against(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    said = {"SYT": {"CT1": 6}, UBA: {"CT1": 8}}
    merged = merge(plan, tmp_path, said)
    path = plansheet.write_report(merged, tmp_path / "report.xlsx")
    book = openpyxl.load_workbook(path)
    head, first = (list(book["Chỉ tiêu"].values)[n] for n in (3, 4))
    row = dict(zip(head, first, strict=True))
    assert (row["Kế hoạch năm"], row["Đánh giá"], row["So sánh với"], row["Còn thiếu"]) == (
        30,
        "Không đạt",
        "chỉ tiêu giao của 2/3 cơ quan đã báo cáo: 15",
        "UBND huyện Bình Tân",
    )
    sheet = list(book["Chỉ tiêu theo cơ quan"].values)
    assert sheet[3] == (
        *("Mã", "Chỉ tiêu", "Đơn vị tính", "Mã cơ quan", "Cơ quan", "Kế hoạch năm"),
        *("Ước thực hiện cả năm", "So với kế hoạch (%)", "Đánh giá"),
    )
    assert [(r[0], *r[3:4], *r[5:]) for r in sheet[4:8]] == [
        ("CT1", "SYT", 5, 6, 120, "Đạt"),
        ("CT1", UBA, 10, 8, 80, "Không đạt"),
        ("CT1", UBB, 15, None, None, "Chưa rõ"),
        ("CT4", "SYT", 3, None, None, "Chưa rõ"),
    ]
    assert len(sheet) == 4 + 4 * 3
    page = [[v for v in row if v is not None] for row in book["Tổng hợp"].values]
    texts = {str(value) for row in page for value in row}
    assert (
        "✔ 0 đạt · ✖ 1 khó đạt · ? 5 chưa rõ (1 so với phần giao của cơ quan đã báo cáo)" in texts
    )
    assert ["Chỉ tiêu số CT1 (xã)", "15", "14", pytest.approx(93.33, abs=0.01)] in page
    assert read_report(path, plan).indicators["CT1"].state == "not_met"
    assert explain(path, "CT1").says["So sánh với"] == row["So sánh với"]


def test_a_plan_that_allocates_nothing_has_no_sheet_of_agencies(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, plan_tables(indicators=INDICATORS))
    merged = merge(plan, tmp_path, {"SYT": {"CT1": 6}})
    book = openpyxl.load_workbook(plansheet.write_report(merged, tmp_path / "report.xlsx"))
    assert "Chỉ tiêu theo cơ quan" not in book.sheetnames
    head = list(book["Chỉ tiêu"].values)[3]
    assert "So sánh với" not in head
    assert result(merged, "CT1") == (6, 20, "unknown", None, None)


def test_an_heir_answers_for_what_was_given_to_those_before_it(tmp_path: Path) -> None:
    """UBA had 10 and UBB 15: from July on UBB has 25, and the whole stays 30."""
    ended = agency(UBA, "UBND huyện An Bình", valid_until="30/6/2021", successors=UBB)
    agencies = (ended, *(a for a in AGENCIES if a["agency_code"] != UBA))
    tables = plan_tables(indicators=INDICATORS, agencies=agencies, allocations=ALLOCATIONS)
    plan = make_plan(tmp_path, tables)
    issued = prepare(plan, "2021-Q3").assignments
    assert list(issued) == ["SYT", UBB]
    assert issued[UBB].by_code["indicator_report"]["CT1"].values["plan_year"] == 25
    merged = merge(plan, tmp_path, {UBB: {"CT1": 26}}, "2021-Q3")
    assert result(merged, "CT1") == (26, 104, "met", "25", 1)
    merged = merge(plan, tmp_path, {UBB: {"CT1": 26}, "SYT": {"CT1": 3}}, "2021-Q3")
    assert result(merged, "CT1")[:3] == (29, Decimal("96.67"), "not_met")


def test_at_the_end_of_the_year_what_was_accumulated_counts(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    merged = merge(plan, tmp_path, {UBB: {"CT1": 15}}, "2021-Q4")
    assert result(merged, "CT1") == (15, 100, "met", "15", 1)
    path = plansheet.write_report(merged, tmp_path / "report.xlsx")
    head = list(openpyxl.load_workbook(path)["Chỉ tiêu theo cơ quan"].values)[3]
    assert head[6] == "Lũy kế từ đầu năm"
