"""Targets, units and aggregation, as the design says ("Attainment", "Aggregation").

As with due texts nothing is parsed: a target comes with the bounds that its text means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from support.years.returned import UNCLEAR

RISING, FALLING = "Tăng", "Giảm"
ONE, SUM, RATIO, MEAN = "Một đầu mối", "Cộng", "Tỷ lệ", "Bình quân gia quyền"
MOST, LEAST, NONE = "Lớn nhất", "Nhỏ nhất", "Không tổng hợp"
COLUMNS = ("actual", "cumulative", "forecast")

Figures = Mapping[str, Decimal | None]
"""A value by column."""


@dataclass(frozen=True)
class Bound:
    value: Decimal
    strict: bool = False

    def from_below(self, figure: Decimal) -> bool:
        return figure > self.value if self.strict else figure >= self.value

    def from_above(self, figure: Decimal) -> bool:
        return figure < self.value if self.strict else figure <= self.value


@dataclass(frozen=True)
class Goal:
    """A year's target: its text, and the number or the bounds that it means, if any."""

    text: str
    number: Decimal | None = None
    low: Bound | None = None
    high: Bound | None = None

    def met_by(self, figure: Decimal | None, direction: str) -> str:
        if figure is None:
            return "unknown"
        low, high = self.low, self.high
        if self.number is not None:
            low, high = (
                (Bound(self.number), None) if direction == RISING else (None, Bound(self.number))
            )
        if low is None and high is None:
            return "unknown"
        met = (low is None or low.from_below(figure)) and (high is None or high.from_above(figure))
        return "met" if met else "not_met"

    def share(self, figure: Decimal | None) -> object:
        """So với kế hoạch: "blank for targets that are no number"; negative ones are left open."""
        if figure is None or not self.number:
            return None
        if self.number < 0:
            return UNCLEAR
        return figure / self.number * 100


def number(text: str) -> Goal:
    return Goal(text, Decimal(text.replace(".", "").replace(",", ".")))


def between(text: str, low: Bound | None, high: Bound | None) -> Goal:
    return Goal(text, None, low, high)


def at(value: str, strict: bool = False) -> Bound:
    return Bound(Decimal(value), strict)


AMOUNT_GOALS = (
    Goal(""),
    number("200"),
    number("300"),
    between("không quá 180", None, at("180")),
    between("từ 250 trở lên", at("250"), None),
    between("200-300", at("200"), at("300")),
    between("trên 150 và dưới 250", at("150", True), at("250", True)),
    Goal("tăng 5%"),
)
"""Targets of an amount that is no per cent."""

SHARE_GOALS = (
    Goal(""),
    number("50"),
    number("62,5"),
    between("dưới 40%", None, at("40", True)),
    between("trên 30% và dưới 60%", at("30", True), at("60", True)),
    Goal("tăng 0,5%"),
    Goal("67/85"),
)
"""Targets of a per cent; of "tăng 0,5%" and "67/85" nothing says what value meets them."""

UNITS = {
    "triệu đồng": ("money", Decimal(1)),
    "tỷ đồng": ("money", Decimal(1000)),
    "m": ("length", Decimal(1)),
    "km": ("length", Decimal(1000)),
    "xã": ("communes", Decimal(1)),
    "hộ": ("households", Decimal(1)),
}
"""By unit: what it measures, and how many of the smallest it is."""


def factor(lower: str, upper: str) -> Decimal | None:
    """By what a lower level's figure is multiplied for the upper level; None: not at all."""
    (kind, size), (wanted, by) = UNITS[lower], UNITS[upper]
    return size / by if kind == wanted else None


def rows_of(code: str, rule: str) -> tuple[str, ...]:
    """The rows that are filled in for an indicator: its operands."""
    if rule == RATIO:
        return (f"{code}.tu", f"{code}.mau")
    if rule == MEAN:
        return (code, f"{code}.qs")
    return (code,)


def total(rule: str, unit: str, given: Sequence[Sequence[Decimal]]) -> Decimal | None:
    """One figure out of those of agencies that gave every operand, in the order of `rows_of`."""
    if not given or rule == NONE:
        return None
    first = [operands[0] for operands in given]
    if rule in (RATIO, MEAN):
        below = sum((operands[1] for operands in given), Decimal(0))
        if below == 0:
            return None
        if rule == RATIO:
            return sum(first, Decimal(0)) / below * (100 if unit == "%" else 1)
        return sum((value * weight for value, weight in given), Decimal(0)) / below
    if rule in (MOST, LEAST):
        return max(first) if rule == MOST else min(first)
    return sum(first, Decimal(0))
