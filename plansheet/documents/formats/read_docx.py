""".docx → blocks: paragraphs with the numbers that Word gives them, and tables, in order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.table import Table as WordTable
from docx.table import _Cell

from plansheet.documents.formats.blocks import Document, DocumentRow, DocumentTable, Paragraph
from plansheet.documents.formats.list_numbers import ListNumbers
from plansheet.language.text import nfc

LARGEST_PARTS = 200_000_000
"""Bytes that the parts of a .docx may unpack to, pictures included."""

_WIDEST = 60


def read_docx(data: bytes) -> Document:
    """Read a .docx file; places are "đoạn 12" and "bảng 2, hàng 3".

    Raises:
        ValueError: a file that is no .docx, is damaged, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked <= LARGEST_PARTS:
            return Document(tuple(_blocks(docx.Document(io.BytesIO(data)))))
    except Exception as error:  # python-docx trusts its input: damage shows in any way
        raise ValueError("no readable .docx") from error
    raise ValueError("unpacks to too much")


def _blocks(word: Any) -> Iterator[Paragraph | DocumentTable]:
    numbers = ListNumbers(word)
    paragraphs = tables = 0
    for item in word.iter_inner_content():
        if isinstance(item, WordTable):
            tables += 1
            yield DocumentTable(tuple(_rows(item, tables)))
            continue
        paragraphs += 1
        number = numbers.next(item)
        for i, line in enumerate(filter(None, (_text(t) for t in item.text.split("\n")))):
            text = f"{number} {line}".strip() if i == 0 else line
            yield Paragraph(text, f"đoạn {paragraphs}", apart=i == 0)


def _rows(table: WordTable, number: int) -> Iterator[DocumentRow]:
    """The rows; the text of a merged cell stands in its first column, in each of its rows."""
    above: list[str] = []
    for i, row in enumerate(table.rows, start=1):
        cells = [""] * min(row.grid_cols_before, _WIDEST)
        for tc in row._tr.tc_lst:
            text = _lines(_Cell(tc, row).text)
            if tc.vMerge == "continue":
                text = above[len(cells)] if len(cells) < len(above) else ""
            cells += [text] + [""] * (min(tc.grid_span, _WIDEST) - 1)
        yield DocumentRow(tuple(cells), f"bảng {number}, hàng {i}")
        above = cells


def _text(text: str) -> str:
    return " ".join(nfc(text).split())


def _lines(text: str) -> str:
    return "\n".join(filter(None, map(_text, text.split("\n"))))
