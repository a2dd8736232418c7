"""The cells of a form in a workbook that came back: rows and columns wherever they are now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from plansheet.language.text import match_key
from plansheet.own_forms.grid import SheetGrid, column_keys, row_keys
from plansheet.own_forms.model import FormSheet
from plansheet.workbooks.reading import Sheet, Workbook

_FARTHEST: Final = 60
"""Rows by which a header may have moved."""
_WIDER: Final = 60
"""Columns by which a table may have grown."""


@dataclass(frozen=True)
class Located:
    """A sheet of a form in a workbook: `rows` and `columns` have by key where they are now.

    `twice` has the further rows of a key, `unknown` the rows within the table that are none of the
    form's. `shift` is by how many rows the header has moved; `end` the row below the table.
    """

    sheet: Sheet
    grid: SheetGrid
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    shift: int = 0
    twice: Mapping[int, str] = field(default_factory=dict)
    unknown: tuple[int, ...] = ()


def find_cells(form: FormSheet, workbook: Workbook) -> Located | None:
    """Where the cells of a form's sheet are; None where no sheet has them.

    The sheet of that name is tried first, then every other one.
    """
    named = [s for s in workbook.sheets if match_key(s.name) == match_key(form.name)]
    others = [s for s in workbook.sheets if s not in named]
    for sheet in (*named, *others):
        located = _located(form, sheet)
        if located is not None:
            return located
    return None


def _located(form: FormSheet, sheet: Sheet) -> Located | None:
    grid = SheetGrid(sheet)
    shift, columns = _columns(form, grid)
    if len(columns) * 2 < len(form.columns):
        return None
    if form.kind == "list":
        return Located(sheet, grid, {}, columns, shift, {})
    at = [columns.get(form.columns.get(c, ""), c) for c in form.row_keys.at]
    first = max(form.area[0] + shift, 0)
    keys = row_keys(grid, range(first, grid.height), at, is_code=form.row_keys.is_code)
    rows: dict[str, int] = {}
    twice: dict[int, str] = {}
    unknown = []
    for row, text in keys.items():
        known = form.row_of.get(match_key(text))
        if known is None:
            unknown.append(row)
        elif (key := form.rows[known]) in rows:
            twice[row] = key
        else:
            rows[key] = row
    if len(rows) * 2 < len(form.rows):
        return None
    last = max(rows.values())
    return Located(
        sheet, grid, rows, columns, shift, twice, tuple(row for row in unknown if row < last)
    )


def _columns(form: FormSheet, grid: SheetGrid) -> tuple[int, dict[str, int]]:
    """By how many rows the header has moved, and the columns by key."""
    best: tuple[int, dict[str, int]] = (0, {})
    for shift in sorted(range(-_FARTHEST, _FARTHEST + 1), key=abs):
        at = [row + shift for row in form.column_keys.at]
        if at[0] < 0 or at[-1] >= grid.height:
            continue
        found = _keys_at(form, grid, at)
        if len(found) > len(best[1]):
            best = shift, found
        if len(found) == len(form.columns):
            break
    return best


def _keys_at(form: FormSheet, grid: SheetGrid, rows: Sequence[int]) -> dict[str, int]:
    """The columns whose key is one of the form's; of several the one nearest to its place."""
    width = min(grid.width, form.area[3] + _WIDER)
    found: dict[str, int] = {}
    for column, text in column_keys(grid, rows, range(width)).items():
        known = form.column_of.get(match_key(text))
        if known is None:
            continue
        key = form.columns[known]
        if key not in found or abs(column - known) < abs(found[key] - known):
            found[key] = column
    return found
