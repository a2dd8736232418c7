"""A table longer than a sheet goes on in others with the same head: `Nguồn số liệu (2)` …"""

from __future__ import annotations

import re
from typing import Final

from plansheet.language.wording import is_spelt

ABOVE: Final = 4
"""Rows above the first row of a table to which cells of other sheets lead, on each of its sheets:
two lines, a blank row and the header."""

_PART: Final = re.compile(r"(.+) \(([1-9][0-9]{0,3})\)", re.DOTALL)


def part_name(name: str, part: int) -> str:
    """What the sheet is called that has a part of a table, counted from 1."""
    return name if part == 1 else f"{name} ({part})"


def part_of(sheet: str, name: str) -> int:
    """Which part of the table `name` a sheet has by its own name, in either language; 0: none."""
    if is_spelt(sheet, name):
        return 1
    found = _PART.fullmatch(sheet)
    return int(found[2]) if found and is_spelt(found[1], name) else 0


def place_in_parts(name: str, row: int, rows: int) -> tuple[str, int]:
    """The sheet and the row, from 1, of a row of a table where no sheet has more than `rows`."""
    part, rest = divmod(max(row - ABOVE - 1, 0), rows - ABOVE)
    return (name, row) if part == 0 else (part_name(name, part + 1), ABOVE + 1 + rest)
