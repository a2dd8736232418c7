"""A1 addresses and 0-based positions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

Position = tuple[int, int]
"""(row, column), both counted from 0."""

Area = tuple[Position, Position]
"""The first and the last cell of a rectangle."""

EXCEL_ROWS: Final = 1_048_576
EXCEL_COLUMNS: Final = 16_384
_MOST_RANGES: Final = 100
_ADDRESS: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


@lru_cache(maxsize=2048)
def column_letters(column: int) -> str:
    """0 is A, 25 is Z, 26 is AA.

    Raises:
        ValueError: a negative column.
    """
    if column < 0:
        raise ValueError(f"no column {column}")
    letters = ""
    number = column + 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


@lru_cache(maxsize=2048)
def column_number(letters: str) -> int:
    """A is 0, AA is 26; only ASCII letters, of either case."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def a1(row: int, column: int) -> str:
    """The address of a position: (0, 0) is A1.

    Raises:
        ValueError: a negative row or column.
    """
    if row < 0:
        raise ValueError(f"no row {row}")
    return f"{column_letters(column)}{row + 1}"


def cell_position(address: str) -> Position:
    """The position of an address: B3 or $B$3 is (2, 1).

    Raises:
        ValueError: it is no address of one cell.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError(f"no address of a cell: {address!r}")
    return int(found[2]) - 1, column_number(found[1])


def ranges(cells: Iterable[Position]) -> list[str]:
    """The fewest words for cells: A1, B2:D9, in the order of the sheet; none for no cells.

    Where that would be more than a hundred, the one range that has them all.
    """
    runs: dict[tuple[int, int], list[list[int]]] = {}
    for first, last, row in _runs(sorted(cells)):
        blocks = runs.setdefault((first, last), [])
        if blocks and blocks[-1][1] == row - 1:
            blocks[-1][1] = row
        else:
            blocks.append([row, row])
    found = sorted(
        (top, first, bottom, last)
        for (first, last), blocks in runs.items()
        for top, bottom in blocks
    )
    if len(found) > _MOST_RANGES:
        tops, firsts, bottoms, lasts = zip(*found, strict=True)
        found = [(min(tops), min(firsts), max(bottoms), max(lasts))]
    return [_range(*one) for one in found]


def one_range(cells: Iterable[Position]) -> str:
    """The smallest range that has all of the cells; there must be one."""
    rows, columns = zip(*cells, strict=True)
    return _range(min(rows), min(columns), max(rows), max(columns))


def _runs(cells: Iterable[Position]) -> Iterator[tuple[int, int, int]]:
    """Cells beside each other: first and last column, row; the cells come in order."""
    first = last = row = -1
    for at_row, column in cells:
        if row == at_row and column <= last + 1:
            last = column
            continue
        if row >= 0:
            yield first, last, row
        first, last, row = column, column, at_row
    if row >= 0:
        yield first, last, row


def _range(top: int, first: int, bottom: int, last: int) -> str:
    begin, end = a1(top, first), a1(bottom, last)
    return begin if begin == end else f"{begin}:{end}"


def cells_of(text: str) -> Iterator[Position]:
    """The cells of addresses and ranges separated by commas; what is neither is passed over."""
    for part in filter(None, text.replace(" ", "").split(",")):
        first, _, last = part.partition(":")
        try:
            (top, left), (bottom, right) = cell_position(first), cell_position(last or first)
        except ValueError:
            continue
        yield from ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))
