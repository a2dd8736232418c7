"""Editing a copy of a workbook that somebody else made: text stays text, same input, same bytes.

New workbooks are written by `plansheet.workbooks.writing`; what stands here is for openpyxl, which
keeps the drop-downs, formats and protection of a workbook that exists.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from plansheet.workbooks.parts import part_name, part_of
from plansheet.workbooks.reading.addresses import EXCEL_ROWS
from plansheet.workbooks.writing.cell_text import clipped, looks_typed, spelt_out
from plansheet.workbooks.writing.cells import DATE_FORMAT
from plansheet.workbooks.writing.files import ISSUED_AT, repacked

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from plansheet.workbooks.long_tables import LongTables


def put_text(cell: Any, text: str) -> None:
    """Text that stays text, whatever it begins with."""
    cell.value = spelt_out(clipped(text))
    cell.data_type = "s"


def put_value(cell: Any, value: object) -> None:
    """A text that stays text, a number, or a day that is shown as one."""
    if isinstance(value, str):
        put_text(cell, value)
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = DATE_FORMAT


def put_rows(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    """Rows of text in place of all that a sheet has."""
    sheet.delete_rows(1, sheet.max_row)
    for number, row in enumerate(rows, 1):
        for position, text in enumerate(row, 1):
            put_text(sheet.cell(number, position), text)


def put_parts(
    workbook: Workbook,
    name: str,
    head: Sequence[Sequence[object]],
    rows: Sequence[Sequence[object]],
    most: int = EXCEL_ROWS,
    long: LongTables | None = None,
) -> list[Worksheet]:
    """A table in place of the sheets that have it; returns those that it takes now.

    Each begins with the rows of `head` and has no more than `most`; `long` writes those below it
    when the workbook is saved.
    """
    for there in workbook.sheetnames:
        if part_of(there, name):
            workbook.remove(workbook[there])
    room, sheets = most - len(head), list[Any]()
    for start in range(0, len(rows), room) or [0]:
        sheets.append(sheet := workbook.create_sheet(part_name(name, len(sheets) + 1)))
        below = rows[start : start + room]
        if long is not None:
            long.add(sheet, below)
            below = ()
        for number, row in enumerate((*head, *below), 1):
            for position, value in enumerate(row, 1):
                if value not in (None, ""):
                    put_value(sheet.cell(number, position), value)
    return sheets


_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")

_FONT: Final = re.compile(rb"(?<=<font>).*?(?=</font>)", re.DOTALL)
_FONT_ORDER: Final = (
    b"b i strike condense extend outline shadow u vertAlign sz color name family charset scheme"
).split()


def _in_schema_order(font: re.Match[bytes]) -> bytes:
    """What stands in a font, in the order of the standard: openpyxl has one of its own."""
    parts = {part[1]: part[0] for part in re.finditer(rb"<(\w+)[^>]*/>", font[0])}
    return b"".join(parts[name] for name in _FONT_ORDER if name in parts)


def _keep_texts(workbook: Workbook) -> None:
    """Whatever text a cell has, it stays one when somebody edits the cell (see `looks_typed`)."""
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "s" and looks_typed(str(cell.value)):
                    cell.quotePrefix = True


def same_bytes(workbook: Workbook, *changes: Callable[[str, bytes], bytes]) -> bytes:
    """The file without the moment it was made: openpyxl looks at the clock, we do not.

    `changes` give each part of the file, by its name, as it shall be.
    """
    _keep_texts(workbook)
    saved = io.BytesIO()
    moment = _timestamp(workbook.properties.modified or ISSUED_AT)
    workbook.save(saved)

    def changed(part: str, content: bytes) -> bytes:
        for change in changes:
            content = change(part, content)
        if part == "docProps/core.xml":
            return _MODIFIED.sub(rb"\g<1>" + moment + rb"\g<2>", content)
        return _FONT.sub(_in_schema_order, content) if part == "xl/styles.xml" else content

    return repacked(saved.getvalue(), changed)


def _timestamp(moment: datetime) -> bytes:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
