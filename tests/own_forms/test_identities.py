"""What filled workbooks tell: sums that hold, texts, choices, cells that nobody fills in."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.datavalidation import DataValidation

from plansheet import issue, read_form, read_return
from plansheet.own_forms.form_file import form_faults
from plansheet.own_forms.learning import learn_form
from plansheet.workbooks.reading.addresses import cells_of
from support.blank_forms import Blank, fill
from support.effort import examples
from support.filling import SYT, make_plan, plan_tables

HEADER = ["Mã", "Tài khoản", "C-1", "C-2", "C-3", "C-4", "C-5", "C-6"]
CODES = ["R-1", "R-11", "R-12", "R-2", "R-21", "R-22", "R-23", "R-9"]
SHEET = "Bảng cân đối"


def workbook(path: Path, cells: Mapping[tuple[int, int], Any] | None = None) -> Path:
    """A balance of accounts: opening, turnover and closing, each debit and credit."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = SHEET
    for column, title in enumerate(HEADER, 1):
        sheet.cell(3, column).value = title
    for row, code in enumerate(CODES, 4):
        sheet.cell(row, 1).value, sheet.cell(row, 2).value = code, f"Tài khoản {code}"
    for (row, column), value in (cells or {}).items():
        sheet.cell(row, column).value = value
    book.save(path)
    return path


def balance(rng: random.Random) -> list[int]:
    """Opening debit and credit, turnover, closing: debit less credit carries over."""
    opening, debit, credit = (rng.randint(-900, 900) for _ in range(3))
    closing = opening + abs(debit) - abs(credit)
    sides = [max(opening, 0), max(-opening, 0), abs(debit), abs(credit)]
    return [*sides, max(closing, 0), max(-closing, 0)]


def filled(path: Path, rng: random.Random, *, as_text: bool = False) -> Path:
    figures = {code: balance(rng) for code in CODES}
    for whole, parts in (("R-1", CODES[1:3]), ("R-2", CODES[4:7]), ("R-9", ("R-1", "R-2"))):
        figures[whole] = [sum(column) for column in zip(*(figures[p] for p in parts), strict=True)]
    cells = {
        (CODES.index(code) + 4, column): f"{value},0" if as_text else value
        for code, values in figures.items()
        for column, value in enumerate(values, 3)
    }
    return workbook(path, cells)


def learnt(tmp_path: Path, examples: Sequence[Path]) -> dict[str, Any]:
    learn_form(workbook(tmp_path / "x.xlsx"), tmp_path / "form", examples)
    spec = json.loads((tmp_path / "form" / "form.json").read_text(encoding="utf-8"))
    sheet: dict[str, Any] = spec["sheets"][SHEET]
    return sheet


def test_balances_and_totals_are_proposed_with_their_counts(tmp_path: Path) -> None:
    rng = random.Random(7)
    files = [filled(tmp_path / f"{n}.xlsx", rng, as_text=n == 2) for n in range(3)]
    assert {check["check"]: check["held"] for check in learnt(tmp_path, files)["proposed"]} == {
        "{*,C-5} - {*,C-6} = {*,C-1} - {*,C-2} + {*,C-3} - {*,C-4}": "24/24",
        "{R-1,*} = sum({R-11,*}, {R-12,*})": "18/18",
        "{R-2,*} = sum({R-21,*}, {R-22,*}, {R-23,*})": "18/18",
        "{R-9,*} = sum({R-1,*}, {R-2,*})": "18/18",
    }
    assert form_faults(tmp_path / "form") == []
    assert read_form(tmp_path / "form").sheets[0].checks == ()


def test_nothing_is_proposed_of_zeros_or_of_what_one_file_breaks(tmp_path: Path) -> None:
    zeros = {(row, column): 0 for row in range(4, 12) for column in range(3, 9)}
    nothing = workbook(tmp_path / "zeros.xlsx", zeros)
    assert "proposed" not in learnt(tmp_path, [nothing, workbook(tmp_path / "blank.xlsx")])
    broken = filled(tmp_path / "broken.xlsx", random.Random(2))
    book = openpyxl.load_workbook(broken)
    for row in range(4, 12):
        book[SHEET].cell(row, 7).value = row * 1_000_003
    book.save(broken)
    good = filled(tmp_path / "good.xlsx", random.Random(1))
    assert "proposed" not in learnt(tmp_path, [good, broken])


def test_what_a_formula_computes_is_not_proposed(tmp_path: Path) -> None:
    sums = {(row, 5): f"=C{row}+D{row}" for row in range(4, 12)}
    figures = {(row, column): row * column for row in range(4, 12) for column in (3, 4)}
    totals = {(row, 5): row * 7 for row in range(4, 12)}
    example = workbook(tmp_path / "a.xlsx", {**figures, **totals})
    learn_form(workbook(tmp_path / "x.xlsx", sums), tmp_path / "form", [example])
    spec = json.loads((tmp_path / "form" / "form.json").read_text(encoding="utf-8"))
    assert "proposed" not in spec["sheets"][SHEET]


def test_rounded_figures_may_differ_by_their_last_digit(tmp_path: Path) -> None:
    cells: dict[tuple[int, int], float] = {}
    for row in range(4, 12):
        first, second = row * 1.114, row * 2.235
        cells |= {(row, 3): round(first, 2), (row, 4): round(second, 2)}
        cells[row, 5] = round(first + second, 2)
    (check,) = learnt(tmp_path, [workbook(tmp_path / "a.xlsx", cells)])["proposed"]
    assert check == {
        "check": "{*,C-3} = {*,C-1} + {*,C-2}",
        "missing": "zero",
        "tolerance": 0.01,
        "held": "8/8",
    }


def test_texts_choices_and_columns_that_nobody_fills_in(tmp_path: Path) -> None:
    words = {(row, 3): ("Có", "Không có")[row % 2] for row in range(4, 12)}
    mixed = {(row, 4): 5 if row < 10 else "nhiều" for row in range(4, 12)}
    path = workbook(tmp_path / "a.xlsx", {**words, **mixed, (4, 5): 1, (5, 6): 2, (6, 7): 3})
    found = learn_form(workbook(tmp_path / "x.xlsx"), tmp_path / "form", [path])
    (sheet,) = found.form.sheets
    assert (sheet.types, sheet.aggregate) == ({"C-1": "text"}, {"C-1": "none"})
    cells = [doubt.cell for doubt in found.doubts if doubt.cell != "A1"]
    assert cells == ["C3", "C3", "D3", "H3"]


def test_the_drop_downs_of_the_blank_are_kept(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(path)
    lists: Any = book.create_sheet("Danh mục")
    for row, word in enumerate(("Tốt", "Khá", "Kém"), 1):
        lists.cell(row, 1).value = word
    sheet: Any = book[SHEET]
    for formula, area in (("'Danh mục'!$A$1:$A$3", "C4:C11"), ('"Có,Không"', "D5:D6")):
        rule = DataValidation(type="list", formula1=formula)
        rule.add(area)
        sheet.add_data_validation(rule)
    book.save(path)
    found = learn_form(path, tmp_path / "form").form
    (form,) = found.sheets
    assert form.choices == {
        "C-1": ("Tốt", "Khá", "Kém"),
        "R-11,C-2": ("Có", "Không"),
        "R-12,C-2": ("Có", "Không"),
    }
    issued, *_ = issue(make_plan(tmp_path, plan_tables()), "2021-Q2", tmp_path / "out", form=found)
    there: Any = openpyxl.load_workbook(issued)[SHEET]
    rules = there.data_validations.dataValidation
    assert [rule.formula1 for rule in rules if "C4" in rule.sqref] == ["'Danh mục'!$A$1:$A$3"]
    assert [rule.type for rule in rules if "D4" in rule.sqref] == ["decimal"]


def test_a_workbook_of_another_form_is_said(tmp_path: Path) -> None:
    other = openpyxl.Workbook()
    other.save(tmp_path / "other.xlsx")
    found = learn_form(workbook(tmp_path / "x.xlsx"), tmp_path / "form", [tmp_path / "other.xlsx"])
    assert any("other.xlsx" in doubt.what.en for doubt in found.doubts)


def figures_that_hold(blank: Blank, rng: random.Random) -> dict[tuple[int, int], int]:
    """The first row is the sum of the others, the last column the first less the second."""
    (first, *rows), columns = blank.rows_of_figures(), blank.columns_of_figures()
    found = {(row, column): rng.randint(1, 9999) for row in rows for column in columns[:-1]}
    for row in rows:
        found[row, columns[-1]] = found[row, columns[0]] - found[row, columns[1]]
    sums = {(first, column): sum(found[row, column] for row in rows) for column in columns}
    return found | sums


def test_random_sums_are_proposed_confirmed_and_held(tmp_path: Path) -> None:
    """Of random forms: what holds is proposed; confirmed, it tells where one figure is another."""
    plan = make_plan(tmp_path, plan_tables())
    for seed in range(examples(4)):
        rng = random.Random(seed)
        (folder := tmp_path / str(seed)).mkdir()
        shape = Blank(rows=rng.randint(3, 8), columns=rng.randint(3, 6), levels=1 + seed % 3)
        blank = replace(shape, codes=seed % 2 == 0, numbered=seed % 3 > 0, total=False)
        path = blank.save(folder / "x.xlsx")
        filled = [fill(path, folder / f"{n}.xlsx", figures_that_hold(blank, rng)) for n in range(3)]
        learn_form(path, folder / "form", filled)
        file = folder / "form" / "form.json"
        spec = json.loads(file.read_text(encoding="utf-8"))
        (sheet,) = spec["sheets"].values()
        sheet["checks"] = sheet.pop("proposed")
        file.write_text(json.dumps(spec), encoding="utf-8")
        form = replace(read_form(folder / "form"), agencies=(SYT,))
        (issued,) = issue(plan, "2021-Q2", folder / "issued", form=form)
        figures = figures_that_hold(blank, rng)
        right = read_return(fill(issued, folder / "right.xlsx", figures), plan, form=form)
        assert list(right.problems) == [], seed
        at = rng.choice(list(figures))
        wrong = fill(issued, folder / "wrong.xlsx", {**figures, at: figures[at] + 1_000})
        told = read_return(wrong, plan, form=form).problems
        assert {p.code for p in told} == {"rule-violated"}, seed
        columns = blank.columns_of_figures()
        is_in_difference = at[1] in (columns[0], columns[1], columns[-1])
        assert len(told) == 1 + is_in_difference, (seed, at)
        for one in told:
            row, column = next(iter(cells_of(one.cell or "")))
            assert row + 1 == at[0] or column + 1 == at[1], (seed, at)
