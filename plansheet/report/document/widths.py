"""Columns of a table in Word wide enough for their words: Word breaks a longer one anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from plansheet.report.document.blocks import TabulationColumn
from plansheet.workbooks.writing.fitting import text_width

_MILLIMETRES: Final = 25.4 / 96
"""Of a pixel."""

_SURE: Final = 1.03
"""Beyond the widths of its letters, for a program that measures by its printer."""

_AROUND: Final = 108
"""Twentieths of a point that Word leaves blank at each side of a cell."""

_MOST: Final = 30.0
"""Millimetres that a word is given: a name of a file goes on in the next line."""


def with_whole_words(
    columns: Sequence[TabulationColumn],
    rows: Sequence[Sequence[str]],
    size: float,
    padding: int | None,
) -> Sequence[TabulationColumn]:
    """The columns, all in all as wide, those with longer words wider at the cost of the others.

    `size` is that of the letters in points, `padding` twentieths of a point that a
    cell leaves blank at each side; None: as Word does.
    Where there is not room for the words of all, the columns are as they were.
    """
    around = 2 * (_AROUND if padding is None else padding) * _MILLIMETRES / 15
    whole = [row for row in rows if len(row) == len(columns)]
    texts = zip(*whole, strict=True) if whole else ([] for _ in columns)
    needed = [
        around + _word_width(column.title, below, size)
        for column, below in zip(columns, texts, strict=True)
    ]
    spare = [column.width - need for column, need in zip(columns, needed, strict=True)]
    lacking, free = (sum(max(0.0, sign * one) for one in spare) for sign in (-1, 1))
    if not 0 < lacking <= free:
        return columns
    kept = 1 - lacking / free
    return [
        replace(column, width=need + max(0.0, more) * kept)
        for column, need, more in zip(columns, needed, spare, strict=True)
    ]


def _word_width(title: str, below: Sequence[str], size: float) -> float:
    """Millimetres of the longest word of a column, its header in bold."""
    words = {word for text in below for word in text.split()}
    pixels = [text_width(word, size) for word in words]
    pixels += [text_width(word, size, bold=True) for word in title.split()]
    return min(max(pixels, default=0) * _MILLIMETRES * _SURE, _MOST)
