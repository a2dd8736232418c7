"""How much room a text takes: lines in a column, the height of a row, the width of a column.

Excel neither fits a merged row nor any row of a workbook that a program made with a height, and
each program fits rows in its own way, if at all. So the room is computed from how wide the letters
are (Times New Roman, the font of every workbook of ours).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from functools import lru_cache, partial
from math import ceil
from typing import Final

from plansheet.workbooks.writing.advances import BOLD, REGULAR

MAX_HEIGHT: Final = 409
"""The highest that a row of Excel may be, in points."""

MAX_WIDTH: Final = 254
"""The widest that a column of Excel may be, in characters, without its padding."""

_UNITS: Final = 2048
"""Of an advance, in the size of the letter."""

_DIGIT: Final = 7
"""Pixels of a column's unit, the digit 0."""

_UNIT_OF_WIDTH: Final = _DIGIT * 0.95
"""Pixels of it that a text may take.

A twentieth is left: on the screen letters are a whole number of pixels wide, and the size is one,
too (11 points are 14.67 pixels, drawn as 15); printers have their own measures.
"""

_FEWEST: Final = 2.2
"""Points of letters that a line takes at least for each character of its column: the widest ones,
in half of it, where a long word goes on in the next line."""

_LINE: Final = 1.364
"""Height of a line, in the size of the letters: Excel's rows of 11 points are 15 points high.

Rows that Excel fitted itself in public workbooks have for each line of Times New Roman of 11 points
14.25 or 15 (by screen), of 12 15.6 to 16.5, of 14 18.75. What LibreOffice draws and every printer
takes is less, 12.65 for 11: a row of many lines has room below them there, and is whole in Excel.
"""

_PIXELS: Final = 96 / 72
"""Of a point, on the screen that a workbook is measured by."""


class _Advances(dict[str, int]):
    """The advance of each letter; of one that the font lacks what a square of its size takes."""

    def __missing__(self, letter: str) -> int:
        if unicodedata.category(letter) in ("Mn", "Cf", "Cc"):
            return 0
        return _UNITS


def _by_letter(letters_by_width: Mapping[int, str]) -> _Advances:
    return _Advances((c, width) for width, letters in letters_by_width.items() for c in letters)


_FACES: Final = {False: _by_letter(REGULAR), True: _by_letter(BOLD)}


@lru_cache(maxsize=50_000)
def text_width(text: str, size: float = 11, *, bold: bool = False) -> float:
    """How wide a line of text is, in pixels."""
    return sum(map(_FACES[bold].__getitem__, text)) * size * _PIXELS / _UNITS


def characters_for(text: str) -> float:
    """How many characters wide a column is in which `text` takes one line."""
    return ceil(text_width(text) / _UNIT_OF_WIDTH * 100) / 100


def shortened(
    text: str, room: float, size: float = 11, *, bold: bool = False, end: float = 0
) -> str:
    """`text` in one line, as many words of it as `room` pixels take, with “…” where some are left.

    A first word that is too long is cut. `end` is the part of the room in which last words stay.
    """
    text, room = " ".join(text.split()), room * 0.95
    wide = partial(text_width, size=size, bold=bold)
    if wide(text) <= room:
        return text
    words = text.split(" ")
    kept = len(words)
    while kept > 1 and wide(" ".join(["", *words[kept - 1 :]])) <= room * end:
        kept -= 1
    last = " ".join(["", *words[kept:]])
    while kept > 1 and wide(f"{' '.join(words[:kept])} …{last}") > room:
        kept -= 1
    first = " ".join(words[:kept])
    while first and wide(f"{first} …{last}") > room:
        first = first[:-1]
    return f"{first.rstrip(' ,;:–-(')} …{last}"


@lru_cache(maxsize=50_000)
def lines_of(text: str, width: float, size: float = 11, bold: bool = False) -> int:
    """How many lines `text` takes in a column `width` characters wide, broken at blanks.

    A word that is wider than the column goes on in the next line.
    """
    room = max(width, 1) * _UNIT_OF_WIDTH
    blank = text_width(" ", size, bold=bold)
    lines = 0
    for paragraph in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in paragraph.split(" "):
            wide = text_width(word, size, bold=bold)
            if used and used + blank + wide > room:
                lines, used = lines + 1, wide
            else:
                used += wide + blank * bool(used)
            if wide > room:
                more, used = _broken(word, room, size, bold)
                lines += more
    return lines


def _broken(word: str, room: float, size: float, bold: bool) -> tuple[int, float]:
    """How many times a word goes on in the next line, and how far it comes in the last."""
    lines, used = 0, 0.0
    widths = {letter: text_width(letter, size, bold=bold) for letter in set(word)}
    for wide in map(widths.__getitem__, word):
        if used and used + wide > room:
            lines, used = lines + 1, 0.0
        used += wide
    return lines, used


def line_height(size: float = 11) -> float:
    """The height of one line in points."""
    return size * _LINE


@lru_cache(maxsize=1_000)
def height_of(lines: int, size: float = 11) -> float:
    """The height of a row of so many lines in points, as far as Excel lets it grow."""
    return min(ceil(lines * line_height(size)) + 1, MAX_HEIGHT)


def wide_enough(
    texts: Collection[str], width: float, size: float = 11, bold: bool = False
) -> float:
    """`width`, or as much more as lets every text end above the lowest line that a row can have.

    A text that is too long for the widest column ends below it; the cell has it whole.
    """
    most = int((MAX_HEIGHT - 1) / line_height(size))
    longest = max(map(len, texts), default=0)
    if longest * size / (_FEWEST * width) < most and not any("\n" in text for text in texts):
        return width
    for text in texts:
        if len(text) * size / (_FEWEST * width) + text.count("\n") < most:
            continue
        while width < MAX_WIDTH and lines_of(text, width, size, bold) > most:
            width = min(ceil(width * 1.1 * _DIGIT) / _DIGIT, MAX_WIDTH)
    return width
