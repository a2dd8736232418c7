"""The account of a returned workbook: a mark anywhere in it is taken, or its cell is named.

PLANSHEET_EXAMPLES=2000 pytest tests/returns/test_account.py   tries so many marked workbooks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plansheet import Plan
from plansheet.consolidation import Received
from plansheet.consolidation.rounds import merge_round
from plansheet.forms.names import GUIDE_SHEET
from plansheet.forms.values import show
from plansheet.plan.rounds import Round
from plansheet.problems import Place
from plansheet.returns import Return, interpret
from plansheet.returns.check import check_return
from plansheet.workbooks.reading import a1
from plansheet.workbooks.reading.addresses import cells_of
from support.damages import FIGURES, TASKS, fill_clean
from support.effort import examples
from support.filling import AS_OF, SYT, Cell, Copy, Grid, key, make_plan, small_tables


class World:
    """The plan and the workbooks that Sở Y tế got: in a period, and in each round."""

    def __init__(self, plan: Plan, template: Copy, rounds: Mapping[Round, Copy]) -> None:
        self.plan, self.template, self.rounds = plan, template, rounds


@pytest.fixture(scope="module")
def world(plan: Plan, template: Copy, tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("rounds")
    return World(plan, template, {of: Copy.issued(plan, SYT, folder, of) for of in Round})


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return make_plan(tmp_path_factory.mktemp("plan"), small_tables())


@pytest.fixture(scope="module")
def template(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy.issued(plan, SYT, tmp_path_factory.mktemp("issued"))


@dataclass(frozen=True)
class Mark:
    """What somebody types: on which sheet (the last is one of their own), where, what."""

    sheet: int
    row: int
    column: int
    what: object


WHAT = st.one_of(
    st.sampled_from(["ghi chú thêm", "x", "Sở Y tế", "NV03", "Hoàn thành", "12/5", "#REF!", "0"]),
    st.sampled_from([0, 1, 3, 12, 987654.25, -7, 100, True, date(2021, 5, 12), date(1905, 7, 13)]),
    st.sampled_from(["=1+1", "=SUM(A1:A3)", '=IF(1,"","")', "=VLOOKUP(A1,B:C,2,0)"]),
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=6),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 2)),
)
MARKS = st.lists(
    st.builds(Mark, st.integers(0, 5), st.integers(0, 32), st.integers(0, 18), WHAT),
    min_size=1,
    max_size=6,
)


def put(copy: Copy, mark: Mark) -> tuple[str, int, int]:
    """Type a mark; the cell that it is in."""
    grid = copy.grids[mark.sheet]
    while len(grid.cells) <= mark.row:
        grid.cells.append([])
    row = grid.cells[mark.row]
    row += [Cell() for _ in range(mark.column + 1 - len(row))]
    cell = row[mark.column]
    is_formula = isinstance(mark.what, str) and mark.what.startswith("=")
    cell.formula = str(mark.what) if is_formula else ""
    cell.value = (2 if "1" in str(mark.what)[:3] else "") if is_formula else mark.what
    return grid.name, mark.row, mark.column


def accounted(ret: Return, plan: Plan) -> set[tuple[str, int, int]]:
    """The cells that became values, and those that a problem names."""
    checked = check_return(ret, plan, AS_OF)
    taken = {
        (section.sheet, row.number - 1, section.columns[name])
        for section in checked.sections.values()
        for row in (*section.rows, *section.free)
        for name in row.values
        if name in section.columns
    }
    named = {(p.sheet, *at) for p in checked.problems for at in cells_of(p.cell)}
    return taken | named


@settings(max_examples=examples(200), deadline=None)
@given(MARKS, st.integers(0, 2**32), st.booleans())
def test_a_mark_anywhere_is_taken_or_named(
    world: World, marks: list[Mark], seed: int, filled: bool
) -> None:
    plan, copy = world.plan, deepcopy(world.template)
    if filled:
        fill_clean(copy, Random(seed))
    before = deepcopy(copy)
    copy.grids.append(Grid("Phụ lục", "", []))
    before.grids.append(Grid("Phụ lục", "", []))
    cells = {put(copy, mark) for mark in marks}
    ret = interpret(copy.workbook(), plan)
    if ret.refused:  # somebody typed over the plan, the period or the agency in the stamp
        assert any(sheet == copy.stamp.name for sheet, *_ in cells)
        return
    known = accounted(ret, plan) if ret.stamp else cells
    lost = {at for at in cells - known if _differs(copy, before, at)}
    lost = {at for at in lost if not (at[0] == GUIDE_SHEET and _counts_nothing(copy, before, at))}
    assert {(sheet, a1(r, c)) for sheet, r, c in lost} == set()


IN_ROUNDS = st.one_of(
    WHAT,
    st.sampled_from(["Thống nhất", "Sửa đổi", "Bổ sung", "Quý III/2021", "NV07", "CT02", "nv8"]),
    st.sampled_from(["Thời gian trình: Quý I/2022", "Chỉ tiêu: Số hồ sơ", "Bỏ nhiệm vụ này"]),
)
SHEETS = st.sampled_from([0, 1, 3])
ROUND_MARKS = st.lists(
    st.one_of(
        st.builds(
            Mark, st.sampled_from([0, 1, 3]), st.integers(0, 52), st.integers(0, 9), IN_ROUNDS
        ),
        st.builds(Mark, st.just(1), st.sampled_from([6, 7, 22, 43]), st.integers(1, 7), IN_ROUNDS),
    ),
    min_size=1,
    max_size=9,
)
"""Anywhere but in the stamp, and in some rows of the form: issued ones, free ones below them."""


def proposed(plan: Plan, of: Round, ret: Return) -> set[tuple[str, int, int]]:
    """The cells that a proposal quotes or a row of agreement is, and those that a problem names."""
    received = Received(check_return(ret, plan, AS_OF), None)
    merged = merge_round(plan, of, [received], AS_OF)
    named = {(p.sheet, *at) for p in merged.all_problems for at in cells_of(p.cell)}
    for row in merged.reported_rows:
        assert row.returned is not None
        own = row.sheet, row.returned.number
        about = [p for p in merged.proposals if _row_of(p.place) == own]
        said = "\n".join(text for p in about for text in (p.code, p.title, p.value, p.why))
        agreed = row.values.get("opinion") == "Thống nhất" and "comment" not in row.values
        for name, value in row.values.items():
            parts = (part.strip() for part in re.split(r"[:\n]", show(value)))
            is_said = name == "opinion" or all(part in said for part in parts)
            is_asked = of == Round.COMMENTS and (
                (row.sheet, *next(iter(cells_of(row.place("comment").cell)))) in named
            )
            if (about and is_said) or is_asked or (agreed and name == "opinion"):
                named |= {(row.sheet, *at) for at in cells_of(row.place(name).cell)}
    return named


def _row_of(place: Place) -> tuple[str, int]:
    (row, _), *_ = cells_of(place.cell)
    return place.sheet, row + 1


@settings(max_examples=examples(200), deadline=None)
@given(st.sampled_from(Round), ROUND_MARKS)
def test_a_mark_anywhere_in_a_round_is_proposed_or_named(
    world: World, of: Round, marks: list[Mark]
) -> None:
    plan, copy = world.plan, deepcopy(world.rounds[of])
    copy.grids.append(Grid("Phụ lục", "", []))
    before = deepcopy(copy)
    cells = {put(copy, mark) for mark in marks}
    ret = interpret(copy.workbook(), plan)
    assert not ret.refused
    known = proposed(plan, of, ret)
    lost = {at for at in cells - known if _differs(copy, before, at)}
    lost = {at for at in lost if not (at[0] == GUIDE_SHEET and _counts_nothing(copy, before, at))}
    assert {(sheet, a1(r, c)) for sheet, r, c in lost} == set()


def _differs(copy: Copy, before: Copy, at: tuple[str, int, int]) -> bool:
    """Whether a cell says something else than it did when the workbook was issued."""
    name, row, column = at

    def said(book: Copy) -> str:
        grid = next(grid for grid in book.grids if grid.name == name)
        cells = grid.cells[row] if row < len(grid.cells) else []
        cell = cells[column] if column < len(cells) else Cell()
        return cell.formula or str(cell.value if cell.value is not None else "").casefold()

    return said(copy) != said(before)


def _counts_nothing(copy: Copy, before: Copy, at: tuple[str, int, int]) -> bool:
    """Whether a 0 stands where a counter of the guide shows or showed 0."""
    _, row, column = at
    guide, was = copy.grids[0].cells, before.grids[0].cells
    figure, issued = guide[row][column].value, was[row][column : column + 1] if was[row:] else []
    return any(cell.formula for cell in issued) and figure == 0 and figure is not False


@pytest.mark.parametrize("filled", [False, True])
def test_a_workbook_as_it_was_issued_has_nothing_left_over(
    plan: Plan, template: Copy, filled: bool
) -> None:
    copy = deepcopy(template)
    if filled:
        fill_clean(copy, Random(1))
    found = check_return(interpret(copy.workbook(), plan), plan, AS_OF).problems
    statuses = {copy.where(copy.grid(TASKS).at(c, "status")) for c in copy.grid(TASKS).codes}
    missing = {("blank-return", "", ""), *(("missing-required", *at) for at in statuses)}
    assert key(found) == (set() if filled else missing)


def test_a_sheet_of_the_agencys_own_is_one_warning(plan: Plan, template: Copy) -> None:
    copy = deepcopy(template)
    rows = [[Cell(f"{r}-{c}") for c in range(5)] for r in range(40)]
    copy.grids.append(Grid("Phụ lục", "", [[], [], *[[Cell(), *row] for row in rows]]))
    (found,) = [p for p in interpret(copy.workbook(), plan).problems if p.sheet == "Phụ lục"]
    assert (found.code, found.severity, found.cell) == ("unread-sheet", "warning", "B3:F42")
    assert "200 ô" in found.message


@pytest.mark.parametrize("figure", [12.5, 15])
def test_a_ratio_typed_over_is_named(plan: Plan, template: Copy, figure: float) -> None:
    copy = deepcopy(template)
    cell = copy.grid(FIGURES).at("CT.TL", "actual")
    cell.formula, cell.value = "", figure
    (found,) = interpret(copy.workbook(), plan).problems
    assert (found.code, found.severity) == ("unread-cell", "warning")
    assert key([found]) == {("unread-cell", *copy.where(cell))}


def test_the_same_said_on_a_sheet_is_one_problem(plan: Plan, template: Copy) -> None:
    copy = deepcopy(template)
    for row in (0, 1, 2):
        put(copy, Mark(0, row, 7, f"ghi chú {row}"))
    put(copy, Mark(0, 30, 2, "cuối trang"))
    (found,) = interpret(copy.workbook(), plan).problems
    assert (found.code, found.cell) == ("unread-cell", "H1:H3,C31")
    assert found.value == "ghi chú 0 · ghi chú 1 · ghi chú 2 · cuối trang"
