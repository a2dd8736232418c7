"""What is judged: the column that a period holds against the target of the year."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from plansheet.forms.names import ColumnName
from plansheet.plan.model import Plan
from plansheet.plan.periods import Period
from plansheet.plan.targets import Target


def judged_columns(period: Period) -> tuple[str, ...]:
    """The columns of `indicator_report` that are held against the year's target, the first first.

    Before the end of the year that is the forecast of the whole year; in a period that ends with
    the year what was accumulated since January, and in the year's own report, whose own figure is
    that of the whole year, the own figure where nothing else stands.
    """
    if not period.ends_year:
        return (ColumnName.FORECAST,)
    return (
        (ColumnName.CUMULATIVE, ColumnName.ACTUAL)
        if period.kind == "year"
        else (ColumnName.CUMULATIVE,)
    )


def judged_figure(values: Mapping[str, object], period: Period) -> Decimal | None:
    """The figure that is judged among the values of a row by column; None where there is none."""
    figures = (values.get(column) for column in judged_columns(period))
    return next((figure for figure in figures if isinstance(figure, Decimal)), None)


def within_year(plan: Plan, code: str, period: Period) -> tuple[Target, str] | None:
    """What `Kịch bản` says that an indicator should come to by a period, and of which column.

    The target of the period itself is held against its own figure; where there is none, or the
    period begins the year, that of any which begins with January and ends as it does against what
    was accumulated.
    """
    of_periods = {
        p: t for one in plan.scenario if one.indicator == code for p, t in one.targets.items()
    }
    is_first = period.start.month == 1
    if not is_first and period in of_periods:
        return of_periods[period], ColumnName.ACTUAL
    ends = (p for p in sorted(of_periods) if p.end == period.end and p.start.month == 1)
    return next(((of_periods[p], ColumnName.CUMULATIVE) for p in ends), None)
