"""What was understood of the texts of a plan: each due text and target, said back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plansheet.forms.names import ColumnName, FormName
from plansheet.language.wording import Wording
from plansheet.plan.model import Plan


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A text of the plan and what was understood of it; `column` is the header."""

    sheet: str
    code: str
    column: str
    text: str
    reading: Wording


def plan_readings(plan: Plan) -> Iterator[PlanReading]:
    """Every due text and target of a plan that is not blank, in the order of its sheets."""
    form = plan.forms["indicators"]
    for indicator in plan.indicators:
        levels = ((ColumnName.TARGET, indicator.targets), (ColumnName.STRETCH, indicator.stretch))
        of_years = (
            (form.by_name[level].title.format(year=year), target)
            for level, targets in levels
            for year, target in sorted(targets.items())
        )
        goal = [(form.by_name["goal"].title, indicator.goal)] if indicator.goal else []
        for column, target in (*goal, *of_years):
            if target.kind != "blank":
                said = target.reading
                yield PlanReading(form.sheet, indicator.code, column, target.text, said)
    form = plan.forms["tasks"]
    for task in plan.tasks:
        if task.due.text.strip():
            column = form.by_name["due"].title
            yield PlanReading(form.sheet, task.code, column, task.due.text, task.due.reading)
    form = plan.forms[FormName.ALLOCATIONS]
    for one in plan.allocations:
        for year, target in sorted(one.targets.items()):
            column = form.by_name[ColumnName.TARGET].title.format(year=year)
            about = f"{column}, {plan.agency_name(one.agency)}"
            yield PlanReading(form.sheet, one.indicator, about, target.text, target.reading)
    form = plan.forms[FormName.SCENARIO]
    for within in plan.scenario:
        for period, target in sorted(within.targets.items()):
            column = form.by_name[ColumnName.TARGET].title.format(period=period.label)
            yield PlanReading(form.sheet, within.indicator, column, target.text, target.reading)
