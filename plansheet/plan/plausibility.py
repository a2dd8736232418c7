"""What a figure or a date can hardly be: the bounds, each with its reason, and what they say.

All of it is a doubt, never an error: the figure stands, a person looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import Final

from plansheet.forms.names import ColumnName
from plansheet.forms.values import plain
from plansheet.language.text import match_key
from plansheet.language.units import is_unit, read_unit
from plansheet.language.wording import Wording
from plansheet.plan.rows import Indicator
from plansheet.problems.catalogue import phrases

FACTOR: Final = Decimal(300)
"""From here on a figure is nearer to a thousandfold than to a hundredfold: a size word (nghìn,
triệu, tỷ) or three zeros too many or too few. A hundredfold is `suspicious-scale`."""

MOST_PER_CENT: Final = Decimal(500)
"""Shares end at 100; rates of growth and of attainment beyond 500 % are slipped commas: 61,0 %
typed as 610. Of what the plan itself sets or had higher nothing is said."""

FEWEST_OTHERS: Final = 3
"""So many other agencies tell what is usual for an indicator."""

AGREEMENT: Final = Decimal(30)
"""Within this factor of each other the others agree: communes and cities differ by less."""

_MAY_BE_NEGATIVE: Final = frozenset({"đồng", "usd"})
"""Balances are of money; nobody counts fewer than no people, schools or hectares."""

_CHANGE: Final = re.compile(
    r"\b(?:tăng|giảm|chênh lệch|cân đối|bội (?:chi|thu)|di cư|biến động|tốc độ|chỉ số|nhiệt độ"
    r"|so với|lãi|lỗ)\b"
)
"""Words of indicators that say how much something changed: their figures may be negative."""

Figures = Mapping[str, Decimal]
"""By column the figures of one row."""

_REPORTED: Final = (ColumnName.ACTUAL, ColumnName.CUMULATIVE, ColumnName.FORECAST)


def doubts(
    indicator: Indicator, figures: Figures, planned: Decimal | None, *, grows: bool
) -> Iterator[tuple[str, Wording]]:
    """What is hardly so in a row: column and why, each column once.

    Args:
        indicator: what the row is of.
        figures: the figures of the row, that of last year included.
        planned: the number that the plan sets for the year; None where there is none.
        grows: whether its figures only grow over the year.
    """
    for name in _REPORTED:
        if (value := figures.get(name)) is None:
            continue
        why = (
            _impossible(indicator, value, planned)
            or _far_from_plan(indicator, name, value, planned)
            or _far_from_own(name, figures, grows=grows)
        )
        if why is not None:
            yield name, why


def is_far(value: Decimal, other: Decimal) -> bool:
    """Whether one is about a thousand times the other."""
    if not value or not other:
        return False
    ratio = abs(value / other)
    return ratio >= FACTOR or ratio <= 1 / FACTOR


def outliers(values: Sequence[Decimal]) -> Iterator[tuple[int, Decimal]]:
    """Which of the figures of several agencies is far from what all others agree on, and that.

    That can only be the smallest or the largest, since what lies between others is near to them.
    """
    by_size = sorted((abs(value), index) for index, value in enumerate(values) if value)
    if len(by_size) <= FEWEST_OTHERS:
        return
    found = []
    for (value, index), of_others in ((by_size[0], by_size[1:]), (by_size[-1], by_size[:-1])):
        others = [size for size, _ in of_others]
        if others[-1] <= AGREEMENT * others[0] and is_far(value, usual := median(others)):
            found.append((index, usual))
    yield from sorted(found)


def _impossible(indicator: Indicator, value: Decimal, planned: Decimal | None) -> Wording | None:
    if 0 <= value <= MOST_PER_CENT:
        return None
    unit = read_unit(indicator.unit)
    known = [t.high or t.low for t in indicator.targets.values()]
    most = max([MOST_PER_CENT, *(abs(v) for v in (*known, planned) if v is not None)])
    if unit.is_share and abs(value) > most:
        return phrases.MUCH_PER_CENT.fill(bound=str(MOST_PER_CENT))
    if value >= 0:
        return None
    is_below = any(v is not None and v < 0 for v in (*known, planned))
    is_counted = unit.adds_up and is_unit(indicator.unit) and unit.of not in _MAY_BE_NEGATIVE
    is_part = unit.is_share and match_key(indicator.name).startswith("tỷ lệ")
    if (is_counted or is_part) and not is_below:
        return None if _CHANGE.search(match_key(indicator.name)) else phrases.NEVER_NEGATIVE
    return None


def _far_from_plan(
    indicator: Indicator, name: str, value: Decimal, planned: Decimal | None
) -> Wording | None:
    """What is a thousandth of the plan only the forecast of the one reporter may not be."""
    if planned is None or not is_far(value, planned):
        return None
    is_whole = name == ColumnName.FORECAST and len(indicator.reporters) == 1
    if abs(value) < abs(planned) and not is_whole:
        return None
    return phrases.FAR_FROM_PLAN.fill(other=plain(planned))


def _far_from_own(name: str, figures: Figures, *, grows: bool) -> Wording | None:
    """Far from last year's, of the same months; a level also from the agency's own forecast."""
    value, before = figures[name], figures.get(ColumnName.LAST_YEAR)
    if name == ColumnName.CUMULATIVE and before is not None and is_far(value, before):
        return phrases.FAR_FROM_LAST_YEAR.fill(other=plain(before))
    forecast = figures.get(ColumnName.FORECAST)
    if name == ColumnName.FORECAST or forecast is None or not is_far(value, forecast):
        return None
    is_level = name == ColumnName.CUMULATIVE and not grows
    if abs(value) < abs(forecast) and not is_level:
        return None
    return phrases.FAR_FROM_FORECAST.fill(other=plain(forecast))
