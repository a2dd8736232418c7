"""The totals held against a consolidated workbook that the office has already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Final

from plansheet.forms.values import Value, in_sentence
from plansheet.language.numbers_and_dates import decimal_of
from plansheet.own_forms.consolidating import FormConsolidation, OfficialCount
from plansheet.own_forms.finding import Located, find_cells
from plansheet.own_forms.formulas import FormFormulas, figures_in
from plansheet.own_forms.matrices import read_matrix
from plansheet.own_forms.model import CellKey, FormCell, FormSheet
from plansheet.own_forms.rounding import is_nothing, is_rounded, is_rounding
from plansheet.problems import LabelledCell, Place, Problem, expect, in_order, path_of, problem
from plansheet.report.reading import open_report
from plansheet.workbooks.reading import a1

_COMPARED: Final = ("sum", "max", "min", "place")
_DIFFERS: Final = "official-differs"
_ROUNDED: Final = "official-rounded"
OF_OFFICIAL: Final = frozenset({_DIFFERS, _ROUNDED})
"""The codes of what a comparison finds."""


def compare_official(merged: FormConsolidation, path: Path | str) -> FormConsolidation:
    """The totals with what differs in the office's own consolidated workbook.

    Args:
        merged: from `merge` with a form.
        path: a workbook of the form with the totals that the office worked out itself.

    Returns:
        The same totals; `official` counts the cells that were compared, those that rounding alone
        sets apart, and those that differ; `all_problems` has each of the latter two, with its cell
        in that workbook. Lists, and cells that are not summed, are not compared.

    Raises:
        ArgumentError: `merged` is no totals of a form.
        InputError: the file is not there or cannot be read.
    """
    expect(merged, FormConsolidation)
    path = path_of(path)
    workbook = open_report(path)
    told: list[Problem] = []
    compared = 0
    for sheet in merged.form.sheets:
        there = (
            find_cells(sheet, workbook, merged.form.tables(sheet.worksheet))
            if sheet.kind == "matrix"
            else None
        )
        if there is not None:
            comparing = _Comparing(merged, sheet, there, path.name)
            told += comparing.told()
            compared += comparing.compared
        elif sheet.kind == "matrix":
            told.append(problem("sheet-missing", Place(path.name, sheet.name), value=sheet.name))
    codes = [one.code for one in told]
    counted = OfficialCount(compared, codes.count(_ROUNDED), codes.count(_DIFFERS))
    every = tuple(in_order((*merged.all_problems, *told)))
    return replace(merged, official=counted, all_problems=every)


class _Comparing:
    """One sheet of the official workbook against the totals."""

    def __init__(
        self, merged: FormConsolidation, sheet: FormSheet, there: Located, file: str
    ) -> None:
        self._sheet, self._there, self._file = sheet, there, file
        self._reading = read_matrix(merged.form, sheet, there, file)
        self._totals = {one.cell.key: one.value for one in merged.totals if one.value is not None}
        blank = merged.form.blanks[sheet.name]
        figures = figures_in(sheet, blank.rows, self._totals)
        self._formulas = FormFormulas(dict(blank.formulas), figures)
        self._given: dict[CellKey, list[Decimal]] = {}
        for source in merged.sources:
            if isinstance(source.value, Decimal):
                self._given.setdefault(source.cell, []).append(source.value)
        self.compared = 0

    def told(self) -> Iterator[Problem]:
        """What cannot be read, and the cells that differ."""
        yield from (one for one in self._reading.problems if one.severity == "error")
        cells = (*self._sheet.inputs.values(), *self._sheet.formulas.values())
        for cell in sorted(cells, key=lambda one: one.at):
            is_missing = cell.row_key not in self._there.rows
            if is_missing or cell.column_key not in self._there.columns:
                continue
            if cell.key in self._reading.broken or self._sheet.rule(cell) not in _COMPARED:
                continue
            yield from self._compare(cell)

    def _compare(self, cell: FormCell) -> Iterator[Problem]:
        is_computed = cell.at in self._sheet.formulas
        ours = self._formulas.value(cell.at) if is_computed else self._totals.get(cell.key)
        theirs = self._official.get(cell.key)
        if theirs is None and (ours is None or is_computed):
            return
        self.compared += 1
        if (ours or Decimal(0)) == (theirs or Decimal(0)):
            return
        code = _DIFFERS
        if isinstance(ours, Decimal) and isinstance(theirs, Decimal):
            gap = ours - theirs
            if is_nothing(gap, ours):
                return
            parts = self._formulas.operands(cell.at) if is_computed else self._given[cell.key]
            column = self._columns[cell.column_key]
            if is_rounding(gap, [theirs, *parts]) or is_rounded(ours, theirs, column):
                code = _ROUNDED
        at = a1(self._there.rows[cell.row_key], self._there.columns[cell.column_key])
        place = Place(self._file, self._there.sheet.name, at)
        labelled = LabelledCell(place, cell.row_key, cell.column_key, in_sentence(theirs))
        yield labelled.problem(code, expected=in_sentence(ours))

    @cached_property
    def _official(self) -> Mapping[CellKey, Value]:
        """What the official workbook shows: what was typed, and what stands where is computed."""
        shown: dict[CellKey, Value] = {k: c.value for k, c in self._reading.cells.items()}
        for cell in self._sheet.formulas.values():
            row = self._there.rows.get(cell.row_key)
            column = self._there.columns.get(cell.column_key)
            value = self._there.grid.value(row, column) if row and column else None
            if isinstance(value, int | float) and not isinstance(value, bool):
                shown[cell.key] = decimal_of(value)
        return shown

    @cached_property
    def _columns(self) -> Mapping[str, Sequence[Decimal]]:
        """The official figures by column: to how many places they are given."""
        found: dict[str, list[Decimal]] = {key: [] for key in self._sheet.columns.values()}
        for key, value in self._official.items():
            if isinstance(value, Decimal):
                found[key.column].append(value)
        return found
