"""From the reports of the leads to the outcome of each task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from plansheet.consolidation.results import (
    UNDECIDED,
    Conflict,
    ReportedRow,
    TaskOutcome,
)
from plansheet.consolidation.standing import candidate
from plansheet.forms import Form
from plansheet.forms.choices import Status
from plansheet.forms.names import ColumnName, FormName
from plansheet.forms.values import Value, show
from plansheet.issuing.earlier_report import OF_ITS_STATUS, Decision, with_decisions
from plansheet.language.text import match_key
from plansheet.plan import Plan, Task
from plansheet.plan.classes import ConflictKind, TaskClass
from plansheet.plan.periods import Period
from plansheet.problems import Problem

_ADVANCEMENT = {status.value: at for at, status in enumerate(Status)}
_CLASS_ORDER = (
    TaskClass.OPEN_OVERDUE,
    TaskClass.OPEN_IN_TIME,
    TaskClass.NO_DUE_DATE,
    TaskClass.DONE_LATE,
    TaskClass.DONE_ON_TIME,
)

_Heard = tuple[ReportedRow, TaskClass]
"""A report that counts, and the class of the task by it alone."""


@dataclass(frozen=True, slots=True)
class Judging:
    """Against what the reports of one task are judged in one period.

    `begins` is the first day of the turn of a recurring task, if its turns are due on some day: a
    document dated before it is of an earlier turn.
    """

    due: date | None
    as_of: date
    begins: date | None = None

    @classmethod
    def of(cls, task: Task, period: Period, as_of: date) -> Judging:
        """What holds for a task in a period."""
        turn = task.due.turn_in(period)
        if turn is None:
            return cls(task.due.date, as_of)
        return cls(turn.due, as_of, turn.start if turn.due else None)

    def task_class(self, values: Mapping[str, Value]) -> TaskClass:
        """The class of a task by one report of it.

        Done is judged by the document's date against the due date; where there is none that can
        be used by the `as_of` of the report in which it was done first. Not done is judged by
        `as_of`; “Tạm dừng” is not done.
        """
        status = values.get(ColumnName.STATUS)
        if status not in _ADVANCEMENT:
            return TaskClass.NOT_REPORTED
        if status != Status.DONE or self.is_of_earlier_turn(values):
            return self.open_class
        day = values.get(ColumnName.DOCUMENT_DATE)
        if not isinstance(day, date):
            day = values.get(ColumnName.JUDGED_ON)
        if not isinstance(day, date):
            day = self.as_of
        in_time = self.due is None or day <= self.due
        return TaskClass.DONE_ON_TIME if in_time else TaskClass.DONE_LATE

    def heard(self, rows: Iterable[ReportedRow]) -> list[_Heard]:
        """The reports that say anything of the task, each with its class."""
        judged = [(row, self.task_class(row.values)) for row in rows]
        return [one for one in judged if one[1] != TaskClass.NOT_REPORTED]

    @property
    def open_class(self) -> TaskClass:
        """The class of what is not done."""
        if self.due is None:
            return TaskClass.NO_DUE_DATE
        return TaskClass.OPEN_OVERDUE if self.due < self.as_of else TaskClass.OPEN_IN_TIME

    def is_of_earlier_turn(self, values: Mapping[str, Value]) -> bool:
        """Whether what is said to be done was done in an earlier turn of the task."""
        written = values.get(ColumnName.DOCUMENT_DATE)
        is_done = values.get(ColumnName.STATUS) == Status.DONE
        begins = self.begins
        return is_done and begins is not None and isinstance(written, date) and written < begins


def task_outcome(
    plan: Plan,
    task: Task,
    rows: Sequence[ReportedRow],
    judging: Judging,
    decisions: Mapping[str, Decision] | None = None,
) -> TaskOutcome:
    """The outcome of one task from its leads' reports.

    `rows` are those of this period, and those by which the task was done before. Individually
    named leads share one outcome; a group that leads is one obligation for each member, done only
    when every one of them has reported it done. Where reports differ, the least advanced counts, or
    what `decisions` say by column.
    """
    heard = judging.heard(rows)
    decided = decisions or UNDECIDED
    chosen_values = {column: decision.value for column, decision in decided.items()}
    values = _values_of(plan, task, heard, chosen_values) if heard else {}
    if chosen_values:
        values = with_decisions(values, chosen_values)
    return TaskOutcome(
        code=task.code,
        values=values,
        due_date=judging.due,
        task_class=judging.task_class(values),
        reported=sum(not r.earlier for r, _ in heard),
        expected=len(task.leads),
        rows=tuple(rows),
        decisions=decided,
        by_agency=_by_agency(task, heard, judging, chosen_values),
    )


def _values_of(
    plan: Plan, task: Task, heard: Sequence[_Heard], decided: Mapping[str, Value]
) -> Mapping[str, Value]:
    """What is said of a task: by its one lead, or by several of them together."""
    status = decided.get(ColumnName.STATUS)
    usable = [r for r, _ in heard]
    values: Mapping[str, Value] = usable[0].values
    if len(heard) > 1:
        agreed = [one for one in heard if one[0].values[ColumnName.STATUS] == status] or heard
        chosen, _ = min(agreed, key=_advancement)
        values = _joined(plan, task, chosen, usable)
    if status is None and values[ColumnName.STATUS] == Status.DONE and _silent(task, usable):
        return with_decisions(values, {ColumnName.STATUS: Status.UNDER_WAY.value})
    return values


def _silent(task: Task, usable: Sequence[ReportedRow]) -> bool:
    """Whether any obligation of a task was reported by nobody: a member's, or the named leads'."""
    told = {r.agency for r in usable}
    named = set(task.leads) - task.group_leads
    return not task.group_leads <= told or (bool(named) and named.isdisjoint(told))


def _by_agency(
    task: Task, heard: Sequence[_Heard], judging: Judging, decided: Mapping[str, Value]
) -> Mapping[str, TaskClass]:
    """Each lead's own class: of what it says itself, or what was decided about the task."""
    classes = {
        r.agency: judging.task_class(with_decisions(r.values, decided)) if decided else own
        for r, own in heard
    }
    if len(task.leads) == 1:
        (lead,) = task.leads
        return _of_one(lead, classes.get(lead, TaskClass.NOT_REPORTED))
    return {agency: classes.get(agency, TaskClass.NOT_REPORTED) for agency in task.leads}


@lru_cache(maxsize=4096)
def _of_one(lead: str, task_class: TaskClass) -> Mapping[str, TaskClass]:
    """The same for all tasks of a lead: most of a plan have but one."""
    return {lead: task_class}


def conflicts_of(
    plan: Plan,
    task: Task,
    rows: Sequence[ReportedRow],
    others: Sequence[ReportedRow],
    judging: Judging,
    decided: Mapping[str, Decision] | None = None,
) -> list[Conflict]:
    """Where the named leads differ, and where a coordinator contradicts a lead.

    `rows` are the leads', `others` the coordinators': in their own form, or in a row of the
    leads' form that they added or were issued before the plan was revised. `decided` are the
    decisions about the task by column. Words may differ; a conflict is a status or class that does,
    or any number, date, choice or document.
    """
    if not rows or len(rows) + len(others) == 1:
        return []
    heard = judging.heard(r for r in rows if r.agency not in task.group_leads)
    named = [r for r, _ in heard]
    form = plan.forms[FormName.TASK_REPORT]
    status = (decided or {}).get(ColumnName.STATUS)
    conflicts = [*_between_leads(form, task, heard, status.value if status else None)]
    settled = {conflict.column for conflict in conflicts}
    for column in form.inputs:
        if column.kind == "text" or column.name in settled:
            continue
        filled = [r for r in (*named, *others) if column.name in r.values]
        leads = {r.values[column.name] for r in named if column.name in r.values}
        told = {r.values[column.name] for r in others if column.name in r.values}
        if leads and not told <= leads:
            conflicts.append(_conflict(ConflictKind.COORDINATOR, task, column.name, filled))
    return conflicts


def _between_leads(
    form: Form, task: Task, heard: Sequence[_Heard], decided: Value | None
) -> Iterator[Conflict]:
    """Where named leads differ: in the status, else in what those of one status say of it.

    Which of them are heard on the rest depends on the status, so where they differ in it that is
    to be `decided` first. Who left a cell blank contradicts nobody.
    """
    if len({r.values[ColumnName.STATUS] for r, _ in heard}) > 1:
        yield _conflict(ConflictKind.LEADS, task, ColumnName.STATUS, [r for r, _ in heard])
        heard = [one for one in heard if one[0].values[ColumnName.STATUS] == decided]
    alike = [r for r, _ in heard]
    for column in form.inputs if len(alike) > 1 else ():
        if column.kind == "text" and column.name != ColumnName.DOCUMENT_NO:
            continue
        filled = [r for r in alike if column.name in r.values]
        if column.name == ColumnName.DOCUMENT_DATE and len({own for _, own in heard}) > 1:
            yield _conflict(ConflictKind.LEADS, task, column.name, alike)
        elif len({match_key(show(r.values[column.name])) for r in filled}) > 1:
            yield _conflict(ConflictKind.LEADS, task, column.name, filled)


def _conflict(kind: ConflictKind, task: Task, column: str, rows: Sequence[ReportedRow]) -> Conflict:
    candidates = tuple(candidate(r, column) for r in rows)
    return Conflict(FormName.TASK_REPORT, task.code, column, kind, "", candidates)


def conflict_problems(plan: Plan, conflict: Conflict) -> list[Problem]:
    """A conflict that nobody has decided, as one warning at each candidate's cell."""
    values = "; ".join(
        f"{plan.agency_name(c.agency)}: {show(c.value)}" for c in conflict.candidates
    )
    cells = (conflict.at(plan.forms, candidate) for candidate in conflict.candidates)
    return [cell.problem(conflict.kind.value, candidates=values) for cell in cells]


def _advancement(heard: _Heard) -> tuple[int, int, Decimal, int]:
    """What puts one report before a less advanced one; of two documents the later is less so."""
    values, task_class = heard[0].values, heard[1]
    progress, written = values.get(ColumnName.PROGRESS), values.get(ColumnName.DOCUMENT_DATE)
    return (
        _ADVANCEMENT[str(values[ColumnName.STATUS])],
        _CLASS_ORDER.index(task_class),
        progress if isinstance(progress, Decimal) else Decimal(0),
        -written.toordinal() if isinstance(written, date) else 0,
    )


def _joined(
    plan: Plan, task: Task, chosen: ReportedRow, usable: Sequence[ReportedRow]
) -> dict[str, Value]:
    """The chosen report's values; what several leads wrote in words is shown of each."""
    form = plan.forms[FormName.TASK_REPORT]
    values = dict(chosen.values)
    alike = [r for r in usable if r.values[ColumnName.STATUS] == chosen.values[ColumnName.STATUS]]
    for column in form.inputs:
        if column.kind != "text":
            continue
        told = usable if column.name not in OF_ITS_STATUS else alike
        texts = {r.agency: show(r.values[column.name]) for r in told if column.name in r.values}
        if len(set(texts.values())) > 1 or (texts and chosen.agency not in texts):
            values[column.name] = "\n".join(
                f"{plan.agency_name(agency)}: {text}" for agency, text in texts.items()
            )
    if differing := [*_differing(plan, task, form, usable)]:
        own = [show(values[ColumnName.NOTE])] if ColumnName.NOTE in values else []
        values[ColumnName.NOTE] = "\n".join([*own, *differing])
    return values


def _differing(plan: Plan, task: Task, form: Form, usable: Sequence[ReportedRow]) -> Iterator[str]:
    """In words what named leads say differently in a column that can show but one of them."""
    named = [r for r in usable if r.agency not in task.group_leads]
    for column in form.inputs if len(named) > 1 else ():
        told = {r.agency: show(r.values[column.name]) for r in named if column.name in r.values}
        if column.kind != "text" and len(set(told.values())) > 1:
            each = "; ".join(f"{plan.agency_name(a)} {text}" for a, text in told.items())
            yield f"{column.title}: {each}"
