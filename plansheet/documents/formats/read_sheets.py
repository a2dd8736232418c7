""".xlsx → blocks: each visible sheet is a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from plansheet.documents.formats.blocks import Aside, Document, DocumentRow, DocumentTable
from plansheet.forms.values import show
from plansheet.language.text import nfc
from plansheet.tables.read import without_day
from plansheet.workbooks.reading import CellValue, Sheet, a1, open_workbook
from plansheet.workbooks.reading.addresses import Position

_HIDDEN = "trang ẩn, không đọc vào bản thảo"
_COMMENT = "ghi chú của ô"
_UNCACHED = "công thức chưa có giá trị: mở tệp bằng Excel rồi lưu lại"
_TALLEST = 500
_DRAWN = "hình vẽ, hộp chữ trên trang, không đọc được chữ trong đó"


def read_sheets(path: Path) -> Document:
    """Read a workbook; places are "Nhiệm vụ, hàng 3". Values become text as they are shown.

    What stands in no cell of a visible sheet is in the `asides`.

    Raises:
        plansheet.workbooks.reading.Refused: a file that is no workbook or cannot be read.
    """
    book = open_workbook(path)
    tables = (DocumentTable(tuple(_rows(s))) for s in book.sheets if s.visibility == "visible")
    asides = (aside for sheet in book.sheets for aside in _asides(sheet))
    return Document(tuple(table for table in tables if table.rows), tuple(asides))


def _asides(sheet: Sheet) -> Iterator[Aside]:
    """What a sheet says besides the cells that are read."""
    if sheet.visibility != "visible":
        texts = [cell for row in _rows(sheet) for cell in row.cells if cell]
        if texts:
            yield Aside(sheet.name, " · ".join(texts), _HIDDEN)
    for at, text in sorted(sheet.comments.items()):
        yield Aside(f"{sheet.name}!{a1(*at)}", " ".join(nfc(text).split()), _COMMENT)
    for at in sorted(sheet.uncached):
        yield Aside(f"{sheet.name}!{a1(*at)}", f"={sheet.formulas.get(at, '')}", _UNCACHED)
    if count := sum(sheet.drawn.values()):
        yield Aside(sheet.name, f"({count})", _DRAWN)


def _rows(sheet: Sheet) -> Iterator[DocumentRow]:
    """The rows; the text of a merged cell stands in each of its rows."""
    merged: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for (top, column), (bottom, _) in sheet.merged:
        for row in range(top + 1, min(bottom, top + _TALLEST, len(sheet.rows) - 1) + 1):
            merged[row][column] = top
    for i, values in enumerate(sheet.rows):
        tops = merged[i]
        width = max((len(values), *(column + 1 for column in tops)))
        cells = tuple(_shown(sheet, (tops.get(j, i), j)) for j in range(width))
        if any(cells):
            yield DocumentRow(cells, f"{sheet.name}, hàng {i + 1}")


def _shown(sheet: Sheet, at: Position) -> str:
    """What a cell shows: a share in per cent, a date without its day, the text of an error."""
    row, column = at
    values = sheet.rows[row]
    value: CellValue = values[column] if column < len(values) else None
    if at in sheet.errors:
        return sheet.errors[at]
    if at in sheet.percents and isinstance(value, int | float):
        return f"{show(Decimal(str(value)) * 100)}%"
    if at in sheet.dayless and isinstance(value, date):
        return without_day(value, sheet.dayless[at])
    return "\n".join(" ".join(line.split()) for line in nfc(show(value)).split("\n"))
