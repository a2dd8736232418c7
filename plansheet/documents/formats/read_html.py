""".html → blocks, with the standard library's parser: nothing is fetched, nothing runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from plansheet.documents.formats.blocks import Document, DocumentRow, DocumentTable, Paragraph
from plansheet.documents.formats.read_text import decode

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BREAKS = re.compile(
    r"p|div|br|li|[uod]l|d[td]|h[1-6]|hr|section|article|header|footer|blockquote|pre|center|body|html"
)
_SILENT = frozenset(("script", "style", "title", "template"))
_WIDEST = 60
_TALLEST = 500
_MOST_CELLS = 500_000


@dataclass
class _Cell:
    blocks: list[Paragraph | DocumentTable] = field(default_factory=list)
    width: int = 1
    height: int = 1


@dataclass
class _OpenTable:
    number: int
    rows: list[list[_Cell]] = field(default_factory=list)


def read_html(data: bytes) -> Document:
    """Read an .html file; places are "đoạn 12" and "bảng 2, hàng 3".

    A table that only lays out the page (it has tables in its cells) is taken apart.

    Raises:
        ValueError: a table of absurd size.
    """
    reader = _Reader()
    reader.feed(_decoded(data))
    reader.close()
    return Document(tuple(reader.finished()))


def _decoded(data: bytes) -> str:
    named = _CHARSET.search(data[:2048])
    if named and named[1].lower() not in (b"utf-8", b"utf8"):
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


class _Reader(HTMLParser):
    """Collects paragraphs and tables; a table in the making keeps what stands in its cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._top: list[Paragraph | DocumentTable] = []
        self._tables: list[_OpenTable] = []
        self._lists: list[tuple[str, int]] = []
        self._words: list[str] = []
        self._apart = True
        self._mark = ""
        self._silent = 0
        self._paragraphs = 0
        self._count = 0
        self._cells = 0

    def finished(self) -> list[Paragraph | DocumentTable]:
        """All blocks, tables left open by the file closed."""
        while self._tables:
            self._close_table()
        self._end_line()
        return self._top

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._end_line()
            self._count += 1
            self._tables.append(_OpenTable(self._count))
        elif tag == "tr" and self._tables:
            self._end_line()
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            self._end_line()
            self._open_cell(dict(attrs))
        elif _BREAKS.fullmatch(tag):
            self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag == "table" and self._tables:
            self._close_table()
        elif tag in ("td", "th"):
            self._end_line()
        elif tag in ("ul", "ol") and self._lists:
            self._end_line()
            self._lists.pop()
        elif _BREAKS.fullmatch(tag):
            self._end_line()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data)

    def _break(self, tag: str) -> None:
        self._end_line()
        self._apart = tag != "br"
        if tag in ("ul", "ol"):
            self._lists.append((tag, 0))
        elif tag == "li":
            kind, count = self._lists.pop() if self._lists else ("ul", 0)
            self._lists.append((kind, count + 1))
            self._mark = f"{count + 1}. " if kind == "ol" else "- "

    def _open_cell(self, attributes: dict[str, str | None]) -> None:
        table = self._tables[-1]
        if not table.rows:
            table.rows.append([])
        width = _span(attributes.get("colspan"), _WIDEST)
        self._cells += width
        if self._cells > _MOST_CELLS:
            raise ValueError("a table too large to be read")
        table.rows[-1].append(_Cell(width=width, height=_span(attributes.get("rowspan"), _TALLEST)))

    def _end_line(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words.clear()
        if not text:
            return
        self._paragraphs += 1
        line = Paragraph(self._mark + text, f"đoạn {self._paragraphs}", self._apart)
        self._mark, self._apart = "", True
        self._blocks().append(line)

    def _blocks(self) -> list[Paragraph | DocumentTable]:
        """Where a block goes: the cell that is open, or the document."""
        for table in reversed(self._tables):
            if table.rows and table.rows[-1]:
                return table.rows[-1][-1].blocks
        return self._top

    def _close_table(self) -> None:
        self._end_line()
        table = self._tables.pop()
        cells = [cell for row in table.rows for cell in row]
        if any(isinstance(block, DocumentTable) for cell in cells for block in cell.blocks):
            self._blocks().extend(block for cell in cells for block in cell.blocks)
        elif cells:
            self._blocks().append(DocumentTable(tuple(_rows(table))))


def _rows(table: _OpenTable) -> Iterator[DocumentRow]:
    """The rows with spans written out: the first column has the text, in each row of the span."""
    covered: dict[int, tuple[int, str]] = {}
    for i, cells in enumerate(table.rows, start=1):
        texts: list[str] = []
        for cell in cells:
            _fill_covered(texts, covered)
            start = len(texts)
            texts += [_text(cell)] + [""] * (cell.width - 1)
            if cell.height > 1:
                covered |= {j: (cell.height, texts[j]) for j in range(start, len(texts))}
        _fill_covered(texts, covered)
        covered = {j: (left - 1, text) for j, (left, text) in covered.items() if left > 1}
        yield DocumentRow(tuple(texts), f"bảng {table.number}, hàng {i}")


def _fill_covered(texts: list[str], covered: Mapping[int, tuple[int, str]]) -> None:
    """Write out the cells that a cell of a row above covers."""
    while len(texts) in covered:
        texts.append(covered[len(texts)][1])


def _text(cell: _Cell) -> str:
    return "\n".join(block.text for block in cell.blocks if isinstance(block, Paragraph))


def _span(written: str | None, most: int) -> int:
    digits = (written or "").strip()
    return min(max(int(digits[:6]), 1), most) if digits.isascii() and digits.isdigit() else 1
