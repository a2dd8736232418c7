"""Every cell of a sheet that came back is the blank workbook's own, was read, or is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from plansheet.forms.values import show
from plansheet.language.text import match_key
from plansheet.own_forms.finding import Located
from plansheet.own_forms.grid import SheetGrid
from plansheet.own_forms.head import head_of
from plansheet.own_forms.model import FormSheet, OwnForm
from plansheet.problems import LabelledCell, Place, Problem
from plansheet.workbooks.reading import a1
from plansheet.workbooks.reading.addresses import Position


def unread_cells(
    form: OwnForm, sheet: FormSheet, there: Located, file: str, consumed: Set[Position]
) -> Iterator[Problem]:
    """The cells that are not as they were issued, and of which nothing was said yet."""
    blank_sheet = form.blank.sheet(sheet.name)
    assert blank_sheet is not None
    blank, grid = SheetGrid(blank_sheet), there.grid
    origin = _Origin(sheet, there)
    heads = {head_of(grid, sheet, what)[1] for what in sheet.head if what != "unit"}
    for at in _filled(grid):
        if at in consumed:
            continue
        was = origin.of(at)
        if at in heads:
            continue
        said, issued = _shown(grid, at), _shown(blank, was) if was else ""
        if was and match_key(said) == match_key(issued):
            continue
        place = Place(file, there.sheet.name, a1(*at))
        labelled = LabelledCell(place, origin.row_key(at[0]), origin.column_key(at[1]), said)
        if was and issued:
            yield labelled.problem("locked-cell-changed", issued=issued)
        else:
            yield labelled.problem("unread-cell")


def _filled(grid: SheetGrid) -> Iterator[Position]:
    sheet = grid.sheet
    odd = {*sheet.errors, *sheet.uncached}
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            is_text = isinstance(value, str) and not value.strip()
            if (value is not None and not is_text) or (row, column) in odd:
                odd.discard((row, column))
                yield row, column
    yield from sorted(odd)


def _shown(grid: SheetGrid, at: Position) -> str:
    """A cell as text: what it computes, its value, its error."""
    sheet = grid.sheet
    if at in sheet.formulas or at in sheet.uncached:
        return f"={sheet.formulas.get(at, '')}"
    return show(grid.value(*at)) or sheet.errors.get(at, "")


class _Origin:
    """Where a cell of the return stood in the blank workbook."""

    def __init__(self, sheet: FormSheet, there: Located) -> None:
        self._sheet, self._there = sheet, there
        self._rows: Mapping[int, int] = {
            row: sheet.row_of[match_key(key)] for key, row in there.rows.items()
        }
        self._keys = {row: key for key, row in there.rows.items()}
        self._columns: Mapping[int, int] = {
            column: sheet.column_of[match_key(key)] for key, column in there.columns.items()
        }
        self._column_keys = {column: key for key, column in there.columns.items()}
        self._top = sheet.area[0] + there.shift
        self._end = max(there.rows.values(), default=self._top - 1)
        self._grown = self._end - max(sheet.rows, default=self._end)

    def of(self, at: Position) -> Position | None:
        """The same cell in the blank workbook, None where it had none."""
        row, column = at
        if row < self._top:
            there = row - self._there.shift
        elif row in self._rows:
            there = self._rows[row]
        elif row > self._end and self._sheet.kind == "matrix":
            there = row - self._grown
        elif self._sheet.kind == "list":
            there = row
        else:
            return None
        in_table = row in self._rows or row in range(self._top - 12, self._top)
        was = self._columns.get(column, column) if in_table else column
        return (there, was) if there >= 0 else None

    def row_key(self, row: int) -> str:
        return self._keys.get(row, "")

    def column_key(self, column: int) -> str:
        return self._column_keys.get(column, "")
