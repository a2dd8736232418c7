"""The rows of a table as XlsxWriter keeps them, quicker than cell by cell through its methods.

What a cell is made of is looked at once for each distinct text and day of a column, and equal cells
are one object: a long table says the same name, file and day in thousands of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellDatetimeTuple,
    CellNumberTuple,
    CellStringTuple,
)

from plansheet.workbooks.writing.cell_text import clipped, looks_typed
from plansheet.workbooks.writing.cells import BIGGEST

OfCell = Callable[[int, int, Any], Any]
"""What is said or done of the value at a row and column."""


class TableRows:
    """Writes rows of a sheet: texts in the format of their column, numbers and days in their own.

    `format_of` gives that; `other` writes what is anything else.
    """

    def __init__(
        self, sheet: Any, formats: Sequence[Any], format_of: OfCell, other: OfCell
    ) -> None:
        self.sheet, self.strings = sheet, sheet.str_table
        self.format_of, self.other = format_of, other
        self.texts = [_Texts(sheet, cell_format) for cell_format in formats]
        self.days = _Days(sheet)

    def write(self, row: int, values: Sequence[Any]) -> None:
        """Write a row; None is no cell."""
        cells: list[Any] = []
        texts, said, first, last = self.texts, 0, None, 0
        for column, value in enumerate(values):
            kind = value.__class__
            if value is None:
                cells.append(None)
                continue
            if kind is str:
                cells.append(texts[column][value])
                said += value != ""
            elif kind in _NUMBERS and -BIGGEST < value < BIGGEST:
                cells.append(CellNumberTuple(value, self.format_of(row, column, value)))
            elif kind is date:
                cells.append(self.days[value, self.format_of(row, column, value)])
            else:
                self.other(row, column, value)
                cells.append(self.sheet.table[row][column])
            last = column
            first = last if first is None else first
        self.strings.count += said
        if first is not None:
            self.sheet._check_dimensions(row, first)
            self.sheet._check_dimensions(row, last)
            self.sheet.table[row] = RowCells(cells[: last + 1])


class RowCells(tuple[Any, ...]):
    """The cells of a row that nothing is added to, None where there is none.

    A fifth of the memory of a dictionary, in which XlsxWriter keeps them.
    """

    __slots__ = ()

    def __contains__(self, column: object) -> bool:
        """Whether a column has a cell, as XlsxWriter asks it of a dictionary."""
        return isinstance(column, int) and column < len(self) and self[column] is not None

    def items(self) -> list[tuple[int, Any]]:
        """The cells with their columns, from left to right."""
        return [(column, cell) for column, cell in enumerate(self) if cell is not None]


_NUMBERS: Final = frozenset({int, float, Decimal})


class _Texts(dict[str, Any]):
    """The cells of a column, by text; who shows one counts it."""

    def __init__(self, sheet: Any, cell_format: Any) -> None:
        super().__init__()
        self.sheet, self.format, self.strings = sheet, cell_format, sheet.str_table

    def __missing__(self, text: str) -> Any:
        if not text:
            cell: Any = CellBlankTuple(self.format)
        else:
            shown = clipped(text)
            cell_format = self.sheet.quoted(self.format) if looks_typed(shown) else self.format
            cell = CellStringTuple(self.strings._get_shared_string_index(shown), cell_format)
            self.strings.count -= 1
        self[text] = cell
        return cell


class _Days(dict[tuple[date, Any], Any]):
    """The cells of days, by day and format."""

    def __init__(self, sheet: Any) -> None:
        super().__init__()
        self.sheet = sheet

    def __missing__(self, key: tuple[date, Any]) -> Any:
        day, cell_format = key
        self[key] = cell = CellDatetimeTuple(self.sheet._convert_date_time(day), cell_format)
        return cell
