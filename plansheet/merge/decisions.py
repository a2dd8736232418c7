"""What the coordinator decided about conflicts, or added by telephone or on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from plansheet.cells import show
from plansheet.merge.records import Candidate, Conflict, Report
from plansheet.merge.standing import Standing, candidate
from plansheet.past import Decision, PastReport, same_as_stored
from plansheet.plan import Plan
from plansheet.problems import Problem, problem
from plansheet.returns import ReturnRow, Section


@dataclass(frozen=True)
class Decided:
    """The standing rows with the coordinator's word in them.

    `of_tasks` are decisions about a task as a whole, which only the outcome of its leads can
    apply; `conflicts` those about single values, applied or, where what they were about has
    changed, shown again.
    """

    standing: Mapping[str, Standing]
    of_tasks: Mapping[str, Mapping[str, Decision]] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()


def decide(plan: Plan, standing: Mapping[str, Standing], past: PastReport | None) -> Decided:
    """Apply the decisions of an earlier report of the same period to the rows that stand."""
    conflicts = {c.key: c for one in standing.values() for c in one.conflicts}
    if past is None:
        found = tuple(conflicts.values())
        return Decided(standing, {}, found, _warnings(plan, found))
    of_tasks: dict[str, dict[str, Decision]] = {}
    changed = dict(standing)
    problems: list[Problem] = []
    for decision in past.decisions:
        if not decision.agency:
            of_tasks.setdefault(decision.code, {})[decision.column] = decision
            continue
        form = form_of(plan, decision)
        key = (decision.code, decision.column, decision.agency)
        report = _report(changed, form, decision)
        now = report.values.get(decision.column) if report else None
        then = past.rows.get((form, decision.agency, decision.code), {}).get(decision.column)
        conflict = conflicts.get(key) or Conflict(
            form, decision.code, decision.column, "manual", decision.agency, _own(report, decision)
        )
        if now == decision.value or same_as_stored(now, then):
            changed = _applied(changed, form, decision)
            conflicts[key] = replace(conflict, decision=decision)
        else:
            conflicts[key] = replace(conflict, outdated=decision)
            problems.append(outdated(plan, decision, form))
    listed = tuple(conflicts.values())
    return Decided(changed, of_tasks, listed, (*problems, *_warnings(plan, listed)))


def settle(
    plan: Plan, conflicts: Iterable[Conflict], decisions: Mapping[str, Decision]
) -> tuple[dict[str, Decision], list[Conflict], list[Problem]]:
    """Match the conflicts of one task with the decisions about it.

    Returns the decisions that hold by column, the conflicts with what became of them, and what to
    say of decisions whose candidates are not the ones that were decided about.
    """
    holding: dict[str, Decision] = {}
    listed: list[Conflict] = []
    problems: list[Problem] = []
    left = dict(decisions)
    for conflict in conflicts:
        decision = left.pop(conflict.column, None)
        now = frozenset((c.agency, show(c.value)) for c in conflict.candidates)
        if decision is None:
            listed.append(conflict)
        elif decision.candidates in (now, frozenset()):
            holding[conflict.column] = decision
            listed.append(replace(conflict, decision=decision))
        else:
            listed.append(replace(conflict, outdated=decision))
            problems.append(outdated(plan, decision, conflict.form))
    for column, decision in left.items():
        form = form_of(plan, decision)
        conflict = Conflict(form, decision.code, column, "manual", "", ())
        if decision.candidates:
            listed.append(replace(conflict, outdated=decision))
            problems.append(outdated(plan, decision, form))
        else:
            holding[column] = decision
            listed.append(replace(conflict, decision=decision))
    return holding, listed, problems


def form_of(plan: Plan, decision: Decision) -> str:
    """The form that a decided column belongs to."""
    if decision.code not in plan.tasks_by_code:
        return "indicator_report"
    is_lead = decision.column in plan.forms["task_report"].by_name
    return "task_report" if is_lead else "coordination_report"


def _report(standing: Mapping[str, Standing], form: str, decision: Decision) -> Report | None:
    one = standing.get(decision.agency)
    return one.reports.get(form, {}).get(decision.code) if one else None


def _own(report: Report | None, decision: Decision) -> tuple[Candidate, ...]:
    """What the agency itself says, where it says anything."""
    if report is None or decision.column not in report.values:
        return ()
    return (candidate(report, decision.column, stands=True),)


def _applied(
    standing: Mapping[str, Standing], form: str, decision: Decision
) -> dict[str, Standing]:
    report = _report(standing, form, decision) or Report(
        decision.code,
        decision.agency,
        {},
        "",
        Section(form, "", {}),
        ReturnRow(decision.code, 0, {}),
    )
    report = replace(
        report,
        values={**report.values, decision.column: decision.value},
        decisions={**report.decisions, decision.column: decision},
    )
    one = standing.get(decision.agency) or Standing(decision.agency)
    rows = {**one.reports.get(form, {}), decision.code: report}
    return {**standing, decision.agency: replace(one, reports={**one.reports, form: rows})}


def outdated(plan: Plan, decision: Decision, form: str) -> Problem:
    """A decision whose ground has shifted: it is not applied, but shown again."""
    return problem(
        "decision-outdated",
        decision.place,
        value=show(decision.value),
        row_code=decision.code,
        column=plan.forms[form].by_name[decision.column].title,
    )


def _warnings(plan: Plan, conflicts: Iterable[Conflict]) -> tuple[Problem, ...]:
    """One warning for each value of a return that gave way to a later one, undecided."""
    return tuple(
        problem(
            "duplicate-return",
            one.place,
            value=show(one.value),
            row_code=conflict.code,
            column=plan.forms[conflict.form].by_name[conflict.column].title,
            agency=plan.agency_name(conflict.agency),
        )
        for conflict in conflicts
        if conflict.kind == "duplicate-return" and conflict.decision is None
        for one in conflict.candidates
        if not one.stands
    )
