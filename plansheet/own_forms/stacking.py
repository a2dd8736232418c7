"""The rows of a list below each other in the workbook of its total; what stood below moves down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from plansheet.language.text import visible
from plansheet.language.wording import Language, say
from plansheet.own_forms.consolidating import FormConsolidation, StackedRow
from plansheet.own_forms.coverage import OF_ROW
from plansheet.own_forms.list_totals import first_free
from plansheet.own_forms.model import FormSheet
from plansheet.workbooks.editing import put_text, put_value
from plansheet.workbooks.reading import a1

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_REFERENCE: Final = re.compile(
    r"(?<![\w.!'])(\$?[A-Z]{1,3}\$?)([0-9]+)(?::(\$?[A-Z]{1,3}\$?)([0-9]+))?(?![\w(.])"
)
"""A cell or an area of the same sheet."""


def stack(merged: FormConsolidation, sheet: FormSheet, there: Worksheet, lang: Language) -> None:
    """Put the rows below each other, with whose each is; formulas below go on summing them up.

    A total that stands before the first free row stays there.
    """
    rows = [row for row in merged.stacked if row.sheet == sheet.name]
    _, left, _, right = sheet.area
    first = first_free(sheet, merged.form.grids[sheet.name]) + 1
    below = next(
        (r for r in range(first, there.max_row + 1) if any(c.value for c in there[r])), None
    )
    moved = max(first + len(rows) + 1 - below, 0) if below is not None else 0
    if below is not None and moved:
        last = a1(there.max_row - 1, there.max_column - 1)
        there.move_range(f"{a1(below - 1, 0)}:{last}", rows=moved)
    _follow(there, first, below or there.max_row + 1, first + max(len(rows), 1) - 1, moved)
    header = max(sheet.column_keys.at) + 1
    for position, title in enumerate(OF_ROW, right + 2):
        head: Any = there.cell(header, position)
        put_text(head, say(title, lang))
        head.font = copy(there.cell(header, left + 1).font)
    for number, row in enumerate(rows, first):
        _put(there, sheet, row, number, first)
        source = next(iter(row.values.values())).place
        put_text(there.cell(number, right + 2), merged.plan.agency_name(row.agency))
        put_text(there.cell(number, right + 3), f"{visible(source.file)} · {source.cell}")


def _put(there: Worksheet, sheet: FormSheet, row: StackedRow, number: int, first: int) -> None:
    """The values of a row, each in the style of the first free row."""
    for column, key in sheet.columns.items():
        cell: Any = there.cell(number, column + 1)
        style: Any = there.cell(first, column + 1)
        if cell is not style and style.has_style:
            cell._style = copy(style._style)
        if key in row.values:
            put_value(cell, row.values[key].value)


def _follow(there: Worksheet, first: int, below: int, last: int, moved: int) -> None:
    """Let formulas speak of what they spoke of: areas of free rows of all rows to the last."""
    change = partial(_moved, first=first, below=below, last=last, moved=moved)
    for cells in there.iter_rows():
        for cell in cells:
            if cell.data_type == "f" and isinstance(cell.value, str):
                cell.value = _REFERENCE.sub(change, cell.value)


def _moved(found: re.Match[str], first: int, below: int, last: int, moved: int) -> str:
    column, row, other, end = found.groups()
    start = int(row)
    if end is None:
        return f"{column}{start + moved if start >= below else start}"
    if first <= start < below and first <= int(end) < below:
        return f"{column}{first}:{other}{last}"
    rows: Sequence[int] = [at + moved if at >= below else at for at in (start, int(end))]
    return f"{column}{rows[0]}:{other}{rows[1]}"
