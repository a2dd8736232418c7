"""Targets that are allocated to agencies: the sheet `Giao chỉ tiêu`, its faults, its sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook as Book

from plansheet import check_plan, read_plan, write_plan
from plansheet.plan.allocated import allocated
from plansheet.plan.periods import Period
from plansheet.plan.readings import plan_readings
from plansheet.plan.revision import diff
from plansheet.plan.workbook.tables import PlanRow, PlanTables
from plansheet.plan.workbook.writing import write_tables
from support.filling import (
    AGENCIES,
    FACTS,
    UBA,
    UBB,
    agency,
    allocation,
    indicator,
    key,
    make_plan,
    plan_tables,
)

SHEET = "Giao chỉ tiêu"
THREE = indicator("CT1", "SYT; UBA; UBB", target_2021="30", target_2022="60")


def given(*rows: PlanRow, indicators: tuple[PlanRow, ...] = (THREE,)) -> PlanTables:
    return plan_tables(indicators=indicators, allocations=rows)


def three(first: str, second: str, third: str, year: int = 2021) -> tuple[PlanRow, ...]:
    texts = {"SYT": first, "UBA": second, "UBB": third}
    return tuple(allocation("CT1", who, **{f"target_{year}": t}) for who, t in texts.items())


# Columns: A Mã, B Chỉ tiêu, C Cơ quan, D KH 2021, E KH 2022; rows from 2 on.
FAULTS: dict[str, tuple[PlanTables, set[tuple[str, str, str]]]] = {
    "in full": (given(*three("5", "10", "15")), set()),
    "in full, as bounds": (
        given(*three("≥5", "≥10", "≥15"), indicators=({**THREE, "target_2021": "≥ 30"},)),
        set(),
    ),
    "not the sum": (given(*three("5", "10", "16")), {("allocation-mismatch", SHEET, "D2:D4")}),
    "not the sum of the second year": (
        given(*three("5", "10", "15", 2022)),
        {("allocation-mismatch", SHEET, "E2:E4")},
    ),
    "in part": (
        given(*three("5", "", "15")),
        {("allocation-incomplete", SHEET, "D2,D4")},
    ),
    "no target of the whole": (
        given(*three("5", "10", "16"), indicators=(indicator("CT1", "SYT; UBA; UBB"),)),
        set(),
    ),
    "per cents add up to nothing": (
        given(
            *three("50", "60", "70"),
            indicators=({**THREE, "unit": "%", "aggregation": "Lớn nhất"},),
        ),
        set(),
    ),
    "no such indicator": (
        given(allocation("CT9", "SYT", target_2021="1")),
        {("unknown-code", SHEET, "A2")},
    ),
    "no such agency": (
        given(allocation("CT1", "Sở Lạ", target_2021="1")),
        {("unknown-agency", SHEET, "C2")},
    ),
    "a group": (
        given(allocation("CT1", "UBND các huyện", target_2021="1")),
        {("unknown-agency", SHEET, "C2")},
    ),
    "no agency": (
        given(allocation("CT1", "", target_2021="1")),
        {("missing-required", SHEET, "C2")},
    ),
    "the same row again": (
        given(*three("5", "10", "15"), allocation("CT1", "UBA", target_2021="9")),
        {("row-duplicated", SHEET, "A5")},
    ),
    "the same agency by another name": (
        given(*three("5", "10", "15"), allocation("ct1", "UBND huyện An Bình", target_2021="9")),
        {("row-duplicated", SHEET, "A5")},
    ),
    "an agency that does not report": (
        given(*three("5", "10", "15"), allocation("CT1", "Sở Tư pháp", target_2021="0")),
        {("not-a-reporter", SHEET, "C5")},
    ),
    "only agencies that do not report": (
        given(
            *three("5", "10", "15"),
            indicators=({**THREE, "reporters": "STC", "aggregation": "Một đầu mối"},),
        ),
        {("not-a-reporter", SHEET, f"C{row}") for row in (2, 3, 4)},
    ),
    "a text that is no number": (
        given(*three("5", "10", "phấn đấu")),
        {("target-unclear", SHEET, "D4")},
    ),
    "a number in another unit": (
        given(*three("5", "10", "15 km")),
        {("target-unclear", SHEET, "D4")},
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_a_problem_at_its_cell(fault: str, tmp_path: Path) -> None:
    tables, expected = FAULTS[fault]
    _, problems = check_plan(write_tables(tables, tmp_path / "plan.xlsx"))
    assert key(problems) == expected


def test_what_is_not_allocated_is_said(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, given(*three("5", "", "15,5")))
    (told,) = plan.problems
    assert (told.severity, told.row_code, told.column, told.value) == (
        *("warning", "CT1", "KH 2021", "20,5"),
    )
    assert told.message == (
        "CT1 năm 2021 mới giao cho 2/3 cơ quan, được 20,5 trong 30 (trang “Chỉ tiêu”, ô I3);"
        " chưa giao: UBND huyện An Bình."
    )


def test_both_cells_of_a_sum_that_differs_are_named(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, given(*three("5", "10", "16")))
    (told,) = plan.problems
    assert (told.sheet, told.cell, told.value) == (SHEET, "D2:D4", "31")
    assert told.message == (
        "Tổng chỉ tiêu giao của CT1 năm 2021 là 31, kế hoạch là 30 (trang “Chỉ tiêu”, ô I3)."
    )


def test_the_goal_of_a_plan_of_one_year_is_its_target(tmp_path: Path) -> None:
    one_year = replace(
        given(*three("5", "10", "16"), indicators=(indicator("CT1", "SYT; UBA; UBB", goal="30"),)),
        facts={**FACTS, "Năm kết thúc": "2021"},
    )
    (told,) = make_plan(tmp_path, one_year).problems
    assert (told.code, told.sheet, told.cell) == ("allocation-mismatch", SHEET, "D2:D4")
    goal = openpyxl.load_workbook(tmp_path / "plan.xlsx")["Chỉ tiêu"]["G2"]
    assert (goal.value, told.message[-8:]) == ("Mục tiêu", ", ô G3).")


def test_the_round_trip(tmp_path: Path) -> None:
    rows = (
        allocation("CT1", "Sở Y tế", indicator_name="Tên", target_2021="5", target_2022="7-9"),
        allocation("CT1", "UBA", target_2021="=1+1"),
    )
    plan = make_plan(tmp_path, given(*rows))
    assert [(a.agency, a.agency_text, a.indicator_name) for a in plan.allocations] == [
        ("SYT", "Sở Y tế", "Tên"),
        (UBA, "UBA", ""),
    ]
    assert [{y: t.text for y, t in a.targets.items()} for a in plan.allocations] == [
        {2021: "5", 2022: "7-9"},
        {2021: "=1+1"},
    ]
    assert read_plan(write_plan(plan, tmp_path / "again.xlsx")) == plan


def test_what_was_understood_is_said_back(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, given(*three("5", "≥ 10", "15")))
    told = [
        (r.sheet, r.code, r.column, r.text, r.reading.vi)
        for r in plan_readings(plan)
        if r.sheet == SHEET
    ]
    assert told == [
        (SHEET, "CT1", "KH 2021, Sở Y tế", "5", "5 hoặc cao hơn"),
        (SHEET, "CT1", "KH 2021, UBND huyện An Bình", "≥ 10", "ít nhất 10"),
        (SHEET, "CT1", "KH 2021, UBND huyện Bình Tân", "15", "15 hoặc cao hơn"),
    ]


def test_a_plan_without_allocations_has_no_such_sheet(tmp_path: Path) -> None:
    make_plan(tmp_path, given())
    assert SHEET not in openpyxl.load_workbook(tmp_path / "plan.xlsx").sheetnames


def _typed(book: Book) -> None:
    """The sheet as somebody makes it by hand: a title, numbers as numbers, columns as they like."""
    sheet = book.create_sheet(SHEET)
    sheet.append(["GIAO CHỈ TIÊU CHO CÁC HUYỆN"])
    sheet.append(["Cơ quan", "Mã", "KH 2021"])
    sheet.append(["UBND huyện An Bình", "CT1", 10])
    sheet.append(["Sở Y tế", "CT1", 20.5])


def _blank(book: Book) -> None:
    book.create_sheet(SHEET)


@pytest.mark.parametrize(
    ("edit", "expected"), [(_typed, [("UBA", "10"), ("SYT", "20,5")]), (_blank, [])]
)
def test_a_sheet_made_by_hand(
    edit: Callable[[Book], None], expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    path = write_tables(given(), tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    plan = read_plan(path)
    assert [(a.agency, a.targets[2021].text) for a in plan.allocations] == expected
    told = {("unread-cell", SHEET, "A1"), ("allocation-incomplete", SHEET, "C3:C4")}
    assert key(plan.problems) == (told if expected else set())


def test_what_a_revision_changed(tmp_path: Path) -> None:
    before = make_plan(tmp_path, given(*three("5", "10", "15")))
    rows = (
        allocation("CT1", "Sở Y tế", target_2021="6"),
        allocation("CT1", "UBB", target_2021="15"),
        allocation("CT1", "STC", target_2021="9"),
    )
    after = make_plan(tmp_path, given(*rows))
    changes = [(c.kind, c.code, c.name, c.column, c.before, c.after) for c in diff(before, after)]
    assert changes == [
        ("withdrawn", "CT1", "UBND huyện An Bình", "", "", ""),
        ("changed", "CT1", "Sở Y tế", "KH 2021", "5", "6"),
        ("added", "CT1", "Sở Tài chính", "", "", ""),
    ]


# Agencies that are absorbed.

MERGED = (
    agency(UBA, "UBND huyện An Bình", "UBND cấp huyện", valid_until="30/6/2021", successors=UBB),
    *(row for row in AGENCIES if row["agency_code"] != UBA),
)
BEGUN = (
    agency("MOI", "UBND xã Mới", "UBND cấp xã", valid_from="1/7/2021"),
    agency(UBA, "UBND huyện An Bình", "UBND cấp huyện", valid_until="30/6/2021", successors="MOI"),
    agency(UBB, "UBND huyện Bình Tân", "UBND cấp huyện", valid_until="30/6/2021", successors="MOI"),
    *(row for row in AGENCIES if row["agency_code"] not in (UBA, UBB)),
)


@pytest.mark.parametrize(
    ("agencies", "texts", "rule", "expected"),
    [
        (MERGED, ("5", "10", "15"), "Cộng", {"SYT": "5", UBB: "25"}),
        (MERGED, ("5", "", "15"), "Cộng", {"SYT": "5"}),
        (MERGED, ("5", "10", ""), "Cộng", {"SYT": "5"}),
        (MERGED, (">=5", "từ 10 trở lên", ">=15,5"), "Cộng", {"SYT": ">=5", UBB: ">=25,5"}),
        (MERGED, ("5", "10", ">=15"), "Cộng", {"SYT": "5"}),
        (MERGED, ("5", "10", "15"), "Lớn nhất", {"SYT": "5"}),
        (MERGED, ("5", "10", "10"), "Lớn nhất", {"SYT": "5", UBB: "10"}),
        (BEGUN, ("5", "10", "15"), "Cộng", {"SYT": "5", "MOI": "25"}),
    ],
)
def test_the_heir_has_the_sum(
    agencies: tuple[PlanRow, ...],
    texts: tuple[str, str, str],
    rule: str,
    expected: dict[str, str],
    tmp_path: Path,
) -> None:
    rows = three(*texts)
    tables = plan_tables(
        indicators=[{**THREE, "aggregation": rule}], agencies=agencies, allocations=rows
    )
    plan = make_plan(tmp_path, tables)

    def texts_in(period: str) -> dict[str, str]:
        found = allocated(plan.in_period(Period.parse(period)), Period.parse(period))
        return {agency: target.text for (_, agency), target in found.items()}

    assert texts_in("2021-Q3") == expected
    before = dict(zip(("SYT", UBA, UBB), texts, strict=True))
    assert texts_in("2021-Q2") == {who: text for who, text in before.items() if text}
    assert texts_in("2022-Q1") == {}


def test_what_the_plan_gives_a_new_agency_itself_counts(tmp_path: Path) -> None:
    rows = (*three("5", "10", "15"), allocation("CT1", "MOI", target_2021="24"))
    plan = make_plan(tmp_path, plan_tables(indicators=[THREE], agencies=BEGUN, allocations=rows))
    found = allocated(plan, Period.parse("2021-Q4"))
    assert {who: target.text for (_, who), target in found.items()} == {"SYT": "5", "MOI": "24"}
    assert key(plan.problems) == {("allocation-mismatch", SHEET, "D2:D5")}
