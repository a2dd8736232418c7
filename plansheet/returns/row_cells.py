"""The cells of one issued row: what was typed, and what was changed that must not be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from plansheet.forms import Column, Form
from plansheet.forms.names import ColumnName
from plansheet.forms.values import Value, read_cell, show, shown_value
from plansheet.issuing.stamp import Coverage, FormColumn, IssuedCell, Stamp
from plansheet.language.text import match_key
from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue import Severity, phrases
from plansheet.returns.model import ReturnRow
from plansheet.tables.check import finding_problem
from plansheet.tables.find import Table
from plansheet.workbooks.formula_safety import is_foreign
from plansheet.workbooks.reading import a1

_SCALES: Final = (
    frozenset({"đồng", "nghìn đồng", "triệu đồng", "tỷ đồng", "triệu", "tỷ", "nghìn tỷ đồng"}),
    frozenset({"usd", "nghìn usd", "triệu usd", "tỷ usd"}),
    frozenset({"%", "‰"}),
    frozenset({"kg", "tạ", "tấn", "nghìn tấn", "triệu tấn"}),
    frozenset({"m2", "ha", "nghìn ha", "km2"}),
    frozenset({"m", "km"}),
    frozenset({"người", "nghìn người", "triệu người"}),
)
"""Units that measure the same thing a thousand times apart: confusing them changes the figure."""


class RowReader:
    """Reads rows of one table; `problems` collects what it notices."""

    def __init__(self, file: str, table: Table[Form], stamp: Stamp) -> None:
        self.file, self.table, self.stamp = file, table, stamp
        self.form, self.sheet = table.form, table.sheet
        self.problems: list[Problem] = []
        self.inputs = [
            (c, table.columns[c.name]) for c in self.form.inputs if c.name in table.columns
        ]
        self._locked = [
            (c.name, table.columns[c.name], stamp.issued[FormColumn(self.form.name, c.name)])
            for c in self.form.locked
            if c.name in table.columns
            and c.name != self.form.key
            and (self.form.name, c.name) in stamp.issued
        ]
        open_columns = {c.name for c, _ in self.inputs}
        self._fixed = {
            (code, column)
            for (form, column), texts in stamp.issued.items()
            if form == self.form.name and column in open_columns
            for code in texts
        }
        self._odd_rows = self._find_odd_rows()

    def place(self, index: int, position: int) -> Place:
        """A cell of the sheet."""
        return Place(self.file, self.sheet.name, a1(index, position))

    def text(self, index: int, position: int, raw: Sequence[object]) -> str:
        """What stands in a cell, be it an error or a formula without a value."""
        if position < len(raw) and raw[position] is not None:
            return show(raw[position])
        at = (index, position)
        formula = f"={self.sheet.formulas.get(at, '')}" if at in self.sheet.uncached else ""
        return self.sheet.errors.get(at, formula)

    def read(self, code: str, index: int, raw: Sequence[object]) -> ReturnRow:
        """The values of one row."""
        self._locked_cells(code, index, raw)
        values: dict[str, Value] = {}
        broken: set[str] = set()
        odd = index in self._odd_rows
        width = len(raw)
        computed = self.stamp.computed
        for column, position in self.inputs:
            cell = raw[position] if position < width else None
            value: Value | None
            if (code, column.name) in self._fixed:
                value, usable = self._issued(code, column, index, raw), True
            elif (cell is None and not odd) or (self.form.name, code, column.name) in computed:
                continue
            else:
                value, usable = self._input(code, column, index, position, cell, odd)
            if value is not None:
                values[column.name] = value
            if not usable:
                broken.add(column.name)
        told = self._said(code, index, values)
        return ReturnRow(code, index + 1, told, frozenset(broken), self._coverage(code, told))

    def _coverage(self, code: str, values: Mapping[str, Value]) -> Mapping[str, Coverage]:
        """What an office said of its own figures, as long as they are those it filled in."""
        form = self.form.name
        return {
            cell.column: coverage
            for cell, coverage in self.stamp.coverage.items()
            if (cell.form, cell.code) == (form, code)
            and show(values.get(cell.column)) == coverage.figure
        }

    def _issued(self, code: str, column: Column, index: int, raw: Sequence[object]) -> Value | None:
        """An input cell that was issued locked (a task done earlier): the issued value stands."""
        issued = self.stamp.text(self.form.name, code, column.name) or ""
        cell = self.table.cell(raw, column.name)
        if not column.lock_when_filled and match_key(show(cell)) != match_key(issued):
            self.changed(index, raw, code, column.name, issued)
        return shown_value(column, issued)

    def _said(self, code: str, index: int, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """Without figures that were filled in beforehand and that nobody touched.

        A prefilled figure is no report: where anything else was typed in the row, it is named.
        """
        if not self.stamp.prefilled:
            return values
        untouched = {
            name
            for name, value in values.items()
            if self.stamp.prefilled.get(IssuedCell(self.form.name, code, name)) == show(value)
        }
        told = {name: value for name, value in values.items() if name not in untouched}
        if any((code, name) not in self._fixed for name in told):
            self.problems += [
                problem(
                    "cumulative-stale",
                    self.place(index, self.table.columns[name]),
                    value=show(values[name]),
                    row_code=code,
                    column=self.form.by_name[name].title,
                )
                for name in sorted(untouched)
            ]
        return told

    def _input(
        self, code: str, column: Column, index: int, position: int, cell: object, odd: bool
    ) -> tuple[Value | None, bool]:
        """The value of one input cell, and whether the cell can be used at all."""
        if odd:
            cell, usable = self._odd_cell(code, column, index, position, cell)
            if not usable:
                return None, False
        value, finding = read_cell(column, cell)
        if finding is None:
            return value, True
        if (unit := finding.details.get("unit")) and self._contradicts(code, unit):
            self.problems.append(
                problem(
                    "unit-mismatch",
                    self.place(index, position),
                    value=show(cell),
                    row_code=code,
                    column=column.title,
                    unit=unit,
                    expected=self._unit(code),
                )
            )
            return None, False
        found = finding_problem(finding, column, cell, self.place(index, position), code)
        self.problems.append(found)
        return value, found.severity != "error"

    def _unit(self, code: str) -> str:
        return self.stamp.text(self.form.name, code, ColumnName.UNIT) or ""

    def _contradicts(self, code: str, unit: str) -> bool:
        """Whether a unit typed behind a number makes it another number than the row's unit does.

        “5 triệu đồng” in a row of tỷ đồng does; “88 xã” or “40%” anywhere is only decoration.
        """
        typed, issued = match_key(unit), match_key(self._unit(code))
        if not issued or issued.startswith(typed) or typed.startswith(issued):
            return False
        return any(typed in scale and issued in scale for scale in _SCALES)

    def _find_odd_rows(self) -> frozenset[int]:
        """Rows with a formula, an error or a legacy font in an input cell."""
        positions = {position for _, position in self.inputs}
        cells = (*self.sheet.formulas, *self.sheet.errors, *self.sheet.tcvn3)
        return frozenset(row for row, column in cells if column in positions)

    def _odd_cell(
        self, code: str, column: Column, index: int, position: int, cell: object
    ) -> tuple[object, bool]:
        """Look behind the value: error cells, formulas, text in a TCVN3 font."""
        at = (index, position)
        place = self.place(index, position)
        say = partial(problem, row_code=code, column=column.title)
        if at in self.sheet.errors:
            self.problems.append(say("error-value", place, value=self.sheet.errors[at]))
            return None, False
        if at in self.sheet.formulas:
            text = f"={self.sheet.formulas[at]}"
            if is_foreign(text):
                self.problems.append(
                    say(
                        "unsafe-content",
                        place,
                        value=text,
                        severity="error",
                        what=phrases.FOREIGN_FORMULA,
                    )
                )
                return None, False
            uncached = at in self.sheet.uncached
            severity: Severity = "error" if uncached else "warning"
            self.problems.append(say("formula-in-input", place, value=text, severity=severity))
            return cell, not uncached
        if at in self.sheet.tcvn3:
            self.problems.append(
                say("legacy-encoding", place, value=self.sheet.tcvn3[at], read=show(cell))
            )
        return cell, True

    def _locked_cells(self, code: str, index: int, raw: Sequence[object]) -> None:
        for name, position, texts in self._locked:
            issued = texts.get(code)
            if issued is None:
                continue
            cell = raw[position] if position < len(raw) else None
            if cell == issued or (cell is None and not issued):
                continue
            if match_key(show(cell)) != match_key(issued):
                self.changed(index, raw, code, name, issued)

    def changed(self, index: int, raw: Sequence[object], code: str, name: str, issued: str) -> None:
        """Note that a cell is not what it was when the workbook was issued."""
        position = self.table.columns[name]
        self.problems.append(
            problem(
                "locked-cell-changed",
                self.place(index, position),
                value=self.text(index, position, raw),
                row_code=code,
                column=self.form.by_name[name].title,
                issued=issued,
            )
        )
