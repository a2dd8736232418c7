"""The cells of one issued row: what was typed, and what was changed that must not be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plansheet.forms import Column, Form
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
        self._texts = stamp.of(name)
        self._units = self._texts.column(ColumnName.UNIT)
        own = [None if n == self.form.key else table.columns.get(n) for n in self._texts.columns]
        self._places = list(zip(self._texts.columns, own, strict=True))
        known = {name for name, position in self._places if position is not None}
        self._held = [column for column, _ in self.inputs if column.name in known]
        self._no_inputs: dict[str, set[str]] = {}
        for column in self._held:
            for code in self._texts.column(column.name):
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
        kinds = (broken, partial, signed, issued, confirmed)
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
        texts = self._texts.row(code)
        issued = {c.name: shown_value(c, texts.get(c.name, "")) for c in self._held}
        both = ((c.name, values.get(c.name, issued.get(c.name))) for c, _ in self.inputs)
        return {name: value for name, value in both if value is not None}

    def _changed(self, row: TableRow) -> Iterator[Problem]:
        """Cells that are not what they were when the workbook was issued."""
        cells, width = row.cells, len(row.cells)
        texts = self._texts.rows.get(row.code, ())
        for (name, position), issued in zip(self._places, texts, strict=False):
            if position is None or issued is None:
                continue
            cell = cells[position] if position < width else None
            if cell != issued and not is_as_issued(self.form.by_name[name], cell, issued):
                yield row.at(name).problem("locked-cell-changed", issued=issued)


def is_as_issued(column: Column, cell: object, text: str) -> bool:
    """Whether a cell says what it was issued with, be it spelt otherwise or in the other language.

    A blank one says what one issued blank does.
    """
    shown = show(cell)
    if shown == text:
        return True
    return match_key(shown) in map(match_key, spellings(column.term(text)))
