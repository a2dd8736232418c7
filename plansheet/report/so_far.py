"""The earlier periods of a year beside the current one: what an indicator had come to by each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from plansheet.consolidation import Consolidation, IndicatorResult
from plansheet.forms.names import ColumnName, ReportColumn
from plansheet.forms.report_sheets import so_far_column
from plansheet.issuing.earlier_report import EarlierReport, same_as_stored
from plansheet.report.layout import Row

UP, DOWN, LEVEL = "↑", "↓", "="
"""What a sparkline shows, where no sparkline is shown: from the last figure before to this one."""

_DRAWN: Final = 2
"""Figures that it takes to draw a line."""


def year_so_far(merged: Consolidation) -> Sequence[EarlierReport]:
    """The reports of the earlier periods of the year, the earliest first."""
    return [
        report
        for report in merged.history
        if report.period.year == merged.period.year and report.period.end < merged.period.end
    ]


def columns_so_far(reports: Sequence[EarlierReport]) -> Mapping[str, str]:
    """The column of each report's period, and what the period is called."""
    return {so_far_column(str(one.period)): one.period.label for one in reports}


def figures_so_far(
    merged: Consolidation, result: IndicatorResult, reports: Sequence[EarlierReport]
) -> Row:
    """By column what an indicator had come to by each earlier period, and which way it went."""
    indicator = merged.plan.indicators_by_code[result.code]
    before = {
        so_far_column(str(one.period)): _cumulative(one, indicator.code, indicator.name)
        for one in reports
    }
    known = [figure for figure in before.values() if figure is not None]
    now = result.figures.get(ColumnName.CUMULATIVE)
    return {**before, ReportColumn.TREND: _way(known[-1], now) if known and now is not None else ""}


def _cumulative(report: EarlierReport, code: str, name: str) -> Decimal | None:
    """The figure of a report, unless its code was another indicator's then."""
    if code not in report.indicators or not report.has(code, name):
        return None
    figure = report.indicators[code].values.get(ColumnName.CUMULATIVE)
    return figure if isinstance(figure, Decimal) else None


def _way(before: Decimal, now: Decimal) -> str:
    if same_as_stored(now, before):
        return LEVEL
    return UP if now > before else DOWN


def sparklines(rows: Sequence[Row], columns: Sequence[str]) -> Mapping[int, tuple[str, str]]:
    """By row the first and the last of `columns`, where enough figures stand to draw a line."""
    return {
        index: (columns[0], columns[-1])
        for index, row in enumerate(rows)
        if sum(row.get(name) is not None for name in columns) >= _DRAWN
    }
