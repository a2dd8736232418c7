"""The rows of one sheet of a plan workbook: texts and values, each with its cell."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from plansheet.forms import Form, packaged_forms, year_column
from plansheet.forms.names import ColumnName
from plansheet.forms.values import Value, show
from plansheet.language.text import match_key
from plansheet.language.wording import spellings
from plansheet.plan.operands import OPERANDS
from plansheet.plan.workbook.asides import CODE, data_rows
from plansheet.problems import LabelledCell, Place, Problem, problem
from plansheet.problems.catalogue import Severity
from plansheet.tables.check import check_row
from plansheet.tables.compare import ComparedRow, compare_rows
from plansheet.tables.find import squeezed
from plansheet.tables.read import RowReader
from plansheet.tables.table import Table, TableRow
from plansheet.workbooks.reading.addresses import one_range

_SUFFIXES: Final = tuple(f".{suffix}" for rows in OPERANDS.values() for suffix, _ in rows)


@dataclass(frozen=True, slots=True)
class PlanSheetRow:
    """One row of a plan sheet: what was read in it.

    `explained` are the columns of which something was said that a blank cell would repeat.
    """

    row: TableRow
    values: Mapping[str, Value]
    explained: frozenset[str] = frozenset()

    def text(self, name: str) -> str:
        """The cell without blanks around it."""
        return show(self.values.get(name)).strip()

    def verbatim(self, name: str) -> str:
        """The cell as it was written."""
        return show(self.values.get(name))

    def pieces(self, name: str) -> tuple[str, ...]:
        """What stands in the cell between semicolons, as written."""
        return tuple(filter(None, map(str.strip, self.verbatim(name).split(";"))))

    def date(self, name: str) -> date | None:
        """The date in the cell."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    @property
    def code(self) -> str:
        """The code of the row: one text, be it that returns have it too."""
        return sys.intern(self.text(self.row.table.form.key))

    def lacks(self, name: str) -> bool:
        """Whether a cell is blank and nothing was said of it yet."""
        return name not in self.explained and not self.text(name)

    def at(self, name: str) -> LabelledCell:
        """The cell of a column, to say what is wrong with it."""
        return self.row.at(name)


def read_rows(table: Table[Form]) -> tuple[list[PlanSheetRow], list[Problem]]:
    """The rows of a table without those that repeat a code, and what is wrong with them."""
    problems = [*_missing_columns(table), *_columns_twice(table)]
    reader = RowReader(table, table.form.columns, own=True)
    rows: list[PlanSheetRow] = []
    numbers: dict[tuple[str, ...], int] = {}
    for found in data_rows(table, problems):
        row, noticed = _read_row(reader, table, found.called(found.text(table.form.key)))
        problems += noticed
        if row is None:
            continue
        code = match_key(row.code)
        key = (code, *(match_key(row.text(name)) for name in table.form.further_keys))
        if code and key in numbers:
            again = row.at(table.form.key)
            problems.append(again.problem("row-duplicated", other=str(numbers[key])))
            continue
        if code and (not CODE.fullmatch(row.code) or code.endswith(_SUFFIXES)):
            problems.append(row.at(table.form.key).problem("bad-code"))
        numbers[key] = found.number
        rows.append(row)
    problems += _merged(table, rows)
    rows, noticed = _compared(table, rows)
    return rows, [*problems, *noticed]


def _compared(
    table: Table[Form], rows: list[PlanSheetRow]
) -> tuple[list[PlanSheetRow], list[Problem]]:
    """The rows without figures that are wrong beside others, and what does not hold."""
    if not table.form.checks:
        return rows, []
    compared = [ComparedRow(r.code, r.values, r.row.place, set(r.explained)) for r in rows]
    problems = list(compare_rows(table.form, compared, table.data_of))
    return [_without(row, one.broken) for row, one in zip(rows, compared, strict=True)], problems


def _without(row: PlanSheetRow, broken: Set[str]) -> PlanSheetRow:
    """A row in which the values of some columns cannot be used."""
    if row.explained >= broken:
        return row
    values = {name: value for name, value in row.values.items() if name not in broken}
    return replace(row, values=values, explained=row.explained | broken)


def _merged(table: Table[Form], rows: Sequence[PlanSheetRow]) -> Iterator[Problem]:
    """Areas of merged cells that hold something of several rows or several columns."""
    positions = frozenset(table.columns.values())
    for (top, left), (bottom, right) in table.sheet.merged:
        within = [row.row for row in rows if top <= row.row.index <= bottom]
        across = positions.intersection(range(left, right + 1))
        texts = [text for row in within for _, text in row.filled(sorted(across))]
        if texts and (len(within) > 1 or len(across) > 1):
            area = one_range([(top, left), (bottom, right)])
            place = Place(table.file, table.sheet.name, area)
            yield problem("merged-input", place, value=" · ".join(texts))


def _missing_columns(table: Table[Form]) -> Iterator[Problem]:
    for name in table.missing:
        column = table.form.by_name[name]
        if not column.optional:
            severity: Severity = "error" if column.required else "warning"
            yield table.header(name).problem("column-missing", severity)


def _columns_twice(table: Table[Form]) -> Iterator[Problem]:
    """Headers that stand there twice: refused where the second column says anything else."""
    header = table.sheet.rows[table.header_row]
    names = {
        squeezed(title): column.name
        for column in table.form.columns
        for title in spellings(column.title)
        if column.name in table.columns
    }
    for position, text in table.others.items():
        name = names.get(squeezed(text))
        if name is None or not (position < len(header) and header[position]):
            continue
        pairs = [(row.shown(position), row.shown(table.columns[name])) for row in table.rows]
        differs = any(again.strip() not in ("", first.strip()) for again, first in pairs)
        cell = table.header(name)
        again = replace(cell, place=table.place(table.header_row, position), value=text)
        severity: Severity = "error" if differs else "warning"
        yield again.problem("column-duplicated", severity, other=cell.place.cell)


def _read_row(
    reader: RowReader, table: Table[Form], row: TableRow
) -> tuple[PlanSheetRow | None, list[Problem]]:
    """What a row says, None where it is blank, and what is wrong with it."""
    reading = reader.read(row)
    if not reading.values and not reading.broken:
        return None, []
    explained = frozenset({*reading.broken, *table.missing})
    checked = check_row(table.form, reading.values, row.place, row.code, explained)
    explained |= reading.values.keys() - checked.values.keys()
    problems = [*reading.problems, *checked.problems, *_struck(table, row, reading.values)]
    return PlanSheetRow(row, checked.values, explained), problems


def _struck(table: Table[Form], row: TableRow, values: Mapping[str, Value]) -> Iterator[Problem]:
    """Texts that are used although something of them is struck out; of figures that is said."""
    for name in values:
        if (row.index, table.columns[name]) in table.sheet.marked:
            yield row.at(name).problem("text-struck")


_NOTHING: Final[Mapping[str, str]] = {}
"""What most rows have in columns of a user's own form: one for all of them."""


def extra_of(row: PlanSheetRow, form_name: str) -> Mapping[str, str]:
    """The columns that a user's own form adds to those of the package, as written."""
    own = packaged_forms()[form_name].by_name
    further = [name for name in row.values if name not in own]
    if not further:
        return _NOTHING
    stems = (ColumnName.HISTORY, ColumnName.TARGET, ColumnName.STRETCH)
    yearly = {n for stem in stems for _, n in years_of(row, stem)}
    return {name: row.verbatim(name) for name in further if name not in yearly}


def years_of(row: PlanSheetRow, stem: str) -> list[tuple[int, str]]:
    """The years of a yearly column that a row fills in, with the column's name."""
    found = []
    for name in row.values:
        head, _, year = name.rpartition("_")
        if head == stem and year.isdecimal() and name == year_column(stem, int(year)):
            found.append((int(year), name))
    return sorted(found)
