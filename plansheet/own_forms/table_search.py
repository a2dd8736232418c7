"""Where the table of a blank workbook's sheet stands: its header, its labels, its open cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from plansheet.own_forms.form_words import (
    CODE_WORDS,
    NUMBER_WORDS,
    UNIT_WORDS,
    is_heading,
    is_note,
    names_head,
)
from plansheet.own_forms.grid import SheetGrid, is_mark, number_of_column
from plansheet.workbooks.reading import cell_position
from plansheet.workbooks.reading.addresses import Position

_HIGHEST: Final = 80
"""Rows in which the header of a table is looked for."""
_FEWEST: Final = 3
"""Cells to fill in that make a table."""
_DEEPEST: Final = 8
"""Rows that a header has at most."""
_LONGEST: Final = 3_000
"""Rows of data that are looked at."""
_SPARSE: Final = 0.2
"""The share of a column's cells up to which texts are notes in it, and do not make it labels."""

_CELL: Final = "([A-Z]{1,3}[1-9][0-9]{0,5})"
_STATED: Final = re.compile(rf"(?<![A-Z0-9]){_CELL}:{_CELL}\b")
_CODE: Final = re.compile(r"[A-Za-zĐđ]{1,6}[-._]?[0-9][0-9A-Za-z.\-]{0,10}")
_LONE_CODE: Final = re.compile(r"[A-Za-z]{1,3}-[0-9]{1,5}")
_SMALL: Final = frozenset({*range(-200, 201), *range(1900, 2201)})
"""Numbers that headers have: of columns, and years."""
_COUNTING: Final = (*NUMBER_WORDS, *CODE_WORDS, *UNIT_WORDS)


_BLANK: Final = " "
_COVERED: Final = "+"
_MARK: Final = "x"
_NUMBER: Final = "1"
_TEXT: Final = "a"
_FORMULA: Final = "="
_FILLED: Final = _MARK + _NUMBER + _TEXT + _FORMULA
_OPEN: Final = _BLANK + _FORMULA


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table, rows and columns from 0: its header rows, its data rows, its columns by what for.

    `numbered` is the row of column numbers and `coded` that of column codes, -1 where there is
    none; `labels` are the columns with texts, `opened` those with cells to fill in or computed
    ones. A table without data rows is a list.
    """

    header: range
    data: range
    labels: tuple[int, ...]
    opened: tuple[int, ...]
    numbered: int = -1
    coded: int = -1

    @property
    def names(self) -> list[int]:
        """The header rows that name the columns, neither number nor code them."""
        rows = [row for row in self.header if row not in (self.numbered, self.coded)]
        return rows or list(self.header)


def find_table(
    grid: SheetGrid, stated: tuple[Position, Position] | None = None
) -> FoundTable | None:
    """The table of a sheet: where it is stated, else the one that opens the most cells."""
    search = _Search(grid)
    is_tall = stated is not None and stated[1][0] > stated[0][0]
    found = search.at(*stated) if stated is not None and is_tall else None
    listed = search.free_list()
    found = found or search.best(range(min(grid.height, _HIGHEST)))
    if found and listed and not is_tall and listed.header[0] > found.header[-1]:
        found = found if search.size(found) >= len(listed.opened) else None
    if stated is not None and not is_tall and (found is None or search.is_filled(found)):
        found = search.list_at(*stated)
    found = found or listed
    return found and search.with_keys(found)


def stated_range(grid: SheetGrid) -> tuple[Position, Position] | None:
    """The range that a cell of the sheet states: “D19:J332”."""
    for row in range(min(grid.height, _HIGHEST)):
        for column in range(grid.width):
            found = _STATED.search(grid.text(row, column))
            if found and not grid.is_formula(row, column):
                first, last = cell_position(found[1]), cell_position(found[2])
                if first <= last and first[1] <= last[1] < grid.width and row < first[0]:
                    return (first, last) if last[0] < grid.height else None
    return None


class _Search:
    """Looks for tables in one sheet."""

    def __init__(self, grid: SheetGrid) -> None:
        self.grid = grid
        self._kinds: list[str] = []

    def best(self, headers: range) -> FoundTable | None:
        """Of the tables whose last header row is one of these, the one that opens most cells."""
        found = [table for row in headers if (table := self._below(row))]
        best = max(found, key=lambda one: (self.size(one), one.header[-1]), default=None)
        return best if best is not None and self.size(best) >= _FEWEST else None

    def at(self, first: Position, last: Position) -> FoundTable | None:
        """The table whose cells stand in a range that the sheet states."""
        header, data = self._header_above(first[0]), range(first[0], last[0] + 1)
        labels, opened = self._classified(header, data, self._columns(header, last[1] + 1))
        return FoundTable(header, data, labels, opened) if labels and opened else None

    def list_at(self, first: Position, last: Position) -> FoundTable | None:
        """The list whose first free row the sheet states."""
        header = self._header_above(first[0])
        columns = [c for c in self._columns(header, last[1] + 1) if c >= first[1]]
        return FoundTable(header, range(0), (), tuple(columns)) if columns else None

    def is_filled(self, found: FoundTable) -> bool:
        """Whether most columns of a table have texts in their cells: a list that was filled in."""
        return len(found.labels) >= len(found.opened)

    def free_list(self) -> FoundTable | None:
        """A header with nothing below it: the row with the most texts beside each other."""
        best: FoundTable | None = None
        for row in range(min(self.grid.height, _HIGHEST)):
            header = self._header(row, range(self.grid.width))
            columns = self._columns(header, self.grid.width)
            names = {self.grid.spread(row, column) for column in columns} - {""}
            if len(names) < 3 or not self._is_head_of_list(header):
                continue
            if best is None or len(columns) >= len(best.opened):
                best = FoundTable(header, range(0), (), tuple(columns))
        return best

    def with_keys(self, found: FoundTable) -> FoundTable:
        """The table, its rows of column numbers and of column codes known."""
        columns = found.opened
        above = [row for row in range(found.header[0] - 1, -1, -1) if self._own(row)][:1]
        rows = [*reversed(found.header), *above]
        coded = next((row for row in rows if self._is_codes(row, columns)), -1)
        first = found.data[0] if found.data else found.header[-1] + 1
        rows = [row for row in (*reversed(found.header), first) if row != coded]
        numbered = next((row for row in rows if self._is_numbers(row, found)), -1)
        header, data = found.header, found.data
        if numbered == first:
            header, data = range(header[0], first + 1), range(first + 1, first + len(data))
        return replace(found, header=header, data=data, numbered=numbered, coded=coded)

    # The parts of a table.

    def _below(self, last: int) -> FoundTable | None:
        """The table whose last header row is this one; None where there can be none."""
        if not self._own(last):
            return None
        header = self._header(last, range(self.grid.width))
        if len(header) == _DEEPEST or self._is_of_figures(last):
            return None
        columns = self._columns(header, self.grid.width)
        if len({self.grid.spread(row, c) for row in header for c in columns} - {""}) < 2:
            return None
        data = self._data(last + 1)
        labels, opened = self._classified(header, data, columns)
        while data and (not self._is_open(data[-1], opened) or self._texts(data[-1], opened)):
            data = data[:-1]
        named = sum(bool(self._texts(row, labels)) for row in data)
        if not data or not labels or not opened or named * 2 < len(data):
            return None
        is_row = self._is_of_figures(data[0]) or not self._texts(data[0], opened)
        is_named = bool(self._texts(data[0], labels))
        return FoundTable(header, data, labels, opened) if is_row and is_named else None

    def size(self, found: FoundTable) -> int:
        rows = [row for row in found.data if self._texts(row, found.labels)]
        return sum(self._kind(row, column) in _OPEN for row in rows for column in found.opened)

    def _is_open(self, row: int, columns: Sequence[int]) -> bool:
        return any(self._kind(row, column) in _OPEN for column in columns)

    def _own(self, row: int) -> list[int]:
        """The columns with something in a row."""
        return [c for c in range(self.grid.width) if self._kind(row, c) in _FILLED]

    def _texts(self, row: int, columns: Sequence[int]) -> list[int]:
        """Those of some columns in which a text stands that says something."""
        return [column for column in columns if self._kind(row, column) == _TEXT]

    def _kind(self, row: int, column: int) -> str:
        """What stands in a cell, as one letter."""
        while len(self._kinds) <= row:
            at = len(self._kinds)
            self._kinds.append("".join(self._letter(at, c) for c in range(self.grid.width)))
        return self._kinds[row][column] if row >= 0 else _BLANK

    def _letter(self, row: int, column: int) -> str:
        if self.grid.is_formula(row, column):
            return _FORMULA
        value = self.grid.value(row, column)
        if value is None:
            return _COVERED if self.grid.is_covered(row, column) else _BLANK
        if is_mark(self.grid.text(row, column)):
            return _MARK
        return _TEXT if isinstance(value, str) else _NUMBER

    def _columns(self, header: range, width: int) -> list[int]:
        return [c for c in range(width) if any(self.grid.spread(row, c) for row in header)]

    def _header(self, last: int, columns: Sequence[int]) -> range:
        """The header rows above and with the last one: those with several texts."""
        first = last
        for row in range(last - 1, max(last - _DEEPEST, -1), -1):
            if not self._may_be_header(row, columns):
                break
            first = row
        return range(first, last + 1)

    def _may_be_header(self, row: int, columns: Sequence[int]) -> bool:
        """Whether a row above one of a header belongs to it: it has several texts, or one group."""
        texts = {self.grid.spread(row, column) for column in columns} - {""}
        if self._is_of_figures(row) or any(names_head(text) for text in texts):
            return False
        own = self._own(row)
        is_group = len(own) == 1 and own[0] > 1 and not self.grid.text(row, own[0]).isupper()
        return len(texts) > 1 or (is_group and len(self._own(row - 1)) > 1)

    def _header_above(self, row: int) -> range:
        """The header rows of a table whose first cell is known."""
        above = [at for at in range(max(row - 4, 0), row) if self._own(at)]
        return self._header(above[-1], range(self.grid.width)) if above else range(0)

    def _data(self, first: int) -> range:
        """The rows from here on up to two blank ones, a note, or what is no row of a table."""
        known: set[int] = set()
        last, blank = first - 1, 0
        for row in range(first, min(self.grid.height, first + _LONGEST)):
            own = self._own(row)
            if not own:
                blank += 1
                continue
            is_row = len(known.intersection(own)) > 1 and known.issuperset(own)
            if blank > 1 or (blank and not is_row):
                break
            if len(own) < 4 and is_note(self.grid.text(row, own[0])):
                break
            known |= {c for c in own if self._kind(row, c) != _MARK}
            last, blank = row, 0
        return range(first, last + 1)

    def _classified(
        self, header: range, data: range, columns: Sequence[int]
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The columns of labels, and those of cells to fill in."""
        columns = [*columns, *self._unnamed(data, columns)]
        rows = [row for row in data if self._own(row)]
        labels = {c for c in columns if self._is_label(header, rows, c)}
        texts = [c for c in labels if any(self._texts(row, [c]) for row in rows)]
        for column in columns:
            kinds = [self._kind(row, column) for row in rows]
            values = [kind for kind in kinds if kind in _FILLED]
            is_computed = _FORMULA in kinds
            if column < max(texts, default=-1) and len(values) * 4 > len(rows) and not is_computed:
                labels.add(column)
        return tuple(sorted(labels)), tuple(c for c in columns if c not in labels)

    def _unnamed(self, data: range, columns: Sequence[int]) -> list[int]:
        """Columns left of the table's own without a header: codes that stand before it."""
        left = range(min(columns, default=0))
        rows = [row for row in data if self._own(row)]
        return [c for c in left if sum(self._kind(r, c) in _FILLED for r in rows) * 2 > len(rows)]

    def _is_label(self, header: range, rows: Sequence[int], column: int) -> bool:
        kinds = "".join(self._kind(row, column) for row in rows)
        if not kinds or _FORMULA in kinds:
            return False
        titles = (self.grid.spread(row, column) for row in header)
        words = _COUNTING if kinds.strip() else (*NUMBER_WORDS, *UNIT_WORDS)
        counts = any(is_heading(title, words) and len(title.split()) < 4 for title in titles)
        return counts or _BLANK not in kinds or kinds.count(_TEXT) > _SPARSE * len(kinds)

    # What the rows of a header say.

    def _is_codes(self, row: int, columns: Sequence[int]) -> bool:
        """Whether a row has a code of its own for each column: C-101, C-102."""
        codes = [self.grid.text(row, column) for column in columns]
        pattern = _CODE if len(columns) > 1 else _LONE_CODE
        return all(map(pattern.fullmatch, codes)) and len(set(codes)) == len(codes)

    def _is_numbers(self, row: int, found: FoundTable) -> bool:
        """Whether a row numbers the columns: (1) (2) (3), also as −1 −2 −3, or A B 1 2."""
        texts = {column: self.grid.text(row, column) for column in columns_of(found)}
        numbers = {c: number_of_column(text) for c, text in texts.items() if text}
        plain = [int(number) for number in numbers.values() if number.isdecimal()]
        is_rising = all(first < second for first, second in pairwise(plain))
        are_all = all(numbers.get(column) for column in found.opened)
        is_one = any(text.startswith("(") for text in texts.values())
        are_many = is_one or sum(map(bool, numbers.values())) > 1
        return are_all and is_rising and bool(plain) and are_many

    def _is_of_figures(self, row: int) -> bool:
        """Whether a row has figures, and not years or the numbers of columns: no header has."""
        values = [self.grid.value(row, c) for c in self._own(row) if self._kind(row, c) == _NUMBER]
        figures = [value for value in values if value not in _SMALL]
        return len(figures) > 1

    def _is_head_of_list(self, header: range) -> bool:
        """Whether nothing but a total stands below a header, and no table ends with it."""
        every = range(self.grid.width)
        below = range(header[-1] + 1, min(header[-1] + 3, self.grid.height))
        wide = [row for row in range(header[0]) if len(self._own(row)) > 2]
        is_free = all(len(self._texts(row, every)) < 2 for row in below)
        is_apart = len(self._own(header[0] - 1)) < 2 and len(wide) <= _DEEPEST
        return is_free and is_apart and not self._is_of_figures(header[-1])


def columns_of(found: FoundTable) -> Iterator[int]:
    """The columns of a table from left to right."""
    yield from sorted({*found.labels, *found.opened})
