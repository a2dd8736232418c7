"""Forms of fixed cells: learnt, issued, read whatever was done to them, and added up."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import plansheet
from plansheet import Plan, issue, merge, read_form, read_return
from plansheet.own_forms.explaining import explain_cell
from plansheet.own_forms.learning import LearntForm, learn_form
from plansheet.own_forms.writing import write_total
from support.blank_forms import SHEET, Blank, fill
from support.damaged_forms import HARMLESS, FilledForm, damages_of
from support.effort import examples
from support.filling import AS_OF, STC, SYT, make_plan, plan_tables

PERIOD = "2021-Q2"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return make_plan(tmp_path, plan_tables())


def learnt(tmp_path: Path, blank: Blank) -> LearntForm:
    return learn_form(blank.save(tmp_path / "blank_form.xlsx"), tmp_path / "form")


def a1(row: int, column: int) -> str:
    return f"{openpyxl.utils.get_column_letter(column)}{row}"


SHAPES = [
    Blank(),
    Blank(levels=1, numbered=False),
    Blank(levels=3, columns=5),
    Blank(codes=False),
    Blank(codes=False, counted=False),
    Blank(codes=False, counted=False, numbered=False, total=False, rows=9),
    Blank(total=False, head=False),
]


@pytest.mark.parametrize("blank", SHAPES, ids=repr)
def test_a_blank_form_is_learnt(blank: Blank, tmp_path: Path) -> None:
    (sheet,) = learnt(tmp_path, blank).form.sheets
    assert {(row + 1, column + 1) for row, column in sheet.inputs} == set(blank.inputs())
    assert len(sheet.formulas) == (blank.columns if blank.total else 0)
    assert sheet.row_keys.is_code is (blank.codes or blank.counted)
    assert len(set(sheet.rows.values())) == blank.rows
    assert set(sheet.head) == ({"agency", "period"} if blank.head else set())
    keys = [sheet.columns[column - 1] for column in range(4, 4 + blank.columns)]
    assert len(set(keys)) == blank.columns
    assert (keys[0] == "1") is blank.numbered
    assert (tmp_path / "form" / "blank.xlsx").read_bytes() == (
        tmp_path / "blank_form.xlsx"
    ).read_bytes()


def test_labels_that_repeat_are_told_apart_and_doubted(tmp_path: Path) -> None:
    found = learnt(tmp_path, Blank(codes=False, counted=False, total=False))
    assert list(found.form.sheets[0].rows.values()) == [
        "Sản phẩm số 0",
        "Sản phẩm số 0 / Trong nước",
        "Sản phẩm số 0 / Xuất khẩu",
        "Sản phẩm số 3",
        "Sản phẩm số 3 / Trong nước",
        "Sản phẩm số 3 / Xuất khẩu",
    ]
    assert [(doubt.sheet, doubt.cell) for doubt in found.doubts] == [(SHEET, "B5")]


def test_a_form_is_issued_as_it_is(plan: Plan, tmp_path: Path) -> None:
    blank = Blank()
    learnt(tmp_path, blank)
    paths = issue(plan, PERIOD, tmp_path / "issued", form=tmp_path / "form")
    assert {path.name for path in paths} == {f"{a.code}_{PERIOD}.xlsx" for a in plan.agencies}
    (path,) = (path for path in paths if SYT in path.name)
    before: Any = openpyxl.load_workbook(tmp_path / "blank_form.xlsx")[SHEET]
    book = openpyxl.load_workbook(path)
    after: Any = book[SHEET]
    changed = {
        cell.coordinate: cell.value
        for row in after.iter_rows()
        for cell in row
        if cell.value != before[cell.coordinate].value
    }
    assert changed == {"A2": "Đơn vị báo cáo: Sở Y tế", "A3": "Kỳ báo cáo: Quý II/2021"}
    opened = {c.coordinate for row in after.iter_rows() for c in row if not c.protection.locked}
    assert opened == {a1(*at) for at in blank.inputs()}
    assert after.protection.sheet
    assert {s.title: s.sheet_state for s in book.worksheets} == {
        SHEET: "visible",
        "_plansheet": "veryHidden",
    }


def damaged(path: Path, rng: random.Random, blank: Blank) -> None:
    """Rows and columns put in, moved or hidden: nothing by which a figure is lost."""
    book = openpyxl.load_workbook(path)
    form = FilledForm.of(book[SHEET], dict.fromkeys(blank.inputs()))
    harmless = [damage for damage in damages_of(blank) if damage in HARMLESS]
    for damage in rng.sample(harmless, 2):
        damage(form, rng)
    book.save(path)


def typed(value: Decimal, rng: random.Random) -> object:
    """A figure as people leave it: a number, or a text in the Vietnamese way of writing."""
    if rng.random() < 0.3:
        return f"{value}".replace(".", ",")
    return float(value)


@pytest.mark.parametrize("stamped", [True, False])
def test_totals_are_those_of_a_dictionary(stamped: bool, plan: Plan, tmp_path: Path) -> None:
    """Random forms, random figures, rows moved: the totals are sums by row and column."""
    for seed in range(examples(6)):
        rng = random.Random(seed)
        blank = Blank(
            rows=rng.randint(3, 12),
            columns=rng.randint(2, 6),
            levels=rng.randint(1, 3),
            codes=rng.random() < 0.6,
            counted=rng.random() < 0.5,
            numbered=rng.random() < 0.5,
            total=rng.random() < 0.5,
        )
        (folder := tmp_path / f"{stamped}{seed}").mkdir()
        form = replace(learnt(folder, blank).form, agencies=(SYT, STC, "UBA"))
        issued = issue(plan, PERIOD, folder / "issued", form=form)
        (folder / "returns").mkdir()
        oracle: dict[str, Decimal] = {}
        counts: dict[str, int] = {}
        for path in issued[: rng.randint(1, len(issued))]:
            values: dict[tuple[int, int], object] = {}
            for at in blank.inputs():
                if rng.random() < 0.7:
                    figure = Decimal(rng.randint(-99, 99999)) / rng.choice([1, 10, 100])
                    values[at] = typed(figure, rng)
                    oracle[a1(*at)] = oracle.get(a1(*at), Decimal(0)) + figure
                    counts[a1(*at)] = counts.get(a1(*at), 0) + 1
            target = fill(path, folder / "returns" / path.name, values)
            if not stamped:
                book = openpyxl.load_workbook(target)
                del book["_plansheet"]
                book.save(target)
            damaged(target, rng, blank)
        merged = merge(plan, PERIOD, folder / "returns", AS_OF, form=form)
        told = {p.code for p in merged.all_problems if p.severity != "info"}
        assert told <= {"late-return", "missing-return", "no-stamp"}, seed
        cells = merged.cells.set_index("cell")
        assert {c: v for c, v in cells["value"].items() if v is not None} == oracle, seed
        assert {c: n for c, n in cells["reported"].items() if n} == counts, seed
        assert len(merged.provenance) == sum(counts.values())


STRAYS = {"B1": "một câu", "H30": 5, "J8": "ghi thêm", "B25": "cuối trang"}


def test_what_stands_anywhere_else_is_named(plan: Plan, tmp_path: Path) -> None:
    blank = Blank()
    form = learnt(tmp_path, blank).form
    (path,) = (p for p in issue(plan, PERIOD, tmp_path / "issued", form=form) if SYT in p.name)
    book = openpyxl.load_workbook(path)
    sheet: Any = book[SHEET]
    for cell, value in STRAYS.items():
        sheet[cell].value = value
    first = blank.first
    sheet[f"B{first + 1}"].value = "Tên khác"
    sheet[f"D{first}"].value = 12
    sheet[f"D{first + 1}"].value = "nhiều"
    sheet[f"E{first + 1}"].value = "=1+1"
    sheet[f"F{first + 1}"].value = 7
    book.create_sheet("Phụ lục")["A1"].value = "thêm"
    book.save(path)
    found = read_return(path, plan, form=form)
    assert {(p.code, p.sheet, p.cell) for p in found.problems} == {
        *(("unread-cell", SHEET, cell) for cell in STRAYS),
        ("locked-cell-changed", SHEET, f"B{first + 1}"),
        ("locked-cell-changed", SHEET, f"D{first}"),
        ("not-a-number", SHEET, f"D{first + 1}"),
        ("formula-in-input", SHEET, f"E{first + 1}"),
        ("unread-sheet", "Phụ lục", "A1"),
    }
    assert {p.agency for p in found.problems} == {SYT}
    assert [read.value for read in found.cells.values()] == [7]


def test_checks_are_asked_for_each_column(plan: Plan, tmp_path: Path) -> None:
    blank = Blank(total=False, columns=3)
    learnt(tmp_path, blank)
    path = tmp_path / "form" / "form.json"
    check = '"checks": [{"check": "{R-101,*} = sum({R-102,*}, {R-103,*})", "tolerance": 1}],'
    text = path.read_text(encoding="utf-8").replace('"kind"', f'{check} "kind"')
    path.write_text(text, encoding="utf-8")
    form = read_form(tmp_path / "form")
    (issued,) = (p for p in issue(plan, PERIOD, tmp_path / "issued", form=form) if SYT in p.name)
    first = blank.first
    columns = {4: (5, 2, 3), 5: (5, 2, 4.5), 6: (5, 2, None)}
    values = {
        (first + at, c): figure for c, three in columns.items() for at, figure in enumerate(three)
    }
    found = read_return(fill(issued, tmp_path / "x.xlsx", values), plan, form=form)
    assert [(p.code, p.severity, p.cell) for p in found.problems] == [
        ("rule-violated", "warning", f"E{first}")
    ]


def test_the_total_is_the_blank_workbook_with_figures(plan: Plan, tmp_path: Path) -> None:
    blank = Blank()
    form = learnt(tmp_path, blank).form
    (tmp_path / "returns").mkdir()
    at = blank.inputs()[0]
    for path in issue(plan, PERIOD, tmp_path / "issued", form=form):
        if path.name.startswith((SYT, STC)):
            fill(path, tmp_path / "returns" / path.name, {at: 5})
    merged = merge(plan, PERIOD, tmp_path / "returns", AS_OF, form=form)
    path = write_total(merged, tmp_path / "total.xlsx")
    book = openpyxl.load_workbook(path)
    sheet: Any = book[SHEET]
    assert sheet[a1(*at)].value == 10
    assert sheet[a1(blank.first, 4)].value == f"=SUM(D{blank.first + 1}:D{blank.first + 5})"
    shown: Any = openpyxl.load_workbook(path, data_only=True)[SHEET]
    assert shown[a1(blank.first, 4)].value == 10
    assert [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment] == [
        "2/7 đơn vị có số liệu"
    ]
    assert "2/7" in str(sheet["A4"].value)
    assert book.sheetnames == [SHEET, "Tình hình gửi", "Lỗi", "Nguồn số liệu", "_plansheet"]
    found = explain_cell(path, f"{SHEET.lower()}!{a1(*at).lower()}")
    assert (found.value, found.reported, found.expected) == (10, 2, 7)
    assert {(o.agency, o.value, o.cell) for o in found.origins} == {
        (SYT, 5, a1(*at)),
        (STC, 5, a1(*at)),
    }
    again = write_total(merged, tmp_path / "again.xlsx")
    assert again.read_bytes() == path.read_bytes()


def test_whose_file_it_is_without_a_stamp(plan: Plan, tmp_path: Path) -> None:
    blank = Blank()
    form = learnt(tmp_path, blank).form
    source, values = tmp_path / "form" / "blank.xlsx", {blank.inputs()[0]: 5}
    named = fill(source, tmp_path / "a.xlsx", {**values, (2, 1): "Đơn vị báo cáo: Sở Tài chính"})
    by_file = fill(source, tmp_path / "SYT_2021-Q2.xlsx", values)
    nobody = fill(source, tmp_path / "b.xlsx", values)
    found = {p.name: read_return(p, plan, form=form) for p in (named, by_file, nobody)}
    assert {name: (ret.agency, ret.refused) for name, ret in found.items()} == {
        "a.xlsx": (STC, False),
        "SYT_2021-Q2.xlsx": (SYT, False),
        "b.xlsx": ("", True),
    }
    assert [p.code for p in found["b.xlsx"].problems] == ["unknown-agency"]
    assert plansheet.validate(found["a.xlsx"], plan, AS_OF)[0].code == "no-stamp"
