"""The oracle itself, against small years worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from support.years import year_oracle
from support.years.case import Case, Step
from support.years.figure_cases import FIGURE_CASES
from support.years.level_cases import LEVEL_CASES, UPPER, LevelCase
from support.years.levels import province, sent_up
from support.years.plan_model import PlanModel
from support.years.returned import DONE, INDICATOR, TASK, Cell, Return, Row, Rows, agrees
from support.years.spans import span
from support.years.task_cases import TASK_CASES
from support.years.year_oracle import Asked, Report


def held(rows: list[Asked]) -> Rows:
    """What stands in the input cells of an issued workbook."""
    found: dict[Row, dict[str, Cell]] = {}
    for row in rows:
        if row.form == TASK:
            found[TASK, row.code] = {"status": DONE if row.done else None}
        elif row.form == INDICATOR:
            cells = {"cumulative": row.cumulative, "last_year": row.last_year}
            found[INDICATOR, row.code] = {
                column: value if isinstance(value, Decimal) else None
                for column, value in cells.items()
            }
    return found


def told(
    plan: PlanModel, step: Step, previous: Report | None
) -> tuple[Report, dict[str, list[Asked]]]:
    period = span(step.period)
    issued = year_oracle.issue(plan, period, None if step.forgotten else previous)
    returns = [
        Return(agency, held(issued[agency]), typed)
        for agency, files in step.returns.items()
        for typed in files
    ]
    report = year_oracle.merge(plan, period, step.as_of, returns, previous, step.decisions)
    return report, issued


def looked_up(report: Report, issued: dict[str, list[Asked]], what: str) -> object:
    """What the oracle says about something that a case names."""
    if what in ("problems", "unheard", "received"):
        return getattr(report, what)
    if what == "tasks":
        return list(report.tasks)
    if what == "asked":
        return list(issued)
    if ": " in what:
        agency, cell = what.split(": ")
        code, _, column = cell.partition(" ")
        row = next(one for one in issued[agency] if one.code == code)
        return getattr(row, column or ("done" if row.form == TASK else "cumulative"))
    code, column = what.split(".")
    if code in ("A", "B"):
        return report.tasks[column].own[code]
    if code in report.indicators:
        return getattr(report.indicators[code].total, column)
    outcome = report.tasks[code]
    return (
        outcome.turn.due
        if column == "due_date"
        else getattr(outcome, {"class": "cls"}.get(column, column))
    )


@pytest.mark.parametrize("case", LEVEL_CASES, ids=lambda case: case.name)
def test_levels_by_hand(case: LevelCase) -> None:
    period = span("2021-Q2")
    for returns in case.rounds:
        files = [Return(agency, {}, one) for agency, sent in returns.items() for one in sent]
        below = year_oracle.merge(case.below, period, period.end, files)
        sent = sent_up(below, UPPER, "D1")
    report = province(UPPER, period, period.end, {"D1": sent})
    assert sent.mentioned == case.mentioned
    for what, expected in case.found.items():
        assert agrees(expected, looked_up(report, {}, what)), what


@pytest.mark.parametrize("case", TASK_CASES + FIGURE_CASES, ids=lambda case: case.name)
def test_by_hand(case: Case) -> None:
    reports: list[Report] = []
    plan = case.plan
    for step in case.steps:
        plan = step.plan or plan
        report, issued = told(plan, step, reports[-1] if reports else None)
        reports.append(report)
        for what, expected in step.found.items():
            got = looked_up(report, issued, what)
            same = agrees(got, expected) if isinstance(got, frozenset) else agrees(expected, got)
            assert same or got == expected, f"{step.period}: {what} is {got}, not {expected}"
