"""Lines → paragraphs, over the ends of columns and pages, and the lines of a cell.

Whoever breaks a line on purpose does so where the next word would still have had room; a program
breaks it where it has none. What stands further right, further down, or is set differently than the
line before begins a paragraph as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plansheet.documents.formats.pdf.model import Line
from plansheet.documents.prose.markers import read_marker

_SPACE = 0.25
"""Width of a space, in sizes of its letters."""
_SLACK = 1.5
"""Points by which widths may be off."""
_INDENTED = 0.5
_LOWER = 0.15
_RESIZED = 0.08
_CUT = re.compile(r"\w[-–/]\n\w|\d\n%")
"""Where a line was broken inside of a word: "04-⏎NQ/TU", "1,5⏎%"."""
_ENDS = (".", ";", ":", "!", "?", "/", "”", '"')


@dataclass(frozen=True)
class Placed:
    """A line of prose: its page, the sides of its column, whether nothing goes on in it."""

    line: Line
    page: int
    left: float
    right: float
    is_apart: bool = False

    @property
    def indent(self) -> float:
        """How far it begins from the left of its column."""
        return self.line.x0 - self.left


def paragraphs(lines: Sequence[Placed]) -> Iterator[list[Placed]]:
    """The lines of each paragraph."""
    pitch = _pitch(lines)
    open_lines: list[Placed] = []
    for placed in lines:
        if open_lines and (placed.is_apart or _begins(open_lines, placed, pitch)):
            yield open_lines
            open_lines = []
        open_lines.append(placed)
    if open_lines:
        yield open_lines


def text_of(lines: Iterable[Line]) -> str:
    """The lines of a paragraph as one; nothing comes between the parts of "04-NQ/TU"."""
    text = ""
    for line in lines:
        text += line.text if not text or _CUT.search(f"{text}\n{line.text}") else f" {line.text}"
    return text


def text_of_cell(lines: Sequence[Line], x0: float, x1: float) -> str:
    """The text of a cell: a line break where somebody made one."""
    right = _right(lines, x0, x1)
    parts: list[list[Line]] = []
    for line in lines:
        if parts and not _had_room(parts[-1][-1], line, right):
            parts[-1].append(line)
        else:
            parts.append([line])
    return "\n".join(map(text_of, parts))


def goes_on(lines: Sequence[Line], line: Line, x0: float, x1: float) -> bool:
    """Whether a line on the next page may be the next one of a cell."""
    return line.text[0].islower() or not _had_room(lines[-1], line, _right(lines, x0, x1))


def _right(lines: Sequence[Line], x0: float, x1: float) -> float:
    """How far lines of a cell reach: as far from its right side as they begin from its left."""
    return x1 - max(min((line.x0 for line in lines), default=x0) - x0, 0)


def _had_room(line: Line, below: Line, right: float) -> bool:
    """Whether the next line's first word would have had room on a line."""
    return line.x1 + _SPACE * line.size + below.first_width < right - _SLACK


def _pitch(lines: Sequence[Placed]) -> dict[float, float]:
    """How far apart the lines of a paragraph stand, for each size: what comes most."""
    found: dict[float, Counter[float]] = {}
    for above, below in pairwise(lines):
        is_same = above.page == below.page and above.line.size == below.line.size
        distance = round(below.line.bottom - above.line.bottom, 1)
        if is_same and distance > 0 and not _had_room(above.line, below.line, above.right):
            found.setdefault(above.line.size, Counter())[distance] += 1
    return {size: max(counts, key=lambda d: (counts[d], -d)) for size, counts in found.items()}


def _begins(open_lines: Sequence[Placed], placed: Placed, pitch: dict[float, float]) -> bool:
    above, line = open_lines[-1], placed.line
    before = above.line
    marked = read_marker(line.text) is not None
    return (
        _had_room(before, line, above.right)
        or _is_set_differently(before, line)
        or (marked and (before.text.endswith(_ENDS) or _stands_out(open_lines, placed)))
        or _stands_lower(above, placed, pitch)
        or _is_indented(open_lines, placed)
    )


def _is_set_differently(before: Line, line: Line) -> bool:
    """Whether their letters differ in size, or all of one are bold and none of the other."""
    resized = abs(before.size - line.size) > _RESIZED * before.size
    return resized or {before.weight, line.weight} == {"bold", "plain"}


def _stands_lower(above: Placed, placed: Placed, pitch: dict[float, float]) -> bool:
    usual = pitch.get(above.line.size)
    distance = placed.line.bottom - above.line.bottom
    is_below = above.page == placed.page and distance > 0
    return is_below and usual is not None and distance > usual + _LOWER * above.line.size


def _stands_out(open_lines: Sequence[Placed], placed: Placed) -> bool:
    """Whether a line begins where its paragraph did, and those between hang."""
    near = _INDENTED * placed.line.size
    begins_alike = abs(placed.indent - open_lines[0].indent) < near
    return begins_alike and open_lines[-1].indent - placed.indent > near


def _is_indented(open_lines: Sequence[Placed], placed: Placed) -> bool:
    """Whether a line stands further right than the one before, which no item's mark made hang."""
    before = open_lines[-1]
    hangs = len(open_lines) == 1 and read_marker(before.line.text) is not None
    is_further = placed.indent > before.indent + _INDENTED * placed.line.size
    return is_further and not hangs and not _is_centred(before.line, placed.line)


def _is_centred(before: Line, line: Line) -> bool:
    """Whether both stand in the middle of the same."""
    return abs(before.x0 + before.x1 - line.x0 - line.x1) < 2 * _SLACK
