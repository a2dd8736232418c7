"""How a table shows figures and headers: decimal places, widths, headers that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from plansheet.forms import Column
from plansheet.language.numbers_and_dates import rounded
from plansheet.workbooks.writing.cells import Cell
from plansheet.workbooks.writing.fitting import characters_for


def unlike(columns: Sequence[Column]) -> Iterator[str]:
    """The headers of a table of Excel: in one line each, and no two alike."""
    taken: set[str] = set()
    for column in columns:
        title = first = " ".join(column.title.split())
        number = 1
        while title.casefold() in taken:
            number += 1
            title = f"{first} ({number})"
        taken.add(title.casefold())
        yield title


MOST_PLACES: Final = 30
"""Excel keeps 15 figures of a number, and 255 letters of a format."""


def with_places(places: int) -> str:
    """The format of a number with separators: `#,##0.00`."""
    places = min(places, MOST_PLACES)
    return f"#,##0.{'0' * places}" if places else "#,##0"


_PLACES: Final = 2
"""Decimal places of a figure, unless it takes more to see it."""


def places_of(figures: Iterable[Cell], bounds: Iterable[Decimal] = ()) -> int:
    """How many decimal places show all figures of a row, which are of one unit.

    As many as they have, but no more than two, unless a figure would become 0 or one of `bounds`.
    """
    bounds = (Decimal(0), *bounds)
    shown = [rounded(one, _PLACES, *bounds) for one in figures if isinstance(one, Decimal)]
    exponents = (one.normalize().as_tuple().exponent for one in shown)
    return max([0, *(-one for one in exponents if isinstance(one, int))])


def width_of(figures: Iterable[tuple[object, int]], width: float) -> float:
    """`width`, or as much as the longest figure takes with so many decimal places."""
    texts = (f"{one:,.{places}f}" for one, places in figures if isinstance(one, Decimal))
    return max([width, *(len(text) + 1.5 for text in texts)])


_LONGEST_WORD: Final = 20
"""Letters of a word that a column becomes wider for: a code, not the name of a file."""

_HAIR: Final = 1.4
"""By how much a column becomes wider for each of its texts to take one line."""


def roomy(texts: Iterable[str], width: float) -> float:
    """`width`, or a little more: words stay whole, and so do all texts that nearly fit a line."""
    lines = {*"\n".join(texts).split("\n")}
    widest = max(map(characters_for, lines), default=0) if _are_short(lines, width) else 0
    if width < widest <= width * _HAIR:
        return widest
    if width >= 2 * _LONGEST_WORD:
        return width
    words = {*" ".join(lines).split(" ")}
    whole = (word for word in words if width / 2 < len(word) <= _LONGEST_WORD)
    return max([width, *map(characters_for, whole)])


def _are_short(texts: Iterable[str], width: float) -> bool:
    """Whether texts may take one line of a column: most letters are half a character or more."""
    return all(len(text) < 3 * width for text in texts)
