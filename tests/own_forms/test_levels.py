"""A district's total is a return to the province: with where it is from, and how much of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from plansheet import InputError, Plan, issue, learn_form, merge
from plansheet.own_forms import FormConsolidation, OwnForm
from plansheet.own_forms.explaining import explain_cell
from plansheet.own_forms.writing import write_total
from support.blank_forms import SHEET, Blank, fill, list_form
from support.filling import AS_OF, FACTS, STC, SYT, make_plan, plan_tables

pytestmark = pytest.mark.usefixtures("read_here")
BLANK = Blank(rows=3, columns=2)
FIRST = BLANK.first
Values = dict[tuple[int, int], object]
DISTRICT, PERIOD = "UBA", "2021-Q2"
"""One of the province's agencies; as an office of its own it has the same seven below it."""


@pytest.fixture
def province(tmp_path: Path) -> Plan:
    return make_plan(tmp_path, plan_tables())


@pytest.fixture
def district(province: Plan, tmp_path: Path) -> Plan:
    (tmp_path / "district").mkdir()
    facts = {**FACTS, "Mã kế hoạch": "KH-UBA", "Cơ quan ban hành": province.agency_name(DISTRICT)}
    return make_plan(tmp_path / "district", plan_tables(facts=facts))


def merged_of(
    plan: Plan, form: OwnForm, folder: Path, *sent: tuple[str, Values]
) -> FormConsolidation:
    (folder / "returns").mkdir(parents=True, exist_ok=True)
    paths = {p.name.partition("_")[0]: p for p in issue(plan, PERIOD, folder / "issued", form=form)}
    for code, values in sent:
        fill(paths[code], folder / "returns" / paths[code].name, values, form.sheets[0].name)
    return merge(plan, PERIOD, folder / "returns", AS_OF, form=form)


def test_what_is_partial_below_is_partial_above(
    province: Plan, district: Plan, tmp_path: Path
) -> None:
    form = learn_form(BLANK.save(tmp_path / "b.xlsx"), tmp_path / "form").form
    one: Values = {(FIRST + 1, 4): 5}
    other: Values = {(FIRST + 1, 4): 7, (FIRST + 2, 5): 1}
    below = merged_of(district, form, tmp_path / "below", (SYT, one), (STC, other))
    (returns := tmp_path / "above" / "returns").mkdir(parents=True)
    total = write_total(below, returns / "bieu.xlsx")
    above = merged_of(province, form, tmp_path / "above", (SYT, {(FIRST + 1, 4): 100}))
    mine = [(p.code, p.severity) for p in above.all_problems if p.file == total.name]
    assert mine == [("late-return", "warning")]
    cells = above.cells.set_index("cell")
    shown = [tuple(cells.loc[cell][["value", "reported", "expected"]]) for cell in ("D9", "E10")]
    assert (FIRST, shown) == (8, [(112, 1, 7), (1, 0, 7)])
    assert {t.cell.address: t.partial for t in above.totals if t.partial} == {
        "D9": ((DISTRICT, (2, 7)),),
        "E10": ((DISTRICT, (1, 7)),),
    }
    path = write_total(above, tmp_path / "above.xlsx")
    sheet: Any = openpyxl.load_workbook(path)[SHEET]
    assert sheet["E10"].comment.text == (
        f"0/7 đơn vị có số liệu; chưa đủ: {province.agency_name(DISTRICT)} (1/7)"
    )
    assert [(o.agency, o.file, o.cell) for o in explain_cell(path, "D9").origins] == [
        (SYT, f"{SYT}_{PERIOD}.xlsx", "D9"),
        (DISTRICT, "bieu.xlsx", "D9"),
    ]


def test_a_formula_of_a_total_is_traced_to_the_returns(province: Plan, tmp_path: Path) -> None:
    form = learn_form(BLANK.save(tmp_path / "b.xlsx"), tmp_path / "form").form
    values: Values = {(FIRST + 1, 4): 5, (FIRST + 2, 4): 6}
    merged = merged_of(province, form, tmp_path, (SYT, values))
    found = explain_cell(write_total(merged, tmp_path / "t.xlsx"), f"'{SHEET}'!$D${FIRST}")
    assert (found.value, found.formula, found.reported) == (11, "=SUM(D9:D10)", None)
    assert [(o.of, o.agency, o.value, o.cell) for o in found.origins] == [
        ("D9", SYT, 5, "D9"),
        ("D10", SYT, 6, "D10"),
    ]


def test_a_cell_that_nobody_sent_is_not_explained(province: Plan, tmp_path: Path) -> None:
    form = learn_form(BLANK.save(tmp_path / "b.xlsx"), tmp_path / "form").form
    merged = merged_of(province, form, tmp_path, (SYT, {(FIRST + 1, 4): 5}))
    path = write_total(merged, tmp_path / "t.xlsx")
    told = {}
    for cell in ("Z99", "E10", "A1", "'Lỗi'!A1"):
        with pytest.raises(InputError, match=f"ô {cell} ") as error:
            explain_cell(path, cell)
        told[cell] = error.value.key
    blank, label = "blank-cell", "label-cell"
    assert told == {"Z99": blank, "E10": blank, "A1": label, "'Lỗi'!A1": label}


def test_rows_of_a_list_go_up_as_they_were_stacked(
    province: Plan, district: Plan, tmp_path: Path
) -> None:
    form = learn_form(
        list_form(tmp_path / "b.xlsx", ("Mã hộ", "Chủ hộ", "Số khẩu")), tmp_path / "form"
    ).form
    rows: Values = {(5, 1): "H1", (5, 2): "An", (5, 3): 4}
    below = merged_of(district, form, tmp_path / "below", (SYT, rows), (STC, rows))
    (returns := tmp_path / "above" / "returns").mkdir(parents=True)
    total = write_total(below, returns / "bieu.xlsx")
    above = merged_of(province, form, tmp_path / "above")
    assert [(row.agency, [c.value for c in row.values.values()]) for row in above.stacked] == [
        (DISTRICT, ["H1", "An", 4]),
        (DISTRICT, ["H1", "An", 4]),
    ]
    mine = [(p.code, p.cell) for p in above.all_problems if p.file == total.name]
    assert mine == [("late-return", "")]
