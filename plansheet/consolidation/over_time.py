"""An earlier report beside this one: figures that fell, a past that changed, what moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Final

from plansheet.consolidation.indicators import owners
from plansheet.consolidation.results import Change, IndicatorResult, ReportedRow, TaskOutcome
from plansheet.forms.choices import Aggregation, Direction
from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.forms.report_sheets import INDICATORS, TASKS
from plansheet.forms.values import Value, in_sentence
from plansheet.issuing import ESTIMATES, done_before, earlier_values, settled_before
from plansheet.issuing.earlier_report import EarlierOutcome, EarlierReport, same_as_stored
from plansheet.plan import Indicator, Plan, Task
from plansheet.plan.periods import Period
from plansheet.plan.plausibility import is_far
from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue import phrases

BOUND: Final = Decimal(5)
"""A figure of one period more than five times that of the period before, or less than a fifth of
it, is worth a look: seasons and campaigns stay within that, slipped units and commas do not."""


def check_over_time(
    plan: Plan,
    period: Period,
    rows: Iterable[ReportedRow],
    earlier: EarlierReport,
    finals: Iterable[ReportedRow] = (),
) -> list[Problem]:
    """Hold each row against what its agency reported in an earlier period.

    `finals` are the final figures that agencies give now of what was estimated then.
    """
    problems: list[Problem] = []
    given = {(row.agency, row.code): row.values for row in finals}
    owner = owners(plan)
    for row in rows:
        if row.code in plan.tasks_by_code:
            problems += _task(plan, period, row, earlier)
        elif earlier.period.year == period.year and earlier.period.end < period.end:
            final = given.get((row.agency, row.code), {})
            problems += _figures(plan, owner.get(row.code), period, row, earlier, final)
    return problems


def _task(
    plan: Plan, period: Period, row: ReportedRow, earlier: EarlierReport
) -> Iterator[Problem]:
    """A task that was done is done: neither its status nor the date of one's document changes."""
    if row.form != FormName.TASK_REPORT:
        return
    task = plan.tasks_by_code[row.code]
    if ColumnName.STATUS not in row.values:
        return
    own = done_before(plan, period, earlier, row.agency, task)
    before = own or settled_before(plan, period, earlier, row.agency, task)
    for column in (ColumnName.STATUS, *([ColumnName.DOCUMENT_DATE] if own else [])):
        now, then = row.values.get(column), before.get(column)
        if then is not None and now is not None and now != then:
            cell = row.at(plan.forms, column)
            yield cell.problem("history-changed", previous=in_sentence(then))


def _figures(
    plan: Plan,
    indicator: Indicator | None,
    period: Period,
    row: ReportedRow,
    earlier: EarlierReport,
    final: Mapping[str, Value],
) -> Iterator[Problem]:
    key = (FormName.INDICATOR_REPORT, row.agency, row.code)
    reported = {**earlier_values(plan, period, earlier, key), **final}
    before, last = reported.get(ColumnName.CUMULATIVE), reported.get(ColumnName.ACTUAL)
    now, own = row.values.get(ColumnName.CUMULATIVE), row.values.get(ColumnName.ACTUAL)
    cumulative = row.at(plan.forms, ColumnName.CUMULATIVE)
    falls = indicator is not None and indicator.direction == Direction.DOWN
    if isinstance(before, Decimal) and isinstance(now, Decimal):
        if now < before:
            if not falls:
                yield cumulative.problem("cumulative-decreased", previous=in_sentence(before))
        elif is_far(now, before):
            why = phrases.FAR_FROM_EARLIER.fill(other=in_sentence(before))
            yield cumulative.problem("implausible-figure", why=why)
        elif (
            _adds_on(indicator, period, earlier)
            and isinstance(own, Decimal)
            and now - own != before
        ):
            yield cumulative.problem("history-changed", previous=in_sentence(before))
    if earlier.period.kind != period.kind or not (last and own):
        return
    if isinstance(last, Decimal) and isinstance(own, Decimal) and _jumps(own / last):
        cell = row.at(plan.forms, ColumnName.ACTUAL)
        yield cell.problem("unusual-change", previous=in_sentence(last), bound=f"{BOUND}")


def corrected_estimates(
    plan: Plan, period: Period, rows: Iterable[ReportedRow], earlier: EarlierReport
) -> Iterator[Problem]:
    """Final figures that differ from the estimates that the earlier report had."""
    for row in rows:
        key = (FormName.INDICATOR_REPORT, row.agency, row.code)
        told = earlier_values(plan, period, earlier, key)
        for column in ESTIMATES:
            now, then = row.values.get(column), told.get(column)
            if now is not None and then is not None and not same_as_stored(now, then):
                cell = row.at(plan.forms, column)
                yield cell.problem(
                    "estimate-corrected", period=earlier.period.label, estimate=in_sentence(then)
                )


def _jumps(ratio: Decimal) -> bool:
    return ratio > BOUND or ratio < 1 / BOUND


def _adds_on(indicator: Indicator | None, period: Period, earlier: EarlierReport) -> bool:
    """Whether this cumulative figure is the last one plus this period's: a sum, no level."""
    follows = earlier.period.end + timedelta(days=1) == period.start
    return follows and indicator is not None and indicator.aggregation == Aggregation.SUM


def _earlier(
    outcomes: Mapping[str, EarlierOutcome], earlier: EarlierReport, now: Task | Indicator
) -> EarlierOutcome | None:
    """The outcome of a task or indicator then, if its code was not another's."""
    return outcomes.get(now.code) if earlier.has(now.code, now.name) else None


def reused_codes(plan: Plan, earlier: EarlierReport) -> Iterator[Problem]:
    """Codes that were something else in the earlier report: nothing is carried on from there."""
    for sheet, rows in ((TASKS, plan.tasks), (INDICATORS, plan.indicators)):
        for row in rows:
            if not earlier.has(row.code, row.name):
                yield problem(
                    "code-reused",
                    Place(earlier.file, sheet),
                    value=earlier.name(row.code),
                    row_code=row.code,
                    name=row.name,
                )


def changes(
    plan: Plan,
    outcomes: Iterable[TaskOutcome],
    results: Iterable[IndicatorResult],
    earlier: EarlierReport,
) -> list[Change]:
    """What moved since an earlier report, in the plan's order.

    What is blank now was not reported: the class or attainment says so, no value has changed.
    """
    moved = []
    for outcome in outcomes:
        before = _earlier(earlier.tasks, earlier, plan.tasks_by_code[outcome.code])
        state = before.state if before else None
        if state != outcome.task_class:
            moved.append(Change(outcome.code, ReportColumn.CLASS, state, outcome.task_class.value))
        for column in (ColumnName.STATUS, ColumnName.PROGRESS):
            then = before.values.get(column) if before else None
            now = outcome.values.get(column)
            if now is not None and then != now:
                moved.append(Change(outcome.code, column, then, now))
    for result in results:
        before = _earlier(earlier.indicators, earlier, plan.indicators_by_code[result.code])
        state = before.state if before else None
        if state != result.attainment:
            moved.append(
                Change(result.code, ReportColumn.ATTAINMENT, state, result.attainment.value)
            )
        for column in (ColumnName.CUMULATIVE, ColumnName.FORECAST):
            then = before.values.get(column) if before else None
            now = result.figures.get(column)
            if now is not None and not same_as_stored(now, then):
                moved.append(Change(result.code, column, then, now))
    return moved
