"""Fill in issued forms, seeded: simulated figures, not real ones.

A commune has a base of its own; a figure is base + 10 · (row code mod 100) + column number, for the
seasons that the commune has. The totals in golden.tsv were worked out from that alone.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

import openpyxl

from plansheet.workbooks.editing import same_bytes

SEED = 16
SHEET = "Biểu 01-NN"
FIRST, LEFT = 11, 4


def figures(commune: int) -> dict[tuple[int, int], int]:
    """What a commune fills in, by row code and column number; blank for seasons it has not."""
    rng = random.Random(SEED * 10 + commune)
    base = 100 * commune
    return {
        (crop * 100 + season, column): base + 10 * season + column
        for crop in range(1, 6)
        for season in range(1, 6)
        if rng.random() < 0.8
        for column in range(1, 9)
    }


def main(issued: str, returns: str) -> None:
    """Fill in the workbooks of a folder into another."""
    Path(returns).mkdir()
    for commune, path in enumerate(sorted(Path(issued).glob("*.xlsx")), 1):
        book: Any = openpyxl.load_workbook(path)
        sheet = book[SHEET]
        given = figures(commune)
        for row in range(FIRST, FIRST + 30):
            for column in range(1, 9):
                value = given.get((int(sheet.cell(row, 3).value), column))
                if value is not None:
                    sheet.cell(row, LEFT + column - 1).value = value
        (Path(returns) / path.name).write_bytes(same_bytes(book))
        print(f"{path.name}: {len(given)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
