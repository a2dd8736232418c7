"""Reading the fixed cells of a form: inputs, formulas against what they give, labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from plansheet.forms import SheetColumns
from plansheet.forms.values import Value, in_sentence, plain
from plansheet.language.figures import read_figure
from plansheet.language.numbers_and_dates import decimal_of
from plansheet.language.wording import Term
from plansheet.own_forms.finding import Located
from plansheet.own_forms.formulas import FormFormulas, figures_in
from plansheet.own_forms.model import AskedCell, CellKey, FormCell, FormSheet, OwnForm
from plansheet.own_forms.returned import ReadCell
from plansheet.own_forms.rounding import is_nothing, is_rounding
from plansheet.problems import LabelledCell, Place, Problem, problem
from plansheet.tables.read import read_at
from plansheet.tables.table import Table, TableRow
from plansheet.workbooks.reading import a1, cell_position, column_letters
from plansheet.workbooks.reading.addresses import Position, ranges


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


@dataclass
class _Texts:
    """The numbers of a column that were typed as text: the first of them, and where all stand."""

    row: str
    text: str
    figure: Decimal
    places: list[Position] = field(default_factory=list)


class _MatrixReader:
    def __init__(self, form: OwnForm, sheet: FormSheet, there: Located, file: str) -> None:
        self.form, self.sheet, self.there, self.file = form, sheet, there, file
        self.result = MatrixReading()
        self.blank = form.blanks[sheet.name]
        self.asked = sheet.asked
        self.letters = {column: column_letters(column) for column in there.columns.values()}
        here = there.sheet
        self.table = Table(here, SheetColumns(Term(here.name), ()), -1, {}, {}, file)
        self.odd = {*here.errors, *here.uncached, *here.formulas, *here.tcvn3}
        self.odd |= {*here.marked, *here.percents}
        self.texts: dict[str, _Texts] = {}

    def read(self) -> MatrixReading:
        place = Place(self.file, self.there.sheet.name)
        self._moved_columns()
        missing = [at for at, key in self.sheet.columns.items() if key not in self.there.columns]
        for column in missing:
            key = self.sheet.columns[column]
            if any(at[1] == column for at in self.sheet.inputs):
                self._say(problem("column-missing", place, column=key))
        twice = self._twice()
        self._merged()
        for blank_row, key in self.sheet.rows.items():
            row = self.there.rows.get(key)
            inputs = self.asked.get(blank_row, ())
            if row is None:
                if inputs:
                    self._say(problem("row-missing", place, row_code=key))
            elif key in twice:
                self.result.broken |= {asked.key for asked in inputs}
            else:
                self._row(row, key, inputs)
        self._numbers_as_text()
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
        top = self.sheet.area[0] + self.there.shift
        areas = [area for area in self.there.sheet.merged if area[1][0] >= top]
        if not areas:
            return
        places = {
            (rows[cell.row_key], columns[cell.column_key]): cell
            for cell in self.sheet.inputs.values()
            if cell.row_key in rows and cell.column_key in columns
        }
        sizes = {first: _size(first, last) for first, last in self.blank.merged}
        for first, last in areas:
            here = [(at, cell) for at, cell in places.items() if _is_within(at, first, last)]
            if not here or sizes.get(here[0][1].at) == _size(first, last):
                continue
            self.result.broken |= {cell.key for _, cell in here}
            texts = [text for at, _ in here if (text := grid.text(*at))] or [grid.text(*first)]
            if any(texts):
                place = Place(self.file, self.there.sheet.name, f"{a1(*first)}:{a1(*last)}")
                self._say(problem("merged-input", place, value=" · ".join(texts)))
                self.result.consumed |= {at for at, _ in here}

    def _row(self, row: int, key: str, inputs: Sequence[AskedCell]) -> None:
        """Read a row: a plain number as it stands, whatever else as every table is read."""
        values = self.there.sheet.rows[row] if row < len(self.there.sheet.rows) else ()
        sheet, columns, broken = self.there.sheet.name, self.there.columns, self.result.broken
        for asked in inputs:
            column = columns.get(asked.key.column)
            if column is None or (broken and asked.key in broken):
                continue
            at = (row, column)
            raw = values[column] if column < len(values) else None
            figure = None
            if at not in self.odd:
                if raw is None:
                    continue
                if type(raw) is float and asked.column.kind == "number":
                    figure = decimal_of(raw)
                elif type(raw) is str and asked.column.is_numeric:
                    figure = self._typed_as_text(asked, raw, at)
            if figure is None:
                self._cell(asked, TableRow(self.table, row, values, key), at)
                continue
            place = Place(self.file, sheet, f"{self.letters[column]}{row + 1}")
            self.result.cells[asked.key] = ReadCell(figure, place)
            self.result.consumed.add(at)

    def _typed_as_text(self, asked: AskedCell, text: str, at: Position) -> Decimal | None:
        """The number that a text can only be; None of any other, of which more is to be said."""
        whole = asked.column.kind == "integer"
        typed = read_figure(text, asked.unit, integer=whole)
        figure = typed.value if typed and not typed.words else None
        if figure is None or (whole and not _is_number(figure, whole=True)):
            return None
        texts = self.texts.get(asked.key.column)
        if texts is None:
            texts = self.texts[asked.key.column] = _Texts(asked.key.row, text, figure)
        texts.places.append(at)
        return figure

    def _numbers_as_text(self) -> None:
        """Say of each column where numbers were typed as text: once, however many they are."""
        for column, texts in self.texts.items():
            place = Place(self.file, self.there.sheet.name, ",".join(ranges(texts.places)))
            count, read = len(texts.places), plain(texts.figure)
            cell = LabelledCell(place, texts.row if count == 1 else "", column, texts.text)
            if count == 1:
                self._say(cell.problem("number-repaired", read=read))
            else:
                self._say(cell.problem("numbers-as-text", read=read, count=str(count)))

    def _cell(self, asked: AskedCell, row: TableRow, at: Position) -> None:
        self.result.consumed.add(at)
        value, problems = read_at(row, at[1], asked.column)
        self.result.problems += problems
        place = Place(self.file, self.there.sheet.name, a1(*at))
        if value is not None:
            value = self._usable(asked, value, place)
        if value is not None:
            self.result.cells[asked.key] = ReadCell(value, place)
        elif not self.there.grid.is_blank(*at):
            self.result.broken.add(asked.key)

    def _usable(self, asked: AskedCell, value: Value, place: Place) -> Value | None:
        """The value, None where it is none of its type; then it is told."""
        cell, column = asked.cell, asked.column
        if column.is_numeric and not _is_number(value, whole=column.kind == "integer"):
            code, more = "not-a-number", {}
        elif column.choices and value not in column.choices:
            code, more = "not-in-list", {"choices": " · ".join(column.choices)}
        else:
            return value
        labelled = LabelledCell(place, cell.row_key, cell.column_key, in_sentence(value))
        self._say(labelled.problem(code, more=more))
        return None

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
                self.result.computed[cell.key] = given
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
        labelled = LabelledCell(place, cell.row_key, cell.column_key, in_sentence(value))
        if given is not None and isinstance(value, int | float) and not isinstance(value, bool):
            shown = decimal_of(value)
            gap = shown - given
            if is_nothing(gap, given):
                return
            if is_rounding(gap, [shown, *formulas.operands(cell.at)]):
                formula = f"={self.blank.formulas[cell.at]}"
                yield labelled.problem(
                    "rounding-difference", what=formula, gap=in_sentence(abs(gap))
                )
                return
            if grid.is_formula(*at):
                counted = self._without_texts.value(cell.at)
                if counted is None or not is_nothing(shown - counted, counted):
                    yield labelled.problem("computed-differs", expected=in_sentence(given))
                return
        if at in grid.sheet.errors:
            text = grid.sheet.errors[at]
            yield labelled.problem("computed-differs", value=text, expected=in_sentence(given))
        elif value is not None and not grid.is_formula(*at):
            formula = f"={self.blank.formulas.get(cell.at, '')}"
            yield labelled.problem("locked-cell-changed", issued=formula)


def _size(first: Position, last: Position) -> Position:
    return last[0] - first[0], last[1] - first[1]


def _is_within(at: Position, first: Position, last: Position) -> bool:
    return first[0] <= at[0] <= last[0] and first[1] <= at[1] <= last[1]


def _is_number(value: Value, *, whole: bool) -> bool:
    return isinstance(value, Decimal) and not (whole and value != value.to_integral_value())


def figures_of(reading: MatrixReading) -> Mapping[CellKey, Value]:
    """What stands in the cells: what was typed, and what is computed of it."""
    return {**{k: c.value for k, c in reading.cells.items()}, **reading.computed}
