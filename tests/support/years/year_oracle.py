"""plansheet over a year, slow and obvious: what is issued, and what returns come to.

Written from the design by somebody who had not read the code. No file, no Excel, no pandas: plain
data in, plain data out. The sentences that a rule comes from stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from support.years.figures import RATIO, rows_of
from support.years.indicators_oracle import Measured, base, measure
from support.years.plan_model import Indicator, PlanModel, Task
from support.years.returned import (
    COORDINATION,
    DONE,
    INDICATOR,
    TASK,
    UNCLEAR,
    Decision,
    Found,
    Received,
    Return,
    Row,
)
from support.years.spans import Span
from support.years.tasks_oracle import Judge, Outcome, done_before, speaking, usable


@dataclass(frozen=True)
class Report:
    """A period's consolidation, as later periods start from it."""

    plan: PlanModel
    period: Span
    as_of: date
    tasks: Mapping[str, Outcome]
    indicators: Mapping[str, Measured]
    asked: tuple[str, ...]
    received: frozenset[str]
    contributions: frozenset[tuple[str, str]]
    problems: frozenset[Found]
    possible: frozenset[Found]
    previous: Report | None = None

    @property
    def changed(self) -> set[str]:
        """Tasks whose class is another than in the earlier report."""
        earlier = self.previous.tasks if self.previous else {}
        return {
            code
            for code, outcome in self.tasks.items()
            if code in earlier
            and earlier[code].name == outcome.name
            and UNCLEAR not in (earlier[code].cls, outcome.cls)
            and earlier[code].cls != outcome.cls
        }

    @property
    def unheard(self) -> set[str]:
        """Agencies that are counted, and whose place nobody took."""
        named = [one.reporters for one in self.plan.indicators]
        named += [one.leads for one in self.plan.tasks]
        named += [one.coordinators for one in self.plan.tasks]
        day = self.period.end
        gone = (pair for codes in named for pair in self.plan.answering(codes, day).gone)
        return {code for pair in gone for code in pair}


@dataclass(frozen=True)
class Asked:
    """A row of an issued workbook: what its input cells hold; UNCLEAR if the design is silent."""

    form: str
    code: str
    done: bool = False
    """Issued as done and locked."""
    last_year: object = None
    plan_year: object = None
    cumulative: object = None


def issue(plan: PlanModel, period: Span, previous: Report | None = None) -> dict[str, list[Asked]]:
    """By agency the rows of its workbook; who is asked nothing gets none."""
    found: dict[str, list[Asked]] = {}
    for agency in plan.agencies:
        rows = [*asked_tasks(plan, period, previous, agency.code)]
        rows += asked_indicators(plan, period, previous, agency.code)
        if agency.exists(period.end) and rows:
            found[agency.code] = rows
    return found


def asked_tasks(
    plan: PlanModel, period: Span, previous: Report | None, agency: str
) -> Iterator[Asked]:
    for task in plan.tasks:
        if agency in plan.answering(task.leads, period.end).agencies:
            yield Asked(TASK, task.code, agency in before(plan, task, period, previous))
        elif agency in plan.answering(task.coordinators, period.end).agencies:
            yield Asked(COORDINATION, task.code)


def before(plan: PlanModel, task: Task, period: Span, previous: Report | None) -> dict[str, date]:
    return done_before(plan, task, period, previous.tasks.get(task.code) if previous else None)


def asked_indicators(
    plan: PlanModel, period: Span, previous: Report | None, agency: str
) -> Iterator[Asked]:
    for indicator in plan.indicators:
        who = plan.answering(indicator.reporters, period.end)
        if agency not in who.agencies:
            continue
        goal = indicator.goal(period.year)
        for row in dict.fromkeys((indicator.code, *rows_of(indicator.code, indicator.rule))):
            computed = row == indicator.code and indicator.rule == RATIO
            yield Asked(
                INDICATOR,
                row,
                last_year=last_year(plan, indicator, period, row, agency, previous),
                plan_year=goal if row == indicator.code and who.expected == {1} else None,
                cumulative=None
                if computed
                else this_year(plan, indicator, period, row, agency, previous),
            )


def this_year(
    plan: PlanModel,
    indicator: Indicator,
    period: Span,
    row: str,
    agency: str,
    previous: Report | None,
) -> object:
    """The cumulative that an agency starts from: its last, if that is of the same year."""
    if previous is None or previous.period.year != period.year:
        return None
    found = base(plan, indicator, period, row, agency, previous.indicators.get(indicator.code))
    if found is None and this_year(plan, indicator, period, row, agency, previous.previous):
        return UNCLEAR  # nothing in the earlier report, but in one before it
    return found


def last_year(
    plan: PlanModel,
    indicator: Indicator,
    period: Span,
    row: str,
    agency: str,
    previous: Report | None,
) -> object:
    """Thực hiện cùng kỳ: the cumulative of the same period of the year before."""
    if previous is None:
        return None
    same = f"{period.year - 1}{period.text[4:]}"
    if previous.period.text != same:
        earlier = previous.previous
        return UNCLEAR if earlier and found_in(earlier, same) else None
    if len(rows_of(indicator.code, indicator.rule)) > 1:
        return UNCLEAR
    return base(plan, indicator, period, row, agency, previous.indicators.get(indicator.code))


def found_in(report: Report | None, period: str) -> bool:
    return report is not None and (
        report.period.text == period or found_in(report.previous, period)
    )


def merge(
    plan: PlanModel,
    period: Span,
    as_of: date,
    returns: Sequence[Return],
    previous: Report | None = None,
    decisions: Sequence[Decision] = (),
) -> Report:
    """What the returns of a period, the latest last, come to."""
    received = Received(returns)
    tasks = {}
    for task in plan.tasks:
        who = plan.answering(task.leads, period.end)
        settled = [d.value for d in decisions if (d.code, d.agency) == (task.code, None)]
        tasks[task.code] = Judge(
            plan,
            task,
            period,
            as_of,
            speaking(task, who, received, decisions, as_of),
            before(plan, task, period, previous),
            str(settled[0]) if settled else None,
            frozenset(d.agency for d in decisions if d.code == task.code and d.agency),
        ).outcome()
    indicators = {}
    for indicator in plan.indicators:
        bases = {
            (row, agency.code): this_year(plan, indicator, period, row, agency.code, previous)
            for agency in plan.agencies
            for row in rows_of(indicator.code, indicator.rule)
        }
        indicators[indicator.code] = measure(plan, indicator, period, received, bases, decisions)
    problems = set(received.problems(lambda row, cells: usable(row, cells, as_of), decisions))
    possible = set(received.possible())
    for outcome in tasks.values():
        problems |= outcome.problems
        possible |= outcome.possible
    for measured in indicators.values():
        problems |= measured.problems
        possible |= measured.possible
    contributions = {
        (task.code, agency.code)
        for task in plan.tasks
        for agency in plan.agencies
        if received.standing(agency.code, (COORDINATION, task.code))
    }
    return Report(
        plan,
        period,
        as_of,
        tasks,
        indicators,
        tuple(issue(plan, period, previous)),
        frozenset(received.received()),
        frozenset(contributions),
        frozenset(problems),
        frozenset(possible),
        previous,
    )


__all__ = ["DONE", "Asked", "Report", "Row", "issue", "merge"]
