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
    """The guide's line of what is left to do, then by sheet how many cells, and the first."""
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


SAID = {
    "NV1": "✖ Ngày văn bản: Điền ngày của văn bản đã trình hoặc ban hành.",
    "NV2": "✖ Tình trạng: chọn trong danh sách",
    "NV3": "",
}
"""What the column Kiểm tra says of the first rows once they are filled in."""

LEFT = "Còn {} ô bắt buộc, {} ô sai: đi tới ô đầu tiên"


@pytest.mark.parametrize("now", [True, False], ids=["now", "as issued"])
def test_what_the_guide_counts_may_come_back_as_values(plan: Plan, valued: Copy, now: bool) -> None:
    done = {"status": "Hoàn thành", "document_no": "1/QĐ"}
    rows = {"NV1": done, "NV2": {"status": "x"}, "NV3": {"status": "Tạm dừng"}}
    for code, status in rows.items():
        valued.fill(TASKS, code, **status)
    said = check_cells(valued.grid(TASKS))
    for code, text in SAID.items() if now else ():
        said[code].formula, said[code].value = "", text
    missing, wrong, first = (2, 2, "L6") if now else (5, 0, "H6")
    tables = [(missing, wrong, first), (0, 0, ""), (0, 0, ""), (0, 0, "")]
    shown = [LEFT.format(missing, wrong), *(figure for of in tables for figure in of)]
    for cell, figure in zip(counters(valued), shown, strict=True):
        cell.formula, cell.value = "", figure
    assert problems(valued, plan) == set()


def check_cells(grid: Grid) -> dict[str, Cell]:
    """The cells of the column Kiểm tra by row code."""
    header = [cell.value for cell in grid.cells[grid.index("")]]
    return {code: grid.cells[grid.index(code)][header.index("Kiểm tra")] for code in grid.codes}


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        (SAID["NV1"], True),
        (f"{SAID['NV2']} {SAID['NV1']}", True),
        ("□ Tình trạng: còn thiếu", True),
        ("☐ Tình trạng: còn thiếu", False),
        ("✖ Tình trạng: xem công văn số 5", False),
        ("Đã kiểm tra", False),
        (1, False),
    ],
)
def test_the_column_of_checks_holds_what_its_formulas_say(
    text: object, is_ours: bool, plan: Plan, valued: Copy
) -> None:
    cell = check_cells(valued.grid(TASKS))["NV2"]
    cell.formula, cell.value = "", text
    named = set() if is_ours else {("unread-cell", *valued.where(cell))}
    assert problems(valued, plan) == named


def test_another_formula_in_the_column_of_checks_is_named(plan: Plan, valued: Copy) -> None:
    cell = check_cells(valued.grid(TASKS))["NV2"]
    cell.formula, cell.value = "SUM(A1:A9)", 3
    assert problems(valued, plan) == {("unread-cell", *valued.where(cell))}


@pytest.mark.parametrize("figure", [4, 6, -5, True, "5", 5.5])
def test_what_no_counter_shows_is_named(plan: Plan, valued: Copy, figure: object) -> None:
    cell = counters(valued)[1]
    cell.formula, cell.value = "", figure
    assert problems(valued, plan) == {("unread-cell", *valued.where(cell))}
