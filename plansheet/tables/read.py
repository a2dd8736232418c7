"""Reading the rows of a form's table: each cell ends as a value, as a problem, or was blank.

Whoever reads a table reads it here: the plan workbook, a return, a report that is read back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from plansheet.forms import Column, SheetColumns
from plansheet.forms.names import ColumnName
from plansheet.forms.values import Finding, Value, in_sentence, read_cell, read_per_cents, show
from plansheet.language.units import share_sign
from plansheet.problems import LabelledCell, Problem, has_errors
from plansheet.problems.catalogue import phrases
from plansheet.tables.find import find_table
from plansheet.tables.table import Table, TableRow
from plansheet.workbooks.formula_safety import is_foreign
from plansheet.workbooks.reading import Workbook
from plansheet.workbooks.reading.serials import Dayless


@dataclass(slots=True)
class RowReading:
    """What reading a row gave: values by column, and what is wrong with the other cells.

    `broken` are the columns whose cell cannot be used: each has an error in `problems`. `signed`
    are those whose cell says itself that it is in per cents, by a sign or by its number format.
    """

    values: dict[str, Value] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    signed: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


class RowReader:
    """Reads `columns` of the rows of one table, those that it has.

    In a workbook that the coordinator keeps (`own`) a formula counts as the value that it has,
    without a word.
    """

    def __init__(
        self, table: Table[SheetColumns], columns: Iterable[Column], *, own: bool = False
    ) -> None:
        self.columns = [(c, table.columns[c.name]) for c in columns if c.name in table.columns]
        self._own, self._percents = own, table.sheet.percents
        sheet = table.sheet
        positions = {position for _, position in self.columns}
        behind = [*sheet.errors, *sheet.tcvn3, *sheet.uncached, *sheet.marked, *sheet.percents]
        behind += sheet.dayless if own else sheet.formulas
        numbers = None if own else table.columns.get(ColumnName.DOCUMENT_NO)
        if numbers is not None:
            behind += [(n, numbers) for n, row in enumerate(sheet.rows) if _is_day(row, numbers)]
        self._odd = frozenset(row for row, position in behind if position in positions)

    def read(self, row: TableRow, without: Container[str] = (), unit: str = "") -> RowReading:
        """The values of a row but for the columns in `without`, and every problem with them.

        `unit` is the row's own unit, which a figure's own must not contradict.
        """
        reading = RowReading()
        cells, width, is_odd = row.cells, len(row.cells), row.index in self._odd
        for column, position in self.columns:
            raw = cells[position] if position < width else None
            if (raw is None and not is_odd) or column.name in without:
                continue
            if not is_odd:
                value, finding = read_cell(column, raw, unit=unit)
                if finding is None:
                    if value is not None:
                        reading.values[column.name] = value
                    continue
            value, problems = read_at(row, position, column, unit, own=self._own)
            if value is not None:
                reading.values[column.name] = value
            if (row.index, position) in self._percents or _is_signed(raw):
                reading.signed.add(column.name)
            reading.problems += problems
            if has_errors(problems):
                reading.broken.add(column.name)
        return reading


def _is_signed(raw: object) -> bool:
    return isinstance(raw, str) and bool(share_sign(raw.rstrip(" .")[-1:]))


def _is_day(row: Sequence[object], position: int) -> bool:
    return position < len(row) and isinstance(row[position], date)


def values_of(columns: SheetColumns, workbook: Workbook) -> Iterator[dict[str, Value]]:
    """The rows of a table that plansheet wrote, as values by column; cells that are none left out.

    There are none where the sheet is not there or has no such table.
    """
    for reader, row in rows_of(tables_of(columns, workbook), columns.columns, own=True):
        if values := reader.read(row).values:
            yield values


def tables_of(
    columns: SheetColumns, workbook: Workbook, file: str = ""
) -> list[Table[SheetColumns]]:
    """A table that plansheet wrote, one piece for each sheet that it takes."""
    found = (find_table(columns, sheet, file) for sheet in workbook.parts(columns.sheet))
    return [table for table in found if table is not None]


def rows_of(
    tables: Iterable[Table[SheetColumns]], columns: Collection[Column], *, own: bool = False
) -> Iterator[tuple[RowReader, TableRow]]:
    """The rows of the pieces of a table, each with what reads `columns` of it."""
    for table in tables:
        reader = RowReader(table, columns, own=own)
        for row in table.rows:
            yield reader, row


def read_at(
    row: TableRow, position: int, column: Column, unit: str = "", *, own: bool = False
) -> tuple[Value | None, list[Problem]]:
    """The value of one cell, read as one of `column`, and what is wrong with it or was repaired.

    There is no value where the cell is blank or one of the problems is an error.
    """
    behind = _behind(row, position, column, own)
    if behind is not None and behind.severity == "error":
        return None, [behind]
    raw = row.value(position)
    cell = row.labelled(position, column.title, in_sentence(raw))
    if isinstance(raw, date) and column.name == ColumnName.DOCUMENT_NO and not own:
        return None, [cell.problem("date-in-text")]
    shown = _as_shown(row, position, column, unit, own)
    value, finding = shown or read_cell(column, raw, unit=unit)
    is_marked = (row.index, position) in row.table.sheet.marked
    if is_marked and _is_figure(column, value):
        return None, [
            cell.problem("ambiguous-number", first=in_sentence(raw), second=phrases.MARKED)
        ]
    problems = [] if behind is None else [behind]
    if is_marked and not own and (column.choices or column.kind == "date") and value is not None:
        problems.append(cell.problem("text-struck"))
    if finding is not None:
        problems.append(_finding_problem(cell, finding))
    return (None if has_errors(problems) else value), problems


def _as_shown(
    row: TableRow, position: int, column: Column, unit: str, own: bool
) -> tuple[Value | None, Finding | None] | None:
    """What a cell says where its number format says more than its value; None for any other.

    0.4 shown as per cent is 40%. In a text column of a workbook of the coordinator's `own` a date
    shown as “mmm-yy” is that month.
    """
    sheet, at, raw = row.table.sheet, (row.index, position), row.value(position)
    if not (column.is_numeric or (own and column.kind == "text")):
        return None
    if at in sheet.percents and isinstance(raw, int | float):
        return read_per_cents(column, raw, unit)
    if at in sheet.dayless and isinstance(raw, date) and own:
        return without_day(raw, sheet.dayless[at]), None
    return None


def without_day(day: date, shown: Dayless) -> str:
    """What a date says that is shown without its day: “Tháng 6/2026”, “Năm 2026”."""
    return f"Tháng {day.month}/{day.year}" if shown == "month" else f"Năm {day.year}"


_FIGURES: Final = (
    ColumnName.TARGET,
    ColumnName.STRETCH,
    ColumnName.HISTORY,
    ColumnName.GOAL,
    ColumnName.PREVIOUS_TERM,
)
"""How the names of the text columns begin that hold figures."""


def _is_figure(column: Column, value: Value | None) -> bool:
    """Whether a value of a column is a figure, if only in words."""
    return isinstance(value, Decimal) or (
        column.name.startswith(_FIGURES) and re.search("[0-9]", show(value)) is not None
    )


def _behind(row: TableRow, position: int, column: Column, own: bool) -> Problem | None:
    """What stands behind a value: an error, a formula, text in a TCVN3 font."""
    sheet, at = row.table.sheet, (row.index, position)
    if at in sheet.errors:
        cell = row.labelled(position, column.title, sheet.errors[at])
        return cell.problem("error-value")
    is_uncached = at in sheet.uncached
    if is_uncached or (at in sheet.formulas and not own):
        formula = f"={sheet.formulas.get(at, '')}"
        cell = row.labelled(position, column.title, formula)
        if is_foreign(formula) and not own:
            return cell.problem("unsafe-content", "error", what=phrases.FOREIGN_FORMULA)
        return cell.problem("formula-in-input", "error" if is_uncached else "warning")
    if at in sheet.tcvn3:
        cell = row.labelled(position, column.title, sheet.tcvn3[at])
        return cell.problem("legacy-encoding", read=in_sentence(row.value(position)))
    return None


def _finding_problem(cell: LabelledCell, finding: Finding) -> Problem:
    """What was noticed while reading a cell, as a problem."""
    more = phrases.A_DATE if finding.code == "bad-date" else {}
    return cell.problem(finding.code, more={**finding.details, **more})
