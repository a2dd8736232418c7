"""A sheet as a grid of texts, merged cells written out: what forms are recognised by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from typing import Final

from plansheet.forms.values import show
from plansheet.language.text import match_key
from plansheet.workbooks.reading import CellValue, Sheet
from plansheet.workbooks.reading.addresses import Position

_NUMBER: Final = re.compile(r"\(?-?\s*([0-9]{1,3}[a-z]?|[A-ZĐ])\s*\)?(?:\s*=.*)?", re.IGNORECASE)
_SIGNS: Final = re.compile(r"[\s.…_x×*-]*|không|n/a|nil", re.IGNORECASE)
_WIDEST: Final = 2_000
_AGAIN: Final = " #"
"""What stands before the number of a path that repeats."""
SEPARATOR: Final = " / "
"""What stands between the parts of a path of labels."""


class SheetGrid:
    """The cells of a sheet, rows and columns counted from 0."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.height = len(sheet.rows)
        self.width = min(max(map(len, sheet.rows), default=0), _WIDEST)
        self._texts: dict[Position, str] = {}

    def value(self, row: int, column: int) -> CellValue:
        """What stands in a cell itself; None where it is blank."""
        cells = self.sheet.rows[row] if 0 <= row < self.height else ()
        value = cells[column] if 0 <= column < len(cells) else None
        return None if isinstance(value, str) and not value.strip() else value

    def text(self, row: int, column: int) -> str:
        """The same as text on one line."""
        text = self._texts.get((row, column))
        if text is None:
            text = " ".join(show(self.value(row, column)).split())
            self._texts[row, column] = text
        return text

    def spread(self, row: int, column: int) -> str:
        """The text of a cell, of a merged one that of its area."""
        at = self._merged.get((row, column), (row, column))
        return self.text(*at)

    def is_covered(self, row: int, column: int) -> bool:
        """Whether a merged area hides the cell: one cannot write there."""
        return self._merged.get((row, column), (row, column)) != (row, column)

    def next_to(self, row: int, column: int) -> int:
        """The column right of a cell, or of the area that it was merged into."""
        for (top, left), (bottom, right) in self.sheet.merged:
            if top <= row <= bottom and left <= column <= right:
                return right + 1
        return column + 1

    def is_formula(self, row: int, column: int) -> bool:
        """Whether a cell is computed."""
        return (row, column) in self.sheet.formulas or (row, column) in self.sheet.uncached

    def is_blank(self, row: int, column: int) -> bool:
        """Whether nothing stands in a cell, not even a formula or an error."""
        at = (row, column)
        is_odd = self.is_formula(row, column) or at in self.sheet.errors
        return self.value(row, column) is None and not is_odd

    @cached_property
    def texts(self) -> Set[str]:
        """All that stands in its cells, for matching."""
        rows = ((row, len(cells)) for row, cells in enumerate(self.sheet.rows))
        cells = (self.text(row, column) for row, width in rows for column in range(width))
        return {match_key(text) for text in cells if text}

    @cached_property
    def _merged(self) -> Mapping[Position, Position]:
        spread: dict[Position, Position] = {}
        for (top, left), (bottom, right) in self.sheet.merged:
            for row in range(top, min(bottom + 1, self.height)):
                for column in range(left, min(right + 1, self.width)):
                    spread[row, column] = (top, left)
        return spread


def is_mark(text: str) -> bool:
    """Whether a text only marks a cell in which nothing is to be written: x, -, …, Không."""
    return _SIGNS.fullmatch(text) is not None


def number_of_column(text: str) -> str:
    """The number that a cell gives its column: “(3)”, −3, “A”, “3=1+2”; blank without one."""
    found = _NUMBER.fullmatch(text)
    return found[1].upper() if found else ""


def column_keys(grid: SheetGrid, rows: Sequence[int], columns: Iterable[int]) -> dict[int, str]:
    """The key of each column: the number or code in a row alone, else the path of its headers."""
    keys: dict[int, str] = {}
    for column in columns:
        parts = list(dict.fromkeys(filter(None, (grid.spread(row, column) for row in rows))))
        if len(rows) == 1 and parts:
            parts = [number_of_column(parts[0]) or parts[0]]
        if parts:
            keys[column] = SEPARATOR.join(parts)
    return keys


def row_keys(
    grid: SheetGrid, rows: Iterable[int], columns: Sequence[int], *, is_code: bool
) -> dict[int, str]:
    """The key of each row: its code, else the path of its labels.

    A label that repeats is told apart by the last one above it that does not, and then by which of
    them it is.
    """
    if is_code:
        codes = ((row, grid.text(row, columns[0])) for row in rows)
        return {row: code for row, code in codes if code}
    labels: dict[int, str] = {}
    for row in rows:
        parts = list(dict.fromkeys(filter(None, (grid.spread(row, at) for at in columns))))
        if parts:
            labels[row] = SEPARATOR.join(parts)
    return _paths(labels)


def own_label(key: str) -> str:
    """The last part of a path of labels, for matching: what stands at the place itself."""
    return match_key(without_number(key).rpartition(SEPARATOR)[2])


def without_number(key: str) -> str:
    """A path of labels without the number that tells it from others like it."""
    path, again, number = key.rpartition(_AGAIN)
    return path if again and number.isdecimal() else key


def _paths(labels: Mapping[int, str]) -> dict[int, str]:
    counts: dict[str, int] = {}
    for label in labels.values():
        counts[match_key(label)] = counts.get(match_key(label), 0) + 1
    above, seen = "", dict[str, int]()
    keys: dict[int, str] = {}
    for row, label in labels.items():
        is_alone = counts[match_key(label)] == 1
        path = label if is_alone or not above else f"{above}{SEPARATOR}{label}"
        above = label if is_alone else above
        number = seen[match_key(path)] = seen.get(match_key(path), 0) + 1
        keys[row] = path if number == 1 else f"{path}{_AGAIN}{number}"
    return keys
