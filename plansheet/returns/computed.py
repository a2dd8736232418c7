"""Formulas of ours that came back as their own value: as good as the formula.

Who pastes values, or exports them with another program, takes no formula along. What stands in
its place is no report while it is what the formula gives with the figures of the return.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Final

from plansheet.forms import Column
from plansheet.forms.names import JUDGED
from plansheet.forms.values import as_shown
from plansheet.issuing.row_formulas import row_formula
from plansheet.issuing.stamp import Stamp
from plansheet.plan import Plan
from plansheet.plan.judging import judged_columns
from plansheet.plan.periods import Period
from plansheet.plan.rounds import Occasion
from plansheet.returns.model import Section
from plansheet.tables.formula_value import UnknownValueError, formula_value
from plansheet.workbooks.reading import Sheet
from plansheet.workbooks.reading.addresses import Position
from plansheet.workbooks.reading.model import CellValue

_BINARY: Final = Decimal("1e-12")
"""How far a program that computes in binary may be from the value, in parts of it."""


class ComputedCells:
    """The formulas of a table of a sheet, as `stamp` says what it was issued with."""

    def __init__(
        self, sheet: Sheet, section: Section, stamp: Stamp, plan: Plan, time: Occasion
    ) -> None:
        self.sheet, self.section, self.plan = sheet, section, plan
        self.form = plan.forms[section.form]
        self.order = stamp.rows.get(section.form, ())
        self.judged = judged_columns(time) if isinstance(time, Period) else ()

    def holding(self) -> Iterator[Position]:
        """The cells without a formula that hold what their formula gives."""
        columns = [c for c in self.form.columns if c.formula or c.aggregate]
        for number, code in self.section.codes.items() if columns else ():
            for column in columns:
                at = number - 1, self.section.columns.get(column.name, -1)
                figure = self._value(at)
                if at in self.sheet.formulas or isinstance(figure, bool):
                    continue
                if isinstance(figure, int | float) and self._is(figure, number, code, column):
                    yield at

    def _is(self, figure: float, number: int, code: str, column: Column) -> bool:
        formula = row_formula(self.plan, self.form, code, column)
        if not formula:
            return False
        try:
            value = formula_value(formula, lambda name: self._cell(number, code, name))
        except UnknownValueError:
            return False
        return isinstance(value, Decimal) and _shows(Decimal(str(figure)), value, column)

    def _cell(self, number: int, code: str, name: str) -> CellValue:
        """What stands in the cell of a row that a formula calls by a name."""
        if name == JUDGED:
            figures = [self._cell(number, code, column) for column in self.judged]
            numbers = (f for f in figures if isinstance(f, int | float) and f is not True)
            return next(numbers, figures[-1] if figures else None)
        name, _, below = name.partition("+")
        if below:
            at = self.order.index(code) + int(below) if code in self.order else len(self.order)
            number = self._numbers.get(self.order[at], 0) if at < len(self.order) else 0
        return self._value((number - 1, self.section.columns.get(name, -1)))

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        """The rows by code, each with the first of its copies."""
        return {code: number for number, code in sorted(self.section.codes.items(), reverse=True)}

    def _value(self, at: Position) -> CellValue:
        row, position = at
        cells = self.sheet.rows[row] if 0 <= row < len(self.sheet.rows) else ()
        return cells[position] if 0 <= position < len(cells) else None


def _shows(figure: Decimal, value: Decimal, column: Column) -> bool:
    """Whether a figure is a value, or what the column shows of it."""
    return figure == as_shown(column, value) or abs(figure - value) <= abs(value) * _BINARY
