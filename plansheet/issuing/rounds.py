"""What each agency is asked in a round on the plan itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from plansheet.forms import Form
from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.forms.values import Value
from plansheet.issuing.asked_rows import IssuedRow, names_for_codes
from plansheet.issuing.assignments import Assignment, Assignments, prepare
from plansheet.language.wording import Wording, joined_words
from plansheet.plan import Plan, Task
from plansheet.plan.notes import noted, without_lines
from plansheet.plan.periods import Period
from plansheet.plan.rounds import Occasion, Round, when_answered
from plansheet.plan.workbook.digest import plan_digest
from plansheet.plan.workbook.tables import PlanRow, plan_tables

_NAMES_AGENCIES: Final = (ColumnName.LEADS, ColumnName.COORDINATORS, ColumnName.REPORTERS)
_NOT_DRAFTED: Final = (ColumnName.STT, ColumnName.TASK_CODE, ColumnName.INDICATOR_CODE)


def asked(plan: Plan, of: Occasion) -> Assignments:
    """What `plan` asks in a period or in a round, worked out once."""
    return prepare(plan, of) if isinstance(of, Period) else plan.once(prepare_round, of)


def prepare_round(plan: Plan, of: Round) -> Assignments:
    """What `plan` asks in a round."""
    time = when_answered(plan, of)
    now = plan.in_period(time)
    makers = {Round.SCHEDULE: _schedule_rows, Round.COMMENTS: _comment_rows}
    rows = makers[of](now)
    assigned = {
        agency.code: Assignment(agency, of, {of.value: rows[agency.code]})
        for agency in now.agencies
        if agency.code in rows
    }
    return Assignments(now, time, plan_digest(plan), assigned)


_Rows = Mapping[str, tuple[IssuedRow, ...]]
"""By agency its rows."""


def _schedule_rows(plan: Plan) -> _Rows:
    """One row a task that the agency leads; what the plan has so far can be changed."""
    form = plan.forms[FormName.SCHEDULE]
    of_agency: dict[str, list[Task]] = {}
    for task in plan.tasks:
        for code in task.leads:
            of_agency.setdefault(code, []).append(task)
    return {
        code: tuple(_schedule_row(form, task, number) for number, task in enumerate(tasks, 1))
        for code, tasks in of_agency.items()
    }


def _schedule_row(form: Form, task: Task, number: int) -> IssuedRow:
    said = {
        ColumnName.DUE: task.due.text,
        ColumnName.LEVEL: task.level,
        ColumnName.NOTE: without_lines(task.note),
    }
    for column in form.inputs:
        if column.name not in said:
            text = task.extra.get(column.name, "") or noted(task.note, column.title)
            said[column.name] = text
    begun: dict[str, Value] = {name: text for name, text in said.items() if text}
    known: dict[str, Value] = {
        ColumnName.STT: Decimal(number),
        ColumnName.TASK_CODE: task.code,
        ColumnName.TASK_NAME: task.name,
    }
    return IssuedRow(task.code, known | begun, prefilled=frozenset(begun))


def _comment_rows(plan: Plan) -> _Rows:
    """One row a task that the agency leads or coordinates and an indicator that it reports."""
    concerned: dict[str, list[IssuedRow]] = {}
    tables = plan_tables(plan)
    parties: Sequence[Iterable[str]] = [(*task.leads, *task.coordinators) for task in plan.tasks]
    for form, rows, agencies in (
        (plan.forms[FormName.TASKS], tables.tasks, parties),
        (
            plan.forms[FormName.INDICATORS],
            tables.indicators,
            [i.reporters for i in plan.indicators],
        ),
    ):
        for row, codes in zip(rows, agencies, strict=True):
            code = row[form.key]
            text = joined_words("\n", _draft_lines(plan, form, row)).term
            issued = IssuedRow(code, {ReportColumn.CODE: code, ColumnName.DRAFT: text})
            for agency in dict.fromkeys(codes):
                concerned.setdefault(agency, []).append(issued)
    return {agency: tuple(rows) for agency, rows in concerned.items()}


def _draft_lines(plan: Plan, form: Form, row: PlanRow) -> Iterator[Wording]:
    """A row of the plan, a line for each column that says anything: its header, what it says."""
    years = {c.name: plan.years for c in form.columns if c.repeat}
    for column in form.expanded(years).columns:
        text = row.get(column.name, "")
        if text.strip() and column.name not in _NOT_DRAFTED:
            is_named = column.name in _NAMES_AGENCIES
            what = names_for_codes(plan, text) if is_named else column.term(text)
            yield _LINE.fill(title=column.title, what=what)


_LINE: Final = Wording("{title}: {what}", "{title}: {what}")
