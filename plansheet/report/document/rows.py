"""The rows of a table in Word as the markup they are: python-docx takes a millisecond a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, Final
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from plansheet.report.document.blocks import TabulationColumn
from plansheet.workbooks.writing.cell_text import plain

_LONG_TEXT: Final = 300
"""Characters from which on a cell may go on on the next page."""

_BEGUN: Final = '<w:vMerge w:val="restart"/><w:vAlign w:val="center"/>'
_CONTINUED: Final = "<w:vMerge/>"
"""What a cell says that is merged with the one below it, and with the one above."""

_TWENTIETHS: Final = 1440 / 25.4
"""Twentieths of a point in a millimetre."""


def row_elements(
    columns: Sequence[TabulationColumn], rows: Sequence[Sequence[str]], size: float
) -> Iterator[Any]:
    """The rows of headers, then the others as elements.

    The last text of a row that has fewer than columns goes over all that are left.
    """
    for cells in _heads(columns, size):
        yield _row("<w:cantSplit/><w:tblHeader/>", cells)
    for texts in rows:
        marks = "<w:cantSplit/>" if max(map(len, texts)) < _LONG_TEXT else ""
        if len(texts) < len(columns):
            *alone, over = range(len(texts))
            cells = "".join(_cell(columns[i], texts[i], size, bold=True, stays=True) for i in alone)
            yield _row(marks, cells + _over(columns[over:], texts[over], size))
        else:
            pairs = zip(columns, texts, strict=True)
            yield _row(marks, "".join(_cell(column, text, size) for column, text in pairs))


def _heads(columns: Sequence[TabulationColumn], size: float) -> Iterator[str]:
    """The cells of each row of headers: groups of columns above, where there are any."""
    heads = [replace(column, centered=True) for column in columns]
    grouped = any(head.group for head in heads)
    if grouped:
        yield "".join(_above(group, list(of), size) for group, of in groupby(heads, _group_of))
    yield "".join(
        _cell(head, "", size, merge=_CONTINUED)
        if grouped and not head.group
        else _cell(head, head.title, size, bold=True)
        for head in heads
    )


def _group_of(column: TabulationColumn) -> str:
    return column.group


def _above(group: str, columns: Sequence[TabulationColumn], size: float) -> str:
    """The name of a group over its columns; columns without one begin here."""
    if group:
        return _over(columns, group, size, centered=True)
    return "".join(_cell(c, c.title, size, bold=True, merge=_BEGUN) for c in columns)


def _over(
    columns: Sequence[TabulationColumn], text: str, size: float, *, centered: bool = False
) -> str:
    """A cell over several columns; it stays with the row below it."""
    whole = TabulationColumn("", sum(column.width for column in columns), centered)
    return _cell(whole, text, size, bold=True, stays=True, over=len(columns))


def _row(marks: str, cells: str) -> Any:
    properties = f"<w:trPr>{marks}</w:trPr>" if marks else ""
    return parse_xml(f"<w:tr {nsdecls('w')}>{properties}{cells}</w:tr>")


def _cell(
    column: TabulationColumn,
    text: str,
    size: float,
    *,
    bold: bool = False,
    stays: bool = False,
    over: int = 1,
    merge: str = "",
) -> str:
    """A cell; one that stays is on the page of the row below it."""
    font = f'<w:rPr>{"<w:b/>" * bold}<w:sz w:val="{round(size * 2)}"/></w:rPr>'
    span = f'<w:gridSpan w:val="{over}"/>' if over > 1 else ""
    together = "<w:keepNext/>" if stays else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{round(column.width * _TWENTIETHS)}" w:type="dxa"/>{span}'
        f'{merge}</w:tcPr><w:p><w:pPr>{together}<w:spacing w:after="0"/>'
        f'<w:jc w:val="{"center" if column.centered else "left"}"/></w:pPr>'
        f"<w:r>{font}{_lines(text)}</w:r></w:p></w:tc>"
    )


def _lines(text: str) -> str:
    """Text as it is; a line break stays one, nothing else acts."""
    pieces = (escape(plain(line)) for line in text.split("\n"))
    return "<w:br/>".join(f'<w:t xml:space="preserve">{piece}</w:t>' for piece in pieces)
