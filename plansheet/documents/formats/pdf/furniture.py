"""What a page has besides its text: page numbers, heads and feet that repeat, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from plansheet.documents.formats.pdf.model import Line, PrintedPage

_NUMBER = re.compile(r"[-–\s]*(?:(?:trang|page)\s*)?(\d{1,4})(?:\s*/\s*\d{1,4})?[-–\s]*", re.I)
_NEAR = 3
"""A number on a page is the page's that differs from its own count by no more."""
_ZONE = 0.12
"""Heads and feet stand within this part of a page from its ends."""
_FEWEST = 3
"""A line on as many pages is a head or a foot."""
_SHARE = 0.3
_SMALLER = 0.92
_NOTE = re.compile(r"[\[(]?(?:\d{1,3}|\*{1,3})[\])]?\s*\D")


@dataclass(frozen=True)
class Bare:
    """A page's lines without its furniture.

    `notes` are its footnotes, `running` what repeats, `numbers` are those of the page.
    """

    lines: tuple[Line, ...]
    notes: tuple[Line, ...]
    running: tuple[Line, ...]
    numbers: tuple[Line, ...] = ()


def bare_pages(pages: Sequence[tuple[PrintedPage, list[Line]]]) -> list[Bare]:
    """The lines of each page that are its text."""
    repeated = _repeated(pages)
    size = _size(line for _, lines in pages for line in lines)
    return [_bare(page, lines, repeated, size) for page, lines in pages]


def _bare(page: PrintedPage, lines: Sequence[Line], repeated: set[str], size: float) -> Bare:
    ends = set(map(id, _at_ends(page, lines)))
    is_number = {id(x) for x in lines if id(x) in ends and _is_number(x, page)}
    is_running = {id(x) for x in lines if id(x) in ends and shape_of(x) in repeated} - is_number
    rest = [x for x in lines if id(x) not in is_number | is_running]
    start = _first_note(page, rest, size)
    running = tuple(x for x in lines if id(x) in is_running)
    numbers = tuple(x for x in lines if id(x) in is_number)
    return Bare(tuple(rest[:start]), tuple(rest[start:]), running, numbers)


def _is_number(line: Line, page: PrintedPage) -> bool:
    number = _NUMBER.fullmatch(line.text)
    return number is not None and abs(int(number[1]) - page.number) <= _NEAR


def _at_ends(page: PrintedPage, lines: Sequence[Line]) -> Iterator[Line]:
    """The first and last lines of a page, as far as they stand near its ends."""
    for line in lines[:3]:
        if line.bottom < _ZONE * page.height:
            yield line
    for line in lines[-3:]:
        if line.top > (1 - _ZONE) * page.height:
            yield line


def _repeated(pages: Sequence[tuple[PrintedPage, list[Line]]]) -> set[str]:
    """The shapes of lines that stand at the ends of many pages."""
    seen = Counter(
        shape for page, lines in pages for shape in {shape_of(x) for x in _at_ends(page, lines)}
    )
    most = max(_FEWEST, _SHARE * len(pages))
    return {shape for shape, count in seen.items() if count >= most}


def shape_of(line: Line) -> str:
    """What a line says, whatever numbers are in it."""
    return re.sub(r"\d+", "#", line.text)


def _size(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _first_note(page: PrintedPage, lines: Sequence[Line], size: float) -> int:
    """Where the footnotes begin: small lines at the end of a page, the first numbered."""
    start = len(lines)
    while start and lines[start - 1].size < _SMALLER * size:
        start -= 1
    while start < len(lines) and not _NOTE.match(lines[start].text):
        start += 1
    is_low = start < len(lines) and lines[start].top > page.height / 2
    return start if is_low and start else len(lines)
