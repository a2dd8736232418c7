"""The sheet `Giao chỉ tiêu`: what each agency is given, held against what the plan sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from plansheet.forms import year_column
from plansheet.forms.choices import Aggregation
from plansheet.forms.names import ColumnName, FormName
from plansheet.forms.values import display
from plansheet.language.text import match_key
from plansheet.language.wording import NOTHING
from plansheet.plan.allocated import allocated, sum_of
from plansheet.plan.model import Plan
from plansheet.plan.periods import Period
from plansheet.plan.rows import Allocation, Indicator
from plansheet.plan.targets import Target
from plansheet.plan.workbook.rows import PlanSheetRow, extra_of, years_of
from plansheet.plan.workbook.texts import full_names, nearest, read_target
from plansheet.problems import LabelledCell, Problem
from plansheet.problems.catalogue import phrases
from plansheet.workbooks.reading.addresses import Position, a1, cell_position

_MOST_NAMED: Final = 8
"""Agencies that a sentence lists."""

Allocated = tuple[PlanSheetRow, Allocation]
"""A row of the sheet, and what it says."""

IndicatorRows = Mapping[str, PlanSheetRow]
"""By code the row of an indicator."""


def read_allocations(
    rows: Sequence[PlanSheetRow], plan: Plan, of_indicators: Sequence[PlanSheetRow]
) -> tuple[tuple[Allocation, ...], list[Problem]]:
    """The allocations in the rows of the sheet, and what is wrong with them.

    `plan` has the agencies and the indicators, which stand in the rows `of_indicators`; what names
    none of them is left out.
    """
    codes = {match_key(indicator.code): indicator for indicator in plan.indicators}
    names = full_names(of_indicators)
    read: dict[tuple[str, str], Allocated] = {}
    problems: list[Problem] = []
    for row in rows:
        indicator = codes.get(match_key(row.code))
        agency = plan.resolve_agency(row.text(ColumnName.ALLOCATED_TO))
        if indicator is None and row.code:
            problems.append(row.at(ColumnName.INDICATOR_CODE).problem("unknown-code"))
        if agency is None and row.text(ColumnName.ALLOCATED_TO):
            problems.append(_unknown_agency(row, plan))
        if indicator is None or agency is None:
            continue
        key = (indicator.code, agency.code)
        if key in read:
            number = str(read[key][0].row.number)
            problems.append(
                row.at(ColumnName.INDICATOR_CODE).problem("row-duplicated", other=number)
            )
            continue
        allocation, unclear = _allocation(row, indicator, agency.code, names[indicator.code])
        read[key] = row, allocation
        problems += unclear
        if agency.code not in _ever_reporting(plan, indicator):
            cell = row.at(ColumnName.ALLOCATED_TO)
            problems.append(cell.problem("not-a-reporter", value=agency.name, of=indicator.code))
    allocations = tuple(allocation for _, allocation in read.values())
    plan = replace(plan, allocations=allocations)
    by_code = {row.code: row for row in of_indicators}
    return allocations, [*problems, *_of_all_years(plan, read.values(), by_code)]


def _unknown_agency(row: PlanSheetRow, plan: Plan) -> Problem:
    cell = row.at(ColumnName.ALLOCATED_TO)
    suggested = plan.registry.suggest(row.text(ColumnName.ALLOCATED_TO))
    return cell.problem(
        "unknown-agency", nearest=nearest(suggested), advice=phrases.ONE_AGENCY_A_ROW
    )


def _allocation(
    row: PlanSheetRow, indicator: Indicator, agency: str, full_name: str
) -> tuple[Allocation, list[Problem]]:
    targets: dict[int, Target] = {}
    problems: list[Problem] = []
    for year, name in years_of(row, ColumnName.TARGET):
        target, unclear = read_target(row, name, indicator.direction, indicator.unit, full_name)
        targets[year] = target
        problems += unclear
    return (
        Allocation(
            indicator=indicator.code,
            agency=agency,
            targets=targets,
            indicator_name=row.verbatim(ColumnName.INDICATOR_NAME),
            agency_text=row.verbatim(ColumnName.ALLOCATED_TO),
            extra=extra_of(row, FormName.ALLOCATIONS),
        ),
        problems,
    )


def _ever_reporting(plan: Plan, indicator: Indicator) -> set[str]:
    """The agencies that report an indicator at some time of the plan, heirs included."""
    heirs = (plan.heirs(code, month) for code in indicator.reporters for month in plan.stretches)
    return {*indicator.reporters, *(code for those in heirs for code in those)}


# What the allocations of a year come to.


def _of_all_years(plan: Plan, read: Iterable[Allocated], rows: IndicatorRows) -> Iterator[Problem]:
    """Years in which an indicator is not allocated in full, or not as the plan sets it.

    `plan` has the allocations, which stand in the rows of `read`; `rows` are the indicators'.
    """
    cells: dict[tuple[str, int], list[LabelledCell]] = {}
    for row, allocation in read:
        for year, name in years_of(row, ColumnName.TARGET):
            cells.setdefault((allocation.indicator, year), []).append(row.at(name))
    for (code, year), of_year in sorted(cells.items()):
        if year in plan.years:
            own = year_column(ColumnName.TARGET, year)
            set_at = _cell_of(rows[code], own if rows[code].text(own) else ColumnName.GOAL)
            yield from _of_year(plan, code, year, _together(of_year), set_at)


def _of_year(plan: Plan, code: str, year: int, at: LabelledCell, set_at: str) -> Iterator[Problem]:
    period = Period("year", year, 1)
    indicator = plan.in_period(period).indicators_by_code[code]
    of_agencies = {a: t for (of, a), t in allocated(plan, period).items() if of == code}
    without = [agency for agency in indicator.reporters if agency not in of_agencies]
    total = sum_of([*of_agencies.values()]) if indicator.aggregation == Aggregation.SUM else None
    whole = plan.target_for(indicator, year)
    given, expected = (t.number if t else None for t in (total, whole))
    known = given is not None and expected is not None
    whole_is = display(expected)
    if without and len(without) < len(indicator.reporters):
        names = [plan.agency_name(agency) for agency in without]
        so_far = phrases.ALLOCATED_SO_FAR.fill(value=display(given), expected=whole_is, cell=set_at)
        yield at.problem(
            "allocation-incomplete",
            value=display(given),
            given=str(len(indicator.reporters) - len(without)),
            count=str(len(indicator.reporters)),
            sums=so_far if known else NOTHING,
            who="; ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else ""),
            year=str(year),
        )
    elif known and given != expected:
        yield at.problem(
            "allocation-mismatch",
            value=display(given),
            year=str(year),
            expected=whole_is,
            cell=set_at,
        )


def _cell_of(row: PlanSheetRow, column: str) -> str:
    """The address of a cell, blank where the sheet has no such column."""
    table = row.row.table
    return row.at(column).place.cell if column in table.columns else ""


def _together(cells: Sequence[LabelledCell]) -> LabelledCell:
    """Cells of one column as one, adjoining ones as a range: D2:D4,D7."""
    positions = sorted(cell_position(cell.place.cell) for cell in cells)
    runs: list[list[Position]] = []
    for row, column in positions:
        if runs and runs[-1][-1] == (row - 1, column):
            runs[-1].append((row, column))
        else:
            runs.append([(row, column)])
    ends = ([a1(*run[0]), a1(*run[-1])] for run in runs)
    first = cells[0]
    text = ",".join(":".join(dict.fromkeys(pair)) for pair in ends)
    return replace(first, place=replace(first.place, cell=text))
