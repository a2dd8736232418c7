"""Several tables on one sheet: each is looked at as if the rows of the others were blank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from plansheet.forms import Json
from plansheet.own_forms.grid import SheetGrid
from plansheet.workbooks.reading import Sheet, Workbook, cell_position

WHOLE: Final = range(2**20)
"""The rows of a sheet that has one table."""


def rows_of(sheet: Sheet, rows: range) -> Sheet:
    """The sheet with nothing but these rows; all of them where they stood."""
    if rows == WHOLE:
        return sheet

    def kept(by_place: Mapping[Any, Any]) -> Mapping[Any, Any]:
        return {at: said for at, said in by_place.items() if at[0] in rows}

    def among(places: Iterable[Any]) -> frozenset[Any]:
        return frozenset(at for at in places if at[0] in rows)

    return replace(
        sheet,
        rows=[cells if row in rows else () for row, cells in enumerate(sheet.rows)],
        formulas=kept(sheet.formulas),
        uncached=among(sheet.uncached),
        errors=kept(sheet.errors),
        percents=among(sheet.percents),
        dayless=kept(sheet.dayless),
        tcvn3=kept(sheet.tcvn3),
        marked=among(sheet.marked),
        comments=kept(sheet.comments),
        merged=[area for area in sheet.merged if area[0][0] in rows],
    )


def blocks_of(specs: Mapping[str, Json], blank: Workbook) -> Mapping[str, range]:
    """By table the rows of its sheet that are its own: from its titles up to the next table's."""
    by_sheet: dict[str, list[str]] = {}
    for name, spec in specs.items():
        by_sheet.setdefault(worksheet_of(name, spec), []).append(name)
    found = dict.fromkeys(specs, WHOLE)
    for worksheet, names in by_sheet.items():
        sheet = blank.sheet(worksheet)
        if len(names) > 1 and sheet is not None:
            names.sort(key=lambda name: cell_position(specs[name]["range"].partition(":")[0]))
            ends = [cell_position(specs[name]["range"].partition(":")[2])[0] for name in names]
            grid = SheetGrid(sheet)
            starts = [0]
            for name, end in zip(names[1:], ends, strict=False):
                starts.append(_first_row(grid, specs[name], end))
            stops = [*starts[1:], WHOLE.stop]
            found |= {n: range(*rows) for n, *rows in zip(names, starts, stops, strict=True)}
    return found


def worksheet_of(name: str, spec: Json) -> str:
    """The sheet of the workbook that a table stands on: the one it names, else that of its name."""
    worksheet: str = spec.get("sheet", name)
    return worksheet


def _first_row(grid: SheetGrid, spec: Json, above: int) -> int:
    """The first row of a further table: its header, and the titles right above it."""
    columns = spec["columns"]
    row: int = min(columns["labels"] if "labels" in columns else [columns["codes"]]) - 1
    while row - 1 > above and any(grid.text(row - 1, column) for column in range(grid.width)):
        row -= 1
    return row
