"""A1 addresses and 0-based positions."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

Position = tuple[int, int]
"""(row, column), both counted from 0."""

EXCEL_ROWS: Final = 1_048_576
EXCEL_COLUMNS: Final = 16_384
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
