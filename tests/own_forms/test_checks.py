"""The checks of a form: of its rows and columns, of lists, of a user's own; and what rounds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from plansheet import Plan, Problem, issue, learn_form, merge, read_form, read_return, validate
from plansheet.own_forms import FormReturn, OwnForm
from plansheet.own_forms.own_rows import FormRow
from support.blank_forms import SHEET, Blank, fill, list_form
from support.filling import AS_OF, STC, SYT, make_plan, plan_tables

pytestmark = pytest.mark.usefixtures("read_here")
BLANK = Blank(rows=4, columns=2, total=True)
FIRST = BLANK.first
ROWS_OF_FOUR = range(FIRST + 1, FIRST + 4)
FOUR = {(FIRST + 1, 4): 1.11, (FIRST + 2, 4): 2.22, (FIRST + 3, 4): 3.33}


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return make_plan(tmp_path, plan_tables())


def form_with(folder: Path, blank: Path, sheet: str, **more: object) -> OwnForm:
    """A form as it is learnt, and as somebody then completed it."""
    learn_form(blank, folder / "form")
    file = folder / "form" / "form.json"
    spec = json.loads(file.read_text(encoding="utf-8"))
    spec["agencies"] = [SYT]
    spec["sheets"][sheet] |= more
    file.write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
    return read_form(folder / "form")


def returned(
    plan: Plan, form: OwnForm, folder: Path, values: Mapping[tuple[int, int], object], sheet: str
) -> FormReturn:
    (issued,) = issue(plan, "2021-Q2", folder / "issued", form=form)
    return read_return(fill(issued, folder / "a.xlsx", values, sheet), plan, form=form)


def told(problems: Sequence[Problem]) -> list[tuple[str, str, str]]:
    return [(p.code, p.severity, p.cell) for p in problems]


def of_matrix(
    plan: Plan, folder: Path, values: Mapping[tuple[int, int], object], *checks: object
) -> FormReturn:
    form = form_with(folder, BLANK.save(folder / "b.xlsx"), SHEET, checks=list(checks))
    return returned(plan, form, folder, values, SHEET)


SUM = "{R-104,*} = sum({R-102,*}, {R-103,*})"


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (3.33, []),
        (3.34, [("rounding-difference", "info", f"D{FIRST + 3}")]),
        (3.36, [("rule-violated", "error", f"D{FIRST + 3}")]),
    ],
)
def test_what_rounding_explains_is_said_to_be_rounding(
    last: float, expected: list[tuple[str, str, str]], plan: Plan, tmp_path: Path
) -> None:
    check = {"check": SUM, "severity": "error"}
    found = of_matrix(plan, tmp_path, {**FOUR, (FIRST + 3, 4): last}, check)
    assert told(found.problems) == expected
    is_used = not expected or expected[0][1] == "info"
    assert len(found.cells) == (3 if is_used else 2)


def test_whole_numbers_do_not_round(plan: Plan, tmp_path: Path) -> None:
    values = {(FIRST + 1, 4): 1, (FIRST + 2, 4): 2, (FIRST + 3, 4): 4}
    found = of_matrix(plan, tmp_path, values, {"check": SUM})
    assert told(found.problems) == [("rule-violated", "warning", f"D{FIRST + 3}")]


@pytest.mark.parametrize(("missing", "count"), [("skip", 0), ("zero", 1)])
def test_a_blank_is_nothing_or_zero(missing: str, count: int, plan: Plan, tmp_path: Path) -> None:
    values = {(FIRST + 1, 4): 1, (FIRST + 3, 4): 4}
    found = of_matrix(plan, tmp_path, values, {"check": SUM, "missing": missing})
    assert [p.code for p in found.problems] == ["rule-violated"] * count


def test_what_is_only_proposed_is_not_asked(plan: Plan, tmp_path: Path) -> None:
    form = form_with(tmp_path, BLANK.save(tmp_path / "b.xlsx"), SHEET, proposed=[{"check": SUM}])
    values = {(FIRST + 1, 4): 1, (FIRST + 2, 4): 2, (FIRST + 3, 4): 4}
    assert told(returned(plan, form, tmp_path, values, SHEET).problems) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (6.66, []),
        (6.67, [("rounding-difference", "info")]),
        (7.5, [("locked-cell-changed", "warning")]),
    ],
)
def test_a_figure_typed_over_a_formula_is_held_against_it(
    typed: float, expected: list[tuple[str, str]], plan: Plan, tmp_path: Path
) -> None:
    found = of_matrix(plan, tmp_path, {**FOUR, (FIRST, 4): typed})
    assert [(p.code, p.severity) for p in found.problems] == expected
    (total,) = (v for k, v in found.computed.items() if (k.row, k.column) == ("R-101", "1"))
    assert total == Decimal("6.66")


LIST = "Danh sách"
TITLES = ("Mã hộ", "Chủ hộ", "Số khẩu", "Trong đó: nữ")
ROWS = {
    (5, 1): "H1",
    (5, 2): "An",
    (5, 3): 4,
    (5, 4): 2,
    (6, 1): "H2",
    (6, 2): "Bình",
    (6, 3): 3,
    (6, 4): 5,
    (7, 1): "H1",
    (7, 2): "Chi",
    (7, 3): 1,
}


def test_checks_of_a_list_are_asked_of_each_row_and_of_all(plan: Plan, tmp_path: Path) -> None:
    checks = [
        {"check": "{Trong đó: nữ} <= {Số khẩu}", "severity": "error"},
        {"check": "sum({Số khẩu}) <= 7"},
    ]
    types = {"Số khẩu": "integer", "Trong đó: nữ": "integer"}
    blank = list_form(tmp_path / "b.xlsx", TITLES)
    form = form_with(tmp_path, blank, LIST, checks=checks, types=types, unique=["Mã hộ"])
    found = returned(plan, form, tmp_path, ROWS, LIST)
    assert told(found.problems) == [
        ("rule-violated", "warning", ""),
        ("rule-violated", "error", "D6"),
        ("row-duplicated", "error", "A7"),
    ]
    assert [len(row) for row in found.lists[LIST]] == [4, 3, 3]


def test_checks_of_a_users_own_see_the_rows_of_a_form(plan: Plan, tmp_path: Path) -> None:
    def falling(rows: Sequence[FormRow], _: Plan, __: date) -> Iterator[Problem]:
        for row in rows:
            first, second = row["1"], row["2"]
            if isinstance(first, Decimal) and isinstance(second, Decimal) and second < first:
                place = row.place("2")
                yield Problem.own("own:falling", place, "Giảm.", "Xem lại.", row_code=row.code)

    checks: Any = [falling]
    form = form_with(tmp_path, BLANK.save(tmp_path / "b.xlsx"), SHEET)
    found = returned(plan, form, tmp_path, {**FOUR, (FIRST + 1, 5): 1, (FIRST + 2, 5): 9}, SHEET)
    told_own = validate(found, plan, AS_OF, checks)
    # The first row of the form adds the others up: it is held against checks like any other.
    assert [(p.code, p.cell, p.row_code, p.agency) for p in told_own] == [
        ("own:falling", f"E{FIRST + 1}", "R-102", SYT)
    ]
    merged = merge(plan, "2021-Q2", [tmp_path / "a.xlsx"], AS_OF, form=form, checks=checks)
    lost = merged.cells.set_index("cell").loc[f"E{FIRST + 1}"]
    assert (lost["value"], lost["reported"]) == (None, 0)


def test_a_block_belongs_to_its_agency(plan: Plan, tmp_path: Path) -> None:
    more = {"aggregate": {"R-102": "place", "R-103": "place"}}
    more["of_agency"] = {"R-102": "Sở Y tế", "R-103": "Sở Tài chính"}
    form = form_with(tmp_path, BLANK.save(tmp_path / "b.xlsx"), SHEET, **more)
    form = replace(form, agencies=())
    (tmp_path / "returns").mkdir()
    for path in issue(plan, "2021-Q2", tmp_path / "issued", form=form):
        if path.name.startswith((SYT, STC)):
            fill(path, tmp_path / "returns" / path.name, FOUR)
    (returned_one,) = (tmp_path / "returns").glob(f"{STC}_*")
    told = read_return(returned_one, plan, form=form).problems
    assert [(p.code, p.cell) for p in told] == [("not-asked", f"D{FIRST + 1}")]
    merged = merge(plan, "2021-Q2", tmp_path / "returns", AS_OF, form=form)
    wrong = [(p.code, p.file[:3], p.cell) for p in merged.all_problems if p.severity == "error"]
    assert wrong == [("not-asked", STC, f"D{FIRST + 1}"), ("not-asked", SYT, f"D{FIRST + 2}")]
    cells = merged.cells.set_index("cell")
    shown = [tuple(cells.loc[f"D{row}"][["value", "reported", "expected"]]) for row in ROWS_OF_FOUR]
    assert shown == [(Decimal("1.11"), 1, 1), (Decimal("2.22"), 1, 1), (Decimal("6.66"), 2, 7)]


def test_whose_a_block_is(plan: Plan, tmp_path: Path) -> None:
    """“Xã …” is the people's committee of it; a block of nobody in the plan is everybody's."""
    more = {"aggregate": {"R-102": "place", "R-103": "place"}}
    committee = next(agency for agency in plan.agencies if agency.name.startswith("UBND "))
    more["of_agency"] = {"R-102": committee.name.removeprefix("UBND "), "R-103": "Xã Không Đâu"}
    form = form_with(tmp_path, BLANK.save(tmp_path / "b.xlsx"), SHEET, **more)
    form = replace(form, agencies=(committee.code, STC))
    (tmp_path / "returns").mkdir()
    for path in issue(plan, "2021-Q2", tmp_path / "issued", form=form):
        is_owner = path.name.startswith(f"{committee.code}_")
        values = {(FIRST + 1, 4): 3} if is_owner else {}
        fill(path, tmp_path / "returns" / path.name, {**values, (FIRST + 2, 4): 5})
    merged = merge(plan, "2021-Q2", tmp_path / "returns", AS_OF, form=form)
    assert [p.code for p in merged.all_problems if p.severity == "error"] == []
    cells = merged.cells.set_index("cell")
    shown = [
        tuple(cells.loc[f"D{row}"][["value", "reported", "expected"]])
        for row in (FIRST + 1, FIRST + 2)
    ]
    assert shown == [(3, 1, 1), (10, 2, 2)]
