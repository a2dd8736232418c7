"""A row of a return with all that stands in it: what was typed, what was issued, what is computed.

Rules of forms and checks of users see rows so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from plansheet.forms import Form
from plansheet.forms.names import JUDGED, ReportColumn
from plansheet.forms.values import Value, shown_value
from plansheet.issuing.row_formulas import row_formula
from plansheet.plan import Plan
from plansheet.plan.judging import judged_figure
from plansheet.plan.periods import Period
from plansheet.problems import Place
from plansheet.returns.model import ReturnRow, Section
from plansheet.tables.formula_value import UnknownValueError, formula_value

_FIGURE: Final = re.compile(r"-?[0-9]+(?:,[0-9]+)?")


@dataclass(frozen=True, eq=False)
class WholeRow(Mapping[str, Value | None]):
    """A row of a return as a check of a user's own sees it: `row["status"]`, None where blank.

    Its columns are those of the form, whether the sheet has them or lost some, and `agency`; any
    other name is a `KeyError`. `form` is the form's name, `code` the row's code; `file`, `sheet`
    and `number` say where it stands, `place` where each of its cells does.
    """

    section: Section
    returned: ReturnRow
    agency: str
    said: Mapping[str, Value]
    columns: Sequence[str]

    def __getitem__(self, name: str) -> Value | None:
        return self.said[name] if name in self.said else self._blank[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._blank, **self.said})

    def __len__(self) -> int:
        return len({**self._blank, **self.said})

    @property
    def _blank(self) -> Mapping[str, None]:
        return dict.fromkeys(self.columns)

    @property
    def form(self) -> str:
        """The name of its form: "task_report" …"""
        return self.section.form

    @property
    def code(self) -> str:
        """The code of the task or indicator."""
        return self.returned.code

    @property
    def file(self) -> str:
        """What messages call the file."""
        return self.section.file

    @property
    def sheet(self) -> str:
        """The name of the sheet."""
        return self.section.sheet

    @property
    def number(self) -> int:
        """The number of the row in the sheet, from 1."""
        return self.returned.number

    def place(self, column: str) -> Place:
        """The cell of a column; the row's first cell where the sheet lacks the column."""
        if column not in self:
            raise KeyError(column)
        return self.section.place(self.returned, column)


class WholeRows:
    """The rows of a section, whole.

    `period` is None where it is a round, or not known; `agency` is the code of the sender.
    """

    def __init__(self, plan: Plan, section: Section, agency: str, period: Period | None) -> None:
        self.plan, self.section, self.agency, self.period = plan, section, agency, period
        self.form: Form = plan.forms[section.form]

    def of(self, row: ReturnRow) -> dict[str, Value]:
        """By column what stands in a row, and the sender as `agency`; blank cells left out."""
        values = {**self.beside(row), **row.values}
        for column in self.form.columns if self._has_formulas else ():
            if column.name not in values and column.name not in row.broken:
                formula = row_formula(self.plan, self.form, row.code, column)
                value = self._computed(formula, row) if formula else None
                if value is not None:
                    values[column.name] = value
        return values

    def beside(self, row: ReturnRow) -> dict[str, Value]:
        """What nobody typed into a row, but for what is computed of it."""
        beside: dict[str, Value] = {ReportColumn.AGENCY: self.agency}
        if row.code:
            beside[self.form.key] = row.code
        for name, text in self.section.locked.of(row.number).items():
            column = self.form.by_name.get(name)
            if column is None or name in row.values or name in row.broken:
                continue
            if self.form.holds_numbers(name) and _FIGURE.fullmatch(text):
                beside[name] = Decimal(text.replace(",", "."))
            elif not column.is_numeric and (value := shown_value(column, text)) is not None:
                beside[name] = value
        return beside

    @cached_property
    def _has_formulas(self) -> bool:
        """Whether any cell is one, be it only that of a ratio over the rows below it."""
        return any(column.formula or column.aggregate for column in self.form.columns)

    def _computed(self, formula: str, row: ReturnRow) -> Value | None:
        """What a formula gives, None where it gives a blank or nobody here knows."""
        try:
            value = formula_value(formula, lambda name: self._cell(row, name))
        except UnknownValueError:
            return None
        return None if value == "" or isinstance(value, bool) else value

    def _cell(self, row: ReturnRow, name: str) -> Value | None:
        """What a formula sees in a cell that it calls by a name."""
        if name == JUDGED:
            return judged_figure(row.values, self.period) if self.period else None
        name, _, below = name.partition("+")
        at = self._order.get(row.code, -1) + int(below or 0)
        if below and not 0 <= at < len(self.section.rows):
            raise UnknownValueError(name)
        of = self.section.rows[at] if below else row
        return of.values.get(name, self.beside(of).get(name))

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {row.code: at for at, row in enumerate(self.section.rows)}
