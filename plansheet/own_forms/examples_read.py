"""Filled workbooks of a form → its figures, row by row, and what else stands in its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from plansheet.language.numbers_and_dates import decimal_of, read_number
from plansheet.own_forms.finding import find_cells
from plansheet.own_forms.model import FormCell, FormSheet
from plansheet.workbooks.reading import CellValue, Workbook


@dataclass
class FilledSheet:
    """What filled workbooks have in the cells of one sheet of a form.

    `rows` are the rows of one workbook after another: the figures by column key, by row key;
    `texts` what else was filled in, by column key; `missing` the files without the sheet.
    """

    rows: list[Mapping[str, Mapping[str, Decimal]]] = field(default_factory=list)
    texts: dict[str, list[CellValue]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def filled(self) -> set[str]:
        """The columns in which anything stands."""
        figures = {key for rows in self.rows for row in rows.values() for key in row}
        return figures | self.texts.keys()


def read_filled(
    sheet: FormSheet, examples: Sequence[Workbook], tables: Sequence[FormSheet] = ()
) -> FilledSheet:
    """What examples have in the inputs and formulas of a sheet; `tables` are all that are on it."""
    found = FilledSheet()
    cells = [*sheet.inputs.values(), *sheet.formulas.values()]
    for example in examples:
        there = find_cells(sheet, example, tables)
        if there is None:
            found.missing.append(example.file)
            continue
        rows: dict[str, dict[str, Decimal]] = {}
        for cell in cells:
            row, column = there.rows.get(cell.row_key), there.columns.get(cell.column_key)
            if row is not None and column is not None:
                _put(found, rows, cell, there.grid.value(row, column))
        found.rows.append(rows)
    return found


def _put(
    found: FilledSheet, rows: dict[str, dict[str, Decimal]], cell: FormCell, value: CellValue
) -> None:
    if value is None:
        return
    figure = _figure(value)
    if figure is None:
        found.texts.setdefault(cell.column_key, []).append(value)
    else:
        rows.setdefault(cell.row_key, {})[cell.column_key] = figure


def _figure(value: CellValue) -> Decimal | None:
    """The number that a cell holds, though it be a text: “15619914067,0”."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return decimal_of(value)
    reading = read_number(value) if isinstance(value, str) else None
    return reading.value if reading is not None and not reading.unit else None
