"""From the reports of the leads to the outcome of each task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from plansheet.consolidation.classes import ConflictKind, TaskClass
from plansheet.consolidation.results import (
    Conflict,
    ReportedRow,
    TaskOutcome,
)
from plansheet.consolidation.standing import candidate
from plansheet.forms import Form
from plansheet.forms.choices import Status
from plansheet.forms.values import Value, show
from plansheet.issuing.earlier_report import Decision
from plansheet.plan import Plan, Task
from plansheet.plan.periods import Period
from plansheet.problems import Problem

_ADVANCEMENT = tuple(Status)
_CLASS_ORDER = (
    TaskClass.OPEN_OVERDUE,
    TaskClass.OPEN_IN_TIME,
    TaskClass.NO_DUE_DATE,
    TaskClass.DONE_LATE,
    TaskClass.DONE_ON_TIME,
)


def task_class(values: Mapping[str, Value], due: date | None, as_of: date) -> TaskClass:
    """The class of a task by one report of it.

    Done is judged by the document's date (by `as_of` where there is none that can be used)
    against the due date, not done by `as_of`; “Tạm dừng” is not done.
    """
    status = values.get("status")
    if status not in _ADVANCEMENT:
        return TaskClass.NOT_REPORTED
    if status == Status.DONE:
        written = values.get("document_date")
        day = written if isinstance(written, date) else as_of
        return TaskClass.DONE_ON_TIME if due is None or day <= due else TaskClass.DONE_LATE
    if due is None:
        return TaskClass.NO_DUE_DATE
    return TaskClass.OPEN_OVERDUE if due < as_of else TaskClass.OPEN_IN_TIME


def task_outcome(
    plan: Plan,
    task: Task,
    reports: Sequence[ReportedRow],
    period: Period,
    as_of: date,
    decisions: Mapping[str, Decision] | None = None,
) -> TaskOutcome:
    """The outcome of one task from its leads' reports.

    Individually named leads share one outcome; a group that leads is one obligation for each
    member. Where reports differ, the least advanced counts, or what `decisions` say by column.
    """
    due = task.due.on(period)
    usable = [r for r in reports if task_class(r.values, due, as_of) != TaskClass.NOT_REPORTED]
    values: dict[str, Value] = {}
    decided = decisions or {}
    if usable:
        status = decided["status"].value if "status" in decided else None
        agreed = [r for r in usable if r.values["status"] == status] or usable
        chosen = min(agreed, key=lambda r: _advancement(r, due, as_of))
        values = _joined(plan, plan.forms["task_report"], chosen, usable)
    values |= {column: decision.value for column, decision in decided.items()}
    return TaskOutcome(
        code=task.code,
        values=values,
        due_date=due,
        task_class=task_class(values, due, as_of),
        reported=len(usable),
        expected=len(task.leads),
        reports=tuple(reports),
        decisions=decided,
    )


def conflicts_of(
    plan: Plan,
    task: Task,
    reports: Sequence[ReportedRow],
    others: Sequence[ReportedRow],
    due: date | None,
    as_of: date,
) -> list[Conflict]:
    """Where the named leads differ, and where a coordinator contradicts a lead.

    `reports` are the leads', `others` the coordinators': in their own form, or in a row of the
    leads' form that they added or were issued before the plan was revised. Words may differ; a
    conflict is a status or class that does, or any number, date or choice.
    """
    named = [
        r
        for r in reports
        if r.agency not in task.group_leads
        and task_class(r.values, due, as_of) != TaskClass.NOT_REPORTED
    ]
    found = []
    if len({r.values["status"] for r in named}) > 1:
        found.append(_conflict(ConflictKind.LEADS, task, "status", named))
    elif len({task_class(r.values, due, as_of) for r in named}) > 1:
        found.append(_conflict(ConflictKind.LEADS, task, "document_date", named))
    settled = {conflict.column for conflict in found}
    for column in plan.forms["task_report"].inputs:
        if column.kind == "text" or column.name in settled:
            continue
        said = [r for r in (*named, *others) if column.name in r.values]
        leads = {r.values[column.name] for r in named if column.name in r.values}
        if any(r.values[column.name] not in leads for r in said if r not in named) and leads:
            found.append(_conflict(ConflictKind.COORDINATOR, task, column.name, said))
    return found


def _conflict(
    kind: ConflictKind, task: Task, column: str, reports: Sequence[ReportedRow]
) -> Conflict:
    candidates = tuple(candidate(r, column) for r in reports)
    return Conflict("task_report", task.code, column, kind, "", candidates)


def conflict_problems(plan: Plan, conflict: Conflict) -> list[Problem]:
    """A conflict that nobody has decided, as one warning at each candidate's cell."""
    said = "; ".join(f"{plan.agency_name(c.agency)}: {show(c.value)}" for c in conflict.candidates)
    cells = (conflict.at(plan.forms, one) for one in conflict.candidates)
    return [cell.problem(conflict.kind.value, candidates=said) for cell in cells]


def _advancement(report: ReportedRow, due: date | None, as_of: date) -> tuple[int, int, Decimal]:
    progress = report.values.get("progress")
    return (
        _ADVANCEMENT.index(str(report.values["status"])),
        _CLASS_ORDER.index(task_class(report.values, due, as_of)),
        progress if isinstance(progress, Decimal) else Decimal(0),
    )


def _joined(
    plan: Plan, form: Form, chosen: ReportedRow, usable: Sequence[ReportedRow]
) -> dict[str, Value]:
    """The chosen report's values; what several leads wrote in words is shown of each."""
    values = dict(chosen.values)
    if len(usable) == 1:
        return values
    for column in form.inputs:
        if column.kind != "text" or column.name == "document_no":
            continue
        texts = {r.agency: show(r.values[column.name]) for r in usable if column.name in r.values}
        if len(set(texts.values())) > 1 or (texts and chosen.agency not in texts):
            values[column.name] = "\n".join(
                f"{plan.agency_name(agency)}: {text}" for agency, text in texts.items()
            )
    return values
