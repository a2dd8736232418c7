"""What the coordinator decided about conflicts, or added by telephone or on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from plansheet.consolidation.results import Candidate, Conflict, ReportedRow
from plansheet.consolidation.standing import Standing, candidate
from plansheet.forms.values import show
from plansheet.issuing.earlier_report import Decision, EarlierReport, same_as_stored, with_decisions
from plansheet.plan import Plan
from plansheet.plan.classes import ConflictKind
from plansheet.problems import Problem


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


def decide(
    plan: Plan, standing: Mapping[str, Standing], earlier: EarlierReport | None, as_of: date
) -> Decided:
    """Apply the decisions of an earlier report of the same period to the rows that stand."""
    conflicts = {c.key: c for one in standing.values() for c in one.conflicts}
    if earlier is None:
        found = tuple(conflicts.values())
        return Decided(standing, {}, found, _warnings(plan, found))
    of_tasks: dict[str, dict[str, Decision]] = {}
    changed = dict(standing)
    problems: list[Problem] = []
    for decision in earlier.decisions:
        if (refused := _unusable(plan, decision, as_of)) is not None:
            problems.append(refused)
            continue
        holds = _still_holds(plan, standing, earlier, decision)
        if not decision.agency and (holds or decision.candidates):
            of_tasks.setdefault(decision.code, {})[decision.column] = decision
            continue
        key = (decision.code, decision.column, decision.agency)
        conflict = conflicts.get(key) or _added(decision, _report(standing, decision))
        if holds:
            changed[decision.agency] = _applied(changed, decision)
            conflicts[key] = replace(conflict, decision=decision)
        else:
            conflicts[key] = replace(conflict, outdated=decision)
            problems.append(outdated(plan, decision))
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
            problems.append(outdated(plan, decision))
    for column, decision in left.items():
        conflict = _added(decision, None)
        if decision.candidates:
            listed.append(replace(conflict, outdated=decision))
            problems.append(outdated(plan, decision))
        else:
            holding[column] = decision
            listed.append(replace(conflict, decision=decision))
    return holding, listed, problems


def _unusable(plan: Plan, decision: Decision, as_of: date) -> Problem | None:
    """Why a decided value cannot count: a document of a day to come, a weight below zero."""
    value, at = decision.value, decision.at(plan.forms)
    is_past = plan.forms[decision.form].by_name[decision.column].past
    if is_past and isinstance(value, date) and value > as_of:
        return at.problem("date-in-future", as_of=show(as_of))
    if decision.code in plan.divisors and isinstance(value, Decimal) and value < 0:
        return at.problem("negative-weight")
    return None


def _still_holds(
    plan: Plan, standing: Mapping[str, Standing], earlier: EarlierReport, decision: Decision
) -> bool:
    """Whether those whom the decision is about say what they said when it was made."""
    task = plan.tasks_by_code.get(decision.code)
    agencies = [decision.agency] if decision.agency or task is None else task.leads
    for agency in agencies:
        report = _report(standing, replace(decision, agency=agency))
        now = report.values.get(decision.column) if report else None
        key = (decision.form, agency, decision.code)
        told = {} if key in earlier.carried_on else earlier.rows.get(key, {})
        then = told.get(decision.column)
        if now != decision.value and not same_as_stored(now, then):
            return False
    return True


def _report(standing: Mapping[str, Standing], decision: Decision) -> ReportedRow | None:
    one = standing.get(decision.agency)
    return one.rows.get(decision.form, {}).get(decision.code) if one else None


def _added(decision: Decision, report: ReportedRow | None) -> Conflict:
    """A value that the coordinator added, beside what the agency itself says, if anything."""
    own: tuple[Candidate, ...] = ()
    if report is not None and decision.column in report.values:
        own = (candidate(report, decision.column, stands=True),)
    one = decision
    return Conflict(one.form, one.code, one.column, ConflictKind.MANUAL, one.agency, own)


def _applied(standing: Mapping[str, Standing], decision: Decision) -> Standing:
    """What the agency says that a decision is about, with what was decided."""
    form = decision.form
    blank = ReportedRow(form, decision.code, decision.agency, {})
    report = _report(standing, decision) or blank
    decisions = {**report.decisions, decision.column: decision}
    decided = {column: one.value for column, one in decisions.items()}
    values = with_decisions(report.written, decided)
    report = replace(report, values=values, decisions=decisions)
    one = standing.get(decision.agency) or Standing(decision.agency)
    rows = {**one.rows.get(form, {}), decision.code: report}
    return replace(one, rows={**one.rows, form: rows})


def outdated(plan: Plan, decision: Decision) -> Problem:
    """A decision whose ground has shifted: it is not applied, but shown again."""
    return decision.at(plan.forms).problem("decision-outdated")


def _warnings(plan: Plan, conflicts: Iterable[Conflict]) -> tuple[Problem, ...]:
    """One warning for each value of a return that gave way to another, undecided."""
    return tuple(
        conflict.at(plan.forms, one).problem(
            conflict.kind.value, agency=plan.agency_name(conflict.agency)
        )
        for conflict in conflicts
        if conflict.kind in (ConflictKind.RETURNS, ConflictKind.SENDER)
        and conflict.decision is None
        for one in conflict.candidates
        if not one.stands
    )
