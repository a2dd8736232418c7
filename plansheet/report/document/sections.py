"""What the report as a document says, part by part: each sentence and each table is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, groupby
from typing import Final

from plansheet.consolidation import (
    ReportedRow,
    ReturnState,
    TaskClass,
    TaskOutcome,
)
from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.forms.report_sheets import BY_PERSON
from plansheet.forms.values import Value, display, share, show
from plansheet.issuing import names_for_codes
from plansheet.issuing.narrative import GENERAL
from plansheet.language.numbers_and_dates import format_number, official_date
from plansheet.language.wording import Wording, Words, say
from plansheet.report.counts import (
    classes_by_agency,
    classes_by_person,
    led_by_nobody,
    overdue_tasks,
    owing,
    responsible_columns,
)
from plansheet.report.document import words
from plansheet.report.document.blocks import Block, Prose, Subheading, Tabulation
from plansheet.report.document.parts import DocumentParts, figure_columns
from plansheet.report.sentences import NOBODY

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
"""Millimetres, by column; all in all 165 upright and 252 on the side."""

_AGENCY_WIDTHS: Final = (46.0, *[17.0] * (len(TaskClass) + 1))


class ReportParts(DocumentParts):
    """The parts of a report about returns and tasks, and what agencies say in words."""

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
        if nobody := led_by_nobody(merged):
            yield Prose(self._say(words.TASKS_OF_NOBODY, count=nobody))
        yield self._classes(total)
        yield Prose(self._say(words.SEE_ANNEX, number=annex))
        if by_agency := classes_by_agency(merged):
            yield self._numbered(numbers, words.BY_LEAD)
            named = [(merged.plan.agency_name(code), counts) for code, counts in by_agency]
            yield self._counted(self._task_columns.by_name[ColumnName.LEADS].title, named)
        yield from self._persons(numbers)
        if overdue := overdue_tasks(merged):
            yield self._numbered(numbers, words.OVERDUE)
            rows = (self._overdue_cells(one) for one in overdue)
            yield self._tabulation(self._task_columns, _OVERDUE, rows)

    def _classes(self, total: int) -> Tabulation:
        title = self._task_columns.by_name[ReportColumn.CLASS].title
        heads = (title, self._say(words.NUMBER_OF_TASKS), self._say(words.SHARE_OF_ALL))
        rows = [
            (one.label.say(self.lang), str(n), self._share(n, total))
            for one in TaskClass
            if (n := self.merged.classes[one])
        ]
        rows.append((self._say(words.IN_ALL), str(total), self._share(total, total)))
        return Tabulation(figure_columns(heads, (85.0, 40.0, 40.0)), rows)

    def _share(self, part: int, whole: int) -> str:
        in_per_cent = share(part, whole)
        return "" if in_per_cent is None else say(format_number(in_per_cent, 1), self.lang)

    def _persons(self, numbers: Iterator[int]) -> Iterator[Block]:
        """By those who answer for tasks, where the plan says who."""
        columns = self.merged.plan.forms[FormName.TASKS].by_name
        for name in responsible_columns(self.merged.plan):
            counts = classes_by_person(self.merged, name)
            named = [(who or self._say(NOBODY), by_class) for who, by_class in counts]
            yield self._numbered(numbers, BY_PERSON[name])
            yield self._counted(columns[name].title, named)

    def _counted(self, head: Words, counts: Sequence[tuple[str, Mapping[str, int]]]) -> Tabulation:
        """How many tasks of each class somebody has, under a head that says who."""
        classes = (one.label.say(self.lang) for one in TaskClass)
        heads = (say(head, self.lang), *classes, self._say(words.IN_ALL))
        rows = [
            (name, *(str(of.get(one, 0) or "") for one in TaskClass), str(sum(of.values())))
            for name, of in counts
        ]
        return Tabulation(figure_columns(heads, _AGENCY_WIDTHS), rows)

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

    def _value(self, name: str, value: Value | None) -> str:
        """A value that was reported of a task, a choice as it is said."""
        column = self.merged.plan.forms[FormName.TASK_REPORT].by_name.get(name)
        if column is None or not isinstance(value, str):
            return self._shown(value)
        return say(column.term(value), self.lang)

    def _task_cells(self, outcome: TaskOutcome) -> Mapping[str, str]:
        plan = self.merged.plan
        task = plan.tasks_by_code[outcome.code]
        return {
            ColumnName.TASK_CODE: task.code,
            ColumnName.TASK_NAME: task.name,
            ColumnName.LEADS: names_for_codes(plan, task.led_by),
            ColumnName.DUE: task.due.shown,
            ReportColumn.DUE_DATE: show(outcome.due_date),
            ReportColumn.REPORTED: f"{outcome.reported}/{outcome.expected}",
            **{name: self._value(name, value) for name, value in outcome.values.items()},
        }

    # What agencies say in words.

    def said(self, column: str) -> Iterator[Block]:
        """What agencies wrote in a column of the tasks, field by field, each with its name."""
        by_field: dict[str, dict[tuple[str, str], list[str]]] = {}
        rows = (*self.merged.lead_rows, *self.merged.coordinator_rows)
        order = {task.code: at for at, task in enumerate(self.merged.plan.tasks)}
        for row in sorted(rows, key=lambda row: order.get(row.code, len(order))):
            if text := self._shown(row.values.get(column)):
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

    def assessed(self) -> Iterator[Block]:
        """How agencies assess the period: heading by heading, field by field, each by its name."""
        column = self.merged.plan.forms[FormName.NARRATIVE_REPORT].by_name[ColumnName.HEADING]
        told = [one for one in self.merged.all_narratives if one.text.strip()]
        told.sort(key=lambda one: [*column.choices, one.heading].index(one.heading))
        has_fields = any(one.field != GENERAL for one in told)
        numbers = count(1)
        for number, (heading, of_heading) in enumerate(groupby(told, lambda one: one.heading), 1):
            yield self._numbered(numbers, column.term(heading))
            within = count(1)
            for field, texts in groupby(of_heading, lambda one: one.field):
                if has_fields:
                    name = GENERAL if field == GENERAL else field
                    yield self._numbered(within, name, f"{number}.")
                for one in texts:
                    agency = self.merged.plan.agency_name(one.row.agency)
                    yield Prose(self._say(words.AGENCY_ASSESSES, agency=agency, text=one.text))
