"""What is judged: the column that a period holds against the target of the year."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from plansheet.forms.names import ColumnName
from plansheet.plan.periods import Period


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
