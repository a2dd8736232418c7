"""From the reports of the leads to the outcome of each task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from plansheet.cells import Value, show
from plansheet.forms import Form
from plansheet.merge.records import Report, TaskClass, TaskOutcome
from plansheet.periods import Period
from plansheet.plan import Plan, Task
from plansheet.problems import Place, Problem, problem

DONE = "Hoàn thành"
ADVANCEMENT = ("Chưa triển khai", "Tạm dừng", "Đang thực hiện", DONE)
"""The statuses from the least to the most advanced."""

_CLASS_ORDER: tuple[TaskClass, ...] = (
    "open_overdue",
    "open_in_time",
    "no_due_date",
    "done_late",
    "done_on_time",
)


def task_class(values: Mapping[str, Value], due: date | None, as_of: date) -> TaskClass:
    """The class of a task by one report of it.

    Done is judged by the document's date (by `as_of` where there is none that can be used)
    against the due date, not done by `as_of`; “Tạm dừng” is not done.
    """
    status = values.get("status")
    if status not in ADVANCEMENT:
        return "not_reported"
    if status == DONE:
        written = values.get("document_date")
        day = written if isinstance(written, date) else as_of
        return "done_on_time" if due is None or day <= due else "done_late"
    if due is None:
        return "no_due_date"
    return "open_overdue" if due < as_of else "open_in_time"


def task_outcome(
    plan: Plan, task: Task, reports: Sequence[Report], period: Period, as_of: date
) -> tuple[TaskOutcome, list[Problem]]:
    """The outcome of one task from its leads' reports, and a conflict between them if any.

    Individually named leads share one outcome; a group that leads is one obligation for each
    member. Where reports differ, the least advanced counts.
    """
    due = task.due.on(period)
    usable = [r for r in reports if task_class(r.values, due, as_of) != "not_reported"]
    if not usable:
        return TaskOutcome(
            task.code, {}, due, "not_reported", 0, len(task.leads), tuple(reports)
        ), []
    chosen = min(usable, key=lambda r: _advancement(r, due, as_of))
    named = [r for r in usable if r.agency not in task.group_leads]
    problems = _conflict(plan, task, named, due, as_of)
    outcome = TaskOutcome(
        code=task.code,
        values=_joined(plan, plan.forms["task_report"], chosen, usable),
        due_date=due,
        task_class=task_class(chosen.values, due, as_of),
        reported=len(usable),
        expected=len(task.leads),
        reports=tuple(reports),
        conflict=bool(problems),
    )
    return outcome, problems


def _advancement(report: Report, due: date | None, as_of: date) -> tuple[int, int, Decimal]:
    progress = report.values.get("progress")
    return (
        ADVANCEMENT.index(str(report.values["status"])),
        _CLASS_ORDER.index(task_class(report.values, due, as_of)),
        progress if isinstance(progress, Decimal) else Decimal(0),
    )


def _conflict(
    plan: Plan, task: Task, named: Sequence[Report], due: date | None, as_of: date
) -> list[Problem]:
    outcomes = {(r.values["status"], task_class(r.values, due, as_of)) for r in named}
    if len(outcomes) < 2:
        return []
    said = "; ".join(f"{plan.agency_name(r.agency)}: {r.values['status']}" for r in named)
    return [
        problem(
            "lead-conflict",
            Place(r.file, r.sheet, r.cell("status")),
            value=show(r.values["status"]),
            row_code=task.code,
            column=plan.forms["task_report"].by_name["status"].title,
            candidates=said,
        )
        for r in named
    ]


def _joined(plan: Plan, form: Form, chosen: Report, usable: Sequence[Report]) -> dict[str, Value]:
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
