"""What an earlier report has of an agency's rows, those that it took over included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from plansheet.forms.choices import Aggregation, Status
from plansheet.forms.names import ColumnName, FormName
from plansheet.forms.values import Value
from plansheet.issuing.earlier_report import EarlierReport, RowKey
from plansheet.plan import Indicator, Plan, Task
from plansheet.plan.periods import Period

_ADVANCEMENT = tuple(Status)


def earlier_figures(
    plan: Plan, period: Period, earlier: EarlierReport, agency: str, code: str, indicator: Indicator
) -> Mapping[str, Value]:
    """What was reported in one row of an indicator: the base of what is reported there now.

    Where an agency has taken others over, their figures and its own are added up if the indicator
    is a sum and every one of them gave the figure: a base that lacks one would be wrong.
    """
    named = (plan.written or plan).indicators_by_code[indicator.code].reporters
    key = (FormName.INDICATOR_REPORT, code)
    asked = _asked(plan, period, earlier, agency, named, key)
    reported = [earlier.values(key[0], body, code) for body in asked]
    if asked == (agency,):
        return reported[0]
    if not reported or indicator.aggregation != Aggregation.SUM:
        return {}
    sums: dict[str, Value] = {}
    for column in reported[0]:
        figures = [values.get(column) for values in reported]
        numbers = [figure for figure in figures if isinstance(figure, Decimal)]
        if len(numbers) == len(figures):
            sums[column] = sum(numbers, Decimal(0))
    return sums


def reporters_before(
    plan: Plan, period: Period, earlier: EarlierReport, key: RowKey
) -> tuple[str, ...]:
    """Whose cumulative figure of a row was reported then and is now, in part or whole, its base."""
    form, agency, code = key
    return tuple(
        former.code
        for former in plan.agencies
        if agency in plan.registry.successors_on(former.code, period.end)
        and isinstance(earlier.values(form, former.code, code).get(ColumnName.CUMULATIVE), Decimal)
    )


def earlier_task(
    plan: Plan, period: Period, earlier: EarlierReport, agency: str, task: Task
) -> Mapping[str, Value]:
    """What was reported of a task: by the agency, else the least advanced by those it took over.

    What a group leads is an obligation of each member: an heir has its own and theirs, and a silent
    one has not done its own.
    """
    key = (FormName.TASK_REPORT, task.code)
    own = earlier.values(key[0], agency, task.code)
    is_member = agency in task.group_leads
    takes_over = is_member and not plan.is_without_heir(agency, period)
    if ColumnName.STATUS in own and not takes_over:
        return own
    named = (plan.written or plan).tasks_by_code[task.code].leads
    asked = _asked(plan, period, earlier, agency, named, key)
    rows = [earlier.values(key[0], body, task.code) for body in asked]
    reported = [values for values in rows if values.get(ColumnName.STATUS) in _ADVANCEMENT]
    if not reported:
        return own
    if is_member and len(reported) < len(rows):
        return {}
    return min(
        reported, key=lambda values: _ADVANCEMENT.index(Status(str(values[ColumnName.STATUS])))
    )


def _asked(
    plan: Plan,
    period: Period,
    earlier: EarlierReport,
    agency: str,
    named: Iterable[str],
    key: tuple[str, str],
) -> tuple[str, ...]:
    """Who was asked then about a row (form, code) for which an agency alone answers now.

    `named` are the agencies that the plan as written names. Those that reported the row although
    they are not named any more are among them. None at all where one that was asked then was split
    since: nobody knows which part of what it reported is whose.
    """
    form, code = key
    asked: dict[str, None] = {}
    for body in named:
        now = plan.heirs(body, period)
        if agency not in now:
            continue
        for before in plan.heirs(body, earlier.period):
            if plan.heirs(before, period) == (agency,):
                asked[before] = None
            elif now == (agency,):
                return ()
    for former in plan.agencies:
        told = earlier.values(form, former.code, code)
        if told and plan.heirs(former.code, period) == (agency,):
            asked[former.code] = None
    return tuple(asked)
