"""What the column `Kiểm tra` of an issued table asks of each of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from plansheet.forms import Form
from plansheet.forms.names import ColumnName
from plansheet.forms.values import Value
from plansheet.issuing.asked_rows import IssuedRow
from plansheet.issuing.row_formulas import row_formula
from plansheet.language.wording import Language
from plansheet.plan import Plan
from plansheet.tables.compare import is_of_rows
from plansheet.tables.excel_rules import Ref, TableCells
from plansheet.tables.row_check import LONGEST, CellFault, RowCheck, fault_of
from plansheet.workbooks.reading.limits import STRANGERS

_ROOM: Final = STRANGERS.part_bytes // 2
"""Characters of the formulas of a table: what stands beside them and how XML spells them still
leaves a sheet below what a return is refused for, where a program writes each of them out."""


class _Asked(NamedTuple):
    """What makes the check of a row another one than that of the next.

    `computed` are its columns that are formulas of ours, `first` is the row that shows the checks
    of the whole table, `free` one behind those that were issued, an `operand` a row of a numerator
    or denominator.
    """

    computed: frozenset[str] = frozenset()
    first: bool = False
    free: bool = False
    operand: bool = False


class RowChecks:
    """The checks of the rows of an issued table, and of those behind them, the agency's own.

    Rows of which the same is asked share one, whose formula has `TableCells.any_row` for the number
    of the row. Cells that are formulas of ours are no inputs. Rows of numerators and denominators
    have nothing but numbers to give.
    """

    def __init__(
        self,
        plan: Plan,
        form: Form,
        rows: Sequence[IssuedRow],
        cells: TableCells,
        header: Ref,
        lang: Language = "vi",
    ) -> None:
        self.plan, self.form, self.rows, self.lang = plan, form, rows, lang
        self.cells, self.header = cells, header
        self._is_of_table = any(not is_of_rows(check) for check in form.checks)
        self._checks: dict[_Asked, RowCheck] = {}

    def __iter__(self) -> Iterator[tuple[RowCheck, Mapping[str, Value]]]:
        """The check of each row, and the values that stand in it."""
        for index in range(len(self.rows) + self.form.free):
            yield self[index], self.rows[index].values if index < len(self.rows) else {}

    def __getitem__(self, index: int) -> RowCheck:
        """The check of a row of the table, counted from 0."""
        asked = self._asked(index)
        if asked not in self._checks:
            self._checks[asked] = self._check(asked)
        return self._checks[asked]

    def formula(self, index: int) -> str:
        """The formula of a row of the table."""
        return self.cells.in_row(self[index].formula, self.cells.first + index)

    def _asked(self, index: int) -> _Asked:
        first = index == 0 and self._is_of_table
        if index >= len(self.rows):
            return _Asked(first=first, free=True)
        plan, form, code = self.plan, self.form, self.rows[index].code
        computed = frozenset(c.name for c in form.inputs if row_formula(plan, form, code, c))
        is_of_indicators = form.key == ColumnName.INDICATOR_CODE
        return _Asked(
            computed, first, operand=is_of_indicators and code not in plan.indicators_by_code
        )

    def _check(self, asked: _Asked) -> RowCheck:
        return RowCheck(
            self.form,
            self.cells.of_number(self.cells.any_row),
            self.header,
            self.lang,
            without=asked.computed,
            free=asked.free,
            asks=not asked.operand,
            further=self._further(asked.first),
            room=min(LONGEST, _ROOM // (len(self.rows) + self.form.free + 1)),
        )

    def _further(self, first: bool) -> Mapping[str, Sequence[CellFault]]:
        """The checks that a row shows: its own, and in the first those of the whole table."""
        faults: dict[str, list[CellFault]] = {}
        for check in self.form.checks:
            is_shown = first or is_of_rows(check)
            if is_shown and (failing := self.cells.failing(check, self.cells.any_row)):
                faults.setdefault(check.column, []).append(fault_of(check, failing))
        return faults
