"""The rows of long tables in a workbook that openpyxl edits, written as XML.

That is many times as fast: openpyxl makes an object of every cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from plansheet.workbooks.reading import column_letters
from plansheet.workbooks.writing.cell_text import clipped, looks_typed, spelt_out
from plansheet.workbooks.writing.cells import DATE_FORMAT

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_DIMENSION: Final = re.compile(rb'<dimension ref="[^"]*" ?/>')
_END: Final = b"</sheetData>"


class LongTables:
    """Rows that come below what a sheet has already; `in_part` puts them into the saved file."""

    def __init__(self) -> None:
        self._rows: list[_Rows] = []

    def add(self, sheet: Worksheet, rows: Iterable[Sequence[object]]) -> None:
        """Rows for a sheet that has at least one: texts that stay texts, numbers, days, None."""
        self._rows.append(_Rows(sheet, rows))

    def in_part(self, name: str, content: bytes) -> bytes:
        """A part of the saved workbook with the rows that are to stand in it."""
        for rows in self._rows:
            if rows.part == name:
                return rows.put_into(content)
        return content


class _Rows:
    """The rows of one sheet; what styles they need is known to the workbook from the start."""

    def __init__(self, sheet: Worksheet, rows: Iterable[Sequence[object]]) -> None:
        from openpyxl.cell import Cell

        self._sheet, self._rows = sheet, list(rows)
        quoted: Any = Cell(sheet, 1, 1)
        quoted.quotePrefix = True
        day: Any = Cell(sheet, 1, 1)
        day.number_format = DATE_FORMAT
        self._quoted, self._day = quoted.style_id, day.style_id

    @property
    def part(self) -> str:
        """The part of the saved file that has the sheet."""
        return self._sheet.path.lstrip("/")

    def put_into(self, content: bytes) -> bytes:
        """The sheet with the rows below its own."""
        first = self._sheet.max_row + 1
        width = max((self._sheet.max_column, *map(len, self._rows)))
        letters = [column_letters(at) for at in range(width)]
        written = (
            f'<row r="{number}">{"".join(self._cells(row, letters, number))}</row>'
            for number, row in enumerate(self._rows, first)
        )
        area = f'<dimension ref="A1:{letters[-1]}{first + len(self._rows) - 1}"/>'
        content = _DIMENSION.sub(area.encode(), content)
        return content.replace(_END, "".join(written).encode() + _END)

    def _cells(self, row: Sequence[object], letters: Sequence[str], number: int) -> Iterator[str]:
        from openpyxl.utils import datetime as days

        serial: Any = days.to_excel

        for letter, value in zip(letters, row, strict=False):
            if isinstance(value, str):
                if value:
                    style = f' s="{self._quoted}"' if looks_typed(value) else ""
                    text = escape(spelt_out(clipped(value)))
                    yield f'<c r="{letter}{number}"{style} t="inlineStr"><is>'
                    yield f'<t xml:space="preserve">{text}</t></is></c>'
            elif isinstance(value, date):
                yield f'<c r="{letter}{number}" s="{self._day}"><v>{serial(value)}</v></c>'
            elif value is not None:
                yield f'<c r="{letter}{number}"><v>{value}</v></c>'
