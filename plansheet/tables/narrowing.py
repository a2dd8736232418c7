"""Columns as wide as paper and screen take: each gives a part of what it can spare."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from math import ceil, floor
from typing import Final

from plansheet.forms import Column
from plansheet.tables.table_sheet import TableSheet
from plansheet.workbooks.writing.fitting import text_width, wide_enough
from plansheet.workbooks.writing.paper import Paper, characters_of, pixels_of

_PIXELS: Final = 7
_PADDING: Final = 5
"""Pixels of a column: of each character of its width, and beside them."""

_FROZEN: Final = 300
"""Pixels that columns which stay in sight may take."""

_KEPT: Final = 0.65
"""The part of its width that a column of texts keeps at least, for a page to take all columns."""

_SHORT: Final = 14
"""Columns of codes and single words, in characters, which are no wider than these need."""


def narrowed(spec: TableSheet, paper: Paper) -> TableSheet:
    """The same with columns as wide as paper takes with 8 points, and those in sight on a screen.

    Where all columns fit as they are, none has to give way in order to stay in sight.
    """
    columns, frozen, room = list(spec.columns), spec.freeze, pixels_of(paper)
    if pixels_of_columns(columns[:frozen]) > _FROZEN and pixels_of_columns(columns) <= room:
        return replace(spec, freeze=0)
    first = _shrunk(spec, columns[:frozen], _FROZEN)
    others = _shrunk(spec, columns[frozen:], room - pixels_of_columns(first))
    return replace(spec, columns=[*first, *others])


def pixels_of_columns(columns: Sequence[Column]) -> float:
    """How wide columns are together."""
    return sum(column.width * _PIXELS + _PADDING for column in columns)


def within_a_page(
    widths: Sequence[float],
    columns: Sequence[Column],
    texts: Sequence[Collection[str]],
    paper: Paper,
) -> list[float]:
    """The widths of columns, in characters, narrower where a page then takes them all.

    Only `texts` that go on in the next line give way, as far as a row can hold them; where that is
    not enough, nothing does.
    """
    least = [
        wide_enough(long, min(width, max(_least(column), _KEPT * width)))
        if column.kind == "text" and column.align != "fill" and width > _SHORT
        else wide_enough(long, width)
        for width, column, long in zip(widths, columns, texts, strict=True)
    ]
    widths = [*map(max, widths, least)]
    room, all_wide, all_least = characters_of(paper), sum(widths), sum(least)
    if not all_least <= room < all_wide:
        return list(widths)
    part = (room - all_least) / (all_wide - all_least)
    return [
        floor((low + (high - low) * part) * 100) / 100
        for low, high in zip(least, widths, strict=True)
    ]


def _shrunk(spec: TableSheet, columns: Sequence[Column], pixels: float) -> list[Column]:
    """The columns within so many pixels, each a part of what it and its texts can spare."""
    least = [wide_enough(spec.texts(c), min(c.width, _least(c))) for c in columns]
    widths = [max(c.width, low) for c, low in zip(columns, least, strict=True)]
    room = (pixels - _PADDING * len(columns)) / _PIXELS
    spare = sum(widths) - sum(least)
    part = min(1.0, max(0.0, (room - sum(least)) / spare)) if spare > 0 else 1.0
    return [
        replace(column, width=ceil((low + (width - low) * part) * 100) / 100)
        for column, width, low in zip(columns, widths, least, strict=True)
    ]


def _least(column: Column) -> float:
    """The least width of a column: its header's longest word, a day, a figure."""
    words = max((text_width(word, bold=True) for word in column.title.split()), default=0)
    inside = 10.5 if column.kind == "date" else 9.5 if column.is_numeric else 6.5
    choices = (text_width(word) for choice in column.choices for word in choice.split())
    return max(inside, (max(words, *choices, 0) + 4) / _PIXELS)
