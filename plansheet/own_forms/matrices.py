"""Reading the fixed cells of a form: inputs, formulas against what they give, labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from plansheet.forms import Column, SheetColumns
from plansheet.forms.values import Value, show
from plansheet.language.numbers_and_dates import decimal_of
from plansheet.language.text import match_key
from plansheet.language.wording import Term
from plansheet.own_forms.finding import Located
from plansheet.own_forms.formulas import FormFormulas, figures_in
from plansheet.own_forms.model import FormCell, FormSheet, OwnForm
from plansheet.own_forms.returned import CellKey, ReadCell
from plansheet.own_forms.rounding import is_nothing, is_rounding
from plansheet.problems import LabelledCell, Place, Problem, problem
from plansheet.tables.read import RowReader
from plansheet.tables.table import Table, TableRow
from plansheet.workbooks.reading import a1, cell_position
from plansheet.workbooks.reading.addresses import Position


@dataclass
class MatrixReading:
    """What was read: the cells by key, those that cannot be used, and where something was read.

    `computed` has by key what the formulas of the form give with the figures of the return, where
    that is known; `consumed` are the positions of the return of which everything is said.
    """

    cells: dict[CellKey, ReadCell] = field(default_factory=dict)
    broken: set[CellKey] = field(default_factory=set)
    computed: dict[CellKey, Decimal] = field(default_factory=dict)
    consumed: set[Position] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def read_matrix(form: OwnForm, sheet: FormSheet, there: Located, file: str) -> MatrixReading:
    """Read the cells of a matrix."""
    return _MatrixReader(form, sheet, there, file).read()


def column_of(sheet: FormSheet, cell: FormCell) -> Column:
    """The column that a cell is read as one of."""
    choices = sheet.choice(cell)
    kind = "choice" if choices else sheet.type(cell)
    name, terms = cell.column_key, tuple(map(Term, choices))
    synonyms = {match_key(word): word for word in terms}
    return Column(name, Term(name), kind=kind, choices=terms, synonyms=synonyms)


class _MatrixReader:
    def __init__(self, form: OwnForm, sheet: FormSheet, there: Located, file: str) -> None:
        self.form, self.sheet, self.there, self.file = form, sheet, there, file
        self.result = MatrixReading()
        self.readers: dict[tuple[tuple[object, ...], ...], _Reader] = {}
        blank = form.blank.sheet(sheet.name)
        assert blank is not None
        self.blank = blank
        self.by_row: dict[int, list[FormCell]] = {}
        for at in sorted(sheet.inputs):
            self.by_row.setdefault(at[0], []).append(sheet.inputs[at])

    def read(self) -> MatrixReading:
        place = Place(self.file, self.there.sheet.name)
        self._moved_columns()
        for column, key in self.sheet.columns.items():
            is_open = any(cell.at[1] == column for cell in self.sheet.inputs.values())
            if key not in self.there.columns and is_open:
                self._say(problem("column-missing", place, column=key))
        twice = self._twice()
        self._merged()
        for blank_row, key in self.sheet.rows.items():
            row = self.there.rows.get(key)
            inputs = self.by_row.get(blank_row, [])
            if row is None:
                if inputs:
                    self._say(problem("row-missing", place, row_code=key))
            elif key in twice:
                self.result.broken |= {self._key(cell) for cell in inputs}
            else:
                self._row(row, key, inputs)
        self._formulas()
        return self.result

    def _moved_columns(self) -> None:
        """The columns that do not stand in their old order."""
        known = [(at, key) for at, key in self.sheet.columns.items() if key in self.there.columns]
        now = sorted(known, key=lambda one: self.there.columns[one[1]])
        row = self.sheet.column_keys.at[-1] + self.there.shift
        for (_, was), (_, key) in zip(known, now, strict=True):
            if was != key:
                place = Place(self.file, self.there.sheet.name, a1(row, self.there.columns[key]))
                self._say(LabelledCell(place, "", key, key).problem("column-moved"))

    def _say(self, found: Problem) -> None:
        self.result.problems.append(found)

    def _key(self, cell: FormCell) -> CellKey:
        return CellKey(self.sheet.name, cell.row_key, cell.column_key)

    def _twice(self) -> set[str]:
        """The keys of rows that stand there more than once, each said where it comes again."""
        found: set[str] = set()
        for row, key in self.there.twice.items():
            first = self.there.rows[key]
            at = self.sheet.row_keys.at[0]
            place = Place(self.file, self.there.sheet.name, a1(row, at))
            other = str(first + 1)
            self._say(problem("row-duplicated", place, row_code=key, more={"other": other}))
            found.add(key)
        return found

    def _merged(self) -> None:
        """What stands in merged cells belongs to none of them, but where they were issued so."""
        grid, rows, columns = self.there.grid, self.there.rows, self.there.columns
        places = {
            (rows[cell.row_key], columns[cell.column_key]): cell
            for cell in self.sheet.inputs.values()
            if cell.row_key in rows and cell.column_key in columns
        }
        sizes = {first: _size(first, last) for first, last in self.blank.merged}
        for first, last in self.there.sheet.merged if places else ():
            here = [(at, cell) for at, cell in places.items() if _is_within(at, first, last)]
            if not here or sizes.get(here[0][1].at) == _size(first, last):
                continue
            self.result.broken |= {self._key(cell) for _, cell in here}
            texts = [text for at, _ in here if (text := grid.text(*at))] or [grid.text(*first)]
            if any(texts):
                place = Place(self.file, self.there.sheet.name, f"{a1(*first)}:{a1(*last)}")
                self._say(problem("merged-input", place, value=" · ".join(texts)))
                self.result.consumed |= {at for at, _ in here}

    def _row(self, row: int, key: str, inputs: list[FormCell]) -> None:
        cells = [
            cell
            for cell in inputs
            if cell.column_key in self.there.columns and self._key(cell) not in self.result.broken
        ]
        columns = tuple(column_of(self.sheet, cell) for cell in cells)
        kinds = tuple((c.name, c.kind, c.choices) for c in columns)
        reader = self.readers.get(kinds) or self._reader(columns)
        self.readers[kinds] = reader
        values = self.there.sheet.rows[row] if row < len(self.there.sheet.rows) else ()
        table_row = TableRow(reader.table, row, values, key)
        reading = reader.reader.read(table_row)
        self.result.problems += reading.problems
        for cell in cells:
            at = (row, self.there.columns[cell.column_key])
            self.result.consumed.add(at)
            value = reading.values.get(cell.column_key)
            if value is not None:
                value = self._usable(cell, value, at)
            place = Place(self.file, self.there.sheet.name, a1(*at))
            if value is not None:
                self.result.cells[self._key(cell)] = ReadCell(value, place)
            elif not self.there.grid.is_blank(*at):
                self.result.broken.add(self._key(cell))

    def _usable(self, cell: FormCell, value: Value, at: Position) -> Value | None:
        """The value, None where it is none of its type; then it is told."""
        column = column_of(self.sheet, cell)
        place = Place(self.file, self.there.sheet.name, a1(*at))
        labelled = LabelledCell(place, cell.row_key, cell.column_key, show(value))
        if column.is_numeric and not _is_number(value, whole=column.kind == "integer"):
            self._say(labelled.problem("not-a-number"))
            return None
        if column.choices and value not in column.choices:
            self._say(labelled.problem("not-in-list", choices=" · ".join(column.choices)))
            return None
        return value

    def _reader(self, columns: tuple[Column, ...]) -> _Reader:
        spec = SheetColumns(Term(self.there.sheet.name), columns)
        there = {c.name: self.there.columns[c.name] for c in columns}
        table = Table(self.there.sheet, spec, -1, there, {}, self.file)
        return _Reader(table, RowReader(table, columns))

    # What the form computes itself.

    def _formulas(self) -> None:
        """Each formula of the form: is it still there, and does it show what it gives?"""
        typed = {key: read.value for key, read in self.result.cells.items()}
        formulas = self._computing(typed)
        for cell in self.sheet.formulas.values():
            row = self.there.rows.get(cell.row_key)
            column = self.there.columns.get(cell.column_key)
            if row is None or column is None:
                continue
            at = (row, column)
            self.result.consumed.add(at)
            given = formulas.value(cell.at)
            if given is not None:
                self.result.computed[self._key(cell)] = given
            self.result.problems += self._differing(cell, at, given, formulas)

    def _computing(self, typed: Mapping[CellKey, Value]) -> FormFormulas:
        figure = figures_in(self.sheet, self.blank.rows, typed)
        return FormFormulas(dict(self.blank.formulas), figure)

    @cached_property
    def _without_texts(self) -> FormFormulas:
        """The formulas as Excel computes them: it leaves out numbers that were typed as text."""
        grid, cells = self.there.grid, self.result.cells
        places = {key: cell_position(read.place.cell) for key, read in cells.items()}
        numbers = {k: at for k, at in places.items() if not isinstance(grid.value(*at), str)}
        return self._computing({key: cells[key].value for key in numbers})

    def _differing(
        self, cell: FormCell, at: Position, given: Decimal | None, formulas: FormFormulas
    ) -> Iterator[Problem]:
        """What is wrong with a cell that the form computes; what rounding explains is told so."""
        grid = self.there.grid
        place = Place(self.file, self.there.sheet.name, a1(*at))
        value = grid.value(*at)
        labelled = LabelledCell(place, cell.row_key, cell.column_key, show(value))
        if given is not None and isinstance(value, int | float) and not isinstance(value, bool):
            shown = decimal_of(value)
            gap = shown - given
            if is_nothing(gap, given):
                return
            if is_rounding(gap, [shown, *formulas.operands(cell.at)]):
                formula = f"={self.blank.formulas[cell.at]}"
                yield labelled.problem("rounding-difference", what=formula, gap=show(abs(gap)))
                return
            if grid.is_formula(*at):
                counted = self._without_texts.value(cell.at)
                if counted is None or not is_nothing(shown - counted, counted):
                    yield labelled.problem("computed-differs", expected=show(given))
                return
        if at in grid.sheet.errors:
            text = grid.sheet.errors[at]
            yield labelled.problem("computed-differs", value=text, expected=show(given))
        elif value is not None and not grid.is_formula(*at):
            formula = f"={self.blank.formulas.get(cell.at, '')}"
            yield labelled.problem("locked-cell-changed", issued=formula)


def _size(first: Position, last: Position) -> Position:
    return last[0] - first[0], last[1] - first[1]


def _is_within(at: Position, first: Position, last: Position) -> bool:
    return first[0] <= at[0] <= last[0] and first[1] <= at[1] <= last[1]


def _is_number(value: Value, *, whole: bool) -> bool:
    return isinstance(value, Decimal) and not (whole and value != value.to_integral_value())


@dataclass(frozen=True, slots=True)
class _Reader:
    """A table of some columns, and what reads its rows."""

    table: Table[SheetColumns]
    reader: RowReader


def figures_of(reading: MatrixReading) -> Mapping[CellKey, Value]:
    """What stands in the cells: what was typed, and what is computed of it."""
    return {**{k: c.value for k, c in reading.cells.items()}, **reading.computed}
