"""Formulas of ours that came back as values: their own value is no problem, any other is named."""

from __future__ import annotations

from copy import deepcopy

import pytest

from plansheet import Plan
from plansheet.returns import interpret
from support.damages import FIGURES, TASKS
from support.filling import (
    SYT,
    Cell,
    Copy,
    Grid,
    indicator,
    key,
    make_plan,
    plan_tables,
    task,
)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    indicators = [
        indicator("CT01", SYT, target_2021="50"),
        indicator("CT02", SYT, target_2021="50"),
        indicator("CT.TL", SYT, unit="%", aggregation="Tỷ lệ", target_2021="9,78"),
        indicator("CT.BQ", SYT, unit="%", aggregation="Bình quân gia quyền"),
    ]
    tasks = [task(f"NV{n}", SYT) for n in range(1, 6)]
    return make_plan(tmp_path_factory.mktemp("plan"), plan_tables(tasks, indicators))


@pytest.fixture(scope="module")
def template(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy.issued(plan, SYT, tmp_path_factory.mktemp("issued"))


@pytest.fixture
def valued(template: Copy) -> Copy:
    """The workbook filled in, with values for the formulas of two indicators."""
    copy = deepcopy(template)
    copy.fill(FIGURES, "CT01", actual=20, cumulative=35, forecast=47, last_year=30)
    copy.fill(FIGURES, "CT01", vs_plan=94, vs_last_year=35 / 30 * 100)
    copy.fill(FIGURES, "CT.TL.tu", actual=1, cumulative=2, forecast=3)
    copy.fill(FIGURES, "CT.TL.mau", actual=3, cumulative=16, forecast=8)
    copy.fill(FIGURES, "CT.TL", actual=1 / 3 * 100, cumulative=12.5, forecast=37.5, vs_plan=383.4)
    return copy


def problems(copy: Copy, plan: Plan) -> set[tuple[str, str, str]]:
    return key(interpret(copy.workbook(), plan).problems)


def counters(copy: Copy) -> list[Cell]:
    """The counters of the guide: what lacks and what is wrong of tasks, figures, requests."""
    return [cell for row in copy.grids[0].cells for cell in row if cell.formula]


def test_a_formula_that_came_back_as_its_value_is_no_problem(plan: Plan, valued: Copy) -> None:
    assert problems(valued, plan) == set()


def test_the_value_is_that_of_its_row_wherever_the_row_stands(plan: Plan, valued: Copy) -> None:
    cells, first = table(valued).cells, table(valued).index("CT01")
    last = table(valued).index("CT.BQ.qs") + 1
    cells[first:last] = cells[first:last][::-1]
    assert problems(valued, plan) == set()


@pytest.mark.parametrize(
    ("code", "column", "figure"),
    [
        ("CT01", "vs_plan", 95),
        ("CT01", "vs_plan", 94.1),
        ("CT01", "vs_last_year", 116),
        ("CT01", "vs_last_year", True),
        ("CT02", "vs_last_year", 116.7),
        ("CT02", "vs_plan", 0),
        ("CT.TL", "actual", 33),
        ("CT.TL", "cumulative", 0.125),
        ("CT.TL", "vs_plan", 383),
        ("CT.TL.tu", "vs_plan", 100),
    ],
)
def test_any_other_value_in_place_of_a_formula_is_named(
    plan: Plan, valued: Copy, code: str, column: str, figure: object
) -> None:
    valued.fill(FIGURES, code, **{column: figure})
    cell = valued.where(table(valued).at(code, column))
    assert problems(valued, plan) == {("unread-cell", *cell)}


@pytest.mark.parametrize(("column", "figure"), [("vs_plan", 94), ("vs_last_year", 116.7)])
def test_a_value_that_its_figures_no_longer_give_is_named(
    plan: Plan, valued: Copy, column: str, figure: float
) -> None:
    changed = {"vs_plan": "forecast", "vs_last_year": "last_year"}[column]
    valued.fill(FIGURES, "CT01", **{column: figure, changed: None})
    cell = valued.where(table(valued).at("CT01", column))
    assert problems(valued, plan) == {("unread-cell", *cell)}


def table(copy: Copy) -> Grid:
    return copy.grid(FIGURES)


@pytest.mark.parametrize(
    "shown", [(2, 1, 0, 0, 0, 0, 0, 0), (5, 0, 0, 0, 0, 0, 0, 0)], ids=["now", "as issued"]
)
def test_what_the_guide_counts_may_come_back_as_values(
    plan: Plan, valued: Copy, shown: tuple[int, ...]
) -> None:
    done = {"status": "Hoàn thành", "document_no": "1/QĐ"}
    for code, status in {
        "NV1": done,
        "NV2": {"status": "x"},
        "NV3": {"status": "Tạm dừng"},
    }.items():
        valued.fill(TASKS, code, **status)
    for cell, figure in zip(counters(valued), shown, strict=True):
        cell.formula, cell.value = "", figure
    assert problems(valued, plan) == set()


@pytest.mark.parametrize("figure", [4, 6, -5, True, "5", 5.5])
def test_what_no_counter_shows_is_named(plan: Plan, valued: Copy, figure: object) -> None:
    cell = counters(valued)[0]
    cell.formula, cell.value = "", figure
    assert problems(valued, plan) == {("unread-cell", *valued.where(cell))}
