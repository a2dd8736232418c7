"""Where the table of a blank workbook's sheet stands: its header, its labels, its open cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from plansheet.language.text import match_key
from plansheet.own_forms.grid import SheetGrid, is_mark, number_of_column
from plansheet.workbooks.reading import cell_position
from plansheet.workbooks.reading.addresses import Position

_HIGHEST: Final = 80
"""Rows in which the header of a table is looked for."""

_CELL: Final = "([A-Z]{1,3}[1-9][0-9]{0,5})"
_STATED: Final = re.compile(rf"(?<![A-Z0-9]){_CELL}:{_CELL}\b")


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table, rows and columns from 0: its header rows, its data rows, its columns by what for.

    `numbered` is the row of column numbers, -1 where there is none; `labels` are the columns with
    texts, `opened` those with cells to fill in or computed ones. A table without data rows is a
    list.
    """

    header: range
    data: range
    labels: tuple[int, ...]
    opened: tuple[int, ...]
    numbered: int = -1


def find_table(grid: SheetGrid) -> FoundTable | None:
    """The table of a sheet: of all places the one that opens the most cells; None without any."""
    last = min(grid.height, _HIGHEST)
    candidates = (found for row in range(last) for found in _below(grid, row))
    best = max(candidates, key=_size, default=None)
    if best is not None and _size(best) > 1:
        return _without_filled(grid, _numbered(grid, best))
    return _list(grid)


def _without_filled(grid: SheetGrid, found: FoundTable) -> FoundTable:
    """The table, columns with something in every row taken for labels: running numbers, codes."""
    filled = tuple(
        column
        for column in found.opened
        if all(grid.value(row, column) is not None for row in found.data)
        and not any(grid.is_formula(row, column) for row in found.data)
    )
    labels = tuple(sorted({*found.labels, *filled}))
    opened = tuple(column for column in found.opened if column not in filled)
    return replace(found, labels=labels, opened=opened)


def stated_range(grid: SheetGrid) -> tuple[Position, Position] | None:
    """The range that a cell of the sheet states: “D19:J332”."""
    for row in range(min(grid.height, _HIGHEST)):
        for column in range(grid.width):
            found = _STATED.search(grid.text(row, column))
            if found and not grid.is_formula(row, column):
                first, last = cell_position(found[1]), cell_position(found[2])
                if first <= last and last[0] < grid.height and row < first[0]:
                    return first, last
    return None


def _size(found: FoundTable) -> int:
    return len(found.data) * len(found.opened)


def _below(grid: SheetGrid, header: int) -> Iterator[FoundTable]:
    """The tables whose last header row is `header`, one for each row in which it may end."""
    opened = {c for c in range(grid.width) if grid.text(header, c) or grid.spread(header, c)}
    is_own = any(grid.text(header, c) for c in opened)
    labels: set[int] = set()
    count = 0
    for row in range(header + 1, grid.height) if is_own else ():
        texts = [c for c in range(grid.width) if isinstance(grid.value(row, c), str)]
        filled = {c for c in texts if not is_mark(grid.text(row, c))}
        if not filled and not any(grid.value(row, c) is not None for c in range(grid.width)):
            break
        labels |= filled
        opened -= filled
        count += 1
        if not opened or not labels:
            continue
        columns, data = sorted({*opened, *labels}), range(header + 1, row + 1)
        rows = _header(grid, header, columns)
        yield FoundTable(rows, data, tuple(sorted(labels)), tuple(sorted(opened)))


def _header(grid: SheetGrid, last: int, columns: Sequence[int]) -> range:
    """The header rows above and with the last one: those with texts in several of its columns."""
    first = last
    for row in range(last - 1, -1, -1):
        texts = {grid.spread(row, c) for c in columns} - {""}
        own = [c for c in columns if grid.spread(row, c)]
        if len(texts) < 2 and len(own) < len(columns):
            break
        if len(texts) < 2:
            break
        first = row
    return range(first, last + 1)


def _numbered(grid: SheetGrid, found: FoundTable) -> FoundTable:
    """The table, its row of column numbers known where the last header row or the next is one."""
    for row in (found.header[-1], found.data[0] if found.data else -1):
        if row >= 0 and _is_numbers(grid, row, found):
            header = range(found.header[0], row + 1)
            data = range(row + 1, found.data[-1] + 1) if found.data else found.data
            return FoundTable(header, data, found.labels, found.opened, row)
    return found


def _is_numbers(grid: SheetGrid, row: int, found: FoundTable) -> bool:
    """Whether a row numbers the columns: (1) (2) (3), also as −1 −2 −3, or A B 1 2."""
    texts = [grid.text(row, column) for column in found.opened]
    numbers = [number_of_column(text) for text in texts]
    plain = [int(number) for number in numbers if number.isdecimal()]
    is_rising = all(first < second for first, second in pairwise(plain))
    is_one = len(plain) == 1 and texts[-1].startswith("(")
    return all(numbers) and is_rising and (len(plain) > 1 or is_one)


def _list(grid: SheetGrid) -> FoundTable | None:
    """A header with nothing below it: the row with the most texts beside each other."""
    rows = range(min(grid.height, _HIGHEST))
    counts = {row: [c for c in range(grid.width) if grid.text(row, c)] for row in rows}
    header = max(rows, key=lambda row: (len(counts[row]), row), default=-1)
    if header < 0 or len(counts[header]) < 3:
        return None
    columns = counts[header]
    found = FoundTable(_header(grid, header, columns), range(0), (), tuple(columns))
    numbers = [number_of_column(grid.text(header, column)) for column in columns]
    return _numbered(grid, found) if all(numbers) else found


def is_heading(text: str, words: Sequence[str]) -> bool:
    """Whether a header has one of the words."""
    key = f" {match_key(text)} "
    return any(f" {word} " in key for word in words)
