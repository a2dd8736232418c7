"""What a target of a plan asks for, and whether a figure meets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from plansheet.forms.choices import Direction
from plansheet.language.numbers_and_dates import decimal_of, format_number
from plansheet.language.units import share_sign
from plansheet.language.wording import Wording
from plansheet.problems.catalogue import readings

_COMPARATORS: Final = {
    "exact": "=",
    "ge": ">=",
    "gt": ">",
    "le": "<=",
    "lt": "<",
    "range": "between",
    "approx": "~",
    "growth": "=",
    "reduction": "=",
    "percent_of": "=",
    "count_of_total": "=",
}

AnyDirection = Direction | Literal[""]
"""A direction, "" where the plan has none."""

TargetChange = Literal["", "growth", "reduction", "ratio"]
"""Whether a number is a level, how much is gained or lost ("tăng 2%", "kéo giảm 5%"), or a per cent
of an earlier figure ("bằng 72,1% so với cùng kỳ")."""

_BOUNDED: Final = ("ge", "gt", "le", "lt", "range")
_SIGNS: Final = {
    "ge": readings.AT_LEAST_LOW,
    "gt": readings.MORE_THAN,
    "le": readings.AT_MOST_HIGH,
    "lt": readings.LESS_THAN,
}
_CHANGES: Final[Mapping[TargetChange, Wording]] = {
    "": readings.LEVEL,
    "growth": readings.GROWTH,
    "reduction": readings.REDUCTION,
    "ratio": readings.RATIO_TO_BEFORE,
}
_SIDES: Final[Mapping[AnyDirection, Wording]] = {
    Direction.UP: readings.OR_HIGHER,
    Direction.DOWN: readings.OR_LOWER,
    Direction.STEADY: readings.NEITHER_MORE_NOR_LESS,
    "": readings.DIRECTION_UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Target:
    """A target text and what it asks for, in the unit of its indicator.

    Attributes:
        text: as written in the plan.
        kind: "blank"; "exact"; "ge", "gt" (`low` is the bound); "le", "lt" (`high` is the bound);
            "range"; "approx" ("khoảng 24%"); "growth" ("tăng 2,25%"); "reduction" ("kéo giảm 5%");
            "percent_of" ("100% xã", a share of something); "count_of_total" ("67/85 xã");
            "text_with_number" (a number, but not the indicator's: "Mức giảm hằng năm 1,62%");
            "text".
        low, high: the bounds; equal for one number; None for an open side and for texts.
        unit: as written after the number: "%", "‰", "triệu đồng", "xã", or "".
        direction: from the plan, else from words like "tăng", "giảm còn" and "không còn";
            "" where nothing tells.
        total: the total of a count ("67/85 xã" has 85), else None.
        change: whether the text names a change rather than a level.
        above_low, below_high: whether the bound itself does not meet it: "trên 3% và dưới 5%".
        doubt: why no figure can be held against the target; None where one can, and for a blank.
    """

    text: str
    kind: str
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    direction: AnyDirection = ""
    total: Decimal | None = None
    change: TargetChange = ""
    above_low: bool = False
    below_high: bool = False
    doubt: Wording | None = None

    @property
    def comparable(self) -> bool:
        """Whether reported figures, in the indicator's unit, can be held against it."""
        return self.doubt is None and bool(self.comparator)

    @property
    def comparator(self) -> str:
        """The sign of the comparison: "=", ">=", ">", "<=", "<", "between", "~" or ""."""
        return _COMPARATORS.get(self.kind, "")

    @property
    def number(self) -> Decimal | None:
        """The one number that a figure can be divided by; None for ranges and texts."""
        known = {self.low, self.high} - {None}
        return known.pop() if self.comparable and len(known) == 1 else None

    @property
    def exact(self) -> Decimal | None:
        """The target where it is a number and nothing else: what a per cent of plan divides by.

        None below zero: a per cent of a negative number says nothing.
        """
        number = self.number if self.kind == "exact" else None
        return None if number is None or number < 0 else number

    def met_by(self, value: Decimal | int | float | None) -> bool | None:
        """Whether a figure in the indicator's unit meets the target; None if nobody can know.

        A bound decides by itself, and of two bounds both hold, whatever the direction. A single
        number is reached from the side that the direction names; without direction only that very
        number is known to meet it. With "khoảng" only what is named is certain, and what is better
        than one number. None is what was not reported.
        """
        if value is None or not self.comparable:
            return None
        value = decimal_of(value)
        inside = self._is_inside(value)
        if inside or self.kind in _BOUNDED:
            return inside
        if self.kind == "reduction" or self.low != self.high or self.low is None:
            return None
        met = self._is_better(value, self.low)
        return None if self.kind == "approx" and not met else met

    def _is_inside(self, value: Decimal) -> bool:
        if self.low is not None and (value < self.low or (self.above_low and value == self.low)):
            return False
        return (
            self.high is None or value < self.high or (value == self.high and not self.below_high)
        )

    def _is_better(self, value: Decimal, number: Decimal) -> bool | None:
        if self.direction == Direction.UP:
            return value > number
        if self.direction == Direction.DOWN:
            return value < number
        return False if self.direction == Direction.STEADY else None

    @property
    def reading(self) -> Wording:
        """What was understood, in words that read as the same target; why not, where it was not."""
        if self.doubt is not None:
            return readings.CANNOT_TELL.fill(doubt=self.doubt)
        if self.kind == "blank":
            return readings.NO_TARGET
        return _CHANGES[self.change].fill(number=self._number_said())

    def _number_said(self) -> Wording:
        low, high = self._shown(self.low), self._shown(self.high)
        if self.kind == "approx":
            both = low if low == high else f"{low} - {high}"
            return readings.ABOUT.fill(number=both)
        if self.kind not in _BOUNDED:
            side = _SIDES["" if self.kind == "reduction" else self.direction]
            return side.fill(number=low)
        signs = ("gt" if self.above_low else "ge", "lt" if self.below_high else "le")
        bounds = [_SIGNS[s].fill(number=n) for s, n in zip(signs, (low, high), strict=True) if n]
        return readings.BOTH_BOUNDS.fill(low=bounds[0], high=bounds[1]) if bounds[1:] else bounds[0]

    def _shown(self, number: Decimal | None) -> str:
        if number is None:
            return ""
        total = self.total if self.kind == "count_of_total" else None
        of = "" if total is None else f"/{format_number(total)}"
        gap = " " if self.unit and not share_sign(self.unit[:1]) else ""
        return f"{format_number(number)}{of}{gap}{self.unit}"
