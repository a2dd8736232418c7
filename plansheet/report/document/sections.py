"""What the report as a document says, part by part: each sentence and each table is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import count
from typing import Final

from plansheet.consolidation import (
    Attainment,
    Consolidation,
    IndicatorResult,
    ReportedRow,
    ReturnState,
    TaskClass,
    TaskOutcome,
)
from plansheet.forms import SheetColumns
from plansheet.forms.names import ColumnName, ReportColumn
from plansheet.forms.report_sheets import indicator_columns, task_columns
from plansheet.forms.values import as_shown, display, share
from plansheet.issuing import names_for_codes
from plansheet.language.numbers_and_dates import official_date, rounded
from plansheet.language.wording import LabelledWord, Language, Wording
from plansheet.plan.judging import judged_columns
from plansheet.report.counts import (
    beside_target,
    classes_by_agency,
    missed_indicators,
    overdue_tasks,
    owing,
)
from plansheet.report.document import words
from plansheet.report.document.blocks import Block, Prose, Subheading, Tabulation, TabulationColumn

_OVERDUE: Final = {
    ColumnName.STT: 13.0,
    ColumnName.TASK_CODE: 18.0,
    ColumnName.TASK_NAME: 57.0,
    ColumnName.LEADS: 35.0,
    ReportColumn.DUE_DATE: 22.0,
    ColumnName.STATUS: 20.0,
}
_ALL_TASKS: Final = {
    ColumnName.STT: 12.0,
    ColumnName.TASK_CODE: 17.0,
    ColumnName.TASK_NAME: 80.0,
    ColumnName.LEADS: 32.0,
    ColumnName.DUE: 22.0,
    ColumnName.STATUS: 19.0,
    ColumnName.PROGRESS: 14.0,
    ColumnName.RESULT: 40.0,
    ReportColumn.REPORTED: 16.0,
}
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

_WIDE: Final = frozenset(
    {ColumnName.TASK_NAME, ColumnName.LEADS, ColumnName.RESULT, ColumnName.INDICATOR_NAME}
)
"""The columns of running text; the others are centred."""

_AGENCY_WIDTHS: Final = (46.0, *[17.0] * (len(TaskClass) + 1))
_PLACES: Final = 4
"""Decimal places that a figure keeps as it is; one with more was computed and is rounded."""


@dataclass(frozen=True)
class ReportParts:
    """The parts of one report; a part that has nothing to say has no blocks."""

    merged: Consolidation
    lang: Language

    def _say(self, wording: Wording, **details: object) -> str:
        return wording.fill(**details).say(self.lang)

    # Who has reported.

    def sending(self) -> Iterator[Block]:
        """How many have reported, who was late, who is silent, what is left to correct."""
        merged = self.merged
        if merged.deadline is not None:
            yield Prose(self._say(words.DEADLINE_WAS, day=official_date(merged.deadline)))
        yield Prose(self._say(words.SENTENCE, said=self._sent()))
        if late := [code for code in merged.late if code in merged.expected]:
            days = {r.agency: r.days_late for r in reversed(merged.receipts) if r.days_late}
            names = (
                self._say(words.DAYS_LATE_OF, name=merged.plan.agency_name(code), days=days[code])
                for code in late
            )
            yield Prose(self._say(words.THE_LATE, names="; ".join(names)))
        if merged.missing:
            silent = "; ".join(map(self._silent, merged.missing))
            yield Prose(self._say(words.THE_SILENT, names=silent))
        errors = [p for p in merged.all_problems if p.severity == "error"]
        if errors:
            files = len({p.file for p in errors})
            yield Prose(self._say(words.ERRORS_OPEN, count=len(errors), files=files))

    def _silent(self, code: str) -> str:
        """The name of an agency that has not reported, and whether it sent a blank workbook."""
        name = self.merged.plan.agency_name(code)
        if code not in self.merged.blank:
            return name
        return self._say(words.NAME_AND_STATE, name=name, state=self._inside(ReturnState.BLANK))

    def _sent(self) -> Wording:
        merged = self.merged
        received, expected = len(merged.received), len(merged.expected)
        said = words.SENT.fill(received=received, expected=expected)
        counts = (
            (words.SENT_IN_TIME, [code for code in merged.on_time if code in merged.expected]),
            (words.SENT_LATE, [code for code in merged.late if code in merged.expected]),
        )
        parts = [self._say(wording, count=len(codes)) for wording, codes in counts if codes]
        if parts:
            said = words.SENT_OF_WHICH.fill(said=said, parts="; ".join(parts))
        if merged.missing:
            said = words.SENT_NOT.fill(said=said, count=len(merged.missing))
        return said

    # Tasks.

    def tasks(self, annex: str) -> Iterator[Block]:
        """By class, by lead agency, and those that are overdue."""
        merged = self.merged
        if not merged.task_outcomes:
            return
        counts, total = merged.classes, len(merged.task_outcomes)
        numbers = count(1)
        yield self._numbered(numbers, words.BY_CLASS)
        parts = (
            self._say(
                words.TASKS_OF_CLASS,
                count=counts[one],
                label=self._inside(one),
                share=display(share(counts[one], total)),
            )
            for one in TaskClass
            if counts[one]
        )
        yield Prose(self._say(words.TASKS_IN_ALL, total=total, parts="; ".join(parts)))
        yield self._classes(total)
        yield Prose(self._say(words.SEE_ANNEX, number=annex))
        if by_agency := classes_by_agency(merged):
            yield self._numbered(numbers, words.BY_LEAD)
            yield self._agencies(by_agency)
        if overdue := overdue_tasks(merged):
            yield self._numbered(numbers, words.OVERDUE)
            rows = (self._overdue_cells(one) for one in overdue)
            yield self._tabulation(self._task_columns, _OVERDUE, rows)

    def _classes(self, total: int) -> Tabulation:
        title = self._task_columns.by_name[ReportColumn.CLASS].title
        heads = (title, self._say(words.NUMBER_OF_TASKS), self._say(words.SHARE_OF_ALL))
        rows = [
            (one.label.say(self.lang), str(n), display(share(n, total)))
            for one in TaskClass
            if (n := self.merged.classes[one])
        ]
        rows.append((self._say(words.IN_ALL), str(total), display(Decimal(100))))
        return Tabulation(_columns(heads, (85.0, 40.0, 40.0)), rows)

    def _agencies(self, by_agency: Sequence[tuple[str, Mapping[str, int]]]) -> Tabulation:
        lead = self._task_columns.by_name[ColumnName.LEADS].title
        classes = (one.label.say(self.lang) for one in TaskClass)
        heads = (lead, *classes, self._say(words.IN_ALL))
        rows = [
            (
                self.merged.plan.agency_name(code),
                *(str(counts.get(one, 0) or "") for one in TaskClass),
                str(sum(counts.values())),
            )
            for code, counts in by_agency
        ]
        return Tabulation(_columns(heads, _AGENCY_WIDTHS), rows)

    def listed_tasks(self) -> Iterator[Block]:
        """Every task, under its class."""
        rows: list[Mapping[str, str] | str] = []
        for one in TaskClass:
            of_class = [o for o in self.merged.task_outcomes if o.task_class == one]
            if of_class:
                label = one.label.say(self.lang)
                rows.append(self._say(words.GROUP_COUNT, label=label, count=len(of_class)))
                rows += map(self._task_cells, of_class)
        if rows:
            yield self._tabulation(self._task_columns, _ALL_TASKS, rows)

    def _overdue_cells(self, outcome: TaskOutcome) -> Mapping[str, str]:
        """A task and, of its leads, those that have not done it."""
        cells, owe = self._task_cells(outcome), owing(outcome)
        names = "; ".join(map(self.merged.plan.agency_name, owe))
        return {**cells, ColumnName.LEADS: names} if owe else cells

    def _task_cells(self, outcome: TaskOutcome) -> Mapping[str, str]:
        plan = self.merged.plan
        task = plan.tasks_by_code[outcome.code]
        return {
            ColumnName.TASK_CODE: task.code,
            ColumnName.TASK_NAME: task.name,
            ColumnName.LEADS: names_for_codes(plan, task.leads_text),
            ColumnName.DUE: task.due.shown,
            ReportColumn.DUE_DATE: display(outcome.due_date),
            ReportColumn.REPORTED: f"{outcome.reported}/{outcome.expected}",
            **{name: display(value) for name, value in outcome.values.items()},
        }

    # Indicators.

    def indicators(self, annex: str) -> Iterator[Block]:
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

    def listed_indicators(self) -> Iterator[Block]:
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

    # What agencies say in words.

    def said(self, column: str) -> Iterator[Block]:
        """What agencies wrote in a column of the tasks, field by field, each with its name."""
        by_field: dict[str, dict[tuple[str, str], list[str]]] = {}
        rows = (*self.merged.lead_rows, *self.merged.coordinator_rows)
        order = {task.code: at for at, task in enumerate(self.merged.plan.tasks)}
        for row in sorted(rows, key=lambda row: order.get(row.code, len(order))):
            if text := display(row.values.get(column)):
                of_field = by_field.setdefault(self._field(row), {})
                of_field.setdefault((row.agency, text), []).append(row.code)
        for field, said in by_field.items():
            if len(by_field) > 1 or field:
                yield Subheading(field or self._say(words.OTHER_FIELD))
            for (agency, text), codes in said.items():
                name = self.merged.plan.agency_name(agency)
                listed = ", ".join(dict.fromkeys(codes))
                yield Prose(self._say(words.AGENCY_SAYS, agency=name, codes=listed, text=text))

    def _field(self, row: ReportedRow) -> str:
        task = self.merged.plan.tasks_by_code.get(row.code)
        return task.field if task else ""

    # Building blocks.

    def _inside(self, one: LabelledWord) -> str:
        """A label inside a sentence."""
        label = one.label.say(self.lang)
        return label[0].lower() + label[1:]

    @cached_property
    def _task_columns(self) -> SheetColumns:
        return task_columns(self.merged.plan.forms)

    @cached_property
    def _indicator_columns(self) -> SheetColumns:
        return indicator_columns(self.merged.plan.forms)

    def _numbered(self, numbers: Iterator[int], wording: Wording) -> Subheading:
        return Subheading(self._say(words.PART, number=next(numbers), text=wording))

    def _tabulation(
        self,
        sheet: SheetColumns,
        widths: Mapping[str, float],
        rows: Iterator[Mapping[str, str]] | Sequence[Mapping[str, str] | str],
    ) -> Tabulation:
        """A table of some columns of the report, numbered; a text is a row over all columns."""
        judged = judged_columns(self.merged.period)[0]
        title = {c.name: str(c.title) for c in sheet.columns}
        title[ReportColumn.VALUE] = title.get(judged, "")
        names = [name for name in widths if name in title]
        columns = [TabulationColumn(title[n], widths[n], n not in _WIDE) for n in names]
        listed: list[Sequence[str]] = []
        number = 0
        for row in rows:
            if isinstance(row, str):
                listed.append((row,))
                continue
            number += 1
            cells = {ColumnName.STT: str(number), **row}
            listed.append([cells.get(name, "") for name in names])
        return Tabulation(columns, listed)


def _columns(heads: Sequence[str], widths: Sequence[float]) -> Sequence[TabulationColumn]:
    """The first column is text, the others are figures."""
    return [
        TabulationColumn(head, width, at > 0)
        for at, (head, width) in enumerate(zip(heads, widths, strict=True))
    ]
