""".pdf with a text layer → blocks: prose by its layout, ruled tables, each with its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from plansheet.documents.formats.blocks import (
    Aside,
    Document,
    DocumentRow,
    DocumentTable,
    Paragraph,
)
from plansheet.documents.formats.pdf.furniture import Bare, bare_pages, shape_of
from plansheet.documents.formats.pdf.grid import RuledGrid, continued, grid_of
from plansheet.documents.formats.pdf.lines import columns_of, lines_of
from plansheet.documents.formats.pdf.model import Line, PrintedPage, PrintedWord
from plansheet.documents.formats.pdf.pages import read_pages
from plansheet.documents.formats.pdf.paragraphs import Placed, paragraphs, text_of
from plansheet.workbooks.reading.refusal import Fault

_PICTURE = "(ảnh quét)"
_SCANNED = "trang là ảnh quét, không có lớp chữ tin được"
_FOOTNOTE = "chú thích cuối trang"
_RUNNING = "đầu trang, chân trang lặp lại"
_TURNED = "chữ xoay hướng khác trên trang"
_UNPLACED = "chữ không thuộc đoạn nào, ô nào của bảng"
_UNRULED = "bảng không kẻ khung: hãy dùng bản .docx, hoặc kẻ khung cho bảng"


def read_pdf(path: Path, name: str) -> Document:
    """Read a .pdf; places are "trang 3, đoạn 2" and "trang 4, bảng 1, hàng 5".

    What is no text of the document stands in its `asides`: footnotes, heads that repeat, pages that
    are pictures. Without a page that has a text there are no blocks.

    Args:
        path: the file.
        name: what problems call it.

    Raises:
        Refused: it has a password, is damaged or too large.
    """
    try:
        pages = list(read_pages(path.read_bytes()))
    except Fault as fault:
        raise fault.refuse(name) from fault
    return document_of(pages)


def document_of(pages: Sequence[PrintedPage]) -> Document:
    """The blocks of the pages, and what stands besides."""
    texts = [page for page in pages if not page.is_scan]
    bare = bare_pages([(page, lines_of(_outside(page))) for page in texts])
    asides = [Aside(f"trang {page.number}", _PICTURE, _SCANNED) for page in pages if page.is_scan]
    taken: set[int] = set()
    blocks = tuple(_blocks(texts, bare, taken))
    asides += _asides(texts, bare, taken)
    return Document(blocks, tuple(asides))


def _take(lines: Iterable[Line], taken: set[int]) -> None:
    """Remember the words of lines that were read or told: no word of a page may be missed."""
    taken.update(id(word) for line in lines for word in line.words)


def _outside(page: PrintedPage) -> list[PrintedWord]:
    return [w for w in page.words if not any(table.box.holds(w) for table in page.tables)]


def _asides(pages: Sequence[PrintedPage], bare: Sequence[Bare], taken: set[int]) -> Iterator[Aside]:
    """What is no text of the document, and every word besides that is not `taken`."""
    said: set[str] = set()
    for page, text in zip(pages, bare, strict=True):
        place = f"trang {page.number}"
        if text.notes:
            yield Aside(place, " ".join(line.text for line in text.notes), _FOOTNOTE)
        if page.turned:
            yield Aside(place, page.turned, _TURNED)
        _take((*text.notes, *text.running, *text.numbers), taken)
        for column in columns_of(text.lines):
            if column.is_unruled:
                _take(column.lines, taken)
                yield Aside(place, " / ".join(line.text for line in column.lines), _UNRULED)
        for line in text.running:
            if shape_of(line) not in said:
                said.add(shape_of(line))
                yield Aside(place, line.text, _RUNNING)
        if left := [word for word in page.words if id(word) not in taken]:
            yield Aside(place, " / ".join(line.text for line in lines_of(left)), _UNPLACED)


def _blocks(
    pages: Sequence[PrintedPage], bare: Sequence[Bare], taken: set[int]
) -> Iterator[Paragraph | DocumentTable]:
    """Prose and tables in order; a paragraph goes on over a page, not over a table."""
    margins = _margins(pages, bare)
    counts: Counter[int] = Counter()
    waiting: list[Placed] = []
    table: RuledGrid | None = None
    for page, text in zip(pages, bare, strict=True):
        top = float("-inf")
        rulings = sorted(page.tables, key=lambda ruled: ruled.box.top)
        for number, ruled in enumerate(rulings, start=1):
            zone = _prose(page, text, margins, top, ruled.box.top, taken)
            if zone:
                yield from _table(table)
                table = None
            yield from _paragraphs([*waiting, *zone], counts)
            waiting, top = [], ruled.box.top
            grid = grid_of(ruled, page, f"trang {page.number}, bảng {number}", table)
            for cell in (cell for row in grid.rows for cell in row.cells):
                _take(cell.lines, taken)
            longer = continued(table, grid) if table else None
            if longer is None:
                yield from _table(table)
            table = longer or grid
        zone = _prose(page, text, margins, top, float("inf"), taken)
        if zone:
            yield from _table(table)
            table = None
        waiting += zone
    yield from _table(table)
    yield from _paragraphs(waiting, counts)


def _prose(
    page: PrintedPage,
    text: Bare,
    margins: Mapping[int, float],
    top: float,
    bottom: float,
    taken: set[int],
) -> list[Placed]:
    """The lines of a page between two tables, in the order of reading."""
    between = [line for line in text.lines if top <= line.top < bottom]
    found = [
        Placed(
            line,
            page.number,
            min(line.x0 for line in column.lines),
            margins[round(page.width)] if column.right is None else column.right,
            is_apart=column.is_apart and i == 0,
        )
        for column in columns_of(between)
        if not column.is_unruled
        for i, line in enumerate(column.lines)
    ]
    _take((placed.line for placed in found), taken)
    return found


def _margins(pages: Sequence[PrintedPage], bare: Sequence[Bare]) -> dict[int, float]:
    """How far lines reach on pages of each width, at least as near to its right as to its left."""
    found: dict[int, float] = {}
    for page, text in zip(pages, bare, strict=True):
        width = round(page.width)
        left = min((line.x0 for line in text.lines), default=page.width)
        ends = (page.width - left, *(line.x1 for line in text.lines))
        found[width] = max(found.get(width, 0.0), *ends)
    return found


def _paragraphs(lines: Sequence[Placed], counts: Counter[int]) -> Iterator[Paragraph]:
    for together in paragraphs(lines):
        page = together[0].page
        counts[page] += 1
        text = text_of(placed.line for placed in together)
        yield Paragraph(text, f"trang {page}, đoạn {counts[page]}")


def _table(table: RuledGrid | None) -> Iterator[DocumentTable]:
    if table:
        yield DocumentTable(tuple(DocumentRow(row.texts, row.place) for row in table.rows))
