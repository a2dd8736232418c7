"""What the report as a document says of indicators: each sentence and each table is computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from plansheet.consolidation import Attainment, IndicatorResult
from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.forms.values import as_shown
from plansheet.language.numbers_and_dates import rounded
from plansheet.language.text import match_key
from plansheet.language.wording import say
from plansheet.report.counts import beside_target, missed_indicators
from plansheet.report.document import words
from plansheet.report.document.blocks import Block, Prose, Subheading, Tabulation
from plansheet.report.document.parts import DocumentParts, figure_columns
from plansheet.report.layout import indicators_in_order

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

_ALL_STRETCHED: Final = {
    ColumnName.STT: 13.0,
    ColumnName.INDICATOR_CODE: 18.0,
    ColumnName.INDICATOR_NAME: 75.0,
    ColumnName.UNIT: 22.0,
    ColumnName.PLAN_YEAR: 24.0,
    ColumnName.STRETCH: 24.0,
    ReportColumn.VALUE: 30.0,
    ReportColumn.ATTAINMENT: 22.0,
    ReportColumn.STRETCH_ATTAINMENT: 24.0,
}
_ALL_IN_SCENARIO: Final = {
    ColumnName.STT: 13.0,
    ColumnName.INDICATOR_CODE: 18.0,
    ColumnName.INDICATOR_NAME: 85.0,
    ColumnName.UNIT: 24.0,
    ReportColumn.SCENARIO: 30.0,
    ColumnName.ACTUAL: 28.0,
    ColumnName.CUMULATIVE: 28.0,
    ReportColumn.SCENARIO_ATTAINMENT: 26.0,
}
"""Millimetres, of the tables of other levels of targets: all in all 252 on the side."""

_FIELD_WIDTHS: Final = (85.0, *[20.0] * (len(Attainment) + 1))
_PLACES: Final = 4
"""Decimal places that a figure keeps as it is; one with more was computed and is rounded."""


class IndicatorParts(DocumentParts):
    """The parts of a report about indicators."""

    def told(self, annex: str) -> Iterator[Block]:
        """How many meet their target, and those that do not."""
        merged = self.merged
        results = merged.indicator_results
        if not results:
            return
        parts = self._parts(merged.attainments)
        yield Prose(self._say(words.INDICATORS_IN_ALL, total=len(results), parts=parts))
        yield from self._other_levels()
        if partial := sum(r.reported < r.expected for r in results):
            yield Prose(self._say(words.INDICATORS_PARTIAL, count=partial))
        yield Prose(self._say(words.SEE_FIGURES, number=annex))
        if self._has_fields:
            yield Subheading(self._say(words.BY_FIELD))
            yield self._fields()
        if missed := missed_indicators(merged):
            yield Subheading(self._say(words.MISSED))
            rows = (self._indicator_cells(one) for one in missed)
            yield self._tabulation(self._indicator_columns, _MISSED, rows)

    def _parts(self, counts: Mapping[str, int]) -> str:
        """How many indicators meet a target, do not, or cannot be told."""
        return "; ".join(
            self._say(words.INDICATORS_OF_KIND, count=n, label=self._inside(one))
            for one in Attainment
            if (n := counts[one])
        )

    def _other_levels(self) -> Iterator[Block]:
        """How many reach what is striven for, and what they should come to within the year."""
        results = self.merged.indicator_results
        for wording, reached in (
            (words.INDICATORS_STRETCHED, [r.stretch_attainment for r in results if r.stretch]),
            (words.INDICATORS_IN_SCENARIO, [r.scenario_attainment for r in results if r.scenario]),
        ):
            if reached:
                parts = self._parts(Counter(reached))
                yield Prose(self._say(wording, count=len(reached), parts=parts))

    @property
    def _has_fields(self) -> bool:
        return any(indicator.field for indicator in self.merged.plan.indicators)

    def _by_field(self) -> Mapping[str, Sequence[IndicatorResult]]:
        """The indicators of each field, by its name as it is said first."""
        named: dict[str, tuple[str, list[IndicatorResult]]] = {}
        for result in indicators_in_order(self.merged):
            field = self.merged.plan.indicators_by_code[result.code].field
            name = field or self._say(words.NO_FIELD)
            named.setdefault(match_key(field), (name, []))[1].append(result)
        return dict(named.values())

    def _fields(self) -> Tabulation:
        """How many indicators of each field meet their target."""
        field = self.merged.plan.forms[FormName.INDICATORS].by_name[ColumnName.FIELD].title
        labels = (one.label.say(self.lang) for one in Attainment)
        heads = (say(field, self.lang), *labels, self._say(words.IN_ALL))
        rows = []
        for name, results in self._by_field().items():
            counts = Counter(result.attainment for result in results)
            rows.append((name, *(str(counts[one] or "") for one in Attainment), str(len(results))))
        return Tabulation(figure_columns(heads, _FIELD_WIDTHS), rows)

    def listed(self) -> Iterator[Block]:
        """Every indicator with its figures, under its field; then those with other targets."""
        rows: list[Mapping[str, str] | str] = []
        for name, of_field in self._by_field().items():
            if self._has_fields:
                rows.append(self._say(words.GROUP_COUNT, label=name, count=len(of_field)))
            rows += map(self._indicator_cells, of_field)
        if rows:
            yield self._tabulation(self._indicator_columns, _ALL_INDICATORS, rows)
        results = indicators_in_order(self.merged)
        for title, widths, with_level in (
            (words.STRETCHED, _ALL_STRETCHED, [r for r in results if r.stretch]),
            (words.IN_SCENARIO, _ALL_IN_SCENARIO, [r for r in results if r.scenario]),
        ):
            if with_level:
                yield Subheading(self._say(title))
                cells = [*map(self._indicator_cells, with_level)]
                yield self._tabulation(self._indicator_columns, widths, cells)

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
            ColumnName.PLAN_YEAR: self._of_plan(result.target),
            ReportColumn.ATTAINMENT: result.attainment.label.say(self.lang),
            ColumnName.STRETCH: self._of_plan(result.stretch),
            ReportColumn.STRETCH_ATTAINMENT: result.stretch_attainment.label.say(self.lang),
            ReportColumn.SCENARIO: self._of_plan(result.scenario),
            ReportColumn.SCENARIO_ATTAINMENT: result.scenario_attainment.label.say(self.lang),
            ReportColumn.REPORTED: f"{result.reported}/{result.expected}",
            **{name: self._figure(result, name, value) for name, value in figures.items()},
        }

    def _figure(self, result: IndicatorResult, name: str, value: Decimal | None) -> str:
        """A figure to read: a computed one rounded, but never to the target that it misses."""
        if value is None:
            return ""
        columns = self._indicator_columns.by_name
        if name in (ColumnName.VS_PLAN, ColumnName.VS_LAST_YEAR):
            return self._shown(as_shown(columns[name], value))
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and exponent >= -_PLACES:
            return self._shown(value)
        indicator = self.merged.plan.indicators_by_code[result.code]
        target = self.merged.plan.target_for(indicator, self.merged.period.year)
        return self._shown(beside_target(rounded(value, _PLACES), target))
