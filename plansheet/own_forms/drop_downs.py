"""The drop-downs that a blank workbook has already."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from plansheet.own_forms.grid import SheetGrid
from plansheet.own_forms.model import FormSheet
from plansheet.workbooks.extensions import open_for_editing
from plansheet.workbooks.reading import Workbook, cell_position
from plansheet.workbooks.reading.addresses import Position

_RANGE: Final = re.compile(
    r"(?:'?(?P<sheet>[^'!]+)'?!)?\$?(?P<c1>[A-Z]{1,3})\$?(?P<r1>[0-9]+)"
    r"(?::\$?(?P<c2>[A-Z]{1,3})\$?(?P<r2>[0-9]+))?"
)
_MOST: Final = 300
"""Choices of a drop-down that are written into form.json."""

Choices = Mapping[str, Mapping[Position, tuple[str, ...]]]
"""By sheet and cell the values among which it chooses."""


def drop_downs(path: Path, workbook: Workbook) -> Choices:
    """What the drop-downs of a blank workbook choose from, where it is written or in cells."""
    book: Any = open_for_editing(path)
    found: dict[str, dict[Position, tuple[str, ...]]] = {}
    for there in book.worksheets:
        for rule in there.data_validations.dataValidation:
            words = _words(str(rule.formula1 or ""), there.title, book, workbook)
            if rule.type != "list" or not 0 < len(words) <= _MOST:
                continue
            for area in rule.sqref.ranges:
                for row, column in ((r, c) for r, c in area.cells if area.size["rows"] < _MOST * 9):
                    found.setdefault(there.title, {})[row - 1, column - 1] = words
    return found


def _words(formula: str, sheet: str, book: Any, workbook: Workbook) -> tuple[str, ...]:
    text = formula.removeprefix("=")
    if text.startswith('"'):
        return tuple(filter(None, (word.strip() for word in text.strip('"').split(","))))
    if text in book.defined_names:
        text = str(book.defined_names[text].attr_text)
    match = _RANGE.fullmatch(text)
    there = workbook.sheet(match["sheet"] or sheet) if match else None
    if match is None or there is None:
        return ()
    grid = SheetGrid(there)
    top, left = cell_position(match["c1"] + match["r1"])
    last = cell_position(match["c2"] + match["r2"]) if match["c2"] else (top, left)
    rows, columns = range(top, min(last[0] + 1, grid.height)), range(left, last[1] + 1)
    return tuple(filter(None, (grid.text(row, column) for row in rows for column in columns)))


def choices_of(
    form: FormSheet, found: Mapping[Position, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """The choices by column key, by “row,column” where those of a column differ."""
    chosen: dict[str, tuple[str, ...]] = {}
    for column, key in form.columns.items():
        cells = [cell for at, cell in form.inputs.items() if at[1] == column]
        of = {cell.row_key: found[cell.at] for cell in cells if cell.at in found}
        if of and len(of) == len(cells) and len({*of.values()}) == 1:
            chosen[key] = next(iter(of.values()))
        else:
            chosen |= {f"{row_key},{key}": words for row_key, words in of.items()}
        if form.kind == "list" and (form.area[0], column) in found:
            chosen[key] = found[form.area[0], column]
    return chosen
