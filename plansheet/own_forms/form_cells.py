"""What form.json says, and the blank workbook → the cells of a form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from plansheet.forms import Json
from plansheet.forms.comparisons import read_check
from plansheet.own_forms.blocks import WHOLE, blocks_of, worksheet_of
from plansheet.own_forms.grid import SheetGrid, column_keys, row_keys
from plansheet.own_forms.model import FormCell, FormSheet, Keys, OwnForm
from plansheet.workbooks.reading import Sheet, Workbook, cell_position
from plansheet.workbooks.reading.addresses import column_number

_CELLS: Final = ("sheet", "kind", "range", "rows", "columns", "labels", "head")
"""What of form.json says which cells there are: where it changes, issued workbooks are stale."""


def form_of(folder: Path, spec: Json, blank: Workbook) -> OwnForm:
    """The form that form.json and the blank workbook make."""
    cells = {name: [one.get(part) for part in _CELLS] for name, one in spec["sheets"].items()}
    text = json.dumps(cells, ensure_ascii=False, sort_keys=True) + blank.sha256
    blocks = blocks_of(spec["sheets"], blank)
    sheets = (
        sheet_of(one, name, sheet, blocks[name])
        for name, one in spec["sheets"].items()
        if (sheet := blank.sheet(worksheet_of(name, one))) is not None
    )
    return OwnForm(
        folder,
        spec.get("title", folder.name),
        blank,
        tuple(sheets),
        tuple(spec.get("agencies", ())),
        hashlib.sha256(text.encode()).hexdigest(),
    )


def sheet_of(spec: Json, name: str, sheet: Sheet, block: range = WHOLE) -> FormSheet:
    """One sheet of a form, its cells by what the blank workbook has in them."""
    first, _, last = spec["range"].partition(":")
    (top, left), (bottom, right) = cell_position(first), cell_position(last)
    row_by = Keys(*_positions(spec.get("rows", {"labels": []}), column_number))
    column_by = Keys(*_positions(spec["columns"], lambda row: row - 1))
    grid = SheetGrid(sheet)
    columns = column_keys(grid, column_by.at, range(left, right + 1))
    labels = {*row_by.at, *map(column_number, spec.get("labels", ()))}
    rows: dict[int, str] = {}
    if spec["kind"] == "matrix":
        rows = row_keys(grid, range(top, bottom + 1), row_by.at, is_code=row_by.is_code)
    inputs: dict[tuple[int, int], FormCell] = {}
    formulas: dict[tuple[int, int], FormCell] = {}
    for row, row_key in rows.items():
        for column, column_key in columns.items():
            cell = FormCell(name, row_key, column_key, (row, column))
            is_reachable = not grid.is_covered(row, column)
            if grid.is_formula(row, column):
                formulas[row, column] = cell
            elif grid.is_blank(row, column) and column not in labels and is_reachable:
                inputs[row, column] = cell
    return FormSheet(
        name=name,
        kind=spec["kind"],
        area=(top, left, bottom, right),
        row_keys=row_by,
        column_keys=column_by,
        rows=rows,
        columns=columns,
        inputs=inputs,
        formulas=formulas,
        head={what: cell_position(cell) for what, cell in spec.get("head", {}).items()},
        fields={name: cell_position(cell) for name, cell in spec.get("fields", {}).items()},
        aggregate=spec.get("aggregate", {}),
        types=spec.get("types", {}),
        choices={key: tuple(words) for key, words in spec.get("choices", {}).items()},
        of_agency=spec.get("of_agency", {}),
        checks=tuple(read_check(one, "warning") for one in spec.get("checks", ())),
        unique=tuple(spec.get("unique", ())),
        worksheet=sheet.name,
        block=block,
    )


def _positions(spec: Json, position: Any) -> tuple[tuple[int, ...], bool]:
    """The positions of codes or labels, and whether they are codes."""
    if "codes" in spec:
        return (position(spec["codes"]),), True
    labels: Sequence[Any] = spec["labels"]
    return tuple(map(position, labels)), False
