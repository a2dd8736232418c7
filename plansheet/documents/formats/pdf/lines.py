"""Words → lines, and lines → columns in the order of reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plansheet.documents.formats.pdf.model import Line, PrintedWord
from plansheet.documents.prose.markers import read_marker

_BESIDE = 0.5
"""Words stand beside each other that overlap by this part of the lower one's height."""
_WIDE = 1.8
"""A gap of this many letters' heights is no space between words."""
_NARROWEST = 1.0
_NEAR = 2.5
_LONGEST_MARK = 6


_TALL = 15
"""A column of fewer lines is a letterhead or a signature, not a page set in columns."""
_STRETCHED, _EVEN = 3, 1.6
"""As many gaps that are nearly even are those of a line that was drawn out to its full width."""
_FEWEST_ROWS = 3


@dataclass(frozen=True)
class PageColumn:
    """Lines under each other.

    `right` is where they have to end, None where the page ends them; `is_apart` says that nothing
    before goes on in them: only a column of many lines takes up the one before; `is_unruled`
    that they are the rows of a table without lines around its cells.
    """

    lines: tuple[Line, ...]
    right: float | None = None
    is_apart: bool = False
    is_unruled: bool = False


def lines_of(words: Iterable[PrintedWord]) -> list[Line]:
    """The lines of a page or a cell, from the top down."""
    rows: list[list[PrintedWord]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom, word.x0)):
        for row in rows[-3:]:
            if _beside(row, word):
                row.append(word)
                break
        else:
            rows.append([word])
    lines = (Line(tuple(sorted(row, key=lambda word: word.x0))) for row in rows)
    return sorted((line for line in lines if line.text), key=lambda line: (line.top, line.x0))


def _beside(row: Sequence[PrintedWord], word: PrintedWord) -> bool:
    """Whether a word stands on the line of the tallest word of a row."""
    tall = max(row, key=lambda other: other.bottom - other.top)
    common = min(tall.bottom, word.bottom) - max(tall.top, word.top)
    return common > _BESIDE * min(tall.bottom - tall.top, word.bottom - word.top)


def columns_of(lines: Sequence[Line]) -> list[PageColumn]:
    """The lines in the order of reading.

    Where a gap runs down over two lines and more, what is left of it comes first.
    """
    found: list[PageColumn] = []
    straight: list[Line] = []
    at = 0
    while at < len(lines):
        gutter = _gutter(lines[at])
        end = at + 1
        while gutter and end < len(lines) and _near(lines[end - 1], lines[end]):
            narrower = _narrowed(gutter, lines[end])
            if narrower is None:
                break
            gutter, end = narrower, end + 1
        if gutter is None or end == at + 1:
            straight.append(lines[at])
        else:
            found += [PageColumn(tuple(straight))] if straight else []
            straight = []
            run = lines[at:end]
            found += (
                [PageColumn(tuple(run), is_unruled=True)]
                if _is_unruled(run)
                else _sides(run, gutter)
            )
        at = end
    return found + ([PageColumn(tuple(straight))] if straight else [])


def _sides(lines: Sequence[Line], gutter: tuple[float, float]) -> list[PageColumn]:
    middle = sum(gutter) / 2
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in lines:
        for side, words in zip(sides, _parted(line, middle), strict=True):
            if words:
                side.append(Line(words))
    is_tall = min(map(len, sides)) >= _TALL
    ends = [max(line.x1 for line in side) if side and is_tall else None for side in sides]
    ends[0] = ends[0] or gutter[1]
    return [
        PageColumn(column.lines, column.right or end, is_apart=not is_tall)
        for side, end in zip(sides, ends, strict=True)
        for column in columns_of(side)
    ]


def _parted(line: Line, middle: float) -> tuple[tuple[PrintedWord, ...], tuple[PrintedWord, ...]]:
    left = tuple(word for word in line.words if word.x0 + word.x1 < 2 * middle)
    return left, line.words[len(left) :]


def _gutter(line: Line) -> tuple[float, float] | None:
    """The widest gap of a line, if it parts columns: not after an item's mark, or stretched."""
    gaps = _gaps(line)
    if not gaps:
        return None
    widest = max(gaps, key=_width)
    is_stretched = len(gaps) >= _STRETCHED and _width(widest) < _EVEN * min(map(_width, gaps))
    if is_stretched or _width(widest) < _WIDE * line.size:
        return None
    left, _ = _parted(line, sum(widest) / 2)
    begins = Line(left).text
    if len(begins) <= _LONGEST_MARK and read_marker(f"{begins} x"):
        return None
    return widest


def _width(gap: tuple[float, float]) -> float:
    return gap[1] - gap[0]


def _is_unruled(lines: Sequence[Line]) -> bool:
    """Whether lines are rows of three columns and more without lines around them."""
    rows = [line for line in lines if sum(_width(g) >= _WIDE * line.size for g in _gaps(line)) > 1]
    return len(rows) >= _FEWEST_ROWS and 2 * len(rows) >= len(lines)


def _gaps(line: Line) -> list[tuple[float, float]]:
    found = []
    end = line.words[0].x1
    for word in line.words[1:]:
        if word.x0 > end:
            found.append((end, word.x0))
        end = max(end, word.x1)
    return found


def _narrowed(gutter: tuple[float, float], line: Line) -> tuple[float, float] | None:
    """What of a gap is free in another line as well."""
    middle = sum(gutter) / 2
    left, right = _parted(line, middle)
    start = max((gutter[0], *(word.x1 for word in left)))
    end = min((gutter[1], *(word.x0 for word in right)))
    return (start, end) if end - start >= _NARROWEST * line.size else None


def _near(line: Line, below: Line) -> bool:
    return below.top - line.bottom < _NEAR * line.size
