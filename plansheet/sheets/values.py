"""Values of cells through calamine, whose panics and odd returns stay in here."""

from __future__ import annotations

import io
from typing import cast

from python_calamine import CalamineWorkbook

from plansheet.sheets import limits
from plansheet.sheets.model import CellValue
from plansheet.sheets.refusal import damaged, encrypted, out_of_memory, too_large

Rows = list[list[CellValue]]


class Values:
    """The sheets of a workbook that calamine can read, by their index.

    Raises `Fault` where calamine refuses the file or panics.
    """

    def __init__(self, data: bytes) -> None:
        self._cells = 0
        try:
            self._book = CalamineWorkbook.from_object(io.BytesIO(data))
        except BaseException as error:
            raise _refusal(error) from error

    def rows(self, index: int) -> Rows:
        """The rows of one sheet from A1 on; blank is None.

        Raises `Fault`: `unreadable`, or `too-large` where the sheets so far hold too many cells.
        """
        try:
            sheet = self._book.get_sheet_by_index(index)
            rows = cast(Rows, sheet.to_python(skip_empty_area=False))
        except BaseException as error:
            raise _refusal(error) from error
        self._cells += len(rows) * len(rows[0]) if rows else 0
        if self._cells > limits.CELLS:
            raise too_large("có quá nhiều ô", "there are too many cells")
        return _blank_as_none(rows)


def _blank_as_none(rows: list[list[CellValue]]) -> list[list[CellValue]]:
    return [[None if v == "" else v for v in row] if "" in row else row for row in rows]


def _refusal(error: BaseException) -> BaseException:
    """What calamine raised, as a fault; what others raised (Ctrl+C), as it is."""
    if "password" in str(error).lower() or type(error).__name__ == "PasswordError":
        return encrypted()
    if isinstance(error, MemoryError):
        return out_of_memory()
    if isinstance(error, Exception) or type(error).__name__ == "PanicException":
        return damaged()
    return error
