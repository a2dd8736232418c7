""".docx → blocks: paragraphs with the numbers that Word gives them, and tables, in order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from plansheet.documents.formats.blocks import Document, DocumentRow, DocumentTable, Paragraph
from plansheet.documents.formats.word.left import left_in
from plansheet.documents.formats.word.list_numbers import ListNumbers
from plansheet.documents.formats.word.texts import Texts, boxes_in, value_of, wrapped
from plansheet.language.text import nfc

LARGEST_PARTS = 200_000_000
"""Bytes that the parts of a .docx may unpack to, pictures included."""

_WIDEST = 60
_PARAGRAPH, _TABLE, _ROW, _CELL = map(qn, ("w:p", "w:tbl", "w:tr", "w:tc"))


def read_docx(data: bytes) -> Document:
    """Read a .docx file; places are "đoạn 12" and "bảng 2, hàng 3".

    What is printed is read: content controls, fields, text boxes and what was inserted with changes
    tracked, too. Every text that is not read stands in the `asides`.

    Raises:
        ValueError: a file that is no .docx, is damaged, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked <= LARGEST_PARTS:
            word = docx.Document(io.BytesIO(data))
            reader = _Reader(word)
            blocks = tuple(reader.blocks(word.element.body))
            return Document(blocks, tuple(left_in(word, reader.texts, reader.places)))
    except Exception as error:  # python-docx trusts its input: damage shows in any way
        raise ValueError("no readable .docx") from error
    raise ValueError("unpacks to too much")


class _Reader:
    """Reads the paragraphs and tables of a document, and counts them."""

    def __init__(self, word: Any) -> None:
        self.texts = Texts()
        self.places: dict[Any, str] = {}
        self._word = word
        self._numbers = ListNumbers(word)
        self._paragraphs = self._tables = 0

    def blocks(self, parent: Any) -> Iterator[Paragraph | DocumentTable]:
        """What stands in the text, or in a cell of a table that only lays it out."""
        for item in wrapped(parent, _PARAGRAPH, _TABLE):
            if item.tag == _PARAGRAPH:
                self._paragraphs += 1
                yield from self._paragraph(item, f"đoạn {self._paragraphs}")
            elif _lays_out(item):
                for cell in (c for row in _rows_of(item) for c in wrapped(row, _CELL)):
                    yield from self.blocks(cell)
            else:
                self._tables += 1
                yield DocumentTable(tuple(self._rows(item, f"bảng {self._tables}")))

    def _paragraph(self, item: Any, place: str) -> Iterator[Paragraph | DocumentTable]:
        number, lines = self._lines(item, place)
        for i, line in enumerate(filter(None, lines)):
            yield Paragraph(f"{number} {line}".strip() if i == 0 else line, place, apart=i == 0)
        for box in boxes_in(item):
            yield from self._boxed(box, f"{place}, hộp chữ")

    def _boxed(self, box: Any, place: str) -> Iterator[Paragraph | DocumentTable]:
        for inside in wrapped(box, _PARAGRAPH, _TABLE):
            if inside.tag == _PARAGRAPH:
                yield from self._paragraph(inside, place)
            else:
                yield DocumentTable(tuple(self._rows(inside, place)))

    def _lines(self, item: Any, place: str) -> tuple[str, list[str]]:
        """The number of a paragraph in its list, and its lines."""
        self.places[item] = place
        number = self._numbers.next(WordParagraph(item, self._word))
        return number, [_plain(line) for line in self.texts.of(item).split("\n")]

    def _rows(self, table: Any, name: str) -> Iterator[DocumentRow]:
        """The rows; the text of a merged cell stands in its first column, in each of its rows."""
        above: list[str] = []
        for i, row in enumerate(_rows_of(table), start=1):
            place = f"{name}, hàng {i}"
            cells = [""] * min(_number(row, "w:trPr/w:gridBefore", 0), _WIDEST)
            for cell in wrapped(row, _CELL):
                if value_of(cell, "w:tcPr/w:vMerge") in ("true", "continue"):
                    text = above[len(cells)] if len(cells) < len(above) else ""
                else:
                    text = "\n".join(self._cell(cell, place))
                span = min(_number(cell, "w:tcPr/w:gridSpan", 1), _WIDEST)
                cells += [text] + [""] * (span - 1)
            yield DocumentRow(tuple(cells), place)
            above = cells

    def _cell(self, cell: Any, place: str) -> Iterator[str]:
        """The lines of a cell; those of a table in it are its rows."""
        for item in wrapped(cell, _PARAGRAPH, _TABLE):
            if item.tag == _TABLE:
                rows = self._rows(item, place)
                yield from (" ".join(filter(None, row.cells)) for row in rows if any(row.cells))
                continue
            number, (first, *others) = self._lines(item, place)
            yield from filter(None, (f"{number} {first}".strip(), *others))
            for box in boxes_in(item):
                yield from self._cell(box, place)


def _rows_of(table: Any) -> Iterator[Any]:
    """The rows but those that were deleted with changes tracked."""
    return (row for row in wrapped(table, _ROW) if not value_of(row, "w:trPr/w:del"))


def _lays_out(table: Any) -> bool:
    """Whether most of what a table says stands in tables in its cells: it lays out the page."""
    inner = sum(_size(found) for cell in table.iter(_CELL) for found in wrapped(cell, _TABLE))
    return inner > 0 and 2 * inner > _size(table)


def _size(element: Any) -> int:
    return sum(len(text.text or "") for text in element.iter(qn("w:t")))


def _number(element: Any, path: str, default: int) -> int:
    written = value_of(element, path)
    return int(written) if written.isdecimal() else default


def _plain(text: str) -> str:
    return " ".join(nfc(text).split())
