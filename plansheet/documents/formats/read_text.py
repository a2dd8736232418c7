"""Plain text → blocks: a line is a paragraph, consecutive tab-separated lines are a table."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from plansheet.documents.formats.blocks import Document, DocumentRow, DocumentTable, Paragraph

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FEWEST_CELLS = 3
"""A line of two cells is a list item whose number is followed by a tab, not a row of a table."""


def decode(data: bytes) -> str:
    """Text in NFC: by its byte order mark, else UTF-8, else the Vietnamese code page 1258.

    Raises:
        UnicodeDecodeError: it is none of them.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return unicodedata.normalize("NFC", data.decode(encoding))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1258")
    return unicodedata.normalize("NFC", text)


def read_text(data: bytes) -> Document:
    """Read a .txt file; places are line numbers ("dòng 412")."""
    return Document(tuple(_blocks(decode(data))))


def _blocks(text: str) -> Iterator[Paragraph | DocumentTable]:
    lines = [(f"dòng {i}", line.rstrip()) for i, line in enumerate(text.split("\n"), start=1)]
    raw = text.split("\n")
    rows = {place: _cells(line) for (place, _), line in zip(lines, raw, strict=True)}
    apart = True
    for tabular, run in groupby(lines, key=lambda item: rows[item[0]] is not None):
        if tabular:
            yield DocumentTable(tuple(DocumentRow(rows[place] or (), place) for place, _ in run))
            apart = True
            continue
        for place, line in run:
            if line.strip():
                yield Paragraph(" ".join(line.split()), place, apart)
            apart = not line.strip()


def _cells(line: str) -> tuple[str, ...] | None:
    cells = tuple(" ".join(cell.split()) for cell in line.rstrip("\r\n").split("\t"))
    filled = [i for i, cell in enumerate(cells) if cell]
    if len(cells) < _FEWEST_CELLS or not filled or filled == [len(cells) - 1]:
        return None
    return cells
