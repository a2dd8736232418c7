"""What the report as a document says of indicators: each sentence and each table is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from plansheet.consolidation import Attainment, IndicatorResult
from plansheet.forms.names import ColumnName, ReportColumn
from plansheet.forms.values import as_shown, display
from plansheet.language.numbers_and_dates import rounded
from plansheet.report.counts import beside_target, missed_indicators
from plansheet.report.document import words
from plansheet.report.document.blocks import Block, Prose, Subheading
from plansheet.report.document.parts import Parts

_MISSED: Final = {
    ColumnName.STT: 13.0,
    ColumnName.INDICATOR_CODE: 18.0,
    ColumnName.INDICATOR_NAME: 56.0,
    ColumnName.UNIT: 20.0,
    ColumnName.PLAN_YEAR: 20.0,
    ReportColumn.VALUE: 20.0,
    ColumnName.VS_PLAN: 18.0,
}
_ALL_INDICATORS: Final = {
    ColumnName.STT: 13.0,
    ColumnName.INDICATOR_CODE: 17.0,
    ColumnName.INDICATOR_NAME: 45.0,
    ColumnName.UNIT: 19.0,
    ColumnName.LAST_YEAR: 17.0,
    ColumnName.PLAN_YEAR: 19.0,
    ColumnName.ACTUAL: 17.0,
    ColumnName.CUMULATIVE: 18.0,
    ColumnName.FORECAST: 18.0,
    ColumnName.VS_PLAN: 17.0,
    ColumnName.VS_LAST_YEAR: 17.0,
    ReportColumn.ATTAINMENT: 18.0,
    ReportColumn.REPORTED: 17.0,
}
"""Millimetres, by column; all in all 165 upright and 252 on the side."""

_PLACES: Final = 4
"""Decimal places that a figure keeps as it is; one with more was computed and is rounded."""


class IndicatorParts(Parts):
    """The parts of a report about indicators."""

    def told(self, annex: str) -> Iterator[Block]:
        """How many meet their target, and those that do not."""
        merged = self.merged
        results = merged.indicator_results
        if not results:
            return
        parts = (
            self._say(words.INDICATORS_OF_KIND, count=n, label=self._inside(one))
            for one in Attainment
            if (n := merged.attainments[one])
        )
        yield Prose(self._say(words.INDICATORS_IN_ALL, total=len(results), parts="; ".join(parts)))
        if partial := sum(r.reported < r.expected for r in results):
            yield Prose(self._say(words.INDICATORS_PARTIAL, count=partial))
        yield Prose(self._say(words.SEE_FIGURES, number=annex))
        if missed := missed_indicators(merged):
            yield Subheading(self._say(words.MISSED))
            rows = (self._indicator_cells(one) for one in missed)
            yield self._tabulation(self._indicator_columns, _MISSED, rows)

    def listed(self) -> Iterator[Block]:
        """Every indicator with its figures."""
        rows = [self._indicator_cells(one) for one in self.merged.indicator_results]
        if rows:
            yield self._tabulation(self._indicator_columns, _ALL_INDICATORS, rows)

    def _indicator_cells(self, result: IndicatorResult) -> Mapping[str, str]:
        indicator = self.merged.plan.indicators_by_code[result.code]
        figures = {
            **result.shown,
            ReportColumn.VALUE: result.judged,
            ColumnName.VS_PLAN: result.vs_plan,
            ColumnName.VS_LAST_YEAR: result.vs_last_year,
        }
        return {
            ColumnName.INDICATOR_CODE: result.code,
            ColumnName.INDICATOR_NAME: indicator.name,
            ColumnName.UNIT: indicator.unit,
            ColumnName.PLAN_YEAR: result.target,
            ReportColumn.ATTAINMENT: result.attainment.label.say(self.lang),
            ReportColumn.REPORTED: f"{result.reported}/{result.expected}",
            **{name: self._figure(result, name, value) for name, value in figures.items()},
        }

    def _figure(self, result: IndicatorResult, name: str, value: Decimal | None) -> str:
        """A figure to read: a computed one rounded, but never to the target that it misses."""
        if value is None:
            return ""
        columns = self._indicator_columns.by_name
        if name in (ColumnName.VS_PLAN, ColumnName.VS_LAST_YEAR):
            return display(as_shown(columns[name], value))
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and exponent >= -_PLACES:
            return display(value)
        indicator = self.merged.plan.indicators_by_code[result.code]
        target = self.merged.plan.target_for(indicator, self.merged.period.year)
        return display(beside_target(rounded(value, _PLACES), target))
