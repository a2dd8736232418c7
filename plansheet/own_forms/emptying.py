"""A workbook that was filled in → as it was before: without the figures that people typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import replace
from itertools import pairwise
from typing import Final

from plansheet.own_forms.form_words import CODE_WORDS, NUMBER_WORDS, is_heading
from plansheet.own_forms.grid import SheetGrid, number_of_column
from plansheet.workbooks.reading import Sheet, Workbook
from plansheet.workbooks.reading.addresses import Position

_TYPED: Final = re.compile(r"-?[0-9.]+,[0-9]+")
"""A number that was typed as text; one without decimals may be a code."""
_YEARS: Final = range(1900, 2201)
_YEARS_APART: Final = 10
"""At most so many years lie between two that stand beside each other in a header."""


def without_figures(workbook: Workbook) -> Workbook:
    """The workbook, blank where figures stand; years, codes and numbers of columns are kept."""
    return replace(workbook, sheets=tuple(map(_without, workbook.sheets)))


def _without(sheet: Sheet) -> Sheet:
    figures = set(_figures(SheetGrid(sheet)))
    rows = [
        [None if (row, column) in figures else value for column, value in enumerate(cells)]
        for row, cells in enumerate(sheet.rows)
    ]
    return replace(sheet, rows=rows)


def _figures(grid: SheetGrid) -> Iterator[Position]:
    """The cells with figures: right of the first column of texts, below the first row of them."""
    kept = {c for c in range(grid.width) if _is_counted(grid, c)}
    for row in range(grid.height):
        found = {c for c in range(grid.width) if c not in kept and _is_figure(grid, row, c)}
        words = [c for c in range(grid.width) if c not in found and _has_words(grid, row, c)]
        if found and not _is_of_header(grid, row, found) and words and words[0] < max(found):
            yield from ((row, column) for column in found if column > words[0])


def _is_counted(grid: SheetGrid, column: int) -> bool:
    """Whether a column is headed as one of codes or ordinal numbers."""
    words = (*NUMBER_WORDS, *CODE_WORDS)
    titles = (grid.text(row, column) for row in range(grid.height))
    return any(len(title.split()) < 4 and is_heading(title, words) for title in titles if title)


def _is_figure(grid: SheetGrid, row: int, column: int) -> bool:
    if grid.is_formula(row, column):
        return False
    value = grid.value(row, column)
    if isinstance(value, str):
        return _TYPED.fullmatch(value.strip()) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def _has_words(grid: SheetGrid, row: int, column: int) -> bool:
    return any(map(str.isalpha, grid.spread(row, column)))


def _is_of_header(grid: SheetGrid, row: int, figures: Set[int]) -> bool:
    """Whether the numbers of a row are years, or those of the columns: A B 1 2 3."""
    values = [grid.value(row, column) for column in sorted(figures)]
    numbers = [abs(value) for value in values if isinstance(value, int | float)]
    if all(value in _YEARS for value in values):
        return all(abs(after - one) <= _YEARS_APART for one, after in pairwise(numbers))
    texts = (grid.text(row, column) for column in range(grid.width))
    is_numbered = all(number_of_column(text) for text in texts if text)
    return is_numbered and all(after - one == 1 for one, after in pairwise(numbers))
