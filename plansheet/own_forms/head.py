"""What stands in the head of a form: whose it is, and of which period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from plansheet.language.text import match_key
from plansheet.own_forms.grid import SheetGrid
from plansheet.own_forms.model import FormSheet
from plansheet.workbooks.reading import Workbook
from plansheet.workbooks.reading.addresses import Position

_NEAR: Final = 3
"""Cells behind a label in which its answer is looked for."""
_DOTS: Final = " .…_:"


def head_of(grid: SheetGrid, sheet: FormSheet, what: str) -> tuple[str, Position | None]:
    """What is said there and where: behind the label in its own cell, or in one beside it."""
    if what not in sheet.head:
        return "", None
    row, column = sheet.head[what]
    label, colon, tail = grid.text(row, column).partition(":")
    said = (tail if colon else label).strip(_DOTS)
    if said or not colon:
        return said, (row, column)
    for beside in range(column + 1, column + 1 + _NEAR):
        text = grid.text(row, beside)
        if text:
            return text.strip(_DOTS), (row, beside)
    return "", (row, column)


def head_texts(workbook: Workbook, sheets: Iterable[FormSheet], what: str) -> Iterator[str]:
    """What the heads of a workbook's sheets say."""
    for form in sheets:
        found = (s for s in workbook.sheets if match_key(s.name) == match_key(form.name))
        sheet = next(found, None)
        text = head_of(SheetGrid(sheet), form, what)[0] if sheet else ""
        if text:
            yield text
