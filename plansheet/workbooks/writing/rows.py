"""The rows of a sheet as its file spells them, quicker than XlsxWriter spells them.

XlsxWriter looks up and escapes each attribute of each cell. What stands behind a cell's address is
the same for all cells of one text and format, so here it is made once. What is rare (formulas, rows
with formats of their own) XlsxWriter writes itself; the bytes are those that it would write.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellDatetimeTuple,
    CellNumberTuple,
    CellStringTuple,
)

from plansheet.workbooks.reading.addresses import column_letters
from plansheet.workbooks.writing.filled_down import SharedFormulaTuple, spelt


def write_rows(sheet: Any) -> None:
    """Write every row of a sheet of XlsxWriter into its file."""
    _Rows(sheet).write()


class _Styles(dict[Any, str]):
    """How a cell names its format, by format; XlsxWriter numbers them as they are first used."""

    def __missing__(self, cell_format: Any) -> str:
        self[cell_format] = style = f's="{cell_format._get_xf_index()}"'
        return style


class _Endings(dict[Any, str]):
    """What stands behind the address of a text or blank cell, by cell."""

    def __init__(self, styles: _Styles) -> None:
        super().__init__()
        self.styles = styles

    def __missing__(self, cell: Any) -> str:
        is_text = isinstance(cell, CellStringTuple)
        value = f' t="s"><v>{cell.string}</v></c>' if is_text else "/>"
        self[cell] = ending = self.styles[cell.format] + value
        return ending


class _Rows:
    def __init__(self, sheet: Any) -> None:
        self.sheet, self.out = sheet, sheet.fh.write
        self.styles = _Styles()
        self.endings = _Endings(self.styles)
        width = (sheet.dim_colmax or 0) + 1
        self.starts = [f'<c r="{column_letters(column)}' for column in range(width)]

    def write(self) -> None:
        sheet, table = self.sheet, self.sheet.table
        spans = _spans(table, sheet.comments)
        with_cells = (row for row, cells in table.items() if cells)
        for row in sorted({*with_cells, *sheet.row_info, *sheet.comments}):
            span, cells = spans.get(row // 16), table.get(row)
            sheet._write_row(row, span, sheet.row_info.get(row), empty_row=not cells)
            if cells:
                self._cells(row, cells)
                self.out("</row>")

    def _cells(self, row: int, cells: Mapping[int, Any]) -> None:
        starts, styles, endings = self.starts, self.styles, self.endings
        number = row + 1
        parts = []
        for column, cell in sorted(cells.items()):
            kind = cell.__class__
            if cell.format is None:
                ending = None
            elif kind is CellStringTuple or kind is CellBlankTuple:
                ending = endings[cell]
            elif kind is CellNumberTuple or kind is CellDatetimeTuple:
                ending = f"{styles[cell.format]}><v>{cell.number:.16G}</v></c>"
            elif kind is SharedFormulaTuple:
                ending = f"{styles[cell.format]}{spelt(cell, self.sheet._escape_data)}"
            else:
                ending = None
            if ending is not None:
                parts.append(f'{starts[column]}{number}" {ending}')
                continue
            self.out("".join(parts))
            parts.clear()
            self.sheet._write_cell(row, column, cell)
        self.out("".join(parts))


def _spans(*tables: Mapping[int, Mapping[int, Any]]) -> Mapping[int, str]:
    """The first and last column of every 16 rows together, as XlsxWriter and Excel write them."""
    ends: dict[int, tuple[int, int]] = {}
    for table in tables:
        for row, cells in table.items():
            columns = [column for column, _ in cells.items()]
            if columns:
                first, last = ends.get(row // 16, (min(columns), 0))
                ends[row // 16] = (min(first, *columns), max(last, *columns))
    return {block: f"{first + 1}:{last + 1}" for block, (first, last) in ends.items()}
