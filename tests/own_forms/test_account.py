"""The account of a form that came back: every filled cell was issued so, is read, or is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

import plansheet
from plansheet import Plan
from plansheet.language.text import match_key
from plansheet.own_forms import FormReturn, OwnForm
from plansheet.workbooks.reading.addresses import cells_of
from support.blank_forms import SHEET, Blank, random_blank
from support.damaged_forms import HARMLESS, Damage, FilledForm, Key, damages_of
from support.effort import examples
from support.filling import SYT, make_plan, plan_tables

pytestmark = pytest.mark.usefixtures("read_here")


@dataclass(frozen=True)
class Case:
    """A form that was issued, filled in, damaged and read."""

    form: OwnForm
    issued: Mapping[Key, object]
    damaged: FilledForm
    path: Path
    ret: FormReturn

    @cached_property
    def named(self) -> set[Key]:
        """The cells that a problem names."""
        parts = (part for p in self.ret.problems if p.cell for part in p.cell.split(","))
        return {(row + 1, column + 1) for part in parts for row, column in cells_of(part)}

    @cached_property
    def read(self) -> dict[Key, object]:
        """The figures by the cell that they were issued for."""
        (sheet,) = self.form.sheets
        rows = {match_key(key): row + 1 for row, key in sheet.rows.items()}
        columns = {match_key(key): column + 1 for column, key in sheet.columns.items()}
        return {
            (rows[match_key(key.row)], columns[match_key(key.column)]): cell.value
            for key, cell in self.ret.cells.items()
        }

    def unaccounted(self) -> Iterator[str]:
        """The filled cells that are not as issued, not read and not named."""
        sheet: Any = openpyxl.load_workbook(self.path)[SHEET]
        read = {cell.place.cell for cell in self.ret.cells.values()}
        rows, columns = self.damaged.rows, self.damaged.columns
        for cell in (cell for line in sheet.iter_rows() for cell in line):
            at = (cell.row, cell.column)
            was = [*rows, *[None] * 9][at[0] - 1], [*columns, *[None] * 9][at[1] - 1]
            # A row that was put in twice has the labels of the one that it is a copy of.
            issued = self.issued.values() if was[0] is None else [self.issued.get(was)]
            is_issued = any(_is_same(cell.value, one) for one in issued)
            if cell.value is None or is_issued or cell.coordinate in read or at in self.named:
                continue
            yield f"{cell.coordinate}: {cell.value!r}"


def _is_same(value: object, issued: object) -> bool:
    formulas = [isinstance(v, str) and v.startswith("=") for v in (value, issued)]
    return value == issued or all(formulas)


def damaged_case(
    plan: Plan, folder: Path, rng: Random, blank: Blank, damages: Iterable[Damage]
) -> Case:
    form = plansheet.learn_form(blank.save(folder / "blank_form.xlsx"), folder / "form").form
    form = replace(form, agencies=(SYT,))
    (path,) = plansheet.issue(plan, "2021-Q2", folder / "issued", form=form)
    book = openpyxl.load_workbook(path)
    sheet: Any = book[SHEET]
    issued = {(c.row, c.column): c.value for line in sheet.iter_rows() for c in line if c.value}
    figures: dict[Key, Decimal] = {
        at: Decimal(rng.randint(-99, 99999)) / rng.choice([1, 10, 100]) for at in blank.inputs()
    }
    for at, figure in figures.items():
        text = f"{figure}".replace(".", ",")
        sheet.cell(*at).value = text if rng.random() < 0.3 else float(figure)
    damaged = FilledForm.of(sheet, dict(figures))
    for damage in damages:
        damage(damaged, rng)
    book.save(folder / "return.xlsx")
    ret = plansheet.read_return(folder / "return.xlsx", plan, form=form)
    return Case(form, issued, damaged, folder / "return.xlsx", ret)


def test_every_cell_is_read_or_named_whatever_was_done(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, plan_tables())
    for seed in range(examples(30)):
        (folder := tmp_path / str(seed)).mkdir()
        rng, blank = Random(seed), random_blank(Random(-seed))
        known = damages_of(blank)
        damages = [known[seed % len(known)], *rng.sample(known, rng.randint(0, 1))]
        case = damaged_case(plan, folder, rng, blank, damages)
        names = [damage.__name__ for damage in damages]
        assert list(case.unaccounted()) == [], (seed, names)
        for at, figure in case.damaged.figures.items():
            # Labels that repeat cannot always be told apart: then the row is named, not guessed.
            now = case.damaged.place(at)
            may_be_named = at in case.damaged.lost or not (blank.codes or blank.counted)
            if at in case.read or not (may_be_named and (now is None or now in case.named)):
                assert case.read.get(at) == figure or at in case.damaged.lost, (seed, names, at)
        if set(damages) <= HARMLESS:
            told = [(p.code, p.cell) for p in case.ret.problems if p.severity != "info"]
            assert told == [], (seed, names)
