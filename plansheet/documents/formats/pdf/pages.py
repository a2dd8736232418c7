"""The pages of a .pdf with pdfplumber: words with their places, ruled tables, scans."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pdfplumber
from pdfplumber.page import Page as PdfPage

from plansheet.documents.formats.pdf.model import Box, PrintedPage, PrintedWord, RuledTable
from plansheet.problems.catalogue import refusals
from plansheet.workbooks.reading.refusal import Fault

MOST_PAGES = 600
"""A plan with all its annexes has some two hundred."""
_SCANNED = 0.5
"""A picture over more than this part of a page is the page; what stands on it a machine guessed."""
_UNMAPPED = "(cid:"
_MOST_UNMAPPED = 0.1
_TWICE = 0.01
_TURNS = {(0, 1): 90, (-1, 0): 180, (0, -1): 270}


def read_pages(data: bytes) -> Iterator[PrintedPage]:
    """The pages of a file, one after the other.

    Raises:
        Fault: it has a password, is damaged, or has too many pages.
    """
    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            if len(file.pages) > MOST_PAGES:
                raise Fault(refusals.MANY_PAGES)
            for page in file.pages:
                yield _page(_upright(page))
                page.close()
    except (Fault, MemoryError):
        raise
    except Exception as error:  # pdfminer trusts its input: damage shows in any way
        is_locked = "PDFPasswordIncorrect" in repr((error, error.args, error.__context__))
        raise Fault(refusals.ENCRYPTED if is_locked else refusals.DAMAGED_STRUCTURE) from error


def _upright(page: PdfPage) -> PdfPage:
    """The page turned so that most of its letters stand upright."""
    ways = Counter(_way(char) for char in page.chars)
    way = max(ways, key=lambda way: ways[way], default=(1, 0))
    turn = _TURNS.get(way)
    if turn is None:
        return page
    page.page_obj.rotate = (page.page_obj.rotate + turn) % 360
    turned = PdfPage(page.pdf, page.page_obj, page.page_number, 0)
    page.close()
    return turned


def _way(char: dict[str, Any]) -> tuple[int, int]:
    """The direction in which a letter is followed by the next one."""
    a, b = char["matrix"][:2]
    if abs(a) >= abs(b):
        return (1 if a >= 0 else -1), 0
    return 0, (1 if b > 0 else -1)


def _page(page: PdfPage) -> PrintedPage:
    chars = page.chars
    turned = "".join(char["text"] for char in chars if not char["upright"])
    unmapped = sum(char["text"].startswith(_UNMAPPED) for char in chars)
    is_scan = _is_picture(page) or unmapped > _MOST_UNMAPPED * len(chars)
    shown = page.filter(_is_upright) if turned.strip() else page
    if _is_printed_twice(chars):
        shown = shown.dedupe_chars()
    words = shown.extract_words(x_tolerance_ratio=0.2, extra_attrs=["fontname", "size"])
    return PrintedPage(
        page.page_number,
        float(page.width),
        float(page.height),
        tuple(_word(word) for word in words),
        tuple(_tables(page)),
        is_scan,
        " ".join(turned.split()),
    )


def _is_printed_twice(chars: Sequence[dict[str, Any]]) -> bool:
    """Whether letters are made bold by printing them twice."""
    seen = {(char["text"], round(char["x0"]), round(char["top"])) for char in chars}
    return len(chars) - len(seen) > _TWICE * len(chars)


def _is_upright(thing: dict[str, Any]) -> bool:
    return thing["object_type"] != "char" or bool(thing["upright"])


def _is_picture(page: PdfPage) -> bool:
    """Whether the page is a picture, or has nothing that is a text."""
    area = float(page.width * page.height)
    covered = max(
        ((i["x1"] - i["x0"]) * (i["bottom"] - i["top"]) for i in page.images), default=0.0
    )
    return bool(covered > _SCANNED * area or (page.images and not page.chars))


def _word(found: dict[str, Any]) -> PrintedWord:
    name = str(found["fontname"]).lower()
    return PrintedWord(
        found["text"],
        found["x0"],
        found["top"],
        found["x1"],
        found["bottom"],
        round(found["size"], 1),
        "bold" in name or "black" in name,
    )


def _tables(page: PdfPage) -> Iterator[RuledTable]:
    """What has lines around at least two cells beside each other: a frame is no table."""
    for table in page.find_tables():
        cells = tuple(Box(*cell) for cell in table.cells)
        if len({round(cell.x0) for cell in cells}) > 1:
            yield RuledTable(Box(*table.bbox), cells)
