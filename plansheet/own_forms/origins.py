"""Where a cell of a sheet that came back stood in the blank workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from plansheet.language.text import match_key
from plansheet.own_forms.finding import Located, between, moved_column
from plansheet.own_forms.grid import SheetGrid
from plansheet.own_forms.model import FormSheet
from plansheet.workbooks.reading.addresses import Position


class Origins:
    """Rows and columns of a return → those of the blank workbook, whatever was moved between."""

    def __init__(self, sheet: FormSheet, there: Located, blank: SheetGrid) -> None:
        self._sheet, self._there = sheet, there
        self._keys = {row: key for key, row in there.rows.items()} | dict(there.twice)
        self._column_keys = {column: key for key, column in there.columns.items()}
        rows = {row: sheet.row_of[match_key(key)] for key, row in there.rows.items()}
        self.top = sheet.area[0] + there.shift
        self._end = max(rows, default=self.top - 1)
        self._grown = self._end - max(sheet.rows, default=self._end)
        self._rows = between(rows) | rows | _alike(sheet, blank, there, rows)
        columns = {at: sheet.column_of[match_key(key)] for key, at in there.columns.items()}
        self._known_columns = columns
        self._columns = between(columns) | columns

    def of(self, at: Position) -> Iterator[Position]:
        """The cells of the blank workbook that a cell may be: none where it is new.

        Outside of the table a column may have been moved with those of the table, or not.
        """
        row, column = self.row(at[0]), at[1]
        if row is None or row < 0:
            return
        moved = self._column(column)
        places = {moved} if self.is_in_table(at[0]) else {moved, column}
        yield from ((row, place) for place in places if place is not None and place >= 0)

    @cached_property
    def is_straight(self) -> bool:
        """Whether every known column stands where it stood."""
        return all(now == was for now, was in self._known_columns.items())

    def is_in_table(self, row: int) -> bool:
        """Whether a row is one of those that the form asks about, or stands between them."""
        return self.top <= row <= self._end

    def now(self, at: Position) -> Position:
        """Where a cell above the table of the blank workbook is in the return."""
        column = moved_column(self._sheet, self._there.columns, at[1])
        return max(at[0] + self._there.shift, 0), column

    def row_key(self, row: int) -> str:
        """The key of a row of the return, blank where it has none."""
        return self._keys.get(row, "")

    def column_key(self, column: int) -> str:
        """The key of a column of the return, blank where it has none."""
        return self._column_keys.get(column, "")

    def row(self, row: int) -> int | None:
        """The row of the blank workbook that a row may be, None where it is new."""
        if row < self.top:
            return row - self._there.shift
        if row > self._end and self._sheet.kind == "matrix":
            return row - self._grown
        if self._sheet.kind == "list":
            return row - self._there.shift
        return self._rows.get(row)

    def _column(self, column: int) -> int | None:
        if column in self._columns or not self._known_columns:
            return self._columns.get(column)
        first, last = min(self._known_columns), max(self._known_columns)
        if first < column < last:
            return None
        edge = first if column < first else last
        return column + self._known_columns[edge] - edge


def _alike(
    sheet: FormSheet, blank: SheetGrid, there: Located, known: Mapping[int, int]
) -> dict[int, int]:
    """The rows without a key that say the same as one of the blank workbook's, each once."""
    if not known:
        return {}
    said: dict[Sequence[str], list[int]] = {}
    for row in range(sheet.area[0], max(sheet.rows)):
        if row not in sheet.rows and (texts := _texts(blank, row)):
            said.setdefault(texts, []).append(row)
    found: dict[int, int] = {}
    for row in range(sheet.area[0] + there.shift, max(known)) if said else ():
        rows = said.get(_texts(there.grid, row)) if row not in known else None
        if rows:
            found[row] = rows.pop(0)
    return found


def _texts(grid: SheetGrid, row: int) -> Sequence[str]:
    texts = (match_key(grid.text(row, column)) for column in range(grid.width))
    return tuple(filter(None, texts))
