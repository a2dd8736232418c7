"""Checked returns → a Consolidation. No files, no Excel, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from plansheet.consolidation.answering import answering, standing_of
from plansheet.consolidation.consolidation import Consolidation
from plansheet.consolidation.decisions import Decided, decide, settle
from plansheet.consolidation.indicators import indicator_result, owners, sum_mismatches
from plansheet.consolidation.mended import decided_since, refused_since
from plansheet.consolidation.narratives import narratives
from plansheet.consolidation.outliers import far_from_others
from plansheet.consolidation.over_time import (
    changes,
    check_over_time,
    corrected_estimates,
    reused_codes,
)
from plansheet.consolidation.products import of_products
from plansheet.consolidation.receipts import Receipts
from plansheet.consolidation.results import (
    Conflict,
    IndicatorResult,
    Received,
    ReportedRow,
    TaskOutcome,
    by_code,
)
from plansheet.consolidation.standing import Standing
from plansheet.consolidation.tasks import Judging, conflict_problems, conflicts_of, task_outcome
from plansheet.forms.choices import Status
from plansheet.forms.names import ColumnName, FormName
from plansheet.issuing import PeriodAssignments, done_before
from plansheet.issuing.earlier_report import EarlierReport
from plansheet.plan import Plan, Task
from plansheet.plan.model import NO_SUCCESSOR
from plansheet.plan.periods import Period
from plansheet.problems import Place, Problem, in_order, problem


def consolidate(
    assigned: PeriodAssignments,
    received: Iterable[Received],
    as_of: date,
    earlier: EarlierReport | None = None,
    decided: EarlierReport | None = None,
    noted: Iterable[Problem] = (),
) -> Consolidation:
    """Merge the checked returns of one period.

    `received` may come in any order; files of another period are refused here. `earlier` is the
    report of an earlier period, `decided` one of this period with the coordinator's decisions;
    `noted` are problems of the folder that the returns came in.
    """
    plan, period = assigned.plan, assigned.period
    files = answering(received, plan, period)
    standing = standing_of(files)
    applied = decide(plan, standing, decided, as_of)
    tasks = _tasks(assigned, applied, as_of, earlier)
    figures = _indicators(assigned, applied.standing)
    expected = (*assigned.assignments, *(c for c in standing if c not in assigned.assignments))
    conflicts = (*tasks.conflicts, *applied.conflicts)
    in_files = [*(p for s in standing.values() for p in s.problems), *refused_since(files)]
    in_files = decided_since(in_files, conflicts, files, plan.forms)
    files = _with_problems(files, in_files)
    receipts, receipt_problems = Receipts(
        plan, period, files, expected, plan.deadline(period), earlier
    ).all()
    finals = tuple(_of_form(applied.standing, FormName.FINAL_FIGURES, plan))
    rows = (*tasks.leads, *figures.rows)
    senders = {file.name: file.agency for file in files}
    problems = [
        *in_files,
        *applied.problems,
        *tasks.problems,
        *figures.problems,
        *receipt_problems,
        *(decided.problems if decided else ()),
        *noted,
        *(p for p in plan.problems if p.code == NO_SUCCESSOR),
        *far_from_others(plan, figures.rows),
        *(check_over_time(plan, period, rows, earlier, finals) if earlier else ()),
        *(corrected_estimates(plan, period, finals, earlier) if earlier else ()),
        *(reused_codes(plan, earlier) if earlier else ()),
        *no_deadline(plan, period),
    ]
    return Consolidation(
        assigned=assigned,
        as_of=as_of,
        deadline=plan.deadline(period),
        expected=expected,
        task_outcomes=tasks.outcomes,
        lead_rows=tasks.leads,
        coordinator_rows=tasks.coordinators,
        indicator_results=figures.results,
        indicator_rows=figures.rows,
        final_rows=finals,
        all_narratives=narratives(plan, applied.standing),
        requests=tuple(row for one in standing.values() for row in one.free),
        receipts=tuple(receipts),
        conflicts=conflicts,
        all_changes=tuple(changes(plan, tasks.outcomes, figures.results, earlier))
        if earlier
        else (),
        earlier=earlier,
        carried={file.name: file.checked.ret.carried for file in files if file.checked.ret.carried},
        all_problems=tuple(in_order(p.sent_by(senders.get(p.file, "")) for p in problems)),
    )


def no_deadline(plan: Plan, period: Period) -> list[Problem]:
    """What is said of a period for which the calendar has no deadline."""
    if plan.deadline(period) is not None:
        return []
    return [problem("no-deadline", Place(), value=period.label)]


def _with_problems(files: Iterable[Received], problems: Iterable[Problem]) -> list[Received]:
    """The files, each with those of the problems that are its own."""
    of_file: dict[str, list[Problem]] = {}
    for p in problems:
        of_file.setdefault(p.file, []).append(p)
    return [
        replace(f, checked=replace(f.checked, problems=tuple(of_file.get(f.name, ()))))
        for f in files
    ]


def _of_form(standing: Mapping[str, Standing], form: str, plan: Plan) -> list[ReportedRow]:
    """The standing rows of one form that say anything, in the plan's order, then by agency."""
    agencies = {agency.code: position for position, agency in enumerate(plan.agencies)}
    of_code: dict[str, list[ReportedRow]] = {}
    for agency in sorted(standing, key=lambda code: (agencies.get(code, 0), code)):
        for row in standing[agency].rows.get(form, {}).values():
            if row.values:
                of_code.setdefault(row.code, []).append(row)
    order = {code: position for position, code in enumerate([*plan.tasks_by_code, *owners(plan)])}
    codes = sorted(of_code, key=lambda code: (order.get(code, len(order)), code))
    return [row for code in codes for row in of_code[code]]


@dataclass(frozen=True)
class _Tasks:
    outcomes: tuple[TaskOutcome, ...]
    leads: tuple[ReportedRow, ...]
    coordinators: tuple[ReportedRow, ...]
    conflicts: tuple[Conflict, ...]
    problems: tuple[Problem, ...]


def _tasks(
    assigned: PeriodAssignments, applied: Decided, as_of: date, earlier: EarlierReport | None
) -> _Tasks:
    plan = assigned.plan
    leads = _of_form(applied.standing, FormName.TASK_REPORT, plan)
    if earlier is not None:
        leads = [_judged_before(assigned, row, earlier) for row in leads]
    coordinators = _of_form(applied.standing, FormName.COORDINATION_REPORT, plan)
    added = [row for own in applied.standing.values() for row in own.added.values()]
    reported = by_code([*leads, *coordinators, *added])
    outcomes, conflicts = [], []
    problems: list[Problem] = []
    for task in plan.tasks:
        own, others = _by_part(task, reported.get(task.code, ()))
        judging = Judging.of(task, assigned.period, as_of)
        decided = applied.of_tasks.get(task.code, {})
        conflicting = conflicts_of(plan, task, own, others, judging, decided)
        holding, listed, outdated = settle(plan, conflicting, decided)
        before = _done_before(assigned, task, own, earlier) if earlier else ()
        outcomes.append(task_outcome(plan, task, [*own, *before], judging, holding))
        problems += (
            row.at(plan.forms, ColumnName.DOCUMENT_DATE).problem("other-turn")
            for row in own
            if judging.begins and judging.is_of_earlier_turn(row.values)
        )
        conflicts += listed
        problems += outdated
        for conflict in listed:
            if conflict.decision is None and conflict.candidates:
                problems += conflict_problems(plan, conflict)
    return _Tasks(
        of_products(plan, outcomes, as_of),
        tuple(leads),
        tuple(coordinators),
        tuple(conflicts),
        tuple(problems),
    )


def _by_part(
    task: Task, rows: Iterable[ReportedRow]
) -> tuple[list[ReportedRow], list[ReportedRow]]:
    """What the leads of a task report of it, and what its coordinators do."""
    leads, coordinators = set(task.leads), set(task.coordinators)
    own, others = [], []
    for row in rows:
        if row.form == FormName.TASK_REPORT and row.agency in leads:
            own.append(row)
        elif row.agency in coordinators:
            others.append(row)
    return own, others


def _judged_before(
    assigned: PeriodAssignments, row: ReportedRow, earlier: EarlierReport
) -> ReportedRow:
    """A row with the day by which an earlier report judged what it has as done without a date."""
    values, task = row.values, assigned.plan.tasks_by_code.get(row.code)
    is_dated = ColumnName.DOCUMENT_DATE in values
    if task is None or is_dated or values.get(ColumnName.STATUS) != Status.DONE:
        return row
    before = done_before(assigned.plan, assigned.period, earlier, row.agency, task)
    judged_on = before.get(ColumnName.JUDGED_ON)
    if judged_on is None:
        return row
    return replace(row, values={**values, ColumnName.JUDGED_ON: judged_on})


def _done_before(
    assigned: PeriodAssignments,
    task: Task,
    own: Sequence[ReportedRow],
    earlier: EarlierReport,
) -> Iterator[ReportedRow]:
    """What an earlier report has of the leads that had the task done and say nothing of it now."""
    told = {row.agency for row in own if ColumnName.STATUS in row.values}
    for agency in task.leads:
        if agency in told:
            continue
        done = done_before(assigned.plan, assigned.period, earlier, agency, task)
        if done:
            yield ReportedRow(FormName.TASK_REPORT, task.code, agency, done, earlier=earlier.file)


@dataclass(frozen=True)
class _Figures:
    results: tuple[IndicatorResult, ...]
    rows: tuple[ReportedRow, ...]
    problems: tuple[Problem, ...]


def _indicators(assigned: PeriodAssignments, standing: Mapping[str, Standing]) -> _Figures:
    plan = assigned.plan
    reported = _of_form(standing, FormName.INDICATOR_REPORT, plan)
    by_indicator: dict[str, dict[str, dict[str, ReportedRow]]] = {}
    owner = {code: indicator.code for code, indicator in owners(plan).items()}
    for row in reported:
        by_agency = by_indicator.setdefault(owner.get(row.code, row.code), {})
        by_agency.setdefault(row.agency, {})[row.code] = row
    results, problems = [], []
    for indicator in plan.indicators:
        by_agency = by_indicator.get(indicator.code, {})
        result, hindrances = indicator_result(plan, indicator, by_agency, assigned.period)
        results.append(result)
        problems += hindrances
    problems += sum_mismatches(plan, results)
    return _Figures(tuple(results), tuple(reported), tuple(problems))
