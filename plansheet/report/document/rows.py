"""The rows of a table in Word as the markup they are: python-docx takes a millisecond a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from plansheet.report.document.blocks import TabulationColumn
from plansheet.workbooks.writing.cell_text import plain

_LONG_TEXT: Final = 300
"""Characters from which on a cell may go on on the next page."""

_TWENTIETHS: Final = 1440 / 25.4
"""Twentieths of a point in a millimetre."""


def row_elements(
    columns: Sequence[TabulationColumn], rows: Sequence[Sequence[str]], size: float
) -> Iterator[Any]:
    """The row of headers, then the others as elements; a row of one text goes over all columns."""
    heads = [TabulationColumn(column.title, column.width, centered=True) for column in columns]
    cells = _cells(heads, [column.title for column in columns], size, bold=True)
    yield _row("<w:cantSplit/><w:tblHeader/>", cells)
    for texts in rows:
        marks = "<w:cantSplit/>" if max(map(len, texts)) < _LONG_TEXT else ""
        if len(texts) == 1:
            whole = TabulationColumn("", sum(column.width for column in columns))
            yield _row(marks, _cells([whole], texts, size, bold=True, over=len(columns)))
        else:
            yield _row(marks, _cells(columns, texts, size))


def _row(marks: str, cells: str) -> Any:
    properties = f"<w:trPr>{marks}</w:trPr>" if marks else ""
    return parse_xml(f"<w:tr {nsdecls('w')}>{properties}{cells}</w:tr>")


def _cells(
    columns: Sequence[TabulationColumn],
    texts: Sequence[str],
    size: float,
    *,
    bold: bool = False,
    over: int = 1,
) -> str:
    """The cells of a row; one that goes over several columns stays with the row below it."""
    font = f'<w:rPr>{"<w:b/>" * bold}<w:sz w:val="{round(size * 2)}"/></w:rPr>'
    span = f'<w:gridSpan w:val="{over}"/>' if over > 1 else ""
    together = "<w:keepNext/>" if over > 1 else ""
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{round(column.width * _TWENTIETHS)}" w:type="dxa"/>{span}'
        f'</w:tcPr><w:p><w:pPr>{together}<w:spacing w:after="0"/>'
        f'<w:jc w:val="{"center" if column.centered else "left"}"/></w:pPr>'
        f"<w:r>{font}{_lines(text)}</w:r></w:p></w:tc>"
        for column, text in zip(columns, texts, strict=True)
    )


def _lines(text: str) -> str:
    """Text as it is; a line break stays one, nothing else acts."""
    pieces = (escape(plain(line)) for line in text.split("\n"))
    return "<w:br/>".join(f'<w:t xml:space="preserve">{piece}</w:t>' for piece in pieces)
