"""What rounding alone explains: figures given to so many places, each at most half a unit off."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

_MOST_PLACES: Final = 6
"""Places that figures are rounded to at most; behind them stands what binary arithmetic left."""
_NOTHING: Final = Decimal("1e-9")
_BINARY: Final = Decimal("1e-12")


def is_nothing(gap: Decimal, size: Decimal) -> bool:
    """Whether two figures of about this size differ by what binary arithmetic leaves alone."""
    return abs(gap) <= max(_NOTHING, abs(size) * _BINARY)


def is_rounding(gap: Decimal, figures: Sequence[Decimal]) -> bool:
    """Whether rounding explains that figures that should add up are apart by `gap`.

    Of whole numbers it explains nothing: people, households and documents are counted.
    """
    places = max(map(_places, figures), default=0)
    most = len(figures) * Decimal(5).scaleb(-places - 1)
    return 0 < places <= _MOST_PLACES and abs(gap) <= most


def is_rounded(exact: Decimal, figure: Decimal, others: Sequence[Decimal]) -> bool:
    """Whether a figure is another one rounded to the places that it and others like it have."""
    places = max(map(_places, (figure, *others)))
    is_finer = _places(exact) > places
    return is_finer and abs(exact - figure) <= Decimal(5).scaleb(-places - 1)


def _places(figure: Decimal) -> int:
    exponent = round(figure, _MOST_PLACES).normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
