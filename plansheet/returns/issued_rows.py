"""The cells of one issued row: what was typed, and what was changed that must not be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from plansheet.forms import Form
from plansheet.forms.names import ColumnName
from plansheet.forms.values import Value, show, shown_value
from plansheet.issuing.stamp import Coverage, IssuedCell
from plansheet.language.text import match_key
from plansheet.language.units import read_unit
from plansheet.language.wording import spellings
from plansheet.problems import Problem
from plansheet.returns.model import IssuedTable, ReturnRow
from plansheet.tables.read import RowReader
from plansheet.tables.table import Table, TableRow

_NONE: Final[Mapping[str, str]] = {}


class IssuedRowReader:
    """Reads rows of one table, each as the issued row of the code that it is called.

    Some input cells are no inputs in some rows: those that were issued locked (a task done
    earlier), whose issued value counts, and those that are formulas of ours. Figures that were
    filled in beforehand count where the agency has `confirmed` them.
    """

    def __init__(self, table: Table[Form], asked: IssuedTable, *, confirmed: bool = False) -> None:
        stamp = asked.stamp
        self.form, self.stamp, self.confirmed = table.form, stamp, confirmed
        self._reader = RowReader(table, self.form.inputs)
        self.inputs = self._reader.columns
        name = self.form.name
        issued = {at.column: texts for at, texts in stamp.issued.items() if at.form == name}
        self._units = issued.get(ColumnName.UNIT, _NONE)
        self._issued = [
            (c, table.columns[c.name], issued[c.name])
            for c in self.form.columns
            if c.name in table.columns and c.name in issued and c.name != self.form.key
        ]
        self._locked = [
            (at.column, texts) for at, texts in asked.texts.issued.items() if at.form == name
        ]
        self._no_inputs: dict[str, set[str]] = {}
        for column, _, by_code in self._issued:
            for code in by_code if column.is_input else ():
                self._no_inputs.setdefault(code, set()).add(column.name)
        self._with_issued = frozenset(self._no_inputs)
        for cell in stamp.computed:
            if cell.form == name:
                self._no_inputs.setdefault(cell.code, set()).add(cell.column)

    def read(self, row: TableRow) -> tuple[ReturnRow, list[Problem]]:
        """What a row says, and what is wrong with its cells."""
        code = row.code
        reading = self._reader.read(row, self._no_inputs.get(code, ()), self._units.get(code, ""))
        problems = [*self._changed(row), *reading.problems]
        values: Mapping[str, Value] = reading.values
        coverage = self._coverage(code, values) if self.stamp.coverage else {}
        begun = self._untouched(code, values) if self.stamp.prefilled else set()
        untouched = begun - coverage.keys()
        confirmed = frozenset(untouched if self.confirmed else ())
        if untouched and not confirmed:
            values = {name: value for name, value in values.items() if name not in untouched}
            if values and not self.form.free:
                problems += (row.at(name).problem("cumulative-stale") for name in untouched)
        issued: frozenset[str] = frozenset()
        if code in self._with_issued:
            typed, values = values, self._and_issued(code, values)
            issued = frozenset(values.keys() - typed.keys())
        partial = {name: found for name, found in coverage.items() if found.is_partial}
        broken, signed = frozenset(reading.broken), frozenset(reading.signed)
        locked = {name: texts[code] for name, texts in self._locked if texts.get(code)}
        kinds = (broken, partial, signed, issued, confirmed, locked)
        return ReturnRow(code, row.number, values, *kinds), problems

    def _untouched(self, code: str, values: Mapping[str, Value]) -> set[str]:
        """The columns of figures that were filled in beforehand: nobody reported them.

        Where anything else was typed in the row, they are named. Only where nothing came of an
        amount in this period, so the agency says, does the old sum of it still hold.
        """
        prefilled, form = self.stamp.prefilled, self.form.name
        if values.get(ColumnName.ACTUAL) == 0 and read_unit(self._units.get(code, "")).adds_up:
            return set()
        return {n for n, v in values.items() if prefilled.get(IssuedCell(form, code, n)) == show(v)}

    def _coverage(self, code: str, values: Mapping[str, Value]) -> Mapping[str, Coverage]:
        """What an office said of its own figures, as long as they are those it filled in."""
        return {
            cell.column: coverage
            for cell, coverage in self.stamp.coverage.items()
            if (cell.form, cell.code) == (self.form.name, code)
            and show(values.get(cell.column)) == coverage.figure
        }

    def _and_issued(self, code: str, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """The values, in the order of the columns, with those of cells that were issued locked."""
        inputs = ((c, by_code.get(code, "")) for c, _, by_code in self._issued if c.is_input)
        issued = {c.name: shown_value(c, text) for c, text in inputs}
        both = ((c.name, values.get(c.name, issued.get(c.name))) for c, _ in self.inputs)
        return {name: value for name, value in both if value is not None}

    def _changed(self, row: TableRow) -> Iterator[Problem]:
        """Cells that are not what they were when the workbook was issued."""
        code, cells, width = row.code, row.cells, len(row.cells)
        for column, position, by_code in self._issued:
            issued = by_code.get(code)
            if issued is None:
                continue
            cell = cells[position] if position < width else None
            if cell == issued or (cell is None and not issued):
                continue
            if match_key(show(cell)) not in map(match_key, spellings(column.term(issued))):
                yield row.at(column.name).problem("locked-cell-changed", issued=issued)
