"""Figures of one row that cannot all be right, by what the columns say that they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from plansheet.forms.choices import Aggregation, Direction
from plansheet.forms.names import ColumnName
from plansheet.forms.values import Value
from plansheet.language.units import read_unit
from plansheet.language.wording import Wording
from plansheet.plan import Indicator
from plansheet.plan.periods import Period
from plansheet.problems.catalogue import phrases

_ADDED: Final = frozenset({Aggregation.ONE_REPORTER, Aggregation.SUM, ""})


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two columns whose figures cannot both be right, and why; `column` is where it is said."""

    column: str
    against: str
    why: Wording


def contradictions(
    indicator: Indicator, values: Mapping[str, Value], period: Period | None
) -> Iterator[Contradiction]:
    """What contradicts itself in a row of an indicator.

    Only amounts that grow over the year can: not shares and rates, not levels that are to fall. An
    amount that may be negative, such as a balance, may fall as well. `period` is None where nobody
    knows it.
    """
    if not grows(indicator):
        return
    figures = {name: value for name, value in values.items() if isinstance(value, Decimal)}
    actual, cumulative = figures.get(ColumnName.ACTUAL), figures.get(ColumnName.CUMULATIVE)
    forecast = figures.get(ColumnName.FORECAST)
    may_fall = any(figure < 0 for figure in figures.values())
    if cumulative is None:
        return
    if actual is not None and actual != cumulative:
        if period is not None and period.start.month == 1:
            yield Contradiction(ColumnName.CUMULATIVE, ColumnName.ACTUAL, phrases.SAME_IN_JANUARY)
        elif actual > cumulative and not may_fall:
            yield Contradiction(
                ColumnName.CUMULATIVE, ColumnName.ACTUAL, phrases.PART_OF_CUMULATIVE
            )
    if forecast is not None and cumulative > forecast and not may_fall:
        yield Contradiction(ColumnName.FORECAST, ColumnName.CUMULATIVE, phrases.PART_OF_YEAR)


def grows(indicator: Indicator) -> bool:
    """Whether the figures of an indicator can only grow over the year."""
    is_added = indicator.aggregation in _ADDED and read_unit(indicator.unit).adds_up
    return is_added and indicator.direction != Direction.DOWN
