"""Texts and figures that a person cannot read whole in their cells, on the screen or on paper.

Measured here once more, by the letters' advances and nothing else of the package, as Excel draws:
columns in units of 7 pixels, a text without wrapping over the blank cells at its right as far as
the sheet is used, a figure as signs of number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from plansheet.workbooks.writing import advances

WIDTHS: Final = {
    bold: {c: width for width, letters in table.items() for c in letters}
    for bold, table in ((False, advances.REGULAR), (True, advances.BOLD))
}
NARROWEST_LINE: Final = 1.15
"""Of Times New Roman, in the size of its letters."""


def pixels(text: str, size: float, bold: bool) -> float:
    known = WIDTHS[bold]
    units = sum(
        known.get(c, 0 if unicodedata.category(c) in ("Mn", "Cf", "Cc") else 2048) for c in text
    )
    return units / 2048 * size * 96 / 72


def lines(text: str, room: float, size: float, bold: bool) -> int:
    """Lines of a text that is broken at blanks, and within a word that is wider than the room."""
    count = 0
    for paragraph in text.split("\n"):
        line = ""
        count += 1
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and pixels(longer, size, bold) > room:
                count, line = count + 1, word
            else:
                line = longer
            while len(line) > 1 and pixels(line, size, bold) > room:
                keep = 1
                while keep < len(line) and pixels(line[: keep + 1], size, bold) <= room:
                    keep += 1
                count, line = count + 1, line[keep:]
    return count


def clipped_cells(path: Path) -> Iterator[str]:
    """Sheet, cell and what is cut, of every sheet that can be seen."""
    workbook = openpyxl.load_workbook(path)
    shown = openpyxl.load_workbook(path, data_only=True)
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            yield from (f"{sheet.title}!{found}" for found in _of(sheet, shown[sheet.title]))


def _of(sheet: Any, shown: Worksheet) -> Iterator[str]:
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    widths = _Widths(sheet)
    for row in sheet.iter_rows():
        for cell in row:
            value = shown[cell.coordinate].value
            if value is None or value == "" or _unseen(cell) or widths.hidden(cell.column):
                continue
            area = merged.get((cell.row, cell.column))
            last = area.max_col if area else cell.column
            room = widths.between(cell.column, last)
            text, size, bold = str(value), cell.font.sz or 11, bool(cell.font.b)
            if not isinstance(value, str):
                if pixels(_figure(value, cell.number_format), size, bold) > room:
                    yield f"{cell.coordinate}: {value} as ####"
            elif cell.alignment.wrap_text:
                needed = lines(text, room, size, bold) * size * NARROWEST_LINE
                height = _height(sheet, cell.row, area.max_row if area else cell.row, bool(area))
                if height is not None and needed > height:
                    yield f"{cell.coordinate}: {needed:.0f} > {height:.0f} pt: {text[:50]}"
            else:
                if not area:
                    while last < sheet.max_column and not sheet.cell(cell.row, last + 1).value:
                        last += 1
                    room = widths.between(cell.column, last)
                if cell.alignment.horizontal == "right":
                    room = widths.between(1, cell.column)
                if (wide := pixels(text, size, bold)) > room:
                    yield f"{cell.coordinate}: {wide:.0f} > {room:.0f} px: {text[:50]}"


def _unseen(cell: Any) -> bool:
    """Whether nobody is to read the whole of a cell: a value not shown, or the digest of a file."""
    return bool(cell.number_format == ";;;" or _DIGEST.fullmatch(str(cell.value)))


_DIGEST = re.compile("[0-9a-f]{64}")


class _Widths:
    """The widths of columns in pixels, without the padding at their sides."""

    def __init__(self, sheet: Any) -> None:
        self.of: dict[int, float] = {}
        for name, column in sheet.column_dimensions.items():
            first = column.min or column_index_from_string(name)
            for number in range(first, min(column.max or first, 500) + 1):
                self.of[number] = 0 if column.hidden else column.width * 7 - 5

    def hidden(self, column: int) -> bool:
        """Whether a column is hidden: nobody sees that its texts do not fit."""
        return self.of.get(column) == 0

    def between(self, first: int, last: int) -> float:
        """The room of the columns together; a column without a width has 8.43 characters."""
        inner = sum(self.of.get(number, 59) for number in range(first, last + 1))
        return inner + 5 * (last - first)


def _height(sheet: Any, first: int, last: int, merged: bool) -> float | None:
    """The height of rows together; None of one that every program fits when it opens the file."""
    if first == last and not merged and sheet.row_dimensions[first].height is None:
        return None
    return sum(sheet.row_dimensions[row].height or 15 for row in range(first, last + 1))


def _figure(value: object, number_format: str) -> str:
    if isinstance(value, date):
        return "00/00/0000"
    if isinstance(value, int | float) and not isinstance(value, bool):
        first = number_format.split(";")[0]
        places = len(first.partition(".")[2].rstrip("%_-) "))
        if first in ("General", "@"):
            return f"{value:.11g}"
        return f"{value:,.{places}f}" if "," in first else f"{value:.{places}f}"
    return str(value)
