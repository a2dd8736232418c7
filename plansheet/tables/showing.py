"""How a table shows figures and headers: decimal places, widths, headers that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from plansheet.forms import Column
from plansheet.language.numbers_and_dates import rounded
from plansheet.workbooks.writing.cells import Cell


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
