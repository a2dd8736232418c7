""".xlsx → blocks: each visible sheet is a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plansheet.documents.formats.blocks import Document, DocumentRow, DocumentTable
from plansheet.forms.values import show
from plansheet.language.text import nfc
from plansheet.workbooks.reading import Sheet, open_workbook


def read_sheets(path: Path) -> Document:
    """Read a workbook; places are "Nhiệm vụ, hàng 3". Numbers become text as one types them.

    Raises:
        plansheet.workbooks.reading.Refused: a file that is no workbook or cannot be read.
    """
    book = open_workbook(path)
    tables = (DocumentTable(tuple(_rows(s))) for s in book.sheets if s.visibility == "visible")
    return Document(tuple(table for table in tables if table.rows))


def _rows(sheet: Sheet) -> Iterator[DocumentRow]:
    for i, row in enumerate(sheet.rows, start=1):
        cells = tuple("\n".join(" ".join(line.split()) for line in _lines(v)) for v in row)
        if any(cells):
            yield DocumentRow(cells, f"{sheet.name}, hàng {i}")


def _lines(value: object) -> list[str]:
    return nfc(show(value)).split("\n")
