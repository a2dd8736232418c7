"""What a figure or a date can hardly be, and that nothing is said of a year that is right."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from plansheet import Plan, Problem, merge, read_plan, validate, write_report
from plansheet.demo.simulation import simulate
from plansheet.plan.plausibility import outliers
from plansheet.returns import interpret
from support.damages import FIGURES, TASKS
from support.effort import some_of
from support.filling import (
    STC,
    SYT,
    UBA,
    UBB,
    Copy,
    asked,
    indicator,
    key,
    make_plan,
    merge_copies,
    plan_tables,
    task,
)
from support.places import EXAMPLES

DOUBTS = ("implausible-figure", "implausible-date")
COLUMNS = {"last_year": "E", "actual": "G", "cumulative": "H", "forecast": "I"}


def problems(copy: Copy, plan: Plan) -> list[Problem]:
    return validate(interpret(copy.workbook(), plan), plan, date(2021, 7, 1))


CASES: dict[str, tuple[dict[str, str], dict[str, object], set[str]]] = {
    "as planned": ({}, {"actual": 20, "cumulative": 60, "forecast": 98}, set()),
    "three zeros too many": ({}, {"cumulative": 60_000}, {"cumulative"}),
    "the year in another unit": ({}, {"cumulative": 60, "forecast": 98_000}, {"forecast"}),
    "the year in a larger unit": ({}, {"forecast": "0,098"}, {"forecast"}),
    "a beginning is small": ({}, {"actual": "0,1", "cumulative": "0,1"}, set()),
    "last year in another unit": ({}, {"last_year": 50_000, "cumulative": 60}, {"cumulative"}),
    "many times last year": ({}, {"last_year": 1, "cumulative": 90}, set()),
    "fewer than no communes": ({}, {"actual": -3}, {"actual"}),
    "money that was lost": ({"unit": "tỷ đồng"}, {"actual": -3}, set()),
    "communes fewer": ({"indicator_name": "Số xã tăng thêm"}, {"actual": -3}, set()),
    "a slipped comma": ({"unit": "%", "target_2021": "61"}, {"actual": 610}, {"actual"}),
    "a share below zero": (
        {"unit": "%", "indicator_name": "Tỷ lệ hộ nghèo", "target_2021": "5"},
        {"actual": -3},
        {"actual"},
    ),
    "a rate below zero": (
        {"unit": "%", "indicator_name": "Tốc độ tăng GRDP", "target_2021": "7"},
        {"actual": -3},
        set(),
    ),
    "a plan of many per cents": ({"unit": "%", "target_2021": "800"}, {"actual": 610}, set()),
    "a level far from its forecast": (
        {"aggregation": "Lớn nhất", "target_2021": ""},
        {"cumulative": 60, "forecast": 60_000},
        {"cumulative"},
    ),
    "no plan to be held against": ({"target_2021": ""}, {"actual": 60_000}, set()),
}


@pytest.mark.parametrize("kind", CASES)
def test_a_figure_that_is_hardly_so(kind: str, tmp_path: Path) -> None:
    changes, typed, wanted = CASES[kind]
    rows = [{**indicator("CT1", SYT, aggregation="", target_2021="100"), **changes}]
    copy = asked(make_plan(tmp_path, plan_tables(indicators=rows)))[SYT]
    copy.fill(FIGURES, "CT1", **typed)
    told = problems(copy, make_plan(tmp_path, plan_tables(indicators=rows)))
    cells = {("implausible-figure", "Chỉ tiêu", f"{COLUMNS[name]}2") for name in wanted}
    assert {one for one in key(told) if one[0] in DOUBTS} == cells
    assert {p.severity for p in told if p.code in DOUBTS} <= {"warning"}


def test_a_document_before_the_plan_begins(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, plan_tables([task("NV1", SYT), task("NV2", SYT)]))
    copy = asked(plan)[SYT]
    for code, day in (("NV1", date(2020, 12, 31)), ("NV2", date(2021, 1, 1))):
        copy.fill(TASKS, code, status="Hoàn thành", document_date=day, document_no="1/QĐ")
    told = key(problems(copy, plan))
    assert told == {("implausible-date", *copy.where(copy.grid(TASKS).at("NV1", "document_date")))}


ORDERS = [
    # what was typed → the rows whose date may have been turned round
    ((*(date(2021, 6, n) for n in (1, 2, 3, 4, 5)), "13/5/2021"), "12345"),
    ((date(2021, 6, 5), date(2021, 6, 4), *["13/5/2021", "30/4/2021"] * 3), "12"),
    ((date(2021, 6, 5), date(2021, 4, 4), "13/5/2021"), ""),
    ((*(date(2021, 6, n) for n in (1, 2, 3, 4, 5)), "13/5/2021", "2/5/2021"), ""),
    ((date(2021, 6, 5), "5/13/2021"), "1"),
    ((date(2021, 6, 5), date(2021, 5, 13), "13/5/2021"), ""),
    ((date(2021, 6, 5), "4/3/2021"), ""),
    (("13/5/2021", "4/3/2021"), ""),
    ((date(2021, 6, 5), date(2021, 4, 3)), ""),
]


@pytest.mark.parametrize(("typed", "turned"), ORDERS)
def test_dates_of_one_column_in_two_orders(
    typed: tuple[object, ...], turned: str, tmp_path: Path
) -> None:
    codes = [f"NV{n}" for n in range(1, len(typed) + 1)]
    plan = make_plan(tmp_path, plan_tables([task(code, SYT) for code in codes]))
    copy = asked(plan)[SYT]
    for code, day in zip(codes, typed, strict=True):
        copy.fill(TASKS, code, status="Hoàn thành", document_date=day, document_no="1/QĐ")
    told = {one for one in key(problems(copy, plan)) if one[0] in DOUBTS}
    cells = [copy.grid(TASKS).at(f"NV{n}", "document_date") for n in turned]
    assert told == {("implausible-date", *copy.where(cell)) for cell in cells}


def test_a_figure_far_from_those_of_all_other_agencies(tmp_path: Path) -> None:
    four = [SYT, STC, UBA, UBB]
    rows = [indicator("CT1", "; ".join(four))]
    plan = make_plan(tmp_path, plan_tables(indicators=rows))
    copies = asked(plan)
    for code, value in zip(four, (12_000, 9, 15, 20), strict=True):
        copies[code].fill(FIGURES, "CT1", cumulative=value)
    merged = merge_copies(plan, [copies[code] for code in four])
    told = {(p.code, p.file, p.cell) for p in merged.all_problems if p.code in DOUBTS}
    assert told == {("implausible-figure", "SYT.xlsx", "H2")}


def test_who_is_far_from_the_others() -> None:
    def far(*figures: int) -> list[int]:
        return [index for index, _ in outliers([Decimal(n) for n in figures])]

    assert far(12_000, 9, 15, 20) == [0]
    assert far(9, 15, 20, 12) == []
    assert far(12_000, 9, 15) == []
    assert far(12_000, 11_000, 9, 15, 20) == []
    assert far(0, 9, 15, 20) == []


def clean_year(plan: Plan, periods: list[str], folder: Path) -> set[tuple[str, str, str, str]]:
    """What is doubted in a simulated year without mistakes: code, file, sheet and cell."""
    told, previous = set(), None
    for text in periods:
        period = plan.period(text)
        as_of = period.end + timedelta(days=1)
        returns = folder / text
        returns.mkdir()
        simulate(plan, period, returns, as_of, 2021, mistakes=())
        merged = merge(plan, text, returns, as_of, previous=previous)
        previous = write_report(merged, folder / f"{text}.xlsx")
        told |= {
            (p.code, p.file, p.sheet, p.cell)
            for p in merged.all_problems
            if p.code in (*DOUBTS, "suspicious-scale", "sender-contradicted", "sender-unsure")
        }
    return told


PROVINCES = sorted((path.parent.name for path in EXAMPLES.glob("*/plan.xlsx")), reverse=True)


def test_a_clean_quarter_raises_no_doubt(tmp_path: Path) -> None:
    plan = read_plan(EXAMPLES / "ha_tinh_2021" / "plan.xlsx")
    assert clean_year(plan, [f"{plan.years[0]}-Q1"], tmp_path) == set()


@pytest.mark.slow
@pytest.mark.parametrize("name", some_of(2, PROVINCES))
def test_a_clean_year_raises_no_doubt(name: str, tmp_path: Path) -> None:
    plan = read_plan(EXAMPLES / name / "plan.xlsx")
    periods = [f"{plan.years[0]}-Q{n}" for n in range(1, 5)]
    assert clean_year(plan, periods, tmp_path) == set()
