"""What a cell of figures means: the number, alone, with its own unit, or with a size word.

“88 xã” is 88 where the row is in “xã”, “1,2 triệu” 1200000 where it is in “người”. Any other word
behind a number may change what it says, so it is never read as the bare number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from plansheet.language.numbers_and_dates import converted, read_number
from plansheet.language.text import tidy
from plansheet.language.units import SHARE_SIGNS, conversion_of_figure, is_unit

_LONGEST: Final = 160
_SHARE: Final = re.compile(rf"(?P<number>.*?)\s?(?P<words>{SHARE_SIGNS})\.?")
_FIGURE: Final = re.compile(
    r"(?P<number>\(?\s?[-+]?\s?[.,]?[0-9](?:[0-9., ]*[0-9])?[.,]?\s?\)?)\s?(?P<words>\D.*)?"
)
_ONE_READING: Final = re.compile(r"[0-9]{1,40}(?:[.,](?:[0-9]{1,2}|[0-9]{4,30}))?")
"""What most cells of figures say: one number however it is read, nothing to tidy."""
BETWEEN_FIGURES: Final = re.compile(r"(?<=[0-9.,])\s*[\r\n\v\u2028]\s*(?=[0-9.,])")
"""Between two figures below each other: what parts thousands is no line break."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that was typed as text, in the unit of its row.

    `readings` are the values that it can have, the Vietnamese way of writing first: more than one
    where it is ambiguous, none where its `words`, what stands behind the digits, are another unit.
    """

    readings: tuple[Decimal, ...]
    words: str = ""

    @property
    def value(self) -> Decimal | None:
        """What it says, where that is one thing."""
        return self.readings[0] if len(self.readings) == 1 else None


def read_figure(text: str, unit: str = "", *, integer: bool = False) -> Figure | None:
    """Read what was typed into a cell of figures.

    Args:
        text: as typed: "1.234,56", "9,78%", "88 xã", "1,2 triệu", "500 triệu đồng".
        unit: what the row or the column is counted in; "" where nobody knows, and then no word may
            stand behind the number.
        integer: the column holds whole numbers.

    Returns:
        The figure; None where the text is no number, or has words behind it that are no unit.
    """
    if _ONE_READING.fullmatch(text):
        return Figure((Decimal(text.replace(",", ".")),))
    if len(text) > _LONGEST or BETWEEN_FIGURES.search(text):
        return None
    line = tidy(text)
    match = _SHARE.fullmatch(line) or _FIGURE.fullmatch(line)
    number = match and read_number(match["number"], integer=integer)
    if not match or not number or number.unit:
        return None
    words = (match["words"] or "").strip(" .")
    if not words:
        return Figure(number.readings)
    factor = conversion_of_figure(words, unit) if unit.strip() else None
    if factor is not None:
        return Figure(tuple(converted(reading, factor) for reading in number.readings), words)
    return Figure((), words) if unit.strip() and is_unit(words) else None
