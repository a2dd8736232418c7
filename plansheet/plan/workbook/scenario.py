"""The sheet `Kịch bản`: what an indicator should come to in periods within the year."""

from __future__ import annotations

from collections.abc import Sequence

from plansheet.forms.names import ColumnName, FormName
from plansheet.language.text import match_key
from plansheet.plan.model import Plan
from plansheet.plan.periods import Period
from plansheet.plan.rows import Scenario
from plansheet.plan.targets import Target
from plansheet.plan.workbook.rows import PlanSheetRow, extra_of
from plansheet.plan.workbook.texts import full_names, read_target
from plansheet.problems import PeriodError, Problem

_STEM = f"{ColumnName.TARGET}_"


def read_scenario(
    rows: Sequence[PlanSheetRow], plan: Plan, of_indicators: Sequence[PlanSheetRow]
) -> tuple[tuple[Scenario, ...], list[Problem]]:
    """The targets within the year in the rows of the sheet, and what is wrong with them.

    `plan` has the indicators, which stand in the rows `of_indicators`; a row that names none of
    them, and a column that names no period of the plan, are left out.
    """
    periods, problems = _periods(rows, plan)
    codes = {match_key(indicator.code): indicator for indicator in plan.indicators}
    names = full_names(of_indicators)
    found: list[Scenario] = []
    for row in rows:
        indicator = codes.get(match_key(row.code))
        if indicator is None:
            problems.append(row.at(ColumnName.INDICATOR_CODE).problem("unknown-code"))
            continue
        targets: dict[Period, Target] = {}
        for column, period in periods.items():
            if row.text(column):
                name = names[indicator.code]
                read = read_target(row, column, indicator.direction, indicator.unit, name)
                targets[period] = read[0]
                problems += read[1]
        label = row.verbatim(ColumnName.INDICATOR_NAME)
        extra = {
            column: text
            for column, text in extra_of(row, FormName.SCENARIO).items()
            if not column.startswith(_STEM)
        }
        found.append(Scenario(indicator.code, targets, label, extra))
    return tuple(found), problems


def _periods(rows: Sequence[PlanSheetRow], plan: Plan) -> tuple[dict[str, Period], list[Problem]]:
    """By column its period, and the headers that name none of the plan's, or one again."""
    periods: dict[str, Period] = {}
    problems: list[Problem] = []
    for table in {id(row.row.table): row.row.table for row in rows}.values():
        for column in (name for name in table.columns if name.startswith(_STEM)):
            header = table.header(column)
            try:
                period = plan.period(column.removeprefix(_STEM))
            except PeriodError:
                problems.append(header.problem("scenario-period"))
                continue
            if period in periods.values():
                problems.append(header.problem("scenario-period"))
            else:
                periods[column] = period
    return periods, problems
