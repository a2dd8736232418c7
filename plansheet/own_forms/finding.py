"""The cells of a form in a workbook that came back: rows and columns wherever they are now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from plansheet.language.text import match_key
from plansheet.own_forms.blocks import WHOLE, rows_of
from plansheet.own_forms.grid import SheetGrid, column_keys, own_label, row_keys, without_number
from plansheet.own_forms.model import FormSheet, OwnForm
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


def find_sheets(form: OwnForm, workbook: Workbook) -> dict[str, Located | None]:
    """By name where each sheet or table of a form is in a workbook; None where no sheet is it.

    A sheet of that name is it, else one that is none of the form's or the blank workbook's, and
    each is one sheet alone: of two sheets alike none is read twice.
    """
    by_name = {match_key(sheet.name): sheet for sheet in workbook.sheets}
    of_blank = {match_key(sheet.name) for sheet in form.blank.sheets}
    others = [sheet for name, sheet in by_name.items() if name not in of_blank]
    found: dict[str, Located | None] = {}
    lost: list[Sequence[FormSheet]] = []
    for worksheet in dict.fromkeys(sheet.worksheet for sheet in form.sheets):
        tables = form.tables(worksheet)
        there = by_name.get(match_key(worksheet))
        found |= _tables(tables, there) if there else dict.fromkeys(t.name for t in tables)
        if not any(found[table.name] for table in tables):
            lost.append(tables)
    for tables in lost:
        for other in others:
            if any((located := _tables(tables, other)).values()):
                found |= located
                others = [one for one in others if one is not other]
                break
    return found


def find_cells(
    form: FormSheet, workbook: Workbook, tables: Sequence[FormSheet] = ()
) -> Located | None:
    """Where the cells of a form's sheet are; None where no sheet has them.

    The sheet of that name is tried first, then every other one. `tables` are all that stand on it.
    """
    named = [s for s in workbook.sheets if match_key(s.name) == match_key(form.worksheet)]
    others = [s for s in workbook.sheets if s not in named]
    located = (_tables(tables or (form,), sheet)[form.name] for sheet in (*named, *others))
    return next((one for one in located if one is not None), None)


def _tables(tables: Sequence[FormSheet], sheet: Sheet) -> dict[str, Located | None]:
    """By name where each table of a sheet is: each has the rows up to the next one's."""
    if len(tables) == 1:
        return {tables[0].name: _located(tables[0], sheet)}
    starts: dict[str, int] = {}
    first = 0
    for table in tables:
        shift, columns = _columns(table, SheetGrid(rows_of(sheet, range(first, WHOLE.stop))))
        if len(columns) * 2 >= len(table.columns):
            starts[table.name] = max(table.block.start + shift, first) if starts else 0
            first = table.column_keys.at[-1] + shift + 1
    stops = [*list(starts.values())[1:], WHOLE.stop]
    blocks = dict(zip(starts, map(range, starts.values(), stops), strict=True))
    return {
        table.name: _located(table, rows_of(sheet, blocks[table.name]))
        if table.name in blocks
        else None
        for table in tables
    }


def _located(form: FormSheet, sheet: Sheet) -> Located | None:
    grid = SheetGrid(sheet)
    shift, columns = _columns(form, grid)
    if len(columns) * 2 < len(form.columns):
        return None
    if form.kind == "list":
        return Located(sheet, grid, {}, columns, shift, {})
    at = [moved_column(form, columns, column) for column in form.row_keys.at]
    first = max(form.area[0] + shift, 0)
    keys = row_keys(grid, range(first, grid.height), at, is_code=form.row_keys.is_code)
    rows: dict[str, int] = {}
    twice: dict[int, str] = {}
    unknown = []
    for row, text in keys.items():
        known = form.row_of.get(match_key(text), form.row_of.get(match_key(without_number(text))))
        if known is None:
            unknown.append(row)
        elif (key := form.rows[known]) in rows:
            twice[row] = key
        else:
            rows[key] = row
    if not form.row_keys.is_code:
        blank_rows = {row: form.row_of[match_key(key)] for key, row in rows.items()}
        texts = {row: key for row, key in keys.items() if row not in twice}
        rows |= {form.rows[was]: row for row, was in _in_place(texts, blank_rows, form.rows)}
    if len(rows) * 2 < len(form.rows):
        return None
    last = max(rows.values())
    unknown = [row for row in unknown if row not in rows.values()]
    return Located(
        sheet, grid, rows, columns, shift, twice, tuple(row for row in unknown if row < last)
    )


def moved_column(form: FormSheet, columns: Mapping[str, int], column: int) -> int:
    """Where a column of the blank workbook is now: one without a key moves with the nearest."""
    there = [at for at, key in form.columns.items() if key in columns]
    nearest = min(there, key=lambda at: abs(at - column), default=column)
    moved = columns.get(form.columns.get(nearest, ""), column)
    return max(column + moved - nearest, 0)


def _in_place(
    texts: Mapping[int, str], known: Mapping[int, int], keys: Mapping[int, str]
) -> Iterator[tuple[int, int]]:
    """Rows or columns whose own label is as it was, though not the path to it: where each was.

    That is known of those that stand where they stood between others.
    """
    for at, was in between(known).items():
        if at in texts and was in keys and own_label(texts[at]) == own_label(keys[was]):
            yield at, was


def between(known: Mapping[int, int]) -> dict[int, int]:
    """What stands between two known ones, where as many stood there before."""
    found: dict[int, int] = {}
    here = sorted(known)
    for first, last in pairwise(here):
        if known[last] - known[first] == last - first:
            found |= {at: known[first] + at - first for at in range(first + 1, last)}
    return found


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
    if not form.column_keys.is_code:
        blank_columns = {column: form.column_of[match_key(key)] for key, column in found.items()}
        texts = column_keys(grid, rows, range(width))
        in_place = _in_place(texts, blank_columns, form.columns)
        found |= {form.columns[was]: column for column, was in in_place}
    return found
