"""Targets and due dates of the plan workbook: what their texts mean, and what to say of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from plansheet.forms.names import ColumnName
from plansheet.language.text import match_key
from plansheet.language.wording import NOTHING, Wording
from plansheet.plan.periods import Due, parse_due
from plansheet.plan.targets import AnyDirection, Target, parse_target
from plansheet.plan.workbook.rows import PlanSheetRow
from plansheet.problems import Problem
from plansheet.problems.catalogue import phrases

QUALITATIVE: Final = "định tính"
"""The unit of an indicator whose targets are words."""

_ANY_YEAR: Final = 2000
"""Stands in for the plan's first year while that is not known: what is wrong is said there."""


def full_names(rows: Sequence[PlanSheetRow]) -> Mapping[str, str]:
    """By code the name of an indicator and of those that it is a part of, its own first."""
    by_code = {row.code: row for row in rows}

    def names(code: str) -> Iterator[str]:
        seen: set[str] = set()
        while code in by_code and code not in seen:
            seen.add(code)
            yield by_code[code].text(ColumnName.INDICATOR_NAME)
            code = by_code[code].text(ColumnName.PARENT)

    return {code: "; ".join(names(code)) for code in by_code}


def read_target(
    row: PlanSheetRow, column: str, direction: AnyDirection, unit: str, name: str
) -> tuple[Target, list[Problem]]:
    """The target in a column of a row, and what a person should know of it.

    `direction`, `unit` and `name` are the indicator's, the names of those that it is a part of
    included.
    """
    target = parse_target(row.verbatim(column), direction, unit, name)
    is_meant = target.kind == "text" and match_key(unit) == QUALITATIVE
    if target.doubt is None or is_meant:
        return target, []
    return target, [row.at(column).problem("target-unclear", why=target.doubt)]


def read_due(row: PlanSheetRow, years: Sequence[int]) -> tuple[Due, list[Problem]]:
    """When the task of a row is due, and what a person should know of it."""
    first_year = years[0] if years else _ANY_YEAR
    due, year = parse_due(row.verbatim(ColumnName.DUE), first_year), str(first_year)
    cell = partial(row.at, ColumnName.DUE)
    if due.doubt is not None:
        return due, [cell().problem("due-unclear", why=due.doubt, year=year)]
    problems = []
    if due.assumed_year and years:
        problems.append(cell().problem("assumed-year", year=year))
    if due.approximate:
        problems.append(cell().problem("due-approximate", read=due.reading))
    if due.unread:
        problems.append(cell().problem("due-partly-read", read=due.reading, rest=due.unread))
    return due, problems


def nearest(names: Sequence[str]) -> Wording:
    """What to say of names that are like an unknown one; nothing where there are none."""
    if not names:
        return NOTHING
    return phrases.NEAREST.fill(names=", ".join(f"“{n}”" for n in names))
