"""A form's table in a sheet: where it stands, and its rows with their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from plansheet.forms import SheetColumns
from plansheet.forms.values import show
from plansheet.problems import LabelledCell, Place
from plansheet.workbooks.reading import Sheet, a1
from plansheet.workbooks.reading.addresses import ranges

F = TypeVar("F", bound=SheetColumns)
F_co = TypeVar("F_co", bound=SheetColumns, covariant=True)


@dataclass(frozen=True)
class Table(Generic[F_co]):
    """A form's table in a sheet of `file`; rows and columns are 0-based from A1.

    `columns` are the positions of the form's columns, `others` the headers beside them. `end` is
    the row before which it ends, where another table stands below it; before `begin` there is
    nothing of it.
    """

    sheet: Sheet
    form: F_co
    header_row: int
    columns: Mapping[str, int]
    others: Mapping[int, str]
    file: str = ""
    end: int | None = None
    begin: int = 0

    @cached_property
    def rows(self) -> Sequence[TableRow]:
        """The rows below the header that have anything in them, be it an error."""
        odd = {row for row, _ in (*self.sheet.errors, *self.sheet.uncached)}
        first = self.header_row + 1
        return [
            TableRow(self, index, cells)
            for index, cells in enumerate(self.sheet.rows[first : self.end], first)
            if index in odd or any(value is not None for value in cells)
        ]

    @cached_property
    def above(self) -> Sequence[TableRow]:
        """The rows above the header: it may have been sorted into the middle of its table."""
        rows = enumerate(self.sheet.rows[self.begin : self.header_row], self.begin)
        return [TableRow(self, index, cells) for index, cells in rows]

    @property
    def missing(self) -> list[str]:
        """The columns of the form that the table does not have."""
        return [c.name for c in self.form.columns if c.name not in self.columns]

    @cached_property
    def beside(self) -> Sequence[int]:
        """The positions of the sheet that are no column of the form."""
        width = max((len(row) for row in self.sheet.rows), default=0)
        return sorted(set(range(width)).difference(self.columns.values()))

    def place(self, row: int, position: int) -> Place:
        """A cell of the sheet."""
        return Place(self.file, self.sheet.name, a1(row, position))

    def data_of(self, name: str) -> Place:
        """The cells of a column of the form in the rows that have anything in them."""
        cells = [(row.index, self.columns[name]) for row in self.rows if name in self.columns]
        return Place(self.file, self.sheet.name, ",".join(ranges(cells)))

    def header(self, name: str) -> LabelledCell:
        """The header of a column of the form; the first cell of the header row where it has none.

        That is where something is said of a column as a whole.
        """
        place = self.place(self.header_row, self.columns.get(name, 0))
        return LabelledCell(place, column=self.form.by_name[name].title)


@dataclass(slots=True, eq=False)
class TableRow:
    """One row of a table: what stands in its cells, and how to speak of them.

    `index` is its position in the sheet, `cells` are its values from column A on and may be fewer
    than the table has columns. `code` is what a problem calls the row, blank where nobody knows.
    """

    # Nothing changes a row, but freezing them would make reading a return a twentieth slower.

    table: Table[SheetColumns]
    index: int
    cells: Sequence[object]
    code: str = ""

    @property
    def number(self) -> int:
        """Its number in the sheet, from 1."""
        return self.index + 1

    def called(self, code: str) -> TableRow:
        """The same row, known to be that of `code`."""
        return TableRow(self.table, self.index, self.cells, code)

    def raw(self, name: str) -> object:
        """The value under the column `name`; None where there is no such column."""
        position = self.table.columns.get(name)
        return self.value(position) if position is not None else None

    def value(self, position: int) -> object:
        """The value at a position; None where it is blank, an error, or was not computed."""
        return self.cells[position] if position < len(self.cells) else None

    def shown(self, position: int) -> str:
        """What stands at a position as text, be it an error or a formula without a value."""
        value = self.value(position)
        if value is not None:
            return show(value)
        sheet, at = self.table.sheet, (self.index, position)
        if not (sheet.errors or sheet.uncached):
            return ""
        formula = f"={sheet.formulas.get(at, '')}" if at in sheet.uncached else ""
        return sheet.errors.get(at, formula)

    def text(self, name: str) -> str:
        """The value under the column `name` as text, without blanks around it."""
        return show(self.raw(name)).strip()

    def is_blank(self, name: str) -> bool:
        """Whether nothing stands under the column `name`, not even an error."""
        position = self.table.columns.get(name)
        return position is None or not self.shown(position).strip()

    def filled(self, positions: Iterable[int]) -> Iterator[tuple[int, str]]:
        """Those of the positions where more than blanks stands, each with its text."""
        cells, width = self.cells, len(self.cells)
        for position in positions:
            value = cells[position] if position < width else None
            text = value if isinstance(value, str) else self.shown(position)
            if text.strip():
                yield position, text

    def place(self, name: str) -> Place:
        """The cell of a column; that of the row's code where the table lacks the column."""
        columns = self.table.columns
        return self.table.place(self.index, columns.get(name, columns.get(self.table.form.key, 0)))

    def at(self, name: str) -> LabelledCell:
        """The cell of a column, to say what is wrong with it."""
        text = self.shown(self.table.columns[name]) if name in self.table.columns else ""
        title = self.table.form.by_name[name].title
        return LabelledCell(self.place(name), self.code, title, text)

    def labelled(self, position: int, column: str = "", text: str | None = None) -> LabelledCell:
        """The cell at a position, to say what is wrong with it, under the header `column`."""
        shown = self.shown(position) if text is None else text
        return LabelledCell(self.table.place(self.index, position), self.code, column, shown)
