"""Checked returns → a Consolidation. No files, no Excel, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from plansheet.cells import show
from plansheet.merge.consolidation import Consolidation
from plansheet.merge.indicators import indicator_result
from plansheet.merge.records import (
    IndicatorResult,
    Receipt,
    Received,
    Report,
    ReturnState,
    TaskOutcome,
)
from plansheet.merge.standing import Standing, in_order_received, stand
from plansheet.merge.tasks import task_outcome
from plansheet.plan import Plan
from plansheet.problems import Place, Problem, in_order, problem
from plansheet.templates import Issue


def consolidate(issue: Issue, received: Iterable[Received], as_of: date) -> Consolidation:
    """Merge the checked returns of one period.

    `received` may come in any order; files of another period are refused here.
    """
    plan, period = issue.plan, issue.period
    files = [_of_period(one, str(period)) for one in in_order_received(received)]
    accepted: dict[str, list[Received]] = {}
    for one in files:
        if not one.checked.ret.refused:
            accepted.setdefault(one.agency, []).append(one)
    standing = {code: stand(plan, code, ones) for code, ones in sorted(accepted.items())}
    outcomes, lead_reports, task_problems = _tasks(issue, standing, as_of)
    results, figure_reports, figure_problems = _indicators(issue, standing)
    expected = (*issue.assignments, *(c for c in standing if c not in issue.assignments))
    deadline = plan.deadline(period)
    receipts, receipt_problems = _Receipts(plan, files, expected, deadline).all()
    problems = [
        *(p for s in standing.values() for p in s.problems),
        *(p for one in files if one.checked.ret.refused for p in one.checked.problems),
        *task_problems,
        *figure_problems,
        *receipt_problems,
    ]
    if deadline is None:
        problems.append(problem("no-deadline", Place(), value=period.label))
    return Consolidation(
        plan=plan,
        period=period,
        as_of=as_of,
        deadline=deadline,
        expected=expected,
        task_outcomes=tuple(outcomes),
        lead_reports=tuple(lead_reports),
        coordinator_reports=tuple(_of_form(standing, "coordination_report", plan)),
        indicator_results=tuple(results),
        figure_reports=tuple(figure_reports),
        receipts=tuple(receipts),
        found=tuple(in_order(problems)),
    )


def _of_period(one: Received, period: str) -> Received:
    """The file, refused where it says that it is of another period."""
    ret = one.checked.ret
    if ret.refused or not ret.period or ret.period == period:
        return one
    found = problem("wrong-period", Place(ret.file), value=ret.period, expected=period)
    checked = replace(one.checked, ret=replace(ret, refused=True), sections={}, problems=(found,))
    return replace(one, checked=checked)


def _of_form(standing: Mapping[str, Standing], form: str, plan: Plan) -> list[Report]:
    """The standing rows of one form that say anything, in the plan's order, then by agency."""
    order = {code: at for at, code in enumerate([*plan.tasks_by_code, *_indicator_codes(plan)])}
    agencies = {agency.code: at for at, agency in enumerate(plan.agencies)}
    reports = [
        report
        for one in standing.values()
        for report in one.reports.get(form, {}).values()
        if report.values
    ]
    return sorted(
        reports,
        key=lambda r: (order.get(r.code, len(order)), r.code, agencies.get(r.agency, 0), r.agency),
    )


def _indicator_codes(plan: Plan) -> list[str]:
    return [
        code
        for indicator in plan.indicators
        for code in (indicator.code, *(code for code, _ in indicator.operands))
    ]


def _tasks(
    issue: Issue, standing: Mapping[str, Standing], as_of: date
) -> tuple[list[TaskOutcome], list[Report], list[Problem]]:
    plan = issue.plan
    reports = _of_form(standing, "task_report", plan)
    by_task: dict[str, list[Report]] = {}
    for report in reports:
        by_task.setdefault(report.code, []).append(report)
    outcomes, problems = [], []
    for task in plan.tasks:
        of_leads = [r for r in by_task.get(task.code, ()) if r.agency in task.leads]
        outcome, conflicts = task_outcome(plan, task, of_leads, issue.period, as_of)
        outcomes.append(outcome)
        problems += conflicts
    return outcomes, reports, problems


def _indicators(
    issue: Issue, standing: Mapping[str, Standing]
) -> tuple[list[IndicatorResult], list[Report], list[Problem]]:
    plan = issue.plan
    reports = _of_form(standing, "indicator_report", plan)
    by_indicator: dict[str, dict[str, dict[str, Report]]] = {}
    owner = {
        code: indicator.code
        for indicator in plan.indicators
        for code in (indicator.code, *(code for code, _ in indicator.operands))
    }
    for report in reports:
        rows = by_indicator.setdefault(owner.get(report.code, report.code), {})
        rows.setdefault(report.agency, {})[report.code] = report
    results, problems = [], []
    for indicator in plan.indicators:
        rows = by_indicator.get(indicator.code, {})
        result, found = indicator_result(plan, indicator, rows, issue.period)
        results.append(result)
        problems += found
    return results, reports, problems


@dataclass(frozen=True, slots=True)
class _Receipts:
    """Who sent what and when, and who sent nothing."""

    plan: Plan
    files: Sequence[Received]
    expected: Sequence[str]
    deadline: date | None

    def all(self) -> tuple[list[Receipt], list[Problem]]:
        receipts = [self._receipt(one) for one in self.files]
        accepted = {r.agency for r in receipts if r.state in ("on_time", "late")}
        receipts += [
            Receipt(code, "", "", "missing", None) for code in self.expected if code not in accepted
        ]
        order = {code: at for at, code in enumerate(self.expected)}
        receipts.sort(key=lambda r: (order.get(r.agency, len(order)), r.agency, r.file, r.sha256))
        problems = [self._missing(r) for r in receipts if r.state == "missing"]
        problems += [self._late(r) for r in receipts if r.state == "late"]
        return receipts, problems

    def _receipt(self, one: Received) -> Receipt:
        found = one.checked.problems
        refused = one.checked.ret.refused
        days = self._days_late(one)
        state: ReturnState = "refused" if refused else "late" if days else "on_time"
        why = next((p.message for p in reversed(found) if p.severity == "error"), "")
        return Receipt(
            agency=one.agency,
            file=one.file,
            sha256=one.checked.ret.sha256,
            state=state,
            received_at=one.received_at,
            days_late=days,
            errors=sum(p.severity == "error" for p in found),
            warnings=sum(p.severity == "warning" for p in found),
            why=why if refused else "",
        )

    def _days_late(self, one: Received) -> int:
        if self.deadline is None or one.received_at is None:
            return 0
        return max(0, (one.received_at.date() - self.deadline).days)

    def _late(self, receipt: Receipt) -> Problem:
        assert receipt.received_at is not None
        return problem(
            "late-return",
            Place(receipt.file),
            value=show(receipt.received_at.date()),
            agency=self.plan.agency_name(receipt.agency),
            deadline=show(self.deadline),
            days=str(receipt.days_late),
        )

    def _missing(self, receipt: Receipt) -> Problem:
        name = self.plan.agency_name(receipt.agency)
        return problem("missing-return", Place(), value=receipt.agency, agency=name)
