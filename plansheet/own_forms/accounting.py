"""Every cell of a sheet that came back is the blank workbook's own, was read, or is named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import replace
from typing import Final

from plansheet.forms.values import show
from plansheet.language.text import match_key
from plansheet.own_forms.coverage import coverage_in
from plansheet.own_forms.finding import Located
from plansheet.own_forms.grid import SheetGrid
from plansheet.own_forms.origins import Origins
from plansheet.problems import LabelledCell, Place, Problem
from plansheet.returns.objects import unread_objects
from plansheet.workbooks.reading import CellValue, Sheet, Workbook, a1
from plansheet.workbooks.reading.addresses import Position

_REFERENCE: Final = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]+")


def unread_cells(
    blank: SheetGrid, there: Located, origins: Origins, file: str, consumed: Set[Position]
) -> Iterator[Problem]:
    """The cells that are not as they were issued, and of which nothing was said yet."""
    grid = there.grid
    for at in _news(grid.sheet, blank.sheet, origins, consumed):
        said = _shown(grid, at)
        issued = [text for was in origins.of(at) if (text := _shown(blank, was))]
        if any(_is_same(said, text) for text in issued):
            continue
        is_text = re.search(r"[^\W\d]", said) is not None
        if is_text and not origins.is_in_table(at[0]) and match_key(said) in blank.texts:
            continue
        place = Place(file, there.sheet.name, a1(*at))
        labelled = LabelledCell(place, origins.row_key(at[0]), origins.column_key(at[1]), said)
        if issued:
            yield labelled.problem("locked-cell-changed", issued=issued[0])
        else:
            yield labelled.problem("unread-cell")


def _news(
    sheet: Sheet, blank: Sheet, origins: Origins, consumed: Set[Position]
) -> Iterator[Position]:
    """The filled cells of which nothing was said, but for those in which what was issued stands."""
    odd = {*sheet.formulas, *sheet.errors, *sheet.uncached}
    odd_rows = {row for row, _ in odd} | {row for row, _ in blank.formulas}
    for row, cells in enumerate(sheet.rows):
        was = origins.row(row) if origins.is_straight and row not in odd_rows else None
        is_known = was is not None and 0 <= was < len(blank.rows) and was not in odd_rows
        issued = blank.rows[was] if was is not None and is_known else ()
        width = len(issued)
        for column, value in enumerate(cells):
            if value is None or (column < width and issued[column] == value):
                continue
            if (row, column) not in consumed and not _is_space(value):
                yield row, column
    yield from sorted(at for at in odd - consumed if _is_space(_value(sheet, at)))


def filled_cells(sheet: Sheet) -> Iterator[Position]:
    """The cells in which anything stands, be it an error or a formula without a value."""
    odd = {*sheet.errors, *sheet.uncached}
    for row, cells in enumerate(sheet.rows):
        yield from ((row, column) for column, value in enumerate(cells) if not _is_space(value))
    yield from sorted(at for at in odd if _is_space(_value(sheet, at)))


def _is_space(value: CellValue) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _value(sheet: Sheet, at: Position) -> CellValue:
    cells = sheet.rows[at[0]] if at[0] < len(sheet.rows) else ()
    return cells[at[1]] if at[1] < len(cells) else None


def _shown(grid: SheetGrid, at: Position) -> str:
    """A cell as text: what it computes, its value, its error."""
    sheet = grid.sheet
    if at in sheet.formulas or at in sheet.uncached:
        return f"={sheet.formulas.get(at, '')}"
    return show(grid.value(*at)) or sheet.errors.get(at, "")


def _is_same(said: str, issued: str) -> bool:
    """Whether a text is the issued one; of formulas only the places may be others."""
    if said.startswith("=") and issued.startswith("="):
        return said == "=" or _REFERENCE.sub("", said) == _REFERENCE.sub("", issued)
    return match_key(said) == match_key(issued)


def new_cells(sheet: Sheet, blank: Sheet | None) -> list[Position]:
    """The filled cells of a sheet that do not stand so in the blank workbook's."""
    grid, issued = SheetGrid(sheet), SheetGrid(blank) if blank else None
    filled = list(filled_cells(sheet))
    if issued is None:
        return filled
    return [at for at in filled if not _is_same(_shown(grid, at), _shown(issued, at))]


def new_objects(workbook: Workbook, blank: Workbook) -> Iterator[Problem]:
    """Comments, pictures and the like that the blank workbook does not have."""
    sheets = (_without_issued(sheet, blank.sheet(sheet.name)) for sheet in workbook.sheets)
    return unread_objects(replace(workbook, sheets=tuple(sheets)))


def _without_issued(sheet: Sheet, blank: Sheet | None) -> Sheet:
    if blank is None:
        return sheet
    issued = set(blank.comments.values())
    told = {at: text for at, text in sheet.comments.items() if text not in issued}
    comments = {at: text for at, text in told.items() if coverage_in(text) is None}
    drawn = {what: count - blank.drawn.get(what, 0) for what, count in sheet.drawn.items()}
    more = {what: count for what, count in drawn.items() if count > 0}
    return replace(sheet, comments=comments, drawn=more)
