"""Several tables on one sheet: each is learnt, read and added up, wherever rows have put it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from plansheet import Plan, issue, learn_form, merge, read_form, read_return, write_total
from plansheet.own_forms import OwnForm, compare_official
from plansheet.own_forms.explaining import explain_cell
from plansheet.own_forms.form_file import form_faults
from plansheet.own_forms.previous import read_previous
from plansheet.workbooks.reading.addresses import cells_of
from support.blank_forms import fill
from support.effort import examples
from support.filling import AS_OF, STC, SYT, make_plan, plan_tables

pytestmark = pytest.mark.usefixtures("read_here")

SHEET, PERIOD = "Biểu 08", "2021-Q2"
Key = tuple[int, int]


@dataclass
class Stacked:
    """A blank sheet with tables below each other: where each begins, what is to be filled in."""

    path: Path
    inputs: list[Key] = field(default_factory=list)
    formulas: dict[Key, str] = field(default_factory=dict)
    first_rows: list[int] = field(default_factory=list)
    list_row: int = 0


def stacked(path: Path, rng: Random, tables: int, *, with_list: bool = False) -> Stacked:
    """Tables of random sizes; all number their rows from 1 on, and may have the same header."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = SHEET
    sheet["A1"], sheet["A2"] = "Đơn vị báo cáo:", "Kỳ báo cáo:"
    made, row, is_alike = Stacked(path), 4, rng.random() < 0.5
    for number in range(tables):
        width = 3 if is_alike else rng.randint(2, 4)
        sheet.cell(row, 1).value = f"{'I' * (number + 1)}. PHẦN {number}"
        for column in range(1, width + 3):
            titles = ("STT", "Chỉ tiêu")
            title = (
                titles[column - 1] if column < 3 else f"Cột {'' if is_alike else number}{column}"
            )
            sheet.cell(row + 1, column).value = title
            sheet.cell(row + 2, column).value = f"({column})"
        made.first_rows.append(row + 3)
        for at in range(rng.randint(2, 4)):
            now = row + 3 + at
            sheet.cell(now, 1).value, sheet.cell(now, 2).value = at + 1, f"Loại {number}{at}"
            made.inputs += [(now, column) for column in range(3, width + 2)]
            made.formulas[now, width + 2] = f"=SUM(C{now}:{'ABCDEFG'[width]}{now})"
        row = now + rng.randint(2, 3)
    for place, formula in made.formulas.items():
        sheet.cell(*place).value = formula
    if with_list:
        for column, title in enumerate(("STT", "Họ và tên", "Số tiền"), 1):
            sheet.cell(row, column).value = title
        made.list_row = row + 1
    sheet.cell(row + 6, 2).value = "Người lập biểu"
    book.save(path)
    return made


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return make_plan(tmp_path, plan_tables())


def learnt(made: Stacked) -> OwnForm:
    form = learn_form(made.path, made.path.with_suffix("")).form
    return OwnForm(form.folder, form.title, form.blank, form.sheets, (SYT, STC), form.digest)


def test_each_table_is_learnt_and_said(tmp_path: Path) -> None:
    made = stacked(tmp_path / "x.xlsx", Random(1), 3, with_list=True)
    found = learn_form(made.path, tmp_path / "form")
    names = [SHEET, f"{SHEET} (2)", f"{SHEET} (3)", f"{SHEET} (4)"]
    assert [(one.name, one.worksheet, one.kind) for one in found.form.sheets] == [
        *((name, SHEET, "matrix") for name in names[:3]),
        (names[3], SHEET, "list"),
    ]
    assert [one.area[0] + 1 for one in found.form.sheets] == [*made.first_rows, made.list_row]
    inputs = {(row + 1, column + 1) for one in found.form.sheets for row, column in one.inputs}
    assert inputs == set(made.inputs)
    assert set(found.form.sheets[0].head) == {"agency", "period"}
    assert [d.sheet for d in found.doubts] == [SHEET] * 3
    assert form_faults(tmp_path / "form") == []
    assert read_form(tmp_path / "form").sheets == found.form.sheets


def test_totals_are_those_of_a_dictionary_and_every_cell_is_accounted_for(
    plan: Plan, tmp_path: Path
) -> None:
    """Rows put in, words beside the tables: each figure is added up, all else is named."""
    for seed in range(examples(6)):
        rng = Random(seed)
        (folder := tmp_path / str(seed)).mkdir()
        made = stacked(folder / "x.xlsx", rng, rng.randint(2, 3))
        form, oracle = learnt(made), dict[Key, int]()
        (folder / "returns").mkdir()
        for path in issue(plan, PERIOD, folder / "issued", form=form):
            book: Any = openpyxl.load_workbook(path)
            sheet: Any = book[SHEET]
            issued = {cell.value for row in sheet for cell in row if cell.value is not None}
            for at in made.inputs:
                sheet.cell(*at).value = figure = rng.randint(1, 999)
                oracle[at] = oracle.get(at, 0) + figure
            strays = [(rng.choice(made.first_rows), 9), (rng.choice(made.first_rows) - 3, 5)]
            for at in strays:
                sheet.cell(*at).value = "ghi thêm"
            put_in = rng.choice(made.first_rows) + 1
            insert(sheet, put_in, made)
            sheet.cell(put_in, 2).value, sheet.cell(put_in, 3).value = "Loại mới", 5
            book.save(folder / "returns" / path.name)
            found = read_return(folder / "returns" / path.name, plan, form=form)
            read = {read.place.cell for read in found.cells.values()}
            named = {at for p in found.problems if p.cell for at in places(p.cell)}
            for cell in (cell for row in sheet for cell in row if cell.value is not None):
                is_said = cell.coordinate in read or (cell.row, cell.column) in named
                assert is_said or cell.value in issued or cell.data_type == "f", (seed, cell)
            assert {p.code for p in found.problems} == {"unread-cell"}, seed
            assert len(found.problems) == len({*strays}) + 2, seed
        merged = merge(plan, PERIOD, folder / "returns", AS_OF, form=form)
        cells = merged.cells
        assert {*cells["sheet"]} == {SHEET}
        totals = {
            places(cell)[0]: value
            for cell, value in zip(cells["cell"], cells["value"], strict=True)
        }
        assert totals == oracle, seed


def insert(sheet: Any, row: int, made: Stacked) -> None:
    """A row put in, the formulas below it following as a spreadsheet program lets them."""
    sheet.insert_rows(row)
    for at, column in made.formulas:
        if at >= row:
            text = made.formulas[at, column].replace(str(at), str(at + 1))
            sheet.cell(at + 1, column).value = text


def places(cell: str) -> Sequence[Key]:
    """The cells of an address, “A1,B2:C3” too."""
    return [(row + 1, column + 1) for part in cell.split(",") for row, column in cells_of(part)]


def returned(made: Stacked, form: OwnForm, plan: Plan, folder: Path) -> Iterator[Path]:
    (folder / "returns").mkdir()
    for number, path in enumerate(issue(plan, PERIOD, folder / "issued", form=form), 1):
        values: dict[Key, Any] = dict.fromkeys(made.inputs, number)
        if made.list_row:
            values |= {(made.list_row, 2): f"Người {number}", (made.list_row, 3): number}
        yield fill(path, folder / "returns" / path.name, values, SHEET)


def test_the_total_is_explained_compared_and_taken_as_the_last_one(
    plan: Plan, tmp_path: Path
) -> None:
    made = stacked(tmp_path / "x.xlsx", Random(4), 2, with_list=True)
    form = learnt(made)
    list(returned(made, form, plan, tmp_path))
    merged = merge(plan, PERIOD, tmp_path / "returns", AS_OF, form=form)
    path = write_total(merged, tmp_path / "t.xlsx")
    sheet: Any = openpyxl.load_workbook(path, data_only=True)[SHEET]
    assert {sheet.cell(*at).value for at in made.inputs} == {3}
    assert all(sheet.cell(*at).value for at in made.formulas)
    assert [sheet.cell(made.list_row + n, 2).value for n in (0, 1)] == ["Người 1", "Người 2"]
    row, column = made.inputs[-1]
    origins = explain_cell(path, f"{SHEET}!{'ABCDEFG'[column - 1]}{row}").origins
    assert {(o.agency, o.value) for o in origins} == {(SYT, 1), (STC, 2)}
    earlier = read_previous(path, form, plan.period("2021-Q3")).by_agency
    keys = {
        cell.key for one in form.sheets for cell in (*one.inputs.values(), *one.formulas.values())
    }
    assert {code: {key for key in given if key in keys} for code, given in earlier.items()} == {
        SYT: keys,
        STC: keys,
    }
    compared = compare_official(merged, path).official
    assert compared is not None
    assert (compared.compared, compared.different) == (len(made.inputs) + len(made.formulas), 0)


def test_tables_that_overlap_and_a_list_above_a_table_are_faults(tmp_path: Path) -> None:
    stacked(tmp_path / "x.xlsx", Random(1), 2)
    learn_form(tmp_path / "x.xlsx", tmp_path / "form")
    path = tmp_path / "form" / "form.json"
    spec = json.loads(path.read_text(encoding="utf-8"))
    first = spec["sheets"][SHEET]
    start, _, end = first["range"].partition(":")
    first["range"] = f"{start}:{end[0]}{int(end[1:]) + 5}"
    path.write_text(json.dumps(spec), encoding="utf-8")
    assert f"sheets/{SHEET}/range" in {fault.path for fault in form_faults(tmp_path / "form")}
    first["range"], first["kind"] = f"{start}:{end}", "list"
    path.write_text(json.dumps(spec), encoding="utf-8")
    assert [fault.path for fault in form_faults(tmp_path / "form")] == [f"sheets/{SHEET}/kind"]
