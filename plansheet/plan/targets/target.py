"""What a target of a plan asks for, and whether a figure meets it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from plansheet.forms.choices import Direction
from plansheet.language.numbers_and_dates import decimal_of

_COMPARATORS = {
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


@dataclass(frozen=True, slots=True)
class Target:
    """A target text and what it asks for.

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
        comparable: whether reported figures, in the indicator's unit, can be held against it.
    """

    text: str
    kind: str
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    direction: AnyDirection = ""
    total: Decimal | None = None
    comparable: bool = True

    @property
    def comparator(self) -> str:
        """The sign of the comparison: "=", ">=", ">", "<=", "<", "between", "~" or ""."""
        return _COMPARATORS.get(self.kind, "")

    @property
    def number(self) -> Decimal | None:
        """The one number that a figure can be divided by; None for ranges and texts."""
        known = {self.low, self.high} - {None}
        return known.pop() if self.comparator and self.comparable and len(known) == 1 else None

    @property
    def exact(self) -> Decimal | None:
        """The target where it is a number and nothing else: what a per cent of plan divides by."""
        return self.number if self.kind == "exact" else None

    def met_by(self, value: Decimal | int | float) -> bool | None:
        """Tell whether a figure in the indicator's unit meets the target; None if nobody can know.

        A bound decides by itself. A single number is reached from the side that the direction
        names; without direction only that very number is known to meet it. A value inside a range
        meets it, one below fails it unless less is better, one above depends on the direction.
        With "khoảng" only the number itself and its good side are certain.
        """
        value = decimal_of(value)
        low, high = self.low, self.high
        if not self.comparable or not self.comparator or (low is None and high is None):
            return None
        if self.kind == "reduction":
            return True if value == low else None
        if self.kind in ("gt", "lt") and value in (low, high):
            return False
        if low is None or high is None:
            return (low is None or value >= low) and (high is None or value <= high)
        met = self._met_within(value, low, high)
        return None if self.kind == "approx" and not met else met

    def _met_within(self, value: Decimal, low: Decimal, high: Decimal) -> bool | None:
        if low <= value <= high:
            return True
        if self.direction in (Direction.UP, Direction.DOWN):
            return value > high if self.direction == Direction.UP else value < low
        if self.direction == Direction.STEADY or (low < high and value < low):
            return False
        return None
