"""Reading the free rows of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from plansheet.forms import Column, SheetColumns
from plansheet.forms.comparisons import Reference, UnusableError
from plansheet.forms.values import in_sentence
from plansheet.language.numbers_and_dates import decimal_of
from plansheet.language.text import match_key
from plansheet.language.wording import Term
from plansheet.own_forms.checking import broken_check
from plansheet.own_forms.finding import Located
from plansheet.own_forms.list_totals import ListRow, is_signed, told_totals
from plansheet.own_forms.model import FormCell, FormSheet
from plansheet.own_forms.returned import ReadCell
from plansheet.own_forms.rounding import is_nothing
from plansheet.problems import LabelledCell, Place, Problem
from plansheet.tables.read import RowReader
from plansheet.tables.strays import is_total
from plansheet.tables.table import Table, TableRow
from plansheet.workbooks.reading import a1
from plansheet.workbooks.reading.addresses import Position


def read_list(
    sheet: FormSheet, there: Located, file: str
) -> tuple[tuple[ListRow, ...], set[Position], list[Problem]]:
    """The rows of a list, the positions that were read, and what is wrong with them.

    A row has at least two cells filled in; the list ends before the first row that is blank, and
    before the signatures. A row that sums up others is told: it is none of the list.
    """
    columns = [_column(sheet, key, at) for at, key in sheet.columns.items() if key in there.columns]
    spec = SheetColumns(Term(there.sheet.name), tuple(columns))
    table = Table(there.sheet, spec, -1, dict(there.columns), {}, file)
    reader = RowReader(table, columns)
    rows: list[ListRow] = []
    totals: list[tuple[TableRow, int]] = []
    consumed: set[Position] = set()
    problems: list[Problem] = []
    for row in range(sheet.area[0] + there.shift, there.grid.height):
        filled = [k for k, c in there.columns.items() if not there.grid.is_blank(row, c)]
        here = TableRow(table, row, there.sheet.rows[row], str(row + 1))
        if not filled or is_signed(here):
            break
        if is_total(here):
            consumed |= {(row, there.columns[key]) for key in filled}
            totals.append((here, len(rows)))
            continue
        if len(filled) < min(2, len(columns)):
            continue
        reading = reader.read(here)
        problems += reading.problems
        consumed |= {(row, there.columns[key]) for key in filled}
        cells = {}
        for name, value in reading.values.items():
            place = Place(file, there.sheet.name, a1(row, there.columns[name]))
            if spec.by_name[name].is_numeric and isinstance(value, str):
                cell = LabelledCell(place, str(row + 1), name, value)
                problems.append(cell.problem("not-a-number"))
                continue
            raw = there.grid.value(row, there.columns[name])
            if spec.by_name[name].kind == "text" and isinstance(raw, int | float):
                value = decimal_of(raw)
            cells[name] = ReadCell(value, place)
        if cells:
            rows.append(cells)
    problems += [*_repeated(sheet, rows), *told_totals(totals, rows)]
    kept, broken = _checked(sheet, rows, Place(file, there.sheet.name))
    return kept, consumed, [*problems, *broken]


def _column(sheet: FormSheet, key: str, at: int) -> Column:
    """The column of a key; one without a type takes whatever stands there as it is."""
    column = sheet.column(FormCell(sheet.name, "", key, (0, at)))
    is_said = column.choices or key in sheet.types
    return column if is_said else replace(column, kind="text")


def _repeated(sheet: FormSheet, rows: Sequence[ListRow]) -> list[Problem]:
    """Values of unique columns that stand in several rows."""
    seen: dict[tuple[str, str], ReadCell] = {}
    problems = []
    for row in rows:
        for name in sheet.unique:
            cell = row.get(name)
            if cell is None:
                continue
            key = (name, match_key(str(cell.value)))
            if key in seen:
                labelled = LabelledCell(cell.place, str(cell.value), name, str(cell.value))
                other = seen[key].place.cell
                problems.append(labelled.problem("row-duplicated", other=other))
            seen.setdefault(key, cell)
    return problems


def _checked(
    sheet: FormSheet, rows: Sequence[ListRow], place: Place
) -> tuple[tuple[ListRow, ...], list[Problem]]:
    """The rows without cells that an error takes out of use, and what does not hold."""
    problems: list[Problem] = []
    broken: set[Place] = set()
    for check in sheet.checks:
        of_each = any(not reference.every_row for reference in check.comparison.references)
        for row in rows if of_each else [{}]:
            found = check.outcome(partial(_figures, rows, row))
            if found is None or found.holds or is_nothing(found.left - found.right, found.left):
                continue
            cell = row.get(check.column)
            value = cell.value if cell else None
            labelled = LabelledCell(
                cell.place if cell else place, "", check.column, in_sentence(value)
            )
            problems.append(broken_check(check, found, labelled, value))
            if cell and check.severity == "error":
                broken.add(cell.place)
    kept = ({k: cell for k, cell in row.items() if cell.place not in broken} for row in rows)
    return tuple(filter(None, kept)), problems


def _figures(
    rows: Sequence[ListRow], row: ListRow, reference: Reference
) -> Sequence[Decimal | None]:
    """The figures of a column: in a function of every row, else of one."""
    cells = [one.get(reference.parts[-1]) for one in (rows if reference.every_row else [row])]
    values = [cell.value if cell else None for cell in cells]
    if any(isinstance(value, str | date) for value in values):
        raise UnusableError(reference)
    return [value if isinstance(value, Decimal) else None for value in values]
